// SPDX-License-Identifier: Apache-2.0
// Fills one column cell by cell, in the type its vocabulary declares.
#ifndef XUNZE_TABLE_COLUMN_WRITER_HPP
#define XUNZE_TABLE_COLUMN_WRITER_HPP

#include "xunze/table/column.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

struct table_source;

namespace detail {
class table_notes;
class table_loader;
struct spot;

// Where a writer's cells belong and where its diagnostics go.
struct writer_target {
  column_schema const* schema = nullptr;
  enumeration const* codes = nullptr;
  std::shared_ptr<dictionary> texts{};
  table_notes* notes = nullptr;
  table_source const* source = nullptr;
  std::size_t position = 0;  // of the column in its schema
  std::string header{};      // as the data name it
  std::size_t cell_bytes = 0;
};
}  // namespace detail

/// One column under construction; each call adds the cell of the next row.
/// Errors: a cell that does not fit its declared type or bounds is unknown, with a diagnostic
/// data.bad_cell or data.out_of_range. Lifetime: that of the call that hands it out; see
/// dataset_builder::add_cells. Cost: no allocation a row.
class column_writer {
 public:
  /// Null as the column means it: unknown, none or open end.
  void add_null();
  void add_boolean(bool flag);
  /// A number; in a text column its digits, as files would have them.
  void add_integer(std::int64_t number);
  void add_decimal(decimal number);
  void add_date(date day);
  void add_timestamp(timestamp time);
  /// A text as files have it: blank is null, and every type is read from its written forms.
  void add_text(std::string_view written);
  /// Members of a set by code, label or synonym; none is the empty set.
  void add_set(std::span<std::string_view const> members);
  /// A boundary value of any kind that fits the column; null is null.
  void add_value(value const& cell);
  /// A cell the caller could not read: unknown, with a diagnostic data.bad_cell.
  void add_refused(std::string_view shown, text const& why);
  /// The cell of an earlier row again; for producers that repeat values.
  void add_copy(std::size_t row);

  /// The cell of an earlier row, as column::raw.
  [[nodiscard]] std::int64_t raw(std::size_t row) const { return cells_.raw(row); }
  [[nodiscard]] column_schema const& schema() const noexcept { return *target_.schema; }
  [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
  void reserve(std::size_t rows);

 private:
  friend class detail::table_loader;
  explicit column_writer(detail::writer_target target);

  void put(std::int64_t raw);
  void put_checked(std::int64_t raw);
  void put_unknown();
  void put_word(std::string_view word);
  void put_members(std::span<std::string_view const> members, std::string_view shown);
  void put_parsed(std::optional<std::int64_t> raw, std::string_view shown);
  void refuse(std::string_view shown);
  [[nodiscard]] detail::spot here(std::string const& written) const;
  std::optional<std::int32_t> rank_of(std::string_view word);

  detail::writer_target target_;
  column cells_;
  std::int64_t null_ = unknown_value;
  struct word_list;
  std::shared_ptr<word_list> words_;  // of the enumeration; null for other types
  std::vector<std::string_view> parts_;
};

}  // namespace xunze

#endif
