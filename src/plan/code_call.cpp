// SPDX-License-Identifier: Apache-2.0
// Functions of the profile on blocks.
#include "plan/code.hpp"

#include "xunze/core/calendar.hpp"
#include "xunze/core/date.hpp"

#include <algorithm>
#include <bit>

namespace xunze::plan_detail {
namespace {

std::optional<date> day_of_raw(std::int64_t raw) {
  if (raw < INT32_MIN || raw > INT32_MAX) return std::nullopt;
  return date{static_cast<std::int32_t>(raw)};
}

std::optional<std::int64_t> raw_of(std::optional<date> day) {
  if (!day) return std::nullopt;
  return day->days;
}

int small(std::int64_t n) {
  return static_cast<int>(std::clamp<std::int64_t>(n, -4'000'000, 4'000'000));
}

/// A function of whole cells, row by row.
struct call_code final : code {
  using cells = std::span<cell const>;
  std::function<cell(cells)> f;

  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    std::array<std::optional<borrowed>, 5> arguments;
    for (std::size_t k = 0; k < operands.size(); ++k) {
      arguments[k].emplace(space);
      operands[k]->run(rows, space, **arguments[k]);
    }
    std::array<cell, 5> row;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < operands.size(); ++k) row[k] = (**arguments[k]).at(i);
      into.put(i, f(cells{row.data(), operands.size()}));
    }
    into.points = false;
    for (std::size_t k = operands.size(); k-- > 0;) arguments[k].reset();
  }
};

cell has_cell(cell c, int absent) {
  if (c.is_none()) return {0, 0};
  if (absent > 0) {
    if (c.lo == plus_infinity) return {0, 0};
    return {c.hi < plus_infinity ? 1 : 0, 1};
  }
  if (absent < 0) {
    if (c.hi == minus_infinity) return {0, 0};
    return {c.lo > minus_infinity ? 1 : 0, 1};
  }
  return c.is_point() ? cell{1, 1} : cell{0, 1};
}

/// The first, or the second where it is not there. An open end on the side of `absent` may be that
/// of no row, or have no bound.
cell coalesced(cell a, cell b, int absent) {
  if (a.is_none()) return b;
  bool const greatest = absent < 0;
  std::int64_t const end = greatest ? minus_infinity : plus_infinity;
  if (absent == 0 || (greatest ? a.lo : a.hi) != end) return a;
  if (a.is_point()) return b;
  if (b.is_none()) return unknown_cell;
  return greatest ? cell{end, std::max(a.hi, b.hi)} : cell{std::min(a.lo, b.lo), end};
}

cell make_day(std::span<cell const> a) {
  for (cell const& c : a) {
    if (!c.is_point() || !is_finite(c.lo)) return unknown_cell;
  }
  auto const in_range = [](std::int64_t v, std::int64_t to) { return v >= 1 && v <= to; };
  if (!in_range(a[0].lo, 9999) || !in_range(a[1].lo, 12) || !in_range(a[2].lo, 31)) {
    return unknown_cell;
  }
  auto const day = date_from_ymd(static_cast<int>(a[0].lo), static_cast<int>(a[1].lo),
                                 static_cast<int>(a[2].lo));
  return day ? cell{day->days, day->days} : unknown_cell;
}

template <class Part>
cell part_of(cell c, Part part) {
  if (c.is_none() || !c.is_point() || !is_finite(c.lo)) return unknown_cell;
  auto const day = day_of_raw(c.lo);
  if (!day) return unknown_cell;
  auto const v = static_cast<std::int64_t>(part(*day));
  return {v, v};
}

template <class Shift>
cell shifted(cell day, cell by, Shift shift) {
  if (by.is_none() || !by.is_point() || !is_finite(by.lo)) return unknown_cell;
  int const n = small(by.lo);
  return map_ends(day, [&](std::int64_t raw) -> std::optional<std::int64_t> {
    auto const from = day_of_raw(raw);
    return from ? raw_of(shift(*from, n)) : std::nullopt;
  });
}

