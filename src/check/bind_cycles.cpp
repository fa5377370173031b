// SPDX-License-Identifier: Apache-2.0
// What needs itself: met while binding, and said with all of its turn and the clauses concerned.
#include "xunze/graph/order.hpp"
#include "xunze/graph/policy_graph.hpp"

#include "binder.hpp"

#include <algorithm>
#include <utility>

namespace xunze::check_detail {
namespace {

bool is_cycle(diagnostic const& one) {
  return one.code == "graph.cycle" || one.code == "relation.cycle_lagged";
}

/// The relations and rules that a turn goes through.
std::set<std::string> owners_of(ring const& through) {
  std::set<std::string> found;
  for (auto const& [kind, name] : through) {
    found.insert(kind == node_kind::metric ? name.substr(0, name.rfind('.')) : name);
  }
  return found;
}

ring turn_of(dependency_graph const& graph, std::vector<node_id> const& cycle) {
  ring made;
  for (node_id const id : cycle) made.emplace_back(graph.node(id).kind, graph.node(id).name);
  return made;
}

/// Empty if the graph lacks one of them.
std::vector<node_id> nodes_of(dependency_graph const& graph, ring const& through) {
  std::vector<node_id> made;
  for (auto const& [kind, name] : through) {
    auto const found = graph.find(kind, name);
    if (!found) return {};
    made.push_back(*found);
  }
  return made;
}

/// Whether one of them goes through these only, or through all of these.
bool is_among(std::vector<ring> const& rings, ring const& wanted) {
  auto const mine = owners_of(wanted);
  return std::any_of(rings.begin(), rings.end(), [&](ring const& other) {
    auto const theirs = owners_of(other);
    // Columns of one relation that need one another are another mistake than relations that do.
    if (theirs.size() == 1 && mine.size() > 1) return false;
    return std::includes(mine.begin(), mine.end(), theirs.begin(), theirs.end()) ||
           std::includes(theirs.begin(), theirs.end(), mine.begin(), mine.end());
  });
}

text const move_nodes{"若只用到对方的行，请把节点移到由该关系派生的另一关系上",
                      "if only rows are needed, move the nodes onto a relation derived from it"};

text const give_as_table{"请把上一期的结果作为数据表给出",
                         "give the result of the earlier period as a table"};

}  // namespace

bool binder::needs_itself(relation_id relation, std::string_view name) {
  auto const first = std::find_if(open_nodes_.begin(), open_nodes_.end(), [&](auto const& open) {
    return open.first == relation && open.second == name;
  });
  if (first == open_nodes_.end()) return false;
  ring met;
  for (auto at = first; at != open_nodes_.end(); ++at) {
    std::string owner = bound_.relations[at->first].name;
    if (owner.starts_with("rule ")) owner.erase(0, 5);
    met.emplace_back(node_kind::metric, owner + '.' + at->second);
  }
  failed(relation, std::string{name});
  met_turn("graph.cycle", std::move(met), bound_.relations[relation].at);
  return true;
}

bool binder::too_deep(std::string_view name, place const& at) {
  constexpr std::size_t longest = 64;
  if (in_progress_.size() + open_nodes_.size() < longest) return false;
  if (std::exchange(told_depth_, true)) return true;
  std::string const most = std::to_string(longest);
  std::string const what{name};
  error("graph.depth", at,
        {"层层引用超过" + most + "层，至“" + what + "”为止",
         "more than " + most + " references, each through the one before, up to `" + what + "`"},
        {"请合并其中几层", "join some of these steps"});
  return true;
}

void binder::met_turn(std::string code, ring met, place const& at) {
  std::string words;
  for (auto const& [kind, name] : met) words += name + " → ";
  words += met.front().second;
  bool const lagged = code != "graph.cycle";
  text const what = lagged ? text{"跨期循环引用尚不能计算：",
                                  "a cycle through earlier periods cannot be computed yet:"}
                           : text{"循环依赖：", "dependency cycle"};
  std::size_t const before = out_.size();
  error(std::move(code), at, {what.zh + "“" + words + "”", what.en + " `" + words + "`"},
        lagged ? give_as_table : move_nodes);
  if (out_.size() > before) turns_.push_back(std::move(met));
}

/// With what the graph knows of cycles: all of each, once, and its clauses.
diagnostics with_cycles(diagnostics const& found, std::vector<ring> const& turns,
                        policy const& source, vocabulary const& words) {
  if (turns.empty()) return found;
  dependency_graph const graph = make_policy_graph(source, words);
  std::vector<ring> whole;
  for (auto const& cycle : cycles(graph)) whole.push_back(turn_of(graph, cycle));
  diagnostics out;
  bool told = false;
  std::size_t next = 0;
  for (diagnostic one : found) {
    if (!is_cycle(one)) {
      out.add(std::move(one));
      continue;
    }
    ring const& met = turns[next++];
    if (one.code == "graph.cycle" && !std::exchange(told, true)) {
      report_cycles(graph, source, out);
    }
    if (one.code == "graph.cycle" && is_among(whole, met)) continue;
    text const clauses = clauses_concerned(graph, nodes_of(graph, met));
    one.message.zh += clauses.zh;
    one.message.en += clauses.en;
    out.add(std::move(one));
  }
  return out;
}

}  // namespace xunze::check_detail

namespace xunze {

bound_policy bind(policy const& source, vocabulary const& words, diagnostics& out) {
  diagnostics found;
  check_detail::binder binding{source, words, found};
  bound_policy made = binding.run();
  out.append(check_detail::with_cycles(found, binding.turns(), source, words));
  return made;
}

}  // namespace xunze
