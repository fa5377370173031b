// SPDX-License-Identifier: Apache-2.0
// Tests of the list of kinds.
#include "xunze/rule/kind.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Kinds, AreTwentyFourAndScope) {
  EXPECT_EQ(kinds().size(), 25U);
  for (kind_info const& one : kinds()) {
    EXPECT_EQ(find_rule_kind(one.code), &one);
    EXPECT_FALSE(one.name.zh.empty() || one.name.en.empty()) << one.code;
  }
}

TEST(FindRuleKind, KnowsNothingElse) {
  EXPECT_EQ(find_rule_kind("classify"), nullptr);
  EXPECT_EQ(find_rule_kind(""), nullptr);
}

}  // namespace
}  // namespace xunze
