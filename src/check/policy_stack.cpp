// SPDX-License-Identifier: Apache-2.0
// A pack with what it takes over from the packs it extends.
#include "xunze/check/policy_stack.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace xunze {
namespace {

using renaming = std::map<std::string, std::string>;

void rename(std::string& name, renaming const& names) {
  if (auto const at = names.find(name); at != names.end()) name = at->second;
}

void rename(node_block& nodes, renaming const& names) {
  for (aggregate& a : nodes.aggregates) rename(a.from, names);
  for (match& m : nodes.matches) rename(m.partner, names);
}

void rename(derive_body& body, renaming const& names) {
  rename(body.from, names);
  for (path_alias& alias : body.paths) {
    if (auto* found = std::get_if<lookup>(&alias.target)) rename(found->table, names);
  }
}
void rename(expand_body& body, renaming const& names) { rename(body.from, names); }
void rename(union_body& body, renaming const& names) {
  for (union_part& part : body.parts) rename(part.from, names);
}
void rename(distinct_body& body, renaming const& names) { rename(body.from, names); }
void rename(cross_body& body, renaming const& names) {
  for (auto& [alias, member] : body.of) rename(member, names);
}
void rename(values_body&, renaming const&) {}

/// A rule without days of its own is in force while its pack is.
void take_days(rule& own, pack_info const& pack) {
  if (own.in_force_from || own.in_force_to) return;
  own.in_force_from = pack.valid_from;
  own.in_force_to = pack.valid_to;
}

class stacking {
 public:
  explicit stacking(policy const& child) {
    made_.effective = child;
    for (rule const& own : child.rules) note(own, own.id);
  }

  void add(policy const& parent) {
    std::set<std::string> gone;
    for (rule const& theirs : parent.rules) {
      auto const by = replaced_.find(theirs.id);
      made_.inherited.push_back({theirs.id, parent.info.id,
                                 by == replaced_.end() ? "" : by->second});
      if (by != replaced_.end()) gone.insert(theirs.id);
    }
    renaming names;
    for (relation const& theirs : parent.relations) {
      if (made_.effective.find_relation(theirs.name) != nullptr && !gone.contains(theirs.name)) {
        names[theirs.name] = theirs.name + "@" + parent.info.id;
      }
    }
    for (relation theirs : parent.relations) {
      if (gone.contains(theirs.name)) continue;
      rename(theirs.name, names);
      std::visit([&](auto& body) { rename(body, names); }, theirs.body);
      rename(theirs.nodes, names);
      made_.effective.relations.push_back(std::move(theirs));
    }
    for (rule theirs : parent.rules) {
      if (gone.contains(theirs.id)) continue;
      rename(theirs.subject, names);
      rename(theirs.nodes, names);
      take_days(theirs, parent.info);
      leave_out_if_over(theirs);
      made_.effective.rules.push_back(std::move(theirs));
    }
    for (decision theirs : parent.decisions) {
      bool const whole = std::none_of(theirs.members.begin(), theirs.members.end(),
                                      [&](auto const& m) { return gone.contains(m.rule); });
      rename(theirs.subject, names);
      if (whole) take(made_.effective.decisions, theirs);
    }
    for (measure theirs : parent.measures) {
      rename(theirs.on, names);
      take(made_.effective.measures, theirs);
    }
    for (document const& theirs : parent.documents) take(made_.effective.documents, theirs);
    for (clause const& theirs : parent.clauses) take(made_.effective.clauses, theirs);
    for (parameter const& theirs : parent.parameters) {
      if (made_.effective.find_parameter(theirs.name) == nullptr) {
        made_.effective.parameters.push_back(theirs);
      }
    }
    for (rule const& theirs : parent.rules) {
      auto const by = replaced_.find(theirs.id);
      note(theirs, by == replaced_.end() ? theirs.id : by->second);
    }
  }

  policy_stack result() && { return std::move(made_); }

 private:
  template <class Named>
  static void take(std::vector<Named>& into, Named const& one) {
    bool const known = std::any_of(into.begin(), into.end(),
                                   [&](Named const& other) { return other.id == one.id; });
    if (!known) into.push_back(one);
  }

  /// A rule whose time was over before the pack began is in force on no day, whatever the facts.
  void leave_out_if_over(rule& theirs) const {
    auto const& first = made_.effective.info.valid_from;
    bool const over = first && theirs.in_force_to && *theirs.in_force_to <= *first;
    if (over) theirs.in_force_from = theirs.in_force_to;
  }

  /// Farther rules of this id, and those it overrides, stand no more.
  void note(rule const& own, std::string const& by) {
    replaced_.emplace(own.id, by);
    for (std::string const& id : own.overrides) {
      if (id != own.id) replaced_.emplace(id, by);
    }
  }

