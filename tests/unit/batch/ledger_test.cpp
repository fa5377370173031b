// SPDX-License-Identifier: Apache-2.0
// Ledgers: what comes over from year to year, offsets, hours counted once, open entries.
#include "support/small_world.hpp"
#include "xunze/batch/outcome.hpp"
#include "xunze/explain/explanation.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>

namespace xunze {
namespace {

using test::evidence_of;
using test::finding_at;
using test::measured;
using test::policy_of;
using test::run;
using test::verdicts;

/// Accounts a and b over years: what a year earns is `seats`, what it needs is 10.
carry by_year() {
  return {.name = "carried",
          .partition = {parse_expression("type")},
          .order = parse_expression("year"),
          .add = parse_expression("seats - 10"),
          .at_least = nullptr,
          .at_most = nullptr,
          .first = nullptr,
          .at = {}};
}

carry kept_up_to(char const* most) {
  carry made = by_year();
  made.at_most = parse_expression(most);
  return made;
}

draft ledger(carry node, char const* require = "seats + carried >= 10") {
  return elig({.subject = "project", .require = require})
      .cite("T-1")
      .in_principle()
      .carry(std::move(node))
      .measured("carried");
}

std::string carried(carry node, std::string const& projects) {
  return measured(run(policy_of(ledger(std::move(node))),
                      {{"project", "project_id type year seats | " + projects}}));
}

TEST(Carry, TheFirstYearHasNothingAndSurplusGoesOver) {
  EXPECT_EQ(carried(by_year(), "p1 a 2021 14 | p2 a 2022 13 | p3 a 2023 2"), "p1:0 p2:4 p3:7");
}

TEST(Carry, NoMoreThanTheCapGoesOver) {
  EXPECT_EQ(carried(kept_up_to("5"), "p1 a 2021 30 | p2 a 2022 9 | p3 a 2023 8"),
            "p1:0 p2:5 p3:4");
}

TEST(Carry, ADeficitIsNotOwedUnlessItMayBe) {
  std::string const years = "p1 a 2021 4 | p2 a 2022 7 | p3 a 2023 20";
  EXPECT_EQ(carried(by_year(), years), "p1:0 p2:0 p3:0");
  carry owing = by_year();
  owing.at_least = parse_expression("-8");
  EXPECT_EQ(carried(owing, years), "p1:0 p2:-6 p3:-8");
}

TEST(Carry, BorrowedIsPaidBackInTheLastYear) {
  // Four may be owed, but nothing after the last year: a pays in time, b does not.
  carry owing = by_year();
  owing.at_least = parse_expression("year == 2023 ? 0 : -4");
  auto const rule = ledger(owing, "seats + carried >= 10 - (year == 2023 ? 0 : 4)");
  auto const made = run(policy_of(rule),
                        {{"project", "project_id type year seats | a1 a 2021 6 | a2 a 2022 14 | "
                                     "a3 a 2023 10 | b1 b 2021 6 | b2 b 2022 9 | b3 b 2023 13"}});
  EXPECT_EQ(verdicts(made), "a1:pass a2:pass a3:pass b1:pass b2:fail b3:fail");
  EXPECT_EQ(measured(made), "a1:0 a2:-4 a3:0 b1:0 b2:-4 b3:-4");
}

TEST(Carry, ASurplusOfOneYearAloneIsKeptByItsOwnEarnings) {
  carry fresh = kept_up_to("min(6, seats)");
  EXPECT_EQ(carried(fresh, "p1 a 2021 40 | p2 a 2022 3 | p3 a 2023 0 | p4 a 2024 0"),
            "p1:0 p2:6 p3:0 p4:0");
  EXPECT_EQ(carried(kept_up_to("6"), "p1 a 2021 40 | p2 a 2022 10 | p3 a 2023 10"),
            "p1:0 p2:6 p3:6");
  EXPECT_EQ(carried(fresh, "p1 a 2021 40 | p2 a 2022 10 | p3 a 2023 10"), "p1:0 p2:6 p3:6");
  EXPECT_EQ(carried(fresh, "p1 a 2021 40 | p2 a 2022 4 | p3 a 2023 10"), "p1:0 p2:6 p3:0");
}

TEST(Carry, PartitionsDoNotMix) {
  EXPECT_EQ(carried(by_year(), "p1 a 2021 14 | p2 b 2021 12 | p3 a 2022 0 | p4 b 2022 0"),
            "p1:0 p2:0 p3:4 p4:2");
}

TEST(Carry, AnUnknownYearOfEarningIsWhatItMayBe) {
  EXPECT_EQ(carried(kept_up_to("5"), "p1 a 2021 - | p2 a 2022 20 | p3 a 2023 0"),
            "p1:0 p2:[0, 5] p3:5");
}

TEST(Carry, AnUnknownOrderLeavesThePartitionOpen) {
  EXPECT_EQ(carried(by_year(), "p1 a 2021 14 | p2 a - 12 | p3 b 2021 14 | p4 b 2022 0"),
            "p1:null p2:null p3:0 p4:4");
  EXPECT_EQ(carried(by_year(), "p1 a 2021 14 | p2 a 2021 12 | p3 b 2021 14"),
            "p1:null p2:null p3:0");
  EXPECT_EQ(carried(by_year(), "p1 a 2021 14 | p2 - 2021 12 | p3 b 2021 14"),
            "p1:null p2:null p3:null");
}

TEST(Carry, ARowThatMayNotBeThereMayBePassedOver) {
  auto const rule = elig({.subject = derive_body{.from = "project",
                                                 .paths = {},
                                                 .where = parse_expression("level == 'city'"),
                                                 .columns = {},
                                                 .anchor = nullptr},
                          .require = "seats + carried >= 10"})
                        .cite("T-1")
                        .carry(by_year())
                        .measured("carried");
  EXPECT_EQ(measured(run(policy_of(rule),
                         {{"project", "project_id type year seats level | p1 a 2020 3 county | "
                                      "p2 a 2021 14 - | p3 a 2022 12 city | p4 a 2023 0 city"}})),
            "p2:0 p3:[0, 4] p4:[2, 6]");
}

TEST(Carry, TheFirstRowMayBringSomething) {
  carry opened = by_year();
  opened.first = parse_expression("seats + 1");
  EXPECT_EQ(carried(opened, "p1 a 2021 3 | p2 a 2022 9"), "p1:4 p2:0");
}

TEST(Carry, ALimitThatIsOffDoesNotLimit) {
  parameter off;
  off.name = "most";
  off.values = {{std::nullopt, value{}}};
  auto const rules = policy_builder{"small"}
                         .vocabulary("small")
                         .parameter(off)
                         .rule(ledger(kept_up_to("most")))
                         .build();
  EXPECT_EQ(measured(run(rules, {{"project", "project_id type year seats | p1 a 2021 99 | "
                                             "p2 a 2022 0"}})),
            "p1:0 p2:89");
}

/// What each year earns is a sum of its lines.
draft yearly() {
  return elig({.subject = "project", .require = "earned + carried >= 10"})
      .cite("T-1")
      .in_principle()
      .aggregate("earned", from("ledger").key("project_id").sum("total"))
      .carry([] {
        carry made = by_year();
        made.add = parse_expression("earned - 10");
        return made;
      }());
}

std::string const two_years = "project_id type year | p1 a 2021 | p2 a 2022";

TEST(Carry, EvidenceIsOfTheYearsBefore) {
  auto const made = run(policy_of(yearly()),
                        {{"project", two_years},
                         {"ledger", "line_id project_id total | l1 p1 12 | l2 p2 7 | l3 p9 5"}});
  EXPECT_EQ(verdicts(made), "p1:pass p2:fail ?:unknown");
  EXPECT_EQ(evidence_of(finding_at(made, "p2")), "ledger:0 ledger:1 project:1");
}

TEST(Carry, WhatIsMissingIsNamedWhereItIsMissing) {
  auto const made = run(policy_of(yearly()),
                        {{"project", two_years},
                         {"ledger", "line_id project_id total | l1 p1 9 | l2 p1 - | l3 p2 7"}});
  EXPECT_EQ(verdicts(made), "p1:unknown p2:unknown");
  finding const open = finding_at(made, "p2");
  EXPECT_NE(open.message.en.find("`total` of `ledger` row 3"), std::string::npos) << open.message.en;
  EXPECT_EQ(evidence_of(open), "ledger:1 project:1");
}

TEST(Carry, ExplainingShowsEachYear) {
  auto const made = run(policy_of(yearly()),
                        {{"project", two_years},
                         {"ledger", "line_id project_id total | l1 p1 12 | l2 p2 7"}});
  explanation const told = explain(made, 0, 1);
  explanation_node const& sum = told.condition_tree.operands.at(0);
  explanation_node const& came = sum.operands.at(1);
  EXPECT_EQ(came.expression, "carried");
  EXPECT_EQ(came.value.en, "2");
  ASSERT_EQ(came.operands.size(), 1U);
  EXPECT_EQ(came.operands[0].expression, "year 2021");
  EXPECT_EQ(came.operands[0].value.en, "0");
  EXPECT_EQ(came.operands[0].operands.at(0).expression, "earned - 10");
  EXPECT_EQ(came.operands[0].operands.at(0).value.en, "2");
}

// --- the kind ---

source_draft lines() { return from("ledger").key("project_id").sum("total"); }

std::string judged(kind::credit of, std::string const& ledger_rows) {
  of.subject = "project";
  return verdicts(run(policy_of(credit(of).cite("T-1").in_principle()),
                      {{"project", "project_id | p1"},
                       {"ledger", "line_id project_id part total | " + ledger_rows}}));
}

TEST(CreditLedger, GreedyAllotmentIsBeaten) {
  // Whoever gives the ten of `ab` to a first has nothing left for b.
  kind::credit const once{.subject = {},
                          .entries = lines(),
                          .buckets = {{"a", "part == 'a' || part == 'ab'", 10},
                                      {"b", "part == 'ab'", 10}},
                          .counting = kind::credit_counting::exclusive};
  EXPECT_EQ(judged(once, "l1 p1 ab 10 | l2 p1 a 10"), "p1:pass");
  EXPECT_EQ(judged(once, "l1 p1 ab 15 | l2 p1 a 5"), "p1:pass");
  EXPECT_EQ(judged(once, "l1 p1 ab 15 | l2 p1 a 4"), "p1:fail");
  EXPECT_EQ(judged(once, "l1 p1 ab 9 | l2 p1 a 30"), "p1:fail");
  EXPECT_EQ(judged(once, "l1 p1 ab 10 | l2 p1 - 10"), "p1:unknown");
  EXPECT_EQ(judged(once, "l1 p1 ab 9 | l2 p1 - 11"), "p1:unknown");
  EXPECT_EQ(judged(once, "l1 p1 ab 9 | l2 p1 - 10"), "p1:fail");
  EXPECT_EQ(judged(once, "l1 p1 a 9 | l2 p1 - 9"), "p1:fail");
}

TEST(CreditLedger, ThreeBucketsInAChain) {
  kind::credit const once{.subject = {},
                          .entries = lines(),
                          .buckets = {{"a", "part in ['ab', 'a']", 5},
                                      {"b", "part in ['ab', 'bc']", 5},
                                      {"c", "part in ['bc', 'c']", 5}},
                          .counting = kind::credit_counting::exclusive};
  EXPECT_EQ(judged(once, "l1 p1 ab 8 | l2 p1 bc 7"), "p1:pass");
  EXPECT_EQ(judged(once, "l1 p1 ab 8 | l2 p1 bc 6"), "p1:fail");
  EXPECT_EQ(judged(once, "l1 p1 ab 4 | l2 p1 bc 11"), "p1:fail");
}

TEST(CreditLedger, SharedHoursCountInEachBucket) {
  kind::credit const shared{.subject = {},
                            .entries = lines(),
                            .buckets = {{"a", "part == 'a' || part == 'ab'", 10},
                                        {"b", "part == 'ab'", 10}}};
  EXPECT_EQ(judged(shared, "l1 p1 ab 10"), "p1:pass");
  EXPECT_EQ(judged(shared, "l1 p1 ab 9 | l2 p1 a 1"), "p1:fail");
}

TEST(CreditLedger, AboveTheCapNothingCounts) {
  kind::credit const capped{.subject = {},
                            .entries = lines(),
                            .buckets = {{"a", "part == 'a'", {}, 5}},
                            .at_least = 10};
  EXPECT_EQ(judged(capped, "l1 p1 a 30 | l2 p1 b 4"), "p1:fail");
  EXPECT_EQ(judged(capped, "l1 p1 a 30 | l2 p1 b 5"), "p1:pass");
  EXPECT_EQ(judged(capped, "l1 p1 a 30 | l2 p1 b 4 | l3 p1 - 1"), "p1:unknown");
  EXPECT_EQ(judged(capped, "l1 p1 a - | l2 p1 b 10"), "p1:pass");
}

TEST(CreditLedger, SurplusOfOneReplacesHalfOfAnother) {
  auto const rule = count({.subject = "project",
                           .of = from("ledger").where("part == 'b'").key("project_id").sum("total"),
                           .at_least = "20 - offset"})
                        .cite("T-1")
                        .aggregate("a", from("ledger").where("part == 'a'").key("project_id")
                                            .sum("total"))
                        .let("offset", "min(max(0, a - 10), 10)");
  auto const judge = [&](std::string const& ledger_rows) {
    return verdicts(run(policy_of(rule), {{"project", "project_id | p1"},
                                          {"ledger", "line_id project_id part total | " +
                                                         ledger_rows}}));
  };
  EXPECT_EQ(judge("l1 p1 a 17 | l2 p1 b 13"), "p1:pass");
  EXPECT_EQ(judge("l1 p1 a 17 | l2 p1 b 12"), "p1:fail");
  EXPECT_EQ(judge("l1 p1 a 90 | l2 p1 b 9"), "p1:fail");
  EXPECT_EQ(judge("l1 p1 a - | l2 p1 b 10"), "p1:unknown");
  EXPECT_EQ(judge("l1 p1 a - | l2 p1 b 9"), "p1:fail");
}

TEST(CreditLedger, NeedIsProratedByMonthsWithoutRounding) {
  // 5 a year: 7 months need 2 11/12, of 12 * earned >= 5 * months.
  auto const rule = credit({.subject = "project",
                            .entries = from("ledger").key("project_id").sum("12 * total"),
                            .at_least = "5 * seats"})
                        .cite("T-1");
  auto const judge = [&](char const* total) {
    return verdicts(run(policy_of(rule),
                        {{"project", "project_id seats | p1 7"},
                         {"ledger", std::string{"line_id project_id total | l1 p1 "} + total}}));
  };
  EXPECT_EQ(judge("3"), "p1:pass");
  EXPECT_EQ(judge("2"), "p1:fail");
  EXPECT_EQ(judge("-"), "p1:unknown");
}

TEST(CreditLedger, AnEntryNotVerifiedIsOpenUnlessLeftOut) {
  parameter counts;
  counts.name = "open_counts";
  counts.type = parameter_type::boolean;
  auto const judge = [&](value how, std::string const& ledger_rows) {
    counts.values = {{std::nullopt, std::move(how)}};
    auto const rule =
        credit({.subject = "project",
                .entries = lines().where("part == 'verified' || (part == 'pending' && "
                                         "open_counts)"),
                .at_least = 10})
            .cite("T-1");
    return verdicts(run(policy_builder{"small"}.vocabulary("small").parameter(counts).rule(rule)
                            .build(),
                        {{"project", "project_id | p1"},
                         {"ledger", "line_id project_id part total | " + ledger_rows}}));
  };
  std::string const open = "l1 p1 verified 6 | l2 p1 pending 4 | l3 p1 rejected 9";
  EXPECT_EQ(judge({}, open), "p1:unknown");
  EXPECT_EQ(judge({}, "l1 p1 verified 6 | l2 p1 pending 3 | l3 p1 rejected 9"), "p1:fail");
  EXPECT_EQ(judge({}, "l1 p1 verified 10 | l2 p1 pending 3"), "p1:pass");
  EXPECT_EQ(judge(value{false}, open), "p1:fail");
  EXPECT_EQ(judge(value{true}, open), "p1:pass");
}

}  // namespace
}  // namespace xunze
