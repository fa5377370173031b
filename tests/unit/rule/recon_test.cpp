// SPDX-License-Identifier: Apache-2.0
// Tests of reconciliation.
#include "xunze/rule/recon.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Recon, BothSidesAgree) {
  kind::recon rule{.subject = "budget", .left = "parts", .right = "total"};
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: budget\n"
            "condition: parts == total\n");
  rule.tolerance = dec("0.01");
  EXPECT_EQ(to_string(lower(rule).condition), "abs(parts - total) <= 0.01");
}

TEST(Recon, ATextHasItsForm) {
  EXPECT_EQ(to_string(
                lower(kind::recon{.subject = "t", .value = "code", .pattern = "[A-Z]\\d{2}"})
                    .condition),
            "matches(code, '[A-Z]\\\\d{2}')");
}

TEST(Recon, IsEitherOfNumbersOrOfForm) {
  EXPECT_EQ(testing::refusal([] { return lower(kind::recon{.subject = "t"}); }),
            "rule.arguments: `recon`: either `left` and `right`, or `value` and `pattern`");
  EXPECT_EQ(testing::refusal([] { return lower(kind::recon{.subject = "t", .left = "a"}); }),
            "rule.arguments: `recon`: the argument `right` is missing");
}

}  // namespace
}  // namespace xunze
