// SPDX-License-Identifier: Apache-2.0
// A graph of some kinds only, with the paths through the others as edges.
#ifndef XUNZE_GRAPH_PROJECT_HPP
#define XUNZE_GRAPH_PROJECT_HPP

#include "xunze/graph/dependency_graph.hpp"

namespace xunze {

/// The nodes of these kinds; an edge a → b where a path leads from a to b past no third one.
/// Shape: nodes keep their order and direct edges all their parts; a longer path gives one
/// edge `needs` with the smallest lag of such paths, unless a direct edge is there, and with the
/// alternative that all of them hold under, if it is one. A node that is kept stands for those
/// that are not and cite it: a clause for its rules and parameters.
/// Cost: O(kept × what each reaches × alternatives).
/// Example: project(graph, node_kind::clause) is how clauses depend on one another.
[[nodiscard]] dependency_graph project(dependency_graph const& graph, node_kinds kinds);

}  // namespace xunze

#endif
