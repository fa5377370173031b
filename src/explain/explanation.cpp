// SPDX-License-Identifier: Apache-2.0
#include "xunze/explain/explanation.hpp"

#include "batch/carries.hpp"
#include "batch/reads.hpp"
#include "batch/state.hpp"
#include "batch/wording.hpp"
#include "check/rule_reads.hpp"
#include "explain/changes.hpp"

#include "xunze/table/events.hpp"

#include <algorithm>
#include <set>

namespace xunze {
namespace {

using namespace batch_detail;

/// Builds the tree of one expression with the value of every operand.
class tree_builder {
 public:
  tree_builder(engine& run, relation_id relation, std::int32_t row)
      : run_(run), relation_(relation), row_(row) {}

  explanation_node build(bound_expression const& e) {
    explanation_node node;
    if (!e) return node;
    // Conversions that the binder added say nothing to people.
    bool const quiet = e->kind == bound_node::form::rescale ||
                       e->kind == bound_node::form::translate ||
                       e->kind == bound_node::form::row_key;
    if (quiet) return build(e->operands[0]);
    node.expression = e->source ? to_string(e->source) : std::string{};
    program const p = compile(e, run_, relation_);
    cell const c = p.at(row_, run_.space());
    node.value = in_words(c, p.type(), p.texts());
    if (p.type().is(value_class::boolean)) node.holds = truth_of_cell(c);
    node.parameters = e->parameters;
    if (e->kind == bound_node::form::constant) return node;
    add_rows(e, node);
    add_carried(e, node);
    for (auto const& operand : e->operands) node.operands.push_back(build(operand));
    add_definition(e, node);
    return node;
  }

 private:
  /// The rows behind an aggregate or match that the expression reads directly.
  void add_rows(bound_expression const& e, explanation_node& node) {
    if (e->kind != bound_node::form::read) return;
    std::vector<node_read> nodes;
    collect_nodes(run_.bound(), relation_, {}, e, nodes);
    if (nodes.size() != 1) return;
    for (auto const& [row, certain] : rows_of(nodes[0])) {
      node.rows_total += 1;
      if (node.rows.size() >= run_.options().evidence_limit) continue;
      node.rows.push_back(row);
      if (!certain) node.possible.push_back(row);
    }
  }

  /// Rows in order, and whether each is certain to count.
  std::vector<std::pair<evidence_row, bool>> rows_of(node_read const& node) {
    std::vector<std::pair<evidence_row, bool>> made;
    std::vector<std::uint8_t> wanted(run_.frame_of(node.relation).rows, 0);
    auto const read = rows_read(run_, relation_, node, row_);
    if (read.empty()) return made;
    for (std::int32_t row : read) wanted[static_cast<std::size_t>(row)] = 1;
    member_rows const rows = node.aggregate != nullptr
                                 ? run_.members_of(node.relation, *node.aggregate, wanted)
                                 : run_.partners_of(node.relation, *node.match, wanted);
    for (auto const& entry : rows.rows) {
      auto const origin = rows.source->origin_of(static_cast<std::size_t>(entry.row));
      if (!origin || origin->row < 0) continue;
      evidence_row const at{origin->from->schema->name, static_cast<std::size_t>(origin->row)};
      made.emplace_back(at, entry.certain);
    }
    std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) {
      if (a.first.table != b.first.table) return a.first.table < b.first.table;
      return a.first.row != b.first.row ? a.first.row < b.first.row : a.second > b.second;
    });
    auto const same = [](auto const& a, auto const& b) { return a.first == b.first; };
    made.erase(std::unique(made.begin(), made.end(), same), made.end());
    return made;
  }

  /// A column of the rule's own view shows the expression that made it.
  void add_definition(bound_expression const& e, explanation_node& node) {
    if (e->kind != bound_node::form::read || !e->read.hops.empty()) return;
    if (e->read.from != access::start::own || e->read.table != nullptr) return;
    bound_relation const& view = run_.bound().relations[relation_];
    for (bound_linear const& l : view.linear) {
      if (l.column == e->read.own) node.operands.push_back(build(l.form));
    }
    auto const& definition = view.own[e->read.own].value;
    if (definition) node.operands.push_back(build(definition));
  }

  /// What is carried over shows each row that it came by: what came, and what the row added.
  void add_carried(bound_expression const& e, explanation_node& node) {
    if (e->kind != bound_node::form::read || e->read.from != access::start::own) return;
    if (e->read.table != nullptr || e->read.partner) return;
    relation_id relation = relation_;
    std::int32_t row = row_;
    for (std::size_t hop : e->read.hops) {
      row = run_.frame_of(relation).member_row(hop, static_cast<std::size_t>(row));
      relation = run_.bound().relations[relation].members[hop].second;
      if (row < 0) return;
    }
    for (bound_carry const& c : run_.bound().relations[relation].carries) {
      if (c.column != e->read.own) continue;
      auto way = run_.chains_of(c).up_to(row);
      way.pop_back();
      for (std::int32_t at : way) node.operands.push_back(step_of(relation, at, c));
    }
  }

  text in_words(cell c, value_type const& type, dictionary const* texts) const {
    return {shown(run_, c, type, texts, language::zh), shown(run_, c, type, texts, language::en)};
  }

