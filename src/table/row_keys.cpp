// SPDX-License-Identifier: Apache-2.0
// Finds rows of a table with equal cells in some columns.
#include "table/row_keys.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace xunze::detail {
namespace {

constexpr std::uint64_t mixed(std::uint64_t state, std::int64_t cell) noexcept {
  state = (state ^ static_cast<std::uint64_t>(cell)) * 0x9e3779b97f4a7c15ULL;
  return state ^ (state >> 29U);
}

}  // namespace

row_keys::row_keys(table const& rows, std::vector<std::size_t> columns)
    : table_{rows}, columns_{std::move(columns)} {
  column const& first = rows.columns[columns_.front()];
  direct_ = columns_.size() == 1 && first.type == column_type::text;
  std::size_t const codes = direct_ ? static_cast<std::size_t>(first.texts->size()) + 2 : 0;
  rows_.assign(direct_ ? codes : std::bit_ceil(rows.rows * 2 + 16), -1);
}

std::uint64_t row_keys::hash(std::size_t row) const {
  std::uint64_t state = 0x2545f4914f6cdd1dULL;
  for (std::size_t const each : columns_) state = mixed(state, table_.columns[each].raw(row));
  return state;
}

bool row_keys::equal(std::size_t a, std::size_t b) const {
  return std::all_of(columns_.begin(), columns_.end(), [&](std::size_t each) {
    return table_.columns[each].raw(a) == table_.columns[each].raw(b);
  });
}

std::int32_t row_keys::insert(std::size_t row) {
  auto const number = static_cast<std::int32_t>(row);
  if (direct_) {  // none and unknown have codes -2 and -1
    std::int32_t const code = table_.columns[columns_.front()].narrow[row];
    std::int32_t& held = rows_[static_cast<std::size_t>(code + 2)];
    return held >= 0 ? held : (held = number, -1);
  }
  std::size_t const mask = rows_.size() - 1;
  for (std::size_t at = hash(row) & mask;; at = (at + 1) & mask) {
    if (rows_[at] < 0) {
      rows_[at] = number;
      return -1;
    }
    if (equal(static_cast<std::size_t>(rows_[at]), row)) return rows_[at];
  }
}

std::int32_t row_keys::find(std::int64_t raw) const {
  if (direct_) {
    bool const inside = raw >= 0 && static_cast<std::size_t>(raw) + 2 < rows_.size();
    return inside ? rows_[static_cast<std::size_t>(raw) + 2] : -1;
  }
  column const& key = table_.columns[columns_.front()];
  std::size_t const mask = rows_.size() - 1;
  for (std::size_t at = mixed(0x2545f4914f6cdd1dULL, raw) & mask;; at = (at + 1) & mask) {
    if (rows_[at] < 0) return -1;
    if (key.raw(static_cast<std::size_t>(rows_[at])) == raw) return rows_[at];
  }
}

}  // namespace xunze::detail
