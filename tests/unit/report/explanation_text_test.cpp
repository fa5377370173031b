// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/explanation_text.hpp"

#include "unit/report/tiny.hpp"

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
