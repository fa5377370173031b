// SPDX-License-Identifier: Apache-2.0
// Tests of consequences.
#include "xunze/rule/conseq.hpp"

#include "support/small_world.hpp"
#include "unit/rule/show.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::conseq days_by_grade() {
  return {.subject = "enrolment",
          .cases = {{"grade == 'excellent'", 10}, {"grade == 'good'", 5}},
          .recorded = "days"};
}

std::string said(kind::conseq const& of) {
  auto const made = test::run(test::policy_of(conseq(of).cite("D-1")),
                              {{"enrolment", "enr_id grade days | e1 excellent 10 | e2 good 10 | "
                                             "e3 poor 3 | e4 - 5 | e5 good 4"}});
  return test::verdicts(made);
}

TEST(Conseq, TheFirstCaseThatHoldsDecides) {
  EXPECT_EQ(testing::show(lower(days_by_grade())),
            "subject: enrolment\n"
            "effect: grade == 'excellent' ? 10 : 5\n"
            "applies: grade == 'excellent' || grade == 'good'\n"
            "condition: grade == 'excellent' ? days == 10 : days == 5\n"
            "measured: days\n"
            "threshold: effect\n");
  EXPECT_EQ(said(days_by_grade()), "e1:pass e2:fail e3:not_applicable e4:unknown e5:fail");
}

TEST(Conseq, OtherwiseIsForAllTheRest) {
  auto of = days_by_grade();
  of.otherwise = 0;
  EXPECT_EQ(said(of), "e1:pass e2:fail e3:fail e4:unknown e5:fail");
}

TEST(Conseq, ADifferenceIsAllowed) {
  auto of = days_by_grade();
  of.tolerance = 1;
  EXPECT_EQ(said(of), "e1:pass e2:fail e3:not_applicable e4:unknown e5:pass");
}

TEST(Conseq, AtMostAndAtLeastTheEffect) {
  auto of = days_by_grade();
  of.compare = kind::seat_compare::at_most;
  EXPECT_EQ(said(of), "e1:pass e2:fail e3:not_applicable e4:unknown e5:pass");
  of.compare = kind::seat_compare::at_least;
  EXPECT_EQ(said(of), "e1:pass e2:pass e3:not_applicable e4:unknown e5:fail");
}

TEST(Conseq, NeedsCases) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::conseq{.subject = "enrolment", .cases = {}, .recorded = "days"});
            }),
            "rule.arguments: `conseq`: the argument `cases` is missing");
}

}  // namespace
}  // namespace xunze
