// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/date.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

namespace {

using namespace xunze;

static_assert(make_date(1970, 1, 1).days == 0);
static_assert(year_of(open_end_date) == 9999);

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

// The calendar counted day by day, without the library under test.
struct counter {
  int year, month, day;
  void next() {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int const length = lengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
    if (++day <= length) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
};

TEST(Date, TwoHundredYearsAgreeWithCountingByHand) {
  counter by_hand{1900, 1, 1};
  int weekday = 1;  // 1900-01-01 was a Monday
  date const start = make_date(1900, 1, 1);
  EXPECT_EQ(start.days, -25567);
  for (std::int32_t i = 0; by_hand.year < 2100; ++i, by_hand.next()) {
    date const day{start.days + i};
    ASSERT_EQ(year_of(day), by_hand.year) << i;
    ASSERT_EQ(month_of(day), by_hand.month) << i;
    ASSERT_EQ(day_of(day), by_hand.day) << i;
    ASSERT_EQ(weekday_of(day), weekday) << i;
    ASSERT_EQ(make_date(by_hand.year, by_hand.month, by_hand.day), day) << i;
    ASSERT_EQ(parse_date(to_string(day)), day) << i;
    ASSERT_EQ(date_of(start_of(day)), day) << i;
    ASSERT_EQ(date_of(timestamp{end_of(day).seconds - 1}), day) << i;
    ASSERT_EQ(parse_timestamp(to_string(start_of(day))), start_of(day)) << i;
    weekday = weekday % 7 + 1;
  }
}

TEST(Date, EveryDayOfEveryYearIsThatOfTheStandardCalendar) {
  namespace chrono = std::chrono;
  for (std::int32_t i = first_date.days - 1000; i <= open_end_date.days + 1000; ++i) {
    chrono::year_month_day const standard{chrono::sys_days{chrono::days{i}}};
    detail::civil_day const day = detail::civil(date{i});
    ASSERT_EQ(day.year, int{standard.year()}) << i;
    ASSERT_EQ(day.month, static_cast<int>(unsigned{standard.month()})) << i;
    ASSERT_EQ(day.day, static_cast<int>(unsigned{standard.day()})) << i;
    ASSERT_EQ(detail::days_of(day), i);
  }
}

TEST(Date, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(date_from_ymd(2023, 2, 29));
  EXPECT_TRUE(date_from_ymd(2024, 2, 29));
  EXPECT_FALSE(date_from_ymd(1900, 2, 29));
  EXPECT_TRUE(date_from_ymd(2000, 2, 29));
  EXPECT_FALSE(date_from_ymd(2023, 4, 31));
  EXPECT_FALSE(date_from_ymd(2023, 13, 1));
  EXPECT_FALSE(date_from_ymd(2023, 0, 1));
  EXPECT_FALSE(date_from_ymd(2023, 1, 0));
  EXPECT_FALSE(date_from_ymd(2023, -1, 1));
  EXPECT_FALSE(date_from_ymd(0, 1, 1));
  EXPECT_FALSE(date_from_ymd(10000, 1, 1));
  EXPECT_FALSE(date_from_ymd(2023, 65537, 1));
  EXPECT_FALSE(date_from_ymd(2023, 1, 257));
}

TEST(Date, MakingADayThatDoesNotExistThrows) {
  try {
    static_cast<void>(make_date(2023, 2, 30));
    FAIL() << "no failure";
  } catch (failure const& caught) {
    EXPECT_EQ(caught.code(), "date.invalid");
  }
}

TEST(Date, ReadsTheFiveFormsAndFullWidthDigits) {
  for (char const* written :
       {"2023-07-05", "2023/7/5", "2023/07/05", "2023.7.5", "2023.07.05", "2023年7月5日",
        "2023年07月05日", "20230705", "２０２３-０７-０５", "２０２３年７月５日", "２０２３０７０５"}) {
    EXPECT_EQ(parse_date(written), make_date(2023, 7, 5)) << written;
  }
}

TEST(Date, RefusesEveryOtherForm) {
  for (char const* written :
       {"", "2023", "2023-07", "2023-7-5", "2023-07-05 ", " 2023-07-05", "2023-07/05", "2023/7.5",
        "23-07-05", "2023-07-05T00:00", "2023年7月", "2023年7月5", "7/5/2023", "2023-13-01",
        "2023-02-29", "20230230", "2023075", "202307051", "2023-07-5", "二〇二三年七月五日",
        "+2023-07-05", "-023-07-05", "0000-01-01", "45112", "2023/007/05"}) {
    EXPECT_FALSE(parse_date(written)) << written;
  }
}

TEST(Date, SupportedYearsEndAtTheirEdges) {
  EXPECT_EQ(to_string(first_date), "0001-01-01");
  EXPECT_EQ(to_string(open_end_date), "9999-12-31");
  EXPECT_EQ(to_string(date{first_date.days - 1}), "0000-12-31");
  EXPECT_EQ(to_string(date{first_date.days - 307}), "0000-02-29");
  EXPECT_EQ(to_string(date{first_date.days - 367}), "-0001-12-31");
  EXPECT_EQ(to_string(date{-719178}), "0000-12-16");
  EXPECT_EQ(to_string(date{open_end_date.days + 1}), "+10000-01-01");
  EXPECT_EQ(to_string(date{open_end_date.days + 366}), "+10000-12-31");
  EXPECT_EQ(to_string(date{std::numeric_limits<std::int32_t>::min()}), "-5877641-06-23");
  EXPECT_EQ(parse_date("0001-01-01"), first_date);
  EXPECT_EQ(parse_date("9999-12-31"), open_end_date);
  EXPECT_EQ(add_days(open_end_date, 1), std::nullopt);
  EXPECT_EQ(add_days(first_date, -1), std::nullopt);
  EXPECT_EQ(add_days(first_date, open_end_date.days - first_date.days), open_end_date);
  EXPECT_EQ(add_days(first_date, std::numeric_limits<std::int64_t>::max()), std::nullopt);
  EXPECT_EQ(add_days(first_date, std::numeric_limits<std::int64_t>::min()), std::nullopt);
}

TEST(Date, KnowsTheLengthOfMonths) {
  EXPECT_EQ(days_in_month(2023, 2), 28);
  EXPECT_EQ(days_in_month(2024, 2), 29);
  EXPECT_EQ(days_in_month(2023, 4), 30);
  EXPECT_EQ(days_in_month(2023, 12), 31);
  EXPECT_EQ(days_in_month(2023, 13), 0);
}

TEST(Timestamp, WithoutAZoneMeansPlusEight) {
  auto const midnight = start_of(make_date(2023, 7, 5));
  EXPECT_EQ(parse_timestamp("2023-07-05"), midnight);
  EXPECT_EQ(parse_timestamp("2023-07-05 00:00"), midnight);
  EXPECT_EQ(parse_timestamp("2023-07-05T00:00:00+08:00"), midnight);
  EXPECT_EQ(parse_timestamp("2023-07-04T16:00Z"), midnight);
  EXPECT_EQ(parse_timestamp("2023-07-04T12:30-03:30"), midnight);
  EXPECT_EQ(parse_timestamp("1970-01-01T00:00:00Z"), timestamp{0});
  EXPECT_EQ(parse_timestamp("2023-07-05T08:30:15"), timestamp{midnight.seconds + 30615});
}

TEST(Timestamp, TwentyFourHoursIsTheEndOfTheDay) {
  date const day = make_date(2023, 7, 5);
  EXPECT_EQ(parse_timestamp("2023-07-05 24:00"), end_of(day));
  EXPECT_EQ(end_of(day), start_of(make_date(2023, 7, 6)));
  EXPECT_FALSE(parse_timestamp("2023-07-05 24:01"));
  EXPECT_EQ(parse_timestamp("9999-12-31 24:00"), end_of(open_end_date));
}

TEST(Timestamp, RefusesEveryOtherForm) {
  for (char const* written :
       {"", "2023/07/05 00:00", "2023-07-05T", "2023-07-05T1:00", "2023-07-05T01",
        "2023-07-05T01:60", "2023-07-05T01:00:60", "2023-07-05T25:00", "2023-07-05T01:00z",
        "2023-07-05T01:00+8:00", "2023-07-05T01:00+0800", "2023-07-05T01:00:00.5",
        "2023-07-05  01:00", "2023-02-29T01:00", "2023-07-05T01:00+15:00",
        "2023-07-05T01:00 +08:00", "0001-01-01T00:00+14:00"}) {
    EXPECT_FALSE(parse_timestamp(written)) << written;
  }
}

TEST(Timestamp, LocalDayTurnsAtMidnightPlusEight) {
  EXPECT_EQ(date_of(timestamp{0}), make_date(1970, 1, 1));
  EXPECT_EQ(date_of(*parse_timestamp("2023-07-05T15:59:59Z")), make_date(2023, 7, 5));
  EXPECT_EQ(date_of(*parse_timestamp("2023-07-05T16:00:00Z")), make_date(2023, 7, 6));
  EXPECT_EQ(date_of(*parse_timestamp("1969-12-31T15:59:59Z")), make_date(1969, 12, 31));
  EXPECT_EQ(to_string(*parse_timestamp("2023-07-05T15:59:59Z")), "2023-07-05T23:59:59+08:00");
}

TEST(Timestamp, BeyondTheSupportedYearsIsClampedAndWrittenAsANumber) {
  timestamp const far{std::numeric_limits<std::int64_t>::max()};
  timestamp const early{std::numeric_limits<std::int64_t>::min()};
  EXPECT_EQ(date_of(far), open_end_date);
  EXPECT_EQ(date_of(early), first_date);
  EXPECT_EQ(to_string(far), "second:9223372036854775807");
  EXPECT_EQ(to_string(end_of(open_end_date)), "9999-12-31T24:00:00+08:00");
}

}  // namespace
