// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/findings_table.hpp"

#include "support/small_world.hpp"
#include "unit/report/tiny.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace xunze {
namespace {

TEST(Neutralised, FormulasGetAnApostrophe) {
  for (std::string const cell : {"=1+1", "+cmd", "-cmd", "@x", "\tx", "\rx", "＝1", "＋1", "－a",
                                 "＠x"}) {
    EXPECT_EQ(neutralised(cell), "'" + cell);
  }
}

TEST(Neutralised, NumbersAndWordsStay) {
  for (std::string const cell : {"-2", "+3", "-0.10", "缺额2人", "a=b", ""}) {
    EXPECT_EQ(neutralised(cell), cell);
  }
  EXPECT_EQ(neutralised("-2+3"), "'-2+3");
  EXPECT_EQ(neutralised("--2"), "'--2");
}

TEST(FindingsTable, EveryRowHasACellForEachColumn) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  text_table const rows = findings_table(said, language::zh);
  EXPECT_EQ(rows.columns.front(), "locator");
  EXPECT_EQ(rows.columns.back(), "id");
  EXPECT_EQ(rows.titles.size(), rows.columns.size());
  EXPECT_EQ(rows.rows.size(), said.findings.size());
  for (auto const& row : rows.rows) EXPECT_EQ(row.size(), rows.columns.size());
}

TEST(FindingsTable, VerdictsAreWordsOrCodes) {
  report const said = make_report(test::tiny_outcome(test::tiny_tables()));
  EXPECT_EQ(findings_table(said, language::zh).rows[0][2], "不符合");
  EXPECT_EQ(findings_table(said, language::zh).rows[0][3], "须说明理由");
  EXPECT_EQ(findings_table(said, language::zh, cell_words::codes).rows[0][2], "fail");
}

TEST(Csv, QuotesWhatMustBeAndBeginsWithAMark) {
  text_table rows;
  rows.columns = {"a", "b"};
  rows.titles = {{"甲", "a"}, {"乙", "b"}};
  rows.rows = {{"x,y", "say \"no\""}, {"=1", "two\nlines"}};
  EXPECT_EQ(to_csv(rows, language::zh),
            "\xEF\xBB\xBF甲,乙\r\n\"x,y\",\"say \"\"no\"\"\"\r\n'=1,\"two\nlines\"\r\n");
}

TEST(FindingsTable, ASubjectOfSeveralKeysIsToldInWords) {
  auto const rule = freq({.from = "enrolment", .per = {"teacher_id", "status"}, .at_most = "1"})
                        .cite("T-1");
  report const said = make_report(test::run(
      test::policy_of(rule), {{"enrolment", "enr_id teacher_id status | e1 t1 completed | "
                                            "e2 t1 completed"}}));
  auto const at = [&](text_table const& rows, char const* name) {
    auto const column = std::find(rows.columns.begin(), rows.columns.end(), name);
    return rows.rows.at(0).at(static_cast<std::size_t>(column - rows.columns.begin()));
  };
  auto const people = findings_table(said, language::zh, cell_words::people);
  EXPECT_EQ(at(people, "label"), "t1 结业");
  EXPECT_EQ(at(people, "key"), "teacher_id=t1；状态=结业");
  auto const codes = findings_table(said, language::zh, cell_words::codes);
  EXPECT_EQ(at(codes, "label"), "t1|completed");
}

}  // namespace
}  // namespace xunze
