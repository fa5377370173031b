// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/dataset_builder.hpp"

#include "words.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace xunze {
namespace {

using test::column_of;
using test::from_csv;
using test::only;
using test::refusal;
using test::words;

std::vector<diagnostic> refused_csv(std::string_view table, std::string_view csv) {
  dataset_builder builder{words()};
  builder.add_csv_text(table, csv, "test.csv");
  return refusal(builder);
}

place cell(std::size_t row, std::string column) {
  return {"test.csv", 0, 0, "", row, std::move(column)};
}

TEST(AddCsvText, ReadsEveryTypeOfCell) {
  auto const data = from_csv(
      "record",
      "编号,姓名,人数,金额,是否,日期,时间,学段,学段们,学校\r\n"
      "1,甲,３０人,12.5,是,2023年7月5日,2023-07-05 08:30,初中,小学;senior,\r\n");
  auto const at = [&](char const* name) { return column_of(data, "record", name).at(0); };
  EXPECT_EQ(at("id"), value{1});
  EXPECT_EQ(at("name"), value{"甲"});
  EXPECT_EQ(at("count"), value{30});
  EXPECT_EQ(at("amount"), (value{decimal{1250, 2}}));
  EXPECT_EQ(at("flag"), value{true});
  EXPECT_EQ(at("day"), value{make_date(2023, 7, 5)});
  EXPECT_EQ(at("at"), value{*parse_timestamp("2023-07-05T08:30:00+08:00")});
  EXPECT_EQ(at("stage"), (value{code_value{"stage", "junior"}}));
  EXPECT_EQ(at("stages"), (value{code_set{{"primary", "senior"}}}));
  EXPECT_EQ(column_of(data, "record", "school_id").raw(0), none_value);
  EXPECT_TRUE(data.notes().empty());
}

TEST(AddCsvText, ReadsGb18030AndSaysSo) {
  auto const data = from_csv("school", "school_id,\xD0\xA3\xC3\xFB\ns1,\xBC\xD7\n");
  EXPECT_EQ(column_of(data, "school", "name").at(0), value{"甲"});
  auto const found = only(data.notes().list(), "data.gb18030");
  EXPECT_EQ(found.level, diagnostic_level::note);
  EXPECT_EQ(found.at.file, "test.csv");
}

TEST(AddCsvText, HeadersMayBeTitlesSynonymsFullWidthOrSpaced) {
  for (char const* header : {"name", "校名", "学校名称", " 校 名 ", "ｎａｍｅ", "schoolname",
                             "\"校\n名\""}) {
    auto const data = from_csv("学校名单", std::string{"school_id,"} + header + "\ns1,A\n");
    EXPECT_EQ(column_of(data, "school", "name").at(0), value{"A"}) << header;
  }
  auto const marked = from_csv("school", "\xEF\xBB\xBFschool_id\ns1\n");
  EXPECT_EQ(column_of(marked, "school", "school_id").at(0), value{"s1"});
}

TEST(AddCsvText, AnUnknownHeaderIsAWarningWithAHint) {
  auto const data = from_csv("school", "school_id,nmae,\ns1,A,\n");
  ASSERT_EQ(data.notes().size(), 2U);
  EXPECT_EQ(data.notes()[0].code, "data.unknown_column");
  EXPECT_EQ(data.notes()[0].level, diagnostic_level::warning);
  EXPECT_EQ(data.notes()[0].at, cell(1, "nmae"));
  EXPECT_NE(data.notes()[0].help.en.find("name"), std::string::npos);
  EXPECT_NE(data.notes()[1].message.en.find("column 3"), std::string::npos);
  EXPECT_FALSE(column_of(data, "school", "name").given);
}

TEST(AddCsvText, ColumnsThatAreNotGivenAreUnknownWhateverTheirNullMeans) {
  auto const data = from_csv("school", "school_id\ns1\n");
  EXPECT_TRUE(column_of(data, "school", "school_id").given);
  column const& open = column_of(data, "school", "to");
  EXPECT_FALSE(open.given);
  EXPECT_EQ(open.raw(0), unknown_value);
  EXPECT_EQ(column_of(data, "school", "name").raw(0), unknown_value);
}

TEST(AddCsvText, TwoHeadersForOneColumnStopTheRun) {
  auto const found = only(refused_csv("school", "school_id,name,校名\n"), "data.column_twice");
  EXPECT_EQ(found.at, cell(1, "校名"));
}

TEST(AddCsvText, AMissingKeyColumnStopsTheRun) {
  auto const found = only(refused_csv("school", "name\nA\n"), "data.missing_key");
  EXPECT_EQ(found.at, cell(1, "school_id"));
  EXPECT_NE(found.message.zh.find("学校编号"), std::string::npos);
}

TEST(AddCsvText, UnreadableTextStopsTheRunWithItsLine) {
  auto const quote = only(refused_csv("school", "school_id\ns1\n\"s2\ns3\n"), "data.csv");
  EXPECT_EQ(quote.at.file, "test.csv");
  EXPECT_EQ(quote.at.line, 3U);
  EXPECT_EQ(only(refused_csv("school", std::string_view{"a\0", 2}), "data.nul").at.line, 1U);
  EXPECT_EQ(only(refused_csv("school", "school_id\n\xFF\n"), "data.encoding").at.line, 2U);
  EXPECT_EQ(only(refused_csv("school", ""), "data.no_header").at.file, "test.csv");
}

TEST(AddCsvText, AnotherSeparatorIsNamed) {
  auto const said = [](char const* csv) {
    return only(refused_csv("school", csv), "data.separator").message.en;
  };
  EXPECT_EQ(said("school_id;name\ns1;A\n"), "only one column: semicolons seem to separate the cells");
  EXPECT_EQ(said("school_id\tname\ns1\tA\n"), "only one column: tabs seem to separate the cells");
  EXPECT_EQ(said("学校编号，名称\ns1，A\n"),
            "only one column: full-width commas seem to separate the cells");
  EXPECT_EQ(only(refused_csv("school", "name\nA\n"), "data.missing_key").at.file, "test.csv");
}

TEST(AddCsvText, ARowWithTooFewCellsKeepsThoseItHas) {
  auto const data = from_csv("school", "school_id,name,to\ns1,A\ns2,B,\ns3\n");
  table const& school = *data.find("school");
  ASSERT_EQ(school.rows, 3U);
  EXPECT_EQ(column_of(data, "school", "school_id").at(0), value{"s1"});
  EXPECT_EQ(column_of(data, "school", "name").at(0), value{"A"});
  EXPECT_EQ(column_of(data, "school", "name").raw(2), unknown_value);
  column const& open = column_of(data, "school", "to");  // an empty cell is an open end
  EXPECT_EQ(open.raw(0), unknown_value);
  EXPECT_EQ(open.raw(1), open_end_date.days);
  ASSERT_EQ(data.notes().size(), 2U);
  EXPECT_EQ(data.notes()[0].code, "data.ragged_row");
  EXPECT_EQ(data.notes()[0].level, diagnostic_level::error);
  EXPECT_EQ(data.notes()[0].at.file, "test.csv");
  EXPECT_EQ(data.notes()[0].at.row, 2U);
  EXPECT_EQ(data.notes()[1].at.row, 4U);
  EXPECT_NE(data.notes()[0].message.en.find("2 cells instead of 3"), std::string::npos);
}

TEST(AddCsvText, OfARowWithTooManyCellsNothingIsKnown) {
  auto const data = from_csv("school", "school_id,name,to\ns1,A,,x\ns1,B,\n");
  table const& school = *data.find("school");
  ASSERT_EQ(school.rows, 2U);
  for (column const& each : school.columns) EXPECT_EQ(each.raw(0), unknown_value);
  EXPECT_EQ(column_of(data, "school", "name").at(1), value{"B"});
  EXPECT_EQ(only(data.notes().list(), "data.ragged_row").at.row, 2U);
  EXPECT_EQ(data.notes().size(), 1U);
}

TEST(AddCsvText, EmptyCellsBeyondTheHeaderChangeNothing) {
  auto const data = from_csv("school", "school_id,name\ns1,A,, \n");
  EXPECT_EQ(column_of(data, "school", "school_id").at(0), value{"s1"});
  EXPECT_EQ(column_of(data, "school", "name").at(0), value{"A"});
  auto const found = only(data.notes().list(), "data.ragged_row");
  EXPECT_EQ(found.level, diagnostic_level::warning);
  EXPECT_EQ(found.at.row, 2U);
}

TEST(AddCsvText, BlankRowsAreNoRowsButCount) {
  auto const data = from_csv("school", "school_id,name\n\ns1,A\n,\n \nbad,\ns2,B\n");
  table const& school = *data.find("school");
  ASSERT_EQ(school.rows, 3U);
  EXPECT_EQ(school.source.row_of(0), 3U);
  EXPECT_EQ(school.source.row_of(1), 6U);
  EXPECT_EQ(school.source.row_of(2), 7U);
  EXPECT_TRUE(data.notes().empty());
}

TEST(AddCsvText, ABadCellIsUnknownWithFileRowAndColumn) {
  auto const data = from_csv("record", "id,人数\n1,3\n2,\"x\ny\"\n3,many\n");
  EXPECT_EQ(column_of(data, "record", "count").raw(1), unknown_value);
  ASSERT_EQ(data.notes().size(), 2U);
  EXPECT_EQ(data.notes()[0].message.en, "`x y` is not an integer: write digits only, as 30");
  EXPECT_EQ(data.notes()[1].code, "data.bad_cell");
  EXPECT_EQ(data.notes()[1].level, diagnostic_level::error);
  EXPECT_EQ(data.notes()[1].at, cell(4, "人数"));
  EXPECT_EQ(data.notes()[1].message.zh, "“many”不是整数，只写数字，如30");
  EXPECT_EQ(data.notes()[1].message.en, "`many` is not an integer: write digits only, as 30");
  EXPECT_EQ(data.notes()[1].was, "many");
  EXPECT_EQ(data.notes()[1].now, std::nullopt);
}

TEST(AddCsvText, LimitsStopTheRun) {
  load_limits limits;
  limits.cell_bytes = 10;
  limits.columns = 3;
  limits.rows = 2;
  auto const codes = [&](std::string_view csv) {
    dataset_builder builder{words(), cell_policy::set_aside, limits};
    builder.add_csv_text("school", csv, "test.csv");
    auto const found = refusal(builder);
    return found.empty() ? std::string{} : found.back().code + ": " + found.back().message.en;
  };
  EXPECT_EQ(codes("school_id\n1234567890\nb\n"), "");
  EXPECT_EQ(codes("school_id\n12345678901\n"),
            "data.limit: the cell has 11 bytes, at most 10 are allowed");
  EXPECT_EQ(codes("school_id,name,from,to\n"),
            "data.limit: the row has more than 3 columns, the limit");
  EXPECT_EQ(codes("school_id\na\nb\nc\n"),
            "data.limit: the table has more than 2 rows, the limit");
}

TEST(Build, IdenticalRowsOfOneKeyCountOnce) {
  auto const data = from_csv("school", "school_id,name\ns1,A\ns2,B\ns1,A\ns3,C\n");
  EXPECT_EQ(data.find("school")->rows, 3U);
  EXPECT_EQ(column_of(data, "school", "name").at(2), value{"C"});
  EXPECT_EQ(data.find("school")->source.row_of(2), 5U);
  auto const found = only(data.notes().list(), "data.duplicate_row");
  EXPECT_EQ(found.level, diagnostic_level::warning);
  EXPECT_EQ(found.at, cell(4, "school_id"));
  EXPECT_NE(found.message.zh.find("第2行"), std::string::npos);
  EXPECT_EQ(found.was, "s1");
  EXPECT_EQ(found.now, std::nullopt);
}

TEST(Build, ConflictingRowsOfOneKeyStopTheRun) {
  auto const found =
      only(refused_csv("school", "school_id,name\ns1,A\ns1,B\n"), "data.conflicting_rows");
  EXPECT_EQ(found.at, cell(3, "school_id"));
  EXPECT_EQ(found.level, diagnostic_level::error);
  EXPECT_TRUE(only(refused_csv("record", "id,count\n1,2\n1,\n"), "data.conflicting_rows")
                  .at.row == 3U);
}

TEST(Build, ARowWithoutKeyStaysWithItsOtherCells) {
  auto const data = from_csv("record", "id,count\n1,2\n,3\nx,4\n2,5\n");
  ASSERT_EQ(data.find("record")->rows, 4U);
  EXPECT_EQ(column_of(data, "record", "id").raw(1), unknown_value);
  EXPECT_EQ(column_of(data, "record", "count").raw(1), 3);
  EXPECT_EQ(column_of(data, "record", "id").raw(2), unknown_value);
  EXPECT_EQ(column_of(data, "record", "count").raw(2), 4);
  ASSERT_EQ(data.notes().size(), 3U);
  EXPECT_EQ(data.notes()[0].code, "data.null_key");
  EXPECT_EQ(data.notes()[0].at, cell(3, "id"));
  EXPECT_EQ(data.notes()[1].code, "data.bad_cell");
  EXPECT_EQ(data.notes()[2].code, "data.null_key");
}

TEST(Build, RowsWithoutKeyAreNoDuplicatesOfOneAnother) {
  auto const data = from_csv("record", "id,count\n,3\n,3\n,4\n");
  EXPECT_EQ(data.find("record")->rows, 3U);
  for (diagnostic const& each : data.notes()) EXPECT_EQ(each.code, "data.null_key");
}

TEST(Build, NothingRefersToARowWithoutKey) {
  dataset_builder builder{words()};
  builder.add_csv_text("school", "school_id,name\n,A\ns1,B\n", "school.csv");
  builder.add_csv_text("record", "id,school_id\n1,\n2,s1\n3,A\n", "record.csv");
  auto const data = builder.build();
  EXPECT_EQ(data.link(*data.find("record"), 9),
            (std::vector<std::int32_t>{no_row, 1, unknown_row}));
}

TEST(Build, WarnsOfWhatShouldBeUnique) {
  auto const data = from_csv(
      "school", "school_id,name,region_id\ns1,A,r\ns2,A,r\ns3,A,q\ns4,A,\ns5,A,\n");
  auto const found = only(data.notes().list(), "data.not_unique");
  EXPECT_EQ(found.level, diagnostic_level::warning);
  EXPECT_EQ(found.at, cell(3, "name"));
  EXPECT_EQ(found.was, "A|r");
  EXPECT_EQ(found.now, "A|r");
}

TEST(Build, WarnsOfIntervalsWithoutADay) {
  auto const data = from_csv("school",
                             "school_id,from,to\ns1,2023-01-01,2023-01-02\n"
                             "s2,2023-01-02,2023-01-01\ns3,2023-01-01,\ns4,,2023-01-01\n");
  auto const found = only(data.notes().list(), "data.empty_interval");
  EXPECT_EQ(found.at, cell(3, "to"));
  EXPECT_EQ(found.level, diagnostic_level::warning);
  EXPECT_EQ(found.was, "2023-01-01");
  EXPECT_EQ(found.now, "2023-01-01");
}

TEST(Build, BreaksTheCyclesOfATree) {
  auto const data = from_csv("region",
                             "region_id,parent_id\na,b\nb,c\nc,b\nroot,\nd,root\ne,e\n");
  auto const& region = *data.find("region");
  EXPECT_EQ(data.link(region, 1), (std::vector<std::int32_t>{1, unknown_row, unknown_row, no_row,
                                                             3, unknown_row}));
  ASSERT_EQ(data.notes().size(), 2U);
  EXPECT_EQ(data.notes()[0].code, "data.cycle");
  EXPECT_EQ(data.notes()[0].at, cell(3, "parent_id"));
  EXPECT_NE(data.notes()[0].message.en.find("3, 4"), std::string::npos);
  EXPECT_NE(data.notes()[0].message.zh.find("第3、4行"), std::string::npos);
  EXPECT_EQ(data.notes()[1].at, cell(7, "parent_id"));
}

TEST(Build, StrictPolicyStopsForWhatWouldBeSetAside) {
  auto const strict = [](std::string_view table, std::string_view csv) {
    dataset_builder builder{words(), cell_policy::refuse};
    builder.add_csv_text(table, csv, "test.csv");
    return refusal(builder).size();
  };
  EXPECT_EQ(strict("record", "id,count\n1,x\n"), 1U);
  EXPECT_EQ(strict("record", "id,count\n1,2\n1,2\n"), 1U);
  EXPECT_EQ(strict("record", "id,count\n1\n"), 1U);
  EXPECT_EQ(strict("record", "id,count\n1,2,3\n"), 1U);
  EXPECT_EQ(strict("record", "id,count\n1,2,\n"), 1U);
  EXPECT_EQ(strict("record", "id,count\n,2\n"), 1U);
  EXPECT_EQ(strict("record", "id,count,new\n1,2,3\n"), 0U);
}

TEST(Build, CapsDiagnosticsByTableAndCountsTheRest) {
  load_limits limits;
  limits.diagnostics_per_table = 3;
  dataset_builder builder{words(), cell_policy::set_aside, limits};
  std::vector<std::string> const ids{"1", "2", "3", "4", "5", "6", "7", "8", "9"};
  std::vector<std::string> const bad(9, "x");
  builder.add_texts("record", std::vector<std::string>{"id", "count", "flag"},
                    std::vector<std::vector<std::string>>{ids, bad, bad}, {"a.csv", {}, 2, {}});
  auto const data = builder.build();
  ASSERT_EQ(data.notes().size(), 4U);
  EXPECT_EQ(data.notes()[0].at.row, 2U);
  EXPECT_EQ(data.notes()[0].at.column_name, "count");
  EXPECT_EQ(data.notes()[1].at.column_name, "flag");
  EXPECT_EQ(data.notes()[2].at.row, 3U);
  EXPECT_EQ(data.notes()[3].code, "data.more");
  EXPECT_EQ(data.notes()[3].message.en, "15 more findings are not listed");
}

TEST(Build, WhatStopsTheRunIsNeverCutOff) {
  load_limits limits;
  limits.diagnostics_per_table = 2;
  dataset_builder builder{words(), cell_policy::set_aside, limits};
  builder.add_csv_text("record", "id,count\n1,x\n2,x\n3,x\n4,x\n5,1\n5,2\n", "test.csv");
  EXPECT_EQ(only(refusal(builder), "data.conflicting_rows").at.row, 7U);
}

TEST(Build, OrdersFindingsByTableRowAndColumn) {
  dataset_builder builder{words()};
  builder.add_csv_text("school", "school_id,from\ns1,x\n", "school.csv");
  builder.add_csv_text("record", "id,flag,count\n1,1,x\n2,x,x\n", "record.csv");
  auto const data = builder.build();
  std::vector<std::string> found;
  for (diagnostic const& each : data.notes()) {
    found.push_back(each.at.file + std::to_string(each.at.row) + each.at.column_name);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"record.csv2count", "record.csv3count",
                                             "record.csv3flag", "school.csv2from"}));
}

