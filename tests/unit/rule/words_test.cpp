// SPDX-License-Identifier: Apache-2.0
// Tests of what can be said of any rule.
#include "xunze/rule/words.hpp"

#include "unit/rule/show.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

draft plain() { return elig({.subject = "enrolment", .require = "ok"}); }

TEST(Words, ADraftIsAValueAndWordsGiveChangedCopies) {
  draft const first = plain().cite("X-1");
  draft const second = first.waivable().in_principle();
  EXPECT_FALSE(first.build().rule->waivable);
  EXPECT_TRUE(second.build().rule->waivable);
  EXPECT_EQ(first.build().rule->strength.fixed, strength::mandatory);
  EXPECT_EQ(second.build().rule->strength.fixed, strength::in_principle);
}

TEST(Words, EachWordSetsItsField) {
  auto const made = plain()
                        .named("X-1/upper")
                        .cite("X-1")
                        .title("题", "title")
                        .message("{n}项", "{n} projects")
                        .remedy("改", "mend")
                        .unit("项", "projects")
                        .applies("a")
                        .applies(col("b") || col("c"))
                        .in_force(make_date(2023, 7, 5), make_date(2024, 1, 1))
                        .overrides("Y-1")
                        .due("d")
                        .anchor("class.start_date")
                        .label("name")
                        .measured("m")
                        .threshold(3)
                        .aggregate("n", from("e"))
                        .linear("f", "2 * n - n")
                        .let("g", "n + 1")
                        .build();
  rule const& of = *made.rule;
  EXPECT_EQ(of.id, "X-1/upper");
  EXPECT_EQ(of.clause, "X-1");
  EXPECT_EQ(of.kind, "elig");
  EXPECT_EQ(of.title, (text{"题", "title"}));
  EXPECT_EQ(of.message, (text{"{n}项", "{n} projects"}));
  EXPECT_EQ(of.remedy, (text{"改", "mend"}));
  EXPECT_EQ(of.unit, (text{"项", "projects"}));
  EXPECT_EQ(to_string(of.applies), "a && (b || c)");
  EXPECT_EQ(of.in_force_from, make_date(2023, 7, 5));
  EXPECT_EQ(of.in_force_to, make_date(2024, 1, 1));
  EXPECT_EQ(of.overrides, (std::vector<std::string>{"Y-1"}));
  EXPECT_EQ(to_string(of.due) + to_string(of.anchor) + to_string(of.label), "dclass.start_datename");
  EXPECT_EQ(to_string(of.measured) + to_string(of.threshold), "m3");
  EXPECT_EQ(testing::show(of.nodes), "n: count from e\nf: linear 2 * n - n\ng: n + 1\n");
}

TEST(Words, EveryStrengthHasItsWord) {
  auto const strength_of = [](draft const& of) { return of.build().rule->strength.fixed; };
  draft const of = plain().cite("X-1");
  EXPECT_EQ(strength_of(of.in_principle().mandatory()), strength::mandatory);
  EXPECT_EQ(strength_of(of.encouraged()), strength::encouraged);
  EXPECT_EQ(strength_of(of.discouraged()), strength::discouraged);
  EXPECT_EQ(strength_of(of.warning()), strength::warning);
  EXPECT_EQ(strength_of(of.informative()), strength::informative);
  auto const chosen = of.strength_by("reading", {{"hard", strength::mandatory}}).build();
  EXPECT_EQ(chosen.rule->strength.parameter, "reading");
  EXPECT_EQ(chosen.rule->strength.choices.size(), 1U);
}

TEST(Words, WhatIsNotSaidFollowsFromTheClause) {
  auto const made = plain().named("X-1/upper").build();
  EXPECT_EQ(made.rule->clause, "X-1");
  EXPECT_EQ(made.rule->title.zh, "X-1/upper");
  EXPECT_EQ(made.rule->message, made.rule->title);
  EXPECT_EQ(plain().cite("X-1").build().rule->id, "X-1");
  EXPECT_EQ(testing::refusal([] { return plain().build(); }),
            "rule.arguments: `elig`: the rule cites no clause: write `cite`");
}

TEST(Part, ViaIsReadOffADistinctSubject) {
  decision_part const part = from("enrolment").at_most(1).per("t", "p.year").cite("X-1").part();
  EXPECT_EQ(part.subject, "enrolment");
  EXPECT_EQ(part.member.rule, "X-1");
  EXPECT_EQ(testing::list(part.member.via), "t, p.year");
  EXPECT_TRUE(plain().cite("X-2").part().member.via.empty());
  EXPECT_EQ(plain().cite("X-2").part().subject, "enrolment");
}

}  // namespace
}  // namespace xunze
