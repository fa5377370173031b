// SPDX-License-Identifier: Apache-2.0
// How many columns a text takes on a terminal.
#include "xunze/report/report_text.hpp"

#include <algorithm>
#include <array>

namespace xunze {
namespace {

struct range {
  char32_t first;
  char32_t last;
};

// Source: Unicode Standard Annex 11, wide and full-width ranges; quotation marks and dashes are
// wide in Chinese text but narrow in most terminals, and stay narrow here.
constexpr std::array wide{range{0x1100, 0x115F},   range{0x2E80, 0x303E}, range{0x3041, 0xA4CF},
                          range{0xAC00, 0xD7A3},   range{0xF900, 0xFAFF}, range{0xFE30, 0xFE6F},
                          range{0xFF00, 0xFF60},   range{0xFFE0, 0xFFE6}, range{0x1F300, 0x1FAFF},
                          range{0x20000, 0x3FFFD}};

}  // namespace

std::size_t display_width(std::string_view words) noexcept {
  std::size_t width = 0;
  for (std::size_t i = 0; i < words.size();) {
    auto const lead = static_cast<unsigned char>(words[i]);
    std::size_t const length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < words.size(); ++k) {
      point = (point << 6U) | (static_cast<unsigned char>(words[i + k]) & 0x3FU);
    }
    bool const is_wide = std::any_of(wide.begin(), wide.end(), [point](range const& each) {
      return each.first <= point && point <= each.last;
    });
    width += is_wide ? 2 : 1;
    i += length;
  }
  return width;
}

}  // namespace xunze
