// SPDX-License-Identifier: Apache-2.0
// Tests of cost.
#include "xunze/rule/cost.hpp"

#include "support/small_world.hpp"
#include "unit/rule/show.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

aggregate spent() { return from("ledger").key("project_id").sum("amount"); }

kind::cost by_days() {
  return {.subject = "project",
          .spent = spent(),
          .pieces = {{.rate = 450, .from_day = {}, .to_day = 30},
                     {.rate = "450 * 0.7", .from_day = 31, .to_day = {}}},
          .persons = "seats",
          .days = "year"};
}

std::string said(kind::cost const& of, std::string const& ledger, std::string const& projects) {
  auto const made = test::run(test::policy_of(cost(of).cite("D-1")),
                              {{"project", "project_id seats year | " + projects},
                               {"ledger", "line_id project_id part amount | " + ledger}});
  return test::verdicts(made);
}

TEST(Cost, DaysAreCountedPieceByPiece) {
  EXPECT_EQ(testing::show(lower(by_days())),
            "subject: project\n"
            "spent: sum amount from ledger key project_id\n"
            "cap: seats * (450 * max(min(year, 30), 0) + 450 * 0.7 * max(year - 30, 0))\n"
            "condition: spent <= cap\n");
}

TEST(Cost, TheLastYuanIsCountedExactly) {
  // 2 persons, 40 days: 2 * (450 * 30 + 315 * 10) = 33300.
  EXPECT_EQ(said(by_days(), "l1 p1 a 33000 | l2 p1 a 300 | l3 p2 a 33301", "p1 2 40 | p2 2 40"),
            "p1:pass p2:fail");
  // 30 days are all of the first piece.
  EXPECT_EQ(said(by_days(), "l1 p1 a 13500 | l2 p2 a 13501", "p1 1 30 | p2 1 30"),
            "p1:pass p2:fail");
}

TEST(Cost, UnknownPersonsLeaveTheCapOpen) {
  EXPECT_EQ(said(by_days(), "l1 p1 a 100 | l2 p2 a 100", "p1 - 3 | p2 1 3"), "p1:unknown p2:pass");
}

TEST(Cost, NothingIsSpentOnWhatIsNotAllowed) {
  kind::cost const of{.subject = "project",
                      .spent = spent(),
                      .purpose = "part",
                      .allowed = make_operation(operation::list,
                                                {make_literal({"food"}), make_literal({"fee"})})};
  EXPECT_EQ(testing::show(lower(of)),
            "subject: project\n"
            "outside: sum amount from ledger where !(part in ['food', 'fee']) key project_id\n"
            "condition: outside <= 0\n");
  EXPECT_EQ(said(of, "l1 p1 food 5 | l2 p2 gift 5 | l3 p3 - 5", "p1 1 1 | p2 1 1 | p3 1 1"),
            "p1:pass p2:fail p3:unknown");
}

TEST(Cost, APartIsAShareOfTheWhole) {
  kind::cost const of{.subject = "project", .spent = spent(), .part = "part == 'food'",
                      .at_most = dec("0.05")};
  EXPECT_EQ(said(of, "l1 p1 food 5 | l2 p1 fee 95 | l3 p2 food 6 | l4 p2 fee 95", "p1 1 1 | p2 1 1"),
            "p1:pass p2:fail");
}

TEST(Cost, AFloorIsAShareOfAnotherSum) {
  kind::cost const of{.subject = "project", .spent = spent(),
                      .base = from("enrolment").key("class.project_id").sum("days"),
                      .at_least = dec("0.015")};
  EXPECT_EQ(testing::show(lower(of)),
            "subject: project\n"
            "num: sum amount from ledger key project_id\n"
            "den: sum days from enrolment key class.project_id\n"
            "balance: linear 200 * num - 3 * den\n"
            "applies: den > 0\n"
            "condition: balance >= 0\n"
            "measured: num\n"
            "threshold: 0.015 * den\n");
}

TEST(Cost, ATargetIsMetGiveOrTakeTheTolerance) {
  kind::cost const of{.subject = "project", .spent = spent(), .target = 100, .tolerance = 5};
  EXPECT_EQ(said(of, "l1 p1 a 95 | l2 p2 a 94 | l3 p3 a 106", "p1 1 1 | p2 1 1 | p3 1 1"),
            "p1:pass p2:fail p3:fail");
  EXPECT_EQ(to_string(lower(kind::cost{.subject = "project", .amount = "seats", .target = 100})
                          .condition),
            "spent == 100");
}

TEST(Cost, TakesOneForm) {
  auto of = by_days();
  of.target = 5;
  EXPECT_EQ(testing::refusal([&] { return lower(of); }),
            "rule.arguments: `cost`: exactly one of `pieces`, `purpose` with `allowed`, `at_least` "
            "or `at_most`, `target` is needed");
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::cost{.subject = "project", .target = 5});
            }),
            "rule.arguments: `cost`: exactly one of `spent` and `amount` is needed");
}

}  // namespace
}  // namespace xunze
