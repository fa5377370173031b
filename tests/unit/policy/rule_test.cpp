// SPDX-License-Identifier: Apache-2.0
// Tests of rules as plain data.
#include "xunze/policy/rule.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Rule, IsMandatoryWithoutWaiverUnlessItSaysOtherwise) {
  rule const made;
  EXPECT_EQ(made.strength.fixed, strength::mandatory);
  EXPECT_TRUE(made.strength.parameter.empty());
  EXPECT_FALSE(made.waivable);
  EXPECT_FALSE(made.in_force_from.has_value());
}

}  // namespace
}  // namespace xunze
