// SPDX-License-Identifier: Apache-2.0
// Tests of grading.
#include "xunze/rule/grade.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Grade, TheFirstCutReachedGivesTheGrade) {
  EXPECT_EQ(testing::show(lower(kind::grade{
                .subject = "evaluation",
                .score = "score",
                .cuts = {{90, "excellent"}, {"good_from", "good"}, {{}, "poor"}},
                .recorded = "grade"})),
            "subject: evaluation\n"
            "computed: score >= 90 ? 'excellent' : score >= good_from ? 'good' : 'poor'\n"
            "condition: score >= 90 ? grade == 'excellent' : score >= good_from"
            " ? grade == 'good' : grade == 'poor'\n"
            "measured: grade\n"
            "threshold: computed\n");
}

TEST(Grade, BelowABoundedLastCutNoGradeIsLawful) {
  auto const made = lower(kind::grade{
      .subject = "evaluation", .score = "score", .cuts = {{60, "pass"}}, .recorded = "grade"});
  EXPECT_EQ(to_string(made.condition), "score >= 60 ? grade == 'pass' : false");
  EXPECT_EQ(to_string(made.nodes.let[0].value), "score >= 60 ? 'pass' : ''");
}

TEST(Grade, OnlyTheLastCutIsWithoutBound) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::grade{.subject = "e",
                                       .score = "s",
                                       .cuts = {{{}, "a"}, {60, "b"}},
                                       .recorded = "g"});
            }),
            "rule.arguments: `grade`: the argument `at_least` is missing");
}

}  // namespace
}  // namespace xunze
