// SPDX-License-Identifier: Apache-2.0
// Calendar dates, and points in time on the +08:00 clock.
#ifndef XUNZE_CORE_DATE_HPP
#define XUNZE_CORE_DATE_HPP

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xunze {

/// A day of the proleptic Gregorian calendar.
/// Shape: years 0001..9999; functions that could leave them return an optional.
/// Units: days since 1970-01-01.
struct date {
  std::int32_t days = 0;
  auto operator<=>(date const&) const = default;
};

/// A point in time.
/// Units: seconds since 1970-01-01T00:00:00Z.
struct timestamp {
  std::int64_t seconds = 0;
  auto operator<=>(timestamp const&) const = default;
};

/// The local clock of every policy: +08:00, no daylight saving.
inline constexpr std::int64_t local_offset_seconds = 8 * 3600;
inline constexpr std::int64_t day_seconds = 86400;

namespace detail {
[[noreturn]] void refuse_date(int year, int month, int day);

struct civil_day {
  int year;
  int month;
  int day;
};

// In years that begin in March and eras of 400 of them, a leap day is the last of its year.
// std::chrono has the same; its header costs whoever includes this one more than all dates do.
inline constexpr int era_days = 146097;
inline constexpr int epoch_days = 719468;  // from 0000-03-01 to 1970-01-01

[[nodiscard]] constexpr int days_of(civil_day const& of) noexcept {
  int const year = of.month > 2 ? of.year : of.year - 1;
  int const era = (year >= 0 ? year : year - 399) / 400;
  int const in_era = year - era * 400;
  int const in_year = (153 * (of.month > 2 ? of.month - 3 : of.month + 9) + 2) / 5 + of.day - 1;
  return era * era_days + in_era * 365 + in_era / 4 - in_era / 100 + in_year - epoch_days;
}

[[nodiscard]] constexpr civil_day civil(date day) noexcept {
  std::int64_t const since = std::int64_t{day.days} + epoch_days;
  auto const era = static_cast<int>((since >= 0 ? since : since - (era_days - 1)) / era_days);
  auto const in_era = static_cast<int>(since - std::int64_t{era} * era_days);
  int const year = (in_era - in_era / 1460 + in_era / 36524 - in_era / (era_days - 1)) / 365;
  int const in_year = in_era - (365 * year + year / 4 - year / 100);
  int const month = (5 * in_year + 2) / 153;  // 0: March
  return {era * 400 + year + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
          in_year - (153 * month + 2) / 5 + 1};
}
}  // namespace detail

/// The date of a year, month and day; nullopt if there is no such day in years 0001..9999.
[[nodiscard]] constexpr std::optional<date> date_from_ymd(int year, int month, int day) noexcept {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  date const made{detail::days_of({year, month, day})};
  if (detail::civil(made).day != day) return std::nullopt;  // it ran into the next month
  return made;
}

/// The date of a year, month and day that must exist.
/// Errors: failure `date.invalid` at run time; does not compile in a constant expression.
[[nodiscard]] constexpr date make_date(int year, int month, int day) {
  auto const made = date_from_ymd(year, month, day);
  if (!made) detail::refuse_date(year, month, day);
  return *made;
}

inline constexpr date first_date = make_date(1, 1, 1);
/// The end of a period that has none; also the last supported date.
inline constexpr date open_end_date = make_date(9999, 12, 31);

[[nodiscard]] constexpr bool is_supported(date day) noexcept {
  return first_date <= day && day <= open_end_date;
}

[[nodiscard]] constexpr int year_of(date day) noexcept { return detail::civil(day).year; }
[[nodiscard]] constexpr int month_of(date day) noexcept { return detail::civil(day).month; }
[[nodiscard]] constexpr int day_of(date day) noexcept { return detail::civil(day).day; }

/// The day of the week, Monday 1 to Sunday 7.
[[nodiscard]] constexpr int weekday_of(date day) noexcept {
  return static_cast<int>((static_cast<std::int64_t>(day.days) % 7 + 10) % 7) + 1;
}

/// Number of days of a month; 0 if there is no such month.
[[nodiscard]] int days_in_month(int year, int month) noexcept;

/// The day a number of days later (or earlier); nullopt outside the supported years.
[[nodiscard]] constexpr std::optional<date> add_days(date day, std::int64_t count) noexcept {
  std::int64_t const span = open_end_date.days - first_date.days;
  if (count > span || count < -span) return std::nullopt;
  std::int64_t const moved = day.days + count;
  if (moved < first_date.days || moved > open_end_date.days) return std::nullopt;
  return date{static_cast<std::int32_t>(moved)};
}

/// Reads 2023-07-05, 2023/7/5, 2023.7.5, 2023年7月5日 or 20230705; digits may be full width.
/// Nulls: nullopt for any other form and for days that do not exist.
[[nodiscard]] std::optional<date> parse_date(std::string_view written);

/// ISO form, 2023-07-05; years before 1 and after 9999 expanded, +10000-01-01.
[[nodiscard]] std::string to_string(date day);

/// Reads `YYYY-MM-DD`, then optionally `T` or a space, `hh:mm[:ss]` and `Z` or `±hh:mm`.
/// Nulls: nullopt for any other form. No zone means +08:00; no time means 00:00;
/// 24:00 is the end of the day.
[[nodiscard]] std::optional<timestamp> parse_timestamp(std::string_view written);

/// ISO form on the local clock, 2023-07-05T08:30:00+08:00.
[[nodiscard]] std::string to_string(timestamp time);

/// The local (+08:00) day a point in time lies in; clamped to the supported dates.
[[nodiscard]] date date_of(timestamp time) noexcept;

/// 00:00 local time of the day.
[[nodiscard]] constexpr timestamp start_of(date day) noexcept {
  return {static_cast<std::int64_t>(day.days) * day_seconds - local_offset_seconds};
}

/// 24:00 local time of the day, which is the start of the next one.
[[nodiscard]] constexpr timestamp end_of(date day) noexcept {
  return {start_of(day).seconds + day_seconds};
}

}  // namespace xunze

#endif
