// SPDX-License-Identifier: Apache-2.0
// Tests of look-ups that lead into relations of the pack.
#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using test::on;
using test::run;

lookup in_year(std::string relation, char const* year) {
  lookup made;
  made.table = std::move(relation);
  made.on = {{"teacher_id", argument{"teacher_id"}}, {"year", argument{year}}};
  return made;
}

derive_body with(std::string from, std::string alias, lookup to) {
  derive_body made;
  made.from = std::move(from);
  made.paths = {{std::move(alias), std::move(to), {}}};
  return made;
}

/// Years of each teacher with the number of times dropped out.
void add_years(policy_builder& into) {
  node_block nodes;
  aggregate drops = from("enrolment").where("status == 'dropped'").key("teacher_id",
                                                                     "class.project.year");
  drops.name = "drops";
  nodes.aggregates.push_back(drops);
  into.relation("teacher_year",
                distinct_body{"enrolment", {key{"teacher_id"}, key{"year", "class.project.year"}},
                              {}},
                std::move(nodes));
}

policy two_years_later(char const* require) {
  policy_builder made{"small"};
  made.vocabulary("small");
  add_years(made);
  made.relation("asked", with("enrolment", "before", in_year("teacher_year",
                                                             "class.project.year - 2")));
  made.rule(elig({.subject = "asked", .require = require}).cite("D-1"));
  return made.build();
}

std::vector<test::rows> years(std::string const& enrolments) {
  return {{"teacher", "teacher_id name | t1 a | t2 b"},
          {"project", "project_id year | p21 2021 | p22 2022 | p23 2023 | px -"},
          {"class", "class_id project_id | c21 p21 | c22 p22 | c23 p23 | cx px"},
          {"enrolment", "enr_id teacher_id class_id status | " + enrolments}};
}

constexpr char const* no_drop = "!has(before) || before.drops == 0";

TEST(LookUpOfARelation, ReadsItsAggregatesInAnEarlierPeriod) {
  auto const made = run(two_years_later(no_drop),
                        years("e1 t1 c21 dropped | e2 t1 c23 selected | e3 t2 c21 completed | "
                              "e4 t2 c23 selected | e5 t1 c22 selected"));
  EXPECT_EQ(test::verdicts(made), "e1:pass e2:fail e3:pass e4:pass e5:pass");
}

TEST(LookUpOfARelation, TheRowsBehindItAreEvidence) {
  auto const made = run(two_years_later(no_drop),
                        years("e1 t1 c21 dropped | e2 t1 c23 selected | e3 t1 c22 dropped"));
  EXPECT_EQ(test::evidence_of(test::finding_at(made, "e2")), "enrolment:0 enrolment:1");
}

TEST(LookUpOfARelation, WhatIsNotThereIsNone) {
  auto const made = run(two_years_later("has(before)"),
                        years("e1 t1 c21 dropped | e2 t1 c23 selected | e3 t2 c23 selected"));
  EXPECT_EQ(test::verdicts(made), "e1:fail e2:pass e3:fail");
}

TEST(LookUpOfARelation, UnknownRowsAndUnknownKeysStayUnknown) {
  // Whether e1 counts is not known; the year of cx is not known.
  auto const made = run(two_years_later(no_drop),
                        years("e1 t1 c21 - | e2 t1 c23 selected | e3 t2 cx selected"));
  EXPECT_EQ(test::verdicts(made), "e1:unknown e2:unknown e3:unknown");
}

TEST(LookUpOfARelation, AKeyThatIsNotFoundMayBelongToARowWithoutOne) {
  auto const made = run(two_years_later("has(before)"),
                        years("e1 t1 cx dropped | e2 t1 c23 selected"));
  EXPECT_EQ(test::verdicts(made), "e1:unknown e2:unknown");
}

