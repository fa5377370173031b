// SPDX-License-Identifier: Apache-2.0
// Tests of no repeat.
#include "xunze/rule/norep.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Norep, NoPartnerIsLeftAfterTheExceptions) {
  EXPECT_EQ(testing::show(lower(kind::norep{
                .subject = "taking_part",
                .partner = "history",
                .as = "h",
                .same = {"teacher_id", {"equivalence", "h.equivalence_key"}},
                .where = "h.start < start",
                .except = {{"cross_year", "SX23-3.1-d", parse_expression("h.cohort == cohort")}},
                .needs_history_from = "teacher.hire_date"})),
            "subject: taking_part\n"
            "repeat: partners in history as h same (teacher_id, teacher_id)"
            " (equivalence, equivalence_key) where h.start < start except cross_year"
            " history teacher.hire_date\n"
            "condition: repeat <= 0\n");
}

TEST(Norep, NeedsPartnerAndAlias) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::norep{.subject = "t", .partner = "", .as = "h", .same = {"a"}});
            }),
            "rule.arguments: `norep`: the argument `partner` is missing");
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::norep{.subject = "t", .partner = "p", .as = "", .same = {"a"}});
            }),
            "rule.arguments: `norep`: the argument `as` is missing");
}

}  // namespace
}  // namespace xunze
