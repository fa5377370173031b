// SPDX-License-Identifier: Apache-2.0
// Rows that the rows which count were computed from, and rows that are nobody's.
#include "explain/rows_behind.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace xunze {
namespace {

using test::rows;

explanation_node const* find(explanation_node const& node, std::string_view expression) {
  if (node.expression == expression) return &node;
  for (explanation_node const& operand : node.operands) {
    if (auto const* found = find(operand, expression)) return found;
  }
  return nullptr;
}

/// `counted` and what is behind them: `teacher:0 < enrolment:0,1(teacher_id,days)`.
std::string behind(explanation const& why, std::string_view operand) {
  explanation_node const* const node = find(why.condition_tree, operand);
  if (node == nullptr) return "no such operand";
  std::string made;
  for (evidence_row const& row : node->rows) {
    made += row.table + ":" + std::to_string(row.row) + " ";
  }
  made += "<";
  for (rows_behind const& each : node->behind) {
    made += " " + each.table + ":";
    for (std::size_t i = 0; i < each.rows.size(); ++i) {
      made += (i == 0 ? "" : ",") + std::to_string(each.rows[i]);
    }
    if (each.rows_total > each.rows.size()) made += "/" + std::to_string(each.rows_total);
    made += "(";
    for (std::size_t i = 0; i < each.columns.size(); ++i) {
      made += (i == 0 ? "" : ",") + each.columns[i];
    }
    made += ")";
  }
  return made;
}

node_block counting(aggregate of, std::string name) {
  node_block made;
  of.name = std::move(name);
  made.aggregates = {std::move(of)};
  return made;
}

policy_builder small() {
  policy_builder made{"small"};
  made.vocabulary("small");
  return made;
}

explanation explain_at(outcome const& of, std::string_view key) {
  return explain(of, 0, test::finding_at(of, key).subject);
}

std::vector<rows> const county = {
    {"region", "region_id | r1 | r2"},
    {"teacher", "teacher_id region_id phone | t1 r1 1 | t2 r1 - | t3 r2 -"},
    {"project", "project_id | p1 | p2"},
    {"class", "class_id project_id | c1 p1 | c2 p2"},
    {"enrolment", "enr_id teacher_id class_id days | e1 t1 c1 3 | e2 t1 c1 4 | e3 t2 c2 5 | "
                  "e4 t3 c2 2"},
    {"ban", "ban_id teacher_id | b1 t1 | b2 t2"}};

/// Days of the teachers of each region.
policy of_loads(char const* taken = "days_taken") {
  policy_builder made = small();
  node_block nodes = counting(from("enrolment").key("teacher_id").sum("days"), "days_taken");
  nodes.aggregates.push_back(from("ban").key("teacher_id").count());
  nodes.aggregates.back().name = "bans";
  nodes.let = {{"taken", argument{taken}}};
  made.relation("load", derive_body{"teacher", {}, {}, {}, {}}, std::move(nodes));
  made.rule(elig({.subject = "region", .require = "total <= 1"})
                .cite("T-1")
                .aggregate("total", from("load").key("region_id").sum("taken")));
  return made.build();
}

TEST(RowsBehind, ASumOfWhatIsCountedHasTheRowsCounted) {
  outcome const made = test::run(of_loads(), county);
  EXPECT_EQ(behind(explain_at(made, "r1"), "total"),
            "teacher:0 teacher:1 < enrolment:0,1,2(teacher_id,days)");
  EXPECT_EQ(behind(explain_at(made, "r2"), "total"), "teacher:2 < enrolment:3(teacher_id,days)");
  EXPECT_EQ(test::evidence_of(test::finding_at(made, "r2")), "region:1 teacher:2")
      << "evidence stays what it is";
}

TEST(RowsBehind, OfAChoiceOnlyTheBranchTakenIsFollowed) {
  outcome const made = test::run(of_loads("has(phone) ? days_taken : bans"), county);
  EXPECT_EQ(behind(explain_at(made, "r1"), "total"),
            "teacher:0 teacher:1 < ban:1(teacher_id) enrolment:0,1(teacher_id,days)");
}

TEST(RowsBehind, EachTableIsCappedAndCounted) {
  run_options options = test::on("2023-12-31");
  options.evidence_limit = 1;
  outcome const made = test::run(of_loads(), county, options);
  EXPECT_EQ(behind(explain_at(made, "r1"), "total"),
            "teacher:0 < enrolment:0/3(teacher_id,days)");
}

TEST(RowsBehind, ACountOfGivenRowsHasNone) {
  auto const rule = elig({.subject = "teacher", .require = "n <= 0"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").where("days >= 4").key("teacher_id")
                                            .count());
  outcome const made = test::run(test::policy_of(rule), county);
  EXPECT_EQ(behind(explain_at(made, "t1"), "n"), "enrolment:1 <");
}

TEST(RowsBehind, ARowThatAPathReadsIsBehind) {
  auto const rule = elig({.subject = "teacher", .require = "n <= 0"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").where("class.project_id == 'p2'")
                                            .key("teacher_id").count());
  outcome const made = test::run(test::policy_of(rule), county);
  EXPECT_EQ(behind(explain_at(made, "t2"), "n"), "enrolment:2 < class:1(project_id)");
}

TEST(RowsBehind, RowsThatAPathOnlyPassesAreBehindToo) {
  auto const rule = elig({.subject = "teacher", .require = "n <= 0"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").where("class.project.type == 'x'")
                                            .key("teacher_id").count());
  auto tables = county;
  tables[2].text = "project_id type | p1 y | p2 x";
  outcome const made = test::run(test::policy_of(rule), tables);
  EXPECT_EQ(behind(explain_at(made, "t2"), "n"),
            "enrolment:2 < class:1(project_id) project:1(type)");
}

TEST(RowsBehind, PairsAndGroupsLeadToTheirRows) {
  policy_builder made = small();
  made.relation("attended", distinct_body{"enrolment", {key{"teacher_id"}}, {}});
  aggregate visits = from("enrolment").key("teacher_id", "class.project_id").count();
  visits.on = {argument{"t.teacher_id"}, argument{"p.project_id"}};
  made.relation("pair", cross_body{{{"t", "attended"}, {"p", "project"}}, {}},
                counting(std::move(visits), "visits"));
  made.rule(elig({.subject = "project", .require = "met <= 0"})
                .cite("T-1")
                .aggregate("met", from("pair").where("visits >= 1").key("p.project_id").count()));
  outcome const said = test::run(made.build(), county);
  EXPECT_EQ(behind(explain_at(said, "p2"), "met"),
            "< class:1(project_id) enrolment:2,3(teacher_id,class_id) project:1(project_id)");
}

TEST(RowsBehind, WhatIsCarriedOverComesFromTheRowsBefore) {
  policy_builder made = small();
  node_block nodes;
  nodes.carries = {{.name = "carried",
                    .partition = {parse_expression("region_id")},
                    .order = parse_expression("year"),
                    .add = parse_expression("seats"),
                    .at_least = nullptr,
                    .at_most = nullptr,
                    .first = nullptr,
                    .at = {}}};
  made.relation("account", derive_body{"project", {}, {}, {}, {}}, std::move(nodes));
  made.rule(elig({.subject = "region", .require = "total <= 1"})
                .cite("T-1")
                .aggregate("total", from("account").where("year == 2023").key("region_id")
                                        .sum("carried")));
  outcome const said = test::run(
      made.build(), {{"region", "region_id | r1"},
                     {"project", "project_id region_id year seats | p1 r1 2021 4 | p2 r1 2022 5 | "
                                 "p3 r1 2023 6"}});
  EXPECT_EQ(behind(explain_at(said, "r1"), "total"),
            "project:2 < project:0,1(year,seats,region_id)");
}

TEST(RowsBehind, PartnersOfTheRowsThatCountAreBehindThem) {
  policy_builder made = small();
  match shorter;
  shorter.name = "shorter";
  shorter.partner = "enrolment";
  shorter.as = "p";
  shorter.same = {{parse_expression("teacher_id"), parse_expression("teacher_id")}};
  shorter.where = parse_expression("p.days < days");
  node_block nodes;
  nodes.matches = {shorter};
  made.relation("compared", derive_body{"enrolment", {}, {}, {}, {}}, std::move(nodes));
  made.rule(elig({.subject = "class", .require = "longer <= 0"})
                .cite("T-1")
                .aggregate("longer",
                           from("compared").where("shorter >= 1").key("class_id").count()));
  outcome const said = test::run(made.build(), county);
  EXPECT_EQ(behind(explain_at(said, "c1"), "longer"),
            "enrolment:1 < enrolment:0(teacher_id,class_id,days)");
}

TEST(RowsUnplaced, AreToldWithEachSubjectThatMayMissThem) {
  auto const rule = elig({.subject = "class", .require = "n >= 3"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").key("class_id").count());
  std::vector<rows> const tables = {
      {"class", "class_id | c1 | c2"},
      {"enrolment", "enr_id class_id | e1 c1 | e2 - | e3 c2 | e4 -"}};
  explanation why = explain_at(test::run(test::policy_of(rule), tables), "c1");
  EXPECT_EQ(why.about.verdict, verdict::fail);
  EXPECT_EQ(why.unplaced, (std::vector<evidence_row>{{"enrolment", 1}, {"enrolment", 3}}));
  EXPECT_EQ(why.unplaced_total, 2U);
  run_options options = test::on("2023-12-31");
  options.evidence_limit = 1;
  why = explain_at(test::run(test::policy_of(rule), tables, options), "c1");
  EXPECT_EQ(why.unplaced.size(), 1U);
  EXPECT_EQ(why.unplaced_total, 2U);
}

}  // namespace
}  // namespace xunze
