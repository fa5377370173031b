// SPDX-License-Identifier: Apache-2.0
// Tests of the functions of the profile in C++.
#include "xunze/rule/call.hpp"

#include "unit/rule/show.hpp"
#include "xunze/policy/functions.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Call, EveryFunctionReadsAsThePackWouldWriteIt) {
  term const a = col("a");
  term const b = col("b");
  std::vector<std::pair<term, std::string>> const written{
      {has(a), "has(a)"},
      {coalesce(a, b), "coalesce(a, b)"},
      {make_date(a, 1, 1), "date(a, 1, 1)"},
      {year(a), "year(a)"},
      {month(a), "month(a)"},
      {day(a), "day(a)"},
      {date_of(a), "date_of(a)"},
      {add_days(a, 5), "add_days(a, 5)"},
      {add_months(a, 5), "add_months(a, 5)"},
      {add_years(a, b), "add_years(a, b)"},
      {due_after(a, 20), "due_after(a, 20)"},
      {due_before(a, 10, "working"), "due_before(a, 10, 'working')"},
      {days_between(a, b), "days_between(a, b)"},
      {age(a, b), "age(a, b)"},
      {valid_at(a, b, col("d")), "valid_at(a, b, d)"},
      {min(a, b), "min(a, b)"},
      {max(a, 3), "max(a, 3)"},
      {abs(a - b), "abs(a - b)"},
      {ceil(a), "ceil(a, 0)"},
      {floor(a, 2), "floor(a, 2)"},
      {matches(a, "\\d"), "matches(a, '\\\\d')"},
      {starts_with(a, "61"), "starts_with(a, '61')"},
      {size(a), "size(a)"},
      {subset(a, b), "subset(a, b)"},
      {intersects(a, b), "intersects(a, b)"},
      {holds("X"), "holds('X')"},
      {ancestor(a, "county"), "a.ancestor('county')"},
  };
  for (auto const& [made, text] : written) {
    EXPECT_EQ(to_string(made), text);
    EXPECT_TRUE(same(made, parse_expression(text))) << text;
  }
  EXPECT_EQ(written.size(), functions().size());
}

TEST(Call, ReadingsOfADeadlineAreOptional) {
  EXPECT_EQ(to_string(due_after(col("d"), 20, "working", "next", false)),
            "due_after(d, 20, 'working', 'next', false)");
}

TEST(Holds, OfAnotherRowFollowsItsPath) {
  EXPECT_TRUE(same(holds(col("h.p"), "X"), parse_expression("h.p.holds('X')")));
  EXPECT_EQ(testing::refusal([] { return holds(col("a") + 1, "X"); }),
            "expression.function: `holds` follows a path");
}

}  // namespace
}  // namespace xunze
