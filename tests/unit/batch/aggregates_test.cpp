// SPDX-License-Identifier: Apache-2.0
// What aggregates, matches, linear forms and ranks give for known, unknown and absent rows.
#include "support/small_world.hpp"
#include "xunze/batch/outcome.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

using test::measured;
using test::policy_of;
using test::run;

// Class c1 has certain rows, c2 doubtful ones, c3 none, c4 one of which no value is known.
std::string const rows =
    "enr_id class_id status days score done_on topics | "
    "e1 c1 completed 3 1.5 2023-03-01 ethics;safety | e2 c1 completed 5 -2.0 2023-05-01 digital | "
    "e3 c1 dropped 9 9.0 2023-09-01 ethics | e4 c2 completed 4 2.0 2023-04-01 ethics | "
    "e5 c2 - 7 -3.0 2023-07-01 safety | e6 c4 completed - - - -";

std::string of(aggregate node, char const* measured_as = "x") {
  node.where = parse_expression("status == 'completed'");
  auto const rule = elig({.subject = "class", .require = "true"})
                        .cite("T-1")
                        .aggregate("x", node)
                        .measured(measured_as);
  return measured(run(policy_of(rule), {{"class", "class_id | c1 | c2 | c3 | c4"},
                                        {"enrolment", rows}}));
}

source_draft source() { return from("enrolment").key("class_id"); }

TEST(Aggregates, CountIsFromCertainToAllPossibleRows) {
  EXPECT_EQ(of(source().count()), "c1:2 c2:[1, 2] c3:0 c4:1");
}

TEST(Aggregates, DistinctCountsAnUnknownValueAsAtLeastOneOfItsOwn) {
  EXPECT_EQ(of(source().distinct("days")), "c1:2 c2:[1, 2] c3:0 c4:1");
}

TEST(Aggregates, SumStretchesByWhatDoubtfulRowsMayAdd) {
  EXPECT_EQ(of(source().sum("days")), "c1:8 c2:[4, 11] c3:0 c4:null");
  EXPECT_EQ(of(source().sum("score")), "c1:-0.5 c2:[-1.0, 2.0] c3:0.0 c4:null");
}

TEST(Aggregates, MinimumFallsWithDoubtfulRows) {
  EXPECT_EQ(of(source().min("score")), "c1:-2.0 c2:[-3.0, 2.0] c3:null c4:null");
}

TEST(Aggregates, MaximumRisesWithDoubtfulRows) {
  EXPECT_EQ(of(source().max("days")), "c1:5 c2:[4, 7] c3:null c4:null");
}

TEST(Aggregates, AnExtremeOfNoRowsIsNotThere) {
  // The upper end of an unknown least is that of no row: sound, not complete.
  EXPECT_EQ(of(source().min("days"), "has(x)"), "c1:true c2:true c3:false c4:null");
  EXPECT_EQ(of(source().max("days"), "has(x)"), "c1:true c2:true c3:false c4:true");
  EXPECT_EQ(of(source().max("days"), "coalesce(x, 6)"), "c1:5 c2:[4, 7] c3:6 c4:null");
  EXPECT_EQ(of(source().where("status != 'dropped'").min("days"), "coalesce(x, 6)"),
            "c1:3 c2:4 c3:6 c4:null");
}

TEST(Aggregates, ALeastThatMayNotBeThereMayAlsoBeAnyOfItsRows) {
  auto const least = [](char const* measured_as) {
    auto const rule = elig({.subject = "class", .require = "true"})
                          .cite("T-1")
                          .aggregate("x", source().where("status == 'completed'").min("days"))
                          .measured(measured_as);
    return measured(run(policy_of(rule), {{"class", "class_id | c1"},
                                          {"enrolment", "enr_id class_id status days | "
                                                        "e1 c1 - 4 | e2 c1 - 9"}}));
  };
  EXPECT_EQ(least("min(coalesce(x, 6), 20)"), "c1:[4, 20]");
  EXPECT_EQ(least("min(coalesce(x, 2), 20)"), "c1:[2, 20]");
  EXPECT_EQ(least("coalesce(x, 2) <= 6"), "c1:null");
}

