// SPDX-License-Identifier: Apache-2.0
// Tests of the dependency graph of a policy.
#include "xunze/graph/policy_graph.hpp"

#include "xunze/graph/impact.hpp"
#include "xunze/graph/order.hpp"
#include "xunze/graph/project.hpp"

#include "unit/graph/small_policy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace xunze {
namespace {

using namespace graph_test;

using names = std::set<std::string>;

// Direct successors as `kind:name`, filtered by edge kind.
names next(dependency_graph const& graph, node_kind kind, std::string_view name,
           std::set<edge_kind> const& by = {edge_kind::reads, edge_kind::needs}) {
  names out;
  auto const from = graph.find(kind, name);
  if (!from) return {"no such node"};
  for (std::uint32_t const at : graph.edges_from(*from)) {
    graph_edge const& edge = graph.edges()[at];
    graph_node const& to = graph.node(edge.to);
    if (by.contains(edge.kind)) out.insert(std::string{code_of(to.kind)} + ":" + to.name);
  }
  return out;
}

names names_of(dependency_graph const& graph, std::vector<node_id> const& ids) {
  names out;
  for (node_id const id : ids) out.insert(graph.node(id).name);
  return out;
}

TEST(PolicyGraph, ARelationReadsWhatDecidesItsRows) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::relation, "taking_part"),
            (names{"table:enrolment", "column:enrolment.status", "parameter:counted",
                   "metric:taking_part.role"}));
  EXPECT_EQ(next(graph, node_kind::relation, "C-1"),
            (names{"relation:taking_part", "column:enrolment.teacher_id",
                   "metric:taking_part.year"}));
}

TEST(PolicyGraph, AColumnOfARelationReadsItsPath) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::metric, "taking_part.year"),
            (names{"relation:taking_part", "column:enrolment.class_id", "column:class.class_id",
                   "column:class.project_id", "column:project.project_id",
                   "column:project.year"}));
  EXPECT_EQ(next(graph, node_kind::metric, "taking_part.school_id"),
            (names{"relation:taking_part", "metric:taking_part.role",
                   "column:teacher_role.school_id"}));
}

TEST(PolicyGraph, ALookUpReadsItsTableAndColumns) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::metric, "taking_part.role"),
            (names{"table:enrolment", "table:teacher_role", "column:teacher_role.teacher_id",
                   "column:teacher_role.from", "column:teacher_role.to",
                   "column:teacher_role.main", "parameter:wanted_role",
                   "column:enrolment.teacher_id", "column:enrolment.class_id",
                   "column:class.class_id", "column:class.start_date"}));
}

TEST(PolicyGraph, WhatStandsPeriodsBackHasALag) {
  aggregate before;
  before.name = "n";
  before.from = "project";
  before.key = {{ex("year")}};
  before.on = {{ex("year - 1")}};
  lookup at;
  at.table = "project";
  at.on = {{"year", ex("year - 2")}};
  derive_body body;
  body.from = "project";
  body.paths.push_back({"earlier", at, {}});
  relation made = named("yearly", body);
  made.nodes.aggregates = {before};
  policy rules;
  rules.relations.push_back(made);
  auto const graph = make_policy_graph(rules, small_vocabulary());
  auto const lag = [&](std::string const& metric, std::string const& column) {
    std::set<int> found;
    for (graph_edge const& edge : graph.edges()) {
      bool const here = graph.node(edge.from).name == metric && graph.node(edge.to).name == column;
      if (here) found.insert(edge.period_lag);
    }
    return found;
  };
  EXPECT_EQ(lag("yearly.n", "project.year"), (std::set<int>{0, 1}));
  EXPECT_EQ(lag("yearly.earlier", "project.year"), (std::set<int>{0, 2}));
}

