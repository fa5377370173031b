// SPDX-License-Identifier: Apache-2.0
#include "xunze/explain/explanation.hpp"

#include "batch/carries.hpp"
#include "batch/reads.hpp"
#include "batch/state.hpp"
#include "batch/wording.hpp"
#include "check/rule_reads.hpp"
#include "explain/changes.hpp"
#include "explain/feedback.hpp"
#include "explain/rows_behind.hpp"

#include "xunze/table/events.hpp"

#include <algorithm>
#include <set>

namespace xunze {
namespace {

using namespace batch_detail;

/// Builds the tree of one expression with the value of every operand.
class tree_builder {
 public:
  tree_builder(engine& run, relation_id relation, std::int32_t row, std::size_t depth = 0)
      : run_(run), relation_(relation), row_(row), depth_(depth) {}

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
    if (e->kind == bound_node::form::constant) {
      if (parameter const* const of = parameter_of(node)) name_choice(node, *of);
      return node;
    }
    add_rows(e, node);
    add_source(e, node);
    add_carried(e, node);
    for (auto const& operand : e->operands) node.operands.push_back(build(operand));
    name_choices(node.operands);
    add_definition(e, node);
    return node;
  }

  /// The filters of the relations behind the row, where it is not known whether it is there.
  void add_filters(std::vector<explanation_node>& into) {
    bound_relation const& view = run_.bound().relations[relation_];
    bool const open = run_.frame_of(relation_).present(static_cast<std::size_t>(row_)) ==
                      truth::unknown;
    if (!open || view.kind != bound_relation::body::view || depth_ >= deepest) return;
    std::int32_t const above =
        run_.frame_of(relation_).member_row(0, static_cast<std::size_t>(row_));
    if (above < 0) return;
    tree_builder there(run_, view.members[0].second, above, depth_ + 1);
    if (!view.where.empty() && view.where[0]) into.push_back(there.build(view.where[0]));
    there.add_filters(into);
  }

 private:
  static constexpr std::size_t deepest = 12;

  /// The parameter that an operand is. Nulls: nullptr for all others.
  [[nodiscard]] parameter const* parameter_of(explanation_node const& node) const {
    bool const one = node.operands.empty() && node.parameters.size() == 1;
    return one ? run_.source().find_parameter(node.parameters[0]) : nullptr;
  }

  static void name_choice(explanation_node& node, parameter const& of) {
    if (!node.operands.empty()) return;
    if (text const* const label = of.label_of(value{node.value.zh})) node.value = *label;
  }

  /// Words of a choice go by their labels, those too that the parameter is held against.
  void name_choices(std::vector<explanation_node>& operands) const {
    for (explanation_node const& each : operands) {
      parameter const* const of = parameter_of(each);
      if (of == nullptr) continue;
      for (explanation_node& other : operands) name_choice(other, *of);
      return;
    }
  }

  /// The rows behind an aggregate or match that the expression reads directly.
  void add_rows(bound_expression const& e, explanation_node& node) {
    if (e->kind != bound_node::form::read) return;
    std::vector<node_read> nodes;
    collect_nodes(run_.bound(), relation_, {}, e, nodes);
    if (nodes.size() != 1) return;
    auto const read = rows_read(run_, relation_, nodes[0], row_);
    if (read.empty()) return;
    std::set<evidence_row> named;
    for (auto const& [row, certain] : rows_of(nodes[0], read)) {
      named.insert(row);
      if (node.rows.size() >= run_.options().evidence_limit) continue;
      node.rows.push_back(row);
      if (!certain) node.possible.push_back(row);
    }
    node.rows_total = named.size();
    node.behind = explain_detail::rows_behind_node(run_, nodes[0], read, named);
  }

