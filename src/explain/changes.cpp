// SPDX-License-Identifier: Apache-2.0
#include "explain/changes.hpp"

#include "batch/reads.hpp"
#include "batch/wording.hpp"
#include "explain/solver.hpp"

#include <algorithm>

namespace xunze::explain_detail {
namespace {

operation opposite(operation op) {
  switch (op) {
    case operation::equal: return operation::not_equal;
    case operation::not_equal: return operation::equal;
    case operation::less: return operation::greater_equal;
    case operation::less_equal: return operation::greater;
    case operation::greater: return operation::less_equal;
    default: return operation::less;
  }
}

operation mirrored(operation op) {
  switch (op) {
    case operation::less: return operation::greater;
    case operation::less_equal: return operation::greater_equal;
    case operation::greater: return operation::less;
    case operation::greater_equal: return operation::less_equal;
    default: return op;
  }
}

}  // namespace

plan_of_changes solver::make(bound_expression const& e, bool wanted) {
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
  if (e->kind != bound_node::form::read || !e->type.is(value_class::boolean)) return std::nullopt;
  std::int64_t const target = wanted ? 1 : 0;
  if (auto by_node = reach_node(e, wanted ? aim::at_least : aim::at_most, target)) return *by_node;
  if (auto set = set_cell(e, cell{target, target})) return set;
  auto const definition = definition_of(e);
  return definition ? make(definition, wanted) : std::nullopt;
}

cell solver::evaluate(bound_expression const& e) {
  return compile(e, run_, relation_).at(row_, run_.space());
}

/// The expression behind a column of the relation itself. Nulls: absent for all others.
bound_expression solver::definition_of(bound_expression const& e) const {
  bool const own = e->kind == bound_node::form::read && e->read.from == access::start::own &&
                   e->read.table == nullptr && e->read.hops.empty() && !e->read.partner;
  return own ? run_.bound().relations[relation_].own[e->read.own].value : nullptr;
}

plan_of_changes solver::all(bound_expression const& e, bool wanted) {
  std::vector<change> changes;
  for (auto const& operand : e->operands) {
    auto more = make(operand, wanted);
    if (!more) return std::nullopt;
    changes.insert(changes.end(), more->begin(), more->end());
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

plan_of_changes solver::into_set(bound_expression const& e) {
  if (e->operands.size() < 2) return std::nullopt;
  bound_expression const& item = e->operands[1];
  cell const c = evaluate(item);
  if (!c.is_point()) return std::nullopt;
  if (item->type.is(value_class::set)) {
    for (std::int64_t bit = 0; bit < 62; ++bit) {
      if ((c.lo >> bit) & 1) return set_cell(e->operands[0], {bit, bit});
    }
    return std::nullopt;
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
  program const p = compile(other, run_, relation_);
  return set_value(side, to_value(p.at(row_, run_.space()), p.type(), p.texts()));
}

plan_of_changes solver::set_cell(bound_expression const& side, cell c) {
  return set_value(side, to_value(c, side->type, nullptr));
}

/// Sets the cell of a given table that the expression reads directly.
plan_of_changes solver::set_value(bound_expression side, value to) {
  while (side->kind == bound_node::form::translate) side = side->operands[0];
  bool const column = side->kind == bound_node::form::read &&
                      side->read.to == access::end::column && side->read.table != nullptr &&
                      !side->read.partner && !to.is_null();
  if (!column) {
    auto const definition = definition_of(side);
    return definition ? set_value(definition, to) : std::nullopt;
  }
  auto row_only = std::make_shared<bound_node>(*side);
  row_only->read.to = access::end::row;
  row_only->type = {};
  row_only->type.kind = value_class::row;
  row_only->type.table = side->read.table;
  cell const row = evaluate(row_only);
  if (!row.is_point()) return std::nullopt;
  change made;
  made.table = side->read.table->name;
  made.rows = {static_cast<std::size_t>(row.lo)};
  column_schema const& schema = side->read.table->columns[side->read.column];
  made.column = schema.name;
  made.to = std::move(to);
  made.count = 1;
  std::string const shown_value = plain_text(made.to);
  made.description = {"把“" + side->read.table->title.zh + "”的“" + schema.title.zh + "”改为" +
                          shown_value,
                      "set `" + schema.name + "` of `" + made.table + "` to " + shown_value};
  return std::vector<change>{made};
}

std::vector<change> changes_for(engine& run, std::size_t rule, std::size_t subject) {
  bound_rule const& r = run.bound().rules[rule];
  auto found = solver(run, r.view, static_cast<std::int32_t>(subject)).make(r.condition, true);
  return found ? *found : std::vector<change>{};
}

}  // namespace xunze::explain_detail
