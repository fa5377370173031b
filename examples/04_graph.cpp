// SPDX-License-Identifier: Apache-2.0
// The dependency graph of a pack: its order, what a change touches, what is missing, a picture.
#include <xunze/xunze.hpp>

#include <algorithm>
#include <iostream>
#include <optional>
#include <vector>

namespace x = xunze;

int main() {
  x::diagnostics found;
  x::loaded_pack const pack = x::load_from_library("policies", "shaanxi-2023", found);
  x::throw_if_errors(found, "pack.invalid", {"规则包有错误", "the pack has errors"});
  x::dependency_graph const graph = x::make_policy_graph(pack.policy, *pack.vocabulary);
  std::cout << graph.size() << "个节点，" << graph.edges().size() << "条边，环"
            << x::cycles(graph).size() << "个\n";

  // Dependencies first: a rule stands behind everything it reads.
  std::vector<x::node_id> const order = x::order(graph);
  auto const place = [&](x::node_id node) { return std::ranges::find(order, node); };
  bool ordered = true;
  for (x::graph_edge const& edge : graph.edges()) {
    if (edge.period_lag > 0 || edge.kind == x::edge_kind::overrides) continue;
    ordered = ordered && place(edge.to) < place(edge.from);
  }

  // What must be checked again if one parameter changes.
  auto const cap = graph.find(x::node_kind::parameter, "max_per_year");
  if (!cap) return 1;
  std::cout << "max_per_year 影响：";
  std::vector<x::node_id> const touched = x::impact(graph, *cap, x::node_kind::rule);
  for (x::node_id const rule : touched) std::cout << ' ' << graph.node(rule).name;

  // Which tables a question needs when only the list of names is there.
  auto const rule = graph.find(x::node_kind::rule, "SX23-3.1-c");
  if (!rule) return 1;
  x::supply given;
  given.tables = {"enrolment"};
  std::cout << "\nSX23-3.1-c 还缺：";
  std::vector<x::node_id> const absent =
      x::missing(graph, *rule, given, x::node_kind::table);
  for (x::node_id const table : absent) std::cout << ' ' << graph.node(table).name;

  // How the clauses of the document hang together, for Graphviz.
  x::graph_export how;
  how.kinds = x::node_kind::clause;
  std::string const picture = x::to_dot(graph, how);
  std::cout << "\n\n" << picture.substr(0, 400) << "…\n";

  bool const capped = std::ranges::find(touched, *rule) != touched.end();
  return ordered && capped && !absent.empty() && picture.starts_with("digraph") ? 0 : 1;
}
