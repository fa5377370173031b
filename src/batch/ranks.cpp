// SPDX-License-Identifier: Apache-2.0
// Ranks inside partitions, and the order in which a relation's nodes are computed.
#include "batch/engine.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

namespace xunze::batch_detail {
namespace {

/// Whether row a comes before row b in the order, and whether they tie.
struct ordering {
  std::vector<vec> const& by;
  std::vector<bool> const& descending;

  [[nodiscard]] truth before(std::size_t a, std::size_t b) const {
    truth result = truth::no;
    truth tied = truth::yes;
    for (std::size_t k = 0; k < by.size(); ++k) {
      cell const x = by[k].at(a);
      cell const y = by[k].at(b);
      truth const smaller = descending[k] ? less_cells(y, x) : less_cells(x, y);
      result = or_(result, and_(tied, smaller));
      tied = and_(tied, equal_cells(x, y));
    }
    return result;
  }
};

/// Whether two rows stand in one partition.
truth agree(std::vector<vec> const& partition, std::size_t a, std::size_t b) {
  truth result = truth::yes;
  for (vec const& p : partition) {
    cell const x = p.at(a);
    cell const y = p.at(b);
    bool const known = (x.is_point() || x.is_none()) && (y.is_point() || y.is_none());
    result = and_(result, known ? truth_of(x.lo == y.lo) : truth::unknown);
  }
  return result;
}

/// Whether the place of a row among others of its kind is a matter of sorting.
bool sortable(std::vector<vec> const& by, std::size_t row) {
  return std::all_of(by.begin(), by.end(), [&](vec const& v) {
    return v.at(row).is_point() && is_finite(v.at(row).lo);
  });
}

/// Rows of one partition with known order values, sorted, and what stands before each.
class sorted_rows {
 public:
  struct count {
    std::int64_t certain = 0;         // rows
    std::int64_t possible = 0;
    std::int64_t certain_tuples = 0;  // different order values of certain rows, of all rows
    std::int64_t tuples = 0;
  };

  sorted_rows(ordering const& order, std::vector<std::size_t> rows, frame const& of)
      : order_(order), rows_(std::move(rows)) {
    auto const less = [&](std::size_t a, std::size_t b) {
      return order_.before(a, b) == truth::yes;
    };
    std::sort(rows_.begin(), rows_.end(), less);
    count now;
    for (std::size_t i = 0; i < rows_.size();) {
      count next = now;
      bool certain = false;
      std::size_t const first = i;
      for (; i < rows_.size() && !less(rows_[first], rows_[i]); ++i) {
        bool const sure = of.present(rows_[i]) == truth::yes;
        certain = certain || sure;
        ++(sure ? next.certain : next.possible);
        before_.push_back(now);
      }
      next.certain_tuples += certain ? 1 : 0;
      next.tuples += 1;
      now = next;
    }
  }

  /// Calls `found(row, what is before it)`.
  template <class Found>
  void for_each(Found const& found) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) found(rows_[i], before_[i]);
  }

 private:
  ordering const& order_;
  std::vector<std::size_t> rows_;
  std::vector<count> before_;
};

/// The rows before one row: how many, or how many different order tuples.
class preceding {
 public:
  preceding() = default;
  explicit preceding(sorted_rows::count const& sorted)
      : certain_(sorted.certain), possible_(sorted.possible), sorted_(sorted) {}

  void add_endless() { endless_ = true; }
  void add(std::vector<vec> const& by, std::size_t row, bool certain, bool dense) {
    ++(certain ? certain_ : possible_);
    if (!dense) return;
    std::vector<std::int64_t> tuple;
    for (vec const& v : by) {
      cell const c = v.at(row);
      if (!c.is_point() && !c.is_none()) {
        ++unknown_;
        return;
      }
      tuple.push_back(c.lo);
    }
    all_tuples_.insert(tuple);
    if (certain) certain_tuples_.insert(std::move(tuple));
  }

  [[nodiscard]] interval place(bool dense) const {
    interval const known = place_among_known(dense);
    return {known.lo, endless_ ? plus_infinity : known.hi};
  }

 private:
  [[nodiscard]] interval place_among_known(bool dense) const {
    if (!dense) return {1 + certain_, 1 + certain_ + possible_};
    auto const least = std::max<std::int64_t>(
        sorted_.certain_tuples + static_cast<std::int64_t>(certain_tuples_.size()),
        certain_ > 0 ? 1 : 0);
    return {1 + least,
            1 + sorted_.tuples + static_cast<std::int64_t>(all_tuples_.size()) + unknown_};
  }