TEST(Aggregates, AGreatestWithoutEndIsThere) {
  auto const rule = elig({.subject = "teacher", .require = "true"})
                        .cite("T-1")
                        .aggregate("x", from("ban").key("teacher_id").max("to"))
                        .measured("coalesce(x, date('2023-06-01')) > date('2024-01-01')");
  EXPECT_EQ(measured(run(policy_of(rule), {{"teacher", "teacher_id | t1 | t2 | t3"},
                                           {"ban", "ban_id teacher_id from to | "
                                                   "b1 t1 2023-01-01 - | "
                                                   "b2 t2 2023-01-01 2023-02-01"}})),
            "t1:true t2:false t3:false");
}

TEST(Aggregates, ANoneIsNoRowForValues) {
  EXPECT_EQ(of(source().distinct("done_on")), "c1:2 c2:[1, 2] c3:0 c4:0");
  EXPECT_EQ(of(source().min("done_on"), "has(x)"), "c1:true c2:true c3:false c4:false");
}

TEST(Aggregates, AnyIsUnknownForDoubtfulRowsAlone) {
  EXPECT_EQ(of(source().any()), "c1:true c2:true c3:false c4:true");
  auto const doubtful = source().where("days >= 7").any();
  auto const rule = elig({.subject = "class", .require = "x"}).cite("T-1").aggregate("x", doubtful);
  EXPECT_EQ(test::verdicts(run(policy_of(rule),
                               {{"class", "class_id | c1 | c2"},
                                {"enrolment", "enr_id class_id days | e1 c1 - | e2 c2 1"}})),
            "c1:unknown c2:fail");
}

TEST(Aggregates, UnionHasCertainAndPossibleMembers) {
  EXPECT_EQ(of(source().set_union("topics"), "size(x)"), "c1:3 c2:[1, 2] c3:0 c4:[0, 3]");
  EXPECT_EQ(of(source().set_union("status"), "size(x)"), "c1:1 c2:[1, 3] c3:0 c4:1");
}

TEST(Aggregates, ARowOfWhichHalfTheKeyIsKnownMayBelongToAllThatAgree) {
  auto const rule = elig({.subject = "ledger", .require = "true"})
                        .cite("T-1")
                        .aggregate("x", from("enrolment")
                                            .key("class.project_id", "note")
                                            .on("project_id", "part")
                                            .count())
                        .measured("x");
  EXPECT_EQ(measured(run(policy_of(rule),
                         {{"ledger", "line_id project_id part | l1 p1 a | l2 p1 b | l3 p2 a"},
                          {"class", "class_id project_id | c1 p1 | c2 - "},
                          {"enrolment", "enr_id class_id note | e1 c1 a | e2 c2 a | e3 c2 b"}})),
            "l1:[1, 2] l2:[0, 1] l3:[0, 1]");
}

TEST(Aggregates, AnEmptyKeyIsATotalForEverySubject) {
  aggregate total = from("enrolment").sum("days");
  total.key = std::vector<expression>{};
  auto const rule = elig({.subject = "class", .require = "true"})
                        .cite("T-1")
                        .aggregate("x", total)
                        .measured("x");
  EXPECT_EQ(measured(run(policy_of(rule), {{"class", "class_id | c1 | c2"},
                                           {"enrolment", "enr_id days | e1 2 | e2 3"}})),
            "c1:5 c2:5");
}

TEST(Aggregates, IdenticalRowsOfOneKeyCountOnce) {
  auto const rule = freq({.from = "enrolment", .per = {"teacher_id"}, .at_most = "1"}).cite("T-1");
  EXPECT_EQ(measured(run(policy_of(rule), {{"enrolment", "enr_id teacher_id | e1 t1 | e1 t1"}})),
            "t1:1");
}

TEST(Linear, AFormOverOneSourceIsTakenRowByRow) {
  auto const rule = elig({.subject = "class", .require = "true"})
                        .cite("T-1")
                        .aggregate("a", source().where("status == 'completed'").count())
                        .aggregate("b", source().count())
                        .linear("x", "2 * a - b")
                        .measured("x");
  // c2: the doubtful row adds 2 - 1 or 0 - 1; interval arithmetic would give more.
  EXPECT_EQ(measured(run(policy_of(rule), {{"class", "class_id | c1 | c2"}, {"enrolment", rows}})),
            "c1:1 c2:[0, 2]");
}

