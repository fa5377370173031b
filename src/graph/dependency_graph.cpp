// SPDX-License-Identifier: Apache-2.0
// What depends on what: named nodes and directed edges, each once, in the order of adding.
#include "xunze/graph/dependency_graph.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace xunze {
namespace {

template <class T>
std::size_t index_of(T kind) noexcept {
  return static_cast<std::size_t>(kind);
}

}  // namespace

text const& name_of(node_kind kind) noexcept {
  static std::array<text, node_kind_count> const names{{{"表", "table"},
                                                        {"列", "column"},
                                                        {"参数", "parameter"},
                                                        {"关系", "relation"},
                                                        {"计算列", "metric"},
                                                        {"规则", "rule"},
                                                        {"综合判定", "decision"},
                                                        {"比率", "measure"},
                                                        {"条款", "clause"}}};
  return names[index_of(kind)];
}

text const& name_of(edge_kind kind) noexcept {
  static std::array<text, 4> const names{
      {{"读取", "reads"}, {"依赖", "needs"}, {"优先于", "overrides"}, {"依据", "cites"}}};
  return names[index_of(kind)];
}

std::string_view code_of(node_kind kind) noexcept {
  static constexpr std::array<std::string_view, node_kind_count> codes{
      "table", "column", "parameter", "relation", "metric",
      "rule",  "decision", "measure", "clause"};
  return codes[index_of(kind)];
}

std::string_view code_of(edge_kind kind) noexcept {
  static constexpr std::array<std::string_view, 4> codes{"reads", "needs", "overrides", "cites"};
  return codes[index_of(kind)];
}

node_id dependency_graph::add_node(node_kind kind, std::string_view name, text title) {
  auto& names = by_name_[index_of(kind)];
  if (auto const found = names.find(name); found != names.end()) {
    graph_node& there = nodes_[found->second];
    if (there.title.empty()) there.title = std::move(title);
    return found->second;
  }
  if (nodes_.size() >= std::numeric_limits<node_id>::max()) {
    throw failure("graph.size", {"依赖图的节点过多", "too many nodes in a graph"});
  }
  auto const id = static_cast<node_id>(nodes_.size());
  nodes_.push_back({kind, std::string{name}, std::move(title)});
  out_.emplace_back();
  in_.emplace_back();
  names.emplace(name, id);
  return id;
}

void dependency_graph::add_edge(graph_edge edge) {
  (void)node(edge.from);
  (void)node(edge.to);
  if (edge.period_lag < 0) {
    throw failure("graph.lag", {"滞后期数不能为负", "a period lag is not negative"});
  }
  auto& out = out_[edge.from];
  auto& in = in_[edge.to];
  // The shorter of the two lists decides, so that a hub does not make adding slow.
  auto const& shorter = out.size() <= in.size() ? out : in;
  bool const known = std::any_of(shorter.begin(), shorter.end(),
                                 [&](std::uint32_t at) { return edges_[at] == edge; });
  if (known) return;
  if (edges_.size() >= std::numeric_limits<std::uint32_t>::max()) {
    throw failure("graph.size", {"依赖图的边过多", "too many edges in a graph"});
  }
  auto const at = static_cast<std::uint32_t>(edges_.size());
  out.push_back(at);
  in.push_back(at);
  edges_.push_back(std::move(edge));
}

void dependency_graph::add_edge(node_id from, node_id to, edge_kind kind, int period_lag) {
  graph_edge edge;
  edge.from = from;
  edge.to = to;
  edge.kind = kind;
  edge.period_lag = period_lag;
  add_edge(std::move(edge));
}

std::optional<node_id> dependency_graph::find(node_kind kind, std::string_view name) const {
  auto const& names = by_name_[index_of(kind)];
  auto const found = names.find(name);
  if (found == names.end()) return std::nullopt;
  return found->second;
}

graph_node const& dependency_graph::node(node_id id) const {
  if (id >= nodes_.size()) {
    std::string const number = std::to_string(id);
    throw failure("graph.node", {"依赖图没有第" + number + "号节点", "a graph has no node " + number});
  }
  return nodes_[id];
}

std::span<std::uint32_t const> dependency_graph::edges_from(node_id id) const {
  (void)node(id);
  return out_[id];
}

std::span<std::uint32_t const> dependency_graph::edges_to(node_id id) const {
  (void)node(id);
  return in_[id];
}

}  // namespace xunze
