// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/decimal.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace {

using namespace xunze;

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

std::string round_trip(std::string_view written) {
  auto const read = parse_decimal(written);
  return read ? to_string(*read) : "refused";
}

TEST(Decimal, WritesWhatItRead) {
  for (char const* written :
       {"0", "1", "-1", "89.99", "0.05", "-0.05", "12.30", "123456789.00", "0.000000000000000001",
        "9223372036854775807", "-9223372036854775808", "9.223372036854775807",
        "-9.223372036854775808"}) {
    EXPECT_EQ(round_trip(written), written);
  }
  EXPECT_EQ(round_trip("+7.5"), "7.5");
  EXPECT_EQ(round_trip("007"), "7");
  EXPECT_EQ(round_trip("-0.00"), "0.00");
}

TEST(Decimal, RefusesEverythingThatIsNoPlainNumber) {
  for (char const* written :
       {"", "-", "+", ".", ".5", "5.", "1e5", "1E5", " 1", "1 ", "1.2.3", "--1", "1,000", "0x1",
        "9223372036854775808", "-9223372036854775809", "0.0000000000000000001", "九", "１",
        "nan", "inf"}) {
    EXPECT_FALSE(parse_decimal(written)) << written;
  }
}

TEST(Decimal, EqualityAndOrderAreMathematical) {
  EXPECT_EQ((decimal{10, 1}), (decimal{100, 2}));
  EXPECT_LT((decimal{8999, 2}), (decimal{90, 0}));
  EXPECT_GT((decimal{-8999, 2}), (decimal{-90, 0}));
  EXPECT_EQ((decimal{0, 0}), (decimal{0, 18}));
  EXPECT_LT((decimal{smallest, 0}), (decimal{smallest, 18}));
  EXPECT_GT((decimal{largest, 0}), (decimal{largest, 18}));
  EXPECT_LT((decimal{largest - 1, 18}), (decimal{largest, 18}));
}

TEST(Decimal, NormalizedDropsTrailingZeros) {
  EXPECT_EQ(to_string(normalized({12300, 3})), "12.3");
  EXPECT_EQ(to_string(normalized({0, 18})), "0");
  EXPECT_EQ(to_string(normalized({100, 0})), "100");
}

TEST(Decimal, RescaleRoundsAsTold) {
  struct example {
    std::int64_t mantissa;
    std::int64_t floor, ceil, half_up;
  };
  // To one digit less: 2.5 → …
  for (example const& e : {example{25, 2, 3, 3}, example{24, 2, 3, 2}, example{-25, -3, -2, -3},
                           example{-24, -3, -2, -2}, example{1, 0, 1, 0}, example{-1, -1, 0, 0},
                           example{20, 2, 2, 2}, example{-20, -2, -2, -2}}) {
    EXPECT_EQ(rescale({e.mantissa, 1}, 0, rounding::floor), e.floor) << e.mantissa;
    EXPECT_EQ(rescale({e.mantissa, 1}, 0, rounding::ceil), e.ceil) << e.mantissa;
    EXPECT_EQ(rescale({e.mantissa, 1}, 0, rounding::half_up), e.half_up) << e.mantissa;
  }
  EXPECT_EQ(rescale({25, 1}, 0, rounding::exact), std::nullopt);
  EXPECT_EQ(rescale({20, 1}, 0, rounding::exact), 2);
  EXPECT_EQ(rescale({5, 0}, 2, rounding::exact), 500);
}

TEST(Decimal, RescaleRefusesWhatDoesNotFit) {
  EXPECT_EQ(rescale({largest, 0}, 1, rounding::exact), std::nullopt);
  EXPECT_EQ(rescale({10, 0}, 18, rounding::exact), std::nullopt);
  EXPECT_EQ(rescale({9, 0}, 18, rounding::exact), 9'000'000'000'000'000'000);
  EXPECT_EQ(rescale({1, 0}, 19, rounding::exact), std::nullopt);
  EXPECT_EQ(rescale({1, 0}, -1, rounding::floor), std::nullopt);
  EXPECT_EQ(rescale({smallest, 18}, 0, rounding::floor), -10);
  EXPECT_EQ(rescale({largest, 18}, 0, rounding::half_up), 9);
}

