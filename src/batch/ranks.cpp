// SPDX-License-Identifier: Apache-2.0
// Ranks inside partitions, and the order in which a relation's nodes are computed.
#include "batch/engine.hpp"

#include <algorithm>
#include <map>

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

}  // namespace

vec engine::fill_rank(relation_id id, bound_rank const& r, frame& into) {
  std::vector<vec> by;
  std::vector<bool> descending;
  for (auto const& [e, down] : r.order) {
    by.push_back(column_of(compile(e, *this, id), into.rows));
    descending.push_back(down);
  }
  std::map<std::vector<std::int64_t>, std::vector<std::size_t>> parts;
  std::vector<vec> partition;
  for (auto const& e : r.partition) {
    partition.push_back(column_of(compile(e, *this, id), into.rows));
  }
  std::vector<std::uint8_t> placed(into.rows, 1);
  for (std::size_t i = 0; i < into.rows; ++i) {
    std::vector<std::int64_t> key;
    for (vec const& p : partition) {
      cell const c = p.at(i);
      if (!c.is_point() && !c.is_none()) placed[i] = 0;
      key.push_back(c.lo);
    }
    if (placed[i]) parts[key].push_back(i);
  }
  vec made;
  made.type = into.own[r.column].type;
  made.lo.assign(into.rows, minus_infinity);
  made.hi.assign(into.rows, plus_infinity);
  ordering const order{by, descending};
  for (auto const& [key, rows] : parts) {
    for (std::size_t a : rows) {
      std::int64_t lo = 1;
      std::int64_t hi = 1;
      std::vector<std::vector<std::int64_t>> certain, possible;
      for (std::size_t b : rows) {
        truth const first = and_(order.before(b, a), into.present(b));
        if (first == truth::no) continue;
        if (!r.dense) {
          lo += first == truth::yes ? 1 : 0;
          hi += 1;
          continue;
        }
        std::vector<std::int64_t> tuple;
        for (vec const& v : by) tuple.push_back(v.lo[b]), tuple.push_back(v.at(b).hi);
        possible.push_back(tuple);
        if (first == truth::yes) certain.push_back(tuple);
      }
      if (r.dense) {
        auto const different = [](auto& list) {
          std::sort(list.begin(), list.end());
          return std::unique(list.begin(), list.end()) - list.begin();
        };
        lo += different(certain);
        hi += different(possible);
      }
      made.lo[a] = lo;
      made.hi[a] = hi;
    }
  }
  if (made.lo == made.hi) made.hi.clear();
  return made;
}

void engine::fill_nodes(relation_id id, frame& into) {
  bound_relation const& r = bound_.relations[id];
  for (auto const& [kind, number] : r.order) {
    switch (kind) {
      case bound_relation::node::column: {
        value_type const type = into.own[number].type;
        into.own[number] = column_of(compile(r.own[number].value, *this, id), into.rows);
        into.own[number].type.absent = type.absent;
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
    }
  }
}

}  // namespace xunze::batch_detail
