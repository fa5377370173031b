// SPDX-License-Identifier: Apache-2.0
// Numbers brought to a target through arithmetic, by moving one operand.
#include "explain/solver.hpp"

#include "check/sense.hpp"
#include "xunze/core/date.hpp"
#include "xunze/core/decimal.hpp"

#include <algorithm>

namespace xunze::explain_detail {
namespace {

aim flipped(aim how) {
  if (how == aim::at_most) return aim::at_least;
  return how == aim::at_least ? aim::at_most : how;
}

bool is_there(cell now, aim how, std::int64_t target) {
  if (now.is_none()) return false;
  if (how == aim::at_most) return now.hi <= target;
  if (how == aim::at_least) return now.lo >= target;
  return now.lo == target && now.hi == target;
}

/// Whether two expressions read the same: what changes the one may change the other.
bool share_a_read(bound_expression const& a, bound_expression const& b) {
  auto const any_in = [](bound_expression const& e, auto const& asked) {
    return std::any_of(e->operands.begin(), e->operands.end(), asked);
  };
  if (a->kind != bound_node::form::read) {
    return any_in(a, [&](bound_expression const& part) { return share_a_read(part, b); });
  }
  return check_detail::same_reading(a, b) ||
         any_in(b, [&](bound_expression const& part) { return share_a_read(a, part); });
}

/// n / d, rounded to the lawful side. Nulls: nullopt where an exact one is asked for and not there.
std::optional<std::int64_t> divided(std::int64_t n, std::int64_t d, aim how) {
  std::int64_t const quotient = n / d;
  std::int64_t const rest = n % d;
  if (rest == 0) return quotient;
  bool const below = (rest < 0) == (d < 0);  // the quotient was cut down
  if (how == aim::at_most) return below ? quotient : quotient - 1;
  if (how == aim::at_least) return below ? quotient + 1 : quotient;
  return std::nullopt;
}

}  // namespace

bool only_cells(plan_of_changes const& plan) {
  return plan && std::all_of(plan->begin(), plan->end(), [](change const& c) {
           return c.kind == change::form::set_cell;
         });
}

plan_of_changes lighter(plan_of_changes first, plan_of_changes second) {
  return first && (only_cells(first) || !only_cells(second)) ? first : second;
}

plan_of_changes solver::reach(bound_expression const& e, aim how, std::int64_t target) {
  auto made = move_to(e, how, target);
  if (!made) note(e);
  return made;
}

plan_of_changes solver::move_to(bound_expression const& e, aim how, std::int64_t target) {
  cell const now = evaluate(e);
  if (is_there(now, how, target)) return std::vector<change>{};
  bool const computed =
      e->kind == bound_node::form::operation || e->kind == bound_node::form::call;
  if (computed) {
    if (auto day = reach_days(e, how, target)) return day;
  }
  switch (e->kind) {
    case bound_node::form::rescale: {
      auto const& inner = e->operands[0];
      std::int64_t factor = 1;
      for (int s = inner->type.scale; s < e->type.scale; ++s) factor *= 10;
      if (inner->type.scale > e->type.scale) return std::nullopt;
      auto const part = divided(target, factor, how);
      return part ? reach(inner, how, *part) : std::nullopt;
    }
    case bound_node::form::operation: return reach_operation(*e, how, target);
    case bound_node::form::call: return reach_call(*e, how, target);
    case bound_node::form::read: break;
    default: return std::nullopt;
  }
  if (auto by_node = reach_node(e, how, target)) return *by_node;
  if (auto const made_of = definition_of(e)) {
    return in_row(made_of->relation, made_of->row).reach(made_of->value, how, target);
  }
  return set_cell(e, {target, target});
}

plan_of_changes solver::reach_operation(bound_node const& e, aim how, std::int64_t target) {
  if (e.op == operation::choose) {
    truth const guard = truth_of_cell(evaluate(e.operands[0]));
    if (guard == truth::unknown) return std::nullopt;
    std::size_t const taken = guard == truth::yes ? 1 : 2;
    if (auto moved = reach(e.operands[taken], how, target)) return moved;
    bound_expression const& other = e.operands[3 - taken];
    bool const there =
        is_there(evaluate(other), how, target) && !share_a_read(e.operands[0], other);
    return there ? make(e.operands[0], guard != truth::yes) : std::nullopt;
  }
  if (e.op == operation::negate) return reach(e.operands[0], flipped(how), -target);
  if (e.op == operation::multiply) return reach_product(e, how, target);
  if (e.op != operation::add && e.op != operation::subtract) return std::nullopt;
  bool const minus = e.op == operation::subtract;
  cell const a = evaluate(e.operands[0]);
  cell const b = evaluate(e.operands[1]);
  plan_of_changes first;
  plan_of_changes second;
  if (b.is_point() && is_finite(b.lo)) {
    auto const part = minus ? checked_add(target, b.lo) : checked_sub(target, b.lo);
    if (part) first = reach(e.operands[0], how, *part);
  }
  if (!only_cells(first) && a.is_point() && is_finite(a.lo)) {
    auto const part = minus ? checked_sub(a.lo, target) : checked_sub(target, a.lo);
    if (part) second = reach(e.operands[1], minus ? flipped(how) : how, *part);
  }
  return lighter(std::move(first), std::move(second));
}

plan_of_changes solver::reach_product(bound_node const& e, aim how, std::int64_t target) {
  plan_of_changes best;
  for (std::size_t i = 0; i < 2; ++i) {
    cell const factor = evaluate(e.operands[1 - i]);
    if (!factor.is_point() || !is_finite(factor.lo) || factor.lo == 0) continue;
    aim const direction = factor.lo > 0 ? how : flipped(how);
    auto const part = divided(target, factor.lo, direction);
    if (part) best = lighter(std::move(best), reach(e.operands[i], direction, *part));
  }
  return best;
}

plan_of_changes solver::reach_call(bound_node const& e, aim how, std::int64_t target) {
  auto const at = [&](std::size_t i) { return evaluate(e.operands[i]); };
  switch (e.function) {
    case function_id::coalesce: return reach(e.operands[0], how, target);
    case function_id::size: return reach_size(e.operands[0], how, target);
    case function_id::abs: {
      cell const inner = at(0);
      if (!inner.is_point() || target < 0) return std::nullopt;
      return inner.lo >= 0 ? reach(e.operands[0], how, target)
                           : reach(e.operands[0], flipped(how), -target);
    }
    case function_id::date_of: {
      timestamp const morning = start_of(date{static_cast<std::int32_t>(target)});
      return reach(e.operands[0], how, morning.seconds);
    }
    case function_id::add_days: {
      cell const days = at(1);
      return days.is_point() ? reach(e.operands[0], how, target - days.lo) : std::nullopt;
    }
    case function_id::days_between: {
      cell const from = at(0);
      cell const to = at(1);
      if (from.is_point() && is_finite(from.lo)) {
        if (auto moved = reach(e.operands[1], how, from.lo + target)) return moved;
      }
      if (!to.is_point() || !is_finite(to.lo)) return std::nullopt;
      return reach(e.operands[0], flipped(how), to.lo - target);
    }
    case function_id::min:
    case function_id::max: {
      bool const both = (e.function == function_id::max) == (how == aim::at_most);
      if (how == aim::exactly) return std::nullopt;
      auto first = reach(e.operands[0], how, target);
      if (!both && only_cells(first)) return first;
      auto second = reach(e.operands[1], how, target);
      if (!both) return lighter(std::move(first), std::move(second));
      if (!first || !second) return std::nullopt;
      first->insert(first->end(), second->begin(), second->end());
      return first;
    }
    default: return std::nullopt;
  }
}

}  // namespace xunze::explain_detail
