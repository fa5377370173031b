// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/dictionary.hpp"

#include <gtest/gtest.h>

#include <string>

namespace xunze {
namespace {

TEST(Dictionary, CodesTextsInOrderOfFirstAppearance) {
  dictionary texts;
  EXPECT_EQ(texts.add("b"), 0);
  EXPECT_EQ(texts.add("a"), 1);
  EXPECT_EQ(texts.add("b"), 0);
  EXPECT_EQ(texts.size(), 2);
  EXPECT_EQ(texts.text_of(1), "a");
}

TEST(Dictionary, FindsNothingThatWasNotAdded) {
  dictionary texts;
  EXPECT_EQ(texts.find("a"), -1);
  texts.add("a");
  EXPECT_EQ(texts.find("a"), 0);
  EXPECT_EQ(texts.find("b"), -1);
  EXPECT_EQ(texts.find(""), -1);
}

TEST(Dictionary, TextsOfEveryLengthAreDifferent) {
  dictionary texts;
  std::string word;
  for (std::int32_t length = 0; length < 100; ++length) {
    EXPECT_EQ(texts.add(word), length);
    word += 'x';
  }
  EXPECT_EQ(texts.text_of(0), "");
  EXPECT_EQ(texts.find(std::string(64, 'x')), 64);
  EXPECT_EQ(texts.find(std::string(63, 'x') + "y"), -1);
}

TEST(Dictionary, TextsStayWhereTheyAreWhileItGrows) {
  dictionary texts;
  std::string_view const first = texts.text_of(texts.add("first"));
  texts.add(std::string(3'000'000, 'z'));
  for (int i = 0; i < 100'000; ++i) texts.add("key" + std::to_string(i));
  EXPECT_EQ(first, "first");
  EXPECT_EQ(first.data(), texts.text_of(0).data());
  for (int i = 0; i < 100'000; ++i) {
    ASSERT_EQ(texts.find("key" + std::to_string(i)), i + 2);
    ASSERT_EQ(texts.text_of(i + 2), "key" + std::to_string(i));
  }
}

TEST(Dictionary, ReservedRoomChangesNoCode) {
  dictionary texts;
  texts.add("a");
  texts.reserve(1000);
  EXPECT_EQ(texts.find("a"), 0);
  EXPECT_EQ(texts.add("b"), 1);
}

}  // namespace
}  // namespace xunze
