// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/verdict.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace xunze;

constexpr std::array truths{truth::no, truth::unknown, truth::yes};
constexpr std::array senses{sense::row, sense::shrinking, sense::growing, sense::mixed};
constexpr std::array waivers{waiver_state::none, waiver_state::granted, waiver_state::unclear};
constexpr std::array verdicts{verdict::pass,    verdict::fail,    verdict::waived,
                              verdict::pending, verdict::unknown, verdict::not_applicable};

// One line of the table: sense, condition, after_due; verdict without, with, with unclear waiver.
struct line {
  sense kind;
  truth condition;
  truth after_due;
  verdict expected[3];
};

constexpr auto n = truth::no;
constexpr auto u = truth::unknown;
constexpr auto y = truth::yes;
constexpr auto P = verdict::pass;
constexpr auto F = verdict::fail;
constexpr auto W = verdict::waived;
constexpr auto D = verdict::pending;
constexpr auto U = verdict::unknown;

constexpr line table[] = {
    {sense::row, y, n, {P, P, P}},       {sense::row, y, u, {P, P, P}},
    {sense::row, y, y, {P, P, P}},       {sense::row, n, n, {D, D, D}},
    {sense::row, n, u, {U, U, U}},       {sense::row, n, y, {F, W, U}},
    {sense::row, u, n, {D, D, D}},       {sense::row, u, u, {U, U, U}},
    {sense::row, u, y, {U, U, U}},       {sense::shrinking, y, n, {P, P, P}},
    {sense::shrinking, y, u, {P, P, P}}, {sense::shrinking, y, y, {P, P, P}},
    {sense::shrinking, n, n, {F, W, U}}, {sense::shrinking, n, u, {F, W, U}},
    {sense::shrinking, n, y, {F, W, U}}, {sense::shrinking, u, n, {U, U, U}},
    {sense::shrinking, u, u, {U, U, U}}, {sense::shrinking, u, y, {U, U, U}},
    {sense::growing, y, n, {P, P, P}},   {sense::growing, y, u, {P, P, P}},
    {sense::growing, y, y, {P, P, P}},   {sense::growing, n, n, {D, D, D}},
    {sense::growing, n, u, {U, U, U}},   {sense::growing, n, y, {F, W, U}},
    {sense::growing, u, n, {D, D, D}},   {sense::growing, u, u, {U, U, U}},
    {sense::growing, u, y, {U, U, U}},   {sense::mixed, y, n, {D, D, D}},
    {sense::mixed, y, u, {U, U, U}},     {sense::mixed, y, y, {P, P, P}},
    {sense::mixed, n, n, {D, D, D}},     {sense::mixed, n, u, {U, U, U}},
    {sense::mixed, n, y, {F, W, U}},     {sense::mixed, u, n, {D, D, D}},
    {sense::mixed, u, u, {U, U, U}},     {sense::mixed, u, y, {U, U, U}},
};

TEST(Judge, FollowsTheTableOfVerdicts) {
  std::set<std::string> seen;
  for (line const& row : table) {
    for (std::size_t i = 0; i < 3; ++i) {
      judgement const facts{truth::yes, row.condition, row.kind, row.after_due, waivers[i]};
      std::string const label = std::string{code_of(row.kind)} + " condition " +
                                std::string{code_of(row.condition)} + " after due " +
                                std::string{code_of(row.after_due)};
      EXPECT_EQ(judge(facts), row.expected[i]) << label << " waiver " << code_of(waivers[i]);
      seen.insert(label);
    }
  }
  EXPECT_EQ(seen.size(), 36U) << "every sense, condition and due state has its line";
}

TEST(Judge, WhetherItAppliesComesFirst) {
  for (truth const condition : truths) {
    for (sense const kind : senses) {
      for (truth const due : truths) {
        for (waiver_state const waiver : waivers) {
          EXPECT_EQ(judge({truth::no, condition, kind, due, waiver}), verdict::not_applicable);
          EXPECT_EQ(judge({truth::unknown, condition, kind, due, waiver}), verdict::unknown);
        }
      }
    }
  }
}

