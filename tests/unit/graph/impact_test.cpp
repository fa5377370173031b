// SPDX-License-Identifier: Apache-2.0
// Tests of impact, need and missing.
#include "xunze/graph/impact.hpp"

#include "unit/graph/random_graph.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using ids = std::vector<node_id>;

// rule → relation → teacher.name → teacher, relation → school, rule → waiver if given
struct small_graph {
  dependency_graph graph{};
  node_id teacher = graph.add_node(node_kind::table, "teacher");
  node_id name = graph.add_node(node_kind::column, "teacher.name");
  node_id school = graph.add_node(node_kind::table, "school");
  node_id rows = graph.add_node(node_kind::relation, "rows");
  node_id rule = graph.add_node(node_kind::rule, "rule");
  node_id waiver = graph.add_node(node_kind::table, "waiver");
  node_id other = graph.add_node(node_kind::rule, "other");

  small_graph() {
    graph.add_edge(name, teacher, edge_kind::needs);
    graph.add_edge(rows, name, edge_kind::reads);
    graph.add_edge(rows, school, edge_kind::reads);
    graph.add_edge(rule, rows, edge_kind::needs);
    graph.add_edge({rule, waiver, edge_kind::reads, 0, true, {}});
    graph.add_edge(other, school, edge_kind::reads);
  }
};

TEST(Impact, IsWhatDependsOnANodeOverAnyNumberOfSteps) {
  small_graph const g;
  EXPECT_EQ(impact(g.graph, g.teacher), (ids{g.name, g.rows, g.rule}));
  EXPECT_EQ(impact(g.graph, g.school, node_kind::rule), (ids{g.rule, g.other}));
  EXPECT_EQ(impact(g.graph, g.waiver), (ids{g.rule}));
  EXPECT_TRUE(impact(g.graph, g.rule).empty());
}

TEST(Need, IsWhatNodesDependOnWithoutThemselves) {
  small_graph const g;
  EXPECT_EQ(need(g.graph, g.rule), (ids{g.teacher, g.name, g.school, g.rows, g.waiver}));
  EXPECT_EQ(need(g.graph, g.other), (ids{g.school}));
  EXPECT_EQ(need(g.graph, ids{g.rows, g.other}, node_kind::table), (ids{g.teacher, g.school}));
  EXPECT_EQ(need(g.graph, ids{g.rule, g.rows}, node_kind::relation), ids{});
  EXPECT_TRUE(need(g.graph, ids{}).empty());
}

TEST(Missing, IsWhatIsNeededNotGivenAndNotOptional) {
  small_graph const g;
  EXPECT_EQ(missing(g.graph, g.rule, {}), (ids{g.teacher, g.name, g.school}));
  EXPECT_EQ(missing(g.graph, g.rule, {{"teacher", "school"}, {}}), (ids{g.name}));
  EXPECT_EQ(missing(g.graph, g.rule, {{"teacher"}, {"teacher.name"}}), (ids{g.school}));
  EXPECT_EQ(missing(g.graph, g.rule, {}, node_kind::table), (ids{g.teacher, g.school}));
  EXPECT_TRUE(missing(g.graph, g.rule, {{"teacher", "school"}, {"teacher.name"}}).empty());
}

TEST(Missing, CountsWhatBothAnOptionalAndAFirmEdgeLeadTo) {
  small_graph g;
  g.graph.add_edge(g.rows, g.waiver, edge_kind::reads);
  EXPECT_EQ(missing(g.graph, g.rule, {}, node_kind::table), (ids{g.teacher, g.school, g.waiver}));
}

TEST(Missing, LeavesOutWhatAnOverriddenRuleNeeds) {
  small_graph g;
  g.graph.add_edge(g.other, g.rule, edge_kind::overrides);
  EXPECT_EQ(missing(g.graph, g.other, {}), (ids{g.school}));
  EXPECT_EQ(impact(g.graph, g.rule), (ids{g.other}));
}

TEST(Impact, RefusesWhatIsNoNode) {
  small_graph const g;
  EXPECT_THROW((void)impact(g.graph, 99), failure);
  EXPECT_THROW((void)need(g.graph, 99), failure);
  EXPECT_THROW((void)missing(g.graph, 99, {}), failure);
}

TEST(Impact, AndNeedAgreeWithAMatrixOnRandomGraphs) {
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    auto const graph = graph_test::random_graph(seed);
    auto const reach = graph_test::reachability(graph, true);
    node_kinds const kinds = node_kind::rule | node_kind::table | node_kind::metric;
    for (node_id a = 0; a < graph.size(); ++a) {
      ids above;
      ids below;
      ids below_kinds;
      for (node_id b = 0; b < graph.size(); ++b) {
        if (b == a) continue;
        if (reach[b][a]) above.push_back(b);
        if (!reach[a][b]) continue;
        below.push_back(b);
        if (kinds.contains(graph.node(b).kind)) below_kinds.push_back(b);
      }
      ASSERT_EQ(impact(graph, a), above);
      ASSERT_EQ(need(graph, a), below);
      ASSERT_EQ(need(graph, a, kinds), below_kinds);
    }
  }
}

}  // namespace
}  // namespace xunze
