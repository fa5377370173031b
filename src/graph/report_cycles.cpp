// SPDX-License-Identifier: Apache-2.0
// Cycles of a policy as diagnostics, named with their clauses.
#include "xunze/graph/impact.hpp"
#include "xunze/graph/order.hpp"
#include "xunze/graph/policy_graph.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze {
namespace {

template <class Items, class Name>
place const* place_in(Items const& items, Name name, std::string_view wanted) {
  for (auto const& one : items) {
    if (one.*name == wanted) return &one.at;
  }
  return nullptr;
}

place const* place_of(policy const& source, graph_node const& node) {
  std::string_view const name = node.name;
  switch (node.kind) {
    case node_kind::relation: return place_in(source.relations, &relation::name, name);
    case node_kind::rule: return place_in(source.rules, &rule::id, name);
    case node_kind::measure: return place_in(source.measures, &measure::id, name);
    case node_kind::decision: return place_in(source.decisions, &decision::id, name);
    case node_kind::clause: return place_in(source.clauses, &clause::id, name);
    case node_kind::parameter: return place_in(source.parameters, &parameter::name, name);
    case node_kind::metric: {
      // `relation.column` or `rule.node`; the id of a rule may hold dots itself.
      std::string_view const owner = name.substr(0, name.rfind('.'));
      auto const* found = place_in(source.relations, &relation::name, owner);
      return found != nullptr ? found : place_in(source.rules, &rule::id, owner);
    }
    case node_kind::table:
    case node_kind::column: break;
  }
  return nullptr;
}

place place_of(dependency_graph const& graph, policy const& source,
               std::vector<node_id> const& cycle) {
  for (node_id const id : cycle) {
    if (auto const* found = place_of(source, graph.node(id))) return *found;
  }
  return {};
}

std::set<node_id> clauses_of(dependency_graph const& graph, std::vector<node_id> const& nodes) {
  std::set<node_id> found;
  for (node_id const id : nodes) {
    if (graph.node(id).kind == node_kind::clause) found.insert(id);
    for (std::uint32_t const at : graph.edges_from(id)) {
      graph_edge const& edge = graph.edges()[at];
      if (edge.kind == edge_kind::cites) found.insert(edge.to);
    }
  }
  return found;
}

// Beyond this many a name list says no more.
constexpr std::size_t max_named = 8;

text names_of(dependency_graph const& graph, std::set<node_id> const& ids) {
  text out;
  std::size_t named = 0;
  for (node_id const id : ids) {
    if (named++ == max_named) {
      out.zh += "等" + std::to_string(ids.size()) + "条";
      out.en += " and " + std::to_string(ids.size() - max_named) + " more";
      break;
    }
    if (named > 1) {
      out.zh += "、";
      out.en += ", ";
    }
    out.zh += "“" + graph.node(id).name + "”";
    out.en += "`" + graph.node(id).name + "`";
  }
  return out;
}

std::string turn_of(dependency_graph const& graph, std::vector<node_id> const& cycle) {
  std::string out;
  for (node_id const id : cycle) out += graph.node(id).name + " → ";
  return out + graph.node(cycle.front()).name;
}

}  // namespace

text clauses_concerned(dependency_graph const& graph, std::vector<node_id> const& nodes) {
  if (nodes.empty()) return {};
  auto clauses = clauses_of(graph, nodes);
  bool const own = !clauses.empty();
  if (!own) clauses = clauses_of(graph, impact(graph, nodes.front()));
  if (clauses.empty()) return {};
  text const names = names_of(graph, clauses);
  return {(own ? "，涉及条款" : "，影响条款") + names.zh,
          (own ? " of clauses " : " that affects clauses ") + names.en};
}

void report_cycles(dependency_graph const& graph, policy const& source, diagnostics& out) {
  for (auto const& cycle : cycles(graph)) {
    std::string const turn = turn_of(graph, cycle);
    text const clauses = clauses_concerned(graph, cycle);
    out.error("graph.cycle", place_of(graph, source, cycle),
              {"循环依赖：“" + turn + "”" + clauses.zh,
               "dependency cycle `" + turn + "`" + clauses.en},
              {"请去掉其中一处引用", "remove one of these references"});
  }
}

}  // namespace xunze