TEST(Linear, AFormGoesRowByRowBehindFactorsAndBesideConstants) {
  auto const shares = [](char const* form) {
    auto const rule = elig({.subject = "class", .require = "true"})
                          .cite("T-1")
                          .aggregate("a", source().where("status == 'completed'").count())
                          .aggregate("b", source().count())
                          .linear("x", form)
                          .measured("x");
    return measured(run(policy_of(rule), {{"class", "class_id hours | c1 3 | c2 4"},
                                          {"enrolment", rows}}));
  };
  EXPECT_EQ(shares("2 * a - b + 5"), "c1:6 c2:[5, 7]");
  EXPECT_EQ(shares("hours - (b - 2 * a)"), "c1:4 c2:[4, 6]");
  EXPECT_EQ(shares("0.5 * (2 * a - b) - 0.25"), "c1:0.25 c2:[-0.25, 0.75]");
  EXPECT_EQ(shares("(hours - 3) * (a - b)"), "c1:0 c2:[-1, 0]");
}

TEST(Linear, AFormOfASubjectWhoseKeyIsNotKnownGoesRowByRow) {
  auto const mine = from("class").key("class_id").on("class_id");
  auto const rule = elig({.subject = "enrolment", .require = "true"})
                        .cite("T-1")
                        .aggregate("a", mine.sum("hours"))
                        .aggregate("b", mine.count())
                        .linear("x", "a - 3 * b")
                        .measured("x");
  // Each of the two classes may be that of e2: 3 - 3, 4 - 3.
  EXPECT_EQ(measured(run(policy_of(rule), {{"class", "class_id hours | c1 3 | c2 4"},
                                           {"enrolment", "enr_id class_id | e1 c1 | e2 -"}})),
            "e1:0 e2:[0, 1]");
}

/// What x is for each project, cut at 9 and -9: class c2 of p2 has no known end.
std::string by_year(draft rule, std::vector<match> matches = {}) {
  expand_body years;
  years.from = "class";
  years.as = "y";
  years.over.kind = expand_over::form::years;
  years.over.values = {parse_expression("start_date"), parse_expression("end_date")};
  policy rules = policy_builder{"small"}
                     .vocabulary("small")
                     .relation("class_year", years)
                     .rule(std::move(rule).cite("T-1").measured("max(min(x, 9), 0 - 9)"))
                     .build();
  rules.rules[0].nodes.matches = std::move(matches);
  return measured(run(rules, {{"project", "project_id | p1 | p2"},
                              {"class", "class_id project_id start_date end_date hours | "
                                        "c1 p1 2022-05-01 2023-05-01 3 | "
                                        "c2 p2 2022-05-01 - 4"}}));
}

std::string by_year(aggregate node) {
  return by_year(elig({.subject = "project", .require = "true"}).aggregate("x", node));
}

TEST(ExpandedRows, MayBeAnyNumberWhereTheirValuesAreNotKnown) {
  auto const years = from("class_year").key("project_id");
  EXPECT_EQ(by_year(years.count()), "p1:2 p2:[0, 9]");
  EXPECT_EQ(by_year(years.sum("hours")), "p1:6 p2:[0, 9]");
  EXPECT_EQ(by_year(years.sum("0 - hours")), "p1:-6 p2:[-9, 0]");
  EXPECT_EQ(by_year(years.distinct("y")), "p1:2 p2:[0, 9]");
  EXPECT_EQ(by_year(years.distinct("hours")), "p1:1 p2:[0, 1]");
  EXPECT_EQ(by_year(years.max("hours")), "p1:3 p2:[-9, 4]");
}

TEST(ExpandedRows, AreMetOnceByAKeyThatHoldsTheirValue) {
  auto const year = from("class_year").key("project_id", "y").on("project_id", "2023");
  EXPECT_EQ(by_year(year.count()), "p1:1 p2:[0, 1]");
  EXPECT_EQ(by_year(year.sum("hours")), "p1:3 p2:[0, 4]");
  auto const next = from("class_year").key("project_id", "y + 1").on("project_id", "2024");
  EXPECT_EQ(by_year(next.count()), "p1:1 p2:[0, 9]");
}

