// SPDX-License-Identifier: Apache-2.0
#include "xunze/plan/plan.hpp"

#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace xunze;

struct planned {
  policy rules;
  bound_policy bound;
  plan made;
};

std::unique_ptr<planned> plan_of(policy rules) {
  auto here = std::make_unique<planned>();
  here->rules = std::move(rules);
  diagnostics problems;
  here->bound = bind(here->rules, *test::small_words(), problems);
  EXPECT_FALSE(problems.has_errors()) << render(problems, language::en);
  here->made = make_plan(here->bound);
  return here;
}

/// The aggregate of that kind; rows of relations stand apart.
plan_step const* step(plan const& made, std::string const& what) {
  auto const at = std::find_if(made.steps.begin(), made.steps.end(), [&](plan_step const& s) {
    return s.what == what && s.node != "rows";
  });
  return at == made.steps.end() ? nullptr : &*at;
}

auto one_a_year() {
  return from("enrolment")
      .at_most(1)
      .distinct("class.project_id")
      .per("teacher_id")
      .where(col("class.project.level") == "province" && col("status") == "completed")
      .cite("X-1");
}

TEST(Plan, ConjunctsOfOneKeyAreTabulated) {
  auto const here = plan_of(test::policy_of(one_a_year()));
  plan_step const* counted = step(here->made, "distinct");
  ASSERT_NE(counted, nullptr);
  EXPECT_EQ(counted->tabulated,
            (std::vector<std::string>{"enrolment.class_id", "enrolment.status"}));
  EXPECT_FALSE(counted->interpreted);
}

TEST(Plan, AConditionOverTwoColumnsIsInterpreted) {
  auto const both = col("teacher_id") == col("class_id");
  auto const here = plan_of(
      test::policy_of(from("enrolment").at_most(1).per("teacher_id").where(both).cite("X-1")));
  plan_step const* counted = step(here->made, "count");
  ASSERT_NE(counted, nullptr);
  EXPECT_TRUE(counted->interpreted);
  EXPECT_TRUE(counted->tabulated.empty());
}

TEST(Plan, EveryRuleEndsInAVerdictAndStatesNameTheirSize) {
  auto const here = plan_of(test::policy_of(one_a_year()));
  ASSERT_FALSE(here->made.steps.empty());
  EXPECT_EQ(here->made.steps.back().what, "judge");
  auto const pairs = std::count_if(
      here->made.steps.begin(), here->made.steps.end(),
      [](plan_step const& s) { return s.size == size_class::distinct_pairs; });
  EXPECT_EQ(pairs, 1);
}

TEST(Plan, ComputedColumnsAreStepsInTheOrderOfComputing) {
  auto const here = plan_of(test::policy_of(
      test::require("over <= 4").let("over", "left + 1").let("left", "days - 4")));
  std::vector<std::string> computed;
  for (plan_step const& s : here->made.steps) {
    if (s.what == "column") computed.push_back(s.node);
  }
  EXPECT_EQ(computed, (std::vector<std::string>{"left", "over"}));
  EXPECT_EQ(here->made.passes.at("enrolment.days"), 1U);
}

TEST(Plan, PassesCountTheStepsThatReadAColumn) {
  auto const here = plan_of(test::policy_of(one_a_year()));
  std::size_t reading = 0;
  for (plan_step const& s : here->made.steps) {
    reading += static_cast<std::size_t>(
        std::count(s.columns.begin(), s.columns.end(), "enrolment.status"));
  }
  EXPECT_GE(reading, 1U);
  EXPECT_EQ(here->made.passes.at("enrolment.status"), reading);
  EXPECT_EQ(here->made.passes.count("enrolment.enr_id"), 0U);
}

TEST(Plan, TextNamesStepsInBothLanguages) {
  auto const here = plan_of(test::policy_of(one_a_year()));
  EXPECT_NE(to_text(here->made, language::zh).find("查表过滤"), std::string::npos);
  EXPECT_NE(to_text(here->made, language::en).find("tabulated by enrolment.class_id"),
            std::string::npos);
}

}  // namespace
