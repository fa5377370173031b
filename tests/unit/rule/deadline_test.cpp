// SPDX-License-Identifier: Apache-2.0
// Tests of deadlines.
#include "xunze/rule/deadline.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using testing::refusal;
using testing::show;

TEST(Deadline, TheDueDayItselfIsInTimeAndNotDoneIsNever) {
  EXPECT_EQ(show(lower(kind::deadline{
                .subject = "project", .done = "filed_on", .due = "date(2023, 7, 30)"})),
            "subject: project\n"
            "condition: coalesce(filed_on, date('9999-12-31')) <= date(2023, 7, 30)\n"
            "measured: filed_on\n"
            "threshold: date(2023, 7, 30)\n"
            "due: date(2023, 7, 30)\n");
}

TEST(Deadline, TheFirstOfSeveralIsEnough) {
  EXPECT_EQ(show(lower(kind::deadline{.subject = "project",
                                      .first = from("report").at("sent_on").key("project_id"),
                                      .due = "due_on"})),
            "subject: project\n"
            "done: min sent_on from report key project_id\n"
            "condition: done <= due_on\n"
            "measured: done\n"
            "threshold: due_on\n"
            "due: due_on\n");
}

TEST(Deadline, TheLastNeedsARow) {
  EXPECT_EQ(show(lower(kind::deadline{.subject = "project",
                                      .last = from("report").at("sent_on").key("project_id"),
                                      .due = "due_on"})),
            "subject: project\n"
            "n: count from report key project_id\n"
            "done: max coalesce(sent_on, date('9999-12-31')) from report key project_id\n"
            "condition: n >= 1 && done <= due_on\n"
            "measured: done\n"
            "threshold: due_on\n"
            "due: due_on\n");
}

TEST(Deadline, TakesOneWayToBeDone) {
  EXPECT_EQ(refusal([] { return lower(kind::deadline{.subject = "p", .due = "d"}); }),
            "rule.arguments: `deadline`: exactly one of `done`, `first`, `last` is needed");
  EXPECT_EQ(refusal([] {
              return lower(kind::deadline{.subject = "p", .first = from("r"), .due = "d"});
            }),
            "rule.arguments: `deadline`: the argument `at` is missing");
}

}  // namespace
}  // namespace xunze
