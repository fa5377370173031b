// SPDX-License-Identifier: Apache-2.0
// Where nothing says whose rows are whose, nobody passes or fails for it.
#include "support/small_world.hpp"
#include "xunze/batch/outcome.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>

namespace xunze {
namespace {

using test::policy_of;
using test::run;
using test::verdicts;

/// Verdicts of a count of enrolments a class, of every kind of enrolments table.
std::string counted(std::string const& require, std::string const& enrolments) {
  auto const rule = elig({.subject = "class", .require = require})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").key("class_id").count());
  return verdicts(
      run(policy_of(rule), {{"class", "class_id | c1 | c2"}, {"enrolment", enrolments}}));
}

TEST(MissingKeys, AKeyColumnThatIsNotGivenDecidesNothing) {
  EXPECT_EQ(counted("n <= 1", "enr_id | e1 | e2"), "c1:unknown c2:unknown");
  EXPECT_EQ(counted("n >= 1", "enr_id | e1 | e2"), "c1:unknown c2:unknown");
}

TEST(MissingKeys, NorDoesAColumnThatIsEmptyThroughout) {
  EXPECT_EQ(counted("n >= 1", "enr_id class_id | e1 - | e2 -"), "c1:unknown c2:unknown");
}

TEST(MissingKeys, NorDoesAPathThroughATableThatIsNotGiven) {
  auto const rule = elig({.subject = "project", .require = "n >= 1"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").key("class.project_id").count());
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"project", "project_id | p1"},
                                           {"enrolment", "enr_id class_id | e1 c1"}})),
            "p1:unknown");
}

TEST(MissingKeys, OneRowThatSaysWhoseItIsShowsThatTheColumnWasFilledIn) {
  EXPECT_EQ(counted("n <= 1", "enr_id class_id | e1 c1 | e2 -"), "c1:pass c2:pass ?:unknown");
  EXPECT_EQ(counted("n >= 1", "enr_id class_id | e1 c1 | e2 -"), "c1:pass c2:fail ?:unknown");
}

/// Rows behind the verdicts that rows without a key get of their own.
std::string lost(outcome const& said, std::size_t rule = 0) {
  std::string made;
  for (finding const& f : said.findings(rule)) {
    if (!f.unkeyed) continue;
    EXPECT_EQ(f.verdict, verdict::unknown);
    made += (made.empty() ? "" : " ") + test::evidence_of(f);
  }
  return made;
}

TEST(MissingKeys, ARowThatADistinctCannotPlaceIsNotLostInACross) {
  distinct_body held;
  held.from = "enrolment";
  held.keys = {{"class_id", parse_expression("class_id")}};
  cross_body pairs;
  pairs.of = {{"h", "held"}, {"t", "teacher"}};
  auto const made = policy_builder{"small"}
                        .relation("held", held)
                        .relation("pairs", pairs)
                        .rule(elig({.subject = "pairs", .require = "true"}).cite("T-1"))
                        .build();
  auto const of = [&](std::string const& enrolments, std::string const& teachers) {
    return run(made, {{"enrolment", enrolments}, {"teacher", teachers}});
  };
  EXPECT_EQ(lost(of("enr_id class_id | e1 - | e2 c1", "teacher_id | t1 | t2")), "enrolment:0");
  EXPECT_EQ(lost(of("enr_id class_id | e1 -", "teacher_id | t1")), "enrolment:0");
  EXPECT_EQ(lost(of("enr_id class_id | e1 -", "teacher_id")), "");  // with whom?
}

