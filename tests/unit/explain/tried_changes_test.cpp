// SPDX-License-Identifier: Apache-2.0
// Changes that are offered have been tried: with them the subject passes.
#include "xunze/explain/changed_data.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

/// What would have to change for one subject, in one line; then the verdict with it.
std::string offered(policy const& rules, std::vector<test::rows> const& tables,
                    std::string_view key, std::size_t rule = 0) {
  outcome const made = test::run(rules, tables);
  finding const failing = test::finding_at(made, key, rule);
  explanation const why = explain(made, rule, failing.subject);
  if (why.changes.empty()) return "none: " + why.no_changes.en;
  std::string said;
  for (change const& c : why.changes) said += c.description.en + "; ";
  auto const data = changed_data(made.data(), why.changes);
  if (!data) return said + "not tried";
  outcome const after =
      evaluate(std::make_shared<policy const>(rules), data, test::on("2023-12-31"));
  auto const subject = after.find_subject(rule, failing.key);
  return said + (subject ? std::string{code_of(after.rules()[rule].verdicts[*subject])} : "gone");
}

policy_builder small() {
  policy_builder made{"small"};
  made.vocabulary("small");
  return made;
}

TEST(TriedChanges, AnotherRowGoesWhereTheFirstChoiceDoesNotHelp) {
  auto const of = from("enrolment").key("class_id");
  auto const rule = elig({.subject = "class", .require = "max(all, 1) <= done + 1"})
                        .cite("T-1")
                        .aggregate("all", of)
                        .aggregate("done", of.where("status == 'completed'"));
  EXPECT_EQ(offered(test::policy_of(rule),
                    {{"class", "class_id | c1"},
                     {"enrolment", "enr_id class_id status | e1 c1 selected | e2 c1 selected | "
                                   "e3 c1 completed"}},
                    "c1"),
            "remove 1 row of `enrolment`: 2; pass");
}

TEST(TriedChanges, WhatDoesNotHelpIsNotOffered) {
  auto const of = from("enrolment").key("class_id");
  auto const rule = elig({.subject = "class", .require = "max(all, 0) <= max(done, 0) - 1"})
                        .cite("T-1")
                        .aggregate("all", of)
                        .aggregate("done", of.where("status == 'completed'"));
  EXPECT_EQ(offered(test::policy_of(rule),
                    {{"class", "class_id | c1"},
                     {"enrolment", "enr_id class_id status | e1 c1 completed | e2 c1 completed"}},
                    "c1")
                .substr(0, 5),
            "none:");
}

TEST(TriedChanges, AKeyThatMayBeNoneIsLeftOutRatherThanARowRemoved) {
  match shared;
  shared.name = "joint";
  shared.partner = "enrolment";
  shared.as = "h";
  shared.same = {{parse_expression("note"), parse_expression("note")}};
  shared.where = parse_expression("h.class_id != class_id");
  auto const joint =
      elig({.subject = "enrolment", .require = "joint <= 0"}).cite("T-1").match(shared);
  EXPECT_EQ(offered(test::policy_of(joint),
                    {{"enrolment", "enr_id class_id note | e1 c1 x | e2 c2 x | e3 c3 y"}}, "e2"),
            "clear `note` of `enrolment` row 3; pass");
}

TEST(TriedChanges, APartnerIsMadeToFitByACellOfTheRowItself) {
  match fitting;
  fitting.name = "fitting";
  fitting.partner = "class";
  fitting.as = "g";
  fitting.same = {{parse_expression("class_id"), parse_expression("class_id")}};
  fitting.where = parse_expression("days <= g.hours && (g.hours <= 9 || days >= 3)");
  auto const rule =
      elig({.subject = "enrolment", .require = "fitting >= 1"}).cite("T-1").match(fitting);
  EXPECT_EQ(offered(test::policy_of(rule),
                    {{"class", "class_id hours | c1 8"},
                     {"enrolment", "enr_id class_id days | e1 c1 9 | e2 c1 7"}},
                    "e1"),
            "set `days` of `enrolment` row 2 to 8; pass");
}

TEST(TriedChanges, APartnerToBeAddedIsToldWhatTheRowHas) {
  match later;
  later.name = "later";
  later.partner = "ban";
  later.as = "b";
  later.same = {{parse_expression("teacher_id"), parse_expression("teacher_id")}};
  later.where = parse_expression("b.from >= add_days(done_on, 1)");
  auto const rule =
      elig({.subject = "enrolment", .require = "later >= 1"}).cite("T-1").match(later);
  EXPECT_EQ(offered(test::policy_of(rule),
                    {{"enrolment", "enr_id teacher_id done_on | e1 t1 2023-05-01"},
                     {"ban", "ban_id teacher_id from to"}},
                    "e1"),
            "add 1 row to `ban`, where `teacher_id` is t1; `from` is no earlier than 2023-05-02; "
            "tried with a row of these cells alone: its other cells are to be filled in as they "
            "truly are; pass");
}

