// SPDX-License-Identifier: Apache-2.0
// Tests of dated parameters.
#include "xunze/policy/parameter.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(ParameterAtDate, ChangesOnTheFirstDayOfTheNextValue) {
  parameter cap;
  cap.values = {{make_date(2023, 1, 1), value{1}}, {make_date(2024, 1, 1), value{2}}};
  EXPECT_EQ(cap.at_date(make_date(2022, 12, 31)), nullptr);
  ASSERT_NE(cap.at_date(make_date(2023, 1, 1)), nullptr);
  EXPECT_EQ(*cap.at_date(make_date(2023, 1, 1)), value{1});
  EXPECT_EQ(*cap.at_date(make_date(2023, 12, 31)), value{1});
  EXPECT_EQ(*cap.at_date(make_date(2024, 1, 1)), value{2});
  EXPECT_EQ(*cap.at_date(open_end_date), value{2});
}

TEST(ParameterAtDate, AnUndatedValueHoldsAlways) {
  parameter cap;
  cap.values = {{std::nullopt, value{3}}};
  ASSERT_NE(cap.at_date(first_date), nullptr);
  EXPECT_EQ(*cap.at_date(first_date), value{3});
}

TEST(ParameterAtDate, NoneIsAValueOfItsOwn) {
  parameter off;
  off.values = {{std::nullopt, value{}}};
  ASSERT_NE(off.at_date(make_date(2023, 1, 1)), nullptr);
  EXPECT_TRUE(off.at_date(make_date(2023, 1, 1))->is_null());
}

}  // namespace
}  // namespace xunze
