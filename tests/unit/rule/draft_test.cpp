// SPDX-License-Identifier: Apache-2.0
// Tests of rules drafted in C++.
#include "xunze/rule/draft.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Draft, TheExampleOfTheDesignReadsAsThePackDoes) {
  auto const national = col("class.sub.project.level") == "national";
  auto const one_a_year = from("enrolment")
                              .at_most(1)
                              .distinct("class.sub.project_id")
                              .per("teacher_id", "class.sub.project.year")
                              .where(national && col("status").in(param("counted_statuses")))
                              .cite("SX23-3.1-c")
                              .in_principle();
  auto const made = one_a_year.build();
  ASSERT_TRUE(made.rule.has_value() && made.subject.has_value());
  EXPECT_EQ(made.rule->id, "SX23-3.1-c");
  EXPECT_EQ(made.rule->kind, "freq");
  EXPECT_EQ(made.rule->strength.fixed, strength::in_principle);
  EXPECT_EQ(testing::show(subject_spec{made.subject->body}),
            "distinct enrolment by teacher_id=teacher_id year=class.sub.project.year"
            " where class.sub.project.level == 'national' && status in counted_statuses");
  EXPECT_EQ(testing::show(made.rule->nodes),
            "n: distinct class.sub.project_id from enrolment"
            " where class.sub.project.level == 'national' && status in counted_statuses"
            " key teacher_id, class.sub.project.year\n");
  EXPECT_EQ(to_string(made.rule->condition), "n <= 1");
}

TEST(Draft, EveryKindHasItsFunction) {
  aggregate const rows = from("r").key("k");
  std::vector<std::pair<draft, std::string>> const made{
      {elig({.subject = "s", .require = "a"}), "elig"},
      {freq({.from = "s", .per = {"a"}, .at_most = 1}), "freq"},
      {norep({.subject = "s", .partner = "p", .as = "h", .same = {"a"}}), "norep"},
      {debar({.subject = "s", .bans = "b", .as = "b", .same = {"a"}, .at = "d", .from = "f",
              .to = "t"}),
       "debar"},
      {quota({.subject = "s", .seats = "n", .fill = rows}), "quota"},
      {ratio({.subject = "s", .numerator = rows, .denominator = rows, .at_least = dec("0.1")}),
       "ratio"},
      {count({.subject = "s", .of = rows, .at_least = 1}), "count"},
      {deadline({.subject = "s", .done = "a", .due = "b"}), "deadline"},
      {dur({.subject = "s", .length = "a", .at_least = 1}), "dur"},
      {prec({.subject = "s", .steps = {"a", "b"}}), "prec"},
      {item({.subject = "s", .exists = rows}), "item"},
      {cover({.population = "s", .by = rows}), "cover"},
      {sched({.subject = "s", .same = {"a"}, .at = "d", .gap_days = 1}), "sched"},
      {grade({.subject = "s", .score = "a", .cuts = {{{}, "g"}}, .recorded = "g"}), "grade"},
      {metric({.subject = "s", .numerator = rows, .denominator = rows, .published = "p"}),
       "metric"},
      {recon({.subject = "s", .left = "a", .right = "b"}), "recon"},
      {rotate({.subject = "s", .visits = rows}), "rotate"},
      {classify({.subject = "s", .value = "a", .in = "b"}), "class"},
      {scope({.subject = "s", .require = "a"}), "scope"},
  };
  for (auto const& [one, code] : made) {
    EXPECT_EQ(one.cite("X-1").build().rule->kind, code);
  }
}

}  // namespace
}  // namespace xunze
