// SPDX-License-Identifier: Apache-2.0
// Tests of validity.
#include "xunze/rule/valid.hpp"

#include "support/small_world.hpp"
#include "unit/rule/show.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::valid insured() {
  return {.subject = "enrolment",
          .status = "ban",
          .as = "v",
          .same = {"teacher_id"},
          .from = "from",
          .to = "v.to",
          .at = "class.start_date",
          .until = "class.end_date"};
}

std::string said(kind::valid const& of, std::string const& intervals) {
  auto const made =
      test::run(test::policy_of(valid(of).cite("D-1")),
                {{"class", "class_id start_date end_date | c1 2023-07-05 2023-07-20"},
                 {"teacher", "teacher_id | t1"},
                 {"enrolment", "enr_id teacher_id class_id | e1 t1 c1"},
                 {"ban", "ban_id teacher_id from to | " + intervals}});
  return test::verdicts(made);
}

TEST(Valid, OneIntervalCoversTheWholeTime) {
  EXPECT_EQ(testing::show(lower(insured())),
            "subject: enrolment\n"
            "covers: partners in ban as v same (teacher_id, teacher_id)"
            " where v.from <= class.start_date && class.end_date < v.to\n"
            "condition: covers >= 1\n");
  EXPECT_EQ(said(insured(), "b1 t1 2023-07-05 2023-07-21"), "e1:pass");
  EXPECT_EQ(said(insured(), "b1 t1 2023-07-06 2023-07-21"), "e1:fail");
  EXPECT_EQ(said(insured(), "b1 t1 2023-07-05 2023-07-20"), "e1:fail");
  EXPECT_EQ(said(insured(), "b1 t1 2023-07-01 2023-07-10 | b2 t1 2023-07-10 2023-08-01"),
            "e1:fail");
}

TEST(Valid, AnOpenEndIsNeverPassed) {
  auto of = insured();
  of.grace_days = 30;
  EXPECT_EQ(said(of, "b1 t1 2023-07-05 -"), "e1:pass");
}

TEST(Valid, GraceDaysComeAfterTheEndAndRenewalBeforeIt) {
  auto of = insured();
  of.grace_days = 5;
  EXPECT_EQ(said(of, "b1 t1 2023-07-05 2023-07-16"), "e1:pass");
  EXPECT_EQ(said(of, "b1 t1 2023-07-05 2023-07-15"), "e1:fail");
  of.grace_days = {};
  of.renew_days = 30;
  EXPECT_EQ(said(of, "b1 t1 2023-07-05 2023-08-20"), "e1:pass");
  EXPECT_EQ(said(of, "b1 t1 2023-07-05 2023-08-19"), "e1:fail");
}

TEST(Valid, WithoutAnEndOfTheTimeTheDayIsAsked) {
  auto of = insured();
  of.until = {};
  EXPECT_EQ(said(of, "b1 t1 2023-07-05 2023-07-06"), "e1:pass");
  EXPECT_EQ(said(of, "b1 t1 2023-07-01 2023-07-05"), "e1:fail");
}

TEST(Valid, UnknownBeginningsStayUnknown) {
  EXPECT_EQ(said(insured(), "b1 t1 - 2023-08-01"), "e1:unknown");
}

TEST(Valid, NeedsItsDays) {
  auto of = insured();
  of.at = {};
  EXPECT_EQ(testing::refusal([&] { return lower(of); }),
            "rule.arguments: `valid`: the argument `at` is missing");
}

}  // namespace
}  // namespace xunze