TEST(Build, LeavesTheBuilderEmpty) {
  dataset_builder builder{words()};
  builder.add_csv_text("school", "school_id\ns1\n", "test.csv");
  EXPECT_NE(builder.build().find("school"), nullptr);
  EXPECT_EQ(builder.build().find("school"), nullptr);
}

TEST(AddTexts, ReadsHeadersAndTexts) {
  dataset_builder builder{words()};
  builder.add_texts("学校", std::vector<std::string>{"学校编号", "校名"},
                    std::vector<std::vector<std::string>>{{"s1", "s2"}, {"A", ""}});
  auto const data = builder.build();
  EXPECT_EQ(column_of(data, "school", "name").at(0), value{"A"});
  EXPECT_EQ(column_of(data, "school", "name").raw(1), unknown_value);
}

TEST(AddTexts, NothingIsAnEmptyTableWithAllItsColumns) {
  dataset_builder builder{words()};
  builder.add_texts("school", {}, {});
  builder.add_columns("record", {});
  auto const data = builder.build();
  EXPECT_TRUE(data.notes().empty());
  for (char const* name : {"school", "record"}) {
    ASSERT_NE(data.find(name), nullptr) << name;
    EXPECT_EQ(data.find(name)->rows, 0U);
    for (column const& each : data.find(name)->columns) EXPECT_TRUE(each.given);
  }
}

