// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/diagnostic.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace xunze;

diagnostic unknown_column() {
  diagnostic found;
  found.code = "pack.unknown_column";
  found.at.file = "pack.json";
  found.at.line = 12;
  found.at.column = 9;
  found.message = {"没有“agee”这一列", "unknown column `agee`"};
  found.help = {"是否想写“age”？", "did you mean `age`?"};
  found.excerpt = "年龄 && agee >= 18";
  return found;
}

TEST(Render, PutsTheCaretUnderTheTextBehindWideCharacters) {
  auto found = unknown_column();
  found.at.column = 7;
  EXPECT_EQ(render(found, language::zh),
            "pack.json:12:7: 错误[pack.unknown_column]：没有“agee”这一列\n"
            "    年龄 && agee >= 18\n"
            "            ^\n"
            "帮助：是否想写“age”？");
  EXPECT_EQ(render(found, language::en),
            "pack.json:12:7: error[pack.unknown_column]: unknown column `agee`\n"
            "    年龄 && agee >= 18\n"
            "            ^\n"
            "help: did you mean `age`?");
}

TEST(Render, KeepsTabsSoThatTheCaretLinesUp) {
  auto found = unknown_column();
  found.excerpt = "\tagee";
  found.at.column = 2;
  EXPECT_NE(render(found, language::en).find("\n    \tagee\n    \t^\n"), std::string::npos);
}

TEST(Render, LeavesOutWhatIsNotGiven) {
  diagnostic found;
  found.level = diagnostic_level::note;
  found.message = {"甲", "a"};
  EXPECT_EQ(render(found, language::zh), "说明：甲");
  EXPECT_EQ(render(found, language::en), "note: a");
  found.at.file = "a.csv";
  found.level = diagnostic_level::warning;
  EXPECT_EQ(render(found, language::en), "a.csv: warning: a");
}

TEST(Render, NamesTheCellOfATable) {
  place at;
  at.file = "名单.xlsx";
  at.sheet = "学员";
  at.row = 5;
  at.column_name = "年龄";
  EXPECT_EQ(to_string(at, language::zh), "名单.xlsx：工作表“学员”第5行“年龄”列");
  EXPECT_EQ(to_string(at, language::en), "名单.xlsx: sheet `学员`, row 5, column `年龄`");
  EXPECT_EQ(to_string(place{}, language::zh), "");
}

TEST(Diagnostics, KeepTheirOrderAndKnowTheirErrors) {
  diagnostics found;
  EXPECT_TRUE(found.empty());
  found.note("a.note", {}, {"一", "one"});
  found.warning("a.warning", {}, {"二", "two"});
  EXPECT_FALSE(found.has_errors());
  found.error("a.error", {}, {"三", "three"}, {"四", "four"});
  EXPECT_TRUE(found.has_errors());
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].code, "a.note");
  EXPECT_EQ(found[1].level, diagnostic_level::warning);
  EXPECT_EQ(found[2].help.en, "four");
  found.append(found);
  EXPECT_EQ(found.size(), 6U);
  EXPECT_EQ(found[5].code, "a.error");
}

TEST(Diagnostics, RenderOneAfterTheOther) {
  diagnostics found;
  found.warning("a.one", {}, {"一", "one"});
  found.error("a.two", {}, {"二", "two"});
  EXPECT_EQ(render(found, language::en), "warning[a.one]: one\nerror[a.two]: two\n");
}

TEST(DidYouMean, FindsOneEditInThreeCharacters) {
  std::vector<std::string> const names{"age", "teacher_id", "教师编号", "项目级别"};
  EXPECT_EQ(did_you_mean("agee", names), "age");
  EXPECT_EQ(did_you_mean("aeg", names), "age") << "a swap is one edit";
  EXPECT_EQ(did_you_mean("teecher_id", names), "teacher_id");
  EXPECT_EQ(did_you_mean("teacherid", names), "teacher_id");
  EXPECT_EQ(did_you_mean("教师编码", names), "教师编号");
  EXPECT_EQ(did_you_mean("age", names), "age");
}

TEST(DidYouMean, StaysSilentIfNothingIsNear) {
  std::vector<std::string> const names{"age", "教师编号"};
  EXPECT_EQ(did_you_mean("xyz", names), std::nullopt);
  EXPECT_EQ(did_you_mean("ab", names), std::nullopt);
  EXPECT_EQ(did_you_mean("学员姓名", names), std::nullopt);
  EXPECT_EQ(did_you_mean("age", {}), std::nullopt);
  EXPECT_TRUE(did_you_mean_help("xyz", names).empty());
}

TEST(DidYouMean, TakesTheFirstOfEquallyNearNames) {
  std::vector<std::string> const names{"bge", "cge"};
  EXPECT_EQ(did_you_mean("age", names), "bge");
  EXPECT_EQ(did_you_mean_help("age", names).zh, "是否想写“bge”？");
  EXPECT_EQ(did_you_mean_help("age", names).en, "did you mean `bge`?");
}

}  // namespace
