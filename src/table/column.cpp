// SPDX-License-Identifier: Apache-2.0
// Cells of a typed column as values.
#include "xunze/table/column.hpp"

#include <utility>

namespace xunze {
namespace {

std::int64_t widened(std::int32_t cell, std::int32_t unknown, std::int32_t none) noexcept {
  if (cell == unknown) return unknown_value;
  return cell == none ? none_value : cell;
}

value set_value(std::int64_t mask, enumeration const& codes) {
  std::vector<std::string> members;
  for (std::size_t rank = 0; rank < codes.values.size() && rank < 62; ++rank) {
    if ((mask >> rank & 1) != 0) members.push_back(codes.values[rank].code);
  }
  return code_set{std::move(members)};
}

}  // namespace

bool column::is_wide() const noexcept { return xunze::is_wide(type); }

std::int64_t column::raw(std::size_t row) const noexcept {
  if (is_wide()) return wide[row];
  if (type == column_type::date) return widened(narrow[row], unknown_day, none_day);
  return widened(narrow[row], unknown_code, none_code);
}

void column::set_unknown(std::size_t row) noexcept {
  if (is_wide()) {
    wide[row] = unknown_value;
  } else {
    narrow[row] = type == column_type::date ? unknown_day : unknown_code;
  }
}

value column::at(std::size_t row) const {
  return to_value(raw(row), type, scale, texts.get(), codes);
}

value to_value(std::int64_t raw, column_type type, std::uint8_t scale, dictionary const* texts,
               enumeration const* codes) {
  if (raw == unknown_value || raw == none_value) return {};
  auto const narrow = [raw] { return static_cast<std::int32_t>(raw); };
  switch (type) {
    case column_type::text: return texts != nullptr ? value{texts->text_of(narrow())} : value{};
    case column_type::integer: return raw;
    case column_type::decimal: return decimal{raw, scale};
    case column_type::boolean: return raw != 0;
    case column_type::date: return date{narrow()};
    case column_type::timestamp: return timestamp{raw};
    case column_type::enumeration:
      if (codes == nullptr || static_cast<std::size_t>(raw) >= codes->values.size()) return {};
      return code_value{codes->name, codes->values[static_cast<std::size_t>(raw)].code};
    case column_type::set: return codes != nullptr ? set_value(raw, *codes) : value{};
  }
  return {};
}

}  // namespace xunze
