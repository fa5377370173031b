// SPDX-License-Identifier: Apache-2.0
// Rows to be removed take along what refers to them.
#include "xunze/explain/explanation.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

explanation of_first_project(std::vector<test::rows> const& tables) {
  auto const once = freq({.from = "class", .per = {"project_id"}, .at_most = "1"}).cite("T-1");
  outcome const made = test::run(test::policy_of(once), tables);
  return explain(made, 0, test::finding_at(made, "p1").subject);
}

test::rows const two_classes = {"class", "class_id project_id | c1 p1 | c2 p1"};

TEST(ExplainedRemovals, ARowTakesAlongTheRowsThatReferToIt) {
  auto const why =
      of_first_project({two_classes, {"enrolment", "enr_id class_id | e1 c1 | e2 c2 | e3 c2"}});
  ASSERT_EQ(why.changes.size(), 2U);
  change const& first = why.changes[0];
  EXPECT_EQ(first.table, "class");
  EXPECT_EQ(first.rows, std::vector<std::size_t>{1});
  EXPECT_EQ(first.description.zh, "从“class”中去掉1行（第3行）");
  change const& second = why.changes[1];
  EXPECT_EQ(second.kind, change::form::remove_rows);
  EXPECT_EQ(second.table, "enrolment");
  EXPECT_EQ(second.rows, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(second.count, 2U);
  EXPECT_EQ(second.description.zh, "连同引用它的数据，从“enrolment”中去掉2行（第3、4行）");
  EXPECT_EQ(second.description.en,
            "with it, as they refer to it, remove 2 rows of `enrolment`: 3, 4");
}

TEST(ExplainedRemovals, ARowThatNothingRefersToGoesAlone) {
  auto const why = of_first_project({two_classes, {"enrolment", "enr_id class_id | e1 c1"}});
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_EQ(why.changes[0].rows, std::vector<std::size_t>{1});
}

TEST(ExplainedRemovals, TheWaiversOfARowGoWithIt) {
  auto const why = of_first_project(
      {two_classes, {"waiver", "waiver_id rule_id subject_kind subject_id | w1 other class c1 | "
                               "w2 other class c2 | w3 other project c2"}});
  ASSERT_EQ(why.changes.size(), 2U);
  EXPECT_EQ(why.changes[1].table, "waiver");
  EXPECT_EQ(why.changes[1].rows, std::vector<std::size_t>{1});
}

TEST(ExplainedRemovals, TheRowItselfMayGoInsteadOfTheOneItIsHeldAgainst) {
  auto const again = norep({.subject = "enrolment", .partner = "enrolment", .as = "h",
                            .same = {"teacher_id"},
                            .where = "h.class.start_date < class.start_date"})
                         .cite("T-1")
                         .in_principle();
  outcome const made = test::run(
      test::policy_of(again),
      {{"class", "class_id start_date | c1 2023-01-01 | c2 2023-02-01"},
       {"enrolment", "enr_id teacher_id class_id | e1 t1 c1 | e2 t1 c2"}});
  auto const why = explain(made, 0, test::finding_at(made, "e2").subject);
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_EQ(why.changes[0].rows, std::vector<std::size_t>{0});
  EXPECT_EQ(why.changes[0].description.zh,
            "从“enrolment”中去掉1行（第2行）；以上也可改为：去掉被核查的这一行（第3行）");
  EXPECT_EQ(why.changes[0].description.en,
            "remove 1 row of `enrolment`: 2; or, instead of all this, remove the row under check: 3");
}

TEST(ExplainedRemovals, ThatWouldTakeTooMuchAreNotOffered) {
  std::string lines = "enr_id class_id";
  for (int i = 0; i < 101; ++i) {
    for (char const* to : {"c1", "c2"}) {
      lines += " | e" + std::to_string(i) + to + " " + to;
    }
  }
  auto const why = of_first_project({two_classes, {"enrolment", lines}});
  EXPECT_TRUE(why.changes.empty());
  EXPECT_EQ(why.no_changes.zh,
            "可从“class”中去掉1行（第3行），但引用它的数据多于100处，怎样改由经办人决定");
}

TEST(ExplainedRemovals, TheLastRowStaysWhereTooMuchRefersToIt) {
  std::string lines = "enr_id class_id";
  for (int i = 0; i < 101; ++i) lines += " | e" + std::to_string(i) + " c2";
  auto const why = of_first_project({two_classes, {"enrolment", lines}});
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_EQ(why.changes[0].rows, std::vector<std::size_t>{0});
}

}  // namespace
}  // namespace xunze
