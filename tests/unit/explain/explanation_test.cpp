// SPDX-License-Identifier: Apache-2.0
// Trees, parameters, rows and changes; tests/property has the changes applied.
#include "xunze/explain/explanation.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
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

TEST(Explain, WordsOfAChoiceGoByTheirLabels) {
  parameter how;
  how.name = "how";
  how.type = parameter_type::choice;
  how.one_of = {"own_days", "any"};
  how.labels = {{"本人天数", "own days"}, {"不限", "any at all"}};
  how.values = {{{}, value{"own_days"}}};
  auto const rule = require("how != 'own_days' || days >= 5");
  outcome const made =
      run(policy_builder{"small"}.vocabulary("small").parameter(how).rule(rule).build(), one_row);
  explanation_node const tree = explain_at(made, "e1").condition_tree;
  EXPECT_EQ(find(tree, "how")->value, (text{"本人天数", "own days"}));
  EXPECT_EQ(find(tree, "'own_days'")->value, (text{"本人天数", "own days"}));
  EXPECT_EQ(find(tree, "how != 'own_days'")->value.zh, "否");
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

TEST(Explain, AColumnOfAnotherRelationShowsWhatItIsMadeOf) {
  policy_builder made{"small"};
  made.vocabulary("small");
  made.relation("told",
                derive_body{"enrolment", {}, {}, {{"twice", parse_expression("2 * days")}}, {}});
  made.relation("view", derive_body{"told", {}, {}, {}, {}});
  made.rule(elig({.subject = "view", .require = "twice <= 5"}).cite("T-1"));
  explanation const why = explain_at(run(made.build(), one_row), "e1");
  explanation_node const* twice = find(why.condition_tree, "twice");
  ASSERT_NE(twice, nullptr);
  EXPECT_NE(find(*twice, "days"), nullptr);
}

TEST(Explain, AColumnReachedByAPathNamesItsRow) {
  auto const made = run(policy_of(require("class.hours >= 9 && days >= 1")),
                        {{"class", "class_id hours | c1 9 | c2 8"},
                         {"enrolment", "enr_id class_id days | e1 c2 1"}});
  explanation const why = explain_at(made, "e1");
  explanation_node const* hours = find(why.condition_tree, "class.hours");
  ASSERT_NE(hours, nullptr);
  EXPECT_EQ(hours->rows, (std::vector<evidence_row>{{"class", 1}}));
  explanation_node const* days = find(why.condition_tree, "days");
  ASSERT_NE(days, nullptr);
  EXPECT_TRUE(days->rows.empty()) << "the subject's own row is evidence already";
}

TEST(Explain, WhereASubjectIsPerhapsNotThereItsFilterIsShown) {
  policy_builder made{"small"};
  made.vocabulary("small");
  made.relation("held", derive_body{"enrolment", {}, parse_expression("class.hours >= 9"), {}, {}});
  made.rule(elig({.subject = "held", .require = "days >= 1"}).cite("T-1").applies("days >= 0"));
  std::string const classes = "class_id hours | c1 - | c2 9";
  outcome const said =
      run(made.build(), {{"class", classes},
                         {"enrolment", "enr_id class_id days | e1 c1 3 | e2 c2 3"}});
  explanation const open = explain_at(said, "e1");
  EXPECT_EQ(open.applies, truth::unknown);
  ASSERT_NE(find(open.applies_tree, "class.hours >= 9"), nullptr);
  EXPECT_EQ(open.applies_tree.holds, truth::unknown);
  EXPECT_EQ(explain_at(said, "e2").applies_tree.expression, "days >= 0");
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
  auto const told = [&](char const* subject) {
    auto const parameters = explain_at(made, subject).parameters;
    EXPECT_EQ(parameters.size(), 1U);
    read_parameter const& p = parameters.at(0);
    auto const day = [](std::optional<date> const& at) { return at ? to_string(*at) : "-"; };
    return p.name + " " + to_string(p.held) + " " + day(p.from) + " " + day(p.to);
  };
  EXPECT_EQ(told("c2"), "least 5 2023-01-01 2024-01-01");
  EXPECT_EQ(told("c3"), "least 8 2024-01-01 -");
  EXPECT_EQ(told("c1"), "least " + to_string(value{}) + " - 2023-01-01");
}

TEST(Explain, AParameterWithoutDatesHasTheDayOfItsDocument) {
  parameter least;
  least.name = "least";
  least.clause = "T-9";
  least.values = {{std::nullopt, value{5}}};
  policy rules = policy_builder{"small"}
                     .parameter(least)
                     .rule(elig({.subject = "class", .require = "hours >= least"}).cite("T-1"))
                     .build();
  document issued;
  issued.id = "T";
  issued.issue_date = make_date(2023, 7, 5);
  rules.documents = {issued};
  clause where;
  where.id = "T-9";
  where.document = "T";
  rules.clauses = {where};
  auto const why = explain_at(run(rules, {{"class", "class_id hours | c1 3"}}), "c1");
  ASSERT_EQ(why.parameters.size(), 1U);
  EXPECT_EQ(why.parameters[0].from, make_date(2023, 7, 5));
  EXPECT_EQ(why.parameters[0].clause, "T-9");
  run_options other = test::on("2023-12-31");
  other.set = {{"least", value{4}}};
  auto const set = explain_at(run(rules, {{"class", "class_id hours | c1 3"}}, other), "c1");
  EXPECT_TRUE(set.parameters[0].changed);
  EXPECT_EQ(set.parameters[0].from, std::nullopt);
}

/// The small world with events that decide the status of enrolments.
outcome run_with_events(draft const& rule) {
  auto words = std::make_shared<vocabulary>(*test::small_words());
  auto const enrolment = std::find_if(words->tables.begin(), words->tables.end(),
                                      [](auto const& t) { return t.name == "enrolment"; });
  enrolment->events = event_schema{"event", "enr_id", "status", "at", "status"};
  table_schema event;
  event.name = "event";
  for (char const* name : {"enr_id", "status", "at"}) {
    column_schema made;
    made.name = name;
    event.columns.push_back(made);
  }
  event.columns[1] = enrolment->columns[*enrolment->find("status")];
  event.columns[2].type = column_type::date;
  words->tables.push_back(event);
  dataset_builder builder{words};
  builder.add_csv_text("enrolment", test::csv_of({"enrolment", "enr_id class_id status | e1 c1 - | "
                                                               "e2 c1 completed"}),
                       "enrolment.csv");
  builder.add_csv_text("event", "enr_id,status,at\ne1,completed,2023-05-01\n"
                                "e1,dropped,2023-06-01\n", "event.csv");
  return evaluate(std::make_shared<policy const>(test::policy_of(rule)),
                  std::make_shared<dataset const>(builder.build()), test::on("2023-12-31"));
}

TEST(Explain, NamesTheEventThatDecidedAStatusWhichTheRuleReads) {
  auto const decided = [](char const* condition, char const* subject) {
    std::string made;
    auto const why = explain_at(run_with_events(require(condition)), subject);
    for (decided_row const& each : why.decided) {
      made += each.row.table + std::to_string(each.row.row) + " by " + each.event.table +
              std::to_string(each.event.row);
    }
    return made;
  };
  EXPECT_EQ(decided("status == 'completed'", "e1"), "enrolment0 by event1");
  EXPECT_EQ(decided("status == 'completed'", "e2"), "");
  EXPECT_EQ(decided("class_id == 'c2'", "e1"), "");
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
  for (read_parameter const& each : why.parameters) names.push_back(each.name);
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
