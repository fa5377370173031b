// SPDX-License-Identifier: Apache-2.0
// Tests of terms.
#include "xunze/rule/term.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Term, OperatorsBuildTheTreeThatTheTextWould) {
  term const made =
      (col("p.level") == "national" && !(col("n") + 1 > param("cap"))) || -col("x") * 2 <= 5;
  EXPECT_TRUE(same(made, parse_expression(
                             "p.level == 'national' && !(n + 1 > cap) || -x * 2 <= 5")));
  EXPECT_EQ(to_string(col("a") < 1), "a < 1");
  EXPECT_EQ(to_string(col("a") >= 1), "a >= 1");
  EXPECT_EQ(to_string(col("a") != true), "a != true");
  EXPECT_EQ(to_string(3 - col("a")), "3 - a");
}

TEST(Term, LiteralsAreExact) {
  EXPECT_EQ(to_string(col("a") <= dec("0.10")), "a <= 0.10");
  EXPECT_EQ(to_string(lit(make_date(2023, 7, 5))), "date('2023-07-05')");
  EXPECT_EQ(testing::refusal([] { return dec("1e5"); }),
            "decimal.syntax: `1e5` is not a number");
}

TEST(Term, InTakesAParameterOrAList) {
  EXPECT_EQ(to_string(col("status").in(param("counted"))), "status in counted");
  EXPECT_EQ(to_string(col("status").in({"a", "b"})), "status in ['a', 'b']");
  EXPECT_EQ(to_string(col("year").in({2023})), "year in [2023]");
}

TEST(Term, WhenIsAChoice) {
  EXPECT_EQ(to_string(when(col("c"), 1, when(col("d"), 2, 3))), "c ? 1 : d ? 2 : 3");
}

TEST(Term, NamesAreChecked) {
  EXPECT_NE(testing::refusal([] { return col("a +"); }), "none");
  EXPECT_EQ(testing::refusal([] { return param("a.b"); }),
            "expression.syntax: `a.b` is not a parameter's name");
}

}  // namespace
}  // namespace xunze
