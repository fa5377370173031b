// SPDX-License-Identifier: Apache-2.0
// Seeded graphs of any shape, and reachability by matrix to compare with.
#ifndef XUNZE_TESTS_UNIT_GRAPH_RANDOM_GRAPH_HPP
#define XUNZE_TESTS_UNIT_GRAPH_RANDOM_GRAPH_HPP

#include "xunze/graph/dependency_graph.hpp"

#include <random>
#include <string>
#include <vector>

namespace xunze::graph_test {

/// Up to 12 nodes of mixed kinds, up to twice as many edges; every other seed has lags,
/// every third has no cycles.
inline dependency_graph random_graph(std::uint32_t seed) {
  std::mt19937 random{seed};
  auto const below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random()) % end; };
  dependency_graph made;
  std::uint32_t const nodes = 1 + below(12);
  for (std::uint32_t i = 0; i < nodes; ++i) {
    made.add_node(static_cast<node_kind>(below(node_kind_count)), "n" + std::to_string(i));
  }
  std::uint32_t const edges = below(2 * nodes + 1);
  for (std::uint32_t i = 0; i < edges; ++i) {
    node_id from = below(nodes);
    node_id to = below(nodes);
    if (seed % 3 == 0 && from <= to) {
      if (from == to) continue;
      std::swap(from, to);
    }
    int const lag = seed % 2 == 0 && below(3) == 0 ? 1 : 0;
    made.add_edge(from, to, static_cast<edge_kind>(below(2)), lag);
  }
  return made;
}

using matrix = std::vector<std::vector<bool>>;

/// reach[a][b]: a path of at least one edge leads from a to b.
inline matrix reachability(dependency_graph const& graph, bool with_lags) {
  matrix reach(graph.size(), std::vector<bool>(graph.size(), false));
  for (graph_edge const& edge : graph.edges()) {
    if (with_lags || edge.period_lag == 0) reach[edge.from][edge.to] = true;
  }
  for (std::size_t k = 0; k < graph.size(); ++k) {
    for (std::size_t i = 0; i < graph.size(); ++i) {
      for (std::size_t j = 0; j < graph.size(); ++j) {
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
      }
    }
  }
  return reach;
}

}  // namespace xunze::graph_test

#endif
