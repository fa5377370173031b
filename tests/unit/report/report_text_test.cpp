// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/report_text.hpp"

#include "support/small_world.hpp"
#include "unit/report/tiny.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

TEST(DisplayWidth, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("训则"), 4U);
  EXPECT_EQ(display_width("（一）"), 6U);
  EXPECT_EQ(display_width("𠮷"), 2U);
  EXPECT_EQ(display_width(""), 0U);
}

TEST(ReportText, SpeaksTheUsersWords) {
  std::string const text = to_text(make_report(test::tiny_outcome(test::tiny_tables())));
  for (char const* part : {"审核基准日 2023-12-31", "审核汇总", "问题明细", "数据核查",
                           "审核依据与口径", "示例通知 一", "不符合（须说明理由）",
                           "其他执行口径：2", "实际值 2项，要求值 1项，差额 -1项"}) {
    EXPECT_TRUE(holds(text, part)) << part << "\n" << text;
  }
  EXPECT_FALSE(holds(text, "违规"));
}

TEST(ReportText, EnglishHasNoChineseFrame) {
  report_text_options how;
  how.words = language::en;
  std::string const text = to_text(make_report(test::tiny_outcome(test::tiny_tables())), how);
  EXPECT_TRUE(holds(text, "as of 2023-12-31"));
  EXPECT_TRUE(holds(text, "measured 2 projects, threshold 1 projects")) << text;
  EXPECT_FALSE(holds(text, "审核"));
}

TEST(ReportText, ACapSaysTheTotal) {
  report_text_options how;
  how.findings = 1;
  std::string const text = to_text(make_report(test::tiny_outcome(test::tiny_tables())), how);
  EXPECT_TRUE(holds(text, "列出前1条，共5条")) << text;
}

TEST(ReportText, DaysHaveNoUnitAndTheirDifferenceIsInDays) {
  auto rule = elig({.subject = "class", .require = "start_date <= end_date"}).cite("T-1");
  outcome const made = test::run(test::policy_of(rule.unit("日期", "dates")),
                                 {{"class", "class_id start_date end_date | "
                                            "c1 2023-07-25 2023-07-24 | c2 - 2023-07-24"}});
  std::string const text = to_text(make_report(made));
  EXPECT_TRUE(holds(text, "实际值 2023-07-25，要求值 2023-07-24，差额 -1天\n")) << text;
  EXPECT_TRUE(holds(text, "实际值 待核实，要求值 2023-07-24\n")) << text;
}

TEST(ReportText, WhatIsNotThereIsNotSaidToBeOpen) {
  auto rule = deadline({.subject = "project",
                        .first = from("class").at("start_date").key("project_id"),
                        .due = "date(2023, 7, 30)"});
  outcome const made = test::run(
      test::policy_of(rule.cite("T-1")),
      {{"project", "project_id | p1 | p2"},
       {"class", "class_id project_id start_date | c2 p2 2023-07-31"}});
  std::string const text = to_text(make_report(made));
  EXPECT_TRUE(holds(text, "    要求值 2023-07-30\n")) << text;
  EXPECT_TRUE(holds(text, "实际值 2023-07-31，要求值 2023-07-30，差额 -1天\n")) << text;
  EXPECT_FALSE(holds(text, "实际值 待核实")) << text;
}

TEST(ReportText, OneFindingIsToldAlone) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  std::string const text = to_text(said, said.findings.back(), language::zh);
  EXPECT_TRUE(holds(text, "teacher.hire_date")) << text;
  EXPECT_FALSE(holds(text, "max_projects")) << text;
  EXPECT_TRUE(holds(to_text(said), text)) << text;
}

TEST(ReportText, ColumnsLineUp) {
  std::string const text = to_text(make_report(test::tiny_outcome(test::tiny_tables())));
  std::size_t const begin = text.find("  依据");
  std::string const header = text.substr(begin, text.find('\n', begin) - begin);
  std::size_t const next = text.find('\n', begin) + 1;
  std::string const row = text.substr(next, text.find('\n', next) - next);
  std::size_t const pass = display_width(header.substr(0, header.find("不适用"))) + 6;
  EXPECT_NE(row.find("须说明理由"), std::string::npos) << row;
  EXPECT_EQ(display_width(row.substr(0, row.find("须说明理由"))), pass + 2) << text;
}

}  // namespace
}  // namespace xunze
