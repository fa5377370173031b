// SPDX-License-Identifier: Apache-2.0
// Tests of coverage.
#include "xunze/rule/cover.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Cover, EveryMemberIsASubject) {
  EXPECT_EQ(testing::show(lower(kind::cover{.population = "new_teacher",
                                            .by = from("graduated").key("teacher_id"),
                                            .due = "hired_on"})),
            "subject: new_teacher\n"
            "n: count from graduated key teacher_id\n"
            "condition: n >= 1\n"
            "due: hired_on\n");
}

}  // namespace
}  // namespace xunze
