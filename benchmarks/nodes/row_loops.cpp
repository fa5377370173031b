// SPDX-License-Identifier: Apache-2.0
// Loops whose subjects are rows: conditions, look-ups, matches, carrying over.
#include "loops_shared.hpp"

#include "xunze/core/date.hpp"

#include <algorithm>

namespace bench {

answers column_loop(arrays const& a) {
  answers found;
  auto const project = project_column(a);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    bool const asked = (int{a.level[at(project[i])] == national} & int{came[at(a.status[i])]}) != 0;
    bool const holds = (int{a.hours[i] >= 6} | int{a.type[at(project[i])] == 0}) != 0;
    if (asked && !holds) {
      found.keys.push_back(static_cast<std::int64_t>(i));
      found.measured.push_back(a.hours[i]);
      found.rows.push_back(static_cast<std::int32_t>(i));
      found.finish_subject();
    }
  }
  return found;
}

answers let_loop(arrays const& a) {
  answers found;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    std::size_t const c = at(a.in_class[i]);
    std::int32_t const room = a.class_end[c] - a.class_start[c] - a.hours[i];
    if ((int{came[at(a.status[i])]} & int{room < 0}) != 0) {
      found.keys.push_back(static_cast<std::int64_t>(i));
      found.measured.push_back(room);
      found.rows.push_back(static_cast<std::int32_t>(i));
      found.finish_subject();
    }
  }
  return found;
}

answers dated_loop(arrays const& a) {
  std::int32_t const second = xunze::make_date(2020, 1, 1).days;
  std::int32_t const third = xunze::make_date(2022, 1, 1).days;
  answers found;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    std::int32_t const day = a.class_start[at(a.in_class[i])];
    std::int32_t const least = 4 + 2 * int{day >= second} + 2 * int{day >= third};
    if ((int{came[at(a.status[i])]} & int{a.hours[i] < least}) != 0) {
      found.keys.push_back(static_cast<std::int64_t>(i));
      found.measured.push_back(a.hours[i]);
      found.rows.push_back(static_cast<std::int32_t>(i));
      found.finish_subject();
    }
  }
  return found;
}

answers lookup_loop(arrays const& a) {
  std::vector<std::size_t> begin(a.teachers + 1, 0);
  for (std::int32_t t : a.role_teacher) ++begin[at(t) + 1];
  for (std::size_t t = 1; t < begin.size(); ++t) begin[t] += begin[t - 1];
  answers found;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    if (a.status[i] != reported) continue;
    std::int32_t const day = a.class_start[at(a.in_class[i])];
    std::int32_t stage = -1;
    for (std::size_t r = begin[at(a.teacher[i])]; r < begin[at(a.teacher[i]) + 1]; ++r) {
      bool const valid = (int{a.role_from[r] <= day} & int{day < a.role_to[r]}) != 0;
      stage = valid ? a.role_stage[r] : stage;
    }
    if (stage == 0 && a.hours[i] < 6) {
      found.keys.push_back(static_cast<std::int64_t>(i));
      found.measured.push_back(a.hours[i]);
      found.rows.push_back(static_cast<std::int32_t>(i));
      found.finish_subject();
    }
  }
  return found;
}

answers match_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const some = taking_part(a, project);
  by_teacher const lists(a, some);
  answers found;
  for (std::int32_t row : some) {
    std::int32_t const p = project[at(row)];
    std::int64_t n = 0;
    std::size_t const mark = found.rows.size();
    for (std::size_t k = lists.begin[at(a.teacher[at(row)])];
         k < lists.begin[at(a.teacher[at(row)]) + 1]; ++k) {
      std::int32_t const other = lists.rows[k];
      std::int32_t const q = project[at(other)];
      bool const earlier =
          (int{a.type[at(q)] == a.type[at(p)]} & int{a.start[at(q)] < a.start[at(p)]}) != 0;
      if (earlier && other != row) found.rows.push_back(other), ++n;
    }
    if (n == 0) continue;
    found.keys.push_back(row);
    found.measured.push_back(n);
    found.rows.push_back(row);
    std::sort(found.rows.begin() + static_cast<std::ptrdiff_t>(mark), found.rows.end());
    found.finish_subject();
  }
  return found;
}

