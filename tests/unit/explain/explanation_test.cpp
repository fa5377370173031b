// SPDX-License-Identifier: Apache-2.0
// Trees, parameters, rows and changes; tests/property has the changes applied.
#include "xunze/explain/explanation.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

using test::finding_at;
using test::policy_of;
using test::run;

draft require(char const* condition) {
  return elig({.subject = "enrolment", .require = condition}).cite("T-1").in_principle();
}

explanation explain_at(outcome const& of, std::string_view key, std::size_t rule = 0) {
  return explain(of, rule, finding_at(of, key, rule).subject);
}

/// A tree in one line: `expression=value(operands)`.
std::string shown(explanation_node const& node) {
  std::string made = node.expression + "=" + node.value.zh;
  if (node.operands.empty()) return made;
  made += "(";
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    made += (i == 0 ? "" : " ") + shown(node.operands[i]);
  }
  return made + ")";
}

explanation_node const* find(explanation_node const& node, std::string_view expression) {
  if (node.expression == expression) return &node;
  for (explanation_node const& operand : node.operands) {
    if (auto const* found = find(operand, expression)) return found;
  }
  return nullptr;
}

std::vector<test::rows> const one_row = {
    {"enrolment", "enr_id teacher_id days score | e1 t1 3 - | e2 t1 9 1.5"}};

TEST(Explain, EveryOperandHasItsValueEvenBehindOneThatDecides) {
  outcome const made = run(policy_of(require("days >= 5 && score >= 2")), one_row);
  explanation const why = explain_at(made, "e1");
  EXPECT_EQ(why.about.verdict, verdict::fail);
  EXPECT_EQ(why.condition, truth::no);
  EXPECT_EQ(why.condition_tree.holds, truth::no);
  ASSERT_EQ(why.condition_tree.operands.size(), 2U);
  EXPECT_EQ(shown(why.condition_tree.operands[0]), "days >= 5=否(days=3 5=5)");
  EXPECT_EQ(why.condition_tree.operands[1].holds, truth::unknown);
  EXPECT_EQ(why.condition_tree.operands[1].value, (text{"待核实", "unknown"}));
}

TEST(Explain, ExplainingChangesNoAnswer) {
  outcome const made = run(policy_of(require("days >= 5")), one_row);
  std::string const before = test::verdicts(made);
  (void)explain_at(made, "e1");
  (void)explain_at(made, "e2");
  EXPECT_EQ(test::verdicts(made), before);
}

TEST(Explain, ApplicabilityHasItsOwnTree) {
  outcome const made = run(policy_of(require("days >= 5").applies("days < 5")), one_row);
  EXPECT_EQ(explain_at(made, "e2").about.verdict, verdict::not_applicable);
  EXPECT_EQ(explain_at(made, "e2").applies, truth::no);
  EXPECT_EQ(explain_at(made, "e2").applies_tree.holds, truth::no);
  EXPECT_EQ(explain_at(made, "e1").applies, truth::yes);
}

TEST(Explain, AnAggregateShowsTheRowsBehindIt) {
  auto const rule = freq({.from = "enrolment", .per = {"teacher_id"}, .at_most = "1"}).cite("T-1");
  outcome const made = run(policy_of(rule), one_row);
  explanation const why = explain_at(made, "t1");
  explanation_node const* n = find(why.condition_tree, "n");
  ASSERT_NE(n, nullptr);
  EXPECT_EQ(n->value.en, "2");
  EXPECT_EQ(n->rows_total, 2U);
  EXPECT_EQ(n->rows, (std::vector<evidence_row>{{"enrolment", 0}, {"enrolment", 1}}));
}

TEST(Explain, TheRowsListedAreCappedAndCounted) {
  auto const rule = freq({.from = "enrolment", .per = {"teacher_id"}, .at_most = "1"}).cite("T-1");
  run_options options = test::on("2023-12-31");
  options.evidence_limit = 1;
  explanation const why = explain_at(run(policy_of(rule), one_row, options), "t1");
  explanation_node const* n = find(why.condition_tree, "n");
  ASSERT_NE(n, nullptr);
  EXPECT_EQ(n->rows.size(), 1U);
  EXPECT_EQ(n->rows_total, 2U);
}

TEST(Explain, AColumnShowsWhatItIsMadeOf) {
  outcome const made = run(policy_of(require("twice <= 5").let("twice", "2 * days")), one_row);
  explanation const why = explain_at(made, "e1");
  explanation_node const* twice = find(why.condition_tree, "twice");
  ASSERT_NE(twice, nullptr);
  EXPECT_EQ(twice->value.en, "6");
  EXPECT_NE(find(*twice, "days"), nullptr);
}

