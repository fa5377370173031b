// SPDX-License-Identifier: Apache-2.0
// Verdicts, measures and decisions; findings_test.cpp and aggregates_test.cpp have the rest.
#include "xunze/batch/outcome.hpp"

#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace xunze {
namespace {

using test::cap;
using test::evidence_of;
using test::on;
using test::policy_of;
using test::require;
using test::run;
using test::three;
using test::verdicts;

TEST(Evaluate, AConditionOverARowGivesItsVerdict) {
  outcome const made = run(policy_of(require("days >= 5")), {{"enrolment", three}});
  EXPECT_EQ(verdicts(made), "e1:pass e2:fail e3:unknown");
  std::array<std::size_t, 6> const counts{1, 1, 0, 0, 1, 0};
  EXPECT_EQ(made.rules()[0].counts, counts);
}

TEST(Evaluate, RowsOutsideTheRuleAreNotApplicableAndDoubtfulOnesUnknown) {
  auto const rule = require("false").applies("days >= 5");
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"enrolment", three}})),
            "e1:fail e2:not_applicable e3:unknown");
}

TEST(Evaluate, TheAnchorDecidesWhetherTheRuleIsInForce) {
  auto const rule = require("false", "class")
                        .anchor("start_date")
                        .in_force(make_date(2023, 7, 5), make_date(2024, 1, 1));
  EXPECT_EQ(verdicts(run(policy_of(rule),
                         {{"class", "class_id start_date | c1 2023-07-04 | c2 2023-07-05 | "
                                    "c3 2023-12-31 | c4 2024-01-01 | c5 -"}})),
            "c1:not_applicable c2:fail c3:fail c4:not_applicable c5:unknown");
}

TEST(Evaluate, AFailingLowerBoundIsPendingUntilItsDueDateHasPassed) {
  auto const rule = count({.subject = "class",
                           .of = from("enrolment").key("class_id"),
                           .at_least = "2",
                           .due = "end_date"})
                        .cite("T-1");
  std::vector<test::rows> const tables = {
      {"class", "class_id end_date | c1 2023-12-30 | c2 2023-12-31 | c3 -"},
      {"enrolment", "enr_id class_id | e1 c1 | e2 c2 | e3 c3"}};
  EXPECT_EQ(verdicts(run(policy_of(rule), tables, on("2023-12-31"))),
            "c1:fail c2:pending c3:unknown");
  EXPECT_EQ(verdicts(run(policy_of(rule), tables, on("2024-01-01"))),
            "c1:fail c2:fail c3:unknown");
}

TEST(Evaluate, AFailingUpperBoundFailsBeforeItsDueDate) {
  auto const rule = count({.subject = "class",
                           .of = from("enrolment").key("class_id"),
                           .at_most = "1",
                           .due = "end_date"})
                        .cite("T-1");
  EXPECT_EQ(verdicts(run(policy_of(rule),
                         {{"class", "class_id end_date | c1 2024-12-31 | c2 2024-12-31"},
                          {"enrolment", "enr_id class_id | e1 c1 | e2 c1 | e3 c2"}})),
            "c1:fail c2:pass");
}

TEST(Evaluate, AnEqualityThatHoldsBeforeItsDueDateIsStillPending) {
  auto const rule = quota({.subject = "class",
                           .seats = "hours",
                           .fill = from("enrolment").key("class_id"),
                           .compare = kind::seat_compare::exactly,
                           .due = "end_date"})
                        .cite("T-1");
  std::vector<test::rows> const tables = {{"class", "class_id hours end_date | c1 1 2024-06-30"},
                                          {"enrolment", "enr_id class_id | e1 c1"}};
  EXPECT_EQ(verdicts(run(policy_of(rule), tables)), "c1:pending");
  EXPECT_EQ(verdicts(run(policy_of(rule), tables, on("2024-07-01"))), "c1:pass");
}

TEST(Evaluate, ATableNotGivenMakesItsRulesUnknownAsAWhole) {
  outcome const made = run(policy_of(require("days >= 5")), {});
  EXPECT_FALSE(made.rules()[0].given);
  EXPECT_EQ(made.rules()[0].counts[static_cast<std::size_t>(verdict::unknown)], 1U);
  EXPECT_EQ(made.rules()[0].missing, std::vector<std::string>{"enrolment"});
  EXPECT_TRUE(made.findings(0).empty());
}

TEST(Evaluate, AnAggregateOverATableNotGivenMayBeAnything) {
  auto const rule = count({.subject = "class", .of = from("enrolment").key("class_id"),
                           .at_most = "1"}).cite("T-1");
  outcome const made = run(policy_of(rule), {{"class", "class_id | c1"}});
  EXPECT_EQ(verdicts(made), "c1:unknown");
  EXPECT_EQ(made.rules()[0].missing, std::vector<std::string>{"enrolment"});
}

