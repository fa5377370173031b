// SPDX-License-Identifier: Apache-2.0
// Matches: partners of each row in another relation.
#include "batch/engine.hpp"
#include "batch/loose_keys.hpp"
#include "batch/partner_pairs.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// Largest number of intervals that share a point inside that of the target, it included.
std::int64_t most_at_once(std::vector<std::pair<std::int64_t, std::int64_t>> spans,
                          std::int64_t from, std::int64_t to) {
  std::vector<std::pair<std::int64_t, int>> events;
  for (auto& [begin, end] : spans) {
    begin = std::max(begin, from);
    end = std::min(end, to);
    if (begin >= end) continue;
    events.emplace_back(begin, 1);
    events.emplace_back(end, -1);
  }
  std::sort(events.begin(), events.end());  // ends come before begins at the same point
  std::int64_t now = 1;
  std::int64_t most = 1;
  for (auto const& [at, step] : events) {
    now += step;
    most = std::max(most, now);
  }
  return most;
}

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
    vec const from = column_of(compile(m.interval_from, *this, m.partner), partner.rows);
    vec const to = column_of(compile(m.interval_to, *this, m.partner), partner.rows);
    auto const own_rows = partner_rows_of(into, partner);
    std::vector<std::vector<std::pair<std::int64_t, std::int64_t>>> certain(into.rows);
    auto possible = certain;
    // The longest a span may be, and the part of it that is certain; a none end binds nothing.
    auto const wide = [](cell begin, cell end) {
      return std::pair{begin.is_none() ? minus_infinity : begin.lo,
                       end.is_none() ? plus_infinity : end.hi};
    };
    auto const narrow = [](cell begin, cell end) {
      return std::pair{begin.is_none() ? plus_infinity : begin.hi,
                       end.is_none() ? minus_infinity : end.lo};
    };
    for_each_pair(*this, id, m, into, [&](std::int32_t t, std::int32_t h, truth in) {
      auto const row = static_cast<std::size_t>(h);
      auto const target = static_cast<std::size_t>(t);
      if (in == truth::yes) certain[target].push_back(narrow(from.at(row), to.at(row)));
      possible[target].push_back(wide(from.at(row), to.at(row)));
      note(t, h);
    });
    for (std::size_t i = 0; i < into.rows; ++i) {
      if (own_rows[i] < 0) {
        result[i] = {1, 1 + static_cast<std::int64_t>(possible[i].size())};
        continue;
      }
      auto const own = static_cast<std::size_t>(own_rows[i]);
      auto const shortest = narrow(from.at(own), to.at(own));
      auto const longest = wide(from.at(own), to.at(own));
      result[i] = {most_at_once(certain[i], shortest.first, shortest.second),
                   most_at_once(possible[i], longest.first, longest.second)};
    }
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
