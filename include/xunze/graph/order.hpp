// SPDX-License-Identifier: Apache-2.0
// In which order nodes can be computed, and what goes round in circles.
#ifndef XUNZE_GRAPH_ORDER_HPP
#define XUNZE_GRAPH_ORDER_HPP

#include "xunze/graph/dependency_graph.hpp"

#include <vector>

namespace xunze {

// Edges without lag that read, need or cite bind the order: what comes from an earlier period is
// there already, and a rule is computed without the one it overrides.

/// All nodes, dependencies first; of those that are ready, the first added.
/// Shape: the nodes of a cycle stand together in the order of adding, like one node added
/// when its first was. Cost: O((nodes + edges) log nodes).
[[nodiscard]] std::vector<node_id> order(dependency_graph const& graph);

/// Layers: a node's layer is the number of edges on its longest chain of dependencies.
/// Shape: layer 0 depends on nothing; each layer in the order of adding; the nodes of a cycle
/// share a layer. Cost: O(nodes + edges).
[[nodiscard]] std::vector<std::vector<node_id>> strata(dependency_graph const& graph);

/// One shortest cycle for each group of nodes that depend on one another.
/// Shape: each node depends on the next and the last on the first, which is the first added;
/// cycles by their groups' first nodes, at the end those of nodes that override one another.
/// A cycle that crosses a period on each turn is lawful.
/// Cost: O(nodes + edges), and a search of bounded work: in groups of many thousand nodes it
/// may give a short cycle that is not the shortest.
[[nodiscard]] std::vector<std::vector<node_id>> cycles(dependency_graph const& graph);

}  // namespace xunze

#endif
