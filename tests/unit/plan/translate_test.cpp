// SPDX-License-Identifier: Apache-2.0
#include "plan/translate.hpp"

#include <gtest/gtest.h>

namespace {

using namespace xunze;
using namespace xunze::plan_detail;

std::shared_ptr<dictionary> words(std::initializer_list<char const*> list) {
  auto made = std::make_shared<dictionary>();
  for (char const* word : list) made->add(word);
  return made;
}

TEST(Translate, CodesAreThoseOfTheSameTexts) {
  vec column{{}, words({"a", "b", "c"}), {2, 0, 1, 2}, {}};
  auto const into = words({"c", "a"});
  translate(column, into);
  EXPECT_EQ(column.lo, (std::vector<std::int64_t>{0, 1, no_such_code, 0}));
  EXPECT_EQ(column.texts, into);
}

TEST(Translate, UnknownAndNoneStay) {
  vec column{{}, words({"a"}), {minus_infinity, none_value, 0}, {plus_infinity, none_value, 0}};
  translate(column, words({"b", "a"}));
  EXPECT_EQ(column.at(0), unknown_cell);
  EXPECT_EQ(column.at(1), none_cell);
  EXPECT_EQ(column.at(2), (cell{1, 1}));
}

TEST(Translate, ColumnsWithoutTextsAreLeftAlone) {
  vec column{{}, nullptr, {5, 7}, {}};
  translate(column, words({"a"}));
  EXPECT_EQ(column.lo, (std::vector<std::int64_t>{5, 7}));
  EXPECT_EQ(column.texts, nullptr);
}

TEST(Translate, WhatIsMissingMayBeAdded) {
  vec column{{}, words({"a", "b", "c"}), {2, 1, 2}, {}};
  auto const into = words({"b"});
  translate_adding(column, into);
  EXPECT_EQ(column.lo, (std::vector<std::int64_t>{1, 0, 1}));
  EXPECT_EQ(into->size(), 2);
  EXPECT_EQ(into->text_of(1), "c");
}

TEST(Translate, WhatIsMissingHasACodeOfNoText) {
  auto const codes = codes_in(*words({"a", "b"}), *words({"b"}));
  EXPECT_EQ(codes, (std::vector<std::int64_t>{no_such_code, 0}));
  EXPECT_LT(no_such_code, 0);
  EXPECT_NE(no_such_code, none_value);
}

TEST(Translate, AddingAllKeepsWhatIsThere) {
  auto const into = words({"b"});
  add_all(*into, *words({"a", "b"}));
  EXPECT_EQ(into->find("b"), 0);
  EXPECT_EQ(into->find("a"), 1);
}

}  // namespace
