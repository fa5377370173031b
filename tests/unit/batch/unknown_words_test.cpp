// SPDX-License-Identifier: Apache-2.0
// What a finding says where its verdict is unknown.
#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

using test::finding_at;
using test::policy_of;
using test::run;

draft require(char const* condition) {
  return elig({.subject = "enrolment", .require = condition})
      .cite("T-1")
      .title("够格", "eligible")
      .message("{enr_id}不够格", "{enr_id} is not eligible");
}

finding asked(draft const& rule, std::vector<test::rows> const& tables, char const* key) {
  return finding_at(run(policy_of(rule), tables), key);
}

TEST(UnknownWords, NameTheCellThatIsMissing) {
  auto const f = asked(require("days >= 5 && score >= 1"),
                       {{"enrolment", "enr_id days score | e1 9 - | e2 1 2"}}, "e1");
  EXPECT_EQ(f.verdict, verdict::unknown);
  EXPECT_EQ(f.message.zh, "缺少“enrolment”第2行的“score”，无法判断：够格");
  EXPECT_EQ(f.message.en, "missing `score` of `enrolment` row 2: cannot decide `eligible`");
  EXPECT_EQ(f.remedy.zh, "补齐上述数据后重新审核");
  EXPECT_EQ(finding_at(run(policy_of(require("score >= 1")),
                           {{"enrolment", "enr_id score | e2 0"}}), "e2").message.zh,
            "e2不够格");
}

TEST(UnknownWords, FollowForeignKeysToTheFirstGap) {
  std::vector<test::rows> const tables = {
      {"class", "class_id hours | c1 - | c2 3"},
      {"enrolment", "enr_id class_id | e1 c1 | e2 - | e3 c9"}};
  EXPECT_EQ(asked(require("class.hours >= 1"), tables, "e1").message.en,
            "missing `hours` of `class` row 2: cannot decide `eligible`");
  EXPECT_EQ(asked(require("class.hours >= 1"), tables, "e2").message.en,
            "missing `class_id` of `enrolment` row 3: cannot decide `eligible`");
  EXPECT_EQ(asked(require("class.hours >= 1"), tables, "e3").message.en,
            "missing `class_id` of `enrolment` row 4: cannot decide `eligible`");
}

TEST(UnknownWords, NameColumnsAndTablesThatAreNotGiven) {
  EXPECT_EQ(asked(require("days >= 1"), {{"enrolment", "enr_id | e1"}}, "e1").message.zh,
            "缺少“enrolment”表的“days”列，无法判断：够格");
  EXPECT_EQ(asked(require("class.hours >= 1"), {{"enrolment", "enr_id class_id | e1 c1"}}, "e1")
                .message.en,
            "missing table `class`: cannot decide `eligible`");
}

TEST(UnknownWords, ACountNamesTheCellsOfTheRowsThatMayCount) {
  auto const rule = count({.subject = "class",
                           .of = from("enrolment").where("status == 'completed'").key("class_id"),
                           .at_least = "2"})
                        .cite("T-1")
                        .title("人数", "number");
  std::vector<test::rows> const tables = {
      {"class", "class_id | c1 | c2"},
      {"enrolment", "enr_id class_id status | e1 c1 completed | e2 c1 - | e3 c2 dropped"}};
  EXPECT_EQ(asked(rule, tables, "c1").message.en,
            "missing `status` of `enrolment` row 3: cannot decide `number`");
}

TEST(UnknownWords, AnOpenKeyOfTheSubjectIsTheOnlyGap) {
  auto const rule = elig({.subject = "enrolment", .require = "n <= 1"})
                        .aggregate("n", from("class").key("project_id").on("class.project_id"))
                        .cite("T-1")
                        .title("班次数", "classes");
  auto const f = asked(rule, {{"class", "class_id project_id | c1 p1 | c2 p1"},
                              {"project", "project_id | p1"},
                              {"enrolment", "enr_id class_id | e1 -"}}, "e1");
  EXPECT_EQ(f.message.en, "missing `class_id` of `enrolment` row 2: cannot decide `classes`");
}

