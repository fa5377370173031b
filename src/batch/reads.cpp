// SPDX-License-Identifier: Apache-2.0
#include "batch/reads.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

void add(std::vector<node_read>& into, node_read made) {
  bool const there = std::any_of(into.begin(), into.end(), [&](node_read const& n) {
    return n.aggregate == made.aggregate && n.match == made.match && n.hops == made.hops;
  });
  if (!there) into.push_back(std::move(made));
}

void collect_own(bound_policy const& policy, relation_id relation,
                 std::vector<std::size_t> const& hops, std::size_t own,
                 std::vector<node_read>& into) {
  bound_relation const& here = policy.relations[relation];
  for (bound_aggregate const& a : here.aggregates) {
    if (a.column == own) return add(into, {hops, relation, &a, nullptr, own});
  }
  for (bound_match const& m : here.matches) {
    if (m.column == own) return add(into, {hops, relation, nullptr, &m, own});
  }
  for (bound_linear const& l : here.linear) {
    if (l.column == own) return collect_nodes(policy, relation, hops, l.form, into);
  }
  if (here.own[own].value) collect_nodes(policy, relation, hops, here.own[own].value, into);
}

}  // namespace

void collect_nodes(bound_policy const& policy, relation_id relation,
                   std::vector<std::size_t> const& hops, bound_expression const& e,
                   std::vector<node_read>& into) {
  if (!e) return;
  bool const own = e->kind == bound_node::form::read && !e->read.partner &&
                   e->read.from == access::start::own && e->read.table == nullptr;
  if (own) {
    auto path = hops;
    relation_id at = relation;
    for (std::size_t hop : e->read.hops) {
      path.push_back(hop);
      at = policy.relations[at].members[hop].second;
    }
    collect_own(policy, at, path, e->read.own, into);
  }
  for (auto const& operand : e->operands) collect_nodes(policy, relation, hops, operand, into);
}

std::vector<node_read> nodes_read_by(bound_policy const& policy, bound_rule const& rule) {
  std::vector<node_read> made;
  collect_nodes(policy, rule.view, {}, rule.condition, made);
  return made;
}

}  // namespace xunze::batch_detail
