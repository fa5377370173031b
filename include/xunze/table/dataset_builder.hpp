// SPDX-License-Identifier: Apache-2.0
// Builds a dataset from texts, files and typed columns; all that is wrong is said at once.
#ifndef XUNZE_TABLE_DATASET_BUILDER_HPP
#define XUNZE_TABLE_DATASET_BUILDER_HPP

#include "xunze/table/column_writer.hpp"
#include "xunze/table/dataset.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// What loading does with a cell or row that cannot be read as declared.
enum class cell_policy : std::uint8_t { set_aside, refuse };

/// Bounds on hostile input.
struct load_limits {
  std::size_t file_bytes = std::size_t{4} << 30;
  std::size_t cell_bytes = std::size_t{1} << 20;
  std::size_t columns = 4096;
  std::size_t rows = std::size_t{1} << 30;
  std::size_t diagnostics_per_table = 1000;  // the rest is counted in one closing diagnostic
};

/// A column handed over in its own type, without texts; see add_columns.
struct typed_column {
  std::string name;
  column cells;
};

/// A column and how its cell is got from a struct; made by field() of table/structs.hpp.
template <typename Get>
struct struct_field {
  std::string column;
  Get get;
};

/// Collects tables and checks keys, foreign keys, enumerations and ranges.
/// Errors: everything that stops the run (unreadable file, missing key column, conflicting rows
/// for one key, limits) is thrown by build() as one failure `data.refused` with all diagnostics;
/// under cell_policy::refuse also every cell or row that would be set aside.
class dataset_builder {
 public:
  /// Errors: failure `data.vocabulary` if a coded column has no enumeration.
  explicit dataset_builder(std::shared_ptr<vocabulary const> words,
                           cell_policy policy = cell_policy::set_aside, load_limits limits = {});
  ~dataset_builder();
  dataset_builder(dataset_builder&&) noexcept;
  dataset_builder& operator=(dataset_builder&&) noexcept;

  /// All `*.csv` of a folder, each named after a table (name, title or synonym); a warning
  /// names spreadsheets, and folders in it that hold tables: they are not read.
  void add_folder(std::string const& path);
  /// One CSV file: RFC 4180, UTF-8 with or without BOM, else strictly GB18030.
  void add_csv(std::string const& path);
  /// CSV text as the table of this name. Lifetime: read before the call returns.
  void add_csv_text(std::string_view table, std::string_view bytes, std::string file_name);
  /// Texts by column: header words and, per column, one text a row (empty: null).
  void add_texts(std::string_view table, std::span<std::string const> headers,
                 std::span<std::vector<std::string> const> columns, table_source source = {});
  /// Boundary values by column; null is null, texts are read as files have them.
  void add_values(std::string_view table, std::span<std::string const> names,
                  std::span<std::vector<value> const> columns, table_source source = {});
  /// A table filled column by column: `fill` is called once per header that names a column,
  /// with the header's position, and must add exactly `rows` cells.
  /// Errors: failure `data.shape` if it adds more or fewer.
  void add_cells(std::string_view table, std::span<std::string const> headers, std::size_t rows,
                 std::function<void(std::size_t, column_writer&)> const& fill,
                 table_source source = {});
  /// A column per field, a row per struct of a range; defined in table/structs.hpp.
  /// Lifetime: rows are read before the call returns. Cost: no allocation a row.
  template <typename Rows, typename... Get>
  void add_structs(std::string_view table, Rows const& rows,
                   struct_field<Get> const&... fields);
  /// Typed cells taken over without copying; text columns bring codes of `domain(table, column)`.
  /// Errors: failure `data.shape` for columns of different lengths, another type or scale, or
  /// cells outside the dictionary or enumeration.
  void add_columns(std::string_view table, std::vector<typed_column> columns,
                   table_source source = {});
  /// Dictionary of a text column's domain: a foreign key shares that of the key it refers to.
  /// Errors: failure `data.unknown_table` or `data.unknown_column`.
  [[nodiscard]] std::shared_ptr<dictionary> domain(std::string_view table,
                                                   std::string_view column);
  /// Declares that a table is complete from this day on.
  void complete_from(std::string_view table, date day);

  /// Checks and hands over; the builder is empty afterwards.
  /// Errors: failure `data.refused`.
  [[nodiscard]] dataset build();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace xunze

#endif