TEST(LookUpOfARelation, SeveralRowsAreUnknownUnlessOneIsPicked) {
  policy_builder made{"small"};
  made.vocabulary("small");
  made.relation("left", derive_body{"enrolment", {}, argument{"status == 'dropped'"}, {}, {}});
  lookup any;
  any.table = "left";
  any.on = {{"teacher_id", argument{"teacher_id"}}};
  made.relation("asked", with("teacher", "only", any));
  any.pick = pick::any;
  made.relation("asked_any", with("teacher", "only", any));
  made.rule(elig({.subject = "asked", .require = "only.days == 3"}).cite("D-1"),
            elig({.subject = "asked_any", .require = "only.days == 3"}).cite("D-2"));
  auto const found =
      run(made.build(), {{"teacher", "teacher_id | t1 | t2"},
                         {"enrolment", "enr_id teacher_id status days | e1 t1 dropped 3 | "
                                       "e2 t1 dropped 4 | e3 t2 dropped 4"}});
  EXPECT_EQ(test::verdicts(found, 0), "t1:unknown t2:fail");
  EXPECT_EQ(test::verdicts(found, 1), "t1:pass t2:fail");
}

TEST(LookUpOfARelation, AChainOfPeriodsIsComputed) {
  // Scores of a year give its grade, the grade the days of the next year.
  policy_builder made{"small"};
  made.vocabulary("small");
  node_block graded;
  graded.aggregates = {from("enrolment").key("teacher_id", "class.project.year").max("score")};
  graded.aggregates[0].name = "best";
  graded.let = {{"good", argument{"best >= 90"}}};
  made.relation("year_grade",
                distinct_body{"enrolment", {key{"teacher_id"}, key{"year", "class.project.year"}},
                              {}},
                std::move(graded));
  derive_body support = with("year_grade", "last", in_year("year_grade", "year - 1"));
  support.columns = {{"days_due", argument{"has(last) && last.good ? 10 : 5"}}};
  made.relation("year_support", std::move(support));
  made.relation("asked", with("enrolment", "support",
                              in_year("year_support", "class.project.year")));
  made.rule(elig({.subject = "asked", .require = "days <= support.days_due"}).cite("D-1"));
  auto tables = years("");
  tables[3] = {"enrolment", "enr_id teacher_id class_id score days | e1 t1 c21 95.0 6 | "
                            "e2 t1 c22 50.0 9 | e3 t1 c23 50.0 9 | e4 t2 c22 95.0 5"};
  auto const found = run(made.build(), tables);
  EXPECT_EQ(test::verdicts(found), "e1:fail e2:pass e3:fail e4:pass");
  EXPECT_EQ(test::evidence_of(test::finding_at(found, "e3")), "enrolment:1 enrolment:2");
}

std::string refusal_of(policy const& wrong) {
  try {
    static_cast<void>(run(wrong, years("e1 t1 c21 dropped")));
  } catch (failure const& caught) {
    std::string codes;
    for (diagnostic const& one : caught.diagnostics()) codes += one.code + " ";
    return codes;
  }
  return "none";
}

TEST(LookUpOfARelation, ACycleThroughEarlierPeriodsIsRefusedByItsName) {
  for (auto const& [year, code] : {std::pair{"year - 1", "relation.cycle_lagged "},
                                   std::pair{"year", "graph.cycle "}}) {
    policy_builder made{"small"};
    made.vocabulary("small");
    add_years(made);
    made.relation("chain", with("teacher_year", "last", in_year("chain", year)));
    made.rule(elig({.subject = "chain", .require = "!has(last)"}).cite("D-1"));
    EXPECT_EQ(refusal_of(made.build()), code);
  }
}

TEST(LookUpOfARelation, NamesThatAreNotThereAreSaid) {
  EXPECT_EQ(refusal_of(two_years_later("before.dorps == 0")), "name.unknown ");
  policy_builder made{"small"};
  made.vocabulary("small");
  add_years(made);
  lookup wrong = in_year("teacher_year", "class.project.year");
  wrong.on[1].name = "yaer";
  made.relation("asked", with("enrolment", "before", wrong));
  made.rule(elig({.subject = "asked", .require = "has(before)"}).cite("D-1"));
  EXPECT_EQ(refusal_of(made.build()), "name.unknown ");
}

}  // namespace
}  // namespace xunze