TEST(Evaluate, WhatIsMissingIsWhatTheRuleReads) {
  node_block nodes;
  nodes.aggregates = {from("enrolment").where("days >= 1").key("class_id")};
  nodes.aggregates[0].name = "graded";
  nodes.let = {{"taught", argument{"hours >= 1"}}};
  policy_builder made{"small"};
  made.relation("held", derive_body{"class", {}, {}, {}, {}}, std::move(nodes));
  made.rule(elig({.subject = "held", .require = "taught"}).cite("T-1"),
            elig({.subject = "held", .require = "project.seats >= graded"}).cite("T-2"));
  outcome const said = run(made.build(), {{"class", "class_id | c1"}});
  using names = std::vector<std::string>;
  EXPECT_EQ(said.rules()[0].missing, names{"class.hours"});
  EXPECT_EQ(said.rules()[1].missing, (names{"class.project_id", "enrolment", "project"}));
}

TEST(Evaluate, ATableThatMayBeAbsentIsEmpty) {
  auto const rule = debar({.subject = "enrolment", .bans = "ban", .as = "b",
                           .same = {"teacher_id"}, .at = "class.start_date", .from = "b.from",
                           .to = "b.to"})
                        .cite("T-1");
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"enrolment", "enr_id teacher_id class_id | e1 t1 c1"},
                                           {"class", "class_id start_date | c1 2023-05-01"}})),
            "e1:pass");
}

TEST(Evaluate, AColumnNotGivenIsUnknownWhateverItsNullsMean) {
  outcome const made = run(policy_of(require("has(done_on)")),
                           {{"enrolment", "enr_id | e1"}});
  EXPECT_EQ(verdicts(made), "e1:unknown");
  EXPECT_EQ(made.rules()[0].missing, std::vector<std::string>{"enrolment.done_on"});
  EXPECT_EQ(verdicts(run(policy_of(require("has(done_on)")),
                         {{"enrolment", "enr_id done_on | e1 - | e2 2023-01-01"}})),
            "e1:fail e2:pass");
}

TEST(Evaluate, RowsWithoutAKnownKeyAreFindingsOfTheirOwn) {
  outcome const made = run(policy_of(cap()),
                           {{"enrolment", "enr_id teacher_id | e1 t1 | e2 - | e3 -"}});
  EXPECT_EQ(verdicts(made), "t1:pass ?:unknown ?:unknown");
  EXPECT_EQ(made.rules()[0].unkeyed, 2U);
  EXPECT_EQ(made.rules()[0].counts[static_cast<std::size_t>(verdict::unknown)], 2U);
  auto const found = made.findings(0);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(evidence_of(found[0]), "enrolment:1");
  EXPECT_FALSE(found[0].message.zh.empty());
}

TEST(Evaluate, AWaiverIsLookedUpForAFailOfAWaivableRule) {
  auto const rule = require("days >= 5").anchor("class.start_date").waivable();
  std::vector<test::rows> tables = {
      {"enrolment", "enr_id class_id days | e1 c1 1 | e2 c1 1 | e3 c1 1 | e4 c1 9 | e5 c1 1"},
      {"class", "class_id start_date | c1 2023-05-01"},
      {"waiver", "waiver_id rule_id subject_kind subject_id from to approved_by | "
                 "w1 T-1 enrolment e1 2023-01-01 - office | w2 T-1 enrolment e2 2023-01-01 - - | "
                 "w3 T-1 enrolment e3 2023-06-01 - office | w4 T-1 enrolment e4 2023-01-01 - x | "
                 "w5 T-2 enrolment e5 2023-01-01 - office"}};
  EXPECT_EQ(verdicts(run(policy_of(rule), tables)),
            "e1:waived e2:unknown e3:fail e4:pass e5:fail");
  EXPECT_EQ(verdicts(run(policy_of(rule.mandatory()), tables)),
            "e1:fail e2:fail e3:fail e4:pass e5:fail");
}

TEST(Evaluate, AWaiverEndsBeforeTheDayItEndsOn) {
  auto const rule = require("false", "class").anchor("start_date").waivable();
  EXPECT_EQ(verdicts(run(policy_of(rule),
                         {{"class", "class_id start_date | c1 2023-05-31 | c2 2023-06-01"},
                          {"waiver", "waiver_id rule_id subject_kind subject_id from to approved_by"
                                     " | w1 T-1 class c1 2023-05-31 2023-06-01 office"
                                     " | w2 T-1 class c2 2023-05-01 2023-06-01 office"}})),
            "c1:waived c2:fail");
}

