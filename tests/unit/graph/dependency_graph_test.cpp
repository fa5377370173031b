// SPDX-License-Identifier: Apache-2.0
// Tests of nodes and edges.
#include "xunze/graph/dependency_graph.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <set>

namespace xunze {
namespace {

TEST(DependencyGraph, ANodeOfOneKindAndNameIsThereOnce) {
  dependency_graph graph;
  node_id const first = graph.add_node(node_kind::rule, "a");
  EXPECT_EQ(graph.add_node(node_kind::rule, "a"), first);
  EXPECT_NE(graph.add_node(node_kind::clause, "a"), first);
  EXPECT_EQ(graph.size(), 2U);
  EXPECT_EQ(graph.find(node_kind::rule, "a"), first);
  EXPECT_EQ(graph.find(node_kind::table, "a"), std::nullopt);
}

TEST(DependencyGraph, IdsCountInTheOrderOfAdding) {
  dependency_graph graph;
  for (node_id i = 0; i < 20; ++i) {
    EXPECT_EQ(graph.add_node(node_kind::table, std::to_string(19 - i)), i);
  }
  EXPECT_EQ(graph.nodes()[3].name, "16");
}

TEST(DependencyGraph, ATitleFillsAnEmptyOneAndNoOther) {
  dependency_graph graph;
  node_id const a = graph.add_node(node_kind::table, "a");
  graph.add_node(node_kind::table, "a", {"教师", "teacher"});
  graph.add_node(node_kind::table, "a", {"学校", "school"});
  EXPECT_EQ(graph.node(a).title, (text{"教师", "teacher"}));
}

TEST(DependencyGraph, AnEqualEdgeIsThereOnceAndADifferentOneBesides) {
  dependency_graph graph;
  node_id const a = graph.add_node(node_kind::rule, "a");
  node_id const b = graph.add_node(node_kind::rule, "b");
  graph.add_edge(a, b, edge_kind::needs);
  graph.add_edge(a, b, edge_kind::needs);
  EXPECT_EQ(graph.edges().size(), 1U);
  graph.add_edge(a, b, edge_kind::needs, 1);
  graph.add_edge(a, b, edge_kind::overrides);
  graph.add_edge(b, a, edge_kind::needs);
  graph.add_edge({a, b, edge_kind::needs, 0, true, {}});
  graph.add_edge({a, b, edge_kind::needs, 0, false, parameter_choice{"p", "x"}});
  EXPECT_EQ(graph.edges().size(), 6U);
  EXPECT_EQ(graph.edges_from(a).size(), 5U);
  EXPECT_EQ(graph.edges_to(a).size(), 1U);
}

TEST(DependencyGraph, RefusesWhatIsNoNodeAndNoLag) {
  dependency_graph graph;
  node_id const a = graph.add_node(node_kind::rule, "a");
  auto const code = [](auto what) -> std::string {
    try {
      what();
    } catch (failure const& refused) {
      return refused.code();
    }
    return {};
  };
  EXPECT_EQ(code([&] { graph.add_edge(a, 1, edge_kind::needs); }), "graph.node");
  EXPECT_EQ(code([&] { graph.add_edge(1, a, edge_kind::needs); }), "graph.node");
  EXPECT_EQ(code([&] { graph.add_edge(a, a, edge_kind::needs, -1); }), "graph.lag");
  EXPECT_EQ(code([&] { (void)graph.node(1); }), "graph.node");
  EXPECT_EQ(code([&] { (void)graph.edges_from(1); }), "graph.node");
  EXPECT_EQ(code([&] { (void)graph.edges_to(1); }), "graph.node");
  EXPECT_TRUE(graph.edges().empty());
}

TEST(DependencyGraph, AHubTakesManyEdges) {
  dependency_graph graph;
  node_id const hub = graph.add_node(node_kind::table, "hub");
  for (int i = 0; i < 100'000; ++i) {
    node_id const leaf = graph.add_node(node_kind::column, std::to_string(i));
    graph.add_edge(leaf, hub, edge_kind::needs);
    graph.add_edge(hub, leaf, edge_kind::needs);
  }
  EXPECT_EQ(graph.edges_to(hub).size(), 100'000U);
}

TEST(NodeKinds, HoldWhatWasPutIn) {
  node_kinds const two = node_kind::rule | node_kind::clause;
  EXPECT_TRUE(two.contains(node_kind::rule));
  EXPECT_TRUE(two.contains(node_kind::clause));
  EXPECT_FALSE(two.contains(node_kind::table));
  EXPECT_FALSE(node_kinds{}.contains(node_kind::table));
  EXPECT_TRUE(node_kinds::all().contains(node_kind::clause));
  EXPECT_TRUE(node_kinds::all().contains(node_kind::table));
}

TEST(GraphKinds, HaveDifferentCodesAndNames) {
  std::set<std::string_view> codes;
  std::set<std::string> zh;
  for (std::size_t i = 0; i < node_kind_count; ++i) {
    codes.insert(code_of(static_cast<node_kind>(i)));
    zh.insert(name_of(static_cast<node_kind>(i)).zh);
  }
  EXPECT_EQ(codes.size(), node_kind_count);
  EXPECT_EQ(zh.size(), node_kind_count);
  EXPECT_EQ(code_of(node_kind::clause), "clause");
  EXPECT_EQ(code_of(edge_kind::overrides), "overrides");
  EXPECT_EQ(name_of(edge_kind::cites).zh, "依据");
}

}  // namespace
}  // namespace xunze
