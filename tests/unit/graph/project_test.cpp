// SPDX-License-Identifier: Apache-2.0
// Tests of graphs of some kinds only.
#include "xunze/graph/project.hpp"

#include "unit/graph/random_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace xunze {
namespace {

std::set<std::string> edges_of(dependency_graph const& graph) {
  std::set<std::string> out;
  for (graph_edge const& edge : graph.edges()) {
    std::string line = graph.node(edge.from).name + " " + std::string{code_of(edge.kind)} + " " +
                       graph.node(edge.to).name;
    if (edge.period_lag > 0) line += " " + std::to_string(edge.period_lag);
    if (edge.only_with) line += " with " + edge.only_with->alternative;
    out.insert(line);
  }
  return out;
}

using lines = std::set<std::string>;

/// Nodes of one kind, in this order.
template <typename... Names>
std::array<node_id, sizeof...(Names)> added(dependency_graph& graph, node_kind kind,
                                            Names... names) {
  return {graph.add_node(kind, names)...};
}

TEST(Project, ToAllKindsIsTheGraphItself) {
  auto const graph = graph_test::random_graph(1);
  EXPECT_EQ(edges_of(project(graph, node_kinds::all())), edges_of(graph));
}

TEST(Project, MakesEdgesOfPathsPastNoThirdNode) {
  dependency_graph graph;
  auto const [a, b, c] = added(graph, node_kind::relation, "a", "b", "c");
  auto const [m, n] = added(graph, node_kind::metric, "m", "n");
  graph.add_edge(a, m, edge_kind::needs);
  graph.add_edge(m, b, edge_kind::needs);
  graph.add_edge(b, n, edge_kind::needs);
  graph.add_edge(n, c, edge_kind::needs);
  EXPECT_EQ(edges_of(project(graph, node_kind::relation)), (lines{"a needs b", "b needs c"}));
  EXPECT_EQ(project(graph, node_kind::relation).nodes()[1].name, "b");
}

TEST(Project, KeepsTheAlternativeThatAllPathsNeed) {
  dependency_graph graph;
  auto const [a, one, two, free, both] =
      added(graph, node_kind::relation, "a", "one", "two", "free", "both");
  auto const [m, n] = added(graph, node_kind::metric, "m", "n");
  auto const edge = [&](node_id from, node_id to, char const* parameter, char const* word) {
    graph_edge made;
    made.from = from;
    made.to = to;
    made.kind = edge_kind::needs;
    if (word != nullptr) made.only_with = parameter_choice{parameter, word};
    graph.add_edge(std::move(made));
  };
  edge(a, m, nullptr, nullptr);
  edge(m, one, "mode", "wide");
  edge(m, two, "mode", "wide");
  edge(m, two, "mode", "narrow");
  edge(m, free, "mode", "wide");
  edge(m, free, nullptr, nullptr);
  edge(m, n, "mode", "wide");
  edge(n, both, "other", "x");
  EXPECT_EQ(edges_of(project(graph, node_kind::relation)),
            (lines{"a needs one with wide", "a needs two", "a needs free", "a needs both"}));
}

TEST(Project, KeepsDirectEdgesAndAddsUpLags) {
  dependency_graph graph;
  auto const [a, b, c] = added(graph, node_kind::relation, "a", "b", "c");
  auto const [m, n] = added(graph, node_kind::metric, "m", "n");
  graph.add_edge(a, m, edge_kind::needs, 3);
  graph.add_edge(m, b, edge_kind::needs, 2);
  graph.add_edge(a, n, edge_kind::needs, 2);
  graph.add_edge(n, b, edge_kind::needs, 1);
  graph.add_edge(a, c, edge_kind::overrides, 1);
  graph.add_edge(n, c, edge_kind::needs);
  EXPECT_EQ(edges_of(project(graph, node_kind::relation)),
            (lines{"a needs b 3", "a overrides c 1"}));
}

TEST(Project, KeepsACircleThroughNodesThatAreGone) {
  dependency_graph graph;
  auto const a = graph.add_node(node_kind::relation, "a");
  auto const m = graph.add_node(node_kind::metric, "a.m");
  graph.add_edge(a, m, edge_kind::needs);
  graph.add_edge(m, a, edge_kind::needs);
  EXPECT_EQ(edges_of(project(graph, node_kind::relation)), (lines{"a needs a"}));
}

// Rules ra, rb, rc of clauses A, B, C; ra holds rb holds rc; ra reads a parameter of P and a
// metric with an exception of clause E.
TEST(Project, AClauseStandsForTheRulesAndParametersThatCiteIt) {
  dependency_graph graph;
  auto const clause = [&](char const* name) { return graph.add_node(node_kind::clause, name); };
  auto const rule = [&](char const* name, node_id of) {
    auto const made = graph.add_node(node_kind::rule, name);
    graph.add_edge(made, of, edge_kind::cites);
    return made;
  };
  auto const ra = rule("ra", clause("A"));
  auto const again = rule("ra/2", clause("A"));
  auto const rb = rule("rb", clause("B"));
  auto const rc = rule("rc", clause("C"));
  auto const p = graph.add_node(node_kind::parameter, "p");
  auto const m = graph.add_node(node_kind::metric, "m");
  graph.add_edge(p, clause("P"), edge_kind::cites);
  graph.add_edge(m, clause("E"), edge_kind::needs);
  graph.add_edge(m, clause("A"), edge_kind::needs);
  graph.add_edge(ra, rb, edge_kind::needs);
  graph.add_edge(rb, rc, edge_kind::needs);
  graph.add_edge(ra, p, edge_kind::reads);
  graph.add_edge(ra, m, edge_kind::needs);
  graph.add_edge(again, ra, edge_kind::needs);
  graph.add_edge(clause("C"), clause("P"), edge_kind::needs);
  EXPECT_EQ(edges_of(project(graph, node_kind::clause)),
            (lines{"A needs B", "A needs E", "A needs P", "B needs C", "C needs P"}));
  // Rules that are kept speak for themselves.
  auto const both = edges_of(project(graph, node_kind::clause | node_kind::rule));
  EXPECT_TRUE(both.contains("ra cites A"));
  EXPECT_TRUE(both.contains("ra needs rb"));
  EXPECT_FALSE(both.contains("A needs B"));
}

// Pairs of kept nodes with a path through others only, by a matrix without the kept ones inside.
TEST(Project, AgreesWithANaiveSearchOnRandomGraphs) {
  node_kinds const kinds = node_kind::rule | node_kind::table | node_kind::metric;
  std::size_t compared = 0;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    auto const graph = graph_test::random_graph(seed);  // has no edge that cites
    std::set<std::pair<std::string, std::string>> expected;
    auto const kept = [&](node_id id) { return kinds.contains(graph.node(id).kind); };
    for (node_id a = 0; a < graph.size(); ++a) {
      if (!kept(a)) continue;
      std::vector<bool> seen(graph.size(), false);
      seen[a] = true;
      for (std::size_t turn = 0; turn <= graph.size(); ++turn) {
        for (graph_edge const& edge : graph.edges()) {
          if (!seen[edge.from] || (kept(edge.from) && edge.from != a)) continue;
          seen[edge.to] = true;
          if (kept(edge.to)) expected.emplace(graph.node(a).name, graph.node(edge.to).name);
        }
      }
    }
    auto const made = project(graph, kinds);
    std::set<std::pair<std::string, std::string>> found;
    for (graph_edge const& edge : made.edges()) {
      found.emplace(made.node(edge.from).name, made.node(edge.to).name);
    }
    ASSERT_EQ(found, expected);
    compared += expected.size();
  }
  EXPECT_GT(compared, 1000U);
}

TEST(Project, OfManyNodesIsQuick) {
  dependency_graph graph;
  node_id before = graph.add_node(node_kind::clause, "0");
  for (int i = 1; i < 50'000; ++i) {
    auto const name = std::to_string(i);
    auto const rule = graph.add_node(node_kind::rule, name);
    auto const clause = graph.add_node(node_kind::clause, name);
    graph.add_edge(clause, rule, edge_kind::needs);
    graph.add_edge(rule, before, edge_kind::needs);
    before = clause;
  }
  EXPECT_EQ(project(graph, node_kind::clause).edges().size(), 49'999U);
}

}  // namespace
}  // namespace xunze