// Learning the value of an unknown never contradicts a pass or a fail already given.
TEST(Judge, KnowingMoreNeverContradictsPassOrFail) {
  for (sense const kind : senses) {
    for (truth const due : truths) {
      for (waiver_state const waiver : waivers) {
        verdict const before = judge({truth::yes, truth::unknown, kind, due, waiver});
        EXPECT_TRUE(before == verdict::unknown || before == verdict::pending);
        for (truth const condition : truths) {
          verdict const open = judge({truth::yes, condition, kind, truth::unknown, waiver});
          verdict const early = judge({truth::yes, condition, kind, truth::no, waiver});
          verdict const late = judge({truth::yes, condition, kind, truth::yes, waiver});
          if (open != verdict::unknown) {
            EXPECT_EQ(open, early);
            EXPECT_EQ(open, late);
          }
        }
      }
    }
  }
}

TEST(Combine, TheGravestVerdictWins) {
  constexpr std::array order{verdict::not_applicable, verdict::pass,    verdict::waived,
                             verdict::pending,        verdict::unknown, verdict::fail};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      std::array const both{order[i], order[j]};
      EXPECT_EQ(combine(both), order[std::max(i, j)]);
    }
  }
  EXPECT_EQ(combine(order), verdict::fail);
  EXPECT_EQ(combine({}), verdict::not_applicable);
}

TEST(Severity, FollowsTheStrengthOfTheWording) {
  EXPECT_EQ(severity_of(strength::mandatory), severity::error);
  EXPECT_EQ(severity_of(strength::in_principle), severity::deviation);
  for (strength const value : {strength::encouraged, strength::discouraged, strength::warning,
                               strength::informative}) {
    EXPECT_EQ(severity_of(value), severity::advice);
  }
}

template <typename Enum, std::size_t Size, typename Parse>
void expect_distinct_names(std::array<Enum, Size> const& values, Parse parse) {
  std::set<std::string> zh;
  std::set<std::string> en;
  for (Enum const value : values) {
    EXPECT_EQ(parse(code_of(value)), value) << code_of(value);
    zh.insert(name_of(value).zh);
    en.insert(name_of(value).en);
  }
  EXPECT_EQ(zh.size(), Size);
  EXPECT_EQ(en.size(), Size);
  EXPECT_FALSE(zh.contains(""));
  EXPECT_EQ(parse(""), std::nullopt);
  EXPECT_EQ(parse("Pass"), std::nullopt);
}

TEST(Names, EveryCodeReadsBackAndEveryNameIsDistinct) {
  expect_distinct_names(verdicts, parse_verdict);
  expect_distinct_names(senses, parse_sense);
  expect_distinct_names(waivers, parse_waiver_state);
  expect_distinct_names(
      std::array{severity::error, severity::deviation, severity::advice}, parse_severity);
  expect_distinct_names(
      std::array{strength::mandatory, strength::in_principle, strength::encouraged,
                 strength::discouraged, strength::warning, strength::informative},
      parse_strength);
}

TEST(Names, AreTheWordsOfTheReports) {
  EXPECT_EQ(name_of(verdict::pass).zh, "符合");
  EXPECT_EQ(name_of(verdict::fail).zh, "不符合");
  EXPECT_EQ(name_of(verdict::waived).zh, "经批准例外");
  EXPECT_EQ(name_of(verdict::pending).zh, "未到期");
  EXPECT_EQ(name_of(verdict::unknown).zh, "待核实");
  EXPECT_EQ(name_of(verdict::not_applicable).zh, "不适用");
  EXPECT_EQ(code_of(verdict::not_applicable), "not_applicable");
  EXPECT_EQ(name_of(severity::error).zh, "须更正");
  EXPECT_EQ(name_of(severity::deviation).zh, "须说明理由");
  EXPECT_EQ(name_of(severity::advice).zh, "提示");
}

}  // namespace
