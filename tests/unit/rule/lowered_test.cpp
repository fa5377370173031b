// SPDX-License-Identifier: Apache-2.0
// Tests of completing a rule from the parts of its kind.
#include "xunze/rule/lowered.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

rule envelope() {
  rule made;
  made.id = "SX23-1/a";
  made.clause = "SX23-1";
  made.kind = "elig";
  made.title = {"题", "title"};
  return made;
}

lowered parts() {
  lowered made;
  made.subject = "enrolment";
  made.condition = parse_expression("n <= 1");
  made.measured = parse_expression("n");
  made.due = parse_expression("d");
  return made;
}

TEST(Attach, TheEnvelopeWinsButBothMustApply) {
  lowered of = parts();
  of.applies = parse_expression("den > 0");
  of.nodes.let.push_back({"computed", parse_expression("1")});
  rule given = envelope();
  given.applies = parse_expression("open");
  given.measured = parse_expression("m");
  given.nodes.let.push_back({"mine", parse_expression("2")});
  auto const made = attach(of, given);
  ASSERT_TRUE(made.rule.has_value());
  EXPECT_FALSE(made.subject.has_value());
  EXPECT_EQ(made.rule->subject, "enrolment");
  EXPECT_EQ(to_string(made.rule->applies), "open && den > 0");
  EXPECT_EQ(to_string(made.rule->measured), "m");
  EXPECT_EQ(to_string(made.rule->due), "d");
  EXPECT_EQ(testing::show(made.rule->nodes), "computed: 1\nmine: 2\n");
}

TEST(Attach, ASubjectInPlaceIsNamedAfterTheRule) {
  lowered of = parts();
  of.subject = relation_body{distinct_body{"enrolment", {}, nullptr}};
  auto const made = attach(of, envelope());
  ASSERT_TRUE(made.subject.has_value());
  EXPECT_EQ(made.subject->name, "SX23-1/a");
  EXPECT_EQ(made.rule->subject, "SX23-1/a");
}

TEST(Attach, NodesOfTheSubjectMakeARelationOfIt) {
  lowered of = parts();
  of.subject_nodes.let.push_back({"one", parse_expression("1")});
  of.measure.emplace();
  of.condition = nullptr;
  auto const made = attach(of, envelope());
  EXPECT_FALSE(made.rule.has_value());
  ASSERT_TRUE(made.subject.has_value());
  EXPECT_EQ(std::get<derive_body>(made.subject->body).from, "enrolment");
  EXPECT_EQ(testing::show(made.subject->nodes), "one: 1\n");
  ASSERT_TRUE(made.measure.has_value());
  EXPECT_EQ(made.measure->on, "SX23-1/a");
  EXPECT_EQ(made.measure->clause, "SX23-1");
}

TEST(Attach, AConditionBesideAConstructorIsRefused) {
  rule given = envelope();
  given.condition = parse_expression("true");
  EXPECT_EQ(testing::refusal([&] { return attach(parts(), given); }),
            "rule.arguments: `elig`: the constructor gives the condition already");
}

TEST(Attach, AStrengthOfTheKindIsKept) {
  lowered of = parts();
  of.strength = strength::informative;
  EXPECT_EQ(attach(of, envelope()).rule->strength.fixed, strength::informative);
}

}  // namespace
}  // namespace xunze
