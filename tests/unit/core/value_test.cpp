// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/value.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace xunze;

// One value of each kind and more, in the order values have.
std::vector<value> ascending() {
  return {value{},
          false,
          true,
          -1,
          0,
          7,
          decimal{-15, 1},
          decimal{15, 1},
          make_date(2023, 7, 5),
          make_date(2023, 7, 6),
          timestamp{0},
          timestamp{1},
          "甲",
          "甲乙",
          code_value{"level", "national"},
          code_value{"level", "provincial"},
          code_value{"subject", "a"},
          code_set{{"a"}},
          code_set{{"a", "b"}},
          number_range{{1, 0}, {2, 0}},
          number_range{{1, 0}, {25, 1}}};
}

TEST(Value, OrderGoesByKindThenByContent) {
  auto const values = ascending();
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      EXPECT_EQ(values[i] < values[j], i < j) << i << " " << j;
      EXPECT_EQ(values[i] == values[j], i == j) << i << " " << j;
    }
  }
}

TEST(Value, DecimalsOfDifferentScaleAreOneValue) {
  EXPECT_EQ(value{(decimal{10, 1})}, value{(decimal{100, 2})});
  EXPECT_NE(value{1}, value{(decimal{1, 0})});
}

TEST(Value, LiteralsTakeTheirNaturalKind) {
  EXPECT_EQ(value{}.kind(), value_kind::null);
  EXPECT_TRUE(value{}.is_null());
  EXPECT_EQ(value{true}.kind(), value_kind::boolean);
  EXPECT_EQ(value{1}.kind(), value_kind::integer);
  EXPECT_EQ(value{std::int64_t{1}}.kind(), value_kind::integer);
  EXPECT_EQ(value{"a"}.kind(), value_kind::text);
  EXPECT_EQ(value{std::string_view{"a"}}.kind(), value_kind::text);
  EXPECT_EQ(value{code_set{}}.kind(), value_kind::set);
  EXPECT_EQ(value{number_range{}}.kind(), value_kind::range);
}

TEST(Value, GivesItsContentOnlyAsTheRightType) {
  value const number = 7;
  ASSERT_NE(number.get_if<std::int64_t>(), nullptr);
  EXPECT_EQ(*number.get_if<std::int64_t>(), 7);
  EXPECT_EQ(number.get_if<bool>(), nullptr);
  EXPECT_EQ(number.get_if<std::string>(), nullptr);
}

TEST(Value, SetsAreSortedAndHoldEachCodeOnce) {
  code_set const set{{"b", "a", "b"}};
  EXPECT_EQ(set.codes(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(value{set}, value{(code_set{{"a", "b"}})});
  EXPECT_TRUE(set.contains("a"));
  EXPECT_FALSE(set.contains("c"));
}

TEST(Value, IsWrittenAsPeopleWriteIt) {
  EXPECT_EQ(to_string(value{}), "null");
  EXPECT_EQ(to_string(value{true}), "true");
  EXPECT_EQ(to_string(value{-7}), "-7");
  EXPECT_EQ(to_string(value{(decimal{8999, 2})}), "89.99");
  EXPECT_EQ(to_string(value{make_date(2023, 7, 5)}), "2023-07-05");
  EXPECT_EQ(to_string(value{start_of(make_date(2023, 7, 5))}), "2023-07-05T00:00:00+08:00");
  EXPECT_EQ(to_string(value{"甲"}), "甲");
  EXPECT_EQ(to_string(value{code_value{"level", "national"}}), "national");
  EXPECT_EQ(to_string(value{(code_set{{"b", "a"}})}), "{a, b}");
  EXPECT_EQ(to_string(value{(number_range{{1, 0}, {25, 1}})}), "[1, 2.5]");
}

TEST(Value, KindsHaveStableCodes) {
  EXPECT_EQ(code_of(value_kind::null), "null");
  EXPECT_EQ(code_of(value_kind::text), "text");
  EXPECT_EQ(code_of(value_kind::range), "range");
}

}  // namespace
