// SPDX-License-Identifier: Apache-2.0
// The part of a policy that some of its rules need: quick to bind.
#include "testing/slice.hpp"

#include "xunze/check/bound.hpp"
#include "xunze/graph/impact.hpp"
#include "xunze/graph/policy_graph.hpp"

namespace xunze::testing_detail {

namespace {

/// Takes out of a list what the rules do not need.
template <typename Named>
void keep_needed(std::vector<Named>& list, std::string const& owner,
                 std::set<std::string, std::less<>> const& metrics) {
  std::erase_if(list, [&](Named const& one) { return !metrics.contains(owner + "." + one.name); });
}

void prune(relation& one, std::set<std::string, std::less<>> const& metrics) {
  keep_needed(one.nodes.aggregates, one.name, metrics);
  keep_needed(one.nodes.matches, one.name, metrics);
  keep_needed(one.nodes.linear, one.name, metrics);
  keep_needed(one.nodes.ranks, one.name, metrics);
  keep_needed(one.nodes.carries, one.name, metrics);
  keep_needed(one.nodes.let, one.name, metrics);
  if (auto* body = std::get_if<derive_body>(&one.body)) {
    keep_needed(body->columns, one.name, metrics);
    std::erase_if(body->paths, [&](path_alias const& path) {
      return std::get_if<lookup>(&path.target) != nullptr &&
             !metrics.contains(one.name + "." + path.name);
    });
  }
}

parameter bare(parameter const& of) {
  parameter copy;
  copy.name = of.name;
  copy.type = of.type;
  copy.enum_name = of.enum_name;
  copy.one_of = of.one_of;
  copy.labels = of.labels;
  copy.values = of.values;
  return copy;
}

}  // namespace

slicer::slicer(policy const& of, vocabulary const& words) : graph_{make_policy_graph(of, words)} {
  for (std::size_t i = 0; i < of.relations.size(); ++i) relations_[of.relations[i].name] = i;
  for (std::size_t i = 0; i < of.rules.size(); ++i) rules_[of.rules[i].id] = i;
  needs_.resize(of.rules.size());
  for (std::size_t i = 0; i < of.rules.size(); ++i) {
    find_needs(of, i);
    diagnostics problems;
    static_cast<void>(bind(cut(of, {i}), words, problems));
    needs_[i].whole = problems.has_errors();
  }
}

void slicer::find_needs(policy const& of, std::size_t rule) {
  needs& mine = needs_[rule];
  mine.rules.insert(rule);
  auto const subject = relations_.find(of.rules[rule].subject);
  if (subject != relations_.end()) mine.relations.insert(subject->second);
  auto const node = graph_.find(node_kind::rule, of.rules[rule].id);
  if (!node) return;
  auto const kinds = node_kind::rule | node_kind::relation | node_kind::metric;
  for (node_id id : need(graph_, *node, kinds)) {
    graph_node const& found = graph_.node(id);
    if (found.kind == node_kind::rule) {
      auto const at = rules_.find(found.name);
      if (at != rules_.end()) mine.rules.insert(at->second);
    } else if (found.kind == node_kind::relation) {
      auto const at = relations_.find(found.name);
      if (at != relations_.end()) mine.relations.insert(at->second);
    } else {
      mine.metrics.insert(found.name);
    }
  }
}

policy slicer::cut(policy const& of, rule_set const& rules) const {
  needs all;
  for (std::size_t rule : rules) {
    needs const& mine = needs_[rule];
    all.whole = all.whole || mine.whole;
    all.rules.insert(mine.rules.begin(), mine.rules.end());
    all.relations.insert(mine.relations.begin(), mine.relations.end());
    all.metrics.insert(mine.metrics.begin(), mine.metrics.end());
  }
  policy made;
  made.info.id = of.info.id;
  made.info.valid_from = of.info.valid_from;
  made.info.valid_to = of.info.valid_to;
  made.parameters.reserve(of.parameters.size());
  for (parameter const& one : of.parameters) made.parameters.push_back(bare(one));
  if (all.whole) {
    made.relations = of.relations;
    made.rules = of.rules;
    return made;
  }
  for (std::size_t i : all.relations) {
    made.relations.push_back(of.relations[i]);
    prune(made.relations.back(), all.metrics);
  }
  for (std::size_t i : all.rules) {
    made.rules.push_back(of.rules[i]);
    made.rules.back().message = {};
    made.rules.back().remedy = {};
    made.rules.back().label = nullptr;
  }
  return made;
}

rule_set slicer::reached_from(node_kind kind, std::string const& name) const {
  rule_set reached;
  auto const changed = graph_.find(kind, name);
  if (!changed) return reached;
  for (node_id id : impact(graph_, *changed, node_kind::rule)) {
    auto const at = rules_.find(graph_.node(id).name);
    if (at != rules_.end()) reached.insert(at->second);
  }
  return reached;
}

rule_set slicer::reached_from_rule(std::size_t rule) const {
  rule_set reached{rule};
  for (std::size_t i = 0; i < needs_.size(); ++i) {
    if (needs_[i].rules.contains(rule)) reached.insert(i);
  }
  return reached;
}

}  // namespace xunze::testing_detail
