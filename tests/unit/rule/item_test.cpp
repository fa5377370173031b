// SPDX-License-Identifier: Apache-2.0
// Tests of required items.
#include "xunze/rule/item.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Item, OneIsEnoughUnlessSaidOtherwise) {
  kind::item rule{.subject = "county",
                  .exists = from("paper").where("kind == 'plan'").key("county_id"),
                  .due = "date(2023, 7, 30)"};
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: county\n"
            "n: count from paper where kind == 'plan' key county_id\n"
            "condition: n >= 1\n"
            "due: date(2023, 7, 30)\n");
  rule.at_least = 2;
  EXPECT_EQ(to_string(lower(rule).condition), "n >= 2");
}

TEST(Item, DifferentValuesMayBeCountedButNothingSummed) {
  kind::item rule{.subject = "county", .exists = from("paper").distinct("kind").key("county_id")};
  EXPECT_EQ(testing::show(lower(rule).nodes), "n: distinct kind from paper key county_id\n");
  rule.exists = from("paper").sum("pages").key("county_id");
  EXPECT_EQ(testing::refusal([&] { return lower(rule); }),
            "rule.arguments: `item`: `exists` counts: `count` or `distinct`");
}

}  // namespace
}  // namespace xunze
