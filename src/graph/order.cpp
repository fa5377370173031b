// SPDX-License-Identifier: Apache-2.0
// In which order nodes can be computed, and what goes round in circles.
#include "xunze/graph/order.hpp"

#include "components.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>

namespace xunze {
namespace {

using graph_detail::binds_order;
using graph_detail::components;
using graph_detail::edge_filter;

// Edge visits spent on shortest cycles; beyond it each group gets one search, from its first node.
constexpr std::size_t search_budget = 4'000'000;
constexpr node_id nowhere = std::numeric_limits<node_id>::max();

// Calls `visit` with each component in an order that has dependencies first.
template <class Visit>
void in_order(dependency_graph const& graph, components const& groups, Visit visit) {
  std::vector<std::uint32_t> waits(groups.members.size(), 0);
  for (graph_edge const& edge : graph.edges()) {
    if (binds_order(edge) && groups.of[edge.from] != groups.of[edge.to]) {
      ++waits[groups.of[edge.from]];
    }
  }
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
  for (std::uint32_t group = 0; group < waits.size(); ++group) {
    if (waits[group] == 0) ready.push(group);
  }
  while (!ready.empty()) {
    std::uint32_t const group = ready.top();
    ready.pop();
    visit(group);
    for (node_id const member : groups.members[group]) {
      for (std::uint32_t const at : graph.edges_to(member)) {
        graph_edge const& edge = graph.edges()[at];
        std::uint32_t const dependent = groups.of[edge.from];
        if (!binds_order(edge) || dependent == group) continue;
        if (--waits[dependent] == 0) ready.push(dependent);
      }
    }
  }
}

// Breadth-first search for the way back to where it began, within one component.
class cycle_search {
 public:
  cycle_search(dependency_graph const& graph, components const& groups, edge_filter use)
      : graph_{graph}, groups_{groups}, use_{use}, before_(graph.size(), nowhere) {}

  std::vector<node_id> shortest(std::vector<node_id> const& members) {
    std::vector<node_id> best;
    for (node_id const start : members) {
      std::size_t const limit = best.empty() ? members.size() : best.size() - 1;
      auto found = from(start, limit);
      if (!found.empty()) best = std::move(found);
      // The first search always ends: it finds a cycle, as the component is strongly connected.
      if (best.size() == 1 || left_ == 0) break;
    }
    std::rotate(best.begin(), std::min_element(best.begin(), best.end()), best.end());
    return best;
  }

 private:
  // The shortest cycle through `start` of at most `limit` nodes; empty if there is none.
  std::vector<node_id> from(node_id start, std::size_t limit) {
    std::vector<node_id> queue{start};
    std::size_t depth = 1;
    std::size_t layer_end = 1;
    node_id last = nowhere;
    for (std::size_t i = 0; i < queue.size() && last == nowhere; ++i) {
      if (i == layer_end) {
        layer_end = queue.size();
        if (++depth > limit) break;
      }
      for (std::uint32_t const at : graph_.edges_from(queue[i])) {
        graph_edge const& edge = graph_.edges()[at];
        if (left_ > 0) --left_;
        if (!use_(edge) || groups_.of[edge.to] != groups_.of[start]) continue;
        if (edge.to == start) {
          last = queue[i];
          break;
        }
        if (before_[edge.to] != nowhere) continue;
        before_[edge.to] = queue[i];
        queue.push_back(edge.to);
      }
    }
    std::vector<node_id> found;
    for (node_id at = last; at != nowhere; at = before_[at]) found.push_back(at);
    std::reverse(found.begin(), found.end());
    for (node_id const id : queue) before_[id] = nowhere;
    return found;
  }

  dependency_graph const& graph_;
  components const& groups_;
  edge_filter use_;
  std::vector<node_id> before_;
  std::size_t left_ = search_budget;
};

bool reaches_itself(dependency_graph const& graph, node_id id, edge_filter use) {
  auto const out = graph.edges_from(id);
  return std::any_of(out.begin(), out.end(), [&](std::uint32_t at) {
    return graph.edges()[at].to == id && use(graph.edges()[at]);
  });
}

}  // namespace

std::vector<node_id> order(dependency_graph const& graph) {
  auto const groups = graph_detail::find_components(graph, binds_order);
  std::vector<node_id> sorted;
  sorted.reserve(graph.size());
  in_order(graph, groups, [&](std::uint32_t group) {
    auto const& members = groups.members[group];
    sorted.insert(sorted.end(), members.begin(), members.end());
  });
  return sorted;
}

std::vector<std::vector<node_id>> strata(dependency_graph const& graph) {
  auto const groups = graph_detail::find_components(graph, binds_order);
  std::vector<std::uint32_t> layer(groups.members.size(), 0);
  std::uint32_t layers = 0;
  in_order(graph, groups, [&](std::uint32_t group) {
    for (node_id const member : groups.members[group]) {
      for (std::uint32_t const at : graph.edges_from(member)) {
        graph_edge const& edge = graph.edges()[at];
        std::uint32_t const below = groups.of[edge.to];
        if (!binds_order(edge) || below == group) continue;
        layer[group] = std::max(layer[group], layer[below] + 1);
      }
    }
    layers = std::max(layers, layer[group] + 1);
  });
  std::vector<std::vector<node_id>> found(layers);
  for (node_id id = 0; id < graph.size(); ++id) found[layer[groups.of[id]]].push_back(id);
  return found;
}

std::vector<std::vector<node_id>> cycles(dependency_graph const& graph) {
  std::vector<std::vector<node_id>> found;
  for (edge_filter const use : {edge_filter{binds_order}, edge_filter{graph_detail::displaces}}) {
    auto const groups = graph_detail::find_components(graph, use);
    cycle_search search{graph, groups, use};
    for (auto const& members : groups.members) {
      if (members.size() > 1 || reaches_itself(graph, members.front(), use)) {
        found.push_back(search.shortest(members));
      }
    }
  }
  return found;
}

}  // namespace xunze
