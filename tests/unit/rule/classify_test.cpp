// SPDX-License-Identifier: Apache-2.0
// Tests of classification.
#include "xunze/rule/classify.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Classify, IsMembershipInASetOrList) {
  EXPECT_EQ(testing::show(lower(
                kind::classify{.subject = "project", .value = "type", .in = "project_types"})),
            "subject: project\n"
            "condition: type in project_types\n");
  EXPECT_EQ(to_string(lower(kind::classify{.subject = "project",
                                           .value = "type",
                                           .in = code_set{{"b", "a"}}})
                          .condition),
            "type in ['a', 'b']");
}

}  // namespace
}  // namespace xunze
