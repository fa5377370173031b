// SPDX-License-Identifier: Apache-2.0
// Partners of a row: one is made to fit, or what ties the row to them is left out.
#include "explain/removals.hpp"
#include "explain/solver.hpp"

#include <algorithm>

namespace xunze::explain_detail {

/// This row beside a partner.
solver solver::beside(relation_id partner, std::int32_t row) const {
  solver made = *this;
  made.partner_ = partner;
  made.partner_row_ = row;
  return made;
}

/// Rows of another relation whose key is that of this row.
std::vector<std::int32_t> solver::rows_of_key(keys const& mine, relation_id there,
                                              keys const& theirs) {
  struct side {
    program p;
    program q;
    cell wanted;
  };
  std::vector<side> parts;
  for (std::size_t i = 0; i < mine.size() && i < theirs.size(); ++i) {
    side s{compile(mine[i], run_, relation_), compile(theirs[i], run_, there), {}};
    s.wanted = s.p.at(row_, run_.space());
    if (!s.wanted.is_point()) return {};
    parts.push_back(std::move(s));
  }
  auto const meets = [&](side const& s, std::int32_t row) {
    cell const c = s.q.at(row, run_.space());
    if (!c.is_point()) return false;
    if (s.p.texts() == s.q.texts()) return c == s.wanted;
    return to_value(c, s.q.type(), s.q.texts()) == to_value(s.wanted, s.p.type(), s.p.texts());
  };
  std::vector<std::int32_t> made;
  std::size_t const rows = run_.frame_of(there).rows;
  for (std::int32_t row = 0; row < static_cast<std::int32_t>(rows); ++row) {
    if (std::all_of(parts.begin(), parts.end(), [&](side const& s) { return meets(s, row); })) {
      made.push_back(row);
    }
  }
  return made;
}

/// Rows of the same key come to count where none can be added: rows of a cross or a union.
plan_of_changes solver::make_more(bound_aggregate const& a, std::int64_t count) {
  if (!a.where || a.source->op != aggregate_op::count) return std::nullopt;
  std::vector<change> made;
  for (std::int32_t const row : rows_of_key(a.on, a.from, a.key)) {
    solver there = in_row(a.from, row);
    if (count == 0) break;
    if (truth_of_cell(there.evaluate(a.where)) != truth::no) continue;
    auto more = there.make(a.where, true);
    if (!more) continue;
    made.insert(made.end(), more->begin(), more->end());
    --count;
  }
  return count == 0 ? plan_of_changes{made} : std::nullopt;
}

/// Cells that make one of the rows of the same key a partner: those of the row itself rather than
/// the partner's, and as few as there are.
plan_of_changes solver::make_partner(bound_match const& m) {
  frame const& partners = run_.frame_of(m.partner);
  auto const mine = run_.frame_of(relation_).origin_of(static_cast<std::size_t>(row_));
  auto const sharing = rows_of_key(m.target_key, m.partner, m.partner_key);
  plan_of_changes best;
  for (bool const stays : {true, false}) {
    for (std::int32_t const row : sharing) {
      auto const origin = partners.origin_of(static_cast<std::size_t>(row));
      if (origin && mine && *origin == *mine) continue;  // nothing is its own partner
      solver pair = beside(m.partner, row);
      pair.partner_stays_ = stays;
      auto found = pair.make(m.where, true);
      if (only_cells(found) && (!best || found->size() < best->size())) best = std::move(found);
    }
    if (best) return best;
  }
  return best;
}

/// A key that may be none is left out: no partner shares it then.
plan_of_changes solver::clear_key(bound_match const& m) {
  for (bound_expression const& key : m.target_key) {
    bound_expression const& named =
        key->kind == bound_node::form::row_key ? key->operands[0] : key;
    bool const column = named->kind == bound_node::form::read && named->read.steps.empty() &&
                        named->read.to == access::end::column && named->read.table != nullptr;
    if (!column || !may_be_left_out(*named->read.table, named->read.column)) continue;
    cell const row = row_of(*named);
    if (!row.is_point()) continue;
    return std::vector<change>{clearing_of(run_, *named->read.table, named->read.column,
                                           static_cast<std::size_t>(row.lo))};
  }
  return std::nullopt;
}

}  // namespace xunze::explain_detail
