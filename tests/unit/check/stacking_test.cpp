// SPDX-License-Identifier: Apache-2.0
#include "xunze/check/stacking.hpp"

#include "xunze/rule/draft.hpp"
#include "xunze/rule/policy_builder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

parameter cap_of(std::vector<dated_value> values, tighter direction, std::string clause = "P-1",
                 parameter_type type = parameter_type::integer) {
  parameter made;
  made.name = "cap";
  made.type = type;
  made.values = std::move(values);
  made.tighter = direction;
  made.clause = std::move(clause);
  return made;
}

policy pack(std::string id, parameter held) {
  return policy_builder{std::move(id)}.parameter(std::move(held)).build();
}

draft mandatory(char const* id) {
  return elig({.subject = "enrolment", .require = "true"}).cite(id).mandatory();
}

draft encouraged(char const* id) {
  return elig({.subject = "enrolment", .require = "true"}).cite(id).encouraged();
}

diagnostics between(policy const& child, policy const& parent) {
  diagnostics out;
  report_loosened(child, parent, out);
  return out;
}

std::string codes_of(diagnostics const& found) {
  std::string made;
  for (diagnostic const& d : found) made += (made.empty() ? "" : " ") + d.code;
  return made;
}

/// What is said of a child's and a parent's value, the parent's direction given.
std::string said(value child, value parent, tighter direction,
                 parameter_type type = parameter_type::integer) {
  return codes_of(
      between(pack("c", cap_of({{{}, std::move(child)}}, tighter::undeclared, "C-1", type)),
              pack("p", cap_of({{{}, std::move(parent)}}, direction, "P-1", type))));
}

value days(int day) { return make_date(2023, 1, day); }

value codes(std::vector<std::string> of) { return code_set{std::move(of)}; }

TEST(Loosened, TheParentsDirectionDecides) {
  EXPECT_EQ(said(2, 1, tighter::lower), "stack.loosened");
  EXPECT_EQ(said(1, 2, tighter::lower), "");
  EXPECT_EQ(said(1, 1, tighter::lower), "");
  EXPECT_EQ(said(1, 2, tighter::higher), "stack.loosened");
  EXPECT_EQ(said(2, 1, tighter::higher), "");
  auto const date_type = parameter_type::date;
  EXPECT_EQ(said(days(2), days(1), tighter::earlier, date_type), "stack.loosened");
  EXPECT_EQ(said(days(1), days(2), tighter::earlier, date_type), "");
  EXPECT_EQ(said(days(1), days(2), tighter::later, date_type), "stack.loosened");
  EXPECT_EQ(said(days(2), days(1), tighter::later, date_type), "");
}

TEST(Loosened, SetsAreComparedByTheirMembers) {
  auto const type = parameter_type::set;
  EXPECT_EQ(said(codes({"a", "b"}), codes({"a"}), tighter::subset, type), "stack.loosened");
  EXPECT_EQ(said(codes({"a"}), codes({"a", "b"}), tighter::subset, type), "");
  EXPECT_EQ(said(codes({"b"}), codes({"a"}), tighter::subset, type), "stack.loosened");
  EXPECT_EQ(said(codes({"a"}), codes({"a", "b"}), tighter::superset, type), "stack.loosened");
  EXPECT_EQ(said(codes({"a", "b"}), codes({"a"}), tighter::superset, type), "");
}

TEST(Loosened, ALimitThatIsOffIsLooserThanAny) {
  EXPECT_EQ(said(value{}, 9, tighter::lower), "stack.loosened");
  EXPECT_EQ(said(value{}, 9, tighter::higher), "stack.loosened");
  EXPECT_EQ(said(9, value{}, tighter::lower), "");
}

TEST(Loosened, DecimalsAreComparedAsNumbers) {
  auto const type = parameter_type::decimal;
  EXPECT_EQ(said(decimal{50, 2}, decimal{5, 1}, tighter::lower, type), "");
  EXPECT_EQ(said(decimal{51, 2}, decimal{5, 1}, tighter::lower, type), "stack.loosened");
}

TEST(Loosened, WithoutADirectionADifferenceIsANote) {
  EXPECT_EQ(said(2, 1, tighter::undeclared), "stack.incomparable");
  EXPECT_EQ(said("b", "a", tighter::undeclared, parameter_type::choice), "stack.incomparable");
  EXPECT_EQ(said(1, 1, tighter::undeclared), "");
  // The child's own direction stands in for one that the parent does not give.
  EXPECT_EQ(codes_of(between(pack("c", cap_of({{{}, 2}}, tighter::lower)),
                             pack("p", cap_of({{{}, 1}}, tighter::undeclared)))),
            "stack.loosened");
}

TEST(Loosened, TheMessageNamesBothValuesAndClauses) {
  auto const found = between(pack("c", cap_of({{{}, 2}}, tighter::lower, "C-7")),
                             pack("p", cap_of({{{}, 1}}, tighter::lower, "P-9")));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].level, diagnostic_level::warning);
  EXPECT_EQ(found[0].message.en,
            "parameter `cap` is looser than in `p`: 2 (C-7) here, 1 (P-9) there");
  EXPECT_NE(found[0].message.zh.find("此处为2 (C-7)，上级为1 (P-9)"), std::string::npos);
}

