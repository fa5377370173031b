// SPDX-License-Identifier: Apache-2.0
// Tests of arguments of constructors.
#include "xunze/rule/argument.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Argument, TextIsAnExpressionAsInAPack) {
  EXPECT_EQ(to_string(argument{"a.b <= 3"}), "a.b <= 3");
  EXPECT_EQ(to_string(argument{0}), "0");
  EXPECT_EQ(to_string(argument{false}), "false");
  EXPECT_EQ(to_string(argument{dec("0.10")}), "0.10");
  EXPECT_FALSE(argument{}.given());
  EXPECT_NE(testing::refusal([] { return argument{"a <="}; }), "none");
}

TEST(Key, IsNamedAfterTheLastStepOfItsPath) {
  EXPECT_EQ(key{"class.sub.project.year"}.name(), "year");
  EXPECT_EQ(key{col("teacher_id")}.name(), "teacher_id");
  key const named{"y", "year(start)"};
  EXPECT_EQ(named.name(), "y");
  EXPECT_EQ(to_string(named.value()), "year(start)");
  EXPECT_EQ(testing::refusal([] { return key{"year(start)"}; }),
            "rule.arguments: `key`: the key `year(start)` is no path and needs a name");
}

TEST(SameKey, OneNameIsThatOfBothSides) {
  same_key const one{"teacher_id"};
  EXPECT_TRUE(same(one.target, one.partner));
  same_key const two{"a", "h.b"};
  EXPECT_EQ(to_string(two.target) + " " + to_string(two.partner), "a h.b");
}

}  // namespace
}  // namespace xunze