TEST(AddTexts, SaysWhereTheRowsStandInTheirSheet) {
  dataset_builder builder{words()};
  builder.add_texts("record", std::vector<std::string>{"id", "count", "new"},
                    std::vector<std::vector<std::string>>{{"1"}, {"x"}, {"y"}},
                    {"book.xlsx", "选派", 5, {}});
  builder.add_texts("school", std::vector<std::string>{"school_id", "from"},
                    std::vector<std::vector<std::string>>{{"s1", "s2"}, {"", "x"}},
                    {"book.xlsx", "学校", 2, {7, 9}});
  auto const data = builder.build();
  ASSERT_EQ(data.notes().size(), 3U);
  EXPECT_EQ(data.notes()[0].at, (place{"book.xlsx", 0, 0, "选派", 4, "new"}));
  EXPECT_EQ(data.notes()[1].at, (place{"book.xlsx", 0, 0, "选派", 5, "count"}));
  EXPECT_EQ(data.notes()[2].at, (place{"book.xlsx", 0, 0, "学校", 9, "from"}));
}

TEST(AddTexts, RefusesColumnsOfDifferentLengthAndKeepsNothing) {
  dataset_builder builder{words()};
  EXPECT_THROW(builder.add_texts("school", std::vector<std::string>{"school_id", "name"},
                                 std::vector<std::vector<std::string>>{{"s1", "s2"}, {"A"}}),
               failure);
  EXPECT_EQ(builder.build().find("school"), nullptr);
}

