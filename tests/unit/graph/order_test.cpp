// SPDX-License-Identifier: Apache-2.0
// Tests of order, strata and cycles.
#include "xunze/graph/order.hpp"

#include "unit/graph/random_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace xunze {
namespace {

using graph_test::matrix;
using graph_test::random_graph;
using graph_test::reachability;

using ids = std::vector<node_id>;

// Nodes 0, 1, … and edges between them.
dependency_graph graph_of(std::size_t nodes, std::vector<graph_edge> const& edges) {
  dependency_graph made;
  for (std::size_t i = 0; i < nodes; ++i) made.add_node(node_kind::relation, std::to_string(i));
  for (graph_edge const& edge : edges) made.add_edge(edge);
  return made;
}

graph_edge lagged(node_id from, node_id to, int lag) {
  return {from, to, edge_kind::needs, lag, false, {}};
}

TEST(Order, PutsDependenciesFirstAndTiesByAdding) {
  auto const graph = graph_of(5, {{0, 3}, {3, 4}, {1, 4}});
  EXPECT_EQ(order(graph), (ids{2, 4, 1, 3, 0}));
}

TEST(Order, OfNothingIsNothing) {
  EXPECT_TRUE(order({}).empty());
  EXPECT_TRUE(strata({}).empty());
  EXPECT_TRUE(cycles({}).empty());
}

TEST(Order, LeavesLaggedEdgesAside) {
  EXPECT_EQ(order(graph_of(2, {lagged(0, 1, 1)})), (ids{0, 1}));
  EXPECT_EQ(order(graph_of(2, {lagged(0, 1, 0)})), (ids{1, 0}));
}

TEST(Order, KeepsACycleTogether) {
  auto const graph = graph_of(5, {{0, 2}, {2, 4}, {4, 2}, {1, 4}, {2, 3}});
  EXPECT_EQ(order(graph), (ids{3, 2, 4, 0, 1}));
}

TEST(Strata, CountTheLongestChain) {
  auto const graph = graph_of(5, {{0, 1}, {1, 2}, {0, 2}, {3, 2}});
  EXPECT_EQ(strata(graph), (std::vector<ids>{{2, 4}, {1, 3}, {0}}));
}

TEST(Cycles, GiveAShortestOneFromItsFirstNode) {
  // 3 → 1 → 4 → 3 and the longer 3 → 1 → 2 → 0 → 3
  auto const graph = graph_of(5, {{1, 2}, {2, 0}, {0, 3}, {3, 1}, {1, 4}, {4, 3}});
  EXPECT_EQ(cycles(graph), (std::vector<ids>{{1, 4, 3}}));
}

TEST(Cycles, OneForEachGroupAndSelfLoopsToo) {
  auto const graph = graph_of(6, {{5, 5}, {3, 1}, {1, 3}, {0, 1}, {4, 5}});
  EXPECT_EQ(cycles(graph), (std::vector<ids>{{1, 3}, {5}}));
}

TEST(Cycles, ThatCrossAPeriodOnEachTurnAreLawful) {
  EXPECT_TRUE(cycles(graph_of(2, {{0, 1}, lagged(1, 0, 1)})).empty());
  EXPECT_TRUE(cycles(graph_of(1, {lagged(0, 0, 2)})).empty());
  // A second way back without lag makes a turn within the period.
  auto const both = graph_of(3, {{0, 1}, lagged(1, 0, 1), {1, 2}, {2, 0}});
  EXPECT_EQ(cycles(both), (std::vector<ids>{{0, 1, 2}}));
}

TEST(Cycles, OfOverridesStandApartFromThoseOfNeeds) {
  auto const overrides = [](node_id from, node_id to) {
    return graph_edge{from, to, edge_kind::overrides, 0, false, {}};
  };
  // A base rule that asks whether its exception holds is no cycle, and comes after it.
  auto const asks = graph_of(2, {{0, 1}, overrides(1, 0)});
  EXPECT_TRUE(cycles(asks).empty());
  EXPECT_EQ(order(asks), (ids{1, 0}));
  EXPECT_EQ(strata(asks), (std::vector<ids>{{1}, {0}}));
  auto const mutual = graph_of(4, {overrides(0, 1), overrides(1, 0), {3, 2}, {2, 3}});
  EXPECT_EQ(cycles(mutual), (std::vector<ids>{{2, 3}, {0, 1}}));
}

bool is_edge(dependency_graph const& graph, node_id from, node_id to) {
  auto const& all = graph.edges();
  return std::any_of(all.begin(), all.end(), [&](graph_edge const& edge) {
    return edge.from == from && edge.to == to && edge.period_lag == 0;
  });
}

// Length of the shortest closed walk through a node, by trying all lengths; 0: none.
std::size_t girth_at(dependency_graph const& graph, node_id start) {
  std::vector<bool> here(graph.size(), false);
  here[start] = true;
  for (std::size_t length = 1; length <= graph.size(); ++length) {
    std::vector<bool> next(graph.size(), false);
    for (graph_edge const& edge : graph.edges()) {
      if (edge.period_lag == 0 && here[edge.from]) next[edge.to] = true;
    }
    if (next[start]) return length;
    here = next;
  }
  return 0;
}

void check_order(dependency_graph const& graph, matrix const& reach) {
  auto const sorted = order(graph);
  std::vector<std::size_t> position(graph.size(), graph.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) position[sorted[i]] = i;
  ASSERT_EQ(sorted.size(), graph.size());
  ASSERT_EQ(std::count(position.begin(), position.end(), graph.size()), 0);
  for (node_id a = 0; a < graph.size(); ++a) {
    for (node_id b = 0; b < graph.size(); ++b) {
      if (reach[a][b] && !reach[b][a]) { EXPECT_LT(position[b], position[a]); }
    }
  }
}

// The first node in the order of adding, of those all of whose dependencies are placed.
ids naive_order(dependency_graph const& graph, matrix const& reach) {
  ids placed;
  std::vector<bool> done(graph.size(), false);
  while (placed.size() < graph.size()) {
    for (node_id a = 0; a < graph.size(); ++a) {
      if (done[a]) continue;
      bool ready = true;
      for (node_id b = 0; b < graph.size(); ++b) {
        if (reach[a][b] && !reach[b][a] && !done[b]) ready = false;
      }
      if (!ready) continue;
      for (node_id b = a; b < graph.size(); ++b) {
        if (b != a && !(reach[a][b] && reach[b][a])) continue;
        placed.push_back(b);
        done[b] = true;
      }
      break;
    }
  }
  return placed;
}

void check_cycles(dependency_graph const& graph, matrix const& reach) {
  auto const found = cycles(graph);
  std::vector<bool> named(graph.size(), false);
  for (auto const& cycle : found) {
    ASSERT_FALSE(cycle.empty());
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      EXPECT_TRUE(is_edge(graph, cycle[i], cycle[(i + 1) % cycle.size()]));
    }
    EXPECT_EQ(*std::min_element(cycle.begin(), cycle.end()), cycle.front());
    for (node_id a = 0; a < graph.size(); ++a) {
      bool const in_group = a == cycle[0] || (reach[a][cycle[0]] && reach[cycle[0]][a]);
      if (!in_group) continue;
      EXPECT_FALSE(named[a]) << "two cycles of one group";
      named[a] = true;
      if (std::size_t const girth = girth_at(graph, a)) { EXPECT_LE(cycle.size(), girth); }
    }
  }
  for (node_id a = 0; a < graph.size(); ++a) EXPECT_EQ(named[a], bool{reach[a][a]});
}

