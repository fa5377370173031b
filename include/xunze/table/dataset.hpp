// SPDX-License-Identifier: Apache-2.0
// Tables of one data delivery, typed and linked by their foreign keys.
#ifndef XUNZE_TABLE_DATASET_HPP
#define XUNZE_TABLE_DATASET_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/schema/vocabulary.hpp"
#include "xunze/table/column.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze {

/// Reserved row indices of links: no row, several rows, not known which.
inline constexpr std::int32_t no_row = -1;
inline constexpr std::int32_t ambiguous_row = -2;
inline constexpr std::int32_t unknown_row = -3;

/// Where the rows of a table stand in the user's files.
/// Shape: `rows` is empty (row i stands at first_row + i), or one number a row.
struct table_source {
  std::string file{};
  std::string sheet{};
  std::size_t first_row = 2;  // 1 is the header
  std::vector<std::uint32_t> rows{};

  [[nodiscard]] std::size_t row_of(std::size_t index) const {
    return rows.empty() ? first_row + index : rows[index];
  }
};

/// One table: columns in the order of its schema, identical duplicates removed.
struct table {
  table_schema const* schema = nullptr;
  std::size_t rows = 0;
  std::vector<column> columns{};
  table_source source{};
};

/// Tables of a vocabulary with typed columns; immutable once built (dataset_builder).
/// Threads: const use from several threads. Cost: copies share nothing but the links.
class dataset {
 public:
  explicit dataset(std::shared_ptr<vocabulary const> words);

  [[nodiscard]] vocabulary const& words() const { return *words_; }
  [[nodiscard]] std::shared_ptr<vocabulary const> shared_words() const { return words_; }
  /// Nulls: nullptr if the table is not given.
  [[nodiscard]] table const* find(std::string_view name) const;
  /// Row index column of a foreign key: per row of `from` the row of the table it refers to.
  /// Nulls: no_row where the key is none; unknown_row where it is unknown (one that led nowhere is)
  /// or the table is not given, or where the row lies on a cycle of its table's tree.
  /// Errors: failure `table.no_reference` if the column is no foreign key.
  /// Lifetime: that of the dataset. Cost: none, links are made when the dataset is built.
  [[nodiscard]] std::vector<std::int32_t> const& link(table const& from, std::size_t column) const;
  /// First day from which a table claims to be complete.
  [[nodiscard]] std::optional<date> complete_from(std::string_view table) const;
  /// Repairs and doubts met while loading.
  [[nodiscard]] diagnostics const& notes() const { return notes_; }

 private:
  friend class dataset_builder;
  std::shared_ptr<vocabulary const> words_;
  std::map<std::string, table, std::less<>> tables_;
  std::map<std::string, date, std::less<>> complete_from_;
  diagnostics notes_;
  using links = std::map<std::pair<std::string, std::size_t>, std::vector<std::int32_t>>;
  std::shared_ptr<links const> links_;
};

}  // namespace xunze

#endif