TEST(AddValues, TakesRowsOfBoundaryValues) {
  dataset_builder builder{words()};
  builder.add_values("record", std::vector<std::string>{"id", "count", "day"},
                     std::vector<std::vector<value>>{
                         {1, 2}, {5, {}}, {make_date(2023, 1, 1), "2023年1月2日"}});
  auto const data = builder.build();
  EXPECT_EQ(column_of(data, "record", "count").raw(0), 5);
  EXPECT_EQ(column_of(data, "record", "count").raw(1), unknown_value);
  EXPECT_EQ(column_of(data, "record", "day").at(1), value{make_date(2023, 1, 2)});
}

TEST(AddColumns, TakesCellsOverAndRecodesForeignDictionaries) {
  dataset_builder builder{words()};
  column ids;
  ids.texts = builder.domain("record", "school_id");
  ids.narrow = {ids.texts->add("s1"), ids.texts->add("s2")};
  EXPECT_EQ(ids.texts, builder.domain("school", "school_id"));
  column names;
  names.texts = std::make_shared<dictionary>();
  names.texts->add("B");
  names.narrow = {unknown_code, 0};
  std::int32_t const* const cells = ids.narrow.data();
  builder.add_columns("school", {{"school_id", ids}, {"name", names}});
  auto const data = builder.build();
  EXPECT_NE(cells, nullptr);
  EXPECT_EQ(column_of(data, "school", "school_id").at(1), value{"s2"});
  EXPECT_TRUE(column_of(data, "school", "name").at(0).is_null());
  EXPECT_EQ(column_of(data, "school", "name").at(1), value{"B"});
}

