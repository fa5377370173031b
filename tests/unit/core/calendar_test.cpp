// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/calendar.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using namespace xunze;

constexpr int huge = std::numeric_limits<int>::max();

date on(int year, int month, int day) { return make_date(year, month, day); }

// 2023-09-29 to 10-06 are free, 10-07 and 10-08 (a weekend) are worked.
work_calendar autumn() {
  std::vector<work_calendar::exception> days;
  for (int day = 29; day <= 30; ++day) days.emplace_back(on(2023, 9, day), false);
  for (int day = 1; day <= 6; ++day) days.emplace_back(on(2023, 10, day), false);
  days.emplace_back(on(2023, 10, 7), true);
  days.emplace_back(on(2023, 10, 8), true);
  return {on(2023, 1, 1), on(2023, 12, 31), days};
}

reading working() {
  reading how;
  how.days = day_count::working;
  return how;
}

// Vector 1: notice 2023-07-05, within 20 days.
TEST(DueAfter, EventDayIsNotCountedAndTheLastDayIsInTime) {
  auto const due = due_after(on(2023, 7, 5), 20);
  EXPECT_EQ(due, on(2023, 7, 25));
  EXPECT_TRUE(on(2023, 7, 25) <= *due);
  EXPECT_FALSE(on(2023, 7, 26) <= *due);
  EXPECT_EQ(end_of(*due), parse_timestamp("2023-07-25 24:00"));
}

// Vector 3: class ends 2023-08-10, within 15 and 30 days.
TEST(DueAfter, CrossesMonths) {
  EXPECT_EQ(due_after(on(2023, 8, 10), 15), on(2023, 8, 25));
  EXPECT_EQ(due_after(on(2023, 8, 10), 30), on(2023, 9, 9));
}

TEST(DueAfter, EachChoiceOfTheReadingMovesTheDay) {
  reading counted;
  counted.count_start_day = true;
  EXPECT_EQ(due_after(on(2023, 7, 5), 20, counted), on(2023, 7, 24));
  reading exclusive;
  exclusive.end_inclusive = false;
  EXPECT_EQ(due_after(on(2023, 7, 5), 20, exclusive), on(2023, 7, 24));
  EXPECT_EQ(due_after(on(2023, 7, 5), 0), on(2023, 7, 5));
  EXPECT_EQ(due_after(on(2023, 7, 5), 0, counted), on(2023, 7, 5));
}

TEST(DueAfter, RefusesNegativeCountsAndTheEndOfTime) {
  EXPECT_EQ(due_after(on(2023, 7, 5), -1), std::nullopt);
  EXPECT_EQ(due_after(open_end_date, 1), std::nullopt);
  EXPECT_EQ(due_after(on(2023, 7, 5), huge), std::nullopt);
  EXPECT_EQ(due_after(date{std::numeric_limits<std::int32_t>::max()}, 1), std::nullopt);
}

TEST(DueAfter, WorkingDaysSkipFreeDaysAndKeepWorkedWeekends) {
  auto const days = autumn();
  EXPECT_EQ(due_after(on(2023, 9, 28), 1, working(), &days), on(2023, 10, 7));
  EXPECT_EQ(due_after(on(2023, 9, 28), 2, working(), &days), on(2023, 10, 8));
  EXPECT_EQ(due_after(on(2023, 9, 28), 3, working(), &days), on(2023, 10, 9));
  EXPECT_EQ(due_after(on(2023, 7, 7), 1, working(), &days), on(2023, 7, 10));
  reading counted = working();
  counted.count_start_day = true;
  EXPECT_EQ(due_after(on(2023, 9, 28), 1, counted, &days), on(2023, 9, 28));
  EXPECT_EQ(due_after(on(2023, 9, 30), 1, counted, &days), on(2023, 10, 7));
}

TEST(DueAfter, DaysTheCalendarDoesNotKnowLeaveTheDueUnknown) {
  auto const days = autumn();
  EXPECT_EQ(due_after(on(2023, 12, 28), 1, working(), &days), on(2023, 12, 29));
  EXPECT_EQ(due_after(on(2023, 12, 28), 2, working(), &days), std::nullopt);
  EXPECT_EQ(due_after(on(2023, 7, 7), 1, working(), nullptr), std::nullopt);
  EXPECT_EQ(due_after(on(2023, 7, 7), huge, working(), &days), std::nullopt);
}

TEST(DueAfter, RollsOverAHolidayOnlyIfTold) {
  auto const days = autumn();
  reading rolling;
  rolling.holiday_rollover = true;
  EXPECT_EQ(due_after(on(2023, 9, 15), 15, {}, &days), on(2023, 9, 30));
  EXPECT_EQ(due_after(on(2023, 9, 15), 15, rolling, &days), on(2023, 10, 7));
  EXPECT_EQ(due_after(on(2023, 9, 15), 13, rolling, &days), on(2023, 9, 28));
  EXPECT_EQ(due_after(on(2023, 9, 15), 15, rolling, nullptr), std::nullopt);
}