  /// Rows in order, and whether each is certain to count.
  std::vector<std::pair<evidence_row, bool>> rows_of(node_read const& node,
                                                     std::vector<std::int32_t> const& read) {
    std::vector<std::pair<evidence_row, bool>> made;
    std::vector<std::uint8_t> wanted(run_.frame_of(node.relation).rows, 0);
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

  /// A column of a relation shows the expression that made it, on the row that it was made for.
  void add_definition(bound_expression const& e, explanation_node& node) {
    auto const at = place_of(e);
    if (!at || depth_ >= deepest) return;
    bound_relation const& owner = run_.bound().relations[at->first];
    tree_builder there(run_, at->first, at->second, depth_ + 1);
    for (bound_linear const& l : owner.linear) {
      if (l.column == e->read.own) node.operands.push_back(there.build(l.form));
    }
    auto const& definition = owner.own[e->read.own].value;
    if (definition) node.operands.push_back(there.build(definition));
    frame const& rows = run_.frame_of(at->first);
    if (definition || rows.part.empty()) return;
    auto const index = static_cast<std::size_t>(at->second);
    std::size_t const part = rows.part[index];
    if (e->read.own >= owner.part_columns[part].size()) return;
    tree_builder behind(run_, owner.members[part].second, rows.member_row(part, index), depth_ + 1);
    node.operands.push_back(behind.build(owner.part_columns[part][e->read.own]));
  }

  /// The relation and the row whose own column is read. Nulls: nullopt for all other expressions,
  /// and where there is no row.
  std::optional<std::pair<relation_id, std::int32_t>> place_of(bound_expression const& e) {
    bool const own = e->kind == bound_node::form::read && !e->read.partner &&
                     e->read.from == access::start::own && e->read.table == nullptr;
    if (!own) return std::nullopt;
    relation_id relation = relation_;
    std::int32_t row = row_;
    for (std::size_t hop : e->read.hops) {
      row = run_.frame_of(relation).member_row(hop, static_cast<std::size_t>(row));
      relation = run_.bound().relations[relation].members[hop].second;
      if (row < 0) return std::nullopt;
    }
    return std::pair{relation, row};
  }

  /// The row of a given table that a column is read from, unless it is the subject's own.
  void add_source(bound_expression const& e, explanation_node& node) {
    bool const column = e->kind == bound_node::form::read && !e->read.partner &&
                        e->read.to == access::end::column && e->read.table != nullptr;
    if (!column) return;
    cell const row = explain_detail::row_read_by(run_, relation_, row_, *e);
    if (!row.is_point() || row.is_none() || row.lo < 0) return;
    auto const own = run_.frame_of(relation_).origin_of(static_cast<std::size_t>(row_));
    if (own && own->row == row.lo && own->from->schema == e->read.table) return;
    node.rows.push_back({e->read.table->name, static_cast<std::size_t>(row.lo)});
    node.rows_total = 1;
  }

  /// What is carried over shows each row that it came by: what came, and what the row added.
  void add_carried(bound_expression const& e, explanation_node& node) {
    auto const place = place_of(e);
    if (!place) return;
    auto const [relation, row] = *place;
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
  std::size_t depth_;
};

/// What a rule applies to: its own condition, and what its subjects are filtered by where that is
/// not known.
explanation_node applies_of(engine& run, bound_rule const& r, std::int32_t row) {
  tree_builder trees(run, r.view, row);
  explanation_node made = r.applies ? trees.build(r.applies) : explanation_node{};
  std::vector<explanation_node> filters;
  trees.add_filters(filters);
  if (filters.empty()) return made;
  if (!made.expression.empty()) filters.insert(filters.begin(), std::move(made));
  if (filters.size() == 1) return std::move(filters[0]);
  explanation_node all;
  all.holds = truth::yes;
  for (explanation_node& each : filters) {
    all.expression += (all.expression.empty() ? "" : " && ") + each.expression;
    all.holds = and_(*all.holds, each.holds.value_or(truth::yes));
    all.operands.push_back(std::move(each));
  }
  all.value = all.holds == truth::yes  ? text{"是", "yes"}
              : all.holds == truth::no ? text{"否", "no"}
                                       : text{"待核实", "unknown"};
  return all;
}

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
  for (rows_behind const& each : node.behind) {
    for (std::size_t const row : each.rows) into.insert({each.table, row});
  }
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

/// Rows of which it is not known whose they are: they could be what is missing.
void put_unplaced(engine& run, std::size_t rule, explanation& into) {
  std::set<evidence_row> rows;
  for (auto const& [from, row] : run.lost_rows(rule)) {
    auto const origin = from->origin_of(static_cast<std::size_t>(row));
    if (!origin || origin->row < 0) continue;
    rows.insert({origin->from->schema->name, static_cast<std::size_t>(origin->row)});
  }
  into.unplaced_total = rows.size();
  for (evidence_row const& each : rows) {
    if (into.unplaced.size() >= run.options().evidence_limit) break;
    into.unplaced.push_back(each);
  }
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
  made.applies_tree = applies_of(inner, r, row);
  made.condition_tree = trees.build(r.condition);
  put_unplaced(inner, rule, made);

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
