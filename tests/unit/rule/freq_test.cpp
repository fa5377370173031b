// SPDX-License-Identifier: Apache-2.0
// Tests of frequency caps.
#include "xunze/rule/freq.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using testing::refusal;
using testing::show;

TEST(Freq, DifferentValuesPerKeyAreCounted) {
  EXPECT_EQ(show(lower(kind::freq{.from = "taking_part",
                                  .where = "level == 'national'",
                                  .per = {"teacher_id", "class.sub.project.year"},
                                  .distinct = "class.sub.project_id",
                                  .at_most = "max_per_year"})),
            "subject: distinct taking_part by teacher_id=teacher_id year=class.sub.project.year"
            " where level == 'national'\n"
            "n: distinct class.sub.project_id from taking_part where level == 'national'"
            " key teacher_id, class.sub.project.year\n"
            "condition: n <= max_per_year\n");
}

TEST(Freq, WithoutDistinctRowsAreCounted) {
  EXPECT_EQ(show(lower(kind::freq{
                .from = "taking_part", .per = {{"y", "year(start)"}}, .at_most = 1})),
            "subject: distinct taking_part by y=year(start)\n"
            "n: count from taking_part key year(start)\n"
            "condition: n <= 1\n");
}

TEST(Freq, NeedsSourceKeyAndLimit) {
  EXPECT_EQ(refusal([] { return lower(kind::freq{.from = "", .per = {"a"}, .at_most = 1}); }),
            "rule.arguments: `freq`: the argument `from` is missing");
  EXPECT_EQ(refusal([] { return lower(kind::freq{.from = "t", .per = {}, .at_most = 1}); }),
            "rule.arguments: `freq`: the argument `per` is missing");
  EXPECT_EQ(refusal([] { return lower(kind::freq{.from = "t", .per = {"a"}, .at_most = {}}); }),
            "rule.arguments: `freq`: the argument `at_most` is missing");
}

}  // namespace
}  // namespace xunze
