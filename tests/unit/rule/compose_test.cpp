// SPDX-License-Identifier: Apache-2.0
// Tests of conditions made of conditions.
#include "xunze/rule/compose.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Compose, AllOfAndAnyOfJoinInOrder) {
  term const a = col("a");
  term const b = col("b");
  term const c = col("c");
  EXPECT_EQ(to_string(all_of(a, b, c)), "a && b && c");
  EXPECT_EQ(to_string(all_of(a)), "a");
  EXPECT_EQ(to_string(any_of(a, all_of(b, c))), "a || b && c");
  EXPECT_EQ(to_string(all_of(any_of(a, b), not_(c))), "(a || b) && !c");
}

TEST(Compose, AtLeastCountsTheConditionsThatHold) {
  EXPECT_EQ(to_string(at_least(2).of(col("a"), col("b") > 1, col("c"))),
            "(a ? 1 : 0) + (b > 1 ? 1 : 0) + (c ? 1 : 0) >= 2");
}

}  // namespace
}  // namespace xunze
