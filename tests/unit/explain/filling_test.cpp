// SPDX-License-Identifier: Apache-2.0
// Rows to be added are told by a row that they may be like, if that has been tried and helps.
#include "xunze/explain/changed_data.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

draft two_of(char const* filter) {
  return count({.subject = "class", .of = from("enrolment").where(filter).key("class_id"),
                .at_least = "2"})
      .cite("T-1");
}

explanation of_second_class(draft const& rule, char const* enrolments) {
  outcome const made = test::run(
      test::policy_of(rule), {{"class", "class_id | c1 | c2"}, {"enrolment", enrolments}});
  return explain(made, 0, test::finding_at(made, "c2").subject);
}

char const* const few = "enr_id class_id status days | e1 c1 selected 2 | e2 c1 completed 3 | "
                        "e3 c1 completed 4";

TEST(RowsToAdd, AreLikeTheRowThatIsMostLikeThem) {
  explanation const why = of_second_class(two_of("status == 'completed' && days > 2"), few);
  ASSERT_EQ(why.changes.size(), 1U);
  change const& c = why.changes[0];
  EXPECT_EQ(c.count, 2U);
  ASSERT_TRUE(c.like.has_value());
  EXPECT_EQ(*c.like, 1U);
  using cells = std::vector<std::pair<std::string, value>>;
  EXPECT_EQ(c.cells, (cells{{"class_id", value{"c2"}}, {"status", value{"completed"}},
                            {"days", value{3}}}));
  EXPECT_NE(c.description.zh.find("；曾仿第3行试补，即符合；其余各列须据实填写"), std::string::npos)
      << c.description.zh;
  EXPECT_NE(c.description.en.find("; tried with a row made like row 3"),
            std::string::npos)
      << c.description.en;
}

TEST(RowsToAdd, AreLikeNoneWhereThatDoesNotHelp) {
  explanation const why = of_second_class(two_of("days * days == 25"), few);
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_FALSE(why.changes[0].like.has_value());
  EXPECT_TRUE(why.changes[0].cells.empty());
}

TEST(RowsToAdd, AreLikeNoneWhereThereIsNone) {
  explanation const why = of_second_class(two_of("true"), "enr_id class_id status days");
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_FALSE(why.changes[0].like.has_value());
}

TEST(RowsToAdd, FollowAForeignKeyToARowOfTheValueWanted) {
  auto const rule = count({.subject = "project",
                           .of = from("enrolment").key("class.project_id"), .at_least = "1"})
                        .cite("T-1");
  outcome const made = test::run(test::policy_of(rule),
                                 {{"project", "project_id | p1 | p2"},
                                  {"class", "class_id project_id | c1 p1 | c2 p2"},
                                  {"enrolment", "enr_id class_id | e1 c1"}});
  explanation const why = explain(made, 0, test::finding_at(made, "p2").subject);
  ASSERT_EQ(why.changes.size(), 1U);
  using cells = std::vector<std::pair<std::string, value>>;
  EXPECT_EQ(why.changes[0].cells, (cells{{"class_id", value{"c2"}}}));
}

TEST(RowsToAdd, HaveKeysOfTheirOwnInTheDataSoChanged) {
  outcome const made = test::run(test::policy_of(two_of("status == 'completed'")),
                                 {{"class", "class_id | c1 | c2"}, {"enrolment", few}});
  explanation const why = explain(made, 0, test::finding_at(made, "c2").subject);
  auto const data = changed_data(made.data(), why.changes);
  ASSERT_NE(data, nullptr);
  table const& grown = *data->find("enrolment");
  ASSERT_EQ(grown.rows, 5U);
  column const& keys = grown.columns[*grown.schema->find("enr_id")];
  EXPECT_NE(keys.at(3), keys.at(4));
  EXPECT_EQ(grown.source.row_of(4), 6U);
}

}  // namespace
}  // namespace xunze
