// SPDX-License-Identifier: Apache-2.0
#include "xunze/check/bound.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace xunze {
namespace {

using test::policy_of;

/// A policy with its diagnostics; the bound policy points into it.
struct attempt {
  policy source;
  diagnostics found;
  bound_policy bound;

  explicit attempt(policy made) : source(std::move(made)) {
    bound = bind(source, *test::small_words(), found);
  }
  /// All errors as codes, in order.
  std::string codes() const {
    std::string made;
    for (diagnostic const& d : found) {
      if (d.level == diagnostic_level::error) made += (made.empty() ? "" : " ") + d.code;
    }
    return made;
  }
  diagnostic const& first() const { return found[0]; }
};

draft require(char const* condition, char const* subject = "enrolment") {
  return elig({.subject = subject, .require = condition}).cite("T-1").mandatory();
}

/// Beside rule T-1 with this condition stands a sound rule T-2.
std::string codes_of(char const* condition) {
  return attempt(policy_of(require(condition), require("days >= 0").cite("T-2"))).codes();
}

TEST(Bind, ASoundPolicyHasNothingToSay) {
  attempt const made(
      policy_of(require("class.project.year == 2023 && teacher.born < class.start_date")));
  EXPECT_TRUE(made.found.empty()) << render(made.found, language::en);
  ASSERT_EQ(made.bound.rules.size(), 1U);
  EXPECT_EQ(made.bound.relations[made.bound.rules[0].subject].name, "enrolment");
  EXPECT_EQ(made.bound.find("nowhere"), bound_policy::npos);
}

/// A parameter of texts whose value depends on the day.
parameter dated_words() {
  parameter words;
  words.name = "words";
  words.type = parameter_type::texts;
  words.values = {{make_date(2023, 1, 1), code_set({"a"})},
                  {make_date(2024, 1, 1), code_set({"b"})}};
  return words;
}

TEST(Bind, AListOfTextsStandsOnlyToTheRightOfIn) {
  auto const codes = [](char const* condition) {
    auto const rule = require(condition).anchor("class.start_date");
    return attempt(policy_builder{"small"}.parameter(dated_words()).rule(rule).build()).codes();
  };
  EXPECT_EQ(codes("note in words"), "");
  EXPECT_EQ(codes("note == words"), "type.list");
  EXPECT_EQ(codes("note in ['a', words]"), "type.list");
  EXPECT_EQ(codes("days in words"), "type.mismatch");
}

TEST(Bind, ADatedParameterChoosesNoStrength) {
  parameter how;
  how.name = "how";
  how.type = parameter_type::choice;
  how.one_of = {"hard", "soft"};
  how.values = {{make_date(2023, 1, 1), value{"hard"}}, {make_date(2024, 1, 1), value{"soft"}}};
  auto made = policy_builder{"small"}.parameter(how).rule(require("days >= 0")).build();
  made.rules[0].strength.parameter = "how";
  made.rules[0].strength.choices = {{"hard", strength::mandatory}, {"soft", strength::warning}};
  EXPECT_EQ(attempt(made).codes(), "parameter.anchor");
  made.parameters[0].values = {{std::nullopt, value{"soft"}}};
  attempt const bound(made);
  EXPECT_EQ(bound.codes(), "");
  EXPECT_EQ(bound.bound.rules[0].binding, strength::warning);
}

TEST(Bind, AChoiceBetweenALeastAndAGreatestIsNotAskedWhetherItIsThere) {
  auto const codes = [](char const* condition) {
    auto const days = from("enrolment").key("class_id");
    return attempt(policy_builder{"small"}
                       .rule(elig({.subject = "class", .require = condition})
                                 .cite("T-1")
                                 .aggregate("least", days.min("days"))
                                 .aggregate("most", days.max("days")))
                       .build())
        .codes();
  };
  EXPECT_EQ(codes("has(hours > 1 ? least : 5)"), "");
  EXPECT_EQ(codes("has(hours > 1 ? most : 5)"), "");
  EXPECT_EQ(codes("has(hours > 1 ? least : most)"), "type.has");
}

TEST(Bind, TheSizeOfANumberIsNeverNone) {
  parameter off;
  off.name = "most";
  off.type = parameter_type::integer;
  off.values = {{std::nullopt, value{}}};
  auto const codes = [&](char const* condition) {
    return attempt(policy_builder{"small"}.parameter(off).rule(require(condition)).build()).codes();
  };
  EXPECT_EQ(codes("has(most)"), "");
  EXPECT_EQ(codes("has(abs(most))"), "type.has");
}

TEST(Bind, EveryWrongConditionHasItsCode) {
  struct line {
    char const* condition;
    char const* codes;
  };
  line const lines[] = {
      {"dayz >= 1", "name.unknown"},
      {"class.hourz >= 1", "name.unknown"},
      {"days", "type.mismatch"},
      {"class.start_date == applied_at", "type.mismatch"},
      {"days == 'three'", "type.mismatch"},
      {"has(days)", "type.has"},
      {"status == 'finished'", "type.code"},
      {"status < 'selected'", "type.order"},
      {"topics < topics", "type.order"},
      {"days in [1, 'two']", "type.mismatch"},
      {"days in topics", "type.mismatch"},
      {"date('2023-02-30') < class.start_date", "expression.date"},
      {"matches(note, '(')", "expression.pattern"},
      {"note.holds('T-2')", "holds.path"},
      {"teacher.holds('T-2')", "holds.subject"},
      {"holds('T-9')", "rule.unknown"},
      {"holds('T-1')", "graph.cycle"},
      {"teacher.region.ancestor('realm') == teacher.region_id", "path.ancestor"},
      {"days + status == 2", "type.mismatch"},
      {"date(days, score, 1) < class.start_date", "expression.arguments"},
  };
  for (line const& l : lines) EXPECT_EQ(codes_of(l.condition), l.codes) << l.condition;
}

TEST(Bind, AnUnknownColumnSuggestsTheNearest) {
  attempt const made(policy_of(require("dayz >= 1")));
  ASSERT_EQ(made.codes(), "name.unknown");
  EXPECT_NE(made.first().message.en.find("`dayz`"), std::string::npos);
  EXPECT_NE(made.first().help.en.find("days"), std::string::npos) << made.first().help.en;
}

TEST(Bind, AnUnknownColumnBehindAPathNamesItsTable) {
  attempt const made(policy_of(require("class.hourz >= 1")));
  ASSERT_EQ(made.codes(), "name.unknown");
  EXPECT_EQ(made.first().message.en, "table `class` has no column `hourz`");
  EXPECT_NE(made.first().help.en.find("hours"), std::string::npos);
}

TEST(Bind, AnUnknownCodeSuggestsTheNearest) {
  attempt const made(policy_of(require("status == 'select'")));
  ASSERT_EQ(made.codes(), "type.code");
  EXPECT_NE(made.first().help.en.find("selected"), std::string::npos);
}

TEST(Bind, ALabelInPlaceOfACodeSuggestsTheCode) {
  for (char const* condition : {"status == '结业'", "'结业' != status", "status in ['结业']"}) {
    attempt const made(policy_of(require(condition)));
    ASSERT_EQ(made.codes(), "type.code") << condition;
    EXPECT_EQ(made.first().help.en, "packs write its code, `completed`");
    EXPECT_EQ(made.first().help.zh, "规则包中写代码“completed”");
  }
}

TEST(Bind, ATimestampBesideADateSaysHowToGetTheDate) {
  attempt const made(policy_of(require("class.start_date <= applied_at")));
  ASSERT_EQ(made.codes(), "type.mismatch");
  EXPECT_NE(made.first().help.en.find("date_of"), std::string::npos);
  EXPECT_EQ(codes_of("class.start_date <= date_of(applied_at)"), "");
}

TEST(Bind, HasIsForNullsThatMeanNoneAndRowsOfPaths) {
  EXPECT_EQ(codes_of("has(done_on)"), "");
  EXPECT_EQ(codes_of("has(teacher.phone)"), "");
  EXPECT_EQ(codes_of("has(teacher.born)"), "type.has");
}

TEST(Bind, ANumberNeedsNoMoreThanEighteenDigits) {
  EXPECT_EQ(codes_of("score * 0.123456789012345678 > 0"), "type.scale");
  EXPECT_EQ(codes_of("score * 0.12345678901234567 > 0"), "");
}

TEST(Bind, AnUnknownRelationSuggestsATable) {
  attempt const made(policy_of(require("true", "enrolmemt")));
  ASSERT_EQ(made.codes(), "relation.unknown");
  EXPECT_NE(made.first().help.en.find("enrolment"), std::string::npos);
}

TEST(Bind, AColumnAndAPathOfOneNameAreAmbiguous) {
  derive_body body;
  body.from = "enrolment";
  body.paths.push_back({"days", std::vector<path_step>{{"class", {}}, {"project", {}}}, {}});
  attempt const made(policy_builder{"small"}
                         .relation("part", body)
                         .rule(elig({.subject = "part", .require = "days >= 1"}).cite("T-1"))
                         .build());
  EXPECT_EQ(made.codes(), "name.ambiguous");
}

TEST(Bind, AParameterNamedAsAComputedColumnIsRefused) {
  parameter limit;
  limit.name = "n";
  limit.values = {{std::nullopt, value{std::int64_t{0}}}};
  attempt const made(
      policy_builder{"small"}
          .parameter(limit)
          .rule(count({.subject = "class", .of = from("enrolment").key("class_id"),
                       .at_most = "n"})
                    .cite("T-1"))
          .build());
  EXPECT_EQ(made.codes(), "name.ambiguous") << render(made.found, language::en);
}

TEST(Bind, PathAliasesThatLeadToOneAnotherAreRefused) {
  derive_body body;
  body.from = "enrolment";
  body.paths.push_back({"a", std::vector<path_step>{{"b", {}}}, {}});
  body.paths.push_back({"b", std::vector<path_step>{{"a", {}}}, {}});
  attempt const made(policy_builder{"small"}
                         .relation("part", body)
                         .rule(elig({.subject = "part", .require = "a.year == 2023"}).cite("T-1"))
                         .build());
  EXPECT_EQ(made.codes(), "path.alias") << render(made.found, language::en);
  EXPECT_EQ(made.first().message.en, "path aliases lead to themselves: `a → b → a`");
}

TEST(Bind, ChainsOfReferencesHaveAnEnd) {
  policy_builder relations{"small"};
  relations.vocabulary("small");
  derive_body aliases;
  aliases.from = "enrolment";
  for (int i = 0; i < 2000; ++i) {
    std::string const next = std::to_string(i + 1);
    aliases.paths.push_back({"p" + std::to_string(i), std::vector<path_step>{{"p" + next, {}}}, {}});
    derive_body body;
    body.from = i == 1999 ? "enrolment" : "r" + next;
    relations.relation("r" + std::to_string(i), body);
  }
  aliases.paths.push_back({"p2000", std::vector<path_step>{{"class", {}}}, {}});
  attempt const deep(relations.build());
  EXPECT_EQ(deep.codes(), "graph.depth");
  EXPECT_NE(render(deep.found, language::en).find("up to `r64`"), std::string::npos);
  attempt const through(policy_builder{"small"}.relation("part", aliases).build());
  EXPECT_EQ(through.codes().find("path.alias path.alias"), 0U);
  EXPECT_EQ(through.codes().find("name."), std::string::npos);
}

TEST(Bind, AliasesThatNothingUsesAreCheckedToo) {
  derive_body body;
  body.from = "enrolment";
  body.paths.push_back({"r", std::vector<path_step>{{"p", {}}, {"year", {}}}, {}});
  body.paths.push_back({"p", std::vector<path_step>{{"q", {}}}, {}});
  body.paths.push_back({"q", std::vector<path_step>{{"p", {}}}, {}});
  body.paths.push_back({"s", std::vector<path_step>{{"klass", {}}}, {}});
  body.paths.push_back({"t", std::vector<path_step>{{"class", {}}, {"projekt", {}}}, {}});
  body.paths.push_back({"u", std::vector<path_step>{{"class", {}}, {"project", {}}}, {}});
  attempt const made(policy_builder{"small"}.relation("part", body).build());
  EXPECT_EQ(made.codes(), "path.alias name.unknown name.unknown");
  std::string const shown = render(made.found, language::en);
  EXPECT_NE(shown.find("`p → q → p`"), std::string::npos) << shown;
  EXPECT_NE(shown.find("unknown name `klass`\nhelp: did you mean `class`?"), std::string::npos)
      << shown;
  EXPECT_NE(shown.find("no column `projekt`"), std::string::npos) << shown;
}

TEST(Bind, ACycleOfRulesIsNamedWhole) {
  attempt const made(policy_of(
      elig({.subject = "enrolment", .require = "holds('T-2')"}).cite("T-1"),
      elig({.subject = "enrolment", .require = "holds('T-1')"}).cite("T-2")));
  ASSERT_EQ(made.codes(), "graph.cycle");
  EXPECT_EQ(made.first().message.en,
            "dependency cycle `T-1 → T-2 → T-1` of clauses `T-1`, `T-2`");
}

TEST(Bind, ACycleOfRelationsIsNamedWhole) {
  derive_body a;
  a.from = "b";
  derive_body b;
  b.from = "a";
  attempt const made(policy_builder{"small"}.relation("a", a).relation("b", b).build());
  ASSERT_EQ(made.codes(), "graph.cycle");
  EXPECT_EQ(made.first().message.en, "dependency cycle `a → b → a`");
}

TEST(Bind, NodesThatNeedOneAnotherAreACycleAndNothingElse) {
  attempt const made(policy_of(require("n > 1").let("n", "m + 1").let("m", "n + 1"),
                               require("days >= 0").let("days", "days + 1").cite("T-2")));
  EXPECT_EQ(made.codes(), "graph.cycle graph.cycle") << render(made.found, language::en);
  EXPECT_EQ(made.found[0].message.en,
            "dependency cycle `T-1.n → T-1.m → T-1.n` that affects clauses `T-1`");
  EXPECT_EQ(made.found[1].message.en,
            "dependency cycle `T-2.days → T-2.days` that affects clauses `T-2`");
}

/// Relations with a count of each other's rows.
policy counting_one_another() {
  auto const counts = [](char const* name, char const* of) {
    relation made;
    made.name = name;
    derive_body body;
    body.from = "enrolment";
    made.body = body;
    aggregate n;
    n.name = "n";
    n.from = of;
    n.key.emplace({parse_expression("enr_id")});
    made.nodes.aggregates.push_back(n);
    return made;
  };
  policy made = policy_builder{"small"}
                    .rule(elig({.subject = "a", .require = "n > 1"}).cite("T-1"))
                    .build();
  made.relations = {counts("a", "b"), counts("b", "a")};
  return made;
}

TEST(Bind, ACycleThatTheGraphDoesNotHaveIsSaidInBothLanguagesWithItsClauses) {
  attempt const made(counting_one_another());
  ASSERT_EQ(made.codes(), "graph.cycle") << render(made.found, language::en);
  EXPECT_EQ(made.first().message.zh, "循环依赖：“a → b → a”，影响条款“T-1”");
  EXPECT_EQ(made.first().message.en, "dependency cycle `a → b → a` that affects clauses `T-1`");
  EXPECT_NE(made.first().help.en.find("move the nodes"), std::string::npos);
}

TEST(Bind, WhereTheRowsStandApartTheyMayCountOneAnother) {
  policy apart = counting_one_another();
  for (relation& one : apart.relations) {
    one.nodes.aggregates[0].from += "_rows";
    std::get<derive_body>(one.body).from = one.name + "_rows";
  }
  for (char const* name : {"a_rows", "b_rows"}) {
    relation rows;
    rows.name = name;
    derive_body body;
    body.from = "enrolment";
    rows.body = body;
    apart.relations.push_back(rows);
  }
  EXPECT_EQ(attempt(apart).codes(), "");
}

TEST(Bind, ACycleWithinARelationHidesNoneThatGoesThroughIt) {
  policy both = counting_one_another();
  both.relations[1].nodes.let = {{"x", parse_expression("y + 1")},
                                 {"y", parse_expression("x + 1")}};
  attempt const made(both);
  EXPECT_EQ(made.codes(), "graph.cycle graph.cycle");
  std::string const shown = render(made.found, language::zh);
  EXPECT_NE(shown.find("“a → b → a”，影响条款“T-1”"), std::string::npos) << shown;
  EXPECT_NE(shown.find("“b.x → b.y → b.x”"), std::string::npos) << shown;
}

TEST(Bind, AnAggregateHasAsManyKeysAsItsSubject) {
  attempt const made(policy_of(count({.subject = "class",
                                      .of = from("enrolment").key("class_id", "teacher_id"),
                                      .at_most = "30"}).cite("T-1")));
  ASSERT_EQ(made.first().code, "aggregate.key");
  EXPECT_EQ(made.first().message.en, "aggregate `n` has 2 keys for a subject of 1");
  attempt const none(policy_of(
      count({.subject = "class", .of = from("enrolment"), .at_most = "30"}).cite("T-1")));
  EXPECT_EQ(none.first().code, "aggregate.key");
  EXPECT_NE(none.first().message.en.find("needs a `key`"), std::string::npos);
}

TEST(Bind, KeysOfDifferentTablesAreNeverEqualUnlessSaid) {
  auto const of = [](xunze::aggregate node) {
    return attempt(policy_of(count({.subject = "class", .of = std::move(node), .at_most = "30"})
                                 .cite("T-1")))
        .codes();
  };
  EXPECT_EQ(of(from("enrolment").key("teacher_id")), "aggregate.other_key");
  EXPECT_EQ(of(from("enrolment").key("class_id")), "");
  EXPECT_EQ(of(from("enrolment").key("teacher_id").on("class_id")), "");
}

TEST(Bind, ALinearFormOnlyAddsAndScalesAggregates) {
  auto const of = [](std::string form) {
    auto const rows = from("enrolment").key("class_id").on("class_id");
    return attempt(policy_of(require("x >= 0")
                                 .aggregate("n", rows.count())
                                 .aggregate("d", rows.sum("days"))
                                 .linear("x", std::move(form))));
  };
  for (char const* form : {"n", "n - 0.5 * d + 1", "-(2 * (n - d))", "30 * (n + 1) * 2", "2 * 3"}) {
    EXPECT_EQ(of(form).codes(), "") << form;
  }
  for (char const* form : {"n * d", "2 * n * d", "n * (1 - n)", "1 - d * (n + d)"}) {
    attempt const made = of(form);
    ASSERT_EQ(made.codes(), "linear.form") << form;
    EXPECT_EQ(made.first().message.en, "a linear form multiplies aggregates") << form;
    EXPECT_NE(made.first().help.en.find("a * x - b * y + c"), std::string::npos) << form;
  }
  for (char const* form : {"min(n, d)", "d - abs(n)", "n > 0 ? d : 1"}) {
    attempt const made = of(form);
    ASSERT_EQ(made.codes(), "linear.form") << form;
    EXPECT_NE(made.first().message.en.find("only adds"), std::string::npos) << form;
  }
}

TEST(Bind, AggregatesOfTheRelationBelowAreNoCoefficients) {
  derive_body body;
  body.from = "enrolment";
  relation below;
  below.name = "part";
  below.body = body;
  below.nodes.aggregates = {from("enrolment").key("class_id").on("class_id").count()};
  below.nodes.aggregates[0].name = "n";
  auto const of = [&](std::string form) {
    policy made = policy_of(
        elig({.subject = "part", .require = "x >= 0"})
            .aggregate("m", from("enrolment").key("class_id").on("class_id").count())
            .linear("x", std::move(form))
            .cite("T-1"));
    made.relations = {below};
    return attempt(made).codes();
  };
  EXPECT_EQ(of("m - 2 * n"), "");
  EXPECT_EQ(of("m * n"), "linear.form");
}

TEST(Bind, ASumNeedsANumberAndAUnionCodes) {
  auto const of = [](xunze::aggregate node) {
    return attempt(policy_of(require("days >= 0", "enrolment").aggregate("x", node))).codes();
  };
  EXPECT_EQ(of(from("enrolment").key("enr_id").sum("status")), "type.mismatch");
  EXPECT_EQ(of(from("enrolment").key("enr_id").set_union("days")), "type.mismatch");
  EXPECT_EQ(of(from("enrolment").key("enr_id").sum("score")), "");
  EXPECT_EQ(of(from("enrolment").key("enr_id").set_union("status")), "");
}

TEST(Bind, TwoNodesOfOneNameAreRefused) {
  attempt const made(policy_of(require("n >= 0")
                                   .aggregate("n", from("enrolment").key("enr_id").count())
                                   .aggregate("n", from("enrolment").key("enr_id").count())));
  EXPECT_NE(made.codes().find("name.twice"), std::string::npos) << made.codes();
}

TEST(Bind, ADecisionOverOtherSubjectsNeedsTheirKeys) {
  auto const cap =
      freq({.from = "enrolment", .per = {"teacher_id"}, .at_most = "1"}).cite("T-1");
  auto const policy_with = [&](std::vector<expression> via) {
    decision d;
    d.id = "ok";
    d.subject = "enrolment";
    d.members = {{"T-1", std::move(via)}};
    return policy_builder{"small"}.rule(cap).decision(d).build();
  };
  EXPECT_EQ(attempt(policy_with({})).codes(), "decision.via");
  EXPECT_EQ(attempt(policy_with({parse_expression("teacher_id"), parse_expression("enr_id")}))
                .codes(),
            "decision.via");
  EXPECT_EQ(attempt(policy_with({parse_expression("teacher_id")})).codes(), "");
}

TEST(Bind, DatedParametersNeedAnAnchor) {
  parameter cap;
  cap.name = "cap";
  cap.values = {{make_date(2023, 1, 1), value{1}}, {make_date(2024, 1, 1), value{2}}};
  derive_body body;
  body.from = "enrolment";
  body.where = parse_expression("days >= cap");
  auto const with = [&](char const* anchor) {
    derive_body made = body;
    if (anchor != nullptr) made.anchor = parse_expression(anchor);
    return attempt(policy_builder{"small"}.parameter(cap).relation("part", made).build()).codes();
  };
  EXPECT_EQ(with(nullptr), "parameter.anchor");
  EXPECT_EQ(with("class.start_date"), "");
}

TEST(Bind, PartsOfAUnionHaveTheSameColumns) {
  union_body body;
  body.parts = {{"enrolment", {}, {{"who", parse_expression("teacher_id")}}},
                {"ban", {}, {{"whom", parse_expression("teacher_id")}}}};
  body.key = {"who"};
  EXPECT_EQ(attempt(policy_builder{"small"}.relation("both", body).build()).codes(),
            "union.columns");
  body.parts[1].columns[0].name = "who";
  EXPECT_EQ(attempt(policy_builder{"small"}.relation("both", body).build()).codes(), "");
  body.key = {"whom"};
  EXPECT_EQ(attempt(policy_builder{"small"}.relation("both", body).build()).codes(),
            "name.unknown");
}

TEST(Bind, OnlyASetParameterHasMembers) {
  values_body body{"cap", "member"};
  attempt const made(policy_builder{"small"}.parameter("cap", 1).relation("v", body).build());
  EXPECT_EQ(made.codes(), "parameter.values");
}

TEST(Bind, ABraceWithoutItsPartnerIsRefusedInTexts) {
  EXPECT_EQ(attempt(policy_of(require("true").message("{days", "{days}"))).codes(),
            "message.placeholder");
  EXPECT_EQ(attempt(policy_of(require("true").message("{dayz}", "{days}"))).codes(),
            "name.unknown");
}

TEST(Bind, AMinimumWithoutADueDateIsNoted) {
  auto const noted = [](attempt const& made) {
    return std::any_of(made.found.begin(), made.found.end(),
                       [](diagnostic const& d) { return d.code == "rule.due"; });
  };
  kind::count least{.subject = "class", .of = from("enrolment").key("class_id"), .at_least = "2"};
  EXPECT_TRUE(noted(attempt(policy_of(count(least).cite("T-1")))));
  least.due = "end_date";
  EXPECT_FALSE(noted(attempt(policy_of(count(least).cite("T-1")))));
}

TEST(Bind, EverythingWrongIsSaidInOneRun) {
  attempt const made(policy_of(elig({.subject = "enrolment", .require = "dayz >= 1"}).cite("T-1"),
                               elig({.subject = "enrolment", .require = "has(days)"}).cite("T-2")));
  EXPECT_EQ(made.codes(), "name.unknown type.has");
}

TEST(Bind, WhatFailedIsSaidOnceHoweverOftenItIsMentioned) {
  // One misspelt name in an aggregate; condition, message, match and columns mention it.
  match place;
  place.name = "place";
  place.partner = "enrolment";
  place.as = "h";
  place.same = {{parse_expression("n"), parse_expression("days")}};
  attempt const made(policy_of(require("n <= 3 && twice <= 6 && form >= 0 && place <= 1")
                                   .message("{n}", "{n} {twice}")
                                   .aggregate("n", from("enrolment").key("teacher_idd").count())
                                   .let("twice", "n * 2")
                                   .linear("form", "2 * n")
                                   .match(place)));
  EXPECT_EQ(made.codes(), "name.unknown") << render(made.found, language::en);
  EXPECT_NE(made.first().message.en.find("teacher_idd"), std::string::npos);
}

TEST(Bind, AMisspeltColumnOfARelationIsSaidOnce) {
  derive_body body;
  body.from = "enrolment";
  body.columns = {{"length", parse_expression("dayz + 1")},
                  {"twice", parse_expression("length * 2")}};
  derive_body upon;
  upon.from = "part";
  attempt const made(
      policy_builder{"small"}
          .relation("part", body)
          .relation("upon", upon)
          .rule(elig({.subject = "part", .require = "length > 1 && twice > 2"}).cite("T-1"),
                elig({.subject = "upon", .require = "length > 1"}).cite("T-2"))
          .build());
  EXPECT_EQ(made.codes(), "name.unknown") << render(made.found, language::en);
}

TEST(Bind, AMisspeltKeyIsSaidOnce) {
  // The constructor writes the key into the subject and into its aggregate.
  place const at{"pack.json", 7, 9};
  diagnostics none;
  auto const key = parse_expression("techer_id", at, none);
  attempt const made(policy_of(
      freq({.from = "enrolment", .per = {{"techer_id", argument{key}}}, .at_most = "1"})
          .cite("T-1")
          .message("{techer_id}: {n}", "{techer_id}: {n}")));
  EXPECT_EQ(made.codes(), "name.unknown") << render(made.found, language::en);
}

TEST(Bind, AMisspeltAliasIsSaidOnceAndItsGoodOnesAreStillRead) {
  derive_body body;
  body.from = "enrolment";
  body.paths.push_back({"p", std::vector<path_step>{{"class", {}}, {"projekt", {}}}, {}});
  body.paths.push_back({"q", std::vector<path_step>{{"class", {}}, {"project", {}}}, {}});
  attempt const made(
      policy_builder{"small"}
          .relation("part", body)
          .rule(elig({.subject = "part", .require = "p.year == 2023 && p.year == 2024"})
                    .cite("T-1"),
                elig({.subject = "part", .require = "q.yeer == 2023"}).cite("T-2"))
          .build());
  EXPECT_EQ(made.codes(), "name.unknown name.unknown") << render(made.found, language::en);
  EXPECT_NE(render(made.found, language::en).find("`projekt`"), std::string::npos);
  EXPECT_NE(render(made.found, language::en).find("`yeer`"), std::string::npos);
}

TEST(Bind, ARelationOfNothingIsSaidOnce) {
  derive_body body;
  body.from = "enrolmemt";
  attempt const made(
      policy_builder{"small"}
          .relation("part", body)
          .rule(elig({.subject = "part", .require = "days > 1"}).cite("T-1"),
                elig({.subject = "part", .require = "days > 2"}).cite("T-2"))
          .build());
  EXPECT_EQ(made.codes(), "relation.unknown") << render(made.found, language::en);
}

// The sense of a condition over nodes of every sort.

xunze::sense sense_of(char const* condition) {
  match twin;
  twin.name = "twins";
  twin.partner = "enrolment";
  twin.as = "h";
  twin.same = {{parse_expression("teacher_id"), parse_expression("teacher_id")}};
  match gap = twin;
  gap.name = "gap";
  gap.find = find_kind::nearest;
  gap.gap_target = parse_expression("class.start_date");
  gap.gap_partner = parse_expression("class.start_date");
  auto const rows = from("enrolment").key("teacher_id").on("teacher_id");
  auto made = policy_of(require(condition)
                            .aggregate("n", rows.count())
                            .aggregate("d", rows.distinct("class_id"))
                            .aggregate("total", rows.sum("days"))
                            .aggregate("marks", rows.sum("score"))
                            .aggregate("lo", rows.min("days"))
                            .aggregate("hi", rows.max("days"))
                            .aggregate("there", rows.any())
                            .aggregate("seen", rows.set_union("status"))
                            .match(twin)
                            .match(gap)
                            .linear("balance", "2 * n - d")
                            .let("more", "n + 1"));
  rank place;
  place.name = "place";
  place.order = {{parse_expression("days"), false}};
  made.rules[0].nodes.ranks.push_back(place);
  attempt const bound(std::move(made));
  EXPECT_EQ(bound.codes(), "") << condition << '\n' << render(bound.found, language::en);
  return bound.codes().empty() ? bound.bound.rules[0].sense : xunze::sense::row;
}

TEST(Sense, FollowsFromTheCondition) {
  using enum xunze::sense;
  struct line {
    char const* condition;
    xunze::sense expected;
  };
  line const lines[] = {
      {"days <= 3", row},
      {"days <= 3 && !again", row},
      {"n <= 3", shrinking},
      {"n < 3", shrinking},
      {"3 >= n", shrinking},
      {"n >= 3", growing},
      {"3 < n", growing},
      {"n == 3", mixed},
      {"n != 3", mixed},
      {"d <= 3", shrinking},
      {"total <= 90", shrinking},
      {"marks <= 90", mixed},  // a score may be negative
      {"lo >= 1", shrinking},  // the least falls when rows are added
      {"lo <= 1", growing},
      {"hi <= 9", shrinking},
      {"hi >= 9", growing},
      {"there", growing},
      {"!there", shrinking},
      {"size(seen) <= 2", shrinking},
      {"subset(seen, seen)", mixed},
      {"'selected' in seen", growing},  // a set only gains members
      {"!('selected' in seen)", shrinking},
      {"('selected' in seen ? 1 : 0) >= 1", growing},
      {"('selected' in seen ? 0 : 1) >= 1", shrinking},
      {"('selected' in seen ? days : 0) >= 1", growing},  // days are declared non-negative
      {"('selected' in seen ? 0 : days) >= 1", shrinking},
      {"('selected' in seen ? score : 0) >= 1", mixed},
      {"('selected' in seen ? n : 0) >= 1", mixed},
      {"twins <= 0", shrinking},
      {"gap >= 1", shrinking},
      {"gap < 1", growing},
      {"n <= 3 && d <= 2", shrinking},
      {"n <= 3 && days >= 1", shrinking},
      {"n <= 3 || days >= 1", shrinking},
      {"n <= 3 && d >= 2", mixed},
      {"!(n <= 3)", growing},
      {"n + d <= 3", shrinking},
      {"n - d <= 3", mixed},
      {"2 * n <= 7", shrinking},
      {"days * n <= 7", shrinking},  // days are declared non-negative
      {"-1 * n <= 7", mixed},
      {"-n >= -7", shrinking},
      {"more <= 3", shrinking},
      {"again ? n <= 3 : d <= 3", shrinking},
      {"again ? n <= 3 : d >= 3", mixed},
      {"balance >= 0", mixed},
      {"place <= 3", mixed},
      {"n <= d", mixed},
  };
  for (line const& l : lines) {
    EXPECT_EQ(code_of(sense_of(l.condition)), code_of(l.expected)) << l.condition;
  }
}

/// The sense of a condition over what is folded of enrolments that have a place of their own.
xunze::sense sense_over_places(char const* condition) {
  relation placed;
  placed.name = "placed";
  placed.body = derive_body{"enrolment", {}, {}, {}, {}};
  rank place;
  place.name = "place";
  place.order = {{parse_expression("days"), false}};
  placed.nodes.ranks.push_back(place);
  aggregate others = from("enrolment").key("teacher_id").on("teacher_id").count();
  others.name = "others";
  placed.nodes.aggregates.push_back(std::move(others));
  auto const ranked = from("placed").key("teacher_id").on("teacher_id");
  auto made = policy_of(require(condition)
                            .aggregate("best", ranked.min("place"))
                            .aggregate("worst", ranked.max("place"))
                            .aggregate("most", ranked.max("others"))
                            .aggregate("least", ranked.min("others"))
                            .aggregate("kinds", ranked.distinct("others")));
  made.relations.push_back(placed);
  attempt const bound(std::move(made));
  EXPECT_EQ(bound.codes(), "") << condition << '\n' << render(bound.found, language::en);
  return bound.codes().empty() ? bound.bound.rules[0].sense : xunze::sense::row;
}

TEST(Sense, OfWhatIsFoldedMovesAsItsValueDoes) {
  using enum xunze::sense;
  EXPECT_EQ(code_of(sense_over_places("best >= 2")), code_of(mixed));  // places change
  EXPECT_EQ(code_of(sense_over_places("worst <= 2")), code_of(mixed));
  EXPECT_EQ(code_of(sense_over_places("best >= worst")), code_of(mixed));
  EXPECT_EQ(code_of(sense_over_places("most >= 2")), code_of(growing));  // counts grow
  EXPECT_EQ(code_of(sense_over_places("least <= 2")), code_of(mixed));  // lower row, higher count
  EXPECT_EQ(code_of(sense_over_places("kinds >= 2")), code_of(mixed));
}

TEST(ReportUnread, NotesWhatNoRuleAndNoMeasureReads) {
  auto const flag = [](char const* name) {
    parameter made;
    made.name = name;
    made.values = {{std::nullopt, value{std::int64_t{1}}}};
    return made;
  };
  parameter mode;
  mode.name = "mode";
  mode.type = parameter_type::choice;
  mode.one_of = {"wide"};
  mode.values = {{std::nullopt, value{std::string{"wide"}}}};
  auto years = std::make_shared<expand_over>();
  years->kind = expand_over::form::each;
  years->values = {parse_expression("days")};
  expand_body body;
  body.from = "enrolment";
  body.as = "n";
  body.over.kind = expand_over::form::choose;
  body.over.parameter = "mode";
  body.over.choices = {{"wide", years}};
  measure rate;
  rate.id = "rate";
  rate.on = "enrolment";
  rate.numerator = parse_expression("days");
  rate.denominator = parse_expression("whole");
  policy made = policy_builder{"small"}
                    .vocabulary("small")
                    .parameter(flag("least"))
                    .parameter(flag("whole"))
                    .parameter(flag("idle"))
                    .parameter(flag("told"))
                    .parameter(mode)
                    .relation("each", body)
                    .rule(require("n >= least", "each"))
                    .build();
  made.measures.push_back(rate);
  made.rules[0].remedy = {"{told}", "{told}"};
  attempt const bound(made);
  ASSERT_EQ(bound.codes(), "") << render(bound.found, language::en);
  diagnostics said;
  report_unread(bound.bound, made.parameters, said);
  ASSERT_EQ(said.size(), 1U) << render(said, language::en);
  EXPECT_EQ(said[0].code, "parameter.unread");
  EXPECT_EQ(said[0].level, diagnostic_level::note);
  EXPECT_NE(said[0].message.en.find("`idle`"), std::string::npos);
}

}  // namespace
}  // namespace xunze
