// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/report_json.hpp"

#include "unit/report/tiny.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace xunze {
namespace {

nlohmann::json parsed() {
  return nlohmann::json::parse(to_json(test::tiny_outcome(test::tiny_tables())));
}

TEST(ReportJson, HasTheKeysOfTheFormat) {
  auto const json = parsed();
  EXPECT_EQ(json["schema"], "xunze.report/1");
  EXPECT_EQ(json["as_of"], "2023-12-31");
  for (char const* key : {"assumptions", "packs", "rules", "summary", "findings", "groups",
                          "measures", "decisions", "parameters", "data"}) {
    EXPECT_TRUE(json[key].is_array()) << key;
  }
}

TEST(ReportJson, AFindingIsAReceipt) {
  auto const json = parsed();
  nlohmann::json found;
  for (auto const& each : json["findings"]) {
    if (each["rule"] == "D-2" && each["verdict"] == "fail") found = each;
  }
  EXPECT_EQ(found["clause"], "D-2");
  EXPECT_EQ(found["severity"], "error");
  EXPECT_EQ(found["subject"]["relation"], "enrolment");
  EXPECT_EQ(found["subject"]["key"]["enr_id"], "e2");
  EXPECT_EQ(found["measured"], 3);
  EXPECT_EQ(found["threshold"], 5);
  EXPECT_EQ(found["slack"], -2);
  EXPECT_EQ(found["evidence"][0]["source"]["row"], 3);
  EXPECT_EQ(found["message"]["zh"], "培训3天");
}

TEST(ReportJson, DataSaysWhatStoodInACellAndWhatCounts) {
  auto tables = test::tiny_tables();
  tables[3].second += "e5,t1,C,many\ne6,t9,C,6\n";
  tables[2].second += "t2,赵六,110101190001011237\n";
  auto const json = nlohmann::json::parse(to_json(test::tiny_outcome(tables)));
  std::map<std::string, nlohmann::json> by_column;
  for (auto const& each : json["data"]) by_column[each["source"]["column"]] = each;
  EXPECT_EQ(by_column["days"]["was"], "many");
  EXPECT_TRUE(by_column["days"]["now"].is_null());
  EXPECT_TRUE(by_column["teacher_id"]["was"].is_null()) << "the column is personal";
  EXPECT_EQ(by_column["school_id"]["code"], "data.dangling_key");
  EXPECT_EQ(by_column["school_id"]["was"].get<std::string>().find("110101190001011237"),
            std::string::npos);
  EXPECT_TRUE(by_column["school_id"]["now"].is_null());
}

TEST(ReportJson, NoIdentityNumberIsInIt) {
  std::string const text = to_json(test::tiny_outcome(test::tiny_tables()));
  EXPECT_EQ(text.find("110101190001011237"), std::string::npos);
  EXPECT_EQ(text.find("王小明"), std::string::npos);
}

TEST(ReportJson, TheSameRunGivesTheSameBytes) {
  EXPECT_EQ(to_json(test::tiny_outcome(test::tiny_tables())),
            to_json(test::tiny_outcome(test::tiny_tables())));
}

}  // namespace
}  // namespace xunze