TEST(UnknownWords, WhatIsNoneWhereAValueIsNeededIsNamed) {
  std::vector<test::rows> const tables = {{"enrolment", "enr_id days done_on | e1 3 - | e2 - -"}};
  EXPECT_EQ(asked(require("year(done_on) >= 2023"), tables, "e1").message.en,
            "missing `done_on` of `enrolment` row 2: cannot decide `eligible`");
  EXPECT_EQ(asked(require("(days >= 5 ? days : year(done_on)) >= 2023"), tables, "e1").message.en,
            "missing `done_on` of `enrolment` row 2: cannot decide `eligible`");
  EXPECT_EQ(asked(require("days + year(done_on) >= 2023"), tables, "e2").message.en,
            "missing `days` of `enrolment` row 3, `done_on` of `enrolment` row 3: cannot decide "
            "`eligible`");

  parameter most;
  most.name = "most";
  most.values = {{std::nullopt, value{}}};
  auto const off = policy_builder{"small"}.parameter(most).rule(require("days * most >= 5")).build();
  EXPECT_EQ(finding_at(run(off, tables), "e1").message.en,
            "missing parameter `most` on that day: cannot decide `eligible`");
}

TEST(UnknownWords, ALookUpWithoutARowIsNamedWhereItsValueIsNeeded) {
  lookup rate;
  rate.table = "project";
  rate.on = {{"name", parse_expression("note")}};
  derive_body body;
  body.from = "enrolment";
  body.paths = {{"at", rate, {}}};
  auto const rules = policy_builder{"small"}
                         .relation("asked", body)
                         .rule(elig({.subject = "asked", .require = "days * at.rate >= 5"})
                                   .cite("T-1")
                                   .title("够格", "eligible"))
                         .build();
  EXPECT_EQ(finding_at(run(rules, {{"project", "project_id name rate | p1 x 0.5"},
                                   {"enrolment", "enr_id days note | e1 3 y"}}), "e1").message.zh,
            "缺少“project”中对应的行，无法判断：够格");
}

TEST(UnknownWords, WorkingDaysNameTheCalendar) {
  parameter count;
  count.name = "count";
  count.type = parameter_type::choice;
  count.one_of = {"working"};
  count.values = {{std::nullopt, value{"working"}}};
  auto const rules = policy_builder{"small"}
                         .parameter(count)
                         .rule(require("done_on <= due_after(class.end_date, 3, count)"))
                         .build();
  EXPECT_EQ(finding_at(run(rules, {{"class", "class_id end_date | c1 2023-05-01"},
                                   {"enrolment", "enr_id class_id done_on | e1 c1 2023-05-02"}}),
                       "e1").message.en,
            "missing table `calendar`: cannot decide `eligible`");
}

TEST(UnknownWords, ManyGapsAreCounted) {
  std::string text = "enr_id class_id days";
  for (int i = 0; i < 9; ++i) text += " | e" + std::to_string(i) + " c1 -";
  auto const rule = count({.subject = "class",
                           .of = from("enrolment").key("class_id").sum("days"),
                           .at_least = "2"})
                        .cite("T-1")
                        .title("天数", "days");
  auto const f = asked(rule, {{"class", "class_id | c1"}, {"enrolment", text}}, "c1");
  EXPECT_NE(f.message.zh.find("等9处数据"), std::string::npos) << f.message.zh;
  EXPECT_NE(f.message.en.find("and 6 more"), std::string::npos) << f.message.en;
}

TEST(UnknownWords, AnUnknownConditionOfApplyingIsToldToo) {
  auto const f = asked(require("days >= 5").applies("again"),
                       {{"enrolment", "enr_id days again | e1 1 -"}}, "e1");
  EXPECT_EQ(f.verdict, verdict::unknown);
  EXPECT_EQ(f.message.en, "missing `again` of `enrolment` row 2: cannot decide `eligible`");
}

TEST(UnknownWords, ANumberTooLargeIsSaidToBe) {
  auto const f = asked(require("days * days >= 5"),
                       {{"enrolment", "enr_id days | e1 4000000000000000000"}}, "e1");
  EXPECT_EQ(f.verdict, verdict::unknown);
  EXPECT_TRUE(f.overflow);
  EXPECT_EQ(f.message.zh, "“days * days”超出可计算的范围，无法判断：够格");
  EXPECT_FALSE(asked(require("days >= 5"), {{"enrolment", "enr_id days | e1 -"}}, "e1").overflow);
}

TEST(UnknownWords, TheLeastOfNoRowsIsNotTooLarge) {
  auto const rule = elig({.subject = "class", .require = "least + 0 <= 3 && hours >= 1"})
                        .aggregate("least", from("enrolment").key("class_id").min("days"))
                        .cite("T-1")
                        .title("人数", "number");
  auto const f = asked(rule, {{"class", "class_id hours | c1 -"},
                              {"enrolment", "enr_id class_id days | e1 c2 1"}}, "c1");
  EXPECT_FALSE(f.overflow);
  EXPECT_EQ(f.message.en.find("too large"), std::string::npos) << f.message.en;
}

