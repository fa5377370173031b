// SPDX-License-Identifier: Apache-2.0
// A typed column with nulls, and the dictionary that turns its texts into dense integers.
#ifndef XUNZE_TABLE_COLUMN_HPP
#define XUNZE_TABLE_COLUMN_HPP

#include "xunze/core/interval.hpp"
#include "xunze/core/value.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace xunze {

/// Texts of one domain as dense codes 0, 1, …, in order of first appearance.
/// Cost: one hash look-up per text added. Threads: const use only.
class dictionary {
 public:
  dictionary() = default;
  dictionary(dictionary const&) = delete;
  dictionary& operator=(dictionary const&) = delete;

  /// Code of a text, added if new.
  std::int32_t add(std::string_view word);
  /// Code of a text. Nulls: -1 if it was never added.
  [[nodiscard]] std::int32_t find(std::string_view word) const;
  /// Lifetime: that of the dictionary.
  [[nodiscard]] std::string_view text_of(std::int32_t code) const { return texts_[std::size_t(code)]; }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(texts_.size()); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::int32_t> codes_;
};

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
