// SPDX-License-Identifier: Apache-2.0
// Sets that gain or lose members, in one cell or in the rows whose sets they join.
#include "explain/solver.hpp"

#include <algorithm>
#include <bit>

namespace xunze::explain_detail {
namespace {

constexpr std::int64_t bit_of(std::int64_t rank) { return std::int64_t{1} << rank; }

std::int64_t lowest(std::int64_t mask) { return mask & -mask; }

bool is_known(cell c) { return c.is_point() && is_finite(c.lo); }

}  // namespace

/// `subset` and `intersects`. Nulls: nullopt for all other calls.
plan_of_changes solver::make_sets(bound_expression const& e, bool wanted) {
  bool const subset = e->function == function_id::subset;
  if (!subset && e->function != function_id::intersects) return std::nullopt;
  cell const a = evaluate(e->operands[0]);
  cell const b = evaluate(e->operands[1]);
  if (!is_known(a) || !is_known(b)) return std::nullopt;
  if (subset) {
    if (!wanted) return std::nullopt;
    std::int64_t const missing = a.lo & ~b.lo;
    if (auto more = reach_set(e->operands[1], missing, 0)) return more;
    return reach_set(e->operands[0], 0, missing);
  }
  if (!wanted) {
    if (auto fewer = reach_set(e->operands[0], 0, a.lo & b.lo)) return fewer;
    return reach_set(e->operands[1], 0, a.lo & b.lo);
  }
  auto more = b.lo != 0 ? reach_set(e->operands[0], lowest(b.lo), 0) : std::nullopt;
  if (!more && a.lo != 0) more = reach_set(e->operands[1], lowest(a.lo), 0);
  return more;
}

/// Brings members into a set, and others out of it.
plan_of_changes solver::reach_set(bound_expression const& e, std::int64_t in, std::int64_t out) {
  cell const now = evaluate(e);
  if (!is_known(now) || !e->type.is(value_class::set)) return std::nullopt;
  std::int64_t const to = (now.lo | in) & ~out;
  if (to == now.lo) return std::vector<change>{};
  if (e->kind == bound_node::form::call && e->function == function_id::coalesce) {
    return reach_set(e->operands[0], in, out);
  }
  if (e->kind != bound_node::form::read) return std::nullopt;
  if (auto const at = place_of(e)) {
    for (bound_aggregate const& a : run_.bound().relations[at->relation].aggregates) {
      if (a.column == e->read.own) return in_row(at->relation, at->row).reach_union(a, in, out);
    }
  }
  if (auto const made_of = definition_of(e)) {
    return in_row(made_of->relation, made_of->row).reach_set(made_of->value, in, out);
  }
  return set_value(e, to_value(cell{to, to}, e->type, nullptr));
}

/// As many members as are wanted: which ones is an example.
plan_of_changes solver::reach_size(bound_expression const& e, aim how, std::int64_t target) {
  cell const now = evaluate(e);
  if (!is_known(now) || e->type.codes == nullptr || target < 0) return std::nullopt;
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t missing = target - std::popcount(static_cast<std::uint64_t>(now.lo));
  if (how == aim::at_most) missing = std::min<std::int64_t>(missing, 0);
  if (how == aim::at_least) missing = std::max<std::int64_t>(missing, 0);
  std::size_t const known = std::min<std::size_t>(e->type.codes->values.size(), 62);
  auto const ranks = static_cast<std::int64_t>(known);
  for (std::int64_t rank = 0; rank < ranks && missing > 0; ++rank) {
    if ((now.lo & bit_of(rank)) != 0) continue;
    in |= bit_of(rank);
    --missing;
  }
  for (std::int64_t rank = ranks - 1; rank >= 0 && missing < 0; --rank) {
    if ((now.lo & bit_of(rank)) == 0) continue;
    out |= bit_of(rank);
    ++missing;
  }
  if (missing != 0) return std::nullopt;
  auto made = reach_set(e, in, out);
  if (!made) return made;
  for (change& each : *made) each.example = each.kind == change::form::set_cell;
  return made;
}

/// What is to come in comes in with the first row that takes it; what goes leaves every row.
plan_of_changes solver::reach_union(bound_aggregate const& a, std::int64_t in,
                                    std::int64_t out) {
  std::vector<change> made;
  bool entered = in == 0;
  for (auto const& entry : run_.members_of(relation_, a, this_row()).rows) {
    auto set = in_row(a.from, entry.row).reach_set(a.value, entered ? 0 : in, out);
    if (!set && out != 0) return std::nullopt;
    if (!set) continue;
    entered = true;
    made.insert(made.end(), set->begin(), set->end());
  }
  if (entered) return made;
  if (!a.value->source) return std::nullopt;
  row_terms terms = terms_of(a);
  for (std::int64_t rank = 0; rank < 62; ++rank) {
    if ((in & bit_of(rank)) == 0) continue;
    require_member(terms, a.from, a.value, rank);
  }
  return more_rows(a.from, 1, std::move(terms));
}

}  // namespace xunze::explain_detail
