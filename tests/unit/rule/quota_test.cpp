// SPDX-License-Identifier: Apache-2.0
// Tests of seats.
#include "xunze/rule/quota.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::quota cell(kind::seat_compare compare) {
  return {.subject = "quota_cell",
          .seats = "seats",
          .fill = from("reported").distinct("teacher_id").key("cell_id").on("id"),
          .compare = compare,
          .due = "class.end_date"};
}

TEST(Quota, FillIsComparedAsTold) {
  EXPECT_EQ(testing::show(lower(cell(kind::seat_compare::exactly))),
            "subject: quota_cell\n"
            "fill: distinct teacher_id from reported key cell_id on id\n"
            "condition: fill == seats\n"
            "due: class.end_date\n");
  EXPECT_EQ(to_string(lower(cell(kind::seat_compare::at_most)).condition), "fill <= seats");
  EXPECT_EQ(to_string(lower(cell(kind::seat_compare::at_least)).condition), "fill >= seats");
}

TEST(Quota, NeedsSeatsAndFill) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::quota{.subject = "q", .seats = "s", .fill = aggregate{}});
            }),
            "rule.arguments: `quota`: the argument `fill` is missing");
}

}  // namespace
}  // namespace xunze
