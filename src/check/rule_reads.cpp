// SPDX-License-Identifier: Apache-2.0
#include "check/rule_reads.hpp"

namespace xunze::check_detail {
namespace {

/// Follows expressions to all that they are made from, each place once.
class reader {
 public:
  explicit reader(bound_policy const& policy) : policy_(policy) {}

  void rule(bound_rule const& r) {
    if (!rules_.insert(r.source).second) return;
    rows(r.view);
    each(r.view, {r.applies, r.condition, r.due, r.anchor});
    std::string const& chosen = r.source->strength.parameter;
    if (!chosen.empty()) found_.parameters.insert(chosen);
  }

  /// What is shown of a verdict and does not decide it.
  void shown(bound_rule const& r) {
    each(r.view, {r.measured, r.threshold, r.label});
    for (auto const* words : {&r.message, &r.remedy}) {
      for (bound_text const& one : *words) each(r.view, one.values);
    }
  }

  void measure(bound_measure const& m) {
    rows(m.on);
    each(m.on, m.group);
    each(m.on, {m.numerator, m.denominator});
  }

  [[nodiscard]] rule_reads const& found() const { return found_; }

 private:
  bound_relation const& at(relation_id id) const { return policy_.relations[id]; }

  void each(relation_id id, std::vector<bound_expression> const& all) {
    for (bound_expression const& e : all) expression(id, id, e);
  }

  /// What an expression over a row reads; `partner` is the relation of a match's other row.
  void expression(relation_id id, relation_id partner, bound_expression const& e) {
    if (!e) return;
    found_.parameters.insert(e->parameters.begin(), e->parameters.end());
    if (e->kind == bound_node::form::read) read(e->read.partner ? partner : id, e->read);
    for (auto const& operand : e->operands) expression(id, partner, operand);
  }

  void read(relation_id id, access const& a) {
    for (std::size_t const hop : a.hops) {
      for (bound_lookup const& l : at(id).lookups) {
        if (l.table == nullptr && l.member == hop) lookup(id, l);
      }
      id = at(id).members[hop].second;
    }
    if (a.from == access::start::own) own(id, a.own);
    for (row_step const& step : a.steps) {
      if (step.kind == row_step::form::link) cell(step.from, step.column);
      if (step.kind == row_step::form::ancestor && step.to->tree) {
        cell(step.to, step.to->tree->parent);
        cell(step.to, step.to->tree->level);
      }
      found_.tables.insert(step.to);
    }
    if (a.table != nullptr) found_.tables.insert(a.table);
    if (a.table != nullptr && a.to == access::end::column) cell(a.table, a.column);
    if (a.to != access::end::holds) return;
    for (bound_rule const& r : policy_.rules) {
      if (r.source->id == a.rule) rule(r);
    }
  }

  void cell(table_schema const* table, std::size_t column) {
    found_.tables.insert(table);
    found_.columns.emplace(table, column);
  }
  void cell(table_schema const* table, std::string const& name) {
    if (auto const column = table->find(name)) cell(table, *column);
  }

  /// What makes one of a relation's own columns.
  void own(relation_id id, std::size_t column) {
    if (!columns_.emplace(id, column).second) return;
    bound_relation const& here = at(id);
    expression(id, id, here.own[column].value);
    for (bound_lookup const& l : here.lookups) {
      if (l.column == column) lookup(id, l);
    }
    for (bound_aggregate const& a : here.aggregates) {
      if (a.column == column) aggregate(id, a);
    }
    for (bound_match const& m : here.matches) {
      if (m.column == column) match(id, m);
    }
    for (bound_linear const& l : here.linear) {
      if (l.column == column) linear(id, l);
    }
    for (bound_rank const& r : here.ranks) {
      if (r.column != column) continue;
      rows(id);
      each(id, r.partition);
      for (auto const& [e, descending] : r.order) expression(id, id, e);
    }
    for (bound_carry const& c : here.carries) {
      if (c.column != column) continue;
      rows(id);
      each(id, c.partition);
      each(id, {c.order, c.add, c.at_least, c.at_most, c.first});
    }
    body(id, column);
  }

