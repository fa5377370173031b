// SPDX-License-Identifier: Apache-2.0
// Tests of durations.
#include "xunze/rule/dur.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Dur, BoundsAreIncluded) {
  kind::dur rule{.subject = "class", .length = "days", .at_least = 10};
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: class\n"
            "condition: days >= 10\n");
  rule.at_most = "max_days";
  EXPECT_EQ(to_string(lower(rule).condition), "days >= 10 && days <= max_days");
  EXPECT_EQ(to_string(lower(rule).threshold), "days < 10 ? 10 : max_days");
}

TEST(Dur, ExactlyExcludesBounds) {
  kind::dur rule{.subject = "class", .length = "days", .exactly = 10};
  EXPECT_EQ(to_string(lower(rule).condition), "days == 10");
  rule.at_most = 12;
  EXPECT_EQ(testing::refusal([&] { return lower(rule); }),
            "rule.arguments: `dur`: `exactly` excludes `at_least` and `at_most`");
  EXPECT_EQ(testing::refusal([] { return lower(kind::dur{.subject = "c", .length = "d"}); }),
            "rule.arguments: `dur`: `at_least` or `at_most` is needed");
}

}  // namespace
}  // namespace xunze