void check_strata(dependency_graph const& graph, matrix const& reach) {
  auto const layers = strata(graph);
  std::vector<int> layer(graph.size(), -1);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    EXPECT_FALSE(layers[i].empty());
    for (node_id const id : layers[i]) layer[id] = static_cast<int>(i);
  }
  // Each layer is one above the highest that its group depends on.
  for (node_id a = 0; a < graph.size(); ++a) {
    int highest = -1;
    for (node_id b = 0; b < graph.size(); ++b) {
      if (reach[a][b] && !reach[b][a]) highest = std::max(highest, layer[b]);
    }
    EXPECT_EQ(layer[a], highest + 1);
  }
}

TEST(Order, AgreesWithANaiveOneOnRandomGraphs) {
  std::size_t cyclic = 0;
  std::size_t acyclic = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    auto const graph = random_graph(seed);
    auto const reach = reachability(graph, false);
    check_order(graph, reach);
    EXPECT_EQ(order(graph), naive_order(graph, reach));
    check_cycles(graph, reach);
    check_strata(graph, reach);
    ++(cycles(graph).empty() ? acyclic : cyclic);
    if (HasFailure()) break;
  }
  EXPECT_GT(cyclic, 500U);
  EXPECT_GT(acyclic, 500U);
}

TEST(Order, OfAHundredThousandNodesIsQuick) {
  constexpr node_id count = 100'000;
  dependency_graph chain = graph_of(count, {});
  for (node_id i = 0; i + 1 < count; ++i) chain.add_edge(i, i + 1, edge_kind::needs);
  EXPECT_EQ(order(chain).front(), count - 1);
  EXPECT_EQ(strata(chain).size(), count);
  EXPECT_TRUE(cycles(chain).empty());
  chain.add_edge(count - 1, 0, edge_kind::needs);
  ASSERT_EQ(cycles(chain).size(), 1U);
  EXPECT_EQ(cycles(chain).front().size(), count);
}

}  // namespace
}  // namespace xunze