parameter dated_cap() {
  parameter made;
  made.name = "least";
  made.clause = "T-9";
  made.values = {{make_date(2023, 1, 1), value{5}}, {make_date(2024, 1, 1), value{8}}};
  return made;
}

outcome dated_run() {
  auto const rule = elig({.subject = "class", .require = "hours >= least"})
                        .cite("T-1")
                        .anchor("start_date")
                        .due("add_days(end_date, 30)");
  return run(policy_builder{"small"}.parameter(dated_cap()).rule(rule).build(),
             {{"class", "class_id start_date end_date hours | c1 2022-12-31 2023-01-31 3 | "
                        "c2 2023-12-31 2024-01-01 3 | c3 2024-01-01 2024-01-02 3"}},
             test::on("2025-01-01"));
}

TEST(Explain, ParametersAreThoseReadAtTheRulesAnchor) {
  outcome const made = dated_run();
  using read = std::vector<std::pair<std::string, value>>;
  EXPECT_EQ(explain_at(made, "c2").parameters, (read{{"least", value{5}}}));
  EXPECT_EQ(explain_at(made, "c3").parameters, (read{{"least", value{8}}}));
  EXPECT_EQ(explain_at(made, "c1").parameters, (read{{"least", value{}}}));
}

TEST(Explain, DueAndAnchorAreGiven) {
  outcome const made = dated_run();
  explanation const why = explain_at(made, "c2");
  EXPECT_EQ(why.due, value{make_date(2024, 1, 31)});
  EXPECT_EQ(why.anchor, value{make_date(2023, 12, 31)});
  EXPECT_FALSE(explain_at(run(policy_of(require("days >= 5")), one_row), "e1").due.has_value());
}

TEST(Explain, ClausesAreTheRulesThenThoseOfItsParameters) {
  EXPECT_EQ(explain_at(dated_run(), "c2").clauses, (std::vector<std::string>{"T-1", "T-9"}));
}

TEST(Explain, AFailingCellIsToBeSetToItsBound) {
  outcome const made = run(policy_of(require("days >= 5")), one_row);
  explanation const why = explain_at(made, "e1");
  ASSERT_EQ(why.changes.size(), 1U);
  change const& c = why.changes[0];
  EXPECT_EQ(c.kind, change::form::set_cell);
  EXPECT_EQ(c.table, "enrolment");
  EXPECT_EQ(c.rows, std::vector<std::size_t>{0});
  EXPECT_EQ(c.column, "days");
  EXPECT_EQ(c.to, value{5});
  EXPECT_FALSE(c.description.zh.empty());
  EXPECT_FALSE(c.description.en.empty());
}

TEST(Explain, OnlyAFailHasChangesAndAllElseSaysWhyNot) {
  outcome const made = run(policy_of(require("days >= 5 && score >= 1")), one_row);
  EXPECT_EQ(explain_at(made, "e2").about.verdict, verdict::pass);
  EXPECT_TRUE(explain_at(made, "e2").changes.empty());
  EXPECT_EQ(explain_at(made, "e2").no_changes.en, "it passes already");
  EXPECT_TRUE(explain_at(made, "e1").no_changes.empty());
  outcome const open = run(policy_of(require("score >= 1")), one_row);
  EXPECT_EQ(explain_at(open, "e1").about.verdict, verdict::unknown);
  EXPECT_EQ(explain_at(open, "e1").no_changes.zh, "尚待核实：先补齐说明中所缺的数据");
}

TEST(Explain, WhatNothingMovesIsNamed) {
  std::vector<test::rows> const rows = {{"enrolment", "enr_id done_on | e1 2023-01-01"}};
  auto const why = explain_at(run(policy_of(require("year(done_on) == 2024")), rows), "e1");
  EXPECT_TRUE(why.changes.empty());
  EXPECT_EQ(why.no_changes.zh, "“year(done_on)”：有多个日期都能满足，选哪一天由经办人决定");
  EXPECT_EQ(why.no_changes.en, "`year(done_on)`: many days would do");
}

