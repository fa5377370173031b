// SPDX-License-Identifier: Apache-2.0
// Rows to be added, and what they have to satisfy to count.
#include "explain/solver.hpp"
#include "explain/term_words.hpp"

#include <algorithm>
#include <set>

namespace xunze::explain_detail {
namespace {

constexpr std::size_t most_values = 20;

expression literal_of(value const& held) {
  if (auto const* day = held.get_if<date>()) {
    return make_call("date", {make_literal(value{to_string(*day)})});
  }
  if (auto const* code = held.get_if<code_value>()) return make_literal(value{code->code});
  return make_literal(held);
}

bool can_be_written(value const& held) {
  value_kind const kind = held.kind();
  return kind != value_kind::null && kind != value_kind::timestamp && kind != value_kind::set &&
         kind != value_kind::range;
}

/// Whether an expression reads the partner of a match, or else the row itself.
bool reads(bound_expression const& e, bool partner) {
  if (e->kind == bound_node::form::read && e->read.partner == partner) return true;
  return std::any_of(e->operands.begin(), e->operands.end(),
                     [&](bound_expression const& each) { return reads(each, partner); });
}

/// The same over the partner as over any row: paths lose the name it goes by.
expression without_alias(expression const& e, std::string const& alias) {
  auto made = std::make_shared<expression_node>(*e);
  if (!made->path.empty() && made->path[0].name == alias) made->path.erase(made->path.begin());
  for (expression& operand : made->operands) operand = without_alias(operand, alias);
  return made;
}

}  // namespace

void solver::require_key(row_terms& into, relation_id from, bound_expression const& key,
                         bound_expression const& on) {
  program const p = compile(on, run_, relation_);
  cell const c = p.at(row_, run_.space());
  bound_expression const& named =
      key->kind == bound_node::form::row_key ? key->operands[0] : key;
  if (!c.is_point() || !named->source) return;
  value const held = to_value(c, p.type(), p.texts());
  auto const met = [&run = run_, q = compile(key, run_, from), same = p.texts(), c,
                    held](std::int32_t row) {
    cell const theirs = q.at(row, run.space());
    if (!theirs.is_point()) return false;
    if (q.texts() == same) return theirs == c;
    return to_value(theirs, q.type(), q.texts()) == held;
  };
  if (p.type().is(value_class::row)) {
    table const* const rows = run_.table_of(*p.type().table);
    if (rows == nullptr || c.lo < 0) return;
    for (std::string const& column : p.type().table->key) {
      auto const position = p.type().table->find(column);
      value const part = rows->columns[*position].at(static_cast<std::size_t>(c.lo));
      if (!can_be_written(part)) continue;
      std::string const path = to_string(named->source) + "." + column;
      into.all.push_back(
          {make_operation(operation::equal, {make_path(path), literal_of(part)}), met});
      text const& title = p.type().table->title;
      into.words.push_back({"“" + title.in(language::zh) + "”为" + to_string(part),
                            "`" + path + "` is " + to_string(part)});
    }
    return;
  }
  if (!can_be_written(held)) return;
  into.all.push_back(
      {make_operation(operation::equal, {named->source, literal_of(held)}), met});
  text const name = term_words(run_, from).name(named);
  text const is = label_of_value(held, run_.data().words());
  into.words.push_back({name.zh + "为" + is.in(language::zh),
                        name.en + " is " + is.in(language::en)});
}

/// Conditions that hold together are required one by one.
void solver::require_that(row_terms& into, relation_id from, bound_expression const& e,
                          bool holds) {
  if (!e || !e->source) return;
  bool const several = holds && e->kind == bound_node::form::operation &&
                       e->op == operation::logical_and;
  if (several && std::all_of(e->operands.begin(), e->operands.end(),
                             [](bound_expression const& each) { return each->source; })) {
    for (bound_expression const& each : e->operands) require_that(into, from, each);
    return;
  }
  auto const met = [&run = run_, p = compile(e, run_, from), holds](std::int32_t row) {
    return truth_of_cell(p.at(row, run.space())) == truth_of(holds);
  };
  into.all.push_back(
      {holds ? e->source : make_operation(operation::logical_not, {e->source}), met});
  into.words.push_back(term_words(run_, from).condition(e, holds));
}

void solver::require_value(row_terms& into, relation_id from, bound_expression const& e,
                           operation op, std::int64_t bound) {
  value const held = to_value(cell{bound, bound}, e->type, nullptr);
  if (!e->source || !can_be_written(held)) return;
  auto const met = [&run = run_, p = compile(e, run_, from), op, bound](std::int32_t row) {
    cell const c = p.at(row, run.space());
    if (!c.is_point()) return false;
    if (op == operation::equal) return c.lo == bound;
    return op == operation::less_equal ? c.lo <= bound : c.lo >= bound;
  };
  into.all.push_back({make_operation(op, {e->source, literal_of(held)}), met});
  std::string const number = to_string(held);
  text const name = term_words(run_, from).name(e);
  into.words.push_back(compared(name, op, e->type.kind, {number, number}));
}

/// A member of a set, by its rank.
void solver::require_member(row_terms& into, relation_id from, bound_expression const& e,
                            std::int64_t rank) {
  if (e->type.codes == nullptr || static_cast<std::size_t>(rank) >= e->type.codes->values.size()) {
    return;
  }
  auto const met = [&run = run_, p = compile(e, run_, from), rank](std::int32_t row) {
    cell const c = p.at(row, run.space());
    return c.is_point() && !c.is_none() && ((c.lo >> rank) & 1) != 0;
  };
  enumerator const& member = e->type.codes->values[static_cast<std::size_t>(rank)];
  into.all.push_back(
      {make_operation(operation::in, {make_literal(value{member.code}), e->source}), met});
  text const name = term_words(run_, from).name(e);
  into.words.push_back({name.zh + "含“" + member.label.in(language::zh) + "”",
                        name.en + " has `" + member.label.in(language::en) + "`"});
}

/// Values that no row of this subject has yet.
void solver::require_others(row_terms& into, bound_aggregate const& a) {
  if (!a.value->source) return;
  program const p = compile(a.value, run_, a.from);
  std::vector<std::int64_t> seen;
  for (auto const& entry : run_.members_of(relation_, a, this_row()).rows) {
    cell const c = p.at(entry.row, run_.space());
    bool const there = std::find(seen.begin(), seen.end(), c.lo) != seen.end();
    if (!c.is_point() || there || seen.size() >= most_values) continue;
    seen.push_back(c.lo);
    value const held = to_value(c, p.type(), p.texts());
    if (!can_be_written(held)) continue;
    auto const met = [&run = run_, p, taken = c.lo](std::int32_t row) {
      cell const theirs = p.at(row, run.space());
      return theirs.is_point() && !theirs.is_none() && theirs.lo != taken;
    };
    into.all.push_back(
        {make_operation(operation::not_equal, {a.value->source, literal_of(held)}), met});
  }
  text const name = term_words(run_, a.from).name(a.value);
  into.words.push_back({name.zh + "与已有的不同，彼此也不同",
                        name.en + " differs from those there and from one another"});
}

row_terms solver::terms_of(bound_aggregate const& a) {
  row_terms made;
  for (std::size_t i = 0; i < a.key.size() && i < a.on.size(); ++i) {
    require_key(made, a.from, a.key[i], a.on[i]);
  }
  require_that(made, a.from, a.where);
  return made;
}

/// Nulls: nullopt where what ties a row to its partner cannot be said of the partner alone.
std::optional<row_terms> solver::terms_of(bound_match const& m) {
  row_terms made;
  for (std::size_t i = 0; i < m.partner_key.size() && i < m.target_key.size(); ++i) {
    require_key(made, m.partner, m.partner_key[i], m.target_key[i]);
  }
  if (!m.where) return made;
  expression const alone = over_partner(m.where, m.source->as);
  if (!alone) return std::nullopt;
  auto const met = [&run = run_, p = compile(m.where, run_, relation_, m.partner),
                    mine = row_](std::int32_t row) {
    return truth_of_cell(p.at(mine, run.space(), row)) == truth::yes;
  };
  made.all.push_back({alone, met});
  auto const known = [this](bound_expression const& e) -> std::optional<value> {
    if (reads(e, true)) return std::nullopt;
    program const p = compiled(e);
    cell const c = at(p);
    return c.is_point() ? std::optional{to_value(c, p.type(), p.texts())} : std::nullopt;
  };
  auto const written = [this, &m](bound_expression const& e) {
    expression const over = over_partner(e, m.source->as);
    return over ? to_string(over) : e->source ? to_string(e->source) : std::string{};
  };
  term_words const words(run_, m.partner, known, written);
  made.words.push_back(words.condition(m.where, true));
  return made;
}

/// A condition over a row and its partner as one over the partner: what the row has is written
/// as it is. Nulls: null where it cannot be written.
expression solver::over_partner(bound_expression const& e, std::string const& alias) {
  if (!reads(e, false)) return e->source ? without_alias(e->source, alias) : expression{};
  if (!reads(e, true)) {
    program const p = compiled(e);
    cell const c = at(p);
    value const held = c.is_point() ? to_value(c, p.type(), p.texts()) : value{};
    return can_be_written(held) ? literal_of(held) : expression{};
  }
  bool const call = e->kind == bound_node::form::call;
  if (!call && e->kind != bound_node::form::operation) {
    bool const quiet = e->kind != bound_node::form::read && e->operands.size() == 1;
    return quiet ? over_partner(e->operands[0], alias) : expression{};
  }
  if (e->op == operation::cases || (call && (!e->source || !e->source->path.empty()))) return {};
  std::vector<expression> operands;
  for (auto const& operand : e->operands) {
    operands.push_back(over_partner(operand, alias));
    if (!operands.back()) return {};
  }
  return call ? make_call(e->source->function, std::move(operands))
              : make_operation(e->op, std::move(operands));
}

/// As the row that helps most: in the same terms, with the same values.
row_terms solver::terms_like(bound_linear const& l, std::int32_t model,
                             std::set<std::size_t> const& counted) {
  bound_relation const& here = run_.bound().relations[relation_];
  row_terms made;
  bool first = true;
  for (auto const& [number, coefficient] : l.terms) {
    bound_aggregate const& a = here.aggregates[number];
    for (std::size_t i = 0; first && i < a.key.size() && i < a.on.size(); ++i) {
      require_key(made, a.from, a.key[i], a.on[i]);
    }
    first = false;
    bool const in = counted.contains(number);
    require_that(made, a.from, a.where, in);
    if (!in || !a.value) continue;
    cell const v = compile(a.value, run_, a.from).at(model, run_.space());
    require_value(made, a.from, a.value, operation::equal, v.lo);
  }
  return made;
}

plan_of_changes solver::more_rows(relation_id from, std::int64_t count, row_terms terms) {
  table_schema const* const base = base_of(run_, from);
  if (base == nullptr) return std::nullopt;
  // Rows of a view, or of a part of a union, also pass what it is filtered by; those there do.
  for (auto under = below(run_, from); under; under = below(run_, under->relation)) {
    std::size_t const before = terms.all.size();
    if (under->where) require_that(terms, under->relation, under->where);
    for (std::size_t i = before; i < terms.all.size(); ++i) terms.all[i].met = {};
  }
  change addition;
  addition.kind = change::form::add_rows;
  addition.table = base->name;
  addition.count = static_cast<std::size_t>(count);
  expression all;
  for (row_term const& each : terms.all) {
    if (auto const* const said = each.must->literal.get_if<bool>(); said != nullptr && !*said) {
      return std::nullopt;  // no row would do
    }
    all = all ? make_operation(operation::logical_and, {all, each.must}) : each.must;
  }
  if (all) addition.must = to_string(all);
  auto models = how_.model ? models_for(run_, from, terms) : std::vector<model_row>{};
  if (!models.empty()) {
    model_row& like = models[std::min(*how_.model, models.size() - 1)];
    addition.like = like.like;
    addition.cells = std::move(like.cells);
  }
  std::string const n = std::to_string(count);
  text& words = addition.description;
  words = {"在“" + base->title.in(language::zh) + "”中补" + n + "行",
           "add " + n + (count == 1 ? " row to `" : " rows to `") + base->name + "`"};
  std::set<std::string> said;
  for (text const& each : terms.words) {
    bool const first = said.empty();
    if (!said.insert(each.en).second) continue;
    words.zh += (first ? "，须满足：" : "；") + each.zh;
    words.en += (first ? ", where " : "; ") + each.en;
  }
  return std::vector<change>{addition};
}

}  // namespace xunze::explain_detail
