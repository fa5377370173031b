// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/utf8.hpp"

#include <gtest/gtest.h>

namespace {

using xunze::append_utf8;
using xunze::code_points;
using xunze::display_width;
using xunze::is_utf8;
using xunze::replacement_character;

TEST(Utf8, EveryCodePointSurvivesARoundTrip) {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, point);
    ASSERT_TRUE(is_utf8(bytes)) << static_cast<unsigned>(point);
    ASSERT_EQ(code_points(bytes), std::u32string(1, point));
  }
}

TEST(Utf8, MalformedBytesAreRefusedAndReadAsReplacements) {
  for (char const* bytes : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                            "\xE4\xB8", "\xFF", "a\xC3"}) {
    EXPECT_FALSE(is_utf8(bytes)) << bytes;
    std::size_t const before = bytes[0] == 'a' ? 4 : 3;
    EXPECT_EQ(xunze::first_malformed("学" + std::string{bytes}), before) << bytes;
  }
  EXPECT_EQ(code_points("a\xFF" "b"), (std::u32string{U'a', replacement_character, U'b'}));
  EXPECT_EQ(code_points("\xE4\xB8" "b").size(), 3U);
}

TEST(Utf8, ChineseTakesTwoCells) {
  EXPECT_EQ(display_width(U'a'), 1);
  EXPECT_EQ(display_width(U'训'), 2);
  EXPECT_EQ(display_width(U'，'), 2);
  EXPECT_EQ(display_width(U'\u0301'), 0);
}

}  // namespace