TEST(Evaluate, ADatedParameterIsReadAtTheRulesAnchor) {
  parameter least;
  least.name = "least";
  least.values = {{make_date(2023, 1, 1), value{5}}, {make_date(2024, 1, 1), value{8}}};
  auto const made = policy_builder{"small"}
                        .parameter(least)
                        .rule(require("hours >= least", "class").anchor("start_date"))
                        .build();
  EXPECT_EQ(verdicts(run(made, {{"class", "class_id start_date hours | c1 2022-12-31 9 | "
                                          "c2 2023-12-31 5 | c3 2024-01-01 5"}})),
            "c1:unknown c2:pass c3:fail");
}

TEST(Evaluate, AnAnchorWithoutADayReadsNoDatedParameter) {
  parameter least;
  least.name = "least";
  least.values = {{make_date(2023, 1, 1), value{5}}, {make_date(2024, 1, 1), value{8}}};
  derive_body begun;
  begun.from = "class";
  node_block nodes;
  nodes.aggregates.push_back(from("enrolment").key("class_id").min("done_on"));
  nodes.aggregates.back().name = "first_day";
  auto const made = policy_builder{"small"}
                        .parameter(least)
                        .relation("begun", begun, nodes)
                        .rule(require("hours >= least", "begun").anchor("first_day"))
                        .build();
  EXPECT_EQ(verdicts(run(made, {{"class", "class_id hours | c1 6 | c2 6 | c3 6 | c4 9"},
                                {"enrolment", "enr_id class_id done_on | e1 c1 2023-12-31 | "
                                              "e2 c2 2024-01-01 | e4 c4 -"}})),
            "c1:pass c2:fail c3:unknown c4:unknown");
}

TEST(Evaluate, ADatedListOfTextsIsReadAtTheRulesAnchor) {
  parameter codes;
  codes.name = "codes";
  codes.type = parameter_type::texts;
  codes.values = {{make_date(2023, 1, 1), code_set({"a", "b"})},
                  {make_date(2024, 1, 1), code_set({"c"})}};
  auto const made = policy_builder{"small"}
                        .parameter(codes)
                        .rule(require("code in codes", "class").anchor("start_date"))
                        .build();
  EXPECT_EQ(verdicts(run(made, {{"class", "class_id start_date code | c1 2022-12-31 a | "
                                          "c2 2023-12-31 b | c3 2023-12-31 c | "
                                          "c4 2024-01-01 c | c5 2024-01-01 a | c6 - a | "
                                          "c7 - d | c8 2024-01-01 -"}})),
            "c1:unknown c2:pass c3:fail c4:pass c5:fail c6:unknown c7:unknown c8:unknown");
  auto const before = policy_builder{"small"}
                          .parameter(codes)
                          .rule(require("note in codes").anchor("date('2022-06-01')"))
                          .build();
  EXPECT_EQ(verdicts(run(before, {{"enrolment", "enr_id note | e1 a | e2 -"}})),
            "e1:unknown e2:fail");
}

TEST(Evaluate, AParameterCanBeChangedForOneRun) {
  auto const made = policy_builder{"small"}.parameter("most", 1).rule(cap("most")).build();
  run_options options = on("2023-12-31");
  EXPECT_EQ(verdicts(run(made, {{"enrolment", three}}, options)), "t1:fail t2:pass");
  options.set = {{"most", value{2}}};
  EXPECT_EQ(verdicts(run(made, {{"enrolment", three}}, options)), "t1:pass t2:pass");
  options.set = {{"moost", value{2}}};
  try {
    (void)run(made, {{"enrolment", three}}, options);
    FAIL();
  } catch (failure const& problem) {
    EXPECT_EQ(problem.code(), "run.options");
    ASSERT_EQ(problem.diagnostics().size(), 1U);
    EXPECT_NE(problem.diagnostics()[0].help.en.find("most"), std::string::npos);
  }
}

TEST(Evaluate, HoldsReadsTheVerdictOfAnotherRule) {
  auto const first = elig({.subject = "enrolment", .require = "days >= 5"}).cite("T-1").waivable();
  auto const second = elig({.subject = "enrolment", .require = "holds('T-1')"}).cite("T-2");
  outcome const made = run(policy_of(first, second),
                           {{"enrolment", "enr_id days | e1 5 | e2 3 | e3 -"}});
  EXPECT_EQ(verdicts(made, 1), "e1:pass e2:fail e3:unknown");
}