cell age_cell(cell birth, cell on) {
  if (birth.is_none() || on.is_none()) return unknown_cell;
  auto const years = [](std::int64_t b, std::int64_t o) -> std::optional<std::int64_t> {
    if (!is_finite(b) || !is_finite(o)) return std::nullopt;
    auto const from = day_of_raw(b);
    auto const to = day_of_raw(o);
    if (!from || !to) return std::nullopt;
    return age_on(*from, *to);
  };
  auto const lo = years(birth.hi, on.lo);
  auto const hi = years(birth.lo, on.hi);
  return {lo.value_or(minus_infinity), hi.value_or(plus_infinity)};
}

cell rounded(cell c, int from, int to, rounding how) {
  if (c.is_none()) return unknown_cell;
  return rescale_cell(c, from, to, how);
}

/// Truth per code of a text column.
std::function<cell(std::span<cell const>)> text_test(
    code_ptr const& text, std::function<bool(std::string_view)> const& test) {
  if (auto const* words = text_of_constant(text)) {
    bool const holds = test(*words);
    return [holds](std::span<cell const>) { return cell_of(truth_of(holds)); };
  }
  auto results = std::make_shared<std::vector<std::uint8_t>>();
  for (std::int32_t i = 0; text->texts && i < text->texts->size(); ++i) {
    results->push_back(test(text->texts->text_of(i)) ? 1 : 0);
  }
  return [results](std::span<cell const> a) -> cell {
    if (a[0].is_none() || !a[0].is_point()) return {0, 1};
    auto const at = static_cast<std::size_t>(a[0].lo);
    std::int64_t const v = at < results->size() ? (*results)[at] : 0;
    return {v, v};
  };
}

cell subset_cell(cell a, cell b) {
  if (a.is_none() || b.is_none()) return {0, 1};
  return cell_of(truth_from_bits((a.hi & ~b.lo) == 0, (a.lo & ~b.hi) == 0));
}

cell intersects_cell(cell a, cell b) {
  if (a.is_none() || b.is_none()) return {0, 1};
  return cell_of(truth_from_bits((a.lo & b.lo) != 0, (a.hi & b.hi) != 0));
}

cell size_cell(cell a) {
  if (a.is_none()) return unknown_cell;
  return {std::popcount(static_cast<std::uint64_t>(a.lo)),
          std::popcount(static_cast<std::uint64_t>(a.hi))};
}

/// Due dates: the reading is given by text and flags that are the same for all rows.
std::function<cell(std::span<cell const>)> due_function(function_id f,
                                                        std::vector<code_ptr> const& operands,
                                                        environment& env) {
  bool working = false;
  if (operands.size() > 2) {
    auto const* words = text_of_constant(operands[2]);
    working = words != nullptr && *words == "working";
  }
  work_calendar const* days_off = env.calendar();
  return [=](std::span<cell const> a) -> cell {
    reading how;
    how.days = working ? day_count::working : day_count::calendar;
    for (std::size_t k = 3; k < a.size(); ++k) {
      if (truth_of_cell(a[k]) == truth::unknown) return unknown_cell;
    }
    if (a.size() > 3) how.holiday_rollover = a[3].lo >= 1;
    if (a.size() > 4) how.count_start_day = a[4].lo >= 1;
    return shifted(a[0], a[1], [&](date from, int n) -> std::optional<date> {
      if (n < 0) return std::nullopt;
      return f == function_id::due_after ? due_after(from, n, how, days_off)
                                         : due_before(from, n, how, days_off);
    });
  };
}

}  // namespace