// Vector 2: opening 2023-07-20, 10 days before.
TEST(DueBefore, CountsBackFromTheStart) {
  auto const due = due_before(on(2023, 7, 20), 10);
  EXPECT_EQ(due, on(2023, 7, 10));
  EXPECT_TRUE(by(on(2023, 7, 10), *due));
  EXPECT_FALSE(by(on(2023, 7, 11), *due));
  EXPECT_EQ(due_before(first_date, 1), std::nullopt);
}

TEST(DueBefore, NeverShortensTheTimeByRollingOver) {
  auto const days = autumn();
  reading rolling;
  rolling.holiday_rollover = true;
  EXPECT_EQ(due_before(on(2023, 10, 12), 10, rolling, &days), on(2023, 9, 28));
  EXPECT_EQ(due_before(on(2023, 10, 9), 3, working(), &days), on(2023, 9, 28));
}

TEST(By, TheDayItselfCountsUnlessToldOtherwise) {
  date const limit = on(2023, 9, 30);
  reading exclusive;
  exclusive.before_inclusive = false;
  EXPECT_TRUE(by(limit, limit));
  EXPECT_FALSE(by(limit, limit, exclusive));
  EXPECT_TRUE(by(on(2023, 9, 29), limit, exclusive));
  EXPECT_FALSE(by(on(2023, 10, 1), limit));
}

TEST(WorkCalendar, RefusesContradictions) {
  date const day = on(2023, 5, 1);
  auto const code_of_failure = [](date from, date to, std::vector<work_calendar::exception> list) {
    try {
      work_calendar{from, to, std::move(list)};
    } catch (failure const& caught) {
      return caught.code();
    }
    return std::string{"none"};
  };
  EXPECT_EQ(code_of_failure(day, on(2023, 4, 30), {}), "calendar.range");
  EXPECT_EQ(code_of_failure(day, day, {{on(2023, 5, 2), false}}), "calendar.range");
  EXPECT_EQ(code_of_failure(day, day, {{day, false}, {day, true}}), "calendar.conflict");
  EXPECT_EQ(code_of_failure(day, day, {{day, false}, {day, false}}), "none");
}

TEST(WorkCalendar, OutsideItsRangeNothingIsKnown) {
  work_calendar const days{on(2023, 7, 3), on(2023, 7, 9)};
  EXPECT_EQ(days.is_workday(on(2023, 7, 2)), std::nullopt);
  EXPECT_EQ(days.is_workday(on(2023, 7, 3)), true);
  EXPECT_EQ(days.is_workday(on(2023, 7, 7)), true);
  EXPECT_EQ(days.is_workday(on(2023, 7, 8)), false);
  EXPECT_EQ(days.is_workday(on(2023, 7, 9)), false);
  EXPECT_EQ(days.is_workday(on(2023, 7, 10)), std::nullopt);
}

TEST(AddMonths, MissingDayIsClampedOrOverflows) {
  EXPECT_EQ(add_months(on(2023, 1, 31), 1), on(2023, 2, 28));
  EXPECT_EQ(add_months(on(2024, 1, 31), 1), on(2024, 2, 29));
  EXPECT_EQ(add_months(on(2023, 1, 31), 1, end_of_month::overflow), on(2023, 3, 1));
  EXPECT_EQ(add_months(on(2023, 1, 28), 1, end_of_month::overflow), on(2023, 2, 28));
  EXPECT_EQ(add_months(on(2023, 3, 31), -1), on(2023, 2, 28));
  EXPECT_EQ(add_months(on(2023, 1, 15), -1), on(2022, 12, 15));
  EXPECT_EQ(add_months(on(2023, 12, 15), 1), on(2024, 1, 15));
  EXPECT_EQ(add_months(on(2023, 7, 5), 0), on(2023, 7, 5));
}

TEST(AddMonths, LeavesTheSupportedYearsAsNothing) {
  EXPECT_EQ(add_months(on(9999, 12, 1), 1), std::nullopt);
  EXPECT_EQ(add_months(on(9999, 11, 30), 1), on(9999, 12, 30));
  EXPECT_EQ(add_months(on(1, 1, 1), -1), std::nullopt);
  EXPECT_EQ(add_months(on(1, 1, 31), -1, end_of_month::overflow), std::nullopt);
  EXPECT_EQ(add_months(on(2023, 1, 1), huge), std::nullopt);
  EXPECT_EQ(add_months(on(2023, 1, 1), std::numeric_limits<int>::min()), std::nullopt);
  EXPECT_EQ(add_years(on(2023, 1, 1), huge), std::nullopt);
  EXPECT_EQ(add_years(on(2023, 1, 1), 7976), on(9999, 1, 1));
  EXPECT_EQ(add_years(on(2023, 1, 1), 7977), std::nullopt);
}