TEST(PolicyGraph, ARuleNeedsItsSubjectNodesParametersAndHeldRules) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::rule, "C-1"),
            (names{"relation:C-1", "metric:C-1.n", "parameter:max_per_year"}));
  EXPECT_EQ(next(graph, node_kind::metric, "C-1.n"),
            (names{"relation:C-1", "relation:taking_part", "column:enrolment.class_id",
                   "column:class.class_id", "column:class.project_id"}));
  EXPECT_EQ(next(graph, node_kind::rule, "C-2"),
            (names{"table:enrolment", "column:enrolment.enr_id", "column:enrolment.teacher_id",
                   "column:teacher.teacher_id", "column:teacher.born",
                   "column:enrolment.class_id", "column:class.class_id",
                   "column:class.start_date", "rule:C-3"}));
  EXPECT_EQ(next(graph, node_kind::rule, "C-3", {edge_kind::overrides}), (names{"rule:C-2"}));
  EXPECT_EQ(next(graph, node_kind::metric, "C-3.banned"),
            (names{"table:enrolment", "table:ban", "column:enrolment.teacher_id",
                   "column:ban.teacher_id", "column:ban.ban_id", "column:enrolment.enr_id",
                   "clause:C-4"}));
}

TEST(PolicyGraph, RulesAndParametersCiteTheirClauses) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::rule, "C-3", {edge_kind::cites}), (names{"clause:C-3"}));
  EXPECT_EQ(next(graph, node_kind::parameter, "counted", {edge_kind::cites}),
            (names{"clause:C-param"}));
  EXPECT_EQ(next(graph, node_kind::parameter, "unused", {edge_kind::cites}), names{});
  EXPECT_EQ(next(graph, node_kind::clause, "C-1"), (names{"clause:C-2"}));
  EXPECT_EQ(graph.node(*graph.find(node_kind::clause, "C-1")).title,
            (text{"通知 三(一)", "notice 3(1)"}));
}

TEST(PolicyGraph, ADecisionNeedsItsRulesAndKeys) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::decision, "selectable"),
            (names{"table:enrolment", "rule:C-1", "rule:C-2", "column:enrolment.teacher_id",
                   "column:enrolment.class_id", "column:class.class_id", "column:class.project_id",
                   "column:project.project_id", "column:project.year"}));
}

TEST(PolicyGraph, TellsWhatAColumnAParameterAndAClauseTouch) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  auto const touched = [&](node_kind kind, char const* name, node_kinds kinds) {
    return names_of(graph, impact(graph, graph.find(kind, name).value(), kinds));
  };
  EXPECT_EQ(touched(node_kind::column, "project.year", node_kind::rule), (names{"C-1"}));
  EXPECT_EQ(touched(node_kind::column, "teacher.born", node_kind::rule), (names{"C-2", "C-3"}));
  EXPECT_EQ(touched(node_kind::parameter, "max_per_year", node_kind::rule), (names{"C-1"}));
  EXPECT_EQ(touched(node_kind::parameter, "unused", node_kinds::all()), names{});
  EXPECT_EQ(touched(node_kind::column, "enrolment_event.status", node_kind::rule), (names{"C-1"}));
}

TEST(PolicyGraph, TellsWhatARuleMisses) {
  auto const graph = make_policy_graph(small_policy(), small_vocabulary());
  auto const asked = graph.find(node_kind::rule, "C-3").value();
  // Neither the table of bans, empty if absent, nor events are missing.
  EXPECT_EQ(names_of(graph, missing(graph, asked, {{"enrolment"}, {"enrolment.enr_id"}})),
            (names{"enrolment.teacher_id"}));
  auto const freq = graph.find(node_kind::rule, "C-1").value();
  EXPECT_EQ(names_of(graph, missing(graph, freq, {}, node_kind::table)),
            (names{"enrolment", "class", "project", "teacher_role"}));
}

TEST(PolicyGraph, ProjectsToClauses) {
  auto const graph = project(make_policy_graph(small_policy(), small_vocabulary()),
                             node_kind::clause);
  EXPECT_EQ(next(graph, node_kind::clause, "C-1"), (names{"clause:C-2", "clause:C-param"}));
  EXPECT_EQ(next(graph, node_kind::clause, "C-2"), (names{"clause:C-3"}));
  EXPECT_EQ(next(graph, node_kind::clause, "C-3"), (names{"clause:C-2", "clause:C-4"}));
}

