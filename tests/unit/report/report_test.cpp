// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/report.hpp"

#include "support/small_world.hpp"
#include "unit/report/tiny.hpp"
#include "xunze/report/report_json.hpp"
#include "xunze/report/report_text.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <set>

namespace xunze {
namespace {

std::vector<report_finding> of_rule(report const& said, std::string const& rule) {
  std::vector<report_finding> found;
  for (report_finding const& each : said.findings) {
    if (said.rules[each.rule].id == rule) found.push_back(each);
  }
  return found;
}

TEST(Report, CountsVerdictsByRule) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  ASSERT_EQ(said.rules.size(), 3U);
  EXPECT_EQ(said.rules[0].counts[static_cast<std::size_t>(verdict::fail)], 2U);
  EXPECT_EQ(said.rules[1].counts[static_cast<std::size_t>(verdict::fail)], 1U);
  EXPECT_EQ(said.rules[1].counts[static_cast<std::size_t>(verdict::unknown)], 1U);
  EXPECT_EQ(said.rules[1].counts[static_cast<std::size_t>(verdict::pass)], 2U);
  EXPECT_EQ(said.rules[0].locator.zh, "示例通知 一");
}

TEST(Report, AFindingSaysWhatWasMeasuredWhereAndForWhom) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  auto const found = of_rule(said, "D-2");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].verdict, verdict::fail);
  EXPECT_EQ(found[0].key, (key_values{{"enr_id", value{"e2"}}}));
  EXPECT_EQ(to_string(found[0].measured), "3");
  EXPECT_EQ(to_string(found[0].threshold), "5");
  EXPECT_EQ(to_string(found[0].slack), "-2");
  EXPECT_EQ(found[0].message.zh, "培训3天");
  ASSERT_FALSE(found[0].evidence.empty());
  EXPECT_EQ(found[0].evidence[0].source.file, "enrolment.csv");
  EXPECT_EQ(found[0].evidence[0].source.row, 3U);
  EXPECT_EQ(found[1].verdict, verdict::unknown);
}

TEST(Report, AMissingColumnIsOneFindingWithTheNumberItHides) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  auto const found = of_rule(said, "D-3");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].whole);
  EXPECT_EQ(found[0].hidden, 4U);
  EXPECT_NE(found[0].message.zh.find("teacher.hire_date"), std::string::npos);
}

// Hiring days are decided by a table of events.
std::string tiny_words_with_events() {
  std::string words = test::tiny_words;
  std::string const before = R"("teacher": {)";
  words.insert(words.find(before) + before.size(),
               R"("events": {"table": "hiring", "on": "teacher_id", "status": "on", "at": "at",
                             "sets": "hire_date"}, )");
  std::string const tables = R"("tables": {)";
  words.insert(words.find(tables) + tables.size(), R"json(
    "hiring": {"title": {"zh": "聘用", "en": "hiring"}, "key": ["teacher_id", "at"],
      "columns": {"teacher_id": {"type": "text", "references": {"table": "teacher"},
                                 "title": {"zh": "教师", "en": "teacher"}},
                  "on": {"type": "date", "title": {"zh": "入职日期", "en": "hired on"}},
                  "at": {"type": "date", "title": {"zh": "登记日期", "en": "filed on"}}}},)json");
  return words;
}

// Subjects with a finding of their own and how many the missing data hide: `e3 e4 +1`.
std::string told(report const& said, std::string const& rule) {
  std::string out;
  for (report_finding const& each : of_rule(said, rule)) {
    if (each.verdict != verdict::unknown) continue;
    out += out.empty() ? "" : " ";
    out += each.whole ? "+" + std::to_string(each.hidden.value_or(0)) : each.label;
  }
  return out;
}

report told_of(draft const& rule, std::vector<test::rows> const& tables) {
  return make_report(test::run(test::policy_of(rule), tables));
}

draft eligible(char const* condition) {
  return elig({.subject = "enrolment", .require = condition}).cite("T-1");
}

