// SPDX-License-Identifier: Apache-2.0
// Tests of applicability.
#include "xunze/rule/scope.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Scope, InformsAndNeverAccuses) {
  auto const made = lower(kind::scope{.subject = "project", .require = "year in covered_years"});
  EXPECT_EQ(testing::show(made),
            "subject: project\n"
            "condition: year in covered_years\n");
  EXPECT_EQ(made.strength, strength::informative);
}

}  // namespace
}  // namespace xunze
