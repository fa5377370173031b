// SPDX-License-Identifier: Apache-2.0
// Options that a run refuses before it begins.
#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace xunze {
namespace {

using test::cap;
using test::on;
using test::policy_of;
using test::require;
using test::run;
using test::three;
using test::verdicts;

/// What a run with these options says: the failure and its diagnostics, or the verdicts.
std::string said(policy const& rules, run_options options) {
  try {
    return verdicts(run(rules, {{"enrolment", three}}, std::move(options)));
  } catch (failure const& problem) {
    std::string made{problem.code()};
    for (diagnostic const& d : problem.diagnostics()) {
      made += "; " + d.code + ": " + d.message.en;
      if (!d.help.en.empty()) made += " (" + d.help.en + ")";
    }
    return made;
  }
}

std::string set_to(std::string name, value held) {
  parameter reading;
  reading.name = "reading";
  reading.type = parameter_type::choice;
  reading.one_of = {"first", "second"};
  reading.labels = {{"第一种", "the first"}, {"第二种", "the second"}};
  reading.values = {{std::nullopt, value{"first"}}};
  auto const rules = policy_builder{"small"}
                         .parameter("most", 1)
                         .parameter("share", decimal{5, 1})
                         .parameter("on", true)
                         .parameter("day", make_date(2023, 7, 5))
                         .parameter(reading)
                         .parameter("good", code_value{"grade", "good"})
                         .parameter("counted", code_set{{"completed"}}, "status")
                         .parameter("words", code_set{{"a"}})
                         .rule(cap("most"))
                         .build();
  run_options options = on("2023-12-31");
  options.set = {{std::move(name), std::move(held)}};
  return said(rules, options);
}

constexpr char const* ran = "t1:fail t2:pass";

std::string refused(std::string const& what) {
  return "run.options; parameter.value: parameter " + what;
}

TEST(RunOptions, AParameterTakesValuesOfItsTypeAlone) {
  EXPECT_EQ(set_to("most", "abc"), refused("`most` cannot be `abc` (an int is needed)"));
  EXPECT_EQ(set_to("most", make_date(2023, 1, 1)),
            refused("`most` cannot be `2023-01-01` (an int is needed)"));
  EXPECT_EQ(set_to("most", decimal{15, 1}), refused("`most` cannot be `1.5` (an int is needed)"));
  EXPECT_EQ(set_to("most", decimal{20, 1}), "t1:pass t2:pass");
  EXPECT_EQ(set_to("share", "x"), refused("`share` cannot be `x` (a number is needed)"));
  EXPECT_EQ(set_to("share", 1), ran);
  EXPECT_EQ(set_to("on", 1), refused("`on` cannot be `1` (true or false is needed)"));
  EXPECT_EQ(set_to("day", 7), refused("`day` cannot be `7` (a date is needed: 2023-12-31)"));
  EXPECT_EQ(set_to("counted", "completed"),
            refused("`counted` cannot be `completed` (a set of codes is needed)"));
  EXPECT_EQ(set_to("words", 3), refused("`words` cannot be `3` (a set of texts is needed)"));
  EXPECT_EQ(set_to("words", code_set{{"anything"}}), ran);
  EXPECT_EQ(set_to("share", value{}), ran);
}

TEST(RunOptions, AChoiceOrACodeIsOneOfThoseThereAre) {
  EXPECT_EQ(set_to("reading", "nonsense"),
            refused("`reading` cannot be `nonsense` (one of: first, second)"));
  EXPECT_EQ(set_to("reading", "secnd"),
            refused("`reading` cannot be `secnd` (did you mean `second`?)"));
  EXPECT_EQ(set_to("reading", "second"), ran);
  EXPECT_EQ(set_to("good", "god"), refused("`good` cannot be `god` (did you mean `good`?)"));
  EXPECT_EQ(set_to("reading", "第二种"),
            refused("`reading` cannot be `第二种` (`第二种` is written second)"));
  EXPECT_EQ(set_to("good", "excellent"), ran);
  EXPECT_EQ(set_to("good", "优秀"), refused("`good` cannot be `优秀` (`优秀` is written excellent)"));
  EXPECT_EQ(set_to("good", code_value{"status", "completed"}),
            refused("`good` cannot be `completed` (a code is needed)"));
}

TEST(RunOptions, EveryMemberOfASetIsACode) {
  EXPECT_EQ(set_to("counted", code_set{{"completed", "dropped"}}), ran);
  EXPECT_EQ(set_to("counted", code_set{{"completed", "completd"}}),
            refused("`counted` cannot be `completd` (did you mean `completed`?)"));
  EXPECT_EQ(set_to("counted", code_set{{"foo", "selectd"}}),
            refused("`counted` cannot be `foo` (one of: selected, completed, dropped)") +
                "; parameter.value: parameter `counted` cannot be `selectd` (did you mean"
                " `selected`?)");
}

TEST(RunOptions, ARunWithoutItsDateIsRefused) {
  EXPECT_EQ(said(policy_of(cap()), {}),
            "run.options; run.as_of: the run has no as-of date (say run_options::as_of)");
  EXPECT_EQ(said(policy_of(cap()), {.as_of = date{0}}), ran);
}

TEST(RunOptions, APolicyRunsOnItsOwnVocabularyAlone) {
  auto const rules = policy_builder{"small"}.vocabulary("nonsense").rule(cap()).build();
  EXPECT_EQ(said(rules, on("2023-12-31")),
            "policy.invalid; pack.vocabulary: the pack uses vocabulary `nonsense`, given is"
            " `small`");
}

TEST(Evaluate, RulesAndParametersOfOneNameAreRefused) {
  EXPECT_EQ(said(policy_of(cap(), require("days >= 5")), on("2023-12-31")),
            "policy.invalid; rule.twice: two rules have the id `T-1` (name one of them otherwise"
            " (in C++: `named`))");
  auto const rules = policy_builder{"small"}
                         .parameter("most", 1)
                         .parameter("most", 5)
                         .rule(cap("most"))
                         .build();
  EXPECT_EQ(said(rules, on("2023-12-31")),
            "policy.invalid; parameter.twice: two parameters have the name `most` (keep one)");
}

TEST(Findings, OutsideTheSubjectsThereIsNone) {
  outcome const made = run(policy_of(cap()), {{"enrolment", three}});
  EXPECT_EQ(made.finding_of(0, 1).rule, 0U);
  EXPECT_THROW((void)made.finding_of(0, 2), std::out_of_range);
  EXPECT_THROW((void)made.finding_of(1, 0), std::out_of_range);
}

}  // namespace
}  // namespace xunze
