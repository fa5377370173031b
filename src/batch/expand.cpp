// SPDX-License-Identifier: Apache-2.0
// Expanding: one row into several, a year, a value, a member of a set or a window each.
#include "batch/engine.hpp"
#include "batch/folds.hpp"
#include "plan/translate.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t row_limit = 2'000'000'000;

/// Gives columns of texts one dictionary, so that equal texts are equal numbers.
void unite_texts(std::vector<vec>& columns) {
  bool const differ = std::any_of(columns.begin(), columns.end(), [&](vec const& v) {
    return v.type.is(value_class::text) && v.texts != columns[0].texts;
  });
  if (!differ) return;
  auto const united = std::make_shared<dictionary>();
  for (vec& column : columns) {
    translate_adding(column, united);
    column.texts = united;
  }
}

/// Evenly spaced values: years, or the first days of windows.
struct progression {
  std::int64_t first = 0;
  std::int64_t step = 1;
  std::size_t count = 0;
};

/// Years from one to the other. Nulls: nullopt if one is unknown, or they are ages apart.
std::optional<progression> years_between(std::vector<vec> const& values, std::size_t row) {
  std::array<std::int64_t, 2> years{};
  for (std::size_t k = 0; k < 2; ++k) {
    cell const c = values[k].at(row);
    if (c.is_none()) return progression{};
    bool const day =
        values[k].type.is(value_class::date) && c.is_point() && is_finite(c.lo);
    years[k] = day ? year_of(date{static_cast<std::int32_t>(c.lo)}) : c.lo;
  }
  for (std::size_t k = 0; k < 2; ++k) {
    if (!values[k].at(row).is_point() || !is_finite(years[k])) return std::nullopt;
  }
  std::int64_t apart = 0;
  bool const fits = !__builtin_sub_overflow(years[1], years[0], &apart) && apart < 1000;
  if (!fits) return std::nullopt;
  return progression{years[0], 1, apart < 0 ? 0 : static_cast<std::size_t>(apart) + 1};
}

/// Windows of a length, begun every `step` days from an origin on, that hold a day.
/// Nulls: nullopt if one is unknown, or a window begins before any day there is.
std::optional<progression> windows_around(cell day, cell origin, std::int64_t length,
                                          std::int64_t step) {
  if (day.is_none() || origin.is_none()) return progression{};
  bool const known =
      day.is_point() && origin.is_point() && is_finite(day.lo) && is_finite(origin.lo);
  if (!known || step <= 0 || length <= 0) return std::nullopt;
  __extension__ using wide = __int128;
  auto const floor_div = [](wide a, wide b) { return a / b - (a % b < 0 ? 1 : 0); };
  wide const offset = wide{day.lo} - origin.lo;
  wide const first = floor_div(offset - length, step) + 1;
  wide const count = floor_div(offset, step) - first + 1;
  if (count <= 0) return progression{};
  wide const begin = origin.lo + first * step;
  bool const too_many = count > wide{row_limit};
  if (!too_many && begin < first_date.days) return std::nullopt;
  return progression{static_cast<std::int64_t>(begin), step,
                     too_many ? row_limit + 1 : static_cast<std::size_t>(count)};
}

[[noreturn]] void refuse_expansion(bound_relation const& of) {
  throw failure("run.limit", {"“" + of.name + "”展开后超过20亿行",
                              "`" + of.name + "` expands to more than 2000000000 rows"});
}

}  // namespace

