// SPDX-License-Identifier: Apache-2.0
// Tests of relations as plain data.
#include "xunze/policy/relation.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(NodeBlock, IsEmptyOnlyWithoutAnyNode) {
  EXPECT_TRUE(node_block{}.empty());
  node_block block;
  block.aggregates.emplace_back();
  EXPECT_FALSE(block.empty());
  block = {};
  block.matches.emplace_back();
  EXPECT_FALSE(block.empty());
  block = {};
  block.linear.emplace_back();
  EXPECT_FALSE(block.empty());
  block = {};
  block.ranks.emplace_back();
  EXPECT_FALSE(block.empty());
  block = {};
  block.let.emplace_back();
  EXPECT_FALSE(block.empty());
}

TEST(Lookup, DefaultsAreThoseOfThePackFormat) {
  lookup const made;
  EXPECT_EQ(made.from, "from");
  EXPECT_EQ(made.to, "to");
  EXPECT_EQ(made.pick, pick::only);
  EXPECT_EQ(made.at, nullptr);
}

}  // namespace
}  // namespace xunze
