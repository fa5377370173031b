// SPDX-License-Identifier: Apache-2.0
#include "xunze/batch/sum_state.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

constexpr std::int64_t huge = plus_infinity - 3;

TEST(SumState, APossibleRowOnlyStretchesTheSum) {
  sum_state state;
  state.absorb(interval::point(5), true);
  state.absorb(interval::point(3), false);
  state.absorb(interval::point(-2), false);
  EXPECT_EQ(state.judge(), (interval{3, 8}));
}

TEST(SumState, ANoneAddsNothing) {
  sum_state state;
  state.absorb(std::nullopt, true);
  EXPECT_EQ(state.judge(), interval::point(0));
}

TEST(SumState, AnUnknownAddsItsDeclaredRange) {
  sum_state bounded{unknown_domain{{0, 30}, false}};
  bounded.absorb(interval::whole(), true);
  EXPECT_EQ(bounded.judge(), (interval{0, 30}));
  sum_state least{unknown_domain{{10, 30}, false}};
  least.absorb(interval::whole(), true);
  EXPECT_EQ(least.judge(), (interval{10, 30}));
  sum_state optional{unknown_domain{{10, 30}, true}};
  optional.absorb(interval::whole(), true);
  EXPECT_EQ(optional.judge(), (interval{0, 30}));
}

TEST(SumState, AnUnboundedEndGoesWithItsRow) {
  sum_state state;
  state.absorb(interval::point(4), true);
  state.absorb(interval::whole(), true);
  EXPECT_EQ(state.judge(), interval::whole());
  state.retract(interval::whole(), true);
  EXPECT_EQ(state.judge(), interval::point(4));
}

TEST(SumState, ASumThatDoesNotFitFitsAgainWhenRowsGo) {
  sum_state state;
  state.absorb(interval::point(huge), true);
  state.absorb(interval::point(huge), true);
  EXPECT_EQ(state.judge(), interval::whole());
  state.absorb(interval::point(-huge), true);
  EXPECT_EQ(state.judge(), interval::point(huge));
  state.retract(interval::point(huge), true);
  EXPECT_EQ(state.judge(), interval::point(0));
}

TEST(SumState, NegativeNumbersCarry) {
  sum_state state;
  for (int i = 0; i < 3; ++i) state.absorb(interval::point(-5'000'000'000), true);
  state.absorb(interval::point(1), true);
  EXPECT_EQ(state.judge(), interval::point(-14'999'999'999));
}

TEST(SumState, MergingIsAddingUp) {
  sum_state a;
  sum_state b;
  a.absorb({{1, 2}}, true);
  b.absorb({{10, 20}}, true);
  a.merge(b);
  EXPECT_EQ(a.judge(), (interval{11, 22}));
}

}  // namespace
}  // namespace xunze
