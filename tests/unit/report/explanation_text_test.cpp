// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/explanation_text.hpp"

#include "support/small_world.hpp"
#include "unit/report/tiny.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace xunze {
namespace {

TEST(ExplanationText, NamesClauseVerdictParametersAndRows) {
  outcome const said = test::tiny_outcome(test::tiny_tables());
  auto const subject = said.find_subject(0, {{"teacher_id", value{"t1"}}});
  ASSERT_TRUE(subject.has_value());
  std::string const text = to_text(said, explain(said, 0, *subject), language::zh);
  for (char const* part : {"示例通知 一", "项目数有上限", "不符合", "max_projects",
                           "enrolment.csv", "王*明"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(text.find("王小明"), std::string::npos) << text;
}

TEST(ExplanationText, ChangesAreCalledCounterfactuals) {
  outcome const said = test::tiny_outcome(test::tiny_tables());
  auto const subject = said.find_subject(0, {{"teacher_id", value{"t1"}}});
  explanation const why = explain(said, 0, *subject);
  ASSERT_FALSE(why.changes.empty());
  std::string const zh = to_text(said, why, language::zh);
  EXPECT_NE(zh.find("（反事实：说明差在哪里，不是处理建议）：\n  "), std::string::npos) << zh;
  std::string const en = to_text(said, why, language::en);
  EXPECT_NE(en.find("(counterfactual, no advice):\n  "), std::string::npos) << en;
}

TEST(ExplanationText, WhatIsOpenIsSaidAndWhatOnlyPerhapsCountsIsMarked) {
  auto const rule = freq({.from = "enrolment", .where = "days >= 5", .per = {"teacher_id"},
                          .at_most = "1"})
                        .cite("T-1");
  outcome const counted = test::run(test::policy_of(rule),
                                    {{"enrolment", "enr_id teacher_id days | e1 t1 9 | e2 t1 -"}});
  std::string const text = to_text(counted, explain(counted, 0, 0), language::zh);
  EXPECT_EQ(text.find("\n\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("\n  \n"), std::string::npos) << text;
  EXPECT_NE(text.find("第3行（可能）\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("第2行（可能）"), std::string::npos) << text;
  auto const json = nlohmann::json::parse(to_json(counted, explain(counted, 0, 0)));
  EXPECT_EQ(json["evidence"].back()["certain"], false);
  auto const least = elig({.subject = "enrolment", .require = "days >= 5"}).cite("T-1");
  outcome const open = test::run(test::policy_of(draft{least}.unit("项", "items")),
                                 {{"enrolment", "enr_id teacher_id days | e1 t1 -"}});
  std::string const unknown = to_text(open, explain(open, 0, 0), language::zh);
  EXPECT_NE(unknown.find("实际值 待核实，要求值 5项\n"), std::string::npos) << unknown;
}

TEST(ExplanationText, SaysWhatDecidedAStatusAndWhenAParameterHolds) {
  outcome const said = test::tiny_outcome(test::tiny_tables());
  auto const subject = said.find_subject(0, {{"teacher_id", value{"t1"}}});
  explanation why = explain(said, 0, *subject);
  ASSERT_EQ(why.parameters.size(), 1U);
  why.parameters[0].from = make_date(2023, 7, 5);
  why.parameters[0].to = make_date(2024, 1, 1);
  why.decided = {{why.about.evidence.at(0), {"project", 0}}};
  std::string const zh = to_text(said, why, language::zh);
  EXPECT_NE(zh.find("2023-07-05起，2024-01-01前）\n"), std::string::npos) << zh;
  EXPECT_NE(zh.find("（状态依据"), std::string::npos) << zh;
  std::string const en = to_text(said, why, language::en);
  EXPECT_NE(en.find("from 2023-07-05, until 2024-01-01)\n"), std::string::npos) << en;
  EXPECT_NE(en.find(" (status by "), std::string::npos) << en;
  auto const json = nlohmann::json::parse(to_json(said, why));
  EXPECT_EQ(json["parameter_sources"]["max_projects"]["from"], "2023-07-05");
  why.parameters[0].changed = true;
  std::string const changed = to_text(said, why, language::zh);
  EXPECT_NE(changed.find("（本次调整）\n"), std::string::npos) << changed;
  EXPECT_EQ(json["evidence"][0]["decided_by"]["table"], "project");
}

TEST(ExplanationText, RowsBehindAndRowsOfNobodyHaveTheirFilesAndColumns) {
  policy_builder made{"small"};
  made.vocabulary("small");
  node_block nodes;
  nodes.aggregates = {from("enrolment").key("teacher_id").sum("days")};
  nodes.aggregates[0].name = "taken";
  made.relation("load", derive_body{"teacher", {}, {}, {}, {}}, std::move(nodes));
  made.rule(elig({.subject = "region", .require = "total <= 1"})
                .cite("T-1")
                .aggregate("total", from("load").key("region_id").sum("taken")));
  std::string enrolments = "enr_id teacher_id days";
  for (int i = 0; i < 12; ++i) enrolments += " | e" + std::to_string(i) + " t1 1";
  outcome const said = test::run(made.build(), {{"region", "region_id | r1"},
                                                {"teacher", "teacher_id region_id | t1 r1 | t2 -"},
                                                {"enrolment", enrolments}});
  explanation const why = explain(said, 0, 0);
  std::string const zh = to_text(said, why, language::zh);
  for (char const* part :
       {"        所依据的数据：\n          enrolment.csv：第2、3、4、5、6、7、8、9、10、11行"
        "（列出前10行，共12行），读取teacher_id、days\n",
        "另有1行不知属于谁：\n  teacher.csv：第3行\n"}) {
    EXPECT_NE(zh.find(part), std::string::npos) << part << "\n" << zh;
  }
  std::string const en = to_text(said, why, language::en);
  for (char const* part :
       {"computed from:\n          enrolment.csv: rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 "
        "(first 10 of 12); read: teacher_id, days\n",
        "1 more row, not known whose:\n  teacher.csv: row 3\n"}) {
    EXPECT_NE(en.find(part), std::string::npos) << part << "\n" << en;
  }
  auto const json = nlohmann::json::parse(to_json(said, why));
  auto const& behind = json["condition_tree"]["operands"][0]["behind"];
  ASSERT_EQ(behind.size(), 1U);
  EXPECT_EQ(behind[0]["table"], "enrolment");
  EXPECT_EQ(behind[0]["columns"], (nlohmann::json{"teacher_id", "days"}));
  EXPECT_EQ(behind[0]["rows_total"], 12);
  EXPECT_EQ(behind[0]["rows"][1]["row"], 1);
  EXPECT_EQ(behind[0]["rows"][1]["source"]["file"], "enrolment.csv");
  EXPECT_EQ(behind[0]["rows"][1]["source"]["row"], 3);
  EXPECT_EQ(json["unplaced"][0]["source"]["row"], 3);
  EXPECT_EQ(json["unplaced"][0]["certain"], false);
  EXPECT_EQ(json["unplaced_total"], 1);
}

TEST(ExplanationJson, HoldsTheTreeAndTheRows) {
  outcome const said = test::tiny_outcome(test::tiny_tables());
  auto const subject = said.find_subject(1, {{"enr_id", value{"e2"}}});
  ASSERT_TRUE(subject.has_value());
  auto const json = nlohmann::json::parse(to_json(said, explain(said, 1, *subject)));
  EXPECT_EQ(json["schema"], "xunze.explanation/1");
  EXPECT_EQ(json["verdict"], "fail");
  EXPECT_EQ(json["condition"], "no");
  EXPECT_FALSE(json["condition_tree"]["operands"].empty());
  EXPECT_EQ(json["evidence"][0]["source"]["row"], 3);
}

}  // namespace
}  // namespace xunze
