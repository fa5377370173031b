// SPDX-License-Identifier: Apache-2.0
// What a change touches, what a question needs, and what of that is not given.
#include "xunze/graph/impact.hpp"

#include <algorithm>

namespace xunze {
namespace {

enum class way : std::uint8_t { to_dependents, to_dependencies, to_required };

bool is_required(graph_edge const& edge) noexcept {
  return !edge.optional && edge.kind != edge_kind::overrides;
}

// All nodes reached from the given ones, which are left out themselves.
std::vector<node_id> reached(dependency_graph const& graph, std::span<node_id const> from,
                             way which, node_kinds kinds) {
  std::vector<char> seen(graph.size(), 0);
  std::vector<node_id> open;
  for (node_id const id : from) {
    (void)graph.node(id);
    if (seen[id] == 0) open.push_back(id);
    seen[id] = 1;
  }
  std::vector<node_id> found;
  while (!open.empty()) {
    node_id const here = open.back();
    open.pop_back();
    bool const backwards = which == way::to_dependents;
    for (std::uint32_t const at : backwards ? graph.edges_to(here) : graph.edges_from(here)) {
      graph_edge const& edge = graph.edges()[at];
      if (which == way::to_required && !is_required(edge)) continue;
      node_id const next = backwards ? edge.from : edge.to;
      if (seen[next] != 0) continue;
      seen[next] = 1;
      open.push_back(next);
      if (kinds.contains(graph.nodes()[next].kind)) found.push_back(next);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<node_id> impact(dependency_graph const& graph, node_id changed, node_kinds kinds) {
  return reached(graph, std::span{&changed, 1}, way::to_dependents, kinds);
}

std::vector<node_id> need(dependency_graph const& graph, std::span<node_id const> asked,
                          node_kinds kinds) {
  return reached(graph, asked, way::to_dependencies, kinds);
}

std::vector<node_id> need(dependency_graph const& graph, node_id asked, node_kinds kinds) {
  return need(graph, std::span{&asked, 1}, kinds);
}

std::vector<node_id> missing(dependency_graph const& graph, node_id asked, supply const& given,
                             node_kinds kinds) {
  auto needed = reached(graph, std::span{&asked, 1}, way::to_required, kinds);
  std::erase_if(needed, [&](node_id id) {
    graph_node const& node = graph.nodes()[id];
    if (node.kind == node_kind::table) return given.tables.contains(node.name);
    return node.kind != node_kind::column || given.columns.contains(node.name);
  });
  return needed;
}

}  // namespace xunze
