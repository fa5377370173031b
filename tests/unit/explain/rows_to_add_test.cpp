// SPDX-License-Identifier: Apache-2.0
// Rows to be added are told by a row that they may be like, if that has been tried and helps.
#include "xunze/explain/changed_data.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace xunze {
namespace {

using cells = std::vector<std::pair<std::string, value>>;

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
  EXPECT_EQ(c.cells, (cells{{"class_id", value{"c2"}}})) << "the others are as in that row";
  EXPECT_TRUE(why.tried);
  EXPECT_NE(c.description.zh.find("；曾仿第3行试补，即符合；其余各列须据实填写"), std::string::npos)
      << c.description.zh;
  EXPECT_NE(c.description.en.find("; tried with a row made like row 3"),
            std::string::npos)
      << c.description.en;
}

TEST(RowsToAdd, AreUntriedWhereNoRowIsKnownToHelp) {
  explanation const why = of_second_class(two_of("days * days == 25"), few);
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_FALSE(why.tried);
  EXPECT_FALSE(why.changes[0].like.has_value());
  EXPECT_TRUE(why.changes[0].cells.empty());
}

TEST(RowsToAdd, HoldTheCellsToldAloneWhereThereIsNone) {
  explanation const why =
      of_second_class(two_of("status == 'completed'"), "enr_id class_id status days");
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_TRUE(why.tried);
  EXPECT_FALSE(why.changes[0].like.has_value());
  EXPECT_EQ(why.changes[0].cells, (cells{{"class_id", value{"c2"}},
                                         {"status", value{"completed"}}}));
  EXPECT_NE(why.changes[0].description.zh.find("“status”为结业；曾只填这些列试补"),
            std::string::npos)
      << why.changes[0].description.zh;
}

/// The only change for the first subject that fails.
change only_change(draft const& rule, std::vector<test::rows> const& tables) {
  outcome const made = test::run(test::policy_of(rule), tables);
  std::array<verdict, 1> const failing{verdict::fail};
  explanation const why = explain(made, 0, made.findings(0, failing).at(0).subject);
  EXPECT_TRUE(why.tried) << why.no_changes.en;
  return why.changes.size() == 1 ? why.changes[0] : change{};
}

TEST(RowsToAdd, AreLikeARowThatHasWhatCannotBeMadeUp) {
  auto const rule = item({.subject = "class",
                          .exists = from("enrolment")
                                        .where("note != '' && days * 2 > 5")
                                        .key("class_id")});
  change const c = only_change(
      rule.cite("T-1"), {{"class", "class_id | c1 | c2"},
                         {"enrolment", "enr_id class_id note days | e1 c2 x 1 | e2 c2 x 2 | "
                                       "e3 c1 x 3"}});
  ASSERT_TRUE(c.like.has_value());
  EXPECT_EQ(*c.like, 2U);
  EXPECT_EQ(c.cells, (cells{{"class_id", value{"c2"}}}));
  EXPECT_NE(c.description.zh.find("“note”已填写"), std::string::npos) << c.description.zh;
}

TEST(RowsToAdd, ReferToARowThatHasAllThatIsWantedOfIt) {
  auto const rule =
      item({.subject = "project",
            .exists = from("enrolment").where("class.hours == 8").key("class.project_id")});
  change const c = only_change(
      rule.cite("T-1"), {{"project", "project_id | p1 | p2"},
                         {"class", "class_id project_id hours | c1 p1 8 | c2 p2 5 | c3 p2 8"},
                         {"enrolment", "enr_id class_id | e1 c1"}});
  EXPECT_EQ(c.cells, (cells{{"class_id", value{"c3"}}}));
}

TEST(RowsToAdd, HaveANumberThatNoneHasYet) {
  auto const rule =
      count({.subject = "class", .of = from("enrolment").key("class_id").distinct("days"),
             .at_least = "2"});
  change const c = only_change(rule.cite("T-1"), {{"class", "class_id | c1"},
                                                  {"enrolment", "enr_id class_id days | e1 c1 1"}});
  ASSERT_TRUE(c.like.has_value());
  EXPECT_EQ(*c.like, 0U);
  EXPECT_EQ(c.cells, (cells{{"days", value{2}}}));
}

TEST(RowsToAdd, HaveTheCellsThatAColumnIsComputedFrom) {
  policy_builder made{"small"};
  made.vocabulary("small");
  made.relation("told",
                derive_body{"enrolment", {}, {},
                            {{"of", parse_expression("again ? class_id : class.project_id")}}, {}});
  made.rule(item({.subject = "class", .exists = from("told").key("of")}).cite("T-1"));
  outcome const said = test::run(
      made.build(), {{"class", "class_id project_id | c1 p1"},
                     {"enrolment", "enr_id class_id again | e1 c1 false"}});
  explanation const why = explain(said, 0, test::finding_at(said, "c1").subject);
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_TRUE(why.tried);
  EXPECT_EQ(why.changes[0].cells, (cells{{"again", value{true}}, {"class_id", value{"c1"}}}));
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