TEST(AddColumns, ChecksTypesLengthsBoundsAndRanges) {
  auto const add = [](column_type type, std::vector<std::int64_t> cells) {
    dataset_builder builder{words()};
    column ids;
    ids.type = column_type::integer;
    ids.wide = {1, 2};
    column counts;
    counts.type = type;
    counts.wide = std::move(cells);
    builder.add_columns("record", {{"id", ids}, {"count", counts}});
    return builder.build();
  };
  EXPECT_THROW(static_cast<void>(add(column_type::integer, {1})), failure);
  EXPECT_THROW(static_cast<void>(add(column_type::timestamp, {1, 2})), failure);
  EXPECT_THROW(static_cast<void>(add(column_type::integer, {1, plus_infinity})), failure);
  auto const data = add(column_type::integer, {1000, 1001});
  EXPECT_EQ(column_of(data, "record", "count").raw(0), 1000);
  EXPECT_EQ(column_of(data, "record", "count").raw(1), unknown_value);
  EXPECT_EQ(only(data.notes().list(), "data.out_of_range").at.row, 3U);
  EXPECT_EQ(only(data.notes().list(), "data.out_of_range").was, "1001");
  EXPECT_EQ(only(data.notes().list(), "data.out_of_range").now, std::nullopt);
}

TEST(AddCsvText, AnIntegerThatDoesNotFitIsSaidToBeTooLarge) {
  auto const data = from_csv("record", "id,人数\n1,-99999999999999999999\n2,9999999999999999999x\n");
  ASSERT_EQ(data.notes().size(), 2U);
  EXPECT_EQ(data.notes()[0].message.zh, "“-99999999999999999999”是过大的整数，应不超过18位");
  EXPECT_EQ(data.notes()[1].message.zh, "“9999999999999999999x”不是整数，只写数字，如30");
}

