// SPDX-License-Identifier: Apache-2.0
#include "explain/changes.hpp"
#include "explain/comparisons.hpp"

#include "batch/reads.hpp"
#include "batch/wording.hpp"
#include "explain/example.hpp"
#include "explain/feedback.hpp"
#include "explain/solver.hpp"

#include <algorithm>

namespace xunze::explain_detail {
namespace {

bool calls(bound_expression const& e, std::initializer_list<function_id> functions) {
  if (!e) return false;
  if (e->kind == bound_node::form::call &&
      std::find(functions.begin(), functions.end(), e->function) != functions.end()) {
    return true;
  }
  return std::any_of(e->operands.begin(), e->operands.end(),
                     [&](bound_expression const& each) { return calls(each, functions); });
}

bool has_set(bound_expression const& e) {
  return e->type.is(value_class::set) ||
         std::any_of(e->operands.begin(), e->operands.end(), has_set);
}

bool has_text(bound_expression const& e) {
  return e->type.is(value_class::text) ||
         std::any_of(e->operands.begin(), e->operands.end(), has_text);
}

text why_stuck(bound_expression const& e) {
  if (calls(e, {function_id::has})) {
    return {"此处是否填写、填什么，由经办人决定", "what stands there, if anything, is for people"};
  }
  if (has_set(e)) {
    return {"集合的成员须一并考虑，由经办人决定", "members of a set are decided together"};
  }
  if (calls(e, {function_id::year, function_id::month, function_id::day})) {
    return {"有多个日期都能满足，选哪一天由经办人决定", "many days would do"};
  }
  if (has_text(e)) {
    return {"应换成哪个文字，由经办人决定", "which text it should be is for people to decide"};
  }
  return {"牵涉的数据不止一处，算不出改哪一处即可成立，由经办人核实",
          "which change of cells or rows would do cannot be worked out"};
}

text words_of_value(value const& held, vocabulary const& words, std::string const& codes = {}) {
  std::string const plain = plain_text(held);
  if (auto const* const members = held.get_if<code_set>()) {
    text all;
    for (std::string const& code : members->codes()) {
      text const one = words_of_value(code_value{codes, code}, words);
      all = {all.zh + one.zh, all.en + (all.en.empty() ? "" : " and ") + one.en};
    }
    return members->codes().empty() ? text{"空", "none"} : all;
  }
  auto const* const code = held.get_if<code_value>();
  auto const* const flag = held.get_if<bool>();
  if (flag != nullptr) return *flag ? text{"“是”", "true"} : text{"“否”", "false"};
  if (code == nullptr) {
    return held.get_if<std::string>() != nullptr ? text{"“" + plain + "”", "`" + plain + "`"}
                                                 : text{plain, plain};
  }
  enumeration const* const of = words.find_enum(code->enumeration);
  auto const at = of != nullptr ? of->find(code->code) : std::nullopt;
  if (!at) return {"“" + plain + "”", "`" + plain + "`"};
  text const& label = of->values[static_cast<std::size_t>(*at)].label;
  return {"“" + label.in(language::zh) + "”", "`" + label.in(language::en) + "`"};
}

}  // namespace

bool same_change(change const& a, change const& b) {
  return a.kind == b.kind && a.table == b.table && a.rows == b.rows && a.column == b.column &&
         a.to == b.to && a.count == b.count && a.must == b.must && a.like == b.like &&
         a.cells == b.cells;
}

plan_of_changes solver::make(bound_expression const& e, bool wanted) {
  auto made = make_so(e, wanted);
  if (!made) note(e);
  return made;
}

plan_of_changes solver::make_so(bound_expression const& e, bool wanted) {
  if (truth_of_cell(evaluate(e)) == truth_of(wanted)) return std::vector<change>{};
  if (e->kind == bound_node::form::operation) {
    switch (e->op) {
      case operation::logical_not: return make(e->operands[0], !wanted);
      case operation::logical_and: return wanted ? all(e, true) : one(e, false);
      case operation::logical_or: return wanted ? one(e, true) : all(e, false);
      case operation::in: return wanted ? into_set(e) : std::nullopt;
      case operation::choose: {
        truth const guard = truth_of_cell(evaluate(e->operands[0]));
        if (guard == truth::unknown) return std::nullopt;
        return make(e->operands[guard == truth::yes ? 1 : 2], wanted);
      }
      default: break;
    }
    if (e->op >= operation::equal && e->op <= operation::greater_equal) {
      return compare(*e, wanted ? e->op : opposite(e->op));
    }
  }
  if (e->kind == bound_node::form::call) {
    if (auto sets = make_sets(e, wanted)) return sets;
    return wanted ? match_text(e) : std::nullopt;
  }
  if (e->kind == bound_node::form::read && e->read.to == access::end::holds) {
    return wanted ? make_hold(e) : std::nullopt;
  }
  if (e->kind != bound_node::form::read || !e->type.is(value_class::boolean)) return std::nullopt;
  std::int64_t const target = wanted ? 1 : 0;
  if (auto by_node = reach_node(e, wanted ? aim::at_least : aim::at_most, target)) return *by_node;
  if (auto set = set_cell(e, cell{target, target})) return set;
  auto const made_of = definition_of(e);
  if (!made_of) return std::nullopt;
  return in_row(made_of->relation, made_of->row).make(made_of->value, wanted);
}

/// A rule that a row has to pass is passed by all subjects of that row.
plan_of_changes solver::make_hold(bound_expression const& e) {
  auto const& rules = run_.bound().rules;
  auto const named = std::find_if(rules.begin(), rules.end(), [&](bound_rule const& r) {
    return r.source->id == e->read.rule;
  });
  cell const row = row_of(*e);
  if (named == rules.end() || !row.is_point()) return std::nullopt;
  auto const number = static_cast<std::size_t>(named - rules.begin());
  auto const& said = run_.judge_rule(number).verdicts;
  frame const& subjects = run_.frame_of(named->subject);
  std::vector<change> changes;
  for (std::size_t i = 0; i < said.size(); ++i) {
    auto const origin = subjects.origin_of(i);
    if (said[i] != verdict::fail || !origin || origin->row != row.lo) continue;
    auto more = in_row(named->view, static_cast<std::int32_t>(i)).make(named->condition, true);
    if (!more) return std::nullopt;
    for (change const& one : *more) {
      bool const there = std::any_of(changes.begin(), changes.end(),
                                     [&](change const& other) { return same_change(one, other); });
      if (!there) changes.push_back(one);
    }
  }
  return changes.empty() ? plan_of_changes{} : changes;
}

/// The row that a read of the relation's own columns, or its partner's, leads to.
/// Nulls: nullopt for all other expressions, and where there is no row.
std::optional<definition> solver::place_of(bound_expression const& e) const {
  bool const own = e->kind == bound_node::form::read && e->read.from == access::start::own &&
                   e->read.table == nullptr;
  if (!own) return std::nullopt;
  definition at{e->read.partner ? partner_ : relation_, e->read.partner ? partner_row_ : row_};
  for (std::size_t hop : e->read.hops) {
    at.row = run_.frame_of(at.relation).member_row(hop, static_cast<std::size_t>(at.row));
    at.relation = run_.bound().relations[at.relation].members[hop].second;
    if (at.row < 0) return std::nullopt;
  }
  return at;
}

/// The expression behind a column of a relation. Nulls: absent for columns of tables and nodes.
std::optional<definition> solver::definition_of(bound_expression const& e) const {
  auto at = place_of(e);
  if (!at) return std::nullopt;
  bound_relation const& owner = run_.bound().relations[at->relation];
  at->value = owner.own[e->read.own].value;
  if (at->value) return at;
  frame const& rows = run_.frame_of(at->relation);
  if (rows.part.empty()) return std::nullopt;
  std::size_t const part = rows.part[static_cast<std::size_t>(at->row)];
  if (e->read.own >= owner.part_columns[part].size()) return std::nullopt;
  at->row = rows.member_row(part, static_cast<std::size_t>(at->row));
  at->relation = owner.members[part].second;
  at->value = owner.part_columns[part][e->read.own];
  return at;
}

plan_of_changes solver::all(bound_expression const& e, bool wanted) {
  std::vector<change> changes;
  for (auto const& operand : e->operands) {
    auto more = make(operand, wanted);
    if (!more) return std::nullopt;
    for (change const& one : *more) {
      bool const twice = std::any_of(changes.begin(), changes.end(), [&](change const& other) {
        return one.kind == change::form::set_cell && other.kind == one.kind &&
               other.table == one.table && other.rows == one.rows &&
               other.column == one.column && other.to != one.to;
      });
      if (twice) return std::nullopt;  // one cell cannot be two things
      bool const there = std::any_of(changes.begin(), changes.end(),
                                     [&](change const& other) { return same_change(one, other); });
      if (!there) changes.push_back(one);
    }
  }
  return changes;
}

plan_of_changes solver::one(bound_expression const& e, bool wanted) {
  plan_of_changes best;
  for (auto const& operand : e->operands) {
    auto found = make(operand, wanted);
    if (found && (!best || found->size() < best->size())) best = std::move(found);
  }
  return best;
}

/// A text that fits a pattern, or begins as it must.
plan_of_changes solver::match_text(bound_expression const& e) {
  bool const whole = e->function == function_id::matches;
  if (!whole && e->function != function_id::starts_with) return std::nullopt;
  auto const words_at = [&](std::size_t i) -> std::optional<std::string> {
    if (auto const* fixed = e->operands[i]->constant.get_if<std::string>()) return *fixed;
    program const p = compiled(e->operands[i]);
    cell const c = at(p);
    if (!c.is_point()) return std::nullopt;
    value const held = to_value(c, p.type(), p.texts());
    return held.is_null() ? std::nullopt : std::optional{to_string(held)};
  };
  auto const wanted = words_at(1);
  if (!wanted) return std::nullopt;
  std::string const now = words_at(0).value_or("");
  // What the text already begins with, of the end of what it should begin with, stands once.
  std::size_t both = std::min(wanted->size(), now.size());
  while (both > 0 && wanted->compare(wanted->size() - both, both, now, 0, both) != 0) --both;
  auto const to = whole ? example_of(*wanted, now) : std::optional{*wanted + now.substr(both)};
  if (!to) return std::nullopt;
  auto made = set_value(e->operands[0], value{*to});
  if (!made || made->empty()) return made;
  change& set = made->front();
  set.example = true;
  text const form = whole ? text{"符合格式“" + *wanted + "”", "match `" + *wanted + "`"}
                          : text{"以“" + *wanted + "”开头", "begin with `" + *wanted + "`"};
  std::string const place = set.description.zh.substr(0, set.description.zh.rfind("改为"));
  std::string const at = set.description.en.substr(0, set.description.en.find(" to "));
  set.description = {place + "改为" + form.zh + "的文字，例如“" + *to + "”",
                     at + " to a text that " + form.en + ", such as `" + *to + "`"};
  return made;
}

plan_of_changes solver::into_set(bound_expression const& e) {
  if (e->operands.size() < 2) return std::nullopt;
  bound_expression const& item = e->operands[1];
  cell const c = evaluate(item);
  if (!c.is_point()) return std::nullopt;
  if (item->type.is(value_class::set)) {
    for (std::int64_t bit = 0; bit < 62; ++bit) {
      if (((c.lo >> bit) & 1) == 0) continue;
      if (auto set = set_cell(e->operands[0], {bit, bit})) return set;
    }
    cell const wanted = evaluate(e->operands[0]);
    bool const fits = wanted.is_point() && wanted.lo >= 0 && wanted.lo < 62;
    return fits ? reach_set(item, std::int64_t{1} << wanted.lo, 0) : std::nullopt;
  }
  return set_from(e->operands[0], item);
}

/// Makes `a op b` true by moving the side that data decide.
plan_of_changes solver::compare(bound_node const& e, operation op) {
  auto left = move_side(e.operands[0], op, e.operands[1]);
  if (only_cells(left)) return left;
  // The required side is moved only where it is a cell: nobody deletes rows to need less.
  auto right = move_side(e.operands[1], mirrored(op), e.operands[0]);
  if (!only_cells(right)) return left;
  std::vector<node_read> required;
  collect_nodes(run_.bound(), relation_, {}, e.operands[1], required);
  return left && required.empty() ? left : right;
}

plan_of_changes solver::move_side(bound_expression const& side, operation op,
                                  bound_expression const& other) {
  if (side->kind == bound_node::form::call && side->function == function_id::coalesce) {
    return move_side(side->operands[0], op, other);
  }
  cell const bound = evaluate(other);
  if (!bound.is_point() || !is_finite(bound.lo)) return std::nullopt;
  if (side->type.is(value_class::text)) {
    return op == operation::equal ? set_from(side, other) : std::nullopt;
  }
  switch (op) {
    case operation::less: return reach(side, aim::at_most, bound.lo - 1);
    case operation::less_equal: return reach(side, aim::at_most, bound.lo);
    case operation::greater: return reach(side, aim::at_least, bound.lo + 1);
    case operation::greater_equal: return reach(side, aim::at_least, bound.lo);
    case operation::not_equal: return reach(side, aim::exactly, bound.lo + 1);
    default: return reach(side, aim::exactly, bound.lo);
  }
}

plan_of_changes solver::set_from(bound_expression const& side, bound_expression const& other) {
  program const p = compiled(other);
  return set_value(side, to_value(at(p), p.type(), p.texts()));
}

plan_of_changes solver::set_cell(bound_expression const& side, cell c) {
  bool const column = side->kind == bound_node::form::read && side->read.table != nullptr &&
                      side->read.to == access::end::column;
  if (column) {  // what the vocabulary refuses would not be read
    column_schema const& schema = side->read.table->columns[side->read.column];
    if ((schema.min && c.lo < *schema.min) || (schema.max && c.lo > *schema.max)) {
      return std::nullopt;
    }
  }
  return set_value(side, to_value(c, side->type, nullptr));
}

/// The row of a given table that an expression reads in, of the row itself or its partner.
cell solver::row_of(bound_node const& e) {
  if (!e.read.partner) return row_read_by(run_, relation_, row_, e);
  bound_node alone = e;
  alone.read.partner = false;
  return row_read_by(run_, partner_, partner_row_, alone);
}

/// Why nothing moves an expression; the innermost one met first is told.
void solver::note(bound_expression const& e) {
  if (end_.met) return;
  end_.met = true;
  std::vector<node_read> nodes;
  collect_nodes(run_.bound(), relation_, {}, e, nodes);
  text const why = nodes.empty() ? why_stuck(e)
                                 : text{"由多行共同得出，改哪些行由经办人决定",
                                        "several rows make it; which to change is for people"};
  std::string const words = e->source ? to_string(e->source) : std::string{};
  end_.why = words.empty() ? why
                           : text{"“" + words + "”：" + why.zh, "`" + words + "`: " + why.en};
}

/// Sets the cell of a given table that the expression reads directly.
plan_of_changes solver::set_value(bound_expression side, value to) {
  while (side->kind == bound_node::form::translate) side = side->operands[0];
  if (to.is_null()) return std::nullopt;
  bool const column = side->kind == bound_node::form::read &&
                      side->read.to == access::end::column && side->read.table != nullptr;
  if (!column) {
    auto const made_of = definition_of(side);
    return made_of ? in_row(made_of->relation, made_of->row).set_value(made_of->value, to)
                   : std::nullopt;
  }
  if (side->read.partner && partner_stays_) return std::nullopt;
  cell const row = row_of(*side);
  if (!row.is_point()) return std::nullopt;
  change made;
  made.table = side->read.table->name;
  made.rows = {static_cast<std::size_t>(row.lo)};
  column_schema const& schema = side->read.table->columns[side->read.column];
  made.column = schema.name;
  made.to = std::move(to);
  made.count = 1;
  text const shown_value =
      words_of_value(made.to, run_.data().words(), schema.enum_name);
  std::string place = "“" + side->read.table->title.in(language::zh) + "”";
  std::string at = "`" + made.table + "`";
  if (table const* const rows = run_.table_of(*side->read.table)) {
    std::string const number = std::to_string(rows->source.row_of(made.rows.front()));
    place += "第" + number + "行";
    at += " row " + number;
  }
  made.description = {"把" + place + "的“" + schema.title.in(language::zh) + "”改为" +
                          shown_value.zh,
                      "set `" + schema.name + "` of " + at + " to " + shown_value.en};
  return std::vector<change>{made};
}

}  // namespace xunze::explain_detail
