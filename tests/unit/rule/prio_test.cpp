// SPDX-License-Identifier: Apache-2.0
// Tests of priority.
#include "xunze/rule/prio.hpp"

#include "support/small_world.hpp"
#include "unit/rule/show.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::prio by_score() {
  return {.subject = "class",
          .candidates = from("enrolment").key("class_id"),
          .in = "status == 'selected'",
          .order = {{argument{"again ? 1 : 0"}, true}, {argument{"score"}, true}}};
}

outcome ran(kind::prio const& of, std::string const& candidates) {
  return test::run(test::policy_of(prio(of).cite("D-1")),
                   {{"class", "class_id | c1"},
                    {"enrolment", "enr_id class_id status again score days | " + candidates}});
}

std::string said(kind::prio const& of, std::string const& candidates) {
  return test::verdicts(ran(of, candidates));
}

TEST(Prio, ComparesTheBestLeftOutWithTheWorstIn) {
  lowered const made = lower(by_score());
  EXPECT_EQ(testing::show(made),
            "subject: class\n"
            "best_out: min place from candidates where !(status == 'selected') key class_id\n"
            "worst_in: max place from candidates where status == 'selected' key class_id\n"
            "condition: best_out >= worst_in\n");
  ASSERT_TRUE(made.beside);
  EXPECT_EQ(made.beside->nodes.ranks.at(0).order.size(), 2U);
}

TEST(Prio, ABetterPlacedCandidateLeftOutIsAFinding) {
  EXPECT_EQ(said(by_score(), "e1 c1 selected true 60.0 1 | e2 c1 dropped false 90.0 1"), "c1:pass");
  EXPECT_EQ(said(by_score(), "e1 c1 selected false 90.0 1 | e2 c1 dropped true 60.0 1"), "c1:fail");
}

TEST(Prio, EqualPlacesAreNoViolation) {
  EXPECT_EQ(said(by_score(), "e1 c1 selected true 60.0 1 | e2 c1 dropped true 60.0 1"), "c1:pass");
}

TEST(Prio, NobodyLeftOutOrNobodyInIsInOrder) {
  EXPECT_EQ(said(by_score(), "e1 c1 selected true 60.0 1"), "c1:pass");
  EXPECT_EQ(said(by_score(), "e1 c1 dropped true 60.0 1"), "c1:pass");
  EXPECT_EQ(said(by_score(), "e1 c9 dropped true 60.0 1"), "c1:pass");
}

TEST(Prio, UnknownPlacesStayUnknown) {
  EXPECT_EQ(said(by_score(), "e1 c1 selected true - 1 | e2 c1 dropped true 60.0 1"), "c1:unknown");
  EXPECT_EQ(said(by_score(), "e1 c1 selected true - 1 | e2 c1 dropped false 60.0 1"), "c1:pass");
  EXPECT_EQ(said(by_score(), "e1 c1 - true 50.0 1 | e2 c1 dropped true 60.0 1"), "c1:unknown");
}

TEST(Prio, OnlyTheEligibleCount) {
  auto of = by_score();
  of.eligible = "days >= 5";
  EXPECT_EQ(said(of, "e1 c1 selected false 90.0 5 | e2 c1 dropped true 60.0 4"), "c1:pass");
  EXPECT_EQ(said(of, "e1 c1 selected false 90.0 5 | e2 c1 dropped true 60.0 5"), "c1:fail");
}

TEST(Prio, TheCandidatesAreEvidence) {
  auto const made =
      ran(by_score(), "e1 c1 selected false 90.0 1 | e2 c1 dropped true 60.0 1");
  EXPECT_EQ(test::evidence_of(test::finding_at(made, "c1")), "class:0 enrolment:0 enrolment:1");
}

TEST(Prio, TwoRulesHaveTheirOwnCandidates) {
  auto other = by_score();
  other.order = {{argument{"days"}, true}};
  auto const made = test::run(
      test::policy_of(prio(by_score()).cite("D-1"), prio(other).cite("D-1").named("D-1/days")),
      {{"class", "class_id | c1"},
       {"enrolment", "enr_id class_id status again score days | e1 c1 selected true 60.0 1 | "
                     "e2 c1 dropped false 90.0 9"}});
  EXPECT_EQ(test::verdicts(made, 0), "c1:pass");
  EXPECT_EQ(test::verdicts(made, 1), "c1:fail");
}

TEST(Prio, NeedsAnOrderAndAKey) {
  auto of = by_score();
  of.order = {};
  EXPECT_EQ(testing::refusal([&] { return lower(of); }),
            "rule.arguments: `prio`: the argument `order` is missing");
  of = by_score();
  of.candidates = from("enrolment");
  EXPECT_EQ(testing::refusal([&] { return lower(of); }),
            "rule.arguments: `prio`: `candidates` needs its `key`");
}

}  // namespace
}  // namespace xunze