TEST(PolicyGraph, ReadsEveryBodyAndNode) {
  policy made;
  for (char const* name : {"subjects", "mode", "size", "start"}) {
    parameter one;
    one.name = name;
    made.parameters.push_back(one);
  }
  made.relations.push_back(named("s", values_body{"subjects", "subject"}));
  cross_body grid;
  grid.of = {{"a", "s"}, {"b", "project"}};
  grid.where = ex("b.year == 2023 && a.subject == b.seats");
  made.relations.push_back(named("grid", grid));
  expand_body years;
  years.from = "class";
  years.as = "year";
  years.over.kind = expand_over::form::choose;
  years.over.parameter = "mode";
  auto each = std::make_shared<expand_over>();
  each->kind = expand_over::form::windows;
  each->values = {ex("start_date"), ex("start")};
  each->length_days = ex("size");
  years.over.choices = {{"window", each}, {"broken", nullptr}};
  made.relations.push_back(named("years", years));
  union_body both;
  both.parts = {{"project", ex("seats > 0"), {{"id", ex("project_id")}, {"n", ex("seats")}}},
                {"class", nullptr, {{"id", ex("project_id")}, {"n", ex("1")}}}};
  both.key = {"id"};
  relation joined = named("both", both);
  joined.nodes.linear = {{"twice", ex("2 * n")}};
  joined.nodes.let = {{"more", ex("twice + size")}};
  rank place;
  place.name = "place";
  place.partition = {ex("id")};
  place.order = {{ex("more"), true}};
  joined.nodes.ranks = {place};
  made.relations.push_back(joined);
  measure rate;
  rate.id = "rate";
  rate.clause = "M";
  rate.on = "both";
  rate.numerator = ex("place");
  rate.denominator = ex("a_misspelt_name");
  made.measures.push_back(rate);
  auto const graph = make_policy_graph(made, small_vocabulary());
  auto const relation = [&](char const* name) { return next(graph, node_kind::relation, name); };
  auto const metric = [&](char const* name) { return next(graph, node_kind::metric, name); };
  EXPECT_EQ(relation("s"), (names{"parameter:subjects"}));
  EXPECT_EQ(relation("grid"),
            (names{"relation:s", "table:project", "column:project.year", "column:project.seats"}));
  EXPECT_EQ(relation("years"), (names{"table:class", "parameter:mode", "column:class.start_date",
                                      "parameter:start", "parameter:size"}));
  EXPECT_EQ(relation("both"), (names{"table:project", "table:class", "column:project.seats",
                                     "column:project.project_id", "column:class.project_id"}));
  EXPECT_EQ(metric("both.n"), (names{"relation:both", "column:project.seats"}));
  EXPECT_EQ(metric("both.twice"), (names{"relation:both", "metric:both.n"}));
  EXPECT_EQ(metric("both.more"),
            (names{"relation:both", "metric:both.twice", "parameter:size"}));
  EXPECT_EQ(metric("both.place"),
            (names{"relation:both", "metric:both.id", "metric:both.more"}));
  EXPECT_EQ(next(graph, node_kind::measure, "rate"),
            (names{"relation:both", "metric:both.place"}));
  EXPECT_EQ(next(graph, node_kind::measure, "rate", {edge_kind::cites}), (names{"clause:M"}));
  auto const& edges = graph.edges();
  EXPECT_EQ(std::count_if(edges.begin(), edges.end(),
                          [](graph_edge const& edge) {
                            return edge.only_with == parameter_choice{"mode", "window"};
                          }),
            3);
  EXPECT_TRUE(cycles(graph).empty());
}

// A key keeps the path step of the column it comes from.
TEST(PolicyGraph, FollowsForeignKeysThroughKeysAndColumns) {
  policy made;
  distinct_body pairs;
  pairs.from = "enrolment";
  pairs.keys = {{"class_id", ex("class_id")}, {"project_id", ex("class.project_id")}};
  made.relations.push_back(named("pairs", pairs));
  made.rules.push_back(rule_of("R", "", "pairs", "project.year == 2023"));
  auto const graph = make_policy_graph(made, small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::rule, "R"), (names{"relation:pairs", "column:project.year"}));
}

