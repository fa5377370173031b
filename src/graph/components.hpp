// SPDX-License-Identifier: Apache-2.0
// Groups of nodes that depend on one another within a period; private to the graph stage.
#ifndef XUNZE_SRC_GRAPH_COMPONENTS_HPP
#define XUNZE_SRC_GRAPH_COMPONENTS_HPP

#include "xunze/graph/dependency_graph.hpp"

#include <cstdint>
#include <vector>

namespace xunze::graph_detail {

/// Which edges are looked at.
using edge_filter = bool (*)(graph_edge const&) noexcept;

/// What must be there before: not what an earlier period gave, nor what is merely displaced.
[[nodiscard]] inline bool binds_order(graph_edge const& edge) noexcept {
  return edge.period_lag == 0 && edge.kind != edge_kind::overrides;
}
[[nodiscard]] inline bool displaces(graph_edge const& edge) noexcept {
  return edge.period_lag == 0 && edge.kind == edge_kind::overrides;
}

/// Strongly connected components.
struct components {
  std::vector<std::uint32_t> of;              // node → its component
  std::vector<std::vector<node_id>> members;  // each in the order of adding
};

/// Shape: components are numbered by their first nodes.
[[nodiscard]] components find_components(dependency_graph const& graph, edge_filter use);

}  // namespace xunze::graph_detail

#endif