  /// Own columns that the body makes.
  void body(relation_id id, std::size_t column) {
    bound_relation const& here = at(id);
    for (std::size_t part = 0; part < here.part_columns.size(); ++part) {
      relation_id const from = here.members[part].second;
      if (column >= here.part_columns[part].size()) continue;
      expression(from, from, here.part_columns[part][column]);
    }
    if (here.kind == bound_relation::body::expand) rows(id);
    if (here.kind == bound_relation::body::values) rows(id);
    if (here.kind == bound_relation::body::distinct && column < here.keys.size()) {
      relation_id const from = here.members[0].second;
      expression(from, from, here.keys[column]);
    }
  }

  void aggregate(relation_id id, bound_aggregate const& a) {
    rows(a.from);
    expression(a.from, a.from, a.where);
    expression(a.from, a.from, a.value);
    each(a.from, a.key);
    each(id, a.on);
  }

  void match(relation_id id, bound_match const& m) {
    rows(m.partner);
    expression(id, m.partner, m.where);
    each(id, m.target_key);
    each(id, {m.gap_target, m.needs_history_from});
    each(m.partner, m.partner_key);
    each(m.partner, {m.gap_partner, m.interval_from, m.interval_to});
  }

  void linear(relation_id id, bound_linear const& l) {
    for (auto const& [number, coefficient] : l.terms) {
      own(id, at(id).aggregates[number].column);
      expression(id, id, coefficient);
    }
    expression(id, id, l.constant);
    expression(id, id, l.form);
  }

  void lookup(relation_id id, bound_lookup const& l) {
    if (!lookups_.insert(&l).second) return;
    rows(l.over);
    expression(l.over, l.over, l.where);
    each(id, l.on);
    expression(id, id, l.at);
    each(l.over, l.keys);
    each(l.over, {l.from, l.to});
    if (l.table == nullptr) return;
    for (std::size_t const column : l.table_columns) cell(l.table, column);
    if (!l.at) return;
    cell(l.table, l.source->from);
    cell(l.table, l.source->to);
  }

  /// What decides which rows a relation has, its columns left out.
  void rows(relation_id id) {
    if (!relations_.insert(id).second) return;
    bound_relation const& here = at(id);
    using body = bound_relation::body;
    for (std::size_t i = 0; i < here.where.size(); ++i) {
      relation_id const over = here.kind == body::cross ? id : here.members[i].second;
      expression(over, over, here.where[i]);
    }
    if (here.kind == body::table) found_.tables.insert(here.base);
    if (!here.parameter.empty()) found_.parameters.insert(here.parameter);
    found_.parameters.insert(here.chosen_by.begin(), here.chosen_by.end());
    for (std::size_t i = 0; i < here.members.size(); ++i) {
      bool const looked_up = here.kind == body::view && i > 0;
      if (!looked_up) rows(here.members[i].second);
    }
    if (here.members.empty()) return;
    relation_id const from = here.members[0].second;
    each(from, here.keys);
    each(from, here.over.values);
    each(from, {here.over.length_days, here.over.step_days});
  }

  bound_policy const& policy_;
  rule_reads found_;
  std::set<relation_id> relations_;
  std::set<std::pair<relation_id, std::size_t>> columns_;
  std::set<bound_lookup const*> lookups_;
  std::set<xunze::rule const*> rules_;
};

}  // namespace

rule_reads reads_of(bound_policy const& policy, bound_rule const& rule) {
  reader all(policy);
  all.rule(rule);
  return all.found();
}

std::set<std::string> parameters_of(bound_policy const& policy, bound_rule const& rule) {
  reader all(policy);
  all.rule(rule);
  all.shown(rule);
  return all.found().parameters;
}

}  // namespace xunze::check_detail

namespace xunze {

void report_unread(bound_policy const& bound, std::span<parameter const> parameters,
                   diagnostics& out) {
  check_detail::reader all(bound);
  for (bound_rule const& r : bound.rules) all.rule(r);
  for (bound_rule const& r : bound.rules) all.shown(r);
  for (bound_measure const& m : bound.measures) all.measure(m);
  for (parameter const& p : parameters) {
    if (all.found().parameters.contains(p.name)) continue;
    out.note("parameter.unread", p.at,
             {"没有规则、统计或文字用到参数“" + p.name + "”",
              "no rule, measure or text reads parameter `" + p.name + "`"});
  }
}

}  // namespace xunze
