// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/column.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Column, NarrowCellsWidenToTheReservedOnes) {
  column days;
  days.type = column_type::date;
  days.narrow = {unknown_day, none_day, -1, -2};
  EXPECT_EQ(days.raw(0), unknown_value);
  EXPECT_EQ(days.raw(1), none_value);
  EXPECT_EQ(days.raw(2), -1);  // 1969-12-31 is a date like any other
  EXPECT_EQ(days.at(3), value{make_date(1969, 12, 30)});
  column flags;
  flags.type = column_type::boolean;
  flags.narrow = {unknown_code, none_code, 0, 1};
  EXPECT_EQ(flags.raw(0), unknown_value);
  EXPECT_EQ(flags.raw(1), none_value);
  EXPECT_EQ(flags.at(2), value{false});
  EXPECT_EQ(flags.at(3), value{true});
}

TEST(Column, WideCellsAreAsTheyStand) {
  column amounts;
  amounts.type = column_type::decimal;
  amounts.scale = 2;
  amounts.wide = {1250, unknown_value, none_value, -1};
  EXPECT_EQ(amounts.size(), 4U);
  EXPECT_EQ(amounts.at(0), (value{decimal{125, 1}}));
  EXPECT_TRUE(amounts.at(1).is_null());
  EXPECT_TRUE(amounts.at(2).is_null());
  EXPECT_EQ(amounts.raw(3), -1);
}

TEST(Column, SetsListTheirCodes) {
  enumeration const stage{"stage", {}, false, {{"b", {}, {}}, {"a", {}, {}}, {"c", {}, {}}}};
  column sets;
  sets.type = column_type::set;
  sets.codes = &stage;
  sets.wide = {0, 5};
  EXPECT_EQ(sets.at(0), value{code_set{}});
  EXPECT_EQ(sets.at(1), (value{code_set{{"b", "c"}}}));
}

TEST(ToValue, ARankThatNoCodeHasIsNull) {
  enumeration const stage{"stage", {}, false, {{"a", {}, {}}}};
  EXPECT_EQ(to_value(0, column_type::enumeration, 0, nullptr, &stage),
            (value{code_value{"stage", "a"}}));
  EXPECT_TRUE(to_value(1, column_type::enumeration, 0, nullptr, &stage).is_null());
  EXPECT_TRUE(to_value(0, column_type::text, 0, nullptr, nullptr).is_null());
}

}  // namespace
}  // namespace xunze
