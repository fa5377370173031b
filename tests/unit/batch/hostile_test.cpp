// SPDX-License-Identifier: Apache-2.0
// Edges at which a wrong verdict, an endless run or an order of threads would show.
#include "support/small_world.hpp"
#include "xunze/core/date.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace xunze {
namespace {

using test::measured;
using test::policy_of;
using test::run;
using test::verdicts;

/// The codes of what is wrong with a policy.
std::string refused(policy const& rules) {
  try {
    return verdicts(run(rules, {}));
  } catch (failure const& problem) {
    std::string codes;
    for (diagnostic const& found : problem.diagnostics()) codes += found.code + ' ';
    return codes;
  }
}

draft on_enrolment(char const* require) {
  return elig({.subject = "enrolment", .require = require}).cite("T-1");
}

std::string before_first_value(char const* require) {
  parameter topics;
  topics.name = "wanted";
  topics.type = parameter_type::set;
  topics.enum_name = "topic";
  topics.values = {{parse_date("2024-01-01"), code_set({"ethics"})}};
  auto const rule = on_enrolment(require).anchor("date('2023-06-01')");
  return verdicts(run(policy_builder{"small"}.parameter(topics).rule(rule).build(),
                      {{"enrolment", "enr_id topics | e1 ethics"}}));
}

TEST(SetParameter, HasNoCertainMemberBeforeItsFirstValue) {
  EXPECT_EQ(before_first_value("'digital' in wanted"), "e1:unknown");
  EXPECT_EQ(before_first_value("size(wanted) >= 1"), "e1:unknown");
  EXPECT_EQ(before_first_value("subset(wanted, topics)"), "e1:unknown");
  EXPECT_EQ(before_first_value("topics == wanted"), "e1:unknown");
  EXPECT_EQ(before_first_value("size(wanted) <= 3"), "e1:pass");
}

TEST(SetParameter, AsMembersOfARelationMustNotDependOnADay) {
  parameter topics;
  topics.name = "wanted";
  topics.type = parameter_type::set;
  topics.enum_name = "topic";
  topics.values = {{parse_date("2022-01-01"), code_set({"ethics"})},
                   {parse_date("2024-01-01"), code_set({"digital"})}};
  auto const rule = elig({.subject = "member", .require = "true"}).cite("T-1");
  auto const made = policy_builder{"small"}
                        .parameter(topics)
                        .relation("member", values_body{"wanted", "topic"})
                        .rule(rule)
                        .build();
  EXPECT_EQ(refused(made), "parameter.anchor ");
}

TEST(NullAmongDatedValues, IsALimitThatIsOff) {
  parameter limit;
  limit.name = "most";
  limit.values = {{parse_date("2023-01-01"), value{}}, {parse_date("2024-01-01"), value(4)}};
  auto const rule = on_enrolment("!has(most) || days <= most").anchor("done_on");
  EXPECT_EQ(verdicts(run(policy_builder{"small"}.parameter(limit).rule(rule).build(),
                         {{"enrolment", "enr_id days done_on | e1 9 2023-05-01 | "
                                        "e2 9 2024-05-01 | e3 9 2022-05-01"}})),
            "e1:pass e2:fail e3:unknown");
}

TEST(TextLiteral, IsFoundInAnyColumnOfAList) {
  EXPECT_EQ(verdicts(run(policy_of(on_enrolment("'zz' in [note, teacher.name]")),
                         {{"enrolment", "enr_id teacher_id note | e1 t1 a | e2 t2 zz | e3 t2 b"},
                          {"teacher", "teacher_id name | t1 zz | t2 c"}})),
            "e1:pass e2:pass e3:fail");
}

TEST(Texts, HaveNoLeastAndNoRank) {
  EXPECT_EQ(refused(policy_of(on_enrolment("min(note, class.code) == 'a'"))), "type.order ");
  auto const least = elig({.subject = "teacher", .require = "x == 'a'"})
                         .cite("T-1")
                         .aggregate("x", from("enrolment").key("teacher_id").min("note"));
  EXPECT_EQ(refused(policy_of(least)), "type.order ");
  node_block nodes;
  rank place;
  place.name = "place";
  place.order = {{parse_expression("note"), false}};
  nodes.ranks = {place};
  derive_body body;
  body.from = "enrolment";
  auto const rule = elig({.subject = "ranked", .require = "place <= 1"}).cite("T-1");
  auto const made = policy_builder{"small"}.relation("ranked", body, nodes).rule(rule).build();
  EXPECT_EQ(refused(made).substr(0, 11), "type.order ");
}

TEST(ExpandingYears, OfAllNumbersIsOneUnknownRow) {
  expand_body body;
  body.from = "ledger";
  body.as = "year";
  body.over.values = {parse_expression("amount"), parse_expression("total")};
  auto const rule = elig({.subject = "in_year", .require = "year > 0"}).cite("T-1");
  EXPECT_EQ(verdicts(run(policy_builder{"small"}.relation("in_year", body).rule(rule).build(),
                         {{"ledger", "line_id amount total | "
                                     "l1 -9000000000000000000 9000000000000000000"}})),
            "l1|:unknown");
}

/// A project without classes, expanded over what may be said of the first of them.
std::string over_first_class(expand_over const& over) {
  derive_body timed;
  timed.from = "project";
  node_block nodes;
  aggregate first;
  first.name = "first_class";
  first.from = "class";
  first.key = {{parse_expression("project_id")}};
  first.op = aggregate_op::min;
  first.value = parse_expression("start_date");
  nodes.aggregates = {first};
  expand_body body;
  body.from = "timed";
  body.as = "at";
  body.over = over;
  auto const rule = elig({.subject = "in_time", .require = "at == at"}).cite("T-1");
  auto const made = policy_builder{"small"}
                        .relation("timed", timed, nodes)
                        .relation("in_time", body)
                        .rule(rule)
                        .build();
  return verdicts(run(made, {{"project", "project_id start_date | p1 2023-05-01"},
                             {"class", "class_id project_id start_date"}}));
}

TEST(Expanding, OverANumberOfDifferentTextsHasNumbersAsKeys) {
  derive_body body;
  body.from = "teacher";
  aggregate notes;
  notes.name = "notes";
  notes.from = "enrolment";
  notes.key = {{parse_expression("teacher_id")}};
  notes.op = aggregate_op::distinct;
  notes.value = parse_expression("note");
  node_block nodes;
  nodes.aggregates = {notes};
  expand_body expanded;
  expanded.from = "noted";
  expanded.as = "part";
  expanded.over.kind = expand_over::form::each;
  expanded.over.values = {parse_expression("notes"), parse_expression("0")};
  auto const made = policy_builder{"small"}
                        .relation("noted", body, nodes)
                        .relation("parts", expanded)
                        .rule(elig({.subject = "parts", .require = "part < 2"}).cite("T-1"))
                        .build();
  // As codes of the notes, 0 to 2 stand the other way round.
  EXPECT_EQ(verdicts(run(made, {{"teacher", "teacher_id | t1 | t2"},
                                {"enrolment", "enr_id teacher_id note | e1 t2 z | e2 t1 b | "
                                              "e3 t1 a"}})),
            "t1|0:pass t1|2:fail t2|0:pass t2|1:pass");
}

TEST(Expanding, OverTimeUpToTheEarliestOfNoDatesIsOneUnknownRow) {
  expand_over years;
  years.values = {parse_expression("start_date"), parse_expression("first_class")};
  EXPECT_EQ(over_first_class(years), "p1|:unknown");
  expand_over windows;
  windows.kind = expand_over::form::windows;
  windows.values = {parse_expression("first_class"), parse_expression("start_date")};
  windows.length_days = parse_expression("30");
  windows.step_days = parse_expression("30");
  EXPECT_EQ(over_first_class(windows), "p1|:unknown");
}

/// Large numbers of both signs: their sum fits, partial sums do not.
std::string large_lines() {
  std::string made = "line_id project_id amount total";
  for (int i = 0; i < 200'000; ++i) {
    bool const first_half = i < 100'000;
    made += " | l" + std::to_string(i) + " p1 " + (first_half ? "" : "-") +
            "4611686018427387000 1";
  }
  return made;
}

TEST(SumsOfLargeNumbers, AreExactInAnyOrderOfThreads) {
  auto const rule = elig({.subject = "project", .require = "x == 0"})
                        .cite("T-1")
                        .aggregate("x", from("ledger").key("project_id").sum("amount"))
                        .aggregate("y", from("ledger").key("project_id").sum("total"))
                        .linear("z", "x - y")
                        .measured("z");
  std::string const lines = large_lines();
  for (unsigned threads : {1U, 2U, 4U}) {
    auto options = test::on("2023-12-31");
    options.threads = threads;
    auto const said = run(policy_of(rule), {{"project", "project_id | p1"}, {"ledger", lines}},
                          options);
    EXPECT_EQ(verdicts(said), "p1:pass") << threads;
    EXPECT_EQ(measured(said), "p1:-200000") << threads;
  }
}

TEST(TotalOverAllRows, HasAnEmptyKey) {
  auto const rule = elig({.subject = "teacher", .require = "x == 2"})
                        .cite("T-1")
                        .aggregate("x", from("enrolment").key().count());
  EXPECT_EQ(verdicts(run(policy_of(rule), {{"teacher", "teacher_id | t1"},
                                           {"enrolment", "enr_id | e1 | e2"}})),
            "t1:pass");
}

std::string ranks(bool dense, char const* enrolments) {
  node_block nodes;
  rank place;
  place.name = "place";
  place.partition = {parse_expression("teacher_id")};
  place.order = {{parse_expression("days"), true}, {parse_expression("score"), false}};
  place.dense = dense;
  nodes.ranks = {place};
  derive_body body;
  body.from = "enrolment";
  body.where = parse_expression("again");
  auto const rule = elig({.subject = "ranked", .require = "place >= 1"})
                        .cite("T-1")
                        .measured("place");
  return measured(run(policy_builder{"small"}.relation("ranked", body, nodes).rule(rule).build(),
                      {{"enrolment", std::string{"enr_id teacher_id days score again | "} +
                                         enrolments}}));
}

// By pairs: b before a if its days are more, or the same and its score less.
TEST(Ranks, OfKnownRowsCountThoseThatMayBeBefore) {
  char const* const rows = "e1 t1 5 1 true | e2 t1 5 1 true | e3 t1 5 2 - | e4 t1 9 1 - | "
                           "e5 t1 3 1 true | e6 t1 - 1 true | e7 t2 1 1 true";
  EXPECT_EQ(ranks(false, rows), "e1:[1, 3] e2:[1, 3] e3:[3, 5] e4:[1, 2] e5:[3, 6] e6:[1, 6] e7:1");
  EXPECT_EQ(ranks(true, rows), "e1:[1, 3] e2:[1, 3] e3:[2, 4] e4:[1, 2] e5:[2, 5] e6:[1, 5] e7:1");
}

TEST(Ranks, OfRowsWithoutKnownPartitionMayBeAnywhere) {
  char const* const rows = "e1 t1 5 1 true | e2 t2 9 1 true | e3 - 7 1 true";
  EXPECT_EQ(ranks(false, rows), "e1:[1, 2] e2:1 e3:[1, 2]");
  EXPECT_EQ(ranks(true, rows), "e1:[1, 2] e2:1 e3:[1, 2]");
}

TEST(SubjectsWithoutKnownKey, MayHaveAllRowsThatAgree) {
  auto const rule = on_enrolment("x <= 9")
                        .aggregate("x", from("enrolment")
                                            .key("teacher_id", "class_id")
                                            .on("teacher_id", "class_id")
                                            .count())
                        .measured("x");
  EXPECT_EQ(measured(run(policy_of(rule),
                         {{"enrolment", "enr_id teacher_id class_id | e1 t1 c1 | e2 t1 c2 | "
                                        "e3 t1 - | e4 t1 - | e5 - c1"}})),
            "e1:[1, 4] e2:[1, 3] e3:[0, 5] e4:[0, 5] e5:[0, 4]");
}

}  // namespace
}  // namespace xunze