TEST(TriedChanges, ARowOfAUnionIsAddedToTheTableOfItsFirstPart) {
  union_body both;
  both.key = {"id"};
  both.parts = {{"enrolment", parse_expression("status != 'dropped'"),
                 {{"id", parse_expression("enr_id")},
                  {"who", parse_expression("teacher_id")},
                  {"day", parse_expression("done_on")}}},
                {"ban", nullptr,
                 {{"id", parse_expression("ban_id")},
                  {"who", parse_expression("teacher_id")},
                  {"day", parse_expression("from")}}}};
  derive_body late;
  late.from = "both";
  late.where = parse_expression("day >= date('2023-05-01')");
  auto const made = policy_builder{"small"}
                        .relation("both", both)
                        .relation("late", late)
                        .rule(elig({.subject = "teacher", .require = "n >= 1"})
                                  .cite("T-1")
                                  .aggregate("n", from("late").key("who")))
                        .build();
  EXPECT_EQ(offered(made,
                    {{"teacher", "teacher_id | t1"},
                     {"enrolment", "enr_id teacher_id status done_on | e1 t2 dropped 2023-01-01"},
                     {"ban", "ban_id teacher_id from"}},
                    "t1"),
            "add 1 row to `enrolment`, where `teacher_id` is t1; `done_on` is no earlier than "
            "2023-05-01; `status` is not dropped; tried with a row made like row 2: its other "
            "cells are to be filled in as they truly are; pass");
}

TEST(TriedChanges, WhatARowToBeAddedNeedsIsSaidInWordsOfTheTables) {
  derive_body body;
  body.from = "enrolment";
  body.columns = {{"fine", parse_expression("status in ['selected', 'completed'] && days >= 2")},
                  {"day", parse_expression("coalesce(done_on, date('2023-01-01'))")}};
  auto const made = policy_builder{"small"}
                        .relation("work", body)
                        .rule(elig({.subject = "class", .require = "n >= 1"})
                                  .cite("T-1")
                                  .aggregate("n", from("work").key("class_id").where(
                                                      "fine && (day > date('2023-06-30') || "
                                                      "!(days < 3 || !has(note))) && max(0, days) "
                                                      "!= 9")))
                        .build();
  EXPECT_EQ(offered(made,
                    {{"class", "class_id | c1 | c2"},
                     {"enrolment", "enr_id class_id status days note | e1 c2 selected 3 x"}},
                    "c1"),
            "add 1 row to `enrolment`, where `class_id` is c1; `status` is selected or completed "
            "and `days` is at least 2; `done_on` is after 2023-06-30 or (`days` is at least 3 and "
            "`note` is filled in); `days` is not 9; tried with a row made like row 2: its other "
            "cells are to be filled in as they truly are; pass");
}

TEST(TriedChanges, ARuleThatMustHoldIsMadeToHold) {
  policy_builder made = small();
  made.rule(elig({.subject = "class", .require = "hours >= 8"}).cite("T-1"),
            elig({.subject = "enrolment", .require = "class.holds('T-1') && days >= 3"})
                .cite("T-2"));
  EXPECT_EQ(offered(made.build(),
                    {{"class", "class_id hours | c1 9 | c2 5"},
                     {"enrolment", "enr_id class_id days | e1 c1 1 | e2 c2 2"}},
                    "e2", 1),
            "set `hours` of `class` row 3 to 8; set `days` of `enrolment` row 3 to 3; pass");
}

TEST(TriedChanges, AColumnOfAUnionMovesWhereItsRowComesFrom) {
  policy_builder made = small();
  node_block nodes;
  nodes.aggregates = {from("enrolment").key("class_id").count()};
  nodes.aggregates[0].name = "taken";
  made.relation("filled", derive_body{"class", {}, {}, {}, {}}, std::move(nodes));
  union_part const part{"filled", {}, {{"id", argument{"class_id"}}, {"n", argument{"taken"}}}};
  made.relation("units", union_body{{part}, {"id"}});
  made.rule(elig({.subject = "units", .require = "n <= 1"}).cite("T-1"));
  EXPECT_EQ(offered(made.build(),
                    {{"class", "class_id | c1"},
                     {"enrolment", "enr_id class_id | e1 c1 | e2 c1"}},
                    "c1"),
            "remove 1 row of `enrolment`: 3; pass");
}

TEST(TriedChanges, MonthsAreReachedByTheNearestDay) {
  auto const rule = elig({.subject = "class", .require = "months >= 3"})
                        .cite("T-1")
                        .let("months",
                             "(year(end_date) - year(start_date)) * 12 + month(end_date) - "
                             "month(start_date) - (day(end_date) < day(start_date) ? 1 : 0)");
  EXPECT_EQ(offered(test::policy_of(rule),
                    {{"class", "class_id start_date end_date | c1 2022-11-15 2023-02-10"}}, "c1"),
            "set `end_date` of `class` row 2 to 2023-02-15; pass");
}

TEST(TriedChanges, MembersThatAreMissingEnterASet) {
  auto const rule = elig({.subject = "class", .require = "'safety' in taught && size(taught) >= 3"})
                        .cite("T-1")
                        .aggregate("taught",
                                   from("enrolment").key("class_id").set_union("topics"));
  EXPECT_EQ(offered(test::policy_of(rule),
                    {{"class", "class_id | c1"},
                     {"enrolment", "enr_id class_id topics | e1 c1 ethics;digital"}},
                    "c1"),
            "set `topics` of `enrolment` row 2 to `IT` and `ethics` and `safety`; pass");
}

}  // namespace
}  // namespace xunze
