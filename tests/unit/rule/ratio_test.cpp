// SPDX-License-Identifier: Apache-2.0
// Tests of ratios.
#include "xunze/rule/ratio.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using testing::refusal;
using testing::show;

kind::ratio studios() {
  return {.subject = "county",
          .numerator = from("studio").key("county_id"),
          .denominator = from("trained").distinct("teacher_id").key("county_id")};
}

TEST(Ratio, ALiteralShareIsClearedOfItsDenominator) {
  auto rule = studios();
  rule.at_least = dec("0.10");
  EXPECT_EQ(show(lower(rule)),
            "subject: county\n"
            "num: count from studio key county_id\n"
            "den: distinct teacher_id from trained key county_id\n"
            "balance: linear 10 * num - den\n"
            "applies: den > 0\n"
            "condition: balance >= 0\n"
            "measured: num\n"
            "threshold: ceil(0.10 * den, 0)\n");
  rule.at_least = dec("0.35");
  EXPECT_EQ(to_string(lower(rule).nodes.linear[0].value), "20 * num - 7 * den");
  rule.at_least = 2;
  EXPECT_EQ(to_string(lower(rule).nodes.linear[0].value), "num - 2 * den");
}

TEST(Ratio, AParameterIsACoefficient) {
  auto rule = studios();
  rule.at_most = "share";
  auto const made = lower(rule);
  EXPECT_EQ(to_string(made.nodes.linear[0].value), "num - share * den");
  EXPECT_EQ(to_string(made.condition), "balance <= 0");
  EXPECT_EQ(to_string(made.threshold), "floor(share * den, 0)");
}

TEST(Ratio, AboveLeavesTheShareItselfOut) {
  auto rule = studios();
  rule.above = "0.5";
  auto const made = lower(rule);
  EXPECT_EQ(to_string(made.nodes.linear[0].value), "2 * num - den");
  EXPECT_EQ(to_string(made.condition), "balance > 0");
  EXPECT_EQ(to_string(made.threshold), "floor(0.5 * den, 0)");
}

TEST(Ratio, SumsHaveAnExactThreshold) {
  auto rule = studios();
  rule.numerator = from("session").sum("practice_hours").key("class_id");
  rule.at_least = dec("0.5");
  EXPECT_EQ(to_string(lower(rule).threshold), "0.5 * den");
}

TEST(Ratio, TakesExactlyOneBound) {
  auto rule = studios();
  EXPECT_EQ(refusal([&] { return lower(rule); }),
            "rule.arguments: `ratio`: exactly one of `at_least`, `at_most`, `above` is needed");
  rule.at_least = rule.above = dec("0.1");
  EXPECT_NE(refusal([&] { return lower(rule); }), "none");
}

}  // namespace
}  // namespace xunze
