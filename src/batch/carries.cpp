// SPDX-License-Identifier: Apache-2.0
// What comes over from row to row: ledgers by year, with limits on what is kept or owed.
#include "batch/carries.hpp"

#include "batch/engine.hpp"

#include <algorithm>
#include <map>

namespace xunze::batch_detail {
namespace {

using rows_list = std::vector<std::int32_t>;

bool is_settled(cell c) { return c.is_none() || c.is_point(); }

/// Whether a key may be one whose open parts are marked.
bool may_agree(std::vector<cell> const& open, std::vector<std::int64_t> const& key) {
  for (std::size_t k = 0; k < key.size(); ++k) {
    if (is_settled(open[k]) && open[k].lo != key[k]) return false;
  }
  return true;
}

/// Sorts the rows of one partition; false where two may stand at one place.
bool put_in_order(rows_list& rows, vec const& order) {
  for (std::int32_t row : rows) {
    cell const c = order.at(static_cast<std::size_t>(row));
    if (!c.is_point() || !is_finite(c.lo)) return false;
  }
  auto const place = [&](std::int32_t row) { return order.lo[static_cast<std::size_t>(row)]; };
  std::sort(rows.begin(), rows.end(),
            [&](std::int32_t a, std::int32_t b) { return place(a) < place(b); });
  return std::adjacent_find(rows.begin(), rows.end(), [&](std::int32_t a, std::int32_t b) {
           return place(a) == place(b);
         }) == rows.end();
}

carry_chains chains_by(std::vector<vec> const& partition, vec const& order, frame const& of) {
  std::size_t const rows = of.rows;
  repeated_rows const several{of.open_expands};
  carry_chains made;
  made.before.assign(rows, no_row);
  made.open.assign(rows, 0);
  std::map<std::vector<std::int64_t>, rows_list> parts;
  std::vector<std::vector<cell>> loose;
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<cell> cells;
    std::vector<std::int64_t> key;
    for (vec const& p : partition) {
      cells.push_back(p.at(i));
      key.push_back(cells.back().lo);
    }
    if (std::all_of(cells.begin(), cells.end(), is_settled)) {
      parts[std::move(key)].push_back(static_cast<std::int32_t>(i));
    } else {
      made.open[i] = 1;
      loose.push_back(std::move(cells));
    }
  }
  for (auto& part : parts) {
    std::vector<std::int64_t> const& key = part.first;
    rows_list& members = part.second;
    bool const often = std::any_of(members.begin(), members.end(), [&](std::int32_t row) {
      return several.contains(static_cast<std::size_t>(row));
    });
    bool const joined = std::any_of(loose.begin(), loose.end(),
                                    [&](auto const& open) { return may_agree(open, key); });
    if (often || joined || !put_in_order(members, order)) {
      for (std::int32_t row : members) made.open[static_cast<std::size_t>(row)] = 1;
      continue;
    }
    for (std::size_t i = 1; i < members.size(); ++i) {
      made.before[static_cast<std::size_t>(members[i])] = members[i - 1];
    }
    made.chains.push_back(std::move(members));
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
void carry_along(rows_list const& chain, carry_terms const& terms, frame const& rows, vec& made) {
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
  for (rows_list const& chain : chains->chains) carry_along(chain, terms, into, made);
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

}  // namespace xunze::batch_detail
