// SPDX-License-Identifier: Apache-2.0
// Tests of separate times.
#include "xunze/rule/sched.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Sched, ASubjectIsItsOwnPartnerUnlessSaidOtherwise) {
  kind::sched rule{.subject = "class",
                   .same = {"sub.project.type"},
                   .at = "start_date",
                   .gap_days = 1};
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: class\n"
            "nearest: partners in class as other same (sub.project.type, sub.project.type)"
            " nearest (start_date, start_date)\n"
            "condition: nearest >= 1\n");
  rule.partner = "other_class";
  rule.as = "o";
  rule.same = {{"type", "o.kind"}};
  rule.where = "o.level == level";
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: class\n"
            "nearest: partners in other_class as o same (type, kind) where o.level == level"
            " nearest (start_date, start_date)\n"
            "condition: nearest >= 1\n");
}

TEST(Sched, ASubjectInPlaceNamesItsPartner) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::sched{.subject = relation_body{distinct_body{}},
                                       .same = {"a"},
                                       .at = "start",
                                       .gap_days = 1});
            }),
            "rule.arguments: `sched`: the argument `partner` is missing");
}

}  // namespace
}  // namespace xunze
