// SPDX-License-Identifier: Apache-2.0
// Reading UTF-8 by code points.
#ifndef XUNZE_CORE_UTF8_HPP
#define XUNZE_CORE_UTF8_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace xunze {

/// What a malformed byte is read as.
inline constexpr char32_t replacement_character = 0xFFFD;

/// Reads the code point at `position` and moves `position` behind it.
/// Nulls: a malformed byte gives replacement_character and counts as one code point.
/// Errors: `position` must be less than the size of `bytes`.
[[nodiscard]] char32_t next_code_point(std::string_view bytes, std::size_t& position) noexcept;

/// All code points of a text, malformed bytes as replacement_character.
[[nodiscard]] std::u32string code_points(std::string_view bytes);

/// Whether every byte belongs to a well-formed sequence (no surrogates, no overlong forms).
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

/// The offset of the first byte that is not well-formed UTF-8. Nulls: nullopt if all is.
[[nodiscard]] std::optional<std::size_t> first_malformed(std::string_view bytes) noexcept;

/// Number of cells a code point takes in a terminal: 0, 1, or 2 for East Asian wide forms.
[[nodiscard]] int display_width(char32_t code_point) noexcept;

/// Appends the UTF-8 form of a code point.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace xunze

#endif
