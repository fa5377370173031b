// SPDX-License-Identifier: Apache-2.0
#include "xunze/explain/changed_data.hpp"

#include "support/small_world.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

change set(std::string table, std::size_t row, std::string column, value to) {
  change made;
  made.table = std::move(table);
  made.rows = {row};
  made.column = std::move(column);
  made.to = std::move(to);
  return made;
}

change remove(std::string table, std::vector<std::size_t> rows) {
  change made;
  made.kind = change::form::remove_rows;
  made.table = std::move(table);
  made.rows = std::move(rows);
  return made;
}

/// A run on two tables; its data are what is changed.
outcome const& small() {
  static outcome const made = test::run(
      test::policy_of(elig({.subject = "enrolment", .require = "days >= 0"}).cite("T-1")),
      {{"class", "class_id hours | c1 8 | c2 9"},
       {"enrolment", "enr_id class_id days score grade done_on again note topics | "
                     "e1 c1 1 1.5 good 2023-01-01 true x ethics | "
                     "e2 c2 2 2.5 poor 2023-01-02 false y safety | "
                     "e3 c2 3 3.5 good 2023-01-03 false z ethics"}});
  return made;
}

std::string cell(dataset const& data, std::string_view table, std::size_t row,
                 std::string_view column) {
  xunze::table const& from = *data.find(table);
  return to_string(from.columns[*from.schema->find(column)].at(row));
}

TEST(ChangedData, ACellOfEveryTypeCanBeSet) {
  auto const made = changed_data(
      small().data(),
      {set("enrolment", 1, "days", value{7}), set("enrolment", 1, "score", value{decimal{45, 1}}),
       set("enrolment", 1, "grade", code_value{"grade", "good"}),
       set("enrolment", 1, "done_on", make_date(2024, 2, 29)),
       set("enrolment", 1, "again", value{true}), set("enrolment", 1, "note", value{"new"}),
       set("enrolment", 1, "topics", code_set{{"ethics", "safety"}})});
  ASSERT_NE(made, nullptr);
  std::string said;
  for (char const* column : {"days", "score", "grade", "done_on", "again", "note", "topics"}) {
    said += cell(*made, "enrolment", 1, column) + " ";
  }
  EXPECT_EQ(said, "7 4.5 good 2024-02-29 true new {ethics, safety} ");
  EXPECT_EQ(cell(*made, "enrolment", 0, "note"), "x");
  EXPECT_EQ(cell(small().data(), "enrolment", 1, "note"), "y");  // the data given stay
}

TEST(ChangedData, RowsThatGoLeaveTheOthersTheirNumbersInTheFile) {
  auto const made = changed_data(small().data(), {remove("enrolment", {0, 1})});
  xunze::table const& left = *made->find("enrolment");
  EXPECT_EQ(left.rows, 1U);
  EXPECT_EQ(cell(*made, "enrolment", 0, "enr_id"), "e3");
  EXPECT_EQ(left.source.row_of(0), 4U);
}

TEST(ChangedData, LinksFollowTheRows) {
  auto const made = changed_data(
      small().data(), {remove("class", {0}), set("enrolment", 1, "class_id", value{"c1"})});
  xunze::table const& from = *made->find("enrolment");
  auto const& links = made->link(from, *from.schema->find("class_id"));
  EXPECT_EQ(links, (std::vector<std::int32_t>{unknown_row, unknown_row, 0}));
}

TEST(ChangedData, CellsAreSetBeforeRowsGo) {
  auto const made =
      changed_data(small().data(), {remove("class", {0}), set("class", 1, "hours", value{1})});
  EXPECT_EQ(cell(*made, "class", 0, "hours"), "1");
}

TEST(ChangedData, WhatDoesNotFitIsUnknown) {
  auto const made = changed_data(small().data(), {set("enrolment", 0, "days", value{"many"}),
                                                  set("enrolment", 0, "grade", value{"none"})});
  EXPECT_EQ(cell(*made, "enrolment", 0, "days") + cell(*made, "enrolment", 0, "grade"), "nullnull");
}

TEST(ChangedData, RowsToAddThatAreLikeNoRowAreEmptyButForTheirCells) {
  change more;
  more.kind = change::form::add_rows;
  more.table = "class";
  more.count = 1;
  more.cells = {{"hours", value{7}}};
  auto const made = changed_data(small().data(), {more});
  std::size_t const last = made->find("class")->rows - 1;
  EXPECT_EQ(last, small().data().find("class")->rows);
  EXPECT_EQ(cell(*made, "class", last, "hours"), "7");
  EXPECT_EQ(cell(*made, "class", last, "start_date"), "null");
  EXPECT_NE(cell(*made, "class", last, "class_id"), "null");
}

TEST(ChangedData, RowsToAddAreLikeRowsAsTheyWere) {
  change more;
  more.kind = change::form::add_rows;
  more.table = "class";
  more.count = 1;
  more.like = 0;
  auto const made = changed_data(small().data(), {set("class", 0, "hours", value{1}), more});
  EXPECT_EQ(cell(*made, "class", 0, "hours"), "1");
  EXPECT_EQ(cell(*made, "class", made->find("class")->rows - 1, "hours"), "8");
}

TEST(ChangedData, WhatTheDataDoNotHaveIsRefused) {
  auto const code = [](change const& c) -> std::string {
    try {
      static_cast<void>(changed_data(small().data(), {c}));
      return "made";
    } catch (failure const& problem) {
      return std::string{problem.code()};
    }
  };
  EXPECT_EQ(code(set("enrolment", 2, "days", value{7})), "made");
  EXPECT_EQ(code(set("enrolment", 3, "days", value{7})), "change.refused");
  EXPECT_EQ(code(set("enrolment", 0, "dayz", value{7})), "change.refused");
  EXPECT_EQ(code(set("project", 0, "name", value{"x"})), "change.refused");
  EXPECT_EQ(code(remove("enrolment", {0, 9})), "change.refused");
  change several = set("enrolment", 0, "days", value{7});
  several.rows = {};
  EXPECT_EQ(code(several), "change.refused");
  change copied;
  copied.kind = change::form::add_rows;
  copied.table = "enrolment";
  copied.count = 1;
  copied.like = 3;
  EXPECT_EQ(code(copied), "change.refused");
  copied.like = 2;
  EXPECT_EQ(code(copied), "made");
  copied.cells = {{"dayz", value{1}}};
  EXPECT_EQ(code(copied), "change.refused");
}

TEST(ChangedData, TwoRowsOfOneKeyAreRefused) {
  EXPECT_THROW((void)changed_data(small().data(), {set("class", 0, "class_id", value{"c2"})}),
               failure);
}

}  // namespace
}  // namespace xunze