match partner_of(char const* where) {
  match made;
  made.name = "h";
  made.partner = "enrolment";
  made.as = "h";
  made.same = {{parse_expression("teacher_id"), parse_expression("teacher_id")}};
  made.where = parse_expression(where);
  return made;
}

TEST(UnknownWords, APartnerThatPerhapsIsOneNamesTheCellsOfBoth) {
  std::vector<test::rows> const tables = {
      {"class", "class_id start_date | c1 - | c2 2023-05-01"},
      {"enrolment", "enr_id teacher_id class_id days | e1 t1 c1 3 | e2 t1 c2 4 | e3 t2 c2 1"}};
  auto const rule = require("h == 0").match(partner_of("h.class.start_date < class.start_date"));
  EXPECT_EQ(asked(rule, tables, "e2").message.en,
            "missing `start_date` of `class` row 2: cannot decide `eligible`");
  EXPECT_EQ(asked(rule, tables, "e1").message.en,
            "missing `start_date` of `class` row 2: cannot decide `eligible`");
}

TEST(UnknownWords, AKeyOfDistinctRowsThatArePerhapsThereNamesWhatTheyLack) {
  policy_builder made{"small"};
  made.vocabulary("small");
  made.relation("held", derive_body{"enrolment", {}, parse_expression("class.hours >= 1"), {}, {}});
  made.relation("who", distinct_body{"held", {key{"teacher_id"}}, {}});
  made.rule(elig({.subject = "who", .require = "teacher_id != 'x'"})
                .cite("T-1")
                .title("够格", "eligible"));
  outcome const said = run(made.build(), {{"class", "class_id hours | c1 -"},
                                          {"enrolment", "enr_id teacher_id class_id | e1 t1 c1"}});
  EXPECT_EQ(finding_at(said, "t1").message.en,
            "missing `hours` of `class` row 2: cannot decide `eligible`");
}

TEST(UnknownWords, ARowThatIsNobodysNamesWhyItIs) {
  auto const rule = count({.subject = "project",
                           .of = from("enrolment").key("class.project_id"),
                           .at_most = "1"})
                        .cite("T-1");
  outcome const said = run(policy_of(rule),
                           {{"project", "project_id | p1"},
                            {"class", "class_id project_id | c1 - | c2 p1"},
                            {"enrolment", "enr_id class_id | e1 c1 | e2 c2"}});
  auto const all = said.findings(0);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].unkeyed);
  EXPECT_EQ(all[0].message.zh, "缺少“class”第2行的“project_id”，这一行的归属不明，无法计入任何对象");
  EXPECT_EQ(all[0].message.en, "missing `project_id` of `class` row 2: whose this row is is not "
                               "known, it counts for no subject");
}

TEST(UnknownWords, HistoryThatIsNotGivenIsSaid) {
  match earlier = partner_of("h.days < days");
  earlier.needs_history_from = parse_expression("date(2020, 1, 1)");
  dataset_builder builder{test::small_words()};
  builder.add_csv_text("enrolment", "enr_id,teacher_id,days\ne1,t1,3\n", "enrolment.csv");
  builder.complete_from("enrolment", make_date(2023, 1, 1));
  auto const rules = std::make_shared<policy const>(policy_of(require("h == 0").match(earlier)));
  auto const f = finding_at(evaluate(rules, std::make_shared<dataset const>(builder.build()),
                                     test::on("2023-12-31")),
                            "e1");
  EXPECT_EQ(f.verdict, verdict::unknown);
  EXPECT_EQ(f.message.zh, "更早的记录未提供，可能另有所对应的行，无法判断：够格");
}

TEST(UnknownWords, ExceptionsThatCollideAreNamed) {
  auto limit = std::make_shared<expression_node>();
  limit->kind = operation::cases;
  limit->operands = {parse_expression("1"), parse_expression("again"), parse_expression("2"),
                     parse_expression("has(done_on)"), parse_expression("3")};
  limit->cases = {{"again", {}, {}}, {"done", {}, {}}};
  auto const rule =
      require("days <= limit").let("limit", argument{expression{std::move(limit)}});
  EXPECT_EQ(asked(rule, {{"enrolment", "enr_id days again done_on | e1 3 true 2023-01-01"}}, "e1")
                .message.zh,
            "例外“again”“done”同时适用，未写明以哪个为准，无法判断：够格");
}

}  // namespace
}  // namespace xunze
