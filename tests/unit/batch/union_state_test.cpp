// SPDX-License-Identifier: Apache-2.0
#include "xunze/batch/union_state.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(UnionState, MembersAreReferenceCounted) {
  union_state state{0b111};
  state.absorb(interval::point(0b011), true);
  state.absorb(interval::point(0b001), true);
  EXPECT_EQ(state.judge(), interval::point(0b011));
  state.retract(interval::point(0b011), true);
  EXPECT_EQ(state.judge(), interval::point(0b001));
}

TEST(UnionState, PossibleRowsAddPossibleMembers) {
  union_state state{0b111};
  state.absorb(interval::point(0b001), true);
  state.absorb(interval::point(0b100), false);
  EXPECT_EQ(state.judge(), (interval{0b001, 0b101}));
}

TEST(UnionState, AnUnknownSetMayHaveAnyCode) {
  union_state state{0b111};
  state.absorb(interval::whole(), true);
  EXPECT_EQ(state.judge(), (interval{0, 0b111}));
  state.retract(interval::whole(), true);
  EXPECT_EQ(state.judge(), interval::point(0));
}

TEST(UnionState, TheSixtySecondCodeIsKept) {
  std::int64_t const last = std::int64_t{1} << 61;
  union_state state{(last << 1) - 1};
  state.absorb(interval::point(last), true);
  EXPECT_EQ(state.judge(), interval::point(last));
}

}  // namespace
}  // namespace xunze