TEST(Open, UnknownAndRepeatedTablesStopTheRun) {
  dataset_builder builder{words()};
  builder.add_csv_text("shcool", "school_id\n", "a.csv");
  builder.add_csv_text("school", "school_id\n", "b.csv");
  builder.add_csv_text("学校名单", "school_id\n", "c.csv");
  builder.complete_from("nothing", make_date(2020, 1, 1));
  auto const found = refusal(builder);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].code, "data.unknown_table");
  EXPECT_NE(found[0].help.en.find("school"), std::string::npos);
  EXPECT_EQ(found[1].code, "data.table_twice");
  EXPECT_EQ(found[1].at.file, "c.csv");
  EXPECT_EQ(found[1].help.en, "also from `b.csv`");
  EXPECT_EQ(found[2].code, "data.unknown_table");
}

TEST(Open, AVocabularyMustHaveItsEnumerations) {
  auto broken = std::make_shared<vocabulary>(*words());
  broken->enums.clear();
  EXPECT_THROW(dataset_builder{broken}, failure);
  EXPECT_THROW(dataset_builder{nullptr}, failure);
}

TEST(CompleteFrom, IsKeptByTable) {
  dataset_builder builder{words()};
  builder.complete_from("学校", make_date(2020, 1, 1));
  auto const data = builder.build();
  EXPECT_EQ(data.complete_from("school"), make_date(2020, 1, 1));
  EXPECT_EQ(data.complete_from("record"), std::nullopt);
}

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    auto const* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path{testing::TempDir()} / (std::string{"xunze_"} + info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(char const* name, std::string_view text) const {
    std::ofstream{folder_ / std::filesystem::path{name}, std::ios::binary} << text;
  }
  std::filesystem::path folder_;
};

