// SPDX-License-Identifier: Apache-2.0
// Rules without subjects are not taken for rules that were kept; the days of a run are said.
#include "support/small_rules.hpp"
#include "support/small_world.hpp"
#include "unit/report/tiny.hpp"
#include "xunze/report/report_json.hpp"
#include "xunze/report/report_text.hpp"
#include "xunze/rule/draft.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace xunze {
namespace {

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

draft hours(char const* id) {
  return elig({.subject = "class", .require = "hours >= 5"}).cite(id).mandatory();
}

draft days(char const* id) {
  return elig({.subject = "enrolment", .require = "days >= 5"}).cite(id).in_principle();
}

report of(policy rules, std::vector<test::rows> const& tables) {
  return make_report(test::run(std::move(rules), tables));
}

// Codes, levels and messages of the data checks.
std::string checks(report const& said) {
  std::string out;
  for (diagnostic const& each : said.data) {
    out += each.code + (each.level == diagnostic_level::warning ? " warning" : " note") + ": " +
           each.message.en + '\n';
  }
  return out;
}

TEST(Undecided, TablesWithoutRowsDecideNothingAndThatIsSaid) {
  report const said = of(test::policy_of(hours("T-1"), days("T-2")),
                         {{"class", "class_id hours"}, {"enrolment", "enr_id days"}});
  EXPECT_EQ(said.undecided.en, "nothing was decided: no rows in `class`, `enrolment`");
  EXPECT_EQ(checks(said),
            "data.no_rows warning: no rows in `class`, `enrolment`; rules without subjects: 2\n");
  std::string const zh = to_text(said);
  EXPECT_TRUE(holds(zh, "没有得出任何结论：表“class”“enrolment”没有数据行\n")) << zh;
  EXPECT_TRUE(holds(zh, "没有得出任何结论，见审核汇总\n")) << zh;
  EXPECT_TRUE(holds(zh, "表“class”“enrolment”没有数据行，2条规则没有审核对象")) << zh;
  EXPECT_FALSE(holds(zh, "没有问题")) << zh;
  EXPECT_FALSE(holds(zh, "没有发现数据问题")) << zh;
  report_text_options how;
  how.words = language::en;
  EXPECT_TRUE(holds(to_text(said, how), "nothing was decided, see the summary"));
  EXPECT_FALSE(holds(to_text(said, how), "  none\n"));
  EXPECT_EQ(nlohmann::json::parse(to_json(said))["undecided"]["en"], said.undecided.en);
}

TEST(Undecided, WhatWasDecidedIsNotSaidToBeOpen) {
  report const said = of(test::policy_of(hours("T-1")), {{"class", "class_id hours | c1 9"}});
  EXPECT_TRUE(said.undecided.empty());
  EXPECT_TRUE(said.data.empty());
  EXPECT_TRUE(holds(to_text(said), "  没有问题\n"));
  EXPECT_FALSE(nlohmann::json::parse(to_json(said)).contains("undecided"));
}

TEST(Undecided, AMandatoryRuleWithoutSubjectsNamesItsTableOnce) {
  std::vector<test::rows> const tables{{"class", "class_id hours"},
                                       {"enrolment", "enr_id days | e1 9"}};
  report const said = of(test::policy_of(hours("T-1"), days("T-2"), hours("T-3")), tables);
  EXPECT_TRUE(said.undecided.empty());
  EXPECT_EQ(checks(said), "data.no_rows note: no rows in `class`; rules without subjects: 2\n");
  EXPECT_EQ(said.data[0].at.file, "class.csv");
  EXPECT_TRUE(holds(to_text(said), "  没有问题；2条规则没有审核对象\n")) << to_text(said);
}

TEST(Undecided, ATableThatOnlyOtherRulesReadMayBeEmpty) {
  report const said = of(test::policy_of(hours("T-1"), days("T-2")),
                         {{"class", "class_id hours | c1 9"}, {"enrolment", "enr_id days"}});
  EXPECT_EQ(checks(said), "");
  EXPECT_TRUE(holds(to_text(said), "  没有问题；1条规则没有审核对象\n")) << to_text(said);
}

TEST(Undecided, RulesThatAreAllUnknownDecideNothingEither) {
  report const said = of(test::policy_of(hours("T-1")), {{"class", "class_id hours | c1 -"}});
  EXPECT_EQ(said.undecided.en, "nothing was decided: all rules checked are unknown");
  EXPECT_EQ(checks(said), "");
  report const none = of(test::policy_of(hours("T-1")), {});
  EXPECT_EQ(none.undecided.en, said.undecided.en);
}

TEST(Undecided, ATableTakenAsEmptyIsNotSaidToBeGivenWithoutRows) {
  auto const rule = elig({.subject = "ban", .require = "true"}).cite("T-1").mandatory();
  report const said = of(test::policy_of(rule), {});
  EXPECT_EQ(said.undecided.en, "nothing was decided: there are no subjects");
  EXPECT_EQ(checks(said), "");
}

TEST(RunDays, ThoseBesideTheAsOfDateAreToldSoThatTheRunCanBeMadeAgain) {
  dataset_builder builder{test::small_words()};
  builder.add_csv_text("class", "class_id,hours\nc1,9\n", "class.csv");
  builder.complete_from("class", make_date(2023, 1, 1));
  auto const data = std::make_shared<dataset const>(builder.build());
  auto const rules = std::make_shared<policy const>(test::policy_of(hours("T-1")));
  run_options options = test::on("2023-12-31");
  options.known_by = make_date(2023, 6, 30);
  report const said = make_report(evaluate(rules, data, options));
  auto const json = nlohmann::json::parse(to_json(said));
  EXPECT_EQ(json["known_by"], "2023-06-30");
  EXPECT_EQ(json["complete_from"], (nlohmann::json{{"class", "2023-01-01"}}));
  std::string const zh = to_text(said);
  EXPECT_TRUE(holds(zh, "审核基准日 2023-12-31　事件计至 2023-06-30　规则包")) << zh;
  EXPECT_TRUE(holds(zh, "  事件计至2023-06-30，此后的不计入\n")) << zh;
  EXPECT_TRUE(holds(zh, "  “class”自2023-01-01起完整，此前可能有未提供的记录\n")) << zh;
}

TEST(RunDays, TheAsOfDateStandsForAllOfThem) {
  run_options options;
  options.known_by = make_date(2023, 12, 31);
  auto const json =
      nlohmann::json::parse(to_json(test::tiny_outcome(test::tiny_tables(), options)));
  EXPECT_FALSE(json.contains("known_by"));
  EXPECT_FALSE(json.contains("complete_from"));
}

}  // namespace
}  // namespace xunze