TEST(ExpandedRows, AddUpInALinearFormAsOftenAsTheyMayBeThere) {
  auto const years = from("class_year").key("project_id");
  auto const rule = elig({.subject = "project", .require = "true"})
                        .aggregate("a", years.sum("hours"))
                        .aggregate("b", years.count())
                        .linear("x", "a - 4 * b");
  EXPECT_EQ(by_year(rule), "p1:-2 p2:0");
}

TEST(ExpandedRows, ArePartnersAsOftenAsTheyMayBeThere) {
  auto const partners = [](char const* same) {
    match node;
    node.name = "x";
    node.partner = "class_year";
    node.as = "h";
    node.same = {{parse_expression("project_id"), parse_expression("project_id")}};
    if (*same != 0) node.same.push_back({parse_expression(same), parse_expression("y")});
    return by_year(elig({.subject = "project", .require = "true"}), {node});
  };
  EXPECT_EQ(partners(""), "p1:2 p2:[0, 9]");
  EXPECT_EQ(partners("2023"), "p1:1 p2:[0, 1]");
}

TEST(Matches, ARowIsNeverItsOwnPartner) {
  auto const rule = norep({.subject = "enrolment",
                           .partner = "enrolment",
                           .as = "h",
                           .same = {"teacher_id"},
                           .where = "h.class.start_date <= class.start_date"})
                        .cite("T-1");
  outcome const made =
      run(policy_of(rule), {{"enrolment", "enr_id teacher_id class_id | e1 t1 c1 | e2 t1 c2 | "
                                          "e3 t2 c1 | e4 t2 c3 | e5 - c2"},
                            {"class", "class_id start_date | c1 2023-01-01 | c2 2023-02-01 | c3 -"}});
  EXPECT_EQ(measured(made), "e1:0 e2:1 e3:[0, 1] e4:[0, 1] e5:null");
}

TEST(Matches, AnExceptionTakesPairsOut) {
  auto const rule = norep({.subject = "enrolment",
                           .partner = "enrolment",
                           .as = "h",
                           .same = {"teacher_id"},
                           .where = "h.enr_id < enr_id",
                           .except = {{"again", "T-1", parse_expression("again")}}})
                        .cite("T-1");
  EXPECT_EQ(measured(run(policy_of(rule), {{"enrolment", "enr_id teacher_id again | e1 t1 false | "
                                                         "e2 t1 true | e3 t1 false | e4 t1 -"}})),
            "e1:0 e2:0 e3:2 e4:[0, 3]");
}

TEST(Matches, NearestIsTheSmallestGap) {
  auto const rule = sched({.subject = "class", .same = {"project_id"}, .at = "start_date",
                           .gap_days = "10"})
                        .cite("T-1");
  outcome const made =
      run(policy_of(rule),
          {{"class", "class_id project_id start_date | c1 p1 2023-01-01 | c2 p1 2023-01-05 | "
                     "c3 p1 2023-02-01 | c4 p2 2023-01-01"}});
  EXPECT_EQ(measured(made), "c1:4 c2:4 c3:27 c4:null");
  EXPECT_EQ(test::verdicts(made), "c1:fail c2:fail c3:pass c4:pass");
}

TEST(Ranks, EqualRowsShareAPlaceAndUnknownOnesWiden) {
  auto const places = [](bool dense) {
    auto made = policy_of(elig({.subject = "class", .require = "true"}).cite("T-1")
                              .measured("place"));
    rank place;
    place.name = "place";
    place.order = {{parse_expression("hours"), true}};
    place.dense = dense;
    made.rules[0].nodes.ranks.push_back(place);
    return measured(run(made, {{"class", "class_id hours | c1 9 | c2 9 | c3 5 | c4 7"}}));
  };
  EXPECT_EQ(places(false), "c1:1 c2:1 c3:4 c4:3");
  EXPECT_EQ(places(true), "c1:1 c2:1 c3:3 c4:2");
}

}  // namespace
}  // namespace xunze
