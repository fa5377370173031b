// SPDX-License-Identifier: Apache-2.0
// Tests of eligibility.
#include "xunze/rule/elig.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using testing::refusal;
using testing::show;

TEST(Elig, TheRequirementIsTheCondition) {
  EXPECT_EQ(show(lower(kind::elig{.subject = "enrolment", .require = "teacher.years >= 3"})),
            "subject: enrolment\n"
            "condition: teacher.years >= 3\n");
}

TEST(Elig, NeedsSubjectAndRequirement) {
  EXPECT_EQ(refusal([] { return lower(kind::elig{.subject = "enrolment", .require = {}}); }),
            "rule.arguments: `elig`: the argument `require` is missing");
  EXPECT_EQ(refusal([] { return lower(kind::elig{.subject = "", .require = "true"}); }),
            "rule.arguments: `elig`: the argument `subject` is missing");
}

}  // namespace
}  // namespace xunze
