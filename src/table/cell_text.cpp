// SPDX-License-Identifier: Apache-2.0
// Cells as people write them.
#include "table/cell_text.hpp"

#include "xunze/core/decimal.hpp"
#include "xunze/core/interval.hpp"
#include "xunze/core/utf8.hpp"

#include <algorithm>
#include <array>

namespace xunze::detail {
namespace {

constexpr std::array<std::string_view, 3> wide_blanks{"\xE3\x80\x80", "\xC2\xA0", "\xEF\xBB\xBF"};
constexpr std::array<std::string_view, 3> wide_separators{"；", "、", "，"};

constexpr bool is_blank(char byte) noexcept {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

bool is_ascii(std::string_view written) noexcept {
  return std::all_of(written.begin(), written.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

// U+FF01…U+FF5E are ASCII in full width.
constexpr char32_t half_width(char32_t point) noexcept {
  return point >= 0xFF01 && point <= 0xFF5E ? point - 0xFEE0 : point;
}

std::string half_width(std::string_view written) {
  std::string out;
  for (std::size_t at = 0; at < written.size();) {
    append_utf8(out, half_width(next_code_point(written, at)));
  }
  return out;
}

std::string_view without_unit(std::string_view cell, text const& unit) {
  for (std::string const* each : {&unit.zh, &unit.en}) {
    if (!each->empty() && cell.size() > each->size() && cell.ends_with(*each)) {
      return trimmed(cell.substr(0, cell.size() - each->size()));
    }
  }
  return cell;
}

// [+-]digits of an ASCII text.
std::optional<std::int64_t> plain_integer(std::string_view digits) noexcept {
  bool const negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty()) return std::nullopt;
  std::int64_t number = 0;
  for (char const digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    auto const shifted = checked_mul(number, 10);
    auto const next = shifted ? checked_add(*shifted, digit - '0') : std::nullopt;
    if (!next) return std::nullopt;
    number = *next;
  }
  return negative ? -number : number;
}

}  // namespace

std::string_view trimmed(std::string_view written) {
  for (bool again = true; again && !written.empty();) {
    again = false;
    while (!written.empty() && is_blank(written.front())) written.remove_prefix(1);
    while (!written.empty() && is_blank(written.back())) written.remove_suffix(1);
    for (std::string_view const blank : wide_blanks) {
      if (written.starts_with(blank)) {
        written.remove_prefix(blank.size());
        again = true;
      }
      if (written.ends_with(blank)) {
        written.remove_suffix(blank.size());
        again = true;
      }
    }
  }
  return written;
}

std::string folded(std::string_view written) {
  std::string out;
  for (std::size_t at = 0; at < written.size();) {
    char32_t point = half_width(next_code_point(written, at));
    if (point == 0x3000 || point == 0xA0 || point == 0xFEFF) continue;
    if (point < 0x80 && is_blank(static_cast<char>(point))) continue;
    if (point >= U'A' && point <= U'Z') point += U'a' - U'A';
    append_utf8(out, point);
  }
  return out;
}

std::optional<std::int64_t> read_integer(std::string_view cell, text const& unit) {
  std::string_view const digits = without_unit(cell, unit);
  auto const number =
      is_ascii(digits) ? plain_integer(digits) : plain_integer(half_width(digits));
  return number && is_finite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> read_decimal(std::string_view cell, std::uint8_t scale,
                                         text const& unit) {
  std::string_view const digits = without_unit(cell, unit);
  auto const number =
      is_ascii(digits) ? parse_decimal(digits) : parse_decimal(half_width(digits));
  auto const mantissa = number ? rescale(*number, scale, rounding::exact) : std::nullopt;
  return mantissa && is_finite(*mantissa) ? mantissa : std::nullopt;
}

std::optional<bool> read_boolean(std::string_view cell) {
  std::string const word = folded(cell);
  if (word == "true" || word == "1" || word == "是") return true;
  if (word == "false" || word == "0" || word == "否") return false;
  return std::nullopt;
}

std::optional<date> read_date(std::string_view cell) {
  if (cell.size() == 10 && cell[4] == '-' && cell[7] == '-') {
    int parts[3] = {0, 0, 0};
    constexpr int positions[8] = {0, 1, 2, 3, 5, 6, 8, 9};
    for (int i = 0; i < 8; ++i) {
      char const digit = cell[static_cast<std::size_t>(positions[i])];
      if (digit < '0' || digit > '9') return std::nullopt;
      int& part = parts[i < 4 ? 0 : (i < 6 ? 1 : 2)];
      part = part * 10 + (digit - '0');
    }
    return date_from_ymd(parts[0], parts[1], parts[2]);
  }
  return parse_date(cell);
}

void split_set(std::string_view cell, std::vector<std::string_view>& parts) {
  parts.clear();
  std::size_t begin = 0;
  auto const close = [&](std::size_t end) {
    if (auto const part = trimmed(cell.substr(begin, end - begin)); !part.empty()) {
      parts.push_back(part);
    }
  };
  for (std::size_t at = 0; at < cell.size();) {
    std::size_t width = cell[at] == ';' || cell[at] == ',' || cell[at] == '|' ? 1 : 0;
    for (std::string_view const wide : wide_separators) {
      if (cell.substr(at).starts_with(wide)) width = wide.size();
    }
    if (width > 0) {
      close(at);
      begin = at + width;
    }
    at += width > 0 ? width : 1;
  }
  close(cell.size());
}

text over_limit(text const& what, text const& unit, std::size_t most,
                std::optional<std::size_t> found) {
  std::string const limit = std::to_string(most);
  if (!found) {
    return {what.zh + "超过" + limit + unit.zh + "的上限",
            what.en + " has more than " + limit + " " + unit.en + ", the limit"};
  }
  std::string const has = std::to_string(*found);
  return {what.zh + "有" + has + unit.zh + "，上限为" + limit + unit.zh,
          what.en + " has " + has + " " + unit.en + ", at most " + limit + " are allowed"};
}

std::string shortened(std::string_view written) {
  std::size_t at = 0;
  std::string out;
  for (std::size_t count = 0; at < written.size(); ++count) {
    if (count == 40) return out + "…";
    char32_t const point = next_code_point(written, at);
    append_utf8(out, point < 0x20 || point == 0x7F ? U' ' : point);
  }
  return out;
}

}  // namespace xunze::detail
