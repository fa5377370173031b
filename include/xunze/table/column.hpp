// SPDX-License-Identifier: Apache-2.0
// A typed column with nulls.
#ifndef XUNZE_TABLE_COLUMN_HPP
#define XUNZE_TABLE_COLUMN_HPP

#include "xunze/core/interval.hpp"
#include "xunze/core/value.hpp"
#include "xunze/schema/vocabulary.hpp"
#include "xunze/table/dictionary.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace xunze {

/// Reserved cells of narrow coded columns: text, enumeration, boolean.
inline constexpr std::int32_t unknown_code = -1;
inline constexpr std::int32_t none_code = -2;
/// Reserved cells of narrow date columns.
inline constexpr std::int32_t unknown_day = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t none_day = unknown_day + 1;

/// One column of a table: 32-bit cells for codes, booleans and dates, else 64-bit ones.
/// Shape: text cells are dictionary codes, enumeration cells ranks, set cells bit masks of
/// ranks (at most 62 codes), decimals mantissas at `scale`, timestamps seconds.
/// Nulls: reserved cells, above; 64-bit columns use unknown_value and none_value.
struct column {
  column_type type = column_type::text;
  std::uint8_t scale = 0;
  bool given = true;  // false: the data have no such column, every cell is unknown
  std::shared_ptr<dictionary> texts{};        // of text
  enumeration const* codes = nullptr;         // of enumeration and set
  std::vector<std::int32_t> narrow{};
  std::vector<std::int64_t> wide{};

  [[nodiscard]] bool is_wide() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept {
    return is_wide() ? wide.size() : narrow.size();
  }
  /// Cell widened to 64 bits: unknown_value, none_value or the raw value.
  [[nodiscard]] std::int64_t raw(std::size_t row) const noexcept;
  /// Leaves nothing known of the cell.
  void set_unknown(std::size_t row) noexcept;
  /// Cell for people and boundaries; unknown and none both give a null value.
  [[nodiscard]] value at(std::size_t row) const;
};

/// Whether columns of this type hold 64-bit cells.
[[nodiscard]] constexpr bool is_wide(column_type type) noexcept {
  return type == column_type::integer || type == column_type::decimal ||
         type == column_type::timestamp || type == column_type::set;
}

/// A raw 64-bit cell of this type as a value; unknown and none give a null value.
[[nodiscard]] value to_value(std::int64_t raw, column_type type, std::uint8_t scale,
                             dictionary const* texts, enumeration const* codes);

}  // namespace xunze

#endif