answers nearest_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const some = taking_part(a, project);
  by_teacher const lists(a, some);
  answers found;
  for (std::int32_t row : some) {
    std::int32_t const mine = a.class_start[at(a.in_class[at(row)])];
    std::size_t const from = lists.begin[at(a.teacher[at(row)])];
    std::size_t const to = lists.begin[at(a.teacher[at(row)]) + 1];
    std::int32_t gap = 1 << 30;
    for (std::size_t k = from; k < to; ++k) {
      std::int32_t const d = std::abs(a.class_start[at(a.in_class[at(lists.rows[k])])] - mine);
      gap = lists.rows[k] != row ? std::min(gap, d) : gap;
    }
    if (gap >= 5) continue;
    found.keys.push_back(row);
    found.measured.push_back(gap);
    found.rows.insert(found.rows.end(), lists.rows.begin() + static_cast<std::ptrdiff_t>(from),
                      lists.rows.begin() + static_cast<std::ptrdiff_t>(to));
    found.finish_subject();
  }
  return found;
}

/// Lists are short: at each start of a span, how many spans hold that day.
answers concurrent_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const some = taking_part(a, project);
  by_teacher const lists(a, some);
  answers found;
  for (std::int32_t row : some) {
    std::int32_t const from = a.class_start[at(a.in_class[at(row)])];
    std::int32_t const to = a.class_end[at(a.in_class[at(row)])];
    auto const* const first = lists.rows.data() + lists.begin[at(a.teacher[at(row)])];
    auto const* const last = lists.rows.data() + lists.begin[at(a.teacher[at(row)]) + 1];
    std::int64_t most = 1;
    for (auto const* k = first; k != last; ++k) {
      std::int32_t const day = std::max(from, a.class_start[at(a.in_class[at(*k)])]);
      std::int64_t now = 1;
      for (auto const* h = first; h != last; ++h) {
        std::size_t const other = at(a.in_class[at(*h)]);
        now += int{*h != row} & int{a.class_start[other] <= day} & int{day < a.class_end[other]};
      }
      most = std::max(most, day < to ? now : 1);
    }
    if (most <= 1) continue;
    found.keys.push_back(row);
    found.measured.push_back(most);
    found.rows.insert(found.rows.end(), first, last);
    found.finish_subject();
  }
  return found;
}

/// A ledger by teacher and year: a year's rows are those up to it.
answers carry_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const some = taking_part(a, project);
  std::vector<std::int32_t> earned(a.teachers * 8, 0);
  std::vector<std::uint8_t> there(a.teachers * 8, 0);
  for (std::int32_t row : some) {
    std::size_t const g = teacher_year(a.teacher[at(row)], a.year[at(project[at(row)])]);
    earned[g] += a.hours[at(row)];
    there[g] = 1;
  }
  by_teacher const lists(a, some);
  answers found;
  for (std::size_t t = 0; t < a.teachers; ++t) {
    std::int32_t carried = 0;
    for (std::size_t g = t * 8; g < t * 8 + 8; ++g) {
      std::int32_t const sum = carried + earned[g];
      bool const fails = (int{there[g]} & int{sum < 24}) != 0;
      carried = there[g] != 0 ? std::min(10, std::max(0, sum - 24)) : carried;
      if (!fails) continue;
      found.keys.push_back(static_cast<std::int64_t>(g));
      found.measured.push_back(sum);
      for (std::size_t k = lists.begin[t]; k < lists.begin[t + 1]; ++k) {
        std::int32_t const row = lists.rows[k];
        std::size_t const of = t * 8 + at(a.year[at(project[at(row)])] - first_year);
        if (of <= g) found.rows.push_back(row);
      }
      found.finish_subject();
    }
  }
  return found;
}

}  // namespace bench
