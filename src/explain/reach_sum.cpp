// SPDX-License-Identifier: Apache-2.0
// Sums brought to a target: by one cell, by several, or by rows that go or come.
#include "explain/removals.hpp"
#include "explain/solver.hpp"

#include <algorithm>

namespace xunze::explain_detail {

plan_of_changes solver::reach_sum(bound_aggregate const& a, aim how, std::int64_t delta) {
  program const value = compile(a.value, run_, a.from);
  member_rows const rows = run_.members_of(relation_, a, this_row());
  for (auto const& entry : rows.rows) {
    auto const to = checked_add(value.at(entry.row, run_.space()).lo, delta);
    if (!to || *to < a.unknown_value.lo || *to > a.unknown_value.hi) continue;
    solver there = in_row(a.from, entry.row);
    if (auto set = there.reach(a.value, aim::exactly, *to)) return set;
  }
  if (auto several = spread(a, rows, delta)) return several;
  if (delta < 0) return how == aim::at_most ? drop_largest(a, rows, -delta) : std::nullopt;
  return add_up(a, how, delta);
}

/// Several cells go as far as the vocabulary lets them, one after the other.
plan_of_changes solver::spread(bound_aggregate const& a, member_rows const& rows,
                               std::int64_t delta) {
  program const value = compile(a.value, run_, a.from);
  std::int64_t const end = delta < 0 ? a.unknown_value.lo : a.unknown_value.hi;
  if (!is_finite(end)) return std::nullopt;
  std::vector<change> made;
  for (auto const& entry : rows.rows) {
    std::int64_t const now = value.at(entry.row, run_.space()).lo;
    auto const whole = checked_add(now, delta);
    if (!whole) return std::nullopt;
    std::int64_t const to = delta < 0 ? std::max(end, *whole) : std::min(end, *whole);
    if (to == now) continue;
    auto set = in_row(a.from, entry.row).reach(a.value, aim::exactly, to);
    if (!set) continue;
    made.insert(made.end(), set->begin(), set->end());
    if (made.size() > most_dependents) return std::nullopt;
    delta += now - to;
    if (delta == 0) return made;
  }
  return std::nullopt;
}

/// The rows that bring most go until the rest is small enough.
plan_of_changes solver::drop_largest(bound_aggregate const& a, member_rows rows,
                                     std::int64_t excess) {
  program const value = compile(a.value, run_, a.from);
  auto const brings = [&](member_rows::entry const& e) {
    return value.at(e.row, run_.space()).lo;
  };
  std::stable_sort(rows.rows.begin(), rows.rows.end(),
                   [&](auto const& x, auto const& y) { return brings(x) > brings(y); });
  std::size_t going = 0;
  while (going < rows.rows.size() && excess > 0 && brings(rows.rows[going]) > 0) {
    excess -= brings(rows.rows[going++]);
  }
  if (excess > 0) return std::nullopt;
  rows.rows.resize(going);
  return fewer_rows(rows, {}, 0);
}

/// Rows that bring the difference, as few as the vocabulary allows.
plan_of_changes solver::add_up(bound_aggregate const& a, aim how, std::int64_t delta) {
  std::int64_t const most = a.unknown_value.hi;
  if (most <= 0) return std::nullopt;
  std::int64_t const count = is_finite(most) ? (delta + most - 1) / most : 1;
  bool const exact = how == aim::exactly;
  if (exact && delta % count != 0) return std::nullopt;
  row_terms terms = terms_of(a);
  require_value(terms, a.from, a.value, exact ? operation::equal : operation::greater_equal,
                (delta + count - 1) / count);
  return more_rows(a.from, count, std::move(terms));
}

}  // namespace xunze::explain_detail
