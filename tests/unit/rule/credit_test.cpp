// SPDX-License-Identifier: Apache-2.0
// Tests of credit ledgers.
#include "xunze/rule/credit.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/from.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

aggregate entries() {
  return from("credit_entry").where("good").sum("units").key("teacher_id");
}

TEST(Credit, WhatIsAboveACapDoesNotCount) {
  EXPECT_EQ(testing::show(lower(kind::credit{
                .subject = "teacher",
                .entries = entries(),
                .buckets = {{"online", "mode == 'online'", {}, 50},
                            {"school", "level == 'school'", {}, "school_max"}},
                .carried = "come",
                .at_least = 360})),
            "subject: teacher\n"
            "online: sum units from credit_entry where good && mode == 'online' key teacher_id\n"
            "school: sum units from credit_entry where good && (level == 'school' &&"
            " !(mode == 'online')) key teacher_id\n"
            "rest: sum units from credit_entry where good && (!(mode == 'online') &&"
            " !(level == 'school')) key teacher_id\n"
            "total: rest + (min(online, 50) + min(school, school_max)) + come\n"
            "condition: total >= 360\n"
            "measured: total\n"
            "threshold: 360\n");
}

TEST(Credit, EveryBucketHasWhatItNeeds) {
  auto const made = lower(kind::credit{.subject = "teacher",
                                       .entries = entries(),
                                       .buckets = {{"face", "mode == 'face'", 90},
                                                   {"ethics", "'ethics' in bucket_tags", 8}}});
  EXPECT_EQ(to_string(made.condition), "face >= 90 && ethics >= 8");
  EXPECT_EQ(to_string(made.measured), "face");
}

TEST(Credit, CountedOnceNoSetOfBucketsAsksForMoreThanThereIs) {
  EXPECT_EQ(testing::show(lower(kind::credit{.subject = "teacher",
                                             .entries = entries(),
                                             .buckets = {{"a", "is_a", 10}, {"b", "is_b", 5}},
                                             .counting = kind::credit_counting::exclusive})),
            "subject: teacher\n"
            "fit_a: sum units from credit_entry where good && is_a key teacher_id\n"
            "fit_b: sum units from credit_entry where good && is_b key teacher_id\n"
            "fit_a_b: sum units from credit_entry where good && (is_a || is_b) key teacher_id\n"
            "short: max(max(max(0, 10 - fit_a), 5 - fit_b), 10 + 5 - fit_a_b)\n"
            "condition: short <= 0\n");
}

TEST(Credit, SomethingIsBounded) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::credit{.subject = "teacher",
                                        .entries = entries(),
                                        .buckets = {{"a", "is_a", {}, 10}}});
            }),
            "rule.arguments: `credit`: `at_least` or `at_most` is needed");
}

TEST(Credit, EntriesAreAddedUp) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::credit{.subject = "teacher",
                                        .entries = from("credit_entry").count(),
                                        .at_least = 1});
            }),
            "rule.arguments: `credit`: `entries` needs a `sum`");
}

TEST(Credit, BucketsCountedOnceHaveNoCap) {
  EXPECT_EQ(testing::refusal([] {
              return lower(kind::credit{.subject = "teacher",
                                        .entries = entries(),
                                        .buckets = {{"a", "is_a", 1, 10}},
                                        .counting = kind::credit_counting::exclusive});
            }),
            "rule.arguments: `credit`: buckets counted once have `at_least` alone");
}

}  // namespace
}  // namespace xunze