TEST_F(Folder, NamesTablesAfterFilesAndSkipsTheRest) {
  write("学校.csv", "school_id\ns1\n");
  write("record.CSV", "id\n1\n");
  write("recrod.csv", "id\n1\n");
  write("readme.txt", "hello");
  dataset_builder builder{words()};
  builder.add_folder(folder_);
  auto const data = builder.build();
  EXPECT_EQ(data.find("school")->source.file, "学校.csv");
  EXPECT_EQ(data.find("record")->rows, 1U);
  ASSERT_EQ(data.notes().size(), 1U);
  EXPECT_EQ(data.notes()[0].code, "data.unknown_table");
  EXPECT_EQ(data.notes()[0].level, diagnostic_level::warning);
  EXPECT_EQ(data.notes()[0].at.file, "recrod.csv");
}

TEST_F(Folder, WithoutAnyTableStopsTheRun) {
  dataset_builder builder{words()};
  builder.add_folder(folder_);
  EXPECT_EQ(refusal(builder).at(0).code, "data.no_tables");
  dataset_builder other{words()};
  other.add_folder(folder_ / "missing");
  other.add_csv(folder_ / "school.csv");
  auto const found = refusal(other);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "data.unreadable");
  EXPECT_EQ(found[1].code, "data.unreadable");
  EXPECT_EQ(found[1].at.file, "school.csv");
}

TEST_F(Folder, ALargeFileIsNotEvenRead) {
  write("school.csv", "school_id\ns1\n");
  load_limits limits;
  limits.file_bytes = 5;
  dataset_builder builder{words(), cell_policy::set_aside, limits};
  builder.add_csv(folder_ / "school.csv");
  auto const found = refusal(builder);
  EXPECT_EQ(found.at(0).code, "data.limit");
  EXPECT_EQ(found.at(0).message.zh, "文件有13字节，上限为5字节");
}

TEST_F(Folder, NamesSpreadsheetsAndFoldersOfTablesThatAreNotRead) {
  write("school.csv", "school_id\ns1\n");
  for (char const* name : {"b.xlsx", "a.XLS", "~$b.xlsx", "readme.txt", "x.json", "c\xFF.ods"}) {
    write(name, "x");
  }
  for (char const* name : {"2023", "notes", "empty"}) {
    std::filesystem::create_directory(folder_ / name);
  }
  write("2023/record.csv", "id\n1\n");
  write("notes/counts.csv", "rule\nx\n");
  dataset_builder builder{words(), cell_policy::refuse};
  builder.add_folder(folder_);
  auto const data = builder.build();
  std::vector<std::string> files;
  for (diagnostic const& each : data.notes()) {
    EXPECT_EQ(each.code, "data.not_read");
    EXPECT_EQ(each.level, diagnostic_level::warning);
    files.push_back(each.at.file);
  }
  EXPECT_EQ(files, (std::vector<std::string>{"2023", "a.XLS", "b.xlsx", "c\uFFFD.ods"}));
}

TEST_F(Folder, OfSpreadsheetsAloneStopsTheRunAndNamesThem) {
  write("b.xlsx", "x");
  dataset_builder builder{words()};
  builder.add_folder(folder_);
  auto const found = refusal(builder);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "data.not_read");
  EXPECT_NE(found[0].message.zh.find("另存为CSV"), std::string::npos);
  EXPECT_EQ(found[1].code, "data.no_tables");
}

}  // namespace
}  // namespace xunze