  bool endless_ = false;
  std::set<std::vector<std::int64_t>> certain_tuples_;
  std::set<std::vector<std::int64_t>> all_tuples_;
  std::int64_t certain_ = 0;
  std::int64_t possible_ = 0;
  std::int64_t unknown_ = 0;
  sorted_rows::count sorted_{};
};

}  // namespace

vec engine::fill_rank(relation_id id, bound_rank const& r, frame& into) {
  std::vector<vec> by;
  std::vector<bool> descending;
  for (auto const& [e, down] : r.order) {
    by.push_back(column_of(compile(e, *this, id), into.rows));
    descending.push_back(down);
  }
  std::vector<vec> partition;
  for (auto const& e : r.partition) {
    partition.push_back(column_of(compile(e, *this, id), into.rows));
  }
  // Rows with an unknown part may stand in every partition that agrees in the rest.
  std::map<std::vector<std::int64_t>, std::vector<std::size_t>> parts;
  std::vector<std::size_t> loose;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < into.rows; ++i) {
    std::vector<std::int64_t> key;
    bool known = true;
    for (vec const& p : partition) {
      cell const c = p.at(i);
      known = known && (c.is_point() || c.is_none());
      key.push_back(c.lo);
    }
    all.push_back(i);
    if (known) {
      parts[key].push_back(i);
    } else {
      loose.push_back(i);
    }
  }
  vec made;
  made.type = into.own[r.column].type;
  made.lo.assign(into.rows, minus_infinity);
  made.hi.assign(into.rows, plus_infinity);
  ordering const order{by, descending};
  repeated_rows const often = repeated_in(id, r.partition);
  using rows_list = std::vector<std::size_t>;
  auto const place = [&](std::size_t a, preceding before,
                         std::initializer_list<rows_list const*> near) {
    for (auto const* rows : near) {
      for (std::size_t b : *rows) {
        if (a == b) continue;
        truth const together = agree(partition, a, b);
        truth const first = and_(and_(order.before(b, a), into.present(b)), together);
        if (first != truth::no) before.add(by, b, first == truth::yes, r.dense);
        if (first != truth::no && often.contains(b)) before.add_endless();
      }
    }
    if (often.contains(a)) before.add_endless();
    interval const found = before.place(r.dense);
    made.lo[a] = found.lo;
    made.hi[a] = found.hi;
  };
  // Known rows are counted by sorting; equal values of loose rows would count twice if dense.
  bool const sorting = !r.dense || loose.empty();
  for (auto const& [key, rows] : parts) {
    rows_list plain;
    rows_list odd;
    for (std::size_t a : rows) {
      bool const sorted = sorting && sortable(by, a) && !often.contains(a);
      (sorted ? plain : odd).push_back(a);
    }
    for (std::size_t a : odd) place(a, {}, {&rows, &loose});
    sorted_rows const sorted(order, std::move(plain), into);
    sorted.for_each([&](std::size_t a, sorted_rows::count const& before) {
      place(a, preceding(before), {&odd, &loose});
    });
  }
  for (std::size_t a : loose) place(a, {}, {&all});
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

void engine::fill_column(program const& p, std::size_t column, frame& into) {
  vec& own = into.own[column];
  auto const absent = own.type.absent;
  if (is_light(p)) {
    into.computed.resize(into.own.size());
    into.computed[column] = p.root();
    own.type = p.type();
  } else {
    own = column_of(p, into.rows);
  }
  own.type.absent = absent;
}

void engine::fill_nodes(relation_id id, frame& into) {
  bound_relation const& r = bound_.relations[id];
  for (auto const& [kind, number] : r.order) {
    switch (kind) {
      case bound_relation::node::column: {
        fill_column(compile(r.own[number].value, *this, id), number, into);
        break;
      }
      case bound_relation::node::aggregate: {
        bound_aggregate const& a = r.aggregates[number];
        into.own[a.column] = fill_aggregate(id, a, into);
        break;
      }
      case bound_relation::node::match: {
        bound_match const& m = r.matches[number];
        into.own[m.column] = fill_match(id, m, into);
        break;
      }
      case bound_relation::node::linear: {
        bound_linear const& l = r.linear[number];
        into.own[l.column] = fill_linear(id, l, into);
        break;
      }
      case bound_relation::node::rank: {
        bound_rank const& k = r.ranks[number];
        into.own[k.column] = fill_rank(id, k, into);
        break;
      }
      case bound_relation::node::carry: {
        bound_carry const& c = r.carries[number];
        into.own[c.column] = fill_carry(id, c, into);
        break;
      }
    }
  }
}

}  // namespace xunze::batch_detail