TEST(Report, ASubjectWithAGapOfItsOwnIsToldBesideAMissingColumn) {
  report const said = told_of(
      eligible("days >= 5 || teacher.hired <= date(2020, 1, 1)"),
      {{"teacher", "teacher_id | t1"},
       {"enrolment", "enr_id days teacher_id | e1 9 t1 | e2 1 t1 | e3 - t1 | e4 1 - | e5 1 t9"}});
  EXPECT_EQ(told(said, "T-1"), "e3 e4 e5 +1");
  EXPECT_NE(said.findings[0].message.en.find("`days` of `enrolment` row 4"), std::string::npos);
  EXPECT_NE(said.findings[1].message.en.find("`teacher_id` of `enrolment` row 5"),
            std::string::npos);
  EXPECT_NE(said.findings[3].message.en.find("missing: column `teacher.hired`; 1 subject stays"),
            std::string::npos);
}

TEST(Report, AMissingColumnThatDecidesNothingHidesNoSubject) {
  report const said = told_of(
      eligible("days >= 5 && (days < 0 || teacher.hired <= date(2020, 1, 1))"),
      {{"teacher", "teacher_id | t1"},
       {"enrolment", "enr_id days teacher_id | e1 1 t1 | e2 - t1"}});
  EXPECT_EQ(told(said, "T-1"), "e2");
}

TEST(Report, RowsBehindANumberAreSortedByWhatLeavesThemOpen) {
  auto const rule =
      elig({.subject = "teacher", .require = "n <= 1"})
          .aggregate("n", from("enrolment")
                              .where("days >= 1 && status == 'completed'")
                              .key("teacher_id")
                              .on("teacher_id"))
          .cite("T-1");
  report const said = told_of(
      rule, {{"teacher", "teacher_id | t1 | t2 | t3"},
             {"enrolment", "enr_id teacher_id days | e1 t1 1 | e2 t1 2 | e3 t2 1 | e4 t2 1 | "
                           "e5 t2 1 | e6 t2 -"}});
  EXPECT_EQ(told(said, "T-1"), "t2 +1");
  EXPECT_NE(said.findings[0].message.en.find("`days` of `enrolment` row 7"), std::string::npos);
}

TEST(Report, SubjectsThatShareTheirRowsAreSortedTogether) {
  std::string classes = "class_id hours";
  std::string enrolments = "enr_id days";
  for (int i = 0; i < 2000; ++i) classes += " | c" + std::to_string(i) + " 1";
  for (int i = 0; i < 20000; ++i) enrolments += " | e" + std::to_string(i) + " 1";
  aggregate total = from("enrolment").where("status == 'completed'").sum("days");
  total.key = std::vector<expression>{};
  total.on = std::vector<expression>{};
  auto const rule = elig({.subject = "class", .require = "n <= hours"})
                        .aggregate("n", total)
                        .cite("T-1");
  auto const begin = std::chrono::steady_clock::now();
  report const said = told_of(rule, {{"class", classes}, {"enrolment", enrolments}});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(8));
  EXPECT_EQ(told(said, "T-1"), "+2000");
}

TEST(Report, AMissingKeyHidesTheRowsThatCouldNotBePlaced) {
  auto const rule =
      freq({.from = "enrolment", .per = {"teacher_id", "note"}, .at_most = "1"}).cite("T-1");
  report const said = told_of(
      rule, {{"enrolment", "enr_id teacher_id | e1 t1 | e2 - | e3 t3"}});
  EXPECT_EQ(said.rules[0].counts[static_cast<std::size_t>(verdict::unknown)], 3U);
  EXPECT_EQ(said.findings.back().hidden, 2U);
  EXPECT_EQ(said.findings.size(), 2U);
}

