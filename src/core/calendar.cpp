// SPDX-License-Identifier: Apache-2.0
// Counting days, months and years under an explicit reading of the wording.
#include "xunze/core/calendar.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>

namespace xunze {
namespace {

constexpr int later = 1;
constexpr int earlier = -1;

std::optional<bool> workday(date day, work_calendar const* days) noexcept {
  return days == nullptr ? std::nullopt : days->is_workday(day);
}

// The nearest working day at or beyond `day` in the direction.
std::optional<date> roll(date day, int direction, work_calendar const* days) {
  std::optional<date> at = day;
  while (at) {
    auto const works = workday(*at, days);
    if (!works) return std::nullopt;
    if (*works) return at;
    at = add_days(*at, direction);
  }
  return std::nullopt;
}

// The n-th working day in the direction, n ≥ 1; `from` itself is the first candidate.
std::optional<date> nth_workday(date from, int n, int direction, work_calendar const* days) {
  auto at = roll(from, direction, days);
  for (int counted = 1; at && counted < n; ++counted) {
    auto const next = add_days(*at, direction);
    at = next ? roll(*next, direction, days) : std::nullopt;
  }
  return at;
}

std::optional<date> count_days(date start, int n, int direction, reading const& how,
                               work_calendar const* days) {
  if (n < 0 || !is_supported(start)) return std::nullopt;
  std::optional<date> last = start;
  if (n > 0) {
    std::int64_t const skipped = how.count_start_day ? 0 : 1;
    if (how.days == day_count::calendar) {
      last = add_days(start, direction * (n - 1 + skipped));
    } else {
      auto const first = add_days(start, direction * skipped);
      last = first ? nth_workday(*first, n, direction, days) : std::nullopt;
    }
  }
  if (last && how.holiday_rollover) last = roll(*last, direction, days);
  if (last && !how.end_inclusive) last = add_days(*last, -1);
  return last;
}

}  // namespace

work_calendar::work_calendar(date from, date to, std::vector<exception> exceptions)
    : from_{from}, to_{to}, exceptions_{std::move(exceptions)} {
  if (to_ < from_) {
    throw failure("calendar.range", {"工作日历的止日早于起日", "calendar ends before it starts"});
  }
  std::sort(exceptions_.begin(), exceptions_.end());
  exceptions_.erase(std::unique(exceptions_.begin(), exceptions_.end()), exceptions_.end());
  for (std::size_t i = 0; i < exceptions_.size(); ++i) {
    date const day = exceptions_[i].first;
    std::string const shown = to_string(day);
    if (day < from_ || to_ < day) {
      throw failure("calendar.range", {"调休日“" + shown + "”不在工作日历的起止范围内",
                                       "exception `" + shown + "` is outside the calendar"});
    }
    if (i > 0 && exceptions_[i - 1].first == day) {
      throw failure("calendar.conflict", {"“" + shown + "”既列为工作日又列为休息日",
                                          "`" + shown + "` is listed as working and as free"});
    }
  }
}

std::optional<bool> work_calendar::is_workday(date day) const noexcept {
  if (day < from_ || to_ < day) return std::nullopt;
  auto const at = std::lower_bound(exceptions_.begin(), exceptions_.end(), day,
                                   [](exception const& e, date d) { return e.first < d; });
  if (at != exceptions_.end() && at->first == day) return at->second;
  return weekday_of(day) <= 5;
}

std::optional<date> due_after(date anchor, int n, reading const& how, work_calendar const* days) {
  return count_days(anchor, n, later, how, days);
}

std::optional<date> due_before(date start, int n, reading const& how, work_calendar const* days) {
  return count_days(start, n, earlier, how, days);
}

std::optional<date> add_months(date day, int count, end_of_month rule) {
  if (!is_supported(day)) return std::nullopt;
  std::int64_t const months = std::int64_t{year_of(day)} * 12 + (month_of(day) - 1) + count;
  if (months < 12 || months >= std::int64_t{10000} * 12) return std::nullopt;
  int const year = static_cast<int>(months / 12);
  int const month = static_cast<int>(months % 12) + 1;
  int const length = days_in_month(year, month);
  auto const last = date_from_ymd(year, month, std::min(day_of(day), length));
  if (day_of(day) <= length || rule == end_of_month::clamp) return last;
  return add_days(*last, 1);
}

std::optional<date> add_years(date day, int count, end_of_month rule) {
  if (count > 9999 || count < -9999) return std::nullopt;
  return add_months(day, count * 12, rule);
}

std::optional<date> period_end(date start, int years, bool end_inclusive, end_of_month rule) {
  if (years < 0) return std::nullopt;
  auto const corresponding = add_years(start, years, rule);
  if (!corresponding || end_inclusive) return corresponding;
  return add_days(*corresponding, -1);
}

int age_on(date birth, date on, end_of_month rule) {
  int const age = year_of(on) - year_of(birth);
  auto const birthday = add_years(birth, age, rule);
  return birthday && *birthday <= on ? age : age - 1;
}

std::optional<date_window> xun_window(int year, int month, xun which, xun_bounds bounds) {
  auto const whole = month_window(year, month);
  if (!whole || bounds.early_last < 1 || bounds.middle_last <= bounds.early_last ||
      bounds.middle_last >= day_of(whole->last)) {
    return std::nullopt;
  }
  auto const on = [&](int day) { return make_date(year, month, day); };
  switch (which) {
    case xun::early: return date_window{whole->first, on(bounds.early_last)};
    case xun::middle: return date_window{on(bounds.early_last + 1), on(bounds.middle_last)};
    case xun::late: return date_window{on(bounds.middle_last + 1), whole->last};
  }
  return std::nullopt;
}

std::optional<date_window> month_window(int year, int month) {
  auto const first = date_from_ymd(year, month, 1);
  if (!first) return std::nullopt;
  return date_window{*first, make_date(year, month, days_in_month(year, month))};
}

}  // namespace xunze
