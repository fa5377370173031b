// SPDX-License-Identifier: Apache-2.0
// Mutants of the nodes of a relation or rule: aggregates, matches, ranks and computed columns.
#include "testing/mutant_maker.hpp"

namespace xunze::testing_detail {
namespace {

template <typename List>
void erase_at(List& list, std::size_t at) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

void mutant_maker::nodes_at(std::string const& owner, std::string const& bound_name,
                            nodes_place const& nodes) {
  node_block const& of = nodes(own_);
  rule_set const whole = reached_;
  for (std::size_t i = 0; i < of.aggregates.size(); ++i) {
    reach_metric(owner, of.aggregates[i].name);
    aggregate_parts(bound_name, of.aggregates[i], i, nodes);
  }
  for (std::size_t i = 0; i < of.matches.size(); ++i) {
    reach_metric(owner, of.matches[i].name);
    match_parts(of.matches[i], i, nodes);
  }
  for (std::size_t i = 0; i < of.linear.size(); ++i) {
    reach_metric(owner, of.linear[i].name);
    expression_at("linear " + of.linear[i].name,
                  [nodes, i](policy& p) -> expression& { return nodes(p).linear[i].value; });
  }
  for (std::size_t i = 0; i < of.ranks.size(); ++i) {
    reach_metric(owner, of.ranks[i].name);
    rank_parts(of.ranks[i], i, nodes);
  }
  for (std::size_t i = 0; i < of.carries.size(); ++i) {
    reach_metric(owner, of.carries[i].name);
    carry_parts(of.carries[i], i, nodes);
  }
  for (std::size_t i = 0; i < of.let.size(); ++i) {
    reach_metric(owner, of.let[i].name);
    expression_at("let " + of.let[i].name,
                  [nodes, i](policy& p) -> expression& { return nodes(p).let[i].value; });
  }
  reached_ = whole;
}

void mutant_maker::key_parts(std::string const& bound_name, aggregate const& of, std::size_t i,
                             nodes_place const& nodes) {
  if (!of.key || of.key->empty()) return;
  std::vector<expression> on;
  if (of.on) {
    on = *of.on;
  } else if (relation_id const at = bound_.find(bound_name); at != bound_policy::npos) {
    for (std::string const& name : bound_.relations[at].key_names) on.push_back(make_path(name));
  }
  if (on.size() != of.key->size()) return;
  for (std::size_t k = 0; k < on.size(); ++k) {
    add("key", "aggregate " + of.name + ".key", to_string((*of.key)[k]), "", (*of.key)[k]->at,
        [nodes, i, k, on](policy& p) {
          aggregate& changed = nodes(p).aggregates[i];
          changed.on = on;
          erase_at(*changed.on, k);
          erase_at(*changed.key, k);
        });
  }
}

void mutant_maker::aggregate_parts(std::string const& bound_name, aggregate const& of,
                                   std::size_t i, nodes_place const& nodes) {
  std::string const where = "aggregate " + of.name;
  auto const at = [nodes, i](policy& p) -> aggregate& { return nodes(p).aggregates[i]; };
  condition_at(where + ".where", [at](policy& p) -> expression& { return at(p).where; });
  expression_at(where + ".value", [at](policy& p) -> expression& { return at(p).value; });
  key_parts(bound_name, of, i, nodes);
  if (of.key) {
    for (std::size_t k = 0; k < of.key->size(); ++k) {
      expression_at(where + ".key", [at, k](policy& p) -> expression& { return (*at(p).key)[k]; });
    }
  }
  if (of.on) {
    for (std::size_t k = 0; k < of.on->size(); ++k) {
      expression_at(where + ".on", [at, k](policy& p) -> expression& { return (*at(p).on)[k]; });
    }
  }
  auto const put = [&](char const* from, char const* to, aggregate_op op, bool counts) {
    add("aggregate", where, from, to, of.at, [at, op, counts](policy& p) {
      at(p).op = op;
      if (counts) at(p).value = nullptr;
    });
  };
  if (of.op == aggregate_op::distinct) put("distinct", "count", aggregate_op::count, true);
  if (of.op == aggregate_op::min) put("min", "max", aggregate_op::max, false);
  if (of.op == aggregate_op::max) put("max", "min", aggregate_op::min, false);
}

void mutant_maker::match_parts(match const& of, std::size_t i, nodes_place const& nodes) {
  std::string const where = "match " + of.name;
  auto const at = [nodes, i](policy& p) -> match& { return nodes(p).matches[i]; };
  condition_at(where + ".where", [at](policy& p) -> expression& { return at(p).where; });
  for (std::size_t k = 0; k < of.same.size(); ++k) {
    add("key", where + ".same", to_string(of.same[k].first), "", of.same[k].first->at,
        [at, k](policy& p) { erase_at(at(p).same, k); });
  }
  for (std::size_t k = 0; k < of.except.size(); ++k) {
    add("exception", where + ".except", of.except[k].label, "", of.except[k].when->at,
        [at, k](policy& p) { erase_at(at(p).except, k); });
    expression_at(where + ".except " + of.except[k].label,
                  [at, k](policy& p) -> expression& { return at(p).except[k].when; });
  }
  expression_at(where + ".gap", [at](policy& p) -> expression& { return at(p).gap_target; });
  expression_at(where + ".gap", [at](policy& p) -> expression& { return at(p).gap_partner; });
  if (of.needs_history_from) {
    add("conjunct", where + ".needs_history_from", to_string(of.needs_history_from), "",
        of.needs_history_from->at, [at](policy& p) { at(p).needs_history_from = nullptr; });
  }
}

void mutant_maker::carry_parts(carry const& of, std::size_t i, nodes_place const& nodes) {
  std::string const where = "carry " + of.name;
  auto const at = [nodes, i](policy& p) -> carry& { return nodes(p).carries[i]; };
  for (std::size_t k = 0; k < of.partition.size(); ++k) {
    add("key", where + ".partition", to_string(of.partition[k]), "", of.partition[k]->at,
        [at, k](policy& p) { erase_at(at(p).partition, k); });
  }
  expression_at(where + ".add", [at](policy& p) -> expression& { return at(p).add; });
  expression_at(where + ".at_least", [at](policy& p) -> expression& { return at(p).at_least; });
  expression_at(where + ".at_most", [at](policy& p) -> expression& { return at(p).at_most; });
  expression_at(where + ".first", [at](policy& p) -> expression& { return at(p).first; });
}

void mutant_maker::rank_parts(rank const& of, std::size_t i, nodes_place const& nodes) {
  std::string const where = "rank " + of.name;
  auto const at = [nodes, i](policy& p) -> rank& { return nodes(p).ranks[i]; };
  for (std::size_t k = 0; k < of.partition.size(); ++k) {
    add("key", where + ".partition", to_string(of.partition[k]), "", of.partition[k]->at,
        [at, k](policy& p) { erase_at(at(p).partition, k); });
  }
  for (std::size_t k = 0; k < of.order.size(); ++k) {
    bool const down = of.order[k].descending;
    add("order", where + ".order", down ? "desc" : "asc", down ? "asc" : "desc",
        of.order[k].by->at,
        [at, k](policy& p) { at(p).order[k].descending = !at(p).order[k].descending; });
  }
}

}  // namespace xunze::testing_detail