void engine::build_expand(relation_id id, bound_relation const& r, frame& into) {
  relation_id const from = r.members[0].second;
  frame const& parent = frame_of(from);
  into.given = parent.given;
  std::vector<vec> values;
  for (auto const& e : r.over.values) {
    values.push_back(column_of(compile(e, *this, from), parent.rows));
  }
  unite_texts(values);
  std::vector<std::int32_t> map;
  std::vector<std::uint8_t> doubtful;
  std::vector<std::size_t> open;  // rows that may stand for several
  vec& as = into.own[0];
  if (!values.empty()) as.texts = values[0].texts;
  auto const add = [&](std::size_t row, cell value, bool sure) {
    map.push_back(static_cast<std::int32_t>(row));
    doubtful.push_back(sure ? 0 : 1);
    as.lo.push_back(value.lo);
    as.hi.push_back(value.hi);
  };
  auto const add_open = [&](std::size_t row) {
    open.push_back(map.size());
    add(row, unknown_cell, false);
  };
  std::int64_t length = 0;
  std::int64_t step = 0;
  std::int64_t const all = values.empty() ? 0 : all_codes_of(values[0].type);
  bool const windows = r.over.kind == expand_over::form::windows;
  if (windows) {
    length = compile(r.over.length_days, *this, from).at(0, space_).lo;
    step = compile(r.over.step_days, *this, from).at(0, space_).lo;
  }
  auto const spaced = [&](std::size_t row) {
    return windows ? windows_around(values[0].at(row), values[1].at(row), length, step)
                   : years_between(values, row);
  };
  if (windows || r.over.kind == expand_over::form::years) {
    std::size_t total = 0;
    for (std::size_t row = 0; row < parent.rows; ++row) {
      auto const values_here = spaced(row);
      total += values_here ? values_here->count : 1;
      if (total > row_limit) refuse_expansion(r);
    }
  }
  for (std::size_t row = 0; row < parent.rows; ++row) {
    std::vector<cell> here;
    for (vec const& v : values) here.push_back(v.at(row));
    switch (r.over.kind) {
      case expand_over::form::each: {
        std::vector<std::int64_t> seen;
        for (cell const& c : here) {
          if (c.is_none()) continue;
          if (!c.is_point()) {
            add(row, c, false);
          } else if (std::find(seen.begin(), seen.end(), c.lo) == seen.end()) {
            seen.push_back(c.lo);
            add(row, c, true);
          }
        }
        break;
      }
      case expand_over::form::set: {
        if (here[0].is_none()) break;
        if (here[0] == cell{0, all}) {  // nothing is known of the set
          add_open(row);
          break;
        }
        for (std::int64_t bit = 0; bit < 62; ++bit) {
          if (((here[0].hi >> bit) & 1) == 0) continue;
          add(row, {bit, bit}, ((here[0].lo >> bit) & 1) != 0);
        }
        break;
      }
      default: {
        auto const values_here = spaced(row);
        if (!values_here) {
          add_open(row);
          break;
        }
        for (std::size_t k = 0; k < values_here->count; ++k) {
          std::int64_t const v =
              values_here->first + static_cast<std::int64_t>(k) * values_here->step;
          add(row, {v, v}, true);
        }
        break;
      }
    }
    if (map.size() > row_limit) refuse_expansion(r);
  }
  bool const sure = std::none_of(doubtful.begin(), doubtful.end(), [](auto d) { return d != 0; });
  inherit_rows(parent, std::move(map), into);
  mark_open(id, open, into);
  if (as.lo == as.hi) as.hi.clear();
  if (sure) return;
  auto presence = std::make_shared<std::vector<truth>>(into.rows);
  for (std::size_t i = 0; i < into.rows; ++i) {
    (*presence)[i] = and_(into.present(i), doubtful[i] ? truth::unknown : truth::yes);
  }
  into.presence = presence;
}

void engine::mark_open(relation_id expand, std::vector<std::size_t> const& rows, frame& into) {
  if (rows.empty()) return;
  std::size_t const number = std::min<std::size_t>(open_expands_.size(), 63);  // the last is shared
  open_expands_.push_back(expand);
  into.open_expands.resize(into.rows);
  for (std::size_t row : rows) into.open_expands[row] |= std::uint64_t{1} << number;
}

repeated_rows engine::repeated_in(relation_id relation, std::vector<bound_expression> const& key) {
  repeated_rows made{frame_of(relation).open_expands};
  if (made.empty()) return made;
  for (bound_expression const& e : key) {
    bool const own = e->kind == bound_node::form::read && e->read.from == access::start::own &&
                     e->read.own == 0 && e->read.steps.empty();
    if (!own) continue;
    relation_id at = relation;
    bool known = true;
    for (std::size_t hop : e->read.hops) {
      bound_relation const& r = bound_.relations[at];
      known = known && hop == 0 && (r.kind == bound_relation::body::view ||
                                    r.kind == bound_relation::body::expand);
      at = r.members[hop].second;
    }
    auto const found = std::find(open_expands_.begin(), open_expands_.end(), at);
    auto const number = found - open_expands_.begin();
    if (known && number < 63) made.told |= std::uint64_t{1} << number;
  }
  return made;
}

}  // namespace xunze::batch_detail
