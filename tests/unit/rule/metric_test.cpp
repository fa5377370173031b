// SPDX-License-Identifier: Apache-2.0
// Tests of rates.
#include "xunze/rule/metric.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

kind::metric report_rate() {
  return {.subject = "region",
          .numerator = from("reported").key("region_id"),
          .denominator = from("selected").key("region_id")};
}

TEST(Metric, WithoutAPublishedRateItIsAMeasureOnly) {
  auto rule = report_rate();
  rule.group = {"parent_id"};
  rule.rank_descending = true;
  auto const made = lower(rule);
  EXPECT_EQ(testing::show(made),
            "subject: region\n"
            "num: count from reported key region_id\n"
            "den: count from selected key region_id\n");
  ASSERT_TRUE(made.measure.has_value());
  EXPECT_EQ(to_string(made.measure->numerator), "num");
  EXPECT_EQ(to_string(made.measure->denominator), "den");
  EXPECT_EQ(testing::list(made.measure->group), "parent_id");
  EXPECT_EQ(made.measure->rank_descending, true);
}

TEST(Metric, APublishedRateIsComparedRoundedHalfUp) {
  auto rule = report_rate();
  rule.published = "rate";
  rule.decimals = 4;
  auto const made = lower(rule);
  EXPECT_EQ(to_string(made.applies), "den > 0");
  EXPECT_EQ(to_string(made.condition),
            "-den <= 20000 * (num - rate * den) && 20000 * (num - rate * den) < den");
  EXPECT_EQ(to_string(made.measured), "rate");
  rule.decimals = 10;
  EXPECT_NE(testing::refusal([&] { return lower(rule); }), "none");
}

// The condition in integers, for a rate of `published` / 10^d.
bool equals_rounded(int num, int den, int published, int power) {
  int const error = 2 * (num * power - published * den);
  return -den <= error && error < den;
}

TEST(Metric, TheConditionIsThatOfRoundingHalfUp) {
  for (int den = 1; den <= 40; ++den) {
    for (int num = 0; num <= 2 * den; ++num) {
      int const rounded = (2 * num * 10 + den) / (2 * den);  // floor(10 num / den + 1/2)
      for (int published = 0; published <= 21; ++published) {
        EXPECT_EQ(equals_rounded(num, den, published, 10), published == rounded)
            << num << "/" << den << " " << published;
      }
    }
  }
}

}  // namespace
}  // namespace xunze