TEST(Loosened, DatedValuesAreComparedOnEveryDayThatChangesThem) {
  auto const child = [](std::vector<dated_value> values) {
    policy made = pack("c", cap_of(std::move(values), tighter::lower));
    made.info.valid_from = make_date(2023, 1, 1);
    made.info.valid_to = make_date(2025, 1, 1);
    return made;
  };
  auto const parent = pack("p", cap_of({{make_date(2020, 1, 1), 3}, {make_date(2024, 1, 1), 2}},
                                       tighter::lower));
  auto const found = between(child({{{}, 3}}), parent);
  ASSERT_EQ(codes_of(found), "stack.loosened");
  EXPECT_NE(found[0].message.en.find("from 2024-01-01 on"), std::string::npos);
  EXPECT_EQ(codes_of(between(child({{{}, 3}, {make_date(2024, 1, 1), 2}}), parent)), "");
  // What changes only after the child has ended is not its concern.
  EXPECT_EQ(codes_of(between(child({{{}, 2}, {make_date(2025, 1, 1), 9}}), parent)), "");
}

TEST(Loosened, ARuleThatBindsLessIsLoosened) {
  auto const with = [](draft const& of) { return policy_builder{"x"}.rule(of).build(); };
  EXPECT_EQ(codes_of(between(with(encouraged("R-1")), with(mandatory("R-1")))), "stack.loosened");
  EXPECT_EQ(codes_of(between(with(mandatory("R-1")), with(encouraged("R-1")))), "");
  EXPECT_EQ(codes_of(between(with(encouraged("R-2")), with(mandatory("R-1")))), "");
  EXPECT_EQ(codes_of(between(with(encouraged("R-2").overrides("R-1")), with(mandatory("R-1")))),
            "stack.loosened");
  EXPECT_EQ(codes_of(between(with(mandatory("R-2").overrides("R-1")), with(mandatory("R-1")))),
            "");
}

TEST(Loosened, ARuleThatAsksForSomethingElseSaysHowItStands) {
  auto const replacing = [](char const* demand, replaces_as how) {
    draft const own = elig({.subject = "enrolment", .require = demand}).cite("R-1").mandatory();
    return codes_of(between(policy_builder{"c"}.rule(own.replaces_as(how)).build(),
                            policy_builder{"p"}.rule(mandatory("R-1")).build()));
  };
  EXPECT_EQ(replacing("true", replaces_as::undeclared), "");
  EXPECT_EQ(replacing("false", replaces_as::undeclared), "stack.incomparable");
  EXPECT_EQ(replacing("false", replaces_as::tighter), "");
  EXPECT_EQ(replacing("false", replaces_as::alike), "");
  EXPECT_EQ(replacing("false", replaces_as::looser), "stack.loosened");
}

TEST(Loosened, AnExpiredParentIsNotComparedWith) {
  policy parent = policy_builder{"p"}.rule(mandatory("R-1")).build();
  policy child = policy_builder{"c"}.rule(encouraged("R-1")).build();
  child.info.valid_from = make_date(2023, 1, 1);
  parent.info.valid_to = make_date(2023, 1, 1);
  EXPECT_EQ(codes_of(between(child, parent)), "stack.expired");
  parent.info.valid_to = make_date(2023, 1, 2);
  EXPECT_EQ(codes_of(between(child, parent)), "stack.loosened");
}

TEST(Loosened, AParentThatIsNotInForceOnTheFirstDayIsSaid) {
  auto const valid = [](char const* id, int from, int to) {
    return policy_builder{id}.in_force(make_date(from, 1, 1), make_date(to, 1, 1)).build();
  };
  EXPECT_EQ(codes_of(between(valid("c", 2023, 2024), valid("p", 2020, 2023))), "stack.expired");
  EXPECT_EQ(codes_of(between(valid("c", 2023, 2024), valid("p", 2024, 2025))), "stack.expired");
  EXPECT_EQ(codes_of(between(valid("c", 2023, 2024), valid("p", 2023, 2024))), "");
}

TEST(Overrides, NameARuleOfThePackOrOfAParent) {
  policy const parent = policy_builder{"p"}.rule(mandatory("P-1")).build();
  policy const child = policy_builder{"c"}
                           .rule(mandatory("C-1"), mandatory("C-2").overrides("C-1"),
                                 mandatory("C-3").overrides("P-1"))
                           .build();
  std::vector<policy const*> const parents{&parent};
  diagnostics found;
  report_overrides(child, parents, found);
  EXPECT_TRUE(found.empty()) << render(found, language::en);
  report_overrides(child, {}, found);
  ASSERT_EQ(codes_of(found), "stack.override");
  EXPECT_EQ(found[0].level, diagnostic_level::error);
  EXPECT_NE(found[0].message.en.find("`P-1`"), std::string::npos);
}

}  // namespace
}  // namespace xunze
