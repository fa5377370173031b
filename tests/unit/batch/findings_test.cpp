// SPDX-License-Identifier: Apache-2.0
// Findings and options of runs.
#include "xunze/batch/outcome.hpp"

#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace xunze {
namespace {

using test::cap;
using test::evidence_of;
using test::finding_at;
using test::on;
using test::policy_of;
using test::require;
using test::run;
using test::three;
using test::verdicts;

TEST(Findings, SayMeasuredThresholdSlackAndWords) {
  auto const rule = cap().message("{teacher_id}参加{n}次", "{teacher_id}: {n}")
                        .remedy("减少", "fewer");
  outcome const made = run(policy_of(rule), {{"enrolment", three}});
  finding const found = finding_at(made, "t1");
  EXPECT_EQ(found.measured, value{2});
  EXPECT_EQ(found.threshold, value{1});
  EXPECT_EQ(found.slack, value{-1});
  EXPECT_EQ(found.message.zh, "t1参加2次");
  EXPECT_EQ(found.message.en, "t1: 2");
  EXPECT_EQ(found.remedy.zh, "减少");
  EXPECT_EQ(found.label, "t1");
}

TEST(Findings, SlackIsPositiveWhereThereIsRoom) {
  auto const slack = [](char const* condition) {
    return to_string(finding_at(run(policy_of(require(condition)),
                                    {{"enrolment", "enr_id days score | e1 5 2.5"}}), "e1").slack);
  };
  EXPECT_EQ(slack("days <= 7"), "2");
  EXPECT_EQ(slack("days < 7"), "2");
  EXPECT_EQ(slack("days >= 7"), "-2");
  EXPECT_EQ(slack("days > 3"), "2");
  EXPECT_EQ(slack("days == 7"), "-2");
  EXPECT_EQ(slack("days == 5"), "0");
  EXPECT_EQ(slack("score >= 2"), "0.5");
  EXPECT_EQ(slack("days >= 3 && days <= 7"), "null");
}

TEST(Findings, EvidenceIsTheSubjectAndTheRowsThatDecided) {
  auto const rule = count({.subject = "class",
                           .of = from("enrolment").where("days >= 3").key("class_id"),
                           .at_most = "1"}).cite("T-1");
  outcome const made =
      run(policy_of(rule), {{"class", "class_id | c1 | c2"},
                            {"enrolment", "enr_id class_id days | e1 c1 3 | e2 c2 1 | e3 c1 1 | "
                                          "e4 c1 4 | e5 c2 - | e6 c2 9"}});
  EXPECT_EQ(verdicts(made), "c1:fail c2:unknown");
  EXPECT_EQ(evidence_of(finding_at(made, "c1")), "class:0 enrolment:0 enrolment:3");
  EXPECT_EQ(evidence_of(finding_at(made, "c2")), "class:1 enrolment:4");
}

/// Classes and teachers in one relation, each with a count of its own.
policy counted_in_a_union() {
  auto const counting = [](char const* from_table, char const* source, char const* key) {
    node_block nodes;
    nodes.aggregates = {from(source).key(key).count()};
    nodes.aggregates[0].name = "n";
    return std::pair{derive_body{from_table, {}, {}, {}, {}}, nodes};
  };
  auto const [classes, of_class] = counting("class", "enrolment", "class_id");
  auto const [teachers, of_teacher] = counting("teacher", "ban", "teacher_id");
  auto const part = [](char const* of, char const* id) {
    return union_part{of, {}, {{"id", parse_expression(id)}, {"n", parse_expression("n")}}};
  };
  union_body both;
  both.parts = {part("classes", "class_id"), part("teachers", "teacher_id")};
  both.key = {"id"};
  return policy_builder{"small"}
      .vocabulary("small")
      .relation("classes", classes, of_class)
      .relation("teachers", teachers, of_teacher)
      .relation("both", both)
      .rule(elig({.subject = "both", .require = "n <= 1"}).cite("T-1"))
      .build();
}

TEST(Findings, EvidenceIsFoundThroughThePartsOfAUnion) {
  outcome const made = run(counted_in_a_union(),
                           {{"class", "class_id | c1 | c2"},
                            {"teacher", "teacher_id | t1"},
                            {"enrolment", "enr_id class_id | e1 c1 | e2 c2 | e3 c1 | e4 -"},
                            {"ban", "ban_id teacher_id | b1 t1 | b2 t1"}});
  EXPECT_EQ(verdicts(made), "c1:fail c2:pass t1:fail ?:unknown");
  EXPECT_EQ(evidence_of(finding_at(made, "c1")), "class:0 enrolment:0 enrolment:2");
  EXPECT_EQ(evidence_of(finding_at(made, "t1")), "ban:0 ban:1 teacher:0");
  for (finding const& f : made.findings(0)) {
    if (f.unkeyed) {
      EXPECT_EQ(evidence_of(f), "enrolment:3");
    }
  }
}

TEST(Findings, TheListOfEvidenceIsCappedAndItsTotalExact) {
  run_options options = on("2023-12-31");
  options.evidence_limit = 2;
  std::string rows = "enr_id teacher_id";
  for (int i = 0; i < 7; ++i) rows += " | e" + std::to_string(i) + " t1";
  finding const found = finding_at(run(policy_of(cap()), {{"enrolment", rows}}, options), "t1");
  EXPECT_EQ(evidence_of(found), "enrolment:0 enrolment:1");
  EXPECT_EQ(found.evidence_total, 7U);
}

TEST(Findings, ComeInTheOrderOfTheirKeys) {
  outcome const made = run(policy_of(require("false")),
                           {{"enrolment", "enr_id | e2 | e10 | e1 | a9"}});
  EXPECT_EQ(verdicts(made), "a9:fail e1:fail e10:fail e2:fail");
  std::array<verdict, 1> const none{verdict::pass};
  EXPECT_TRUE(made.findings(0, none).empty());
}

TEST(Findings, ASubjectIsFoundByItsKey) {
  outcome const made = run(policy_of(cap()), {{"enrolment", three}});
  auto const row = made.find_subject(0, {{"teacher_id", value{"t2"}}});
  ASSERT_TRUE(row.has_value());
  EXPECT_EQ(to_string(made.finding_of(0, *row).key[0].second), "t2");
  EXPECT_FALSE(made.find_subject(0, {{"teacher_id", value{"t9"}}}).has_value());
  EXPECT_FALSE(made.find_subject(0, {}).has_value());
}

TEST(RunOptions, OnlyTheRulesAskedForAreChecked) {
  run_options options = on("2023-12-31");
  options.rules = {"T-2"};
  auto const second = elig({.subject = "enrolment", .require = "days >= 5"}).cite("T-2");
  outcome const made = run(policy_of(cap(), second), {{"enrolment", three}}, options);
  EXPECT_FALSE(made.rules()[0].checked);
  EXPECT_TRUE(made.findings(0).empty());
  EXPECT_EQ(verdicts(made, 1), "e1:pass e2:fail e3:unknown");
  options.rules = {"T-3"};
  EXPECT_THROW((void)run(policy_of(cap(), second), {{"enrolment", three}}, options), failure);
}

TEST(RunOptions, ProgressCountsRulesAndCanStopTheRun) {
  std::vector<std::string> told;
  run_options options = on("2023-12-31");
  options.progress = [&](std::string_view what, std::size_t done, std::size_t of) {
    told.push_back(std::string{what} + " " + std::to_string(done) + "/" + std::to_string(of));
    return done == 0;
  };
  auto const second = elig({.subject = "enrolment", .require = "days >= 5"}).cite("T-2");
  try {
    (void)run(policy_of(cap(), second), {{"enrolment", three}}, options);
    FAIL();
  } catch (failure const& problem) {
    EXPECT_EQ(problem.code(), "run.stopped");
  }
  ASSERT_GE(told.size(), 2U);
  EXPECT_EQ(told.front(), "T-1 0/2");
  EXPECT_EQ(told.back(), "T-2 1/2");
}

TEST(RunOptions, AnyNumberOfThreadsGivesTheSame) {
  std::string rows = "enr_id teacher_id class_id days";
  for (int i = 0; i < 150000; ++i) {
    auto const n = std::to_string(i);
    rows += " | e" + n + " t" + std::to_string(i * 7919 % 4001) + " c" +
            std::to_string(i % 13) + (i % 11 == 0 ? " -" : " " + std::to_string(i % 9));
  }
  auto const rule = freq({.from = "enrolment", .where = "days >= 2", .per = {"teacher_id"},
                          .distinct = "class_id", .at_most = "12"}).cite("T-1");
  auto const all = [&](unsigned threads) {
    run_options options = on("2023-12-31");
    options.threads = threads;
    outcome const made = run(policy_of(rule), {{"enrolment", rows}}, options);
    std::string text = verdicts(made);
    for (finding const& f : made.findings(0)) text += to_string(f.measured) + evidence_of(f);
    return text;
  };
  std::string const one = all(1);
  EXPECT_NE(one.find(":fail"), std::string::npos);
  EXPECT_NE(one.find(":unknown"), std::string::npos);
  // Which thread gets which rows differs from run to run.
  for (int turn = 0; turn < 4; ++turn) {
    EXPECT_TRUE(all(2) == one);  // too long to be printed
    EXPECT_TRUE(all(7) == one);
  }
}

}  // namespace
}  // namespace xunze
