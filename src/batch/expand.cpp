// SPDX-License-Identifier: Apache-2.0
// Expanding: one row into several, a year, a value, a member of a set or a window each.
#include "batch/engine.hpp"
#include "batch/folds.hpp"
#include "plan/translate.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>

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

}  // namespace

void engine::build_expand(bound_relation const& r, frame& into) {
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
  vec& as = into.own[0];
  if (!values.empty()) as.texts = values[0].texts;
  auto const add = [&](std::size_t row, cell value, bool sure) {
    map.push_back(static_cast<std::int32_t>(row));
    doubtful.push_back(sure ? 0 : 1);
    as.lo.push_back(value.lo);
    as.hi.push_back(value.hi);
  };
  std::int64_t length = 0;
  std::int64_t step = 0;
  std::int64_t const all = values.empty() ? 0 : all_codes_of(values[0].type);
  if (r.over.kind == expand_over::form::windows) {
    length = compile(r.over.length_days, *this, from).at(0, space_).lo;
    step = compile(r.over.step_days, *this, from).at(0, space_).lo;
  }
  for (std::size_t row = 0; row < parent.rows; ++row) {
    std::vector<cell> here;
    for (vec const& v : values) here.push_back(v.at(row));
    switch (r.over.kind) {
      case expand_over::form::years: {
        if (here[0].is_none() || here[1].is_none()) break;
        for (std::size_t k = 0; k < 2; ++k) {
          if (!values[k].type.is(value_class::date) || !here[k].is_point()) continue;
          auto const year = year_of(date{static_cast<std::int32_t>(here[k].lo)});
          here[k] = {year, year};
        }
        std::int64_t years = 0;
        bool const known = here[0].is_point() && here[1].is_point() && is_finite(here[0].lo) &&
                           is_finite(here[1].lo) &&
                           !__builtin_sub_overflow(here[1].lo, here[0].lo, &years) && years < 1000;
        if (!known) {
          add(row, unknown_cell, false);
          break;
        }
        for (std::int64_t y = here[0].lo; y <= here[1].lo; ++y) add(row, {y, y}, true);
        break;
      }
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
          add(row, unknown_cell, false);
          break;
        }
        for (std::int64_t bit = 0; bit < 62; ++bit) {
          if (((here[0].hi >> bit) & 1) == 0) continue;
          add(row, {bit, bit}, ((here[0].lo >> bit) & 1) != 0);
        }
        break;
      }
      default: {
        if (here[0].is_none() || here[1].is_none()) break;
        if (!here[0].is_point() || !here[1].is_point() || step <= 0 || length <= 0) {
          add(row, unknown_cell, false);
          break;
        }
        std::int64_t const offset = here[0].lo - here[1].lo;
        std::int64_t first = (offset - length + 1 + (step - 1) * (offset - length + 1 > 0)) / step;
        while (first * step + length <= offset) ++first;
        while ((first - 1) * step + length > offset) --first;
        for (std::int64_t k = first; k * step <= offset; ++k) {
          add(row, {here[1].lo + k * step, here[1].lo + k * step}, true);
        }
        break;
      }
    }
    if (map.size() > row_limit) {
      throw failure("run.limit", {"展开后的行数过多", "an expansion has too many rows"});
    }
  }
  bool const sure = std::none_of(doubtful.begin(), doubtful.end(), [](auto d) { return d != 0; });
  inherit_rows(parent, std::move(map), into);
  if (as.lo == as.hi) as.hi.clear();
  if (sure) return;
  auto presence = std::make_shared<std::vector<truth>>(into.rows);
  for (std::size_t i = 0; i < into.rows; ++i) {
    (*presence)[i] = and_(into.present(i), doubtful[i] ? truth::unknown : truth::yes);
  }
  into.presence = presence;
}

}  // namespace xunze::batch_detail
