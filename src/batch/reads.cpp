// SPDX-License-Identifier: Apache-2.0
#include "batch/reads.hpp"

#include "batch/carries.hpp"

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
                 std::vector<read_step> const& hops, std::size_t own,
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
  for (bound_carry const& c : here.carries) {
    if (c.column != own) continue;
    auto path = hops;
    path.push_back({0, &c, false});
    for (auto const& e : {c.add, c.at_least, c.at_most}) {
      collect_nodes(policy, relation, path, e, into);
    }
    path.back().first = true;
    return collect_nodes(policy, relation, path, c.first, into);
  }
  for (std::size_t part = 0; part < here.part_columns.size(); ++part) {
    if (own >= here.part_columns[part].size()) continue;
    auto path = hops;
    path.push_back({part, nullptr, false});
    collect_nodes(policy, here.members[part].second, path, here.part_columns[part][own], into);
  }
  if (here.own[own].value) collect_nodes(policy, relation, hops, here.own[own].value, into);
}

}  // namespace

void collect_nodes(bound_policy const& policy, relation_id relation,
                   std::vector<read_step> const& hops, bound_expression const& e,
                   std::vector<node_read>& into) {
  if (!e) return;
  bool const own = e->kind == bound_node::form::read && !e->read.partner &&
                   e->read.from == access::start::own && e->read.table == nullptr;
  if (own) {
    auto path = hops;
    relation_id at = relation;
    for (std::size_t hop : e->read.hops) {
      path.push_back({hop, nullptr, false});
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

std::span<std::int32_t const> row_path::from(std::int32_t row) {
  rows_.assign(1, row);
  frame const* at = &view_;
  for (read_step const& step : node_.hops) {
    next_.clear();
    if (step.carry == nullptr) {
      for (std::int32_t here : rows_) {
        std::int32_t const there = at->member_row(step.member, static_cast<std::size_t>(here));
        if (there >= 0) next_.push_back(there);
      }
      at = at->members[step.member];
    } else {
      auto const& before = run_.chains_of(*step.carry).before;
      for (std::int32_t here : rows_) {
        std::int32_t up = before[static_cast<std::size_t>(here)];
        if (step.first) {
          for (; up >= 0; up = before[static_cast<std::size_t>(up)]) here = up;
          next_.push_back(here);
        }
        for (; up >= 0; up = before[static_cast<std::size_t>(up)]) next_.push_back(up);
      }
    }
    if (next_.size() > 1) {
      std::sort(next_.begin(), next_.end());
      next_.erase(std::unique(next_.begin(), next_.end()), next_.end());
    }
    std::swap(rows_, next_);
  }
  return rows_;
}

std::vector<std::int32_t> rows_read(engine& run, relation_id view, node_read const& node,
                                    std::int32_t row) {
  row_path path(run, view, node);
  auto const rows = path.from(row);
  return {rows.begin(), rows.end()};
}

}  // namespace xunze::batch_detail
