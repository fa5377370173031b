// SPDX-License-Identifier: Apache-2.0
// Tables while they are loaded: headers, writers, domains and what is found wrong.
#ifndef XUNZE_SRC_TABLE_TABLE_LOADER_HPP
#define XUNZE_SRC_TABLE_TABLE_LOADER_HPP

#include "table/table_notes.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze::detail {

struct loaded_table {
  table data{};
  std::vector<std::string> headers{};  // by column of the schema, as the data name it
  std::vector<std::size_t> ragged{};   // rows with too few or too many cells, ascending
  table_notes notes{};
};

using header_positions = std::vector<std::optional<std::size_t>>;

class table_loader {
 public:
  table_loader(std::shared_ptr<vocabulary const> words, cell_policy policy, load_limits limits);

  [[nodiscard]] vocabulary const& words() const { return *words_; }
  [[nodiscard]] load_limits const& limits() const { return limits_; }

  // nullptr if there is no such table, or it is there already; said among the general findings.
  loaded_table* open(std::string_view name, table_source source);
  // The schema's column of each header; says what is unknown or doubled.
  header_positions match(loaded_table& into, std::span<std::string const> headers);
  column_writer writer(loaded_table& into, std::size_t position);
  // Takes the cells over; columns no writer brought are unknown.
  void close(loaded_table& into, std::size_t rows, std::span<column_writer> writers);
  void close(loaded_table& into, std::size_t rows, std::vector<std::optional<column>> columns);
  // A cell of which nothing is known, whatever the column's null means.
  static void leave_unknown(column_writer& into) { into.put_unknown(); }

  std::shared_ptr<dictionary> domain(table_schema const& of, std::size_t position);
  enumeration const* codes(column_schema const& of) const;
  void stop(std::string code, place at, text message, text help = {});
  void warn(std::string code, place at, text message, text help = {});

  std::map<std::string, loaded_table, std::less<>>& tables() { return tables_; }
  // Everything found, general findings first, then by table name.
  // Errors: failure `data.refused`.
  diagnostics findings();

 private:
  std::shared_ptr<vocabulary const> words_;
  cell_policy policy_;
  load_limits limits_;
  std::map<std::string, loaded_table, std::less<>> tables_{};
  std::map<std::pair<std::string, std::string>, std::shared_ptr<dictionary>> domains_{};
  diagnostics general_{};
  bool stopped_ = false;
};

// Headers and names as people write them; see table_schema::find_header.
std::optional<std::size_t> find_header(table_schema const& schema, std::string_view header);
table_schema const* find_table_header(vocabulary const& words, std::string_view header);
std::vector<std::string> table_names(vocabulary const& words);

// Checks of one table on its own: keys, duplicates, unique constraints, empty intervals.
void check_rows(loaded_table& loaded, vocabulary const& words);

// Rows that foreign keys refer to, by table and column.
using table_links = std::map<std::pair<std::string, std::size_t>, std::vector<std::int32_t>>;
// Links all tables; keys that lead nowhere are set aside, and the cycles of trees.
table_links link_tables(table_loader& loader);

}  // namespace xunze::detail

#endif