  explanation_node step_of(relation_id relation, std::int32_t row, bound_carry const& c) {
    explanation_node made;
    tree_builder there(run_, relation, row);
    explanation_node const place = there.build(c.order);
    made.expression = place.expression + " " + place.value.zh;  // a number or a day
    vec const& came = run_.frame_of(relation).own[c.column];
    made.value = in_words(came.at(static_cast<std::size_t>(row)), came.type, came.texts.get());
    for (auto const& e : {c.add, c.at_least, c.at_most}) {
      if (e) made.operands.push_back(there.build(e));
    }
    return made;
  }

  engine& run_;
  relation_id relation_;
  std::int32_t row_;
};

read_parameter as_read(engine const& run, parameter const& p, std::optional<date> day) {
  policy const& of = run.source();
  read_parameter made;
  made.changed = run.sets(p.name);
  made.name = p.name;
  made.clause = p.clause;
  clause const* const cited = of.find_clause(p.clause);
  document const* const written = cited ? of.find_document(cited->document) : nullptr;
  if (written != nullptr) made.from = written->issue_date;
  if (p.values.empty()) return made;
  value const* const held = day ? p.at_date(*day) : &p.values.back().value;
  for (std::size_t i = 0; i < p.values.size(); ++i) {
    bool const here = &p.values[i].value == held;
    if (here && p.values[i].from) made.from = p.values[i].from;
    bool const next = i > 0 && &p.values[i - 1].value == held;
    if (next || (i == 0 && held == nullptr)) made.to = p.values[i].from;
  }
  if (held != nullptr) made.held = *held;
  if (made.changed) made.to.reset();
  bool const before = day && made.from && *day < *made.from;
  if (held == nullptr || made.changed || before) made.from.reset();
  return made;
}

void collect_rows(explanation_node const& node, std::set<evidence_row>& into) {
  into.insert(node.rows.begin(), node.rows.end());
  for (explanation_node const& each : node.operands) collect_rows(each, into);
}

/// The rows named so far whose status the rule reads and an event decided.
std::vector<decided_row> decided_rows(engine& run, bound_rule const& r, explanation const& why) {
  std::set<evidence_row> rows(why.about.evidence.begin(), why.about.evidence.end());
  collect_rows(why.applies_tree, rows);
  collect_rows(why.condition_tree, rows);
  std::vector<decided_row> made;
  for (auto const& [schema, column] : check_detail::reads_of(run.bound(), r).columns) {
    bool const status = schema->events && schema->columns[column].name == schema->events->sets;
    table const* const of = status ? run.data().find(schema->name) : nullptr;
    if (of == nullptr) continue;
    auto const events = deciding_events(run.data(), *of, run.known_by());
    for (evidence_row const& row : rows) {
      if (row.table != schema->name || events[row.row] < 0) continue;
      made.push_back({row, {schema->events->table, static_cast<std::size_t>(events[row.row])}});
    }
  }
  std::sort(made.begin(), made.end(),
            [](auto const& a, auto const& b) { return a.row < b.row; });
  return made;
}

text nothing_to_change(verdict said) {
  switch (said) {
    case verdict::pass: return {"已符合，无须改动", "it passes already"};
    case verdict::waived: return {"已经批准例外，无须改动", "it is waived"};
    case verdict::pending: return {"尚未到期，到期前补齐即可", "it is not due yet"};
    case verdict::unknown:
      return {"尚待核实：先补齐说明中所缺的数据", "not known yet: supply what the message names"};
    case verdict::not_applicable: return {"不适用，无须改动", "the rule does not apply"};
    case verdict::fail: break;
  }
  return {};
}

}  // namespace

explanation explain(outcome const& run, std::size_t rule, std::size_t subject) {
  engine& inner = *run.inner().run;
  bound_rule const& r = inner.bound().rules[rule];
  auto const& p = inner.programs_of(rule);
  auto const row = static_cast<std::int32_t>(subject);
  explanation made;
  made.about = run.finding_of(rule, subject);
  tree_builder trees(inner, r.view, row);
  made.applies = p.applies ? truth_of_cell(p.applies.at(row, inner.space())) : truth::yes;
  made.applies = and_(made.applies, inner.frame_of(r.view).present(subject));
  made.condition = truth_of_cell(p.condition.at(row, inner.space()));
  std::optional<date> day;
  if (p.due) made.due = to_value(p.due.at(row, inner.space()), p.due.type(), nullptr);
  if (p.anchor) {
    made.anchor = to_value(p.anchor.at(row, inner.space()), p.anchor.type(), nullptr);
    if (auto const* d = made.anchor->get_if<date>()) day = *d;
  }
  if (r.applies) made.applies_tree = trees.build(r.applies);
  made.condition_tree = trees.build(r.condition);

  auto const names = check_detail::parameters_of(inner.bound(), r);
  for (std::string const& name : names) {
    parameter const* known = inner.source().find_parameter(name);
    if (known == nullptr) continue;
    made.parameters.push_back(as_read(inner, *known, day));
    if (!known->clause.empty()) made.clauses.push_back(known->clause);
  }
  made.clauses.insert(made.clauses.begin(), r.source->clause);
  std::vector<std::string> unique;
  for (std::string& id : made.clauses) {
    bool const there = std::find(unique.begin(), unique.end(), id) != unique.end();
    if (!there) unique.push_back(std::move(id));
  }
  made.clauses = std::move(unique);
  made.decided = decided_rows(inner, r, made);
  if (made.about.verdict == verdict::fail) {
    made.changes = explain_detail::changes_for(run, rule, subject, made.tried, made.no_changes);
  } else {
    made.no_changes = nothing_to_change(made.about.verdict);
  }
  return made;
}

}  // namespace xunze