TEST(Report, AMissingKeyOfTheRowsCountedHidesTheSubjects) {
  auto const rule = elig({.subject = "class", .require = "n <= 1"})
                        .aggregate("n", from("enrolment").key("class_id").on("class_id"))
                        .cite("T-1");
  report const said = told_of(rule, {{"class", "class_id | c1 | c2"},
                                     {"enrolment", "enr_id days | e1 1 | e2 - | e3 2"}});
  EXPECT_EQ(told(said, "T-1"), "+2");
}

TEST(Report, WhatAnotherRuleLacksIsFoundBehindItsVerdict) {
  auto const first = eligible("days >= 5 || teacher.hired <= date(2020, 1, 1)");
  auto const second = elig({.subject = "enrolment", .require = "holds('T-1')"}).cite("T-2");
  report const said = make_report(test::run(
      test::policy_of(first, second),
      {{"teacher", "teacher_id | t1"},
       {"enrolment", "enr_id days teacher_id | e1 9 t1 | e2 1 t1 | e3 - t1 | e4 2 t1"}}));
  EXPECT_EQ(told(said, "T-1"), "e3 +2");
  EXPECT_EQ(told(said, "T-2"), "e3 +2");
}

TEST(Report, AParameterWithoutAValueHidesTheSubjectsOfThoseDays) {
  parameter least;
  least.name = "least";
  least.type = parameter_type::integer;
  least.values = {{make_date(2023, 1, 1), value{5}}};
  auto const made = policy_builder{"small"}
                        .parameter(least)
                        .rule(elig({.subject = "class", .require = "hours >= least"})
                                  .anchor("start_date")
                                  .cite("T-1"))
                        .build();
  report const said = make_report(
      test::run(made, {{"class", "class_id start_date hours | c1 2022-01-01 9 | "
                                 "c2 2022-05-01 9 | c3 2023-02-01 9 | c4 - 9 | "
                                 "c5 2022-06-01 -"}}));
  EXPECT_EQ(told(said, "T-1"), "c4 c5 +2");
  EXPECT_NE(said.findings.back().message.en.find("`least`"), std::string::npos);
}

TEST(Report, WhoseNameIsNotKnownIsCalledByTheKey) {
  auto tables = test::tiny_tables();
  tables[2].second = "teacher_id,name,school_id\nt1,王小明,s1\n110101190001011237,,s1\n";
  report const said = make_report(test::tiny_outcome(tables));
  auto const found = of_rule(said, "D-1");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].label, "1****************7");
  EXPECT_EQ(found[0].message.zh.find("待*实"), std::string::npos) << found[0].message.zh;
}

TEST(Report, ATableCalledATableIsNotCalledSoTwice) {
  std::string words = test::tiny_words;
  std::string const title = R"("zh": "选派名单")";
  words.replace(words.find(title), title.size(), R"("zh": "选派表")");
  auto tables = test::tiny_tables();
  std::erase_if(tables, [](auto const& each) { return each.first == "enrolment"; });
  report const said = make_report(test::tiny_outcome(tables, {}, words));
  EXPECT_TRUE(said.findings[0].message.zh.starts_with("缺少“选派表”（enrolment）"))
      << said.findings[0].message.zh;
}

TEST(Report, AColumnThatEventsDecideIsNotMissing) {
  std::string words = tiny_words_with_events();
  auto tables = test::tiny_tables();
  tables.emplace_back("hiring", "teacher_id,on,at\nt1,2020-01-01,2020-01-01\n");
  report const said = make_report(test::tiny_outcome(tables, {}, words));
  EXPECT_TRUE(said.rules[2].missing.empty());
  auto const found = of_rule(said, "D-3");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FALSE(found[0].whole);
  EXPECT_EQ(said.rules[2].counts[static_cast<std::size_t>(verdict::pass)], 2U);
}

TEST(Report, AMissingTableIsOneFindingForEachRuleThatNeedsIt) {
  auto tables = test::tiny_tables();
  std::erase_if(tables, [](auto const& each) { return each.first == "enrolment"; });
  report const said = make_report(test::tiny_outcome(tables));
  ASSERT_EQ(said.findings.size(), 3U);
  for (report_finding const& each : said.findings) {
    EXPECT_TRUE(each.whole);
    EXPECT_EQ(each.hidden, std::nullopt);
    EXPECT_EQ(each.verdict, verdict::unknown);
  }
}

