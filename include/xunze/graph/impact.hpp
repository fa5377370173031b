// SPDX-License-Identifier: Apache-2.0
// What a change touches, what a question needs, and what of that is not given.
#ifndef XUNZE_GRAPH_IMPACT_HPP
#define XUNZE_GRAPH_IMPACT_HPP

#include "xunze/graph/dependency_graph.hpp"

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace xunze {

// Results are in the order of adding, without the nodes asked about. Edges with a lag count.
// Cost of each: O(nodes + edges). Errors: failure `graph.node` if a node asked about is none.

/// All nodes of these kinds that depend on a node, directly or not.
[[nodiscard]] std::vector<node_id> impact(dependency_graph const& graph, node_id changed,
                                          node_kinds kinds = node_kinds::all());

/// All nodes of these kinds that the nodes depend on, directly or not.
[[nodiscard]] std::vector<node_id> need(dependency_graph const& graph,
                                        std::span<node_id const> asked,
                                        node_kinds kinds = node_kinds::all());
[[nodiscard]] std::vector<node_id> need(dependency_graph const& graph, node_id asked,
                                        node_kinds kinds = node_kinds::all());

/// Names of what a user has: tables, and columns as `table.column`.
struct supply {
  std::set<std::string, std::less<>> tables{};
  std::set<std::string, std::less<>> columns{};
};

/// The tables and columns a node needs that are not given.
/// Shape: what only optional edges or overrides lead to is not needed; a table that is not given
/// is listed besides its columns.
[[nodiscard]] std::vector<node_id> missing(dependency_graph const& graph, node_id asked,
                                           supply const& given,
                                           node_kinds kinds = node_kind::table |
                                                              node_kind::column);

}  // namespace xunze

#endif
