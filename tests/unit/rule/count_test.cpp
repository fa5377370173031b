// SPDX-License-Identifier: Apache-2.0
// Tests of count thresholds.
#include "xunze/rule/count.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::count visits() { return {.subject = "teacher", .of = from("visit").key("teacher_id")}; }

TEST(Count, ALoneBoundIsIncluded) {
  auto rule = visits();
  rule.at_least = 4;
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: teacher\n"
            "n: count from visit key teacher_id\n"
            "condition: n >= 4\n");
  rule.at_least = {};
  rule.at_most = "max_visits";
  EXPECT_EQ(to_string(lower(rule).condition), "n <= max_visits");
}

TEST(Count, TheThresholdOfTwoBoundsIsTheOneBroken) {
  auto rule = visits();
  rule.at_least = 4;
  rule.at_most = 6;
  rule.due = "end_date";
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: teacher\n"
            "n: count from visit key teacher_id\n"
            "condition: n >= 4 && n <= 6\n"
            "measured: n\n"
            "threshold: n < 4 ? 4 : 6\n"
            "due: end_date\n");
}

TEST(Count, NeedsABound) {
  EXPECT_EQ(testing::refusal([] { return lower(visits()); }),
            "rule.arguments: `count`: `at_least` or `at_most` is needed");
}

}  // namespace
}  // namespace xunze