TEST(Explain, RowsToAddSayTheirKeyAndTheirFilter) {
  auto const of = from("enrolment").where("status == 'completed'").key("class_id");
  auto const rule = item({.subject = "class", .exists = of}).cite("T-1");
  auto const why = explain_at(run(policy_of(rule), {{"class", "class_id | c1"},
                                                    {"enrolment", "enr_id class_id status"}}),
                              "c1");
  ASSERT_EQ(why.changes.size(), 1U);
  change const& c = why.changes[0];
  EXPECT_EQ(c.kind, change::form::add_rows);
  EXPECT_EQ(c.must, "class_id == 'c1' && status == 'completed'");
  EXPECT_NE(c.description.en.find("`class_id` is c1"), std::string::npos) << c.description.en;
  EXPECT_NE(c.description.zh.find("须满足"), std::string::npos) << c.description.zh;
}

TEST(Explain, ATextOfAFormIsShownByAnExample) {
  std::vector<test::rows> const rows = {{"enrolment", "enr_id note | e1 A1"}};
  auto const made = run(policy_of(require("matches(note, '[A-E][0-9]{3}')")), rows);
  auto const why = explain_at(made, "e1");
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_TRUE(why.changes[0].example);
  EXPECT_EQ(why.changes[0].to, value{"A100"});
  EXPECT_NE(why.changes[0].description.zh.find("例如“A100”"), std::string::npos);
}

TEST(Explain, ASingleComparisonHasNoOtherParts) {
  auto const twice = freq({.from = "class", .per = {"project_id"}, .at_most = "1"}).cite("T-1");
  std::vector<test::rows> const referred = {{"class", "class_id project_id | c1 p1 | c2 p1"},
                                            {"enrolment", "enr_id class_id | e1 c1 | e2 c2"}};
  auto const why = explain_at(run(policy_of(twice), referred), "p1");
  EXPECT_TRUE(why.changes.empty());
  EXPECT_EQ(why.no_changes.zh, "可从“class”中去掉1行（第3行），但还有其他数据引用，怎样改由经办人决定");
  auto const sides = explain_at(run(policy_of(require("2 * days >= 3 * days - 1")), one_row), "e1");
  EXPECT_TRUE(sides.changes.empty());
  EXPECT_EQ(sides.no_changes.zh, "可改的数据同时影响所比较的两边，怎样改由经办人决定");
}

TEST(Explain, RowsThatPerhapsCountAreMarked) {
  auto const of = freq({.from = "enrolment", .where = "days >= 5", .per = {"teacher_id"},
                        .at_most = "1"})
                      .cite("T-1");
  outcome const made = run(policy_of(of), {{"enrolment", "enr_id teacher_id days | e1 t1 9 | "
                                                         "e2 t1 - | e3 t1 3"}});
  explanation const why = explain_at(made, "t1");
  explanation_node const* n = find(why.condition_tree, "n");
  ASSERT_NE(n, nullptr);
  EXPECT_EQ(n->rows, (std::vector<evidence_row>{{"enrolment", 0}, {"enrolment", 1}}));
  EXPECT_EQ(n->possible, (std::vector<evidence_row>{{"enrolment", 1}}));
}

parameter number(char const* name, std::int64_t held) {
  parameter made;
  made.name = name;
  made.values = {{std::nullopt, value{held}}};
  return made;
}

std::vector<std::string> read_by(explanation const& why) {
  std::vector<std::string> names;
  for (auto const& [name, held] : why.parameters) names.push_back(name);
  return names;
}

/// One relation with two columns, a filter and a count, each with a parameter of its own.
TEST(Explain, ParametersAreThoseOfTheColumnsThatTheRuleReads) {
  policy_builder made{"small"};
  made.vocabulary("small");
  for (char const* name : {"counted", "kept", "longest", "shortest"}) {
    made.parameter(number(name, 1));
  }
  node_block nodes;
  nodes.aggregates = {from("enrolment").where("days >= counted").key("class_id")};
  nodes.aggregates[0].name = "many";
  nodes.let = {{"long", argument{"hours >= longest"}}, {"short", argument{"hours >= shortest"}}};
  made.relation("held", derive_body{"class", {}, argument{"hours >= kept"}, {}, {}},
                std::move(nodes));
  made.rule(elig({.subject = "held", .require = "long"}).cite("T-1"),
            elig({.subject = "held", .require = "many >= 1"}).cite("T-2"));
  outcome const said = run(made.build(), {{"class", "class_id hours | c1 9"},
                                          {"enrolment", "enr_id class_id days"}});
  EXPECT_EQ(read_by(explain_at(said, "c1", 0)), (std::vector<std::string>{"kept", "longest"}));
  EXPECT_EQ(read_by(explain_at(said, "c1", 1)), (std::vector<std::string>{"counted", "kept"}));
}

}  // namespace
}  // namespace xunze
