// SPDX-License-Identifier: Apache-2.0
// Counting days, months and years under an explicit reading of the wording.
#ifndef XUNZE_CORE_CALENDAR_HPP
#define XUNZE_CORE_CALENDAR_HPP

#include "xunze/core/date.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace xunze {

/// Which days are counted: every day, or working days only.
enum class day_count : std::uint8_t { calendar, working };

/// What a month-day that does not exist becomes: the month's last day, or the next month's first.
enum class end_of_month : std::uint8_t { clamp, overflow };

/// How the wording of a time limit is read; every field is one choice, defaults as documented.
struct reading {
  /// 之后N天内: whether the day of the event is the first of the N days.
  bool count_start_day = false;
  /// Whether N天 are calendar or working days.
  day_count days = day_count::calendar;
  /// Whether a last day that is no working day moves to a working day.
  bool holiday_rollover = false;
  /// X日前: whether X itself is in time.
  bool before_inclusive = true;
  /// Whether the last day counted is still in time, until 24:00.
  bool end_inclusive = true;
  /// Month and year periods whose last month has no such day.
  end_of_month month_end = end_of_month::clamp;

  bool operator==(reading const&) const = default;
};

/// Working days of a known stretch of time; Monday to Friday but for the listed exceptions.
/// Threads: const use is safe from several threads.
class work_calendar {
 public:
  using exception = std::pair<date, bool>;

  /// Errors: failure `calendar.range` if to < from, or an exception lies outside the range;
  /// failure `calendar.conflict` if one day is listed as both.
  work_calendar(date from, date to, std::vector<exception> exceptions = {});

  [[nodiscard]] date from() const noexcept { return from_; }
  [[nodiscard]] date to() const noexcept { return to_; }

  /// Whether the day is a working day; nullopt outside the known range.
  /// Cost: O(log exceptions).
  [[nodiscard]] std::optional<bool> is_workday(date day) const noexcept;

 private:
  date from_;
  date to_;
  std::vector<exception> exceptions_;
};

/// The last day in time for "within n days after anchor".
/// Nulls: nullopt if n < 0, outside the supported years, or if the reading asks about a day
/// the calendar does not know (no calendar knows no day).
/// Example: anchor 2023-07-05, n 20 gives 2023-07-25.
[[nodiscard]] std::optional<date> due_after(date anchor, int n, reading const& how = {},
                                            work_calendar const* days = nullptr);

/// The last day in time for "n days before start".
/// Nulls: as due_after. A rollover goes to the working day before, so n never shrinks.
/// Example: start 2023-07-20, n 10 gives 2023-07-10.
[[nodiscard]] std::optional<date> due_before(date start, int n, reading const& how = {},
                                             work_calendar const* days = nullptr);

/// Whether something done on a day is in time for a limit worded "before limit".
[[nodiscard]] constexpr bool by(date done, date limit, reading const& how = {}) noexcept {
  return how.before_inclusive ? done <= limit : done < limit;
}

/// The same day some months later (or earlier); nullopt outside the supported years.
[[nodiscard]] std::optional<date> add_months(date day, int count,
                                             end_of_month rule = end_of_month::clamp);

/// The same month-day some years later (or earlier); nullopt outside the supported years.
[[nodiscard]] std::optional<date> add_years(date day, int count,
                                            end_of_month rule = end_of_month::clamp);

/// The last day that belongs to a period of years from start.
/// Shape: the same month-day `years` on if end_inclusive, else the day before it (half open).
/// Nulls: nullopt if years < 0 or outside the supported years.
/// Example: 3 years from 2023-08-01, half open, end on 2026-07-31.
[[nodiscard]] std::optional<date> period_end(date start, int years, bool end_inclusive,
                                             end_of_month rule = end_of_month::clamp);

/// Full years of age; the birthday itself completes the year. Negative before birth.
[[nodiscard]] int age_on(date birth, date on, end_of_month rule = end_of_month::clamp);

/// A stretch of days, both ends included.
struct date_window {
  date first;
  date last;

  [[nodiscard]] constexpr bool contains(date day) const noexcept {
    return first <= day && day <= last;
  }
  bool operator==(date_window const&) const = default;
};

/// The three parts of a month: 上旬, 中旬, 下旬.
enum class xun : std::uint8_t { early, middle, late };

/// Last days of 上旬 and 中旬.
struct xun_bounds {
  int early_last = 10;
  int middle_last = 20;
};

/// One third of a month; nullopt if there is no such month or the bounds are out of order.
[[nodiscard]] std::optional<date_window> xun_window(int year, int month, xun which,
                                                    xun_bounds bounds = {});

/// A whole month; nullopt if there is no such month.
[[nodiscard]] std::optional<date_window> month_window(int year, int month);

}  // namespace xunze

#endif