TEST(Evaluate, AnAggregateCountsOnlyRowsForWhichARuleHolds) {
  auto const first = elig({.subject = "enrolment", .require = "days >= 5"}).cite("T-1");
  auto const second = count({.subject = "class",
                             .of = from("enrolment").where("holds('T-1')").key("class_id"),
                             .at_most = "1"})
                          .cite("T-2");
  outcome const made = run(policy_of(first, second),
                           {{"class", "class_id | c1 | c2"},
                            {"enrolment", "enr_id class_id days | e1 c1 5 | e2 c1 3 | e3 c1 - | "
                                          "e4 c2 9 | e5 c2 9"}});
  EXPECT_EQ(verdicts(made, 1), "c1:unknown c2:fail");
}

/// A cases-defined limit, as a pack writes it: 1, but 2 if again, 3 if done; one over the other?
policy with_cases(std::vector<std::string> over) {
  auto limit = std::make_shared<expression_node>();
  limit->kind = operation::cases;
  limit->operands = {parse_expression("1"), parse_expression("again"), parse_expression("2"),
                     parse_expression("has(done_on)"), parse_expression("3")};
  limit->cases = {{"again", {}, {}}, {"done", {}, std::move(over)}};
  return policy_of(
      require("days <= limit").let("limit", argument{expression{std::move(limit)}}));
}

std::string const cases_rows =
    "enr_id days again done_on | e1 1 false - | e2 2 true - | e3 3 false 2023-01-01 | "
    "e4 3 true 2023-01-01 | e5 1 - -";

TEST(Evaluate, TheCaseThatIsOverTheOthersDecides) {
  outcome const made = run(with_cases({"again"}), {{"enrolment", cases_rows}});
  EXPECT_EQ(verdicts(made), "e1:pass e2:pass e3:pass e4:pass e5:pass");
  EXPECT_TRUE(made.notes().empty());
}

TEST(Evaluate, CasesThatCollideAreUnknownAndNamed) {
  outcome const made = run(with_cases({}), {{"enrolment", cases_rows}});
  EXPECT_EQ(verdicts(made), "e1:pass e2:pass e3:pass e4:unknown e5:pass");
  ASSERT_EQ(made.notes().size(), 1U);
  EXPECT_EQ(made.notes()[0].code, "cases.collide");
  EXPECT_NE(made.notes()[0].message.en.find("again"), std::string::npos);
  EXPECT_NE(made.notes()[0].message.en.find("done"), std::string::npos);
}

TEST(Evaluate, ADecisionTakesTheWorstOfItsRules) {
  auto const long_enough = elig({.subject = "enrolment", .require = "days >= 3"}).cite("T-2");
  decision both{"ok", long_enough};
  both.members.push_back({"T-1", {parse_expression("teacher_id")}});
  auto const made = policy_builder{"small"}.rule(cap(), long_enough).decision(both).build();
  outcome const ran = run(made, {{"enrolment", "enr_id teacher_id days | e1 t1 5 | e2 t1 3 | "
                                               "e3 t2 5 | e4 t3 - | e5 t4 1 | e6 - 5"}});
  std::string all;
  for (decision_row const& row : ran.decisions()) {
    all += to_string(row.key[0].second) + ":" + std::string{code_of(row.verdict)} + " ";
    EXPECT_EQ(row.parts.size(), 2U);
  }
  EXPECT_EQ(all, "e1:fail e2:fail e3:pass e4:unknown e5:fail e6:unknown ");
}

TEST(Evaluate, AMeasureHasItsRateByGroupAndARank) {
  auto const rate = metric({.subject = "region",
                            .numerator = from("enrolment").where("status == 'completed'")
                                             .key("teacher.region_id"),
                            .denominator = from("enrolment").key("teacher.region_id"),
                            .group = {"region_id"},
                            .rank_descending = true})
                        .cite("T-1");
  outcome const made = run(policy_of(rate),
                           {{"region", "region_id | r1 | r2 | r3"},
                            {"teacher", "teacher_id region_id | t1 r1 | t2 r2"},
                            {"enrolment", "enr_id teacher_id status | e1 t1 completed | "
                                          "e2 t1 selected | e3 t1 dropped | e4 t2 completed"}});
  ASSERT_EQ(made.measures().size(), 3U);
  EXPECT_EQ(made.measures()[0].rate, "0.3333");
  EXPECT_EQ(made.measures()[0].rank, value{2});
  EXPECT_EQ(made.measures()[1].rate, "1.0000");
  EXPECT_EQ(made.measures()[1].rank, value{1});
  EXPECT_EQ(made.measures()[2].denominator, value{0});
  EXPECT_FALSE(made.measures()[2].rate.has_value());
}

