// SPDX-License-Identifier: Apache-2.0
#include "xunze/batch/state.hpp"

#include "xunze/batch/sum_state.hpp"
#include "xunze/batch/union_state.hpp"
#include "xunze/batch/value_states.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace xunze {
namespace {

static_assert(aggregate_state<count_state>);
static_assert(aggregate_state<any_state>);
static_assert(aggregate_state<sum_state>);
static_assert(aggregate_state<extreme_state>);
static_assert(aggregate_state<distinct_state>);
static_assert(aggregate_state<union_state>);
static_assert(!aggregate_state<interval>);

TEST(CountState, CertainRowsAreTheLeastAndAllRowsTheMost) {
  count_state state;
  EXPECT_EQ(state.judge(), interval::point(0));
  state.absorb(interval::point(7), true);
  state.absorb(interval::whole(), false);
  state.absorb(std::nullopt, true);
  EXPECT_EQ(state.judge(), (interval{2, 3}));
  state.retract(interval::point(7), true);
  EXPECT_EQ(state.judge(), (interval{1, 2}));
}

TEST(CountState, MergesToTheCountOfBoth) {
  count_state a;
  count_state b;
  a.absorb({}, true);
  b.absorb({}, false);
  a.merge(b);
  EXPECT_EQ(a.judge(), (interval{1, 2}));
}

TEST(AnyState, IsCertainPossibleOrNeither) {
  any_state state;
  EXPECT_EQ(state.judge(), interval::point(0));
  state.absorb({}, false);
  EXPECT_EQ(state.judge(), (interval{0, 1}));
  state.absorb({}, true);
  state.absorb({}, true);
  EXPECT_EQ(state.judge(), interval::point(1));
  state.retract({}, true);
  EXPECT_EQ(state.judge(), interval::point(1));
  state.retract({}, true);
  EXPECT_EQ(state.judge(), (interval{0, 1}));
}

TEST(UnknownDomain, StandsForAWholeIntervalAlone) {
  unknown_domain const days{{0, 30}, false};
  EXPECT_EQ(days.of(interval::whole()), (interval{0, 30}));
  EXPECT_EQ(days.of({-5, 5}), (interval{-5, 5}));
}

TEST(UnknownDomain, AnUnknownThatMayBeNoneMakesNoRowCertain) {
  unknown_domain const optional{{}, true};
  EXPECT_FALSE(optional.counts(interval::whole(), true));
  EXPECT_TRUE(optional.counts(interval::point(3), true));
  EXPECT_FALSE(optional.counts(interval::point(3), false));
  EXPECT_TRUE(unknown_domain{}.counts(interval::whole(), true));
}

}  // namespace
}  // namespace xunze