TEST(Report, NamesAndIdentityNumbersAreMasked) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  auto const found = of_rule(said, "D-1");
  ASSERT_EQ(found.size(), 2U);
  std::set<std::string> labels;
  std::set<std::string> keys;
  for (report_finding const& each : found) {
    labels.insert(each.label);
    keys.insert(to_string(each.key.front().second));
    EXPECT_EQ(each.message.zh.find("王小明"), std::string::npos) << each.message.zh;
    EXPECT_EQ(each.message.zh.find("李四"), std::string::npos) << each.message.zh;
  }
  EXPECT_EQ(labels, (std::set<std::string>{"王*明", "李*"}));
  EXPECT_EQ(keys, (std::set<std::string>{"t1", "1****************7"}));
}

TEST(Report, PersonalDataAreShownWhenAskedFor) {
  report_options options;
  options.show_personal = true;
  report const said = make_report(test::tiny_outcome(test::tiny_tables()), options);
  auto const found = of_rule(said, "D-1");
  EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](report_finding const& each) {
    return each.label == "王小明" && each.message.zh.starts_with("王小明参加2项");
  }));
}

TEST(Report, IdsOfFindingsAreStableAndDifferent) {
  report const once = make_report(test::tiny_outcome(test::tiny_tables()));
  auto more = test::tiny_tables();
  more[3].second += "e5,t1,C,9\n";
  report const again = make_report(test::tiny_outcome(more));
  std::set<std::string> ids;
  for (report_finding const& each : once.findings) {
    ids.insert(each.id);
    EXPECT_EQ(each.id.size(), 16U);
    EXPECT_TRUE(std::any_of(again.findings.begin(), again.findings.end(),
                            [&](report_finding const& other) { return other.id == each.id; }));
  }
  EXPECT_EQ(ids.size(), once.findings.size());
}

TEST(Report, ASecretChangesOnlyIdsOfMaskedKeys) {
  report_options options;
  report const plain = make_report(test::tiny_outcome(test::tiny_tables()), options);
  options.identity_key = "secret";
  report const keyed = make_report(test::tiny_outcome(test::tiny_tables()), options);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < plain.findings.size(); ++i) {
    differing += plain.findings[i].id == keyed.findings[i].id ? 0U : 1U;
  }
  EXPECT_EQ(differing, 1U);
}

TEST(Report, FindingsAreCountedByTheTablesAskedFor) {
  report_options options;
  options.group_by = {"region", "school", "teacher", "nothing"};
  report const said = make_report(test::tiny_outcome(test::tiny_tables()), options);
  ASSERT_EQ(said.groups.size(), 4U);
  EXPECT_EQ(said.groups[0].table, "region");
  EXPECT_EQ(said.groups[0].label, "城关镇");
  EXPECT_EQ(said.groups[0].verdicts[static_cast<std::size_t>(verdict::fail)], 3U);
  EXPECT_EQ(said.groups[2].label, "王*明");
}

TEST(Report, ParametersSayWhatWasUsedAndWhatElseThereIs) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  ASSERT_EQ(said.parameters.size(), 1U);
  EXPECT_EQ(to_string(said.parameters[0].used), "1");
  EXPECT_FALSE(said.parameters[0].changed);
  ASSERT_EQ(said.parameters[0].alternatives.size(), 1U);
}

TEST(Report, AChangedParameterStillSaysWhatThePackSays) {
  run_options options;
  options.set = {{"max_projects", value{2}}};
  report const said = make_report(test::tiny_outcome(test::tiny_tables(), options));
  ASSERT_EQ(said.parameters.size(), 1U);
  EXPECT_TRUE(said.parameters[0].changed);
  EXPECT_EQ(to_string(said.parameters[0].used), "2");
  EXPECT_EQ(to_string(said.parameters[0].own), "1");
  EXPECT_EQ(said.parameters[0].own_words.zh, "1");
  EXPECT_NE(to_text(said, {}).find("2（本次调整，规则包为1）  ["), std::string::npos);
}