TEST(Evaluate, AMeasureOfRowsIsGroupedByTheirKeys) {
  measure rate;
  rate.id = "rate";
  rate.title = {"比率", "rate"};
  rate.on = "enrolment";
  rate.group = {parse_expression("teacher")};
  rate.numerator = parse_expression("days");
  rate.denominator = parse_expression("1");
  auto const made = run(policy_builder{"small"}.measure(rate).build(),
                        {{"teacher", "teacher_id | t2 | t1"},
                         {"enrolment", "enr_id teacher_id days | e1 t1 2 | e2 t2 4 | e3 t1 4"}});
  ASSERT_EQ(made.measures().size(), 2U);
  EXPECT_EQ(made.measures()[0].group[0].second, value{"t1"});
  EXPECT_EQ(made.measures()[0].rate, "3.0000");
  EXPECT_EQ(made.measures()[1].group[0].second, value{"t2"});
}

/// A measure of the lines of a ledger, each amount over its total.
outcome measured_ledger(std::vector<std::string> const& group, char const* lines) {
  measure rate;
  rate.id = "rate";
  rate.title = {"比率", "rate"};
  rate.on = "ledger";
  for (std::string const& e : group) rate.group.push_back(parse_expression(e));
  rate.numerator = parse_expression("amount");
  rate.denominator = parse_expression("total");
  return run(policy_builder{"small"}.measure(rate).build(), {{"ledger", lines}});
}

TEST(Evaluate, AMeasureSaysHowManyRowsHaveNoKnownGroup) {
  auto const made = measured_ledger(
      {"part"}, "line_id part amount total | l1 a 1 2 | l2 - 1 2 | l3 - 1 2 | l4 a 1 2");
  ASSERT_EQ(made.measures().size(), 1U);
  EXPECT_EQ(made.measures()[0].rate, "0.5000");
  ASSERT_EQ(made.notes().size(), 1U);
  diagnostic const& said = made.notes()[0];
  EXPECT_EQ(said.code, "measure.unknown_group");
  EXPECT_EQ(said.level, diagnostic_level::warning);
  EXPECT_EQ(said.message.zh, "“比率”有2行的分组待核实，未计入");
  EXPECT_EQ(said.message.en, "`rate` leaves out 2 rows whose group is unknown");
}

TEST(Evaluate, AMeasureWhoseGroupsAreKnownSaysNothing) {
  auto const made = measured_ledger({"part"}, "line_id part amount total | l1 a 1 2 | l2 b 1 2");
  EXPECT_TRUE(made.notes().empty());
}

TEST(Evaluate, ARateOfTooManyDigitsIsUnknown) {
  auto const made = measured_ledger({}, "line_id amount total | l1 900000000000000 1 | "
                                        "l2 922337203685477 1 | l3 1000000000000000 1 | "
                                        "l4 -7 20000");
  ASSERT_EQ(made.measures().size(), 4U);
  EXPECT_EQ(made.measures()[0].rate, "900000000000000.0000");
  EXPECT_EQ(made.measures()[1].rate, "922337203685477.0000");
  EXPECT_FALSE(made.measures()[2].rate.has_value());
  EXPECT_EQ(made.measures()[3].rate, "-0.0003");
}

TEST(Evaluate, APolicyWithErrorsIsRefusedWithAllOfThem) {
  try {
    (void)run(policy_of(require("dayz >= 1")), {});
    FAIL();
  } catch (failure const& problem) {
    EXPECT_EQ(problem.code(), "policy.invalid");
    EXPECT_EQ(problem.diagnostics().size(), 1U);
  }
}

TEST(Assumptions, NameTheTablesTakenAsComplete) {
  outcome const made = run(policy_of(cap()), {{"enrolment", three}});
  ASSERT_FALSE(made.assumptions().empty());
  EXPECT_NE(made.assumptions()[0].en.find("enrolment"), std::string::npos);
}

TEST(RunOptions, AClauseStandsForAllItsRules) {
  auto const hours = elig({.subject = "class", .require = "hours > 5"});
  auto const rules = policy_of(hours.cite("T-1").named("T-1/hours"),
                               elig({.subject = "class", .require = "true"}).cite("T-2"));
  auto options = test::on("2023-12-31");
  options.rules = {"T-1"};
  auto const made = run(rules, {{"class", "class_id hours | c1 3"}}, options);
  EXPECT_TRUE(made.rules()[0].checked);
  EXPECT_FALSE(made.rules()[1].checked);
}

}  // namespace
}  // namespace xunze
