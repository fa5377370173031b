// SPDX-License-Identifier: Apache-2.0
// Measures: rates by group, with a rank among the groups.
#include "batch/engine.hpp"
#include "batch/exact_sums.hpp"
#include "batch/key_order.hpp"
#include "batch/numbered_rows.hpp"
#include "xunze/core/decimal.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

namespace xunze::batch_detail {
namespace {

/// Sums of one group, and the row that names it.
struct group_sums {
  std::size_t first_row;
  interval numerator = interval::point(0);
  interval denominator = interval::point(0);

  /// Not for an empty denominator, nor for the least of nothing.
  [[nodiscard]] bool has_rate() const {
    auto const endless = [](interval sum) { return sum.lo == sum.hi && !is_finite(sum.lo); };
    return denominator != interval::point(0) && !endless(numerator) && !endless(denominator);
  }
  [[nodiscard]] bool known_rate() const {
    return numerator.is_point() && denominator.is_point() && denominator.lo > 0;
  }
  /// Whether the rate has bounds that the sums give: else it is anything, or anything above 0.
  [[nodiscard]] bool bounded() const {
    return known_rate() || (denominator.lo > 0 && numerator.lo >= 0);
  }
};

/// What a row adds: nothing if none, perhaps nothing if it may not be there, more if it is often.
interval share_of(cell c, truth present, bool often) {
  if (c.is_none()) return interval::point(0);
  interval const all{c.lo, c.hi};
  if (often) return repeated(all);
  return present == truth::yes ? all : hull(all, interval::point(0));
}

/// Whether the rate of a is below that of b, over all rates they may have.
truth less_rate(group_sums const& a, group_sums const& b) {
  auto const surely_below = [](group_sums const& x, group_sums const& y) {
    bool const ends = x.bounded() && is_finite(x.numerator.hi) && is_finite(x.denominator.lo);
    if (!ends) return false;
    bool const floor_known = y.bounded() && is_finite(y.denominator.hi);
    if (!floor_known) {  // at least 0, or without bound
      return y.numerator.lo >= 0 && x.numerator.hi < 0;
    }
    return compare_ratio(x.numerator.hi, x.denominator.lo, y.numerator.lo, y.denominator.hi) < 0;
  };
  auto const surely_not_below = [](group_sums const& x, group_sums const& y) {
    bool const y_ends = y.bounded() && is_finite(y.numerator.hi);
    if (!y_ends) return false;
    if (!x.bounded() || !is_finite(x.denominator.hi)) {
      return x.numerator.lo >= 0 && y.numerator.hi <= 0;
    }
    return compare_ratio(x.numerator.lo, x.denominator.hi, y.numerator.hi, y.denominator.lo) >= 0;
  };
  if (surely_below(a, b)) return truth::yes;
  return surely_not_below(a, b) ? truth::no : truth::unknown;
}

/// Four digits, rounded half up, in integers. Nulls: nullopt if a step has too many digits.
std::optional<std::string> rate_text(group_sums const& sums, int scale_of_numerator,
                                     int scale_of_denominator) {
  __extension__ using wide = __int128;
  wide n = sums.numerator.lo;
  wide d = sums.denominator.lo;
  bool over = false;
  int const shift = 4 + scale_of_denominator - scale_of_numerator;
  for (int k = 0; k < shift; ++k) over = over || __builtin_mul_overflow(n, wide{10}, &n);
  for (int k = shift; k < 0; ++k) over = over || __builtin_mul_overflow(d, wide{10}, &d);
  wide twice_n = 0;
  wide twice_d = 0;
  wide top = 0;
  over = over || __builtin_mul_overflow(n, wide{2}, &twice_n) ||
         __builtin_mul_overflow(d, wide{2}, &twice_d) || __builtin_add_overflow(twice_n, d, &top);
  if (over) return std::nullopt;
  wide const rate = top / twice_d - (top % twice_d < 0 ? 1 : 0);
  constexpr wide most = std::numeric_limits<std::int64_t>::max();
  if (rate > most || rate < -most) return std::nullopt;
  return to_string(decimal{static_cast<std::int64_t>(rate), 4});
}

value rank_of(std::vector<group_sums> const& groups, std::size_t mine, bool descending) {
  std::int64_t sure = 1;
  std::int64_t possible = 1;
  for (std::size_t other = 0; other < groups.size(); ++other) {
    if (other == mine || !groups[other].has_rate()) continue;
    truth const ahead = descending ? less_rate(groups[mine], groups[other])
                                   : less_rate(groups[other], groups[mine]);
    sure += ahead == truth::yes ? 1 : 0;
    possible += ahead == truth::no ? 0 : 1;
  }
  if (sure == possible) return sure;
  return number_range{decimal{sure, 0}, decimal{possible, 0}};
}

void note_ungrouped(measure const& of, std::size_t rows, diagnostics& notes) {
  if (rows == 0) return;
  std::string const count = std::to_string(rows);
  notes.warning("measure.unknown_group", of.at,
                {"“" + of.title.zh + "”有" + count + "行的分组待核实，未计入",
                 "`" + of.title.en + "` leaves out " + count +
                     (rows == 1 ? " row whose group is unknown" : " rows whose group is unknown")},
                {"补全分组所用的列", "complete the columns that make the group"});
}

/// Groups of rows, numbered anyhow.
struct measured_groups {
  std::vector<std::int32_t> of_row{};  // -1: not known
  std::vector<std::size_t> in_order{};  // of each group the row of the least key, these in order
};

/// Without parts of a key every row is a group.
measured_groups groups_by(std::vector<vec> const& parts, std::size_t rows, engine& run,
                          relation_id relation) {
  std::vector<std::size_t> all(rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  key_order const order(run, relation, std::move(all));
  if (parts.empty()) {
    std::vector<std::int32_t> each(rows);
    std::iota(each.begin(), each.end(), 0);
    return {std::move(each), order.sorted()};
  }
  numbered_rows groups = number_rows(parts, rows);
  std::vector<std::size_t> least(groups.keys.size(), rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (groups.number[i] < 0) continue;
    std::size_t& row = least[static_cast<std::size_t>(groups.number[i])];
    if (row == rows || order.less(i, row)) row = i;
  }
  std::sort(least.begin(), least.end(),
            [&](std::size_t a, std::size_t b) { return order.less(a, b); });
  return {std::move(groups.number), std::move(least)};
}

}  // namespace

void engine::measure(std::size_t index) {
  bound_measure const& source = bound_.measures[index];
  frame const& f = frame_of(source.on);
  if (!f.given) return;
  vec const numerator = column_of(compile(source.numerator, *this, source.on), f.rows);
  vec const denominator = column_of(compile(source.denominator, *this, source.on), f.rows);
  std::vector<program> named;
  std::vector<vec> parts;
  for (auto const& e : source.group) {
    named.push_back(compile(e, *this, source.on));
    parts.push_back(column_of(named.back(), f.rows));
  }
  // Without a group every row is one, called by its key.
  bool const single = parts.empty();
  repeated_rows const many = repeated_in(source.on, source.group);
  measured_groups const by = groups_by(parts, f.rows, *this, source.on);
  exact_sums numerators(by.in_order.size());
  exact_sums denominators(by.in_order.size());
  std::size_t ungrouped = 0;
  for (std::size_t i = 0; i < f.rows; ++i) {
    if (by.of_row[i] < 0) {
      ++ungrouped;
      continue;
    }
    auto const group = static_cast<std::size_t>(by.of_row[i]);
    bool const often = !single && many.contains(i);
    numerators.add(group, share_of(numerator.at(i), f.present(i), often));
    denominators.add(group, share_of(denominator.at(i), f.present(i), often));
  }
  note_ungrouped(*source.source, ungrouped, notes_);
  std::vector<group_sums> groups;
  for (std::size_t first : by.in_order) {
    auto const group = static_cast<std::size_t>(by.of_row[first]);
    groups.push_back({first, numerators.total(group), denominators.total(group)});
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    group_sums const& sums = groups[g];
    measure_row row;
    row.measure = index;
    auto const at = static_cast<std::int32_t>(sums.first_row);
    for (std::size_t k = 0; k < named.size(); ++k) {
      row.group.emplace_back(to_string(source.source->group[k]),
                             to_value(named[k].at(at, space_), named[k].type(), named[k].texts()));
    }
    if (single) row.group = key_of(source.on, sums.first_row);
    row.numerator = to_value({sums.numerator.lo, sums.numerator.hi}, numerator.type, nullptr);
    row.denominator =
        to_value({sums.denominator.lo, sums.denominator.hi}, denominator.type, nullptr);
    if (sums.known_rate()) {
      row.rate = rate_text(sums, numerator.type.scale, denominator.type.scale);
    }
    if (source.source->rank_descending && sums.has_rate()) {
      row.rank = rank_of(groups, g, *source.source->rank_descending);
    }
    measures_.push_back(std::move(row));
  }
}

void engine::measure_all() {
  for (std::size_t m = 0; m < bound_.measures.size(); ++m) measure(m);
}

}  // namespace xunze::batch_detail
