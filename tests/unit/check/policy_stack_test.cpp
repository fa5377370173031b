// SPDX-License-Identifier: Apache-2.0
#include "xunze/check/policy_stack.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"
#include "xunze/rule/policy_builder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace xunze {
namespace {

using test::run;

draft most_hours(char const* id, char const* limit) {
  return elig({.subject = "class", .require = std::string("hours <= ") + limit}).cite(id);
}

policy pack(std::string id, std::vector<draft> const& rules,
            std::optional<date> from = std::nullopt, std::optional<date> to = std::nullopt) {
  policy_builder made{std::move(id)};
  made.vocabulary("small");
  for (draft const& each : rules) made.rule(each);
  policy built = made.build();
  built.info.valid_from = from;
  built.info.valid_to = to;
  return built;
}

policy_stack on(policy const& child, policy const& parent) {
  std::array<policy const*, 1> const parents{&parent};
  return stack(child, parents);
}

std::string rules_of(policy const& of) {
  std::string made;
  for (rule const& each : of.rules) made += (made.empty() ? "" : " ") + each.id;
  return made;
}

TEST(Stack, TakesOverTheRulesThatItDoesNotReplace) {
  policy const parent = pack("province", {most_hours("P-1", "10"), most_hours("P-2", "20")});
  policy const child =
      pack("county", {most_hours("C-1", "5").overrides("P-1"), most_hours("C-2", "8")});
  auto const made = on(child, parent);
  EXPECT_EQ(rules_of(made.effective), "C-1 C-2 P-2");
  ASSERT_EQ(made.inherited.size(), 2U);
  EXPECT_EQ(made.inherited[0].replaced_by, "C-1");
  EXPECT_EQ(made.inherited[1].replaced_by, "");
}

TEST(Stack, ARuleOfTheSameIdIsTheNearestOne) {
  policy const parent = pack("province", {most_hours("P-1", "10")});
  policy const child = pack("county", {most_hours("P-1", "5")});
  auto const made = on(child, parent);
  ASSERT_EQ(rules_of(made.effective), "P-1");
  EXPECT_EQ(to_string(made.effective.rules[0].condition), "hours <= 5");
}

TEST(Stack, AParameterOfOneNameHasTheNearestValue) {
  parameter cap;
  cap.name = "cap";
  cap.values = {{std::nullopt, value{std::int64_t{10}}}};
  policy parent = pack("province", {most_hours("P-1", "cap")});
  parent.parameters = {cap};
  policy child = pack("county", {});
  cap.values = {{std::nullopt, value{std::int64_t{5}}}};
  child.parameters = {cap};
  EXPECT_EQ(test::verdicts(run(on(child, parent).effective, {{"class", "class_id hours | c1 8"}})),
            "c1:fail");
  child.parameters.clear();
  EXPECT_EQ(test::verdicts(run(on(child, parent).effective, {{"class", "class_id hours | c1 8"}})),
            "c1:pass");
}

TEST(Stack, ARelationOfATakenNameKeepsItsOwnMeaning) {
  auto const long_classes = [](char const* where) {
    derive_body body;
    body.from = "class";
    body.where = parse_expression(where);
    return body;
  };
  auto const of = [&](char const* id, char const* rule, char const* where) {
    return policy_builder{id}
        .vocabulary("small")
        .relation("long", long_classes(where))
        .rule(elig({.subject = "long", .require = "hours <= 20"}).cite(rule))
        .build();
  };
  auto const made = on(of("county", "C-1", "hours > 5"), of("province", "P-1", "hours > 10"));
  auto const said = run(made.effective, {{"class", "class_id hours | c1 8 | c2 30"}});
  EXPECT_EQ(test::verdicts(said, 0), "c1:pass c2:fail");
  EXPECT_EQ(test::verdicts(said, 1), "c2:fail");
}

TEST(Stack, AnExpiredParentIsNeverApplied) {
  policy const parent = pack("province", {most_hours("P-1", "10")}, make_date(2019, 1, 1),
                             make_date(2020, 1, 1));
  policy const child = pack("county", {most_hours("C-1", "50")}, make_date(2020, 1, 1));
  auto const made = on(child, parent);
  auto const said = run(made.effective, {{"class", "class_id hours | c1 30"}});
  EXPECT_EQ(test::verdicts(said, 0), "c1:pass");
  EXPECT_EQ(test::verdicts(said, 1), "c1:not_applicable");
}

TEST(Stack, AnExpiredParentIsNotAppliedToFactsOfItsTimeEither) {
  auto const begun = [](date from) {
    policy const parent = pack("province", {most_hours("P-1", "10").anchor("date('2019-06-01')")},
                               make_date(2019, 1, 1), make_date(2020, 1, 1));
    policy const child = pack("county", {most_hours("C-1", "50")}, from);
    return test::verdicts(run(on(child, parent).effective, {{"class", "class_id hours | c1 30"}}),
                          1);
  };
  EXPECT_EQ(begun(make_date(2020, 1, 1)), "c1:not_applicable");
  EXPECT_EQ(begun(make_date(2019, 12, 31)), "c1:fail");
}

TEST(Stack, SaysWhichRulesAreInForceOnADay) {
  policy const parent = pack("province", {most_hours("P-1", "10"), most_hours("P-2", "9")},
                             make_date(2019, 1, 1), make_date(2021, 1, 1));
  policy const child =
      pack("county", {most_hours("C-1", "5").overrides("P-1")}, make_date(2020, 1, 1));
  auto const stacked = on(child, parent);
  auto const state = [&](date day, std::size_t i) {
    return standing_on(child, stacked, day)[i].state;
  };
  EXPECT_EQ(state(make_date(2019, 12, 31), 0), rule_state::not_yet);
  EXPECT_EQ(state(make_date(2020, 1, 1), 0), rule_state::in_force);
  EXPECT_EQ(state(make_date(2020, 1, 1), 1), rule_state::replaced);
  EXPECT_EQ(state(make_date(2020, 12, 31), 2), rule_state::in_force);
  EXPECT_EQ(state(make_date(2021, 1, 1), 2), rule_state::expired);
}

std::string contradictions(draft const& own, draft const& theirs) {
  policy const parent = pack("province", {theirs});
  policy const child = pack("county", {own});
  diagnostics found;
  report_contradictions(child, on(child, parent), found);
  std::string made;
  for (diagnostic const& each : found) made += each.code;
  return made;
}

draft replaced(char const* id, char const* condition) {
  return elig({.subject = "class", .require = condition})
      .cite(id)
      .aggregate("n", from("enrolment").where("again").key("class_id").count());
}

TEST(Contradictions, WhatMustAndMustNotBeIsReported) {
  EXPECT_EQ(contradictions(replaced("C-1", "n == 0"), replaced("P-1", "n >= 1")),
            "stack.contradiction");
  EXPECT_EQ(contradictions(replaced("C-1", "n <= 1"), replaced("P-1", "n >= 1")), "");
  EXPECT_EQ(contradictions(replaced("C-1", "n < 1"), replaced("P-1", "n >= 1")),
            "stack.contradiction");
}

TEST(Contradictions, AreAboutTheSameThing) {
  auto const other = elig({.subject = "class", .require = "n >= 1"})
                         .cite("P-1")
                         .aggregate("n", from("enrolment").key("class_id").count());
  EXPECT_EQ(contradictions(replaced("C-1", "n == 0"), other), "");
}

TEST(Contradictions, AnOverriddenRuleContradictsNothing) {
  EXPECT_EQ(contradictions(replaced("C-1", "n == 0").overrides("P-1"), replaced("P-1", "n >= 1")),
            "");
}

}  // namespace
}  // namespace xunze
