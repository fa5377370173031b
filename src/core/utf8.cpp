// SPDX-License-Identifier: Apache-2.0
// Reading UTF-8 by code points.
#include "xunze/core/utf8.hpp"

namespace xunze {
namespace {

struct decoded {
  char32_t code_point;
  std::size_t length;
  bool well_formed;
};

constexpr decoded malformed{replacement_character, 1, false};

decoded decode(std::string_view bytes, std::size_t at) noexcept {
  auto const byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]));
  };
  char32_t const lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return malformed;
  std::size_t const length = lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4);
  if (bytes.size() - at < length) return malformed;
  char32_t point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    char32_t const next = byte(at + i);
    if ((next & 0xC0U) != 0x80U) return malformed;
    point = (point << 6U) | (next & 0x3FU);
  }
  bool const overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  bool const surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (overlong || surrogate || point > 0x10FFFF) return malformed;
  return {point, length, true};
}

struct range {
  char32_t first;
  char32_t last;
};

constexpr range wide_ranges[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE4F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD}, {0x201C, 0x201D},   {0x2026, 0x2026},   {0x2014, 0x2014},
};

constexpr range zero_ranges[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
};

}  // namespace

char32_t next_code_point(std::string_view bytes, std::size_t& position) noexcept {
  decoded const one = decode(bytes, position);
  position += one.length;
  return one.code_point;
}

std::u32string code_points(std::string_view bytes) {
  std::u32string points;
  points.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) points.push_back(next_code_point(bytes, at));
  return points;
}

bool is_utf8(std::string_view bytes) noexcept { return !first_malformed(bytes); }

std::optional<std::size_t> first_malformed(std::string_view bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size();) {
    decoded const one = decode(bytes, at);
    if (!one.well_formed) return at;
    at += one.length;
  }
  return std::nullopt;
}

int display_width(char32_t code_point) noexcept {
  for (range const& r : zero_ranges) {
    if (r.first <= code_point && code_point <= r.last) return 0;
  }
  for (range const& r : wide_ranges) {
    if (r.first <= code_point && code_point <= r.last) return 2;
  }
  return 1;
}

void append_utf8(std::string& out, char32_t code_point) {
  auto const put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  auto const tail = [&put, code_point](unsigned shift) {
    put(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace xunze