code_ptr make_call(function_id function, std::vector<code_ptr> operands, value_type type,
                   environment& env) {
  using cells = std::span<cell const>;
  auto made = std::make_shared<call_code>();
  made->type = type;
  int const from_scale = operands[0]->type.scale;
  int const to_scale = type.scale;
  value_class const kind = operands[0]->type.kind;
  switch (function) {
    case function_id::has:
      made->f = [absent = operands[0]->type.absent](cells a) { return has_cell(a[0], absent); };
      break;
    case function_id::coalesce:
      if (kind == value_class::text) {
        unite_texts(operands, 0, 1);
        made->texts = operands[0]->texts;
      }
      made->f = [absent = operands[0]->type.absent](cells a) {
        return coalesced(a[0], a[1], absent);
      };
      break;
    case function_id::date: made->f = make_day; break;
    case function_id::year:
      made->f = [](cells a) {
        return map_ends(a[0], [](std::int64_t raw) -> std::optional<std::int64_t> {
          auto const day = day_of_raw(raw);
          if (!day) return std::nullopt;
          return year_of(*day);
        });
      };
      break;
    case function_id::month:
      made->f = [](cells a) { return part_of(a[0], [](date d) { return month_of(d); }); };
      break;
    case function_id::day:
      made->f = [](cells a) { return part_of(a[0], [](date d) { return day_of(d); }); };
      break;
    case function_id::date_of:
      made->f = [](cells a) {
        return map_ends(a[0], [](std::int64_t raw) -> std::optional<std::int64_t> {
          return date_of(timestamp{raw}).days;
        });
      };
      break;
    case function_id::add_days:
      made->f = [](cells a) {
        return shifted(a[0], a[1], [](date d, int n) { return add_days(d, n); });
      };
      break;
    case function_id::add_months:
      made->f = [](cells a) {
        return shifted(a[0], a[1], [](date d, int n) { return add_months(d, n); });
      };
      break;
    case function_id::add_years:
      made->f = [](cells a) {
        return shifted(a[0], a[1], [](date d, int n) { return add_years(d, n); });
      };
      break;
    case function_id::due_after:
    case function_id::due_before: made->f = due_function(function, operands, env); break;
    case function_id::days_between:
      std::swap(operands[0], operands[1]);
      return make_arithmetic(operation::subtract, std::move(operands), std::move(type));
    case function_id::age: made->f = [](cells a) { return age_cell(a[0], a[1]); }; break;
    case function_id::min:
    case function_id::max:
      made->f = [least = function == function_id::min](cells a) -> cell {
        if (a[0].is_none() || a[1].is_none()) return unknown_cell;
        interval const x{a[0].lo, a[0].hi};
        interval const y{a[1].lo, a[1].hi};
        interval const r = least ? lesser(x, y) : greater(x, y);
        return {r.lo, r.hi};
      };
      break;
    case function_id::abs:
      made->f = [](cells a) -> cell {
        if (a[0].is_none()) return {0, plus_infinity};
        interval const x{a[0].lo, a[0].hi};
        interval const y = neg(x);
        if (x.lo >= 0) return a[0];
        if (x.hi <= 0) return {y.lo, y.hi};
        return {0, std::max(x.hi, y.hi)};
      };
      break;
    case function_id::ceil:
    case function_id::floor:
      made->f = [=, how = function == function_id::ceil ? rounding::ceil : rounding::floor](
                    cells a) { return rounded(a[0], from_scale, to_scale, how); };
      break;
    case function_id::matches: {
      auto const* words = text_of_constant(operands[1]);
      auto const compiled = std::make_shared<pattern>(pattern::compile(*words));
      made->f = text_test(operands[0],
                          [compiled](std::string_view t) { return compiled->matches(t); });
      break;
    }
    case function_id::starts_with: {
      auto const* words = text_of_constant(operands[1]);
      std::string const prefix = words ? *words : std::string{};
      if (words != nullptr) {
        made->f = text_test(operands[0],
                            [prefix](std::string_view t) { return t.starts_with(prefix); });
        break;
      }
      auto const text = operands[0]->texts;
      auto const head = operands[1]->texts;
      made->f = [text, head](cells a) -> cell {
        if (!a[0].is_point() || !a[1].is_point() || !text || !head) return {0, 1};
        auto const whole = text->text_of(static_cast<std::int32_t>(a[0].lo));
        auto const begin = head->text_of(static_cast<std::int32_t>(a[1].lo));
        return cell_of(truth_of(whole.starts_with(begin)));
      };
      break;
    }
    case function_id::size: made->f = [](cells a) { return size_cell(a[0]); }; break;
    case function_id::subset: made->f = [](cells a) { return subset_cell(a[0], a[1]); }; break;
    case function_id::intersects:
      made->f = [](cells a) { return intersects_cell(a[0], a[1]); };
      break;
  }
  made->operands = std::move(operands);
  return made;
}

}  // namespace xunze::plan_detail
