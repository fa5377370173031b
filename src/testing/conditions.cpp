// SPDX-License-Identifier: Apache-2.0
// The conditions of a bound policy: where they stand and on which rows they are asked.
#include "testing/conditions.hpp"

#include <algorithm>

namespace xunze::testing_detail {
namespace {

bool is_connective(bound_expression const& e) {
  return e->kind == bound_node::form::operation &&
         (e->op == operation::logical_and || e->op == operation::logical_or ||
          e->op == operation::logical_not);
}

/// Calls found(atom) for every atom of a condition, and of the guards inside other expressions.
template <typename Found>
void each_atom(bound_expression const& e, Found const& found) {
  if (!e || e->kind == bound_node::form::constant) return;
  bool const branches =
      e->kind == bound_node::form::operation &&
      (e->op == operation::choose || e->op == operation::cases);
  if (e->type.is(value_class::boolean) && !is_connective(e) && !branches) found(e);
  for (bound_expression const& operand : e->operands) each_atom(operand, found);
}

class collector {
 public:
  explicit collector(bound_policy const& bound) : bound_{bound} {}

  std::vector<condition_site> run() {
    std::map<relation_id, std::size_t> views;
    for (std::size_t i = 0; i < bound_.rules.size(); ++i) views[bound_.rules[i].view] = i;
    for (relation_id id = 0; id < bound_.relations.size(); ++id) {
      auto const view = views.find(id);
      bool const own = view != views.end();
      now_.owner = own ? bound_.rules[view->second].source->id : bound_.relations[id].name;
      // A relation with look-ups is bound in two: the rows with their look-ups, then the rest.
      now_.owner = now_.owner.substr(0, now_.owner.find(" (look-ups)"));
      now_.rule = own ? view->second : bound_policy::npos;
      relation_parts(id);
    }
    for (std::size_t i = 0; i < bound_.rules.size(); ++i) rule_parts(i);
    return std::move(found_);
  }

 private:
  using asked = condition_site::asked;

  void add(std::string const& where, bound_expression const& e, relation_id over,
           asked kind = asked::rows, bound_match const* match = nullptr) {
    each_atom(e, [&](bound_expression const& atom) {
      condition_site site = now_;
      site.where = where;
      site.atom = atom;
      site.over = over;
      site.kind = kind;
      site.match = match;
      site.number = ++times_[site.owner + ":" + where + ":" + site.text()];
      found_.push_back(std::move(site));
    });
  }

  void body_parts(relation_id id) {
    bound_relation const& r = bound_.relations[id];
    using body = bound_relation::body;
    bool const one = !r.members.empty() && r.kind != body::cross && r.kind != body::join;
    if (one && !r.where.empty()) add("where", r.where[0], r.members[0].second);
    if (r.kind == body::distinct) {
      for (auto const& e : r.keys) add("keys", e, r.members[0].second);
    }
    if (r.kind == body::expand) {
      for (auto const& e : r.over.values) add("over", e, r.members[0].second);
    }
    if (r.kind == body::cross && !r.where.empty()) {
      std::size_t atoms = 0;
      each_atom(r.where[0], [&](bound_expression const&) { ++atoms; });
      // Combinations that are not kept are gone: of several atoms nobody knows which was false.
      if (atoms == 1) add("where", r.where[0], id, asked::cross);
    }
    for (std::size_t m = 0; r.kind == body::join && m < r.members.size(); ++m) {
      std::string const part = "part " + std::to_string(m + 1);
      if (m < r.where.size()) add(part + ".where", r.where[m], r.members[m].second);
      if (m >= r.part_columns.size()) continue;
      for (auto const& e : r.part_columns[m]) add(part, e, r.members[m].second);
    }
  }

  void relation_parts(relation_id id) {
    bound_relation const& r = bound_.relations[id];
    if (r.kind == bound_relation::body::table) return;
    body_parts(id);
    for (bound_lookup const& l : r.lookups) {
      std::string const path = "path " + r.own[l.column].name;
      add(path + ".where", l.where, l.over);
      add(path + ".at", l.at, id);
    }
    for (bound_column const& c : r.own) add("column " + c.name, c.value, id);
    for (bound_aggregate const& a : r.aggregates) {
      add("aggregate " + a.source->name + ".where", a.where, a.from);
      add("aggregate " + a.source->name + ".value", a.value, a.from);
    }
    for (bound_match const& m : r.matches) {
      add("match " + m.source->name + ".where", m.where, id, asked::pairs, &m);
    }
    for (bound_linear const& l : r.linear) add("linear " + r.own[l.column].name, l.form, id);
  }

