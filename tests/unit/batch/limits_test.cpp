// SPDX-License-Identifier: Apache-2.0
// Work that is too large is refused before it begins; what is large but possible stays small.
#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <pthread.h>
#include <sys/resource.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace xunze {
namespace {

using test::policy_of;
using test::require;
using test::run;
using test::verdicts;

/// Rows of one column, called by number.
std::string numbered(char const* columns, std::string const& letter, int count) {
  std::string made = columns;
  for (int i = 0; i < count; ++i) made += " | " + letter + std::to_string(i);
  return made;
}

policy windowed(char const* length, char const* step) {
  expand_body body;
  body.from = "class";
  body.as = "begin";
  body.over.kind = expand_over::form::windows;
  body.over.values = {parse_expression("start_date"), parse_expression("date('2023-01-01')")};
  body.over.length_days = parse_expression(length);
  body.over.step_days = parse_expression(step);
  return policy_builder{"small"}
      .relation("in_window", body)
      .rule(require("hours >= 1", "in_window"))
      .build();
}

std::string refusal(policy const& rules, std::vector<test::rows> const& tables) {
  try {
    return verdicts(run(rules, tables));
  } catch (failure const& problem) {
    return problem.code() + ": " + problem.message().en;
  }
}

TEST(ExpandingWindows, IsRefusedBeforeItBeginsIfThereAreTooMany) {
  std::vector<test::rows> const one = {{"class", "class_id start_date hours | c1 2023-06-01 1"}};
  std::string const refused = "run.limit: `in_window` expands to more than 2000000000 rows";
  EXPECT_EQ(refusal(windowed("9000000000000000000", "1"), one), refused);
  EXPECT_EQ(refusal(windowed("2000000001", "1"), one), refused);
}

TEST(ExpandingWindows, ThatBeginBeforeAnyDayAreUnknown) {
  EXPECT_EQ(verdicts(run(windowed("9000000000000000000", "9000000000000000000"),
                         {{"class", "class_id start_date hours | c1 2023-06-01 1"}})),
            "c1|2023-01-01:pass");
  EXPECT_EQ(verdicts(run(windowed("9000000000000", "6000000000000"),
                         {{"class", "class_id start_date hours | c1 2023-06-01 1"}})),
            "c1|:unknown");
}

TEST(ExpandingWindows, AreThoseThatHoldTheDay) {
  std::vector<test::rows> const days = {
      {"class", "class_id start_date hours | c1 2023-01-01 1 | c2 2022-12-31 1 | c3 2023-01-10 1 | "
                "c4 - 1"}};
  EXPECT_EQ(verdicts(run(windowed("10", "5"), days)),
            "c1|2022-12-27:pass c1|2023-01-01:pass c2|2022-12-22:pass c2|2022-12-27:pass "
            "c3|2023-01-01:pass c3|2023-01-06:pass c4|:unknown");
  EXPECT_EQ(verdicts(run(windowed("2", "10"), days)), "c1|2023-01-01:pass c4|:unknown");
}

policy crossed(char const* where) {
  cross_body body;
  body.of = {{"t", "teacher"}, {"p", "project"}};
  body.where = parse_expression(where);
  return policy_builder{"small"}
      .relation("pairs", body)
      .rule(require("has(t.phone)", "pairs"))
      .build();
}

TEST(Cross, KeepsWhatIsKeptInTheOrderOfItsMembers) {
  EXPECT_EQ(verdicts(run(crossed("t.name == p.name"),
                         {{"teacher", "teacher_id name phone | t2 a 1 | t1 b - | t3 - 1"},
                          {"project", "project_id name | p1 a | p2 b | p3 a"}})),
            "t1|p2:fail t2|p1:pass t2|p3:pass t3|p1:unknown t3|p2:unknown t3|p3:unknown");
}

TEST(Cross, TakesRoomOnlyForWhatItsConditionKeeps) {
  auto const peak = [] {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
  };
  auto const tables = std::vector<test::rows>{
      {"teacher", numbered("teacher_id", "x", 6000)},
      {"project", numbered("project_id", "x", 6000)}};
  auto const before = peak();
  outcome const made = run(crossed("t.teacher_id == p.project_id"), tables);
  EXPECT_EQ(made.rules()[0].counts[static_cast<std::size_t>(verdict::unknown)], 6000U);
  EXPECT_LT(peak() - before, 150'000);  // of 36 million pairs: 350 MB
}

TEST(Cross, OfTooManyCombinationsIsRefusedByName) {
  EXPECT_EQ(refusal(crossed("t.teacher_id == p.project_id"),
                    {{"teacher", numbered("teacher_id", "x", 50'000)},
                     {"project", numbered("project_id", "x", 50'000)}}),
            "run.limit: `pairs` has more than 2000000000 combinations");
}

/// A chain of counties, each below the next; the last region is a province.
std::string chain(int count) {
  std::string made = "region_id parent_id level";
  for (int i = 0; i + 1 < count; ++i) {
    made += " | r" + std::to_string(i) + " r" + std::to_string(i + 1) + " county";
  }
  return made + " | r" + std::to_string(count - 1) + " - province";
}

TEST(Ancestors, OfADeepTreeAreFoundInOnePass) {
  auto const rule = require("region.ancestor('province') == region_id", "teacher");
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_EQ(verdicts(run(policy_of(rule),
                         {{"region", chain(150'000)},
                          {"teacher", "teacher_id region_id | t1 r0 | t2 r149999 | t3 r149998 | "
                                      "t4 -"}})),
            "t1:fail t2:pass t3:fail t4:unknown");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

#ifdef __GLIBC__
TEST(Threads, ThatCannotBeStartedAreDoneWithout) {
  pthread_attr_t usual;
  pthread_attr_t vast;
  ASSERT_EQ(pthread_getattr_default_np(&usual), 0);
  ASSERT_EQ(pthread_attr_init(&vast), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&vast, std::size_t{1} << 50), 0);
  ASSERT_EQ(pthread_setattr_default_np(&vast), 0);
  auto options = test::on("2023-12-31");
  options.threads = 4;
  outcome const made = run(policy_of(require("has(note)")),
                           {{"enrolment", numbered("enr_id", "e", 150'000)}}, options);
  ASSERT_EQ(pthread_setattr_default_np(&usual), 0);
  EXPECT_EQ(made.rules()[0].counts[static_cast<std::size_t>(verdict::unknown)], 150'000U);
  pthread_attr_destroy(&vast);
  pthread_attr_destroy(&usual);
}
#endif

}  // namespace
}  // namespace xunze
