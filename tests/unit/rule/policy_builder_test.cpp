// SPDX-License-Identifier: Apache-2.0
// Tests of policies put together in C++.
#include "xunze/rule/policy_builder.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

auto one_a_year() {
  return from("enrolment").at_most("max_per_year").per("teacher_id", "year").cite("SX23-3.1-c");
}
auto in_post() {
  return elig({.subject = "enrolment", .require = "teacher.in_post"}).cite("SX23-2.2-e");
}

TEST(PolicyBuilder, CollectsWhatTheDraftsNeed) {
  policy const made = policy_builder{"mine", "2.0.0"}
                          .title("我的", "mine")
                          .vocabulary("teacher-training")
                          .in_force(make_date(2023, 7, 5))
                          .parameter("max_per_year", 1)
                          .relation("open", distinct_body{"class", {}, nullptr})
                          .rule(one_a_year(), in_post())
                          .decision(decision("selectable", one_a_year(), in_post()))
                          .build();
  EXPECT_EQ(made.info.version, "2.0.0");
  EXPECT_EQ(made.info.valid_from, make_date(2023, 7, 5));
  ASSERT_NE(made.find_parameter("max_per_year"), nullptr);
  EXPECT_EQ(made.find_parameter("max_per_year")->type, parameter_type::integer);
  EXPECT_NE(made.find_relation("open"), nullptr);
  ASSERT_NE(made.find_rule("SX23-3.1-c"), nullptr);
  EXPECT_NE(made.find_relation("SX23-3.1-c"), nullptr);
  ASSERT_EQ(made.decisions.size(), 1U);
  EXPECT_EQ(made.decisions[0].subject, "enrolment");
  ASSERT_EQ(made.decisions[0].members.size(), 2U);
  EXPECT_EQ(testing::list(made.decisions[0].members[0].via), "teacher_id, year");
  EXPECT_TRUE(made.decisions[0].members[1].via.empty());
}

TEST(PolicyBuilder, ACitedClauseIsAddedOnceAndADescribedOneKept) {
  clause described;
  described.id = "SX23-2.2-e";
  described.locator = {"二(二)", "2(2)"};
  policy const made = policy_builder{"mine"}
                          .clause(described)
                          .rule(in_post(), one_a_year(), in_post().named("SX23-2.2-e/b"))
                          .build();
  ASSERT_EQ(made.clauses.size(), 2U);
  EXPECT_EQ(made.find_clause("SX23-2.2-e")->locator.zh, "二(二)");
  ASSERT_NE(made.find_clause("SX23-3.1-c"), nullptr);
  EXPECT_EQ(made.find_clause("SX23-3.1-c")->document, "SX23");
}

TEST(PolicyBuilder, TheTypeOfAParameterIsThatOfItsValue) {
  policy const made = policy_builder{"mine"}
                          .parameter("share", dec("0.10"))
                          .parameter("day", make_date(2023, 7, 5))
                          .parameter("on", true)
                          .parameter("counted", code_set{{"a"}}, "status")
                          .parameter("words", code_set{{"a"}})
                          .parameter("reading", "first")
                          .build();
  EXPECT_EQ(made.find_parameter("share")->type, parameter_type::decimal);
  EXPECT_EQ(made.find_parameter("day")->type, parameter_type::date);
  EXPECT_EQ(made.find_parameter("on")->type, parameter_type::boolean);
  EXPECT_EQ(made.find_parameter("counted")->type, parameter_type::set);
  EXPECT_EQ(made.find_parameter("counted")->enum_name, "status");
  EXPECT_EQ(made.find_parameter("words")->type, parameter_type::texts);
  EXPECT_EQ(made.find_parameter("reading")->type, parameter_type::choice);
  EXPECT_EQ(testing::refusal([] { return policy_builder{"mine"}.parameter("off", value{}); }),
            "rule.arguments: `parameter`: the type of parameter `off` must be said");
}

TEST(PolicyBuilder, ADecisionAboutDifferentSubjectsNamesItsOwn) {
  auto const other = elig({.subject = "class", .require = "ok"}).cite("SX23-2.2-f");
  decision const mixed("open", in_post(), other);
  EXPECT_EQ(mixed.subject, "");
  EXPECT_EQ(testing::refusal([&] { return policy_builder{"mine"}.decision(mixed); }),
            "rule.arguments: `decision`: the rules of `open` have different subjects: name its"
            " subject");
  EXPECT_EQ(policy_builder{"mine"}.decision(mixed, "class").build().decisions[0].subject,
            "class");
}

TEST(PolicyBuilder, AMeasureOnlyMakesNoRule) {
  policy const made = policy_builder{"mine"}
                          .rule(metric({.subject = "region",
                                        .numerator = from("reported").key("region_id"),
                                        .denominator = from("selected").key("region_id")})
                                    .cite("SX23-4.2-c"))
                          .build();
  EXPECT_TRUE(made.rules.empty());
  ASSERT_EQ(made.measures.size(), 1U);
  EXPECT_EQ(made.measures[0].on, "SX23-4.2-c");
  EXPECT_NE(made.find_relation("SX23-4.2-c"), nullptr);
  EXPECT_NE(made.find_clause("SX23-4.2-c"), nullptr);
}

}  // namespace
}  // namespace xunze