  policy_stack made_;
  std::map<std::string, std::string> replaced_;  // rule id, by which
};

// --- contradictions ---------------------------------------------------------------------------

struct bounds {
  std::optional<decimal> least;
  std::optional<decimal> most;
  bool least_open = false;
  bool most_open = false;
};

std::optional<decimal> number_of(policy const& in, expression const& e, date day) {
  value const* found = nullptr;
  if (e->kind == operation::literal) {
    found = &e->literal;
  } else if (e->kind == operation::path && e->path.size() == 1) {
    if (auto const* p = in.find_parameter(e->path[0].name)) found = p->at_date(day);
  }
  if (found == nullptr) return std::nullopt;
  if (auto const* n = found->get_if<std::int64_t>()) return decimal{*n, 0};
  if (auto const* n = found->get_if<decimal>()) return *n;
  if (auto const* n = found->get_if<bool>()) return decimal{*n ? 1 : 0, 0};
  return std::nullopt;
}

/// What a condition asks of one thing, in numbers; a flag is 0 or 1.
struct demand {
  expression what;
  bounds allowed;
};

std::optional<demand> demand_of(policy const& in, expression const& e, date day) {
  if (e == nullptr) return std::nullopt;
  decimal const zero{0, 0};
  decimal const one{1, 0};
  if (e->kind == operation::path) return demand{e, {one, one}};
  if (e->kind == operation::logical_not && e->operands[0]->kind == operation::path) {
    return demand{e->operands[0], {zero, zero}};
  }
  if (e->operands.size() != 2) return std::nullopt;
  auto const bound = number_of(in, e->operands[1], day);
  if (!bound) return std::nullopt;
  demand made{e->operands[0], {}};
  switch (e->kind) {
    case operation::equal: made.allowed = {bound, bound}; break;
    case operation::less: made.allowed.most_open = true; [[fallthrough]];
    case operation::less_equal: made.allowed.most = bound; break;
    case operation::greater: made.allowed.least_open = true; [[fallthrough]];
    case operation::greater_equal: made.allowed.least = bound; break;
    default: return std::nullopt;
  }
  return made;
}

bool meet(bounds const& a, bounds const& b) {
  auto const above = [](bounds const& low, bounds const& high) {
    if (!low.least || !high.most) return false;
    if (*low.least == *high.most) return low.least_open || high.most_open;
    return *low.least > *high.most;
  };
  return !above(a, b) && !above(b, a);
}

bool same_list(std::optional<std::vector<expression>> const& a,
               std::optional<std::vector<expression>> const& b) {
  if (a.has_value() != b.has_value()) return false;
  return !a || std::equal(a->begin(), a->end(), b->begin(), b->end(), same);
}

/// Whether a name means the same in two rules: an aggregate made alike, or a column of the subject.
bool same_thing(rule const& a, rule const& b, expression const& x, expression const& y) {
  if (x->kind != operation::path || y->kind != operation::path) return same(x, y);
  auto const node = [](rule const& of, expression const& e) -> aggregate const* {
    if (e->path.size() != 1) return nullptr;
    for (aggregate const& one : of.nodes.aggregates) {
      if (one.name == e->path[0].name) return &one;
    }
    return nullptr;
  };
  aggregate const* const p = node(a, x);
  aggregate const* const q = node(b, y);
  if (p == nullptr || q == nullptr) return p == q && same(x, y);
  return p->from == q->from && p->op == q->op && same(p->where, q->where) &&
         same(p->value, q->value) && same_list(p->key, q->key) && same_list(p->on, q->on);
}

}  // namespace

policy_stack stack(policy const& child, std::span<policy const* const> parents) {
  stacking made{child};
  for (policy const* const parent : parents) made.add(*parent);
  return std::move(made).result();
}

void report_contradictions(policy const& child, policy_stack const& stacked, diagnostics& out) {
  date const day = child.info.valid_from.value_or(date{});
  policy const& all = stacked.effective;
  for (std::size_t i = 0; i < all.rules.size(); ++i) {
    auto const mine = demand_of(all, all.rules[i].condition, day);
    for (std::size_t k = i + 1; mine && k < all.rules.size(); ++k) {
      rule const& a = all.rules[i];
      rule const& b = all.rules[k];
      bool const one_pack = (i < child.rules.size()) == (k < child.rules.size());
      if (one_pack || a.subject != b.subject || !same(a.applies, b.applies)) continue;
      auto const theirs = demand_of(all, b.condition, day);
      if (!theirs || !same_thing(a, b, mine->what, theirs->what)) continue;
      if (meet(mine->allowed, theirs->allowed)) continue;
      out.warning("stack.contradiction", a.at,
                  {"规则“" + a.id + "”与上级的“" + b.id + "”不能同时做到：前者要求" +
                       to_string(a.condition) + "，后者要求" + to_string(b.condition),
                   "rules `" + a.id + "` and `" + b.id + "` of a parent cannot both be kept: `" +
                       to_string(a.condition) + "` and `" + to_string(b.condition) + "`"},
                  {"用 overrides 写明哪一条优先", "say with `overrides` which one wins"});
    }
  }
}

std::vector<rule_standing> standing_on(policy const& child, policy_stack const& stacked, date day) {
  std::vector<rule_standing> made;
  auto const state_of = [&](std::optional<date> from, std::optional<date> to) {
    if (from && day < *from) return rule_state::not_yet;
    return to && day >= *to ? rule_state::expired : rule_state::in_force;
  };
  for (rule own : child.rules) {
    take_days(own, child.info);
    made.push_back({own.id, child.info.id, own.in_force_from, own.in_force_to,
                    state_of(own.in_force_from, own.in_force_to), ""});
  }
  for (inherited_rule const& one : stacked.inherited) {
    rule_standing standing{one.rule, one.pack, {}, {}, rule_state::replaced, one.replaced_by};
    if (one.replaced_by.empty()) {
      rule const& theirs = *stacked.effective.find_rule(one.rule);
      standing.from = theirs.in_force_from;
      standing.to = theirs.in_force_to;
      if (standing.from == standing.to) standing.from.reset();  // over before the child began
      standing.state = state_of(standing.from, standing.to);
    }
    made.push_back(std::move(standing));
  }
  return made;
}

}  // namespace xunze