TEST(Report, ARunOfSomeRulesListsTheParametersThatTheyRead) {
  run_options options;
  options.rules = {"D-2"};
  EXPECT_TRUE(make_report(test::tiny_outcome(test::tiny_tables(), options)).parameters.empty());
  options.rules = {"D-1"};
  EXPECT_EQ(make_report(test::tiny_outcome(test::tiny_tables(), options)).parameters.size(), 1U);
  options.rules = {"D-2"};
  options.set = {{"max_projects", value{2}}};
  EXPECT_EQ(make_report(test::tiny_outcome(test::tiny_tables(), options)).parameters.size(), 1U);
}

TEST(Report, AChoiceIsShownByItsLabel) {
  parameter basis;
  basis.name = "basis";
  basis.type = parameter_type::choice;
  basis.one_of = {"day", "hour"};
  basis.labels = {{"按日", "by day"}, {"按时", "by hour"}};
  basis.values = {{std::nullopt, value{"hour"}}};
  basis.alternatives = {value{"day"}};
  auto const rule = elig({.subject = "enrolment", .require = "basis == 'hour'"}).cite("T-1");
  policy rules = test::policy_of(rule);
  rules.parameters.push_back(basis);
  report const said = make_report(test::run(std::move(rules), {{"enrolment", "enr_id | e1"}}));
  ASSERT_EQ(said.parameters.size(), 1U);
  EXPECT_EQ(said.parameters[0].used_words.zh, "按时");
  ASSERT_EQ(said.parameters[0].alternative_words.size(), 1U);
  EXPECT_EQ(said.parameters[0].alternative_words[0].en, "by day");
  EXPECT_EQ(to_string(said.parameters[0].used), "hour");
}

TEST(Report, ANumberTooLargeIsSaidOnceARule) {
  auto const rule = elig({.subject = "enrolment", .require = "days * days >= 5"}).cite("T-1");
  report const said = make_report(test::run(
      test::policy_of(rule),
      {{"enrolment", "enr_id days | e1 4000000000000000000 | e2 3 | e3 5000000000000000000"}}));
  ASSERT_EQ(said.data.size(), 1U);
  EXPECT_EQ(said.data[0].code, "value.overflow");
  EXPECT_EQ(said.data[0].level, diagnostic_level::warning);
  EXPECT_EQ(said.rules[0].counts[static_cast<std::size_t>(verdict::unknown)], 2U);
  EXPECT_EQ(said.rules[0].counts[static_cast<std::size_t>(verdict::pass)], 1U);
}

TEST(Report, AComputedGradeIsALabelForPeopleAndACodeForPrograms) {
  auto const rule = grade({.subject = "enrolment", .score = "score",
                           .cuts = {{"90", "excellent"}, {{}, "poor"}}, .recorded = "grade"})
                        .cite("T-1")
                        .message("应为{computed}", "should be {computed}");
  outcome const made = test::run(test::policy_of(rule),
                                 {{"enrolment", "enr_id score grade | e1 92.5 poor"}});
  report const said = make_report(made);
  ASSERT_EQ(said.findings.size(), 1U);
  EXPECT_EQ(said.findings[0].message, (text{"应为优秀", "should be excellent"}));
  EXPECT_EQ(said.findings[0].threshold, (value{code_value{"grade", "excellent"}}));
  EXPECT_NE(to_text(said, {}).find("实际值 不合格，要求值 优秀"), std::string::npos);
  auto const json = nlohmann::json::parse(to_json(said));
  EXPECT_EQ(json["findings"][0]["threshold"], "excellent");
}

}  // namespace
}  // namespace xunze
