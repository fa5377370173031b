// SPDX-License-Identifier: Apache-2.0
// Tests of rotation.
#include "xunze/rule/rotate.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Rotate, EveryCellIsVisitedOnceUnlessSaidOtherwise) {
  kind::rotate rule{.subject = "subject_zone",
                    .visits = from("visit").key("subject", "zone_id"),
                    .due = "last_day"};
  EXPECT_EQ(testing::show(lower(rule)),
            "subject: subject_zone\n"
            "visits: count from visit key subject, zone_id\n"
            "condition: visits == 1\n"
            "due: last_day\n");
  rule.exactly = "rounds";
  EXPECT_EQ(to_string(lower(rule).condition), "visits == rounds");
}

}  // namespace
}  // namespace xunze