// Vector 9: a ban of three years from 2023-08-01, half open.
TEST(PeriodEnd, HalfOpenPeriodEndsTheDayBeforeItsAnniversary) {
  auto const last = period_end(on(2023, 8, 1), 3, false);
  EXPECT_EQ(last, on(2026, 7, 31));
  EXPECT_TRUE(on(2026, 7, 31) <= *last);
  EXPECT_FALSE(on(2026, 8, 1) <= *last);
  EXPECT_EQ(period_end(on(2023, 8, 1), 3, true), on(2026, 8, 1));
}

TEST(PeriodEnd, FromALeapDayFollowsTheEndOfMonthRule) {
  date const leap = on(2024, 2, 29);
  EXPECT_EQ(period_end(leap, 3, true), on(2027, 2, 28));
  EXPECT_EQ(period_end(leap, 3, false), on(2027, 2, 27));
  EXPECT_EQ(period_end(leap, 3, true, end_of_month::overflow), on(2027, 3, 1));
  EXPECT_EQ(period_end(leap, 3, false, end_of_month::overflow), on(2027, 2, 28));
  EXPECT_EQ(period_end(leap, 4, true), on(2028, 2, 29));
  EXPECT_EQ(period_end(leap, 0, true), leap);
  EXPECT_EQ(period_end(leap, -1, true), std::nullopt);
  EXPECT_EQ(period_end(leap, 9000, true), std::nullopt);
}

// Vector 17: birth 1973-09-15, class 2018-09-15.
TEST(AgeOn, TheBirthdayCompletesTheYear) {
  date const birth = on(1973, 9, 15);
  EXPECT_EQ(age_on(birth, on(2018, 9, 14)), 44);
  EXPECT_EQ(age_on(birth, on(2018, 9, 15)), 45);
  EXPECT_TRUE(age_on(birth, on(2018, 9, 15)) <= 45);
  EXPECT_FALSE(age_on(birth, on(2018, 9, 15)) < 45);
  EXPECT_EQ(age_on(birth, on(2018, 9, 16)), 45);
  EXPECT_EQ(age_on(birth, birth), 0);
  EXPECT_EQ(age_on(birth, on(1973, 9, 14)), -1);
}

TEST(AgeOn, LeapDayBirthdaysFollowTheEndOfMonthRule) {
  date const birth = on(2000, 2, 29);
  EXPECT_EQ(age_on(birth, on(2018, 2, 27)), 17);
  EXPECT_EQ(age_on(birth, on(2018, 2, 28)), 18);
  EXPECT_EQ(age_on(birth, on(2018, 2, 28), end_of_month::overflow), 17);
  EXPECT_EQ(age_on(birth, on(2018, 3, 1), end_of_month::overflow), 18);
  EXPECT_EQ(age_on(birth, on(2020, 2, 28)), 19);
  EXPECT_EQ(age_on(birth, on(2020, 2, 29)), 20);
}

TEST(XunWindow, ThreePartsCoverEveryMonthOnce) {
  for (int year : {2023, 2024}) {
    for (int month = 1; month <= 12; ++month) {
      auto const early = xun_window(year, month, xun::early);
      auto const middle = xun_window(year, month, xun::middle);
      auto const late = xun_window(year, month, xun::late);
      auto const whole = month_window(year, month);
      ASSERT_TRUE(early && middle && late && whole);
      EXPECT_EQ(early->first, on(year, month, 1));
      EXPECT_EQ(early->last, on(year, month, 10));
      EXPECT_EQ(middle->first, on(year, month, 11));
      EXPECT_EQ(middle->last, on(year, month, 20));
      EXPECT_EQ(late->first, on(year, month, 21));
      EXPECT_EQ(*whole, (date_window{early->first, late->last}));
      EXPECT_NE(month_of(date{late->last.days + 1}), month);
    }
  }
  EXPECT_EQ(xun_window(2024, 2, xun::late)->last, on(2024, 2, 29));
}

TEST(XunWindow, RefusesMonthsAndBoundsThatDoNotExist) {
  EXPECT_FALSE(xun_window(2023, 13, xun::early));
  EXPECT_FALSE(month_window(0, 1));
  EXPECT_FALSE(xun_window(2023, 2, xun::late, {10, 28}));
  EXPECT_FALSE(xun_window(2023, 2, xun::late, {20, 10}));
  EXPECT_EQ(xun_window(2023, 2, xun::middle, {9, 19}),
            (date_window{on(2023, 2, 10), on(2023, 2, 19)}));
}

TEST(DateWindow, ContainsBothEnds) {
  date_window const window{on(2023, 7, 1), on(2023, 7, 10)};
  EXPECT_TRUE(window.contains(on(2023, 7, 1)));
  EXPECT_TRUE(window.contains(on(2023, 7, 10)));
  EXPECT_FALSE(window.contains(on(2023, 6, 30)));
  EXPECT_FALSE(window.contains(on(2023, 7, 11)));
}

}  // namespace
