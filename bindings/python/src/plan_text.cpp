// SPDX-License-Identifier: Apache-2.0
// In which order a policy is computed, from what, and what is not given.
#include "plan_text.hpp"

#include "xunze/graph/impact.hpp"
#include "xunze/graph/order.hpp"
#include "xunze/graph/policy_graph.hpp"
#include "xunze/plan/plan.hpp"

#include <map>
#include <vector>

namespace xunze::python {
namespace {

supply supply_of(dataset const& given) {
  supply out;
  for (table_schema const& schema : given.words().tables) {
    table const* const of = given.find(schema.name);
    if (of == nullptr) continue;
    out.tables.insert(schema.name);
    for (std::size_t i = 0; i < of->columns.size(); ++i) {
      if (of->columns[i].given) out.columns.insert(schema.name + '.' + schema.columns[i].name);
    }
  }
  return out;
}

std::string names_of(dependency_graph const& graph, std::vector<node_id> const& nodes) {
  std::string out;
  for (node_id const each : nodes) {
    if (!out.empty()) out += ", ";
    out += graph.node(each).name;
  }
  return out;
}

}  // namespace

std::string plan_text(policy_handle const& of, dataset const* given, language which) {
  bool const zh = which == language::zh;
  dependency_graph const graph = make_policy_graph(*of.rules, *of.words);
  std::string out = zh ? "数据表\n" : "tables\n";
  std::map<std::string, std::vector<std::string>> columns;
  for (graph_node const& each : graph.nodes()) {
    if (each.kind == node_kind::table) columns[each.name];
    std::size_t const dot = each.name.find('.');
    if (each.kind == node_kind::column && dot != std::string::npos) {
      columns[each.name.substr(0, dot)].push_back(each.name.substr(dot + 1));
    }
  }
  for (auto const& [name, read] : columns) {
    table const* const rows = given == nullptr ? nullptr : given->find(name);
    out += "  " + name;
    if (given != nullptr) {
      out += rows == nullptr ? (zh ? "（未提供）" : " (not given)")
                             : (zh ? "（" + std::to_string(rows->rows) + "行）"
                                   : " (" + std::to_string(rows->rows) + " rows)");
    }
    out += ":";
    for (std::string const& column : read) out += ' ' + column;
    out += '\n';
  }
  out += zh ? "计算顺序\n" : "order of computing\n";
  supply const have = given == nullptr ? supply{} : supply_of(*given);
  for (node_id const id : order(graph)) {
    graph_node const& node = graph.node(id);
    bool const computed = node.kind == node_kind::relation || node.kind == node_kind::rule ||
                          node.kind == node_kind::measure || node.kind == node_kind::decision;
    if (!computed) continue;
    auto const inputs = need(graph, id, node_kind::table | node_kind::relation);
    out += "  " + name_of(node.kind).in(which) + ' ' + node.name + " <- " +
           names_of(graph, inputs) + '\n';
    if (given == nullptr) continue;
    auto const lacking = missing(graph, id, have);
    if (!lacking.empty()) {
      out += (zh ? "    缺少：" : "    missing: ") + names_of(graph, lacking) + '\n';
    }
  }
  diagnostics problems;
  bound_policy const bound = bind(*of.rules, *of.words, problems);
  if (problems.has_errors()) return out + render(problems, which);
  return out + (zh ? "各步\n" : "steps\n") + to_text(make_plan(bound), which);
}

}  // namespace xunze::python
