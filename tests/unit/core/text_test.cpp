// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/text.hpp"

#include <gtest/gtest.h>

namespace {

using xunze::language;
using xunze::text;

TEST(Text, GivesTheWordsOfTheLanguageAsked) {
  text const words{"符合", "pass"};
  EXPECT_EQ(words.in(language::zh), "符合");
  EXPECT_EQ(words.in(language::en), "pass");
}

TEST(Text, MissingTranslationFallsBackToTheOther) {
  EXPECT_EQ((text{"符合", ""}).in(language::en), "符合");
  EXPECT_EQ((text{"", "pass"}).in(language::zh), "pass");
}

TEST(Text, EqualOnlyIfBothLanguagesAre) {
  EXPECT_EQ((text{"甲", "a"}), (text{"甲", "a"}));
  EXPECT_NE((text{"甲", "a"}), (text{"甲", "b"}));
  EXPECT_NE((text{"甲", "a"}), (text{"乙", "a"}));
  EXPECT_TRUE(text{}.empty());
  EXPECT_FALSE((text{"", "a"}).empty());
}

}  // namespace
