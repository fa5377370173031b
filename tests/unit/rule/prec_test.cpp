// SPDX-License-Identifier: Apache-2.0
// Tests of the order of steps.
#include "xunze/rule/prec.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Prec, EachStepIsBeforeTheNext) {
  kind::prec rule{.subject = "project", .steps = {"planned_on", "approved_on", "start"}};
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: project\n"
            "condition: planned_on < approved_on && approved_on < start\n");
  rule.same_day = true;
  EXPECT_EQ(to_string(lower(rule).condition),
            "planned_on <= approved_on && approved_on <= start");
}

TEST(Prec, ALagIsCountedInDays) {
  kind::prec rule{.subject = "project", .steps = {"planned_on", "start"}, .lag_days = 10};
  EXPECT_EQ(to_string(lower(rule).condition), "days_between(planned_on, start) >= 10");
  rule.same_day = true;
  EXPECT_EQ(testing::refusal([&] { return lower(rule); }),
            "rule.arguments: `prec`: `lag_days` excludes `same_day`");
}

TEST(Prec, NeedsTwoSteps) {
  EXPECT_EQ(testing::refusal([] { return lower(kind::prec{.subject = "p", .steps = {"a"}}); }),
            "rule.arguments: `prec`: `steps` needs two or more");
}

}  // namespace
}  // namespace xunze
