// SPDX-License-Identifier: Apache-2.0
// Matches: partners of each row in another relation.
#include "batch/engine.hpp"
#include "batch/loose_keys.hpp"
#include "batch/partner_pairs.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// Spans of the partners of one target after the other: how many share a point inside its own.
class concurrent_spans {
 public:
  using span = std::pair<std::int64_t, std::int64_t>;

  concurrent_spans(vec from, vec to) : from_(std::move(from)), to_(std::move(to)) {}

  void add(std::int32_t partner, truth in) {
    if (in == truth::yes) certain_.push_back(shortest(partner));
    possible_.push_back(longest(partner));
  }
  /// What the spans added say of a target that is this row of the partners, or -1; forgets them.
  interval take(std::int32_t own) {
    interval found{1, 1 + static_cast<std::int64_t>(possible_.size())};
    if (own >= 0) {
      found.lo = most_at_once(certain_, shortest(own));
      bool const open = shortest(own) != longest(own) || certain_ != possible_;
      found.hi = open ? most_at_once(possible_, longest(own)) : found.lo;
    }
    certain_.clear();
    possible_.clear();
    return found;
  }

 private:
  // The longest a span may be, and the part of it that is certain; a none end binds nothing.
  [[nodiscard]] span longest(std::int32_t partner) const {
    cell const begin = from_.at(static_cast<std::size_t>(partner));
    cell const end = to_.at(static_cast<std::size_t>(partner));
    return {begin.is_none() ? minus_infinity : begin.lo, end.is_none() ? plus_infinity : end.hi};
  }
  [[nodiscard]] span shortest(std::int32_t partner) const {
    cell const begin = from_.at(static_cast<std::size_t>(partner));
    cell const end = to_.at(static_cast<std::size_t>(partner));
    return {begin.is_none() ? plus_infinity : begin.hi, end.is_none() ? minus_infinity : end.lo};
  }

  /// Largest number of spans that share a point inside that of the target, it included.
  std::int64_t most_at_once(std::vector<span> const& spans, span own) {
    events_.clear();
    for (auto [begin, end] : spans) {
      begin = std::max(begin, own.first);
      end = std::min(end, own.second);
      if (begin >= end) continue;
      events_.emplace_back(begin, 1);
      events_.emplace_back(end, -1);
    }
    std::sort(events_.begin(), events_.end());  // ends come before begins at the same point
    std::int64_t now = 1;
    std::int64_t most = 1;
    for (auto const& [at, step] : events_) {
      now += step;
      most = std::max(most, now);
    }
    return most;
  }

  vec from_;
  vec to_;
  std::vector<span> certain_;
  std::vector<span> possible_;
  std::vector<std::pair<std::int64_t, int>> events_;
};

}  // namespace

/// The day from which all tables that a relation's rows come from are complete.
std::optional<date> engine::complete_from(relation_id relation) {
  bound_relation const& r = bound_.relations[relation];
  std::optional<date> latest;
  if (r.kind == bound_relation::body::table) latest = data_->complete_from(r.base->name);
  for (auto const& [alias, member] : r.members) {
    auto const day = complete_from(member);
    if (day && (!latest || *latest < *day)) latest = day;
    if (r.kind == bound_relation::body::view) break;  // the others are looked up
  }
  return latest;
}

vec engine::fill_match(relation_id id, bound_match const& m, frame& into) {
  vec made;
  made.type = into.own[m.column].type;
  find_kind const find = m.source->find;
  bool const nearest = find == find_kind::nearest;
  bool const concurrent = find == find_kind::max_concurrent;
  frame const& partner = frame_of(m.partner);
  std::int64_t const alone = nearest ? plus_infinity : (concurrent ? 1 : 0);
  std::vector<interval> result(into.rows, interval{alone, alone});
  auto const finish = [&] {
    for (interval const& r : result) {
      made.lo.push_back(r.lo);
      made.hi.push_back(r.hi);
    }
    if (made.lo == made.hi) made.hi.clear();
    return made;
  };
  repeated_rows const often = repeated_in(m.partner, m.partner_key);
  std::vector<std::uint8_t> endless(into.rows);
  auto const note = [&](std::int32_t target, std::int32_t partner_row) {
    bool const here = often.contains(static_cast<std::size_t>(partner_row));
    if (here) endless[static_cast<std::size_t>(target)] = 1;
  };
  interval const any{nearest ? 0 : alone, plus_infinity};
  if (!partner.given || nameless(partner)) {
    std::fill(result.begin(), result.end(), any);
    return finish();
  }
  if (concurrent) {
    concurrent_spans spans(column_of(compile(m.interval_from, *this, m.partner), partner.rows),
                           column_of(compile(m.interval_to, *this, m.partner), partner.rows));
    auto const own_rows = partner_rows_of(into, partner);
    std::size_t done = 0;  // targets ascend
    auto const finish_before = [&](std::size_t target) {
      for (; done < target; ++done) result[done] = spans.take(own_rows[done]);
    };
    for_each_pair(*this, id, m, into, [&](std::int32_t t, std::int32_t h, truth in) {
      finish_before(static_cast<std::size_t>(t));
      spans.add(h, in);
      note(t, h);
    });
    finish_before(into.rows);
  } else if (nearest) {
    vec const mine = column_of(compile(m.gap_target, *this, id), into.rows);
    vec const theirs = column_of(compile(m.gap_partner, *this, m.partner), partner.rows);
    for_each_pair(*this, id, m, into, [&](std::int32_t t, std::int32_t h, truth in) {
      cell const a = mine.at(static_cast<std::size_t>(t));
      cell const b = theirs.at(static_cast<std::size_t>(h));
      if (a.is_none() || b.is_none()) return;  // what has no place is no partner
      interval const d = sub({a.lo, a.hi}, {b.lo, b.hi});
      interval const n = neg(d);
      interval gap{0, std::max(d.hi, n.hi)};
      if (d.lo >= 0) {
        gap = d;
      } else if (d.hi <= 0) {
        gap = n;
      }
      interval& r = result[static_cast<std::size_t>(t)];
      r.lo = std::min(r.lo, gap.lo);
      if (in == truth::yes) r.hi = std::min(r.hi, gap.hi);
    });
  } else {
    for_each_pair(*this, id, m, into, [&](std::int32_t t, std::int32_t h, truth in) {
      note(t, h);
      interval& r = result[static_cast<std::size_t>(t)];
      r.lo += in == truth::yes ? 1 : 0;
      r.hi += 1;
    });
  }
  auto const without_key = targets_without_key(*this, id, m, into);
  for (std::size_t i = 0; i < into.rows; ++i) {
    if (endless[i] != 0) result[i].hi = plus_infinity;
    if (without_key[i] != 0) result[i] = any;
  }
  if (m.needs_history_from) {
    auto const complete = complete_from(m.partner);
    if (complete) {
      vec const needed = column_of(compile(m.needs_history_from, *this, id), into.rows);
      for (std::size_t i = 0; i < into.rows; ++i) {
        cell const day = needed.at(i);
        bool const covered = !day.is_none() && day.lo >= complete->days;
        if (covered) continue;
        if (nearest) {
          result[i].lo = 0;
        } else {
          result[i].hi = plus_infinity;
        }
      }
    }
  }
  return finish();
}

}  // namespace xunze::batch_detail
