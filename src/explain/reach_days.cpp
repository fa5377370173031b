// SPDX-License-Identifier: Apache-2.0
// Numbers made of years, months and days, brought to a bound by the nearest other day.
#include "check/sense.hpp"
#include "explain/solver.hpp"

#include <algorithm>

namespace xunze::explain_detail {
namespace {

constexpr std::int64_t most_days = 1100;  // three years each way

bool takes_days_apart(bound_expression const& e) {
  bool const here = e->kind == bound_node::form::call &&
                    (e->function == function_id::year || e->function == function_id::month ||
                     e->function == function_id::day);
  return here || std::any_of(e->operands.begin(), e->operands.end(), takes_days_apart);
}

void days_read(bound_expression const& e, std::vector<bound_expression>& into) {
  if (e->kind == bound_node::form::read && e->type.is(value_class::date)) {
    bool const there = std::any_of(into.begin(), into.end(), [&](bound_expression const& other) {
      return check_detail::same_reading(e, other);
    });
    if (!there) into.push_back(e);
  }
  for (auto const& operand : e->operands) days_read(operand, into);
}

bound_expression with_day(bound_expression const& e, bound_expression const& read, date day) {
  auto made = std::make_shared<bound_node>(*e);
  if (e->kind == bound_node::form::read && check_detail::same_reading(e, read)) {
    made->kind = bound_node::form::constant;
    made->constant = value{day};
    made->read = {};
  }
  for (auto& operand : made->operands) operand = with_day(operand, read, day);
  return made;
}

}  // namespace

/// Columns of this row stand for what defines them.
bound_expression solver::spelled_out(bound_expression const& e) {
  if (auto const made_of = definition_of(e)) {
    bool const here = made_of->relation == relation_ && made_of->row == row_;
    return here ? spelled_out(made_of->value) : e;
  }
  if (e->operands.empty()) return e;
  auto made = std::make_shared<bound_node>(*e);
  for (auto& operand : made->operands) operand = spelled_out(operand);
  return made;
}

/// The day that moves least. Nulls: nullopt for other numbers, and where an exact one is asked
/// for: many days have it.
plan_of_changes solver::reach_days(bound_expression const& e, aim how, std::int64_t target) {
  if (how == aim::exactly) return std::nullopt;
  bound_expression const whole = spelled_out(e);
  if (!takes_days_apart(whole)) return std::nullopt;
  auto const reached = [&](bound_expression const& read, std::int64_t day) {
    date const moved{static_cast<std::int32_t>(day)};
    if (!is_supported(moved)) return false;
    cell const c = evaluate(with_day(whole, read, moved));
    if (c.is_none()) return false;
    return how == aim::at_most ? c.hi <= target : c.lo >= target;
  };
  std::vector<bound_expression> reads;
  days_read(whole, reads);
  for (std::int64_t by = 1; by <= most_days; ++by) {
    for (bound_expression const& read : reads) {
      cell const now = evaluate(read);
      if (!now.is_point() || !is_finite(now.lo)) continue;
      for (std::int64_t const day : {now.lo + by, now.lo - by}) {
        if (!reached(read, day)) continue;
        if (auto made = reach(read, aim::exactly, day)) return made;
      }
    }
  }
  return std::nullopt;
}

}  // namespace xunze::explain_detail
