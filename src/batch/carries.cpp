// SPDX-License-Identifier: Apache-2.0
// What comes over from row to row: ledgers by year, with limits on what is kept or owed.
#include "batch/carries.hpp"

#include "batch/engine.hpp"
#include "batch/numbered_rows.hpp"

#include <algorithm>
#include <span>

namespace xunze::batch_detail {
namespace {

bool is_settled(cell c) { return c.is_none() || c.is_point(); }

/// Whether a key may be one whose open parts are marked.
bool may_agree(std::vector<cell> const& open, std::span<std::int64_t const> key) {
  for (std::size_t k = 0; k < key.size(); ++k) {
    if (is_settled(open[k]) && open[k].lo != key[k]) return false;
  }
  return true;
}

/// A row of a partition and its place in the order.
struct placed_row {
  std::int64_t place;
  std::int32_t row;
};

/// Rows with a partition, one partition after another; `begins` is where each begins.
std::vector<placed_row> gathered(numbered_rows const& parts, vec const& order,
                                 std::vector<std::size_t>& begins) {
  begins.assign(parts.keys.size() + 2, 0);
  for (std::int32_t part : parts.number) {
    if (part >= 0) ++begins[static_cast<std::size_t>(part) + 2];
  }
  for (std::size_t p = 2; p < begins.size(); ++p) begins[p] += begins[p - 1];
  std::vector<placed_row> made(begins.back());
  for (std::size_t i = 0; i < parts.number.size(); ++i) {
    if (parts.number[i] < 0) continue;
    cell const c = order.at(i);
    bool const known = c.is_point() && is_finite(c.lo);
    made[begins[static_cast<std::size_t>(parts.number[i]) + 1]++] = {
        known ? c.lo : unknown_value, static_cast<std::int32_t>(i)};
  }
  begins.pop_back();
  return made;
}

/// Sorts the rows of one partition; false where two may stand at one place.
bool put_in_order(std::span<placed_row> rows) {
  std::sort(rows.begin(), rows.end(),
            [](placed_row const& a, placed_row const& b) { return a.place < b.place; });
  return rows.front().place != unknown_value &&
         std::adjacent_find(rows.begin(), rows.end(),
                            [](placed_row const& a, placed_row const& b) {
                              return a.place == b.place;
                            }) == rows.end();
}

carry_chains chains_by(std::vector<vec> const& partition, vec const& order, frame const& of) {
  repeated_rows const several{of.open_expands};
  numbered_rows const parts = number_rows(partition, of.rows);
  std::vector<std::vector<cell>> loose;
  for (std::size_t i = 0; i < of.rows; ++i) {
    if (parts.number[i] >= 0) continue;
    std::vector<cell>& cells = loose.emplace_back();
    for (vec const& p : partition) cells.push_back(p.at(i));
  }
  std::vector<std::size_t> begins;
  std::vector<placed_row> rows = gathered(parts, order, begins);
  carry_chains made;
  made.before.assign(of.rows, no_row);
  made.open.assign(of.rows, 1);
  made.rows.reserve(rows.size());
  for (std::size_t p = 0; p < parts.keys.size(); ++p) {
    std::span<placed_row> const members{rows.data() + begins[p], begins[p + 1] - begins[p]};
    bool const often = !several.empty() &&
                       std::any_of(members.begin(), members.end(), [&](placed_row const& member) {
                         return several.contains(static_cast<std::size_t>(member.row));
                       });
    bool const joined =
        std::any_of(loose.begin(), loose.end(),
                    [&](auto const& open) { return may_agree(open, parts.keys.tuple(p)); });
    if (often || joined || !put_in_order(members)) continue;
    std::int32_t before = no_row;
    for (placed_row const& member : members) {
      auto const row = static_cast<std::size_t>(member.row);
      made.before[row] = before;
      made.open[row] = 0;
      made.rows.push_back(member.row);
      before = member.row;
    }
    made.begins.push_back(made.rows.size());
  }
  return made;
}

/// The four numbers that each row brings.
class carry_terms {
 public:
  carry_terms(engine& run, relation_id id, bound_carry const& c, std::size_t rows)
      : add_(column(run, id, c.add, rows)), least_(column(run, id, c.at_least, rows)),
        most_(column(run, id, c.at_most, rows)), first_(column(run, id, c.first, rows)) {}

  [[nodiscard]] interval first(std::size_t row) const { return of(first_, row, zero, whole); }

  /// What the row leaves over of what came to it. Each term only raises it: both ends are exact.
  [[nodiscard]] interval after(interval came, std::size_t row) const {
    interval const with = add(came, of(add_, row, zero, whole));
    interval const least = of(least_, row, zero, interval::point(minus_infinity));
    interval const most = of(most_, row, interval::point(plus_infinity),
                             interval::point(plus_infinity));
    return lesser(most, greater(least, with));
  }

 private:
  static constexpr interval zero = interval::point(0);
  static constexpr interval whole = interval::whole();

  static vec column(engine& run, relation_id id, bound_expression const& e, std::size_t rows) {
    return e ? run.column_of(compile(e, run, id), rows) : vec{};
  }

  static interval of(vec const& from, std::size_t row, interval absent, interval none) {
    if (from.lo.empty()) return absent;
    cell const c = from.at(row);
    return c.is_none() ? none : interval{c.lo, c.hi};
  }

  vec add_;
  vec least_;
  vec most_;
  vec first_;
};

/// What comes to each row of a chain; a row that may not be there may be passed over.
void carry_along(std::span<std::int32_t const> chain, carry_terms const& terms,
                 frame const& rows, vec& made) {
  std::optional<interval> came;
  bool may_be_first = true;
  for (std::int32_t at : chain) {
    auto const row = static_cast<std::size_t>(at);
    interval value = may_be_first ? terms.first(row) : *came;
    if (may_be_first && came) value = hull(value, *came);
    made.set(row, {value.lo, value.hi});
    interval const left = terms.after(value, row);
    if (rows.present(row) == truth::yes) {
      came = left;
      may_be_first = false;
    } else {
      came = came ? hull(*came, left) : left;
    }
  }
}

}  // namespace

std::vector<std::int32_t> carry_chains::up_to(std::int32_t row) const {
  std::vector<std::int32_t> made;
  for (; row >= 0; row = before[static_cast<std::size_t>(row)]) made.push_back(row);
  std::reverse(made.begin(), made.end());
  return made;
}

vec engine::fill_carry(relation_id id, bound_carry const& c, frame& into) {
  std::vector<vec> partition;
  for (auto const& e : c.partition) {
    partition.push_back(column_of(compile(e, *this, id), into.rows));
  }
  vec const order = column_of(compile(c.order, *this, id), into.rows);
  auto chains = std::make_shared<carry_chains>(chains_by(partition, order, into));
  kept_carries_[&c] = chains;
  vec made;
  made.type = into.own[c.column].type;
  made.lo.assign(into.rows, 0);
  for (std::size_t i = 0; i < into.rows; ++i) {
    if (chains->open[i] != 0) made.set(i, unknown_cell);
  }
  carry_terms const terms(*this, id, c, into.rows);
  for (std::size_t n = 0; n < chains->size(); ++n) {
    carry_along(chains->chain(n), terms, into, made);
  }
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

}  // namespace xunze::batch_detail
