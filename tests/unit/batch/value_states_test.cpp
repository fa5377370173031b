// SPDX-License-Identifier: Apache-2.0
#include "xunze/batch/value_states.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(ExtremeState, OfNoRowsIsInfinite) {
  EXPECT_EQ(extreme_state(extreme::least).judge(), (interval{plus_infinity, plus_infinity}));
  EXPECT_EQ(extreme_state(extreme::greatest).judge(), (interval{minus_infinity, minus_infinity}));
}

TEST(ExtremeState, TheNextValueTakesOverWhenTheLeastGoes) {
  extreme_state state{extreme::least};
  for (std::int64_t v : {4, 2, 2, 9}) state.absorb(interval::point(v), true);
  EXPECT_EQ(state.judge(), interval::point(2));
  state.retract(interval::point(2), true);
  EXPECT_EQ(state.judge(), interval::point(2));
  state.retract(interval::point(2), true);
  EXPECT_EQ(state.judge(), interval::point(4));
}

TEST(ExtremeState, PossibleRowsMoveOneEndOnly) {
  extreme_state least{extreme::least};
  extreme_state greatest{extreme::greatest};
  for (auto* state : {&least, &greatest}) {
    state->absorb(interval::point(4), true);
    state->absorb(interval::point(1), false);
    state->absorb(interval::point(9), false);
  }
  EXPECT_EQ(least.judge(), (interval{1, 4}));
  EXPECT_EQ(greatest.judge(), (interval{4, 9}));
}

TEST(ExtremeState, ANoneIsNoRow) {
  extreme_state state{extreme::least};
  state.absorb(std::nullopt, true);
  EXPECT_EQ(state.judge(), (interval{plus_infinity, plus_infinity}));
}

TEST(DistinctState, AValueGoesWithItsLastRow) {
  distinct_state state;
  state.absorb(interval::point(1), true);
  state.absorb(interval::point(1), true);
  state.absorb(interval::point(2), true);
  EXPECT_EQ(state.judge(), interval::point(2));
  state.retract(interval::point(1), true);
  EXPECT_EQ(state.judge(), interval::point(2));
  state.retract(interval::point(1), true);
  EXPECT_EQ(state.judge(), interval::point(1));
}

TEST(DistinctState, AValueIsCertainWhileACertainRowHasIt) {
  distinct_state state;
  state.absorb(interval::point(1), false);
  EXPECT_EQ(state.judge(), (interval{0, 1}));
  state.absorb(interval::point(1), true);
  EXPECT_EQ(state.judge(), interval::point(1));
  state.retract(interval::point(1), true);
  EXPECT_EQ(state.judge(), (interval{0, 1}));
}

TEST(DistinctState, UnknownValuesAreAtLeastOneTogetherAndAtMostOneEach) {
  distinct_state state;
  state.absorb(interval::whole(), true);
  state.absorb(interval::whole(), true);
  EXPECT_EQ(state.judge(), (interval{1, 2}));
  state.absorb(interval::point(8), true);
  EXPECT_EQ(state.judge(), (interval{1, 3}));
  distinct_state optional{unknown_domain{{}, true}};
  optional.absorb(interval::whole(), true);
  EXPECT_EQ(optional.judge(), (interval{0, 1}));
}

}  // namespace
}  // namespace xunze