TEST(MissingKeys, ARowOfWhichNothingSaysWhoseItIsHasAVerdictOfItsOwn) {
  auto const rule = elig({.subject = "class", .require = "n <= 1"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").where("status == 'completed'")
                                            .key("class_id").count());
  auto const of = [&](std::string const& enrolments) {
    return run(policy_of(rule), {{"class", "class_id | c1"}, {"enrolment", enrolments}});
  };
  auto const one = of("enr_id class_id status | e1 c1 completed | e2 - completed | e3 - dropped");
  EXPECT_EQ(lost(one), "enrolment:1");
  EXPECT_EQ(one.rules()[0].unkeyed, 1U);
  EXPECT_EQ(one.rules()[0].counts[static_cast<std::size_t>(verdict::unknown)], 1U);
  EXPECT_EQ(lost(of("enr_id class_id status | e1 c1 completed | e2 - -")), "enrolment:1");
  EXPECT_EQ(lost(of("enr_id class_id status | e1 c1 completed | e2 c9 completed")), "enrolment:1");
}

TEST(MissingKeys, ARowLostTwiceIsToldOnce) {
  auto const rule = elig({.subject = "class", .require = "a + b <= 2"})
                        .cite("T-1")
                        .aggregate("a", from("enrolment").key("class_id").count())
                        .aggregate("b", from("enrolment").where("status == 'completed'")
                                            .key("class_id").count());
  EXPECT_EQ(lost(run(policy_of(rule),
                     {{"class", "class_id | c1"},
                      {"enrolment", "enr_id class_id status | e1 c1 completed | "
                                    "e2 - completed | e3 - dropped"}})),
            "enrolment:1 enrolment:2");
}

TEST(MissingKeys, WhatNobodyReadsIsNotTold) {
  auto const unread = elig({.subject = "class", .require = "true"})
                          .cite("T-1")
                          .aggregate("n", from("enrolment").key("class_id").count());
  auto const read = elig({.subject = "class", .require = "n <= 5"})
                        .cite("T-2")
                        .aggregate("n", from("enrolment").key("class_id").count());
  std::vector<test::rows> const data{{"class", "class_id | c1"},
                                     {"enrolment", "enr_id class_id | e1 c1 | e2 -"}};
  EXPECT_EQ(lost(run(policy_of(unread), data)), "");
  EXPECT_EQ(lost(run(policy_of(read), data)), "enrolment:1");
  EXPECT_EQ(lost(run(policy_of(read), {{"class", "class_id"}, data[1]})), "");
}

TEST(MissingKeys, ARowThatTwoDistinctsOfACrossCannotPlaceIsToldOnce) {
  auto const by = [](char const* key) {
    return distinct_body{"enrolment", {{key, parse_expression(key)}}, {}};
  };
  cross_body pairs;
  pairs.of = {{"h", "held"}, {"t", "trained"}};
  auto const made = policy_builder{"small"}
                        .relation("held", by("class_id"))
                        .relation("trained", by("teacher_id"))
                        .relation("pairs", pairs)
                        .rule(elig({.subject = "pairs", .require = "true"}).cite("T-1"))
                        .build();
  EXPECT_EQ(lost(run(made, {{"enrolment", "enr_id class_id teacher_id | e1 c1 t1 | e2 - -"}})),
            "enrolment:1");
}

TEST(MissingKeys, ADistinctAndAnAggregateTellOfARowOnce) {
  auto const rule = freq({.from = "enrolment", .per = {"teacher_id"}, .at_most = "2"}).cite("T-1");
  EXPECT_EQ(lost(run(policy_of(rule),
                     {{"enrolment", "enr_id teacher_id | e1 t1 | e2 - | e3 t1"}})),
            "enrolment:1");
}

TEST(MissingKeys, OnlyRowsThatMayCountAreAsked) {
  auto const rule = elig({.subject = "class", .require = "n <= 1"})
                        .cite("T-1")
                        .aggregate("n", from("enrolment").where("status == 'completed'")
                                            .key("class_id").count());
  auto const of = [&](std::string const& enrolments) {
    return verdicts(
        run(policy_of(rule), {{"class", "class_id | c1"}, {"enrolment", enrolments}}));
  };
  EXPECT_EQ(of("enr_id class_id status | e1 - completed | e2 c1 dropped"), "c1:unknown");
  EXPECT_EQ(of("enr_id class_id status | e1 - dropped | e2 c1 completed"), "c1:pass");
}

TEST(MissingKeys, AFormOverAggregatesOfNobodysRowsIsUnknown) {
  auto const rule = elig({.subject = "class", .require = "x >= 0"})
                        .cite("T-1")
                        .aggregate("a", from("enrolment").where("status == 'completed'")
                                            .key("class_id").count())
                        .aggregate("b", from("enrolment").key("class_id").count())
                        .linear("x", "2 * a - b");
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"class", "class_id | c1"},
                                           {"enrolment", "enr_id status | e1 completed"}})),
            "c1:unknown");
}

TEST(MissingKeys, PartnersAreUnknownWhereSameIsNotGiven) {
  auto const rule = norep({.subject = "enrolment",
                           .partner = "enrolment",
                           .as = "h",
                           .same = {"teacher_id"},
                           .where = "h.enr_id < enr_id"})
                        .cite("T-1");
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"enrolment", "enr_id | e1 | e2"}})),
            "e1:unknown e2:unknown");
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"enrolment", "enr_id teacher_id | e1 t1 | e2 -"}})),
            "e1:pass e2:unknown");
}

TEST(MissingKeys, ALookUpByAColumnThatIsNotGivenFindsAnUnknownRow) {
  lookup banned;
  banned.table = "ban";
  banned.on = {{"teacher_id", parse_expression("teacher_id")}};
  derive_body body;
  body.from = "teacher";
  body.paths = {{"stop", banned, {}}};
  auto const policy = policy_builder{"small"}
                          .vocabulary("small")
                          .relation("known", body)
                          .rule(elig({.subject = "known", .require = "!has(stop)"}).cite("T-1"))
                          .build();
  auto const of = [&](std::string const& bans) {
    return verdicts(run(policy, {{"teacher", "teacher_id | t1 | t2"}, {"ban", bans}}));
  };
  EXPECT_EQ(of("ban_id teacher_id | b1 t1 | b2 -"), "t1:fail t2:pass");
  EXPECT_EQ(of("ban_id | b1"), "t1:unknown t2:unknown");
}

}  // namespace
}  // namespace xunze
