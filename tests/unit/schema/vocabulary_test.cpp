// SPDX-License-Identifier: Apache-2.0
#include "xunze/schema/vocabulary.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

column_schema make(std::string name, std::string zh, std::vector<std::string> synonyms = {}) {
  column_schema made;
  made.name = std::move(name);
  made.title = {std::move(zh), ""};
  made.synonyms = std::move(synonyms);
  return made;
}

vocabulary example() {
  vocabulary words;
  words.enums.push_back({"stage", {"学段", "stage"}, true,
                         {{"primary", {"小学", "primary school"}, {"小"}},
                          {"junior", {"初中", "junior"}, {"primary-junior"}},
                          {"小学", {"别的", "other"}, {}}}});
  table_schema school;
  school.name = "school";
  school.title = {"学校", "schools"};
  school.synonyms = {"名单", "project"};
  school.columns = {make("id", "编号", {"name"}), make("name", "校名"), make("校名", "别名")};
  school.columns[1].refers_to = reference{"project", "p"};
  table_schema project;
  project.name = "project";
  project.title = {"项目", "projects"};
  words.tables = {school, project};
  return words;
}

TEST(Enumeration, FindsCodeLabelAndSynonym) {
  auto const words = example();
  enumeration const& stage = *words.find_enum("stage");
  EXPECT_EQ(stage.find("primary"), 0);
  EXPECT_EQ(stage.find("junior"), 1);
  EXPECT_EQ(stage.find("初中"), 1);
  EXPECT_EQ(stage.find("小"), 0);
  EXPECT_EQ(stage.find("primary school"), 0);
  EXPECT_EQ(stage.find("大学"), std::nullopt);
}

TEST(Enumeration, ACodeGoesBeforeALabelOfTheSameSpelling) {
  EXPECT_EQ(example().enums[0].find("小学"), 2);
}

TEST(TableSchema, FindsColumnsByNameAloneAndHeadersByAnyWord) {
  auto const school = example().tables[0];
  EXPECT_EQ(school.find("name"), 1U);
  EXPECT_EQ(school.find("编号"), std::nullopt);
  EXPECT_EQ(school.find_header("编号"), 0U);
  EXPECT_EQ(school.find_header("nothing"), std::nullopt);
}

TEST(TableSchema, ANameGoesBeforeATitleOrSynonymOfTheSameSpelling) {
  auto const school = example().tables[0];
  EXPECT_EQ(school.find_header("name"), 1U);
  EXPECT_EQ(school.find_header("校名"), 2U);
}

TEST(TableSchema, FindsTheForeignKeyOfAStep) {
  auto const school = example().tables[0];
  EXPECT_EQ(school.find_step("p"), 1U);
  EXPECT_EQ(school.find_step("project"), std::nullopt);
}

TEST(Vocabulary, FindsTablesByNameTitleAndSynonym) {
  auto const words = example();
  EXPECT_EQ(words.find_table("school"), &words.tables[0]);
  EXPECT_EQ(words.find_table("学校"), nullptr);
  EXPECT_EQ(words.find_table_header("学校"), &words.tables[0]);
  EXPECT_EQ(words.find_table_header("名单"), &words.tables[0]);
  EXPECT_EQ(words.find_table_header("project"), &words.tables[1]);
  EXPECT_EQ(words.find_table_header("nothing"), nullptr);
  EXPECT_EQ(words.find_enum("nothing"), nullptr);
}

}  // namespace
}  // namespace xunze