  void rule_parts(std::size_t index) {
    bound_rule const& r = bound_.rules[index];
    now_.owner = r.source->id;
    now_.rule = index;
    add("applies", r.applies, r.view);
    add("condition", r.condition, r.view, asked::rule);
    add("due", r.due, r.view, asked::rule);
  }

  bound_policy const& bound_;
  condition_site now_{};
  std::map<std::string, std::size_t> times_;
  std::vector<condition_site> found_;
};

}  // namespace

std::string condition_site::text() const {
  return atom->source ? to_string(atom->source) : std::string{"…"};
}

std::string condition_site::key() const {
  return owner + ":" + where + ":" + text() + "#" + std::to_string(number);
}

std::vector<condition_site> conditions_of(bound_policy const& bound) {
  return collector{bound}.run();
}

bool doubts::may_be_unknown(bound_expression const& e, relation_id relation,
                            relation_id partner) {
  if (!e) return false;
  if (e->kind == bound_node::form::constant) return e->unknown_constant;
  if (e->kind == bound_node::form::read && read(e->read, relation, partner)) return true;
  for (bound_expression const& operand : e->operands) {
    if (may_be_unknown(operand, relation, partner)) return true;
  }
  return false;
}

bool doubts::read(access const& of, relation_id relation, relation_id partner) {
  relation_id at = of.partner ? partner : relation;
  if (at == bound_policy::npos || of.to == access::end::holds) return true;
  for (std::size_t hop : of.hops) at = bound_.relations[at].members[hop].second;
  if (of.from == access::start::own && own(at, of.own)) return true;
  auto const open = [](table_schema const& table, std::size_t column) {
    column_schema const& c = table.columns[column];
    bool const key = std::find(table.key.begin(), table.key.end(), c.name) != table.key.end();
    return !key && c.null == null_meaning::unknown;
  };
  for (row_step const& step : of.steps) {
    if (step.kind == row_step::form::ancestor || open(*step.from, step.column)) return true;
  }
  return of.table != nullptr && of.to == access::end::column && open(*of.table, of.column);
}

bool doubts::own(relation_id relation, std::size_t column) {
  auto const [at, fresh] = known_.try_emplace({relation, column}, false);
  if (!fresh) return at->second;
  bool const doubt = own_column(bound_.relations[relation], relation, column);
  return known_[{relation, column}] = doubt;
}

bool doubts::own_column(bound_relation const& here, relation_id relation, std::size_t column) {
  using body = bound_relation::body;
  if (here.own[column].value) return may_be_unknown(here.own[column].value, relation);
  for (bound_aggregate const& a : here.aggregates) {
    if (a.column != column) continue;
    bool doubt = may_be_unknown(a.where, a.from) || may_be_unknown(a.value, a.from);
    for (auto const& e : a.key) doubt = doubt || may_be_unknown(e, a.from);
    return doubt;
  }
  for (bound_match const& m : here.matches) {
    if (m.column != column) continue;
    bool doubt = may_be_unknown(m.where, relation, m.partner);
    for (auto const& e : m.partner_key) doubt = doubt || may_be_unknown(e, m.partner);
    return doubt;
  }
  for (bound_linear const& l : here.linear) {
    if (l.column == column) return may_be_unknown(l.form, relation);
  }
  for (bound_rank const& r : here.ranks) {
    if (r.column == column) return true;
  }
  for (bound_carry const& c : here.carries) {
    if (c.column == column) return true;
  }
  for (bound_lookup const& l : here.lookups) {
    if (l.column == column) return true;
  }
  if (here.kind == body::distinct || here.kind == body::values) return false;
  for (std::size_t m = 0; m < here.part_columns.size(); ++m) {
    if (column >= here.part_columns[m].size()) continue;
    if (may_be_unknown(here.part_columns[m][column], here.members[m].second)) return true;
  }
  for (auto const& e : here.over.values) {
    if (may_be_unknown(e, here.members[0].second)) return true;
  }
  return false;
}

}  // namespace xunze::testing_detail