TEST(PolicyGraph, AColumnHidesAParameterOfItsName) {
  policy made;
  parameter hidden;
  hidden.name = "status";
  made.parameters.push_back(hidden);
  made.rules.push_back(rule_of("R", "", "enrolment", "status == 'x'"));
  auto const graph = make_policy_graph(made, small_vocabulary());
  EXPECT_EQ(next(graph, node_kind::rule, "R"),
            (names{"table:enrolment", "column:enrolment.enr_id", "column:enrolment.status"}));
}

TEST(PolicyGraph, OfAWrongPackHasWhatCanBeTold) {
  policy made;
  derive_body circle;
  circle.from = "b";
  circle.paths.push_back({"p", std::vector<path_step>{{"q", {}}, {"x", {}}}, {}});
  circle.paths.push_back({"q", std::vector<path_step>{{"p", {}}, {"y", {}}}, {}});
  circle.columns = {{"c", ex("p.z")}, {"d", ex("nothing.here")}};
  made.relations.push_back(named("a", circle));
  circle.from = "a";
  made.relations.push_back(named("b", circle));
  cross_body many;
  many.of = {{"x", "many"}, {"y", "many"}, {"z", "a"}};
  many.where = ex("x.y.z.x == 1");
  made.relations.push_back(named("many", many));
  made.relations.push_back(named("empty", union_body{}));
  made.relations.push_back(named("a", values_body{"no_parameter", "v"}));
  rule lost = rule_of("R", "", "nowhere", "holds('nobody') && h.x == 1");
  lost.condition = nullptr;
  lost.overrides = {"R"};
  aggregate bad;
  bad.name = "n";
  bad.from = "nowhere";
  lost.nodes.aggregates = {bad, bad};
  made.rules = {lost, lost, rule_of("S", "S", "many", "x.c == nothing")};
  auto const graph = make_policy_graph(made, small_vocabulary());
  EXPECT_FALSE(cycles(graph).empty());
  EXPECT_EQ(next(graph, node_kind::rule, "S"), (names{"relation:many"}));
}

TEST(ReportCycles, NamesTheTurnAndItsClauses) {
  policy made;
  rule a = rule_of("A-1", "A-1", "enrolment", "holds('B-1')");
  a.at.file = "pack.json";
  a.at.line = 7;
  made.rules = {a, rule_of("B-1", "B-1", "enrolment", "holds('A-1')")};
  diagnostics found;
  report_cycles(make_policy_graph(made, small_vocabulary()), made, found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "graph.cycle");
  EXPECT_EQ(found[0].level, diagnostic_level::error);
  EXPECT_EQ(found[0].at.line, 7U);
  EXPECT_EQ(found[0].message.zh, "循环依赖：“A-1 → B-1 → A-1”，涉及条款“A-1”、“B-1”");
  EXPECT_EQ(found[0].message.en,
            "dependency cycle `A-1 → B-1 → A-1` of clauses `A-1`, `B-1`");
}

TEST(ReportCycles, OfRelationsNamesTheClausesTheyAffect) {
  policy made;
  derive_body from_b;
  from_b.from = "b";
  derive_body from_a;
  from_a.from = "a";
  made.relations = {named("a", from_b), named("b", from_a)};
  made.relations[0].at.line = 3;
  relation lets = named("c", derive_body{"enrolment", {}, nullptr, {}, nullptr});
  lets.nodes.let = {{"x", ex("y + 1")}, {"y", ex("x + 1")}};
  lets.at.line = 5;
  made.relations.push_back(lets);
  made.rules = {rule_of("A-1", "A-1", "b", "true")};
  diagnostics found;
  report_cycles(make_policy_graph(made, small_vocabulary()), made, found);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].at.line, 3U);
  EXPECT_EQ(found[0].message.zh, "循环依赖：“a → b → a”，影响条款“A-1”");
  EXPECT_EQ(found[0].message.en, "dependency cycle `a → b → a` that affects clauses `A-1`");
  EXPECT_EQ(found[1].at.line, 5U);
  EXPECT_EQ(found[1].message.zh, "循环依赖：“c.x → c.y → c.x”");
}

TEST(ReportCycles, SaysNothingOfASoundPolicy) {
  auto const made = small_policy();
  diagnostics found;
  report_cycles(make_policy_graph(made, small_vocabulary()), made, found);
  EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace xunze