TEST(Decimal, CheckedArithmeticStopsAtTheEdges) {
  EXPECT_EQ(checked_add(largest, 1), std::nullopt);
  EXPECT_EQ(checked_add(largest - 1, 1), largest);
  EXPECT_EQ(checked_sub(smallest, 1), std::nullopt);
  EXPECT_EQ(checked_sub(-1, largest), smallest);
  EXPECT_EQ(checked_mul(largest, 2), std::nullopt);
  EXPECT_EQ(checked_mul(smallest, -1), std::nullopt);
  EXPECT_EQ(checked_mul(-3, 4), -12);
  EXPECT_EQ(checked_div(smallest, -1, rounding::exact), std::nullopt);
  EXPECT_EQ(checked_div(1, 0, rounding::floor), std::nullopt);
  EXPECT_EQ(checked_div(7, -2, rounding::floor), -4);
  EXPECT_EQ(checked_div(7, -2, rounding::ceil), -3);
  EXPECT_EQ(checked_div(-7, 2, rounding::half_up), -4);
}

// Vector 11: the grade borders at 90 and 75.
TEST(Decimal, ScoresJustBelowABorderStayBelow) {
  decimal const excellent{90, 0};
  decimal const qualified{75, 0};
  EXPECT_GE(*parse_decimal("90"), excellent);
  EXPECT_GE(*parse_decimal("90.00"), excellent);
  EXPECT_LT(*parse_decimal("89.99"), excellent);
  EXPECT_GE(*parse_decimal("75"), qualified);
  EXPECT_LT(*parse_decimal("74.99"), qualified);
}

// Vectors 10 and 12: shares of a count, rounded up because "not below" allows no less.
TEST(Decimal, ShareOfACountIsComparedByProducts) {
  EXPECT_EQ(compare_ratio(10, 100, 1, 10), 0);
  EXPECT_EQ(compare_ratio(10, 101, 1, 10), -1);
  EXPECT_EQ(compare_ratio(11, 101, 1, 10), 1);
  EXPECT_EQ(checked_div(101, 10, rounding::ceil), 11);
  EXPECT_EQ(checked_div(48890, 10, rounding::ceil), 4889);
  EXPECT_EQ(compare_ratio(-1, 3, 1, 3), -1);
}

TEST(Decimal, RatiosOfExtremeNumbersDoNotOverflow) {
  EXPECT_EQ(compare_ratio(largest, 1, smallest, 1), 1);
  EXPECT_EQ(compare_ratio(smallest, 1, largest, largest), -1);
  EXPECT_EQ(compare_ratio(largest, largest - 1, largest - 1, largest), 1);
  EXPECT_EQ(compare_ratio(largest - 1, largest, largest, largest), -1);
  EXPECT_EQ(compare_ratio(smallest, largest, smallest, largest), 0);
}

// Vector 14: 1.5 % of a payroll, in cents, rounded up.
TEST(Decimal, ShareOfAPayrollRoundsUpToTheCent) {
  auto const payroll = parse_decimal("123456789.00");
  auto const share = parse_decimal("0.015");
  ASSERT_TRUE(payroll && share);
  auto const mantissa = checked_mul(payroll->mantissa, share->mantissa);
  ASSERT_TRUE(mantissa);
  decimal const needed{*mantissa, static_cast<std::uint8_t>(payroll->scale + share->scale)};
  EXPECT_EQ(needed, *parse_decimal("1851851.835"));
  auto const cents = rescale(needed, 2, rounding::ceil);
  ASSERT_TRUE(cents);
  EXPECT_EQ(to_string(decimal{*cents, 2}), "1851851.84");
  EXPECT_EQ(rescale(needed, 2, rounding::floor), 185185183);
}

}  // namespace
