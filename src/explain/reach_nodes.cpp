// SPDX-License-Identifier: Apache-2.0
// Aggregates and matches brought to a target: rows go or come, or cells of their rows are set.
#include "explain/removals.hpp"
#include "explain/solver.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

namespace xunze::explain_detail {
namespace {

void append(std::vector<change>& to, std::vector<change> const& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

std::vector<std::uint8_t> solver::this_row() const {
  std::vector<std::uint8_t> wanted(run_.frame_of(relation_).rows, 0);
  wanted[static_cast<std::size_t>(row_)] = 1;
  return wanted;
}

std::optional<plan_of_changes> solver::reach_node(bound_expression const& e, aim how,
                                                  std::int64_t target) {
  auto const at = place_of(e);
  if (!at) return std::nullopt;
  cell const now = evaluate(e);
  solver there = in_row(at->relation, at->row);
  bound_relation const& owner = run_.bound().relations[at->relation];
  for (bound_aggregate const& a : owner.aggregates) {
    if (a.column == e->read.own) return there.reach_aggregate(a, now, how, target);
  }
  for (bound_match const& m : owner.matches) {
    if (m.column == e->read.own) return there.reach_match(m, now, how, target);
  }
  for (bound_linear const& l : owner.linear) {
    if (l.column == e->read.own) return there.reach_linear(l, now, how, target);
  }
  return std::nullopt;
}

plan_of_changes solver::reach_aggregate(bound_aggregate const& a, cell now, aim how,
                                        std::int64_t target) {
  bool const up = now.lo < target;
  if (!now.is_point() || (up && how == aim::at_most) || (!up && how == aim::at_least)) {
    return std::nullopt;
  }
  switch (a.source->op) {
    case aggregate_op::any:
    case aggregate_op::count:
    case aggregate_op::distinct: break;
    case aggregate_op::sum: return reach_sum(a, how, target - now.lo);
    case aggregate_op::min:
    case aggregate_op::max: return reach_extreme(a, now, how, target);
    default: return std::nullopt;
  }
  bool const distinct = a.source->op == aggregate_op::distinct;
  if (up) {
    row_terms terms = terms_of(a);
    if (distinct) require_others(terms, a);
    auto added = more_rows(a.from, target - now.lo, std::move(terms));
    return added ? added : make_more(a, target - now.lo);
  }
  program const value = distinct ? compile(a.value, run_, a.from) : program{};
  return fewer_rows(run_.members_of(relation_, a, this_row()), value, target);
}

/// Every row beyond the target comes to it; where none may be beyond, the outermost one does.
plan_of_changes solver::reach_extreme(bound_aggregate const& a, cell now, aim how,
                                      std::int64_t target) {
  bool const least = a.source->op == aggregate_op::min;
  bool const inward = least ? now.lo < target : now.lo > target;
  program const value = compile(a.value, run_, a.from);
  member_rows const rows = run_.members_of(relation_, a, this_row());
  if (rows.rows.empty()) {
    row_terms terms = terms_of(a);
    require_value(terms, a.from, a.value, how == aim::at_most ? operation::less_equal
                                  : how == aim::at_least ? operation::greater_equal
                                                         : operation::equal, target);
    return more_rows(a.from, 1, std::move(terms));
  }
  std::vector<change> made;
  for (auto const& entry : rows.rows) {
    std::int64_t const v = value.at(entry.row, run_.space()).lo;
    bool const moves = inward ? (least ? v < target : v > target) : v == now.lo;
    if (!moves) continue;
    auto set = in_row(a.from, entry.row).reach(a.value, aim::exactly, target);
    if (!set) return std::nullopt;
    append(made, *set);
    if (!inward) break;
  }
  return made;
}

plan_of_changes solver::reach_match(bound_match const& m, cell now, aim how,
                                    std::int64_t target) {
  if (m.source->find == find_kind::nearest) return reach_nearest(m, how, target);
  if (!now.is_point()) return std::nullopt;
  if (now.lo < target) {
    auto paired = target - now.lo == 1 && m.where ? make_partner(m) : std::nullopt;
    if (paired && paired->size() == 1) return paired;
    auto terms = terms_of(m);
    auto added = terms ? more_rows(m.partner, target - now.lo, std::move(*terms)) : std::nullopt;
    return added ? added : paired;
  }
  if (how_.leave_keys) {
    if (auto cleared = clear_key(m)) return cleared;
  }
  // Of rows at the same time the row itself is one.
  std::int64_t const kept = m.source->find == find_kind::max_concurrent ? target - 1 : target;
  return fewer_rows(run_.partners_of(relation_, m, this_row()), {}, kept);
}

/// The row itself moves: behind all its partners, or to one of them.
plan_of_changes solver::reach_nearest(bound_match const& m, aim how, std::int64_t target) {
  program const theirs = compile(m.gap_partner, run_, m.partner);
  member_rows const rows = run_.partners_of(relation_, m, this_row());
  if (rows.rows.empty()) {
    auto terms = terms_of(m);
    return terms ? more_rows(m.partner, 1, std::move(*terms)) : std::nullopt;
  }
  std::optional<std::int64_t> last;
  for (auto const& entry : rows.rows) {
    cell const at = theirs.at(entry.row, run_.space());
    if (!at.is_point() || !is_finite(at.lo)) return std::nullopt;
    last = std::max(last.value_or(at.lo), at.lo);
  }
  return reach(m.gap_target, aim::exactly, how == aim::at_most ? *last : *last + target);
}

/// Row by row where the terms share their rows, else as the arithmetic it is.
plan_of_changes solver::reach_linear(bound_linear const& l, cell now, aim how,
                                     std::int64_t target) {
  if (!l.by_row || !now.is_point()) return reach(l.form, how, target);
  bound_relation const& here = run_.bound().relations[relation_];
  std::map<std::int32_t, std::int64_t> gain;
  std::map<std::int32_t, std::set<std::size_t>> counted;  // by row: the terms that it is in
  member_rows rows;
  relation_id from = 0;
  for (auto const& [number, coefficient] : l.terms) {
    bound_aggregate const& a = here.aggregates[number];
    cell const times = evaluate(coefficient);
    if (!times.is_point()) return std::nullopt;
    program const value = a.value ? compile(a.value, run_, a.from) : program{};
    from = a.from;
    rows = run_.members_of(relation_, a, this_row());
    for (auto const& entry : rows.rows) {
      std::int64_t const v = value ? value.at(entry.row, run_.space()).lo : 1;
      gain[entry.row] += times.lo * v;
      counted[entry.row].insert(number);
    }
  }
  std::int64_t best = 0;
  std::int32_t model = -1;
  for (auto const& [row, g] : gain) {
    if (g > best) model = row;
    best = std::max(best, g);
  }
  if (best == 0) return reach(l.form, how, target);
  std::int64_t missing = target - now.lo;
  if (missing > 0) {
    // As many copies of a row that helps most.
    std::int64_t const count = (missing + best - 1) / best;
    bool const exact = count * best == missing;
    if (how == aim::exactly && !exact) return std::nullopt;
    return more_rows(from, count, terms_like(l, model, counted[model]));
  }
  std::vector<std::pair<std::int64_t, std::int32_t>> order;
  for (auto const& [row, g] : gain) {
    if (g > 0) order.emplace_back(-g, row);
  }
  std::sort(order.begin(), order.end());
  rows.rows.clear();
  for (auto const& [g, row] : order) {
    if (missing >= 0) break;
    member_rows::entry going{};
    going.row = row;
    rows.rows.push_back(going);
    missing -= g;
  }
  // Nobody takes away all there is to have a lower share of it.
  bool const nothing_left = rows.rows.size() == gain.size();
  if (missing < 0 || nothing_left || (how == aim::exactly && missing != 0)) return std::nullopt;
  return fewer_rows(rows, {}, 0);
}

/// All rows go but `kept` of them; with a value, all but those of so many different values.
plan_of_changes solver::fewer_rows(member_rows const& rows, program const& value,
                                   std::int64_t kept) {
  if (kept < 0) return std::nullopt;
  std::unordered_set<std::int64_t> staying;
  table_schema const* from = nullptr;
  std::vector<std::size_t> going;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    auto const& entry = rows.rows[how_.last_stays ? rows.rows.size() - 1 - i : i];
    std::int64_t const v = value ? value.at(entry.row, run_.space()).lo : entry.row;
    if (staying.contains(v)) continue;
    if (static_cast<std::int64_t>(staying.size()) < kept) {
      staying.insert(v);
      continue;
    }
    auto const origin = rows.source->origin_of(static_cast<std::size_t>(entry.row));
    if (!origin || origin->row < 0) return std::nullopt;
    if (from != nullptr && from != origin->from->schema) return std::nullopt;
    from = origin->from->schema;
    going.push_back(static_cast<std::size_t>(origin->row));
  }
  if (from == nullptr) return std::nullopt;
  return std::vector<change>{removal_of(run_, *from, std::move(going))};
}

}  // namespace xunze::explain_detail
