// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/column_writer.hpp"

#include "words.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace xunze {
namespace {

// One column of `record`, filled by a function; keys are added beside it.
struct filled {
  dataset data;
  std::string name;

  [[nodiscard]] column const& cells() const { return test::column_of(data, "record", name); }
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> all;
    for (diagnostic const& each : data.notes()) all.push_back(each.code);
    return all;
  }
};

filled fill(std::string const& name, std::size_t rows,
            std::function<void(column_writer&)> const& add) {
  dataset_builder builder{test::words()};
  builder.add_cells("record", std::vector<std::string>{"id", name}, rows,
                    [&](std::size_t which, column_writer& into) {
                      if (which == 1) return add(into);
                      for (std::size_t i = 0; i < rows; ++i) {
                        into.add_integer(static_cast<std::int64_t>(i));
                      }
                    });
  return {builder.build(), name};
}

filled texts(std::string const& name, std::vector<std::string> const& cells) {
  return fill(name, cells.size(), [&](column_writer& into) {
    for (std::string const& each : cells) into.add_text(each);
  });
}

std::vector<std::int64_t> raw(column const& cells) {
  std::vector<std::int64_t> all;
  for (std::size_t i = 0; i < cells.size(); ++i) all.push_back(cells.raw(i));
  return all;
}

using cells = std::vector<std::int64_t>;

TEST(AddText, IntegersMayBeFullWidthAndCarryTheUnitOfTheColumn) {
  auto const made = texts("count", {"7", " 8 ", "９", "10人", "１１ 人", "12 persons", "+13", "　14　"});
  EXPECT_EQ(raw(made.cells()), (cells{7, 8, 9, 10, 11, 12, 13, 14}));
  EXPECT_TRUE(made.codes().empty());
}

TEST(AddText, IntegersRefuseEverythingElse) {
  auto const made = texts("count", {"7.0", "1e3", "1,000", "7个", "人", "-", "0x1", "七",
                                    "9223372036854775808", "1 0"});
  EXPECT_EQ(raw(made.cells()), cells(10, unknown_value));
  EXPECT_EQ(made.codes(), (std::vector<std::string>(10, "data.bad_cell")));
}

TEST(AddText, DecimalsKeepTheScaleOfTheColumnExactly) {
  auto const made = texts("amount", {"1", "1.5", "1.50", "-0.01", "１．２５", "1.500", "1.005", "1."});
  EXPECT_EQ(raw(made.cells()), (cells{100, 150, 150, -1, 125, 150, unknown_value, unknown_value}));
  EXPECT_EQ(made.codes(), (std::vector<std::string>(2, "data.bad_cell")));
}

TEST(AddText, BooleansHaveSixSpellings) {
  auto const made = texts("flag", {"true", "FALSE", "1", "0", "是", "否", "yes", "2"});
  EXPECT_EQ(raw(made.cells()), (cells{1, 0, 1, 0, 1, 0, unknown_value, unknown_value}));
}

TEST(AddText, DatesHaveFiveFormsAndMustExist) {
  auto const made = texts("day", {"2023-07-05", "2023/7/5", "2023.7.5", "2023年7月5日", "20230705",
                                  "２０２３年７月５日", "2023-02-29", "2023-7-5", "8月上旬"});
  std::int64_t const day = make_date(2023, 7, 5).days;
  EXPECT_EQ(raw(made.cells()), (cells{day, day, day, day, day, day, unknown_value, unknown_value,
                                      unknown_value}));
  EXPECT_EQ(made.codes().size(), 3U);
}

TEST(AddText, EnumerationsReadCodeLabelAndSynonym) {
  auto const made = texts("stage", {"primary", "小学", "小", "初 中", "ＪＵＮＩＯＲ", "普通高中", "大学"});
  EXPECT_EQ(raw(made.cells()), (cells{0, 0, 0, 1, 1, 2, unknown_value}));
  EXPECT_EQ(made.codes(), std::vector<std::string>{"data.bad_cell"});
}

TEST(AddText, WhatIsRefusedIsToldTheFormThatIsWanted) {
  auto const said = [](char const* column, char const* cell) {
    return texts(column, {cell}).data.notes()[0].message;
  };
  EXPECT_EQ(said("day", "8月上旬").zh, "“8月上旬”不是日期，应为存在的一天，写作2023-07-05");
  EXPECT_EQ(said("day", "soon").en,
            "`soon` is not a date: write a day that exists as 2023-07-05");
  EXPECT_EQ(said("amount", "50%").zh, "“50%”不是至多2位小数的数，不用千分位和百分号");
  EXPECT_EQ(said("flag", "2").en, "`2` is not true or false (1 or 0)");
  EXPECT_EQ(said("count", "99999999999999999999").en,
            "`99999999999999999999` is too large: at most 18 digits");
  EXPECT_EQ(said("stage", "大学").zh, "“大学”不在“学段”的取值之中：小学、初中、高中");
  EXPECT_EQ(said("stages", "primary;x").en,
            "`primary;x` is not a value of `stage`: primary, junior, senior");
}

TEST(AddText, AWrongCodeNearToARightOneSaysSo) {
  auto const made = texts("stage", {"primari"});
  EXPECT_NE(made.data.notes()[0].help.en.find("primary"), std::string::npos);
}

TEST(AddText, ThousandsOfDifferentWrongWordsAreAllRefused) {
  std::vector<std::string> wrong;
  for (int i = 0; i < 6000; ++i) wrong.push_back("w" + std::to_string(i));
  wrong.insert(wrong.end(), {"小学", "w0", "w5999"});
  auto const made = texts("stage", wrong);
  EXPECT_EQ(made.cells().raw(6000), 0);
  EXPECT_EQ(made.cells().raw(5999), unknown_value);
  EXPECT_EQ(made.cells().raw(6001), unknown_value);
  EXPECT_EQ(made.cells().raw(6002), unknown_value);
  EXPECT_EQ(made.codes().back(), "data.more");
}

TEST(AddText, SetsHaveSixSeparators) {
  auto const made = texts("stages", {"小学;初中", "小学；初中", "小学、初中", "小学,初中",
                                     "小学，初中", "小学|初中", "小学;;初中;", "小学;大学", "高中"});
  EXPECT_EQ(raw(made.cells()), (cells{3, 3, 3, 3, 3, 3, 3, unknown_value, 4}));
}

TEST(AddText, TextIsTrimmedAndMustBeUtf8) {
  auto const made = texts("school_id", {" a ", "\xC2\xA0" "a", "\xFF", std::string("a\0b", 3)});
  EXPECT_EQ(made.cells().at(0), value{"a"});
  EXPECT_EQ(made.cells().raw(0), made.cells().raw(1));
  EXPECT_EQ(made.cells().raw(2), unknown_value);
  EXPECT_EQ(made.cells().raw(3), unknown_value);
}

TEST(AddText, BlankIsNullByTheMeaningOfTheColumn) {
  EXPECT_EQ(texts("count", {" 　"}).cells().raw(0), unknown_value);
  EXPECT_EQ(texts("school_id", {""}).cells().raw(0), none_value);
  auto const data = test::from_csv("school", "school_id,from,to\ns,2023-01-01,\n");
  EXPECT_EQ(test::column_of(data, "school", "to").at(0), value{open_end_date});
}

TEST(AddText, BoundsBelongToTheRange) {
  auto const made = texts("count", {"0", "1000", "1001", "-1"});
  EXPECT_EQ(raw(made.cells()), (cells{0, 1000, unknown_value, unknown_value}));
  EXPECT_EQ(made.codes(), (std::vector<std::string>(2, "data.out_of_range")));
  EXPECT_NE(made.data.notes()[0].message.zh.find("1000"), std::string::npos);
}

TEST(ColumnWriter, TypesThatDoNotFitAreSetAside) {
  auto const made = fill("count", 5, [](column_writer& into) {
    into.add_boolean(true);
    into.add_date(make_date(2023, 1, 1));
    into.add_decimal({15, 1});
    into.add_decimal({20, 1});
    into.add_integer(unknown_value);
  });
  EXPECT_EQ(raw(made.cells()), (cells{unknown_value, unknown_value, unknown_value, 2,
                                      unknown_value}));
  EXPECT_EQ(made.codes().size(), 4U);
}

TEST(ColumnWriter, NumbersInATextColumnAreTheirDigits) {
  auto const made = fill("school_id", 2, [](column_writer& into) {
    into.add_integer(-12);
    into.add_text("-12");
  });
  EXPECT_EQ(made.cells().at(0), value{"-12"});
  EXPECT_EQ(made.cells().raw(0), made.cells().raw(1));
}

TEST(ColumnWriter, ADateIsReadFromATimeOnlyAtLocalMidnight) {
  auto const made = fill("day", 2, [](column_writer& into) {
    into.add_timestamp(start_of(make_date(2023, 7, 5)));
    into.add_timestamp({start_of(make_date(2023, 7, 5)).seconds + 1});
  });
  EXPECT_EQ(made.cells().at(0), value{make_date(2023, 7, 5)});
  EXPECT_EQ(made.cells().raw(1), unknown_value);
}

TEST(ColumnWriter, TakesBoundaryValues) {
  auto const made = fill("stages", 4, [](column_writer& into) {
    into.add_value(code_set{{"senior", "primary"}});
    into.add_value(code_set{});
    into.add_value({});
    into.add_value("初中");
  });
  EXPECT_EQ(raw(made.cells()), (cells{5, 0, unknown_value, 2}));
  auto const other = fill("stage", 3, [](column_writer& into) {
    into.add_value(code_value{"stage", "junior"});
    into.add_value(code_value{"other", "junior"});
    into.add_value(3);
  });
  EXPECT_EQ(raw(other.cells()), (cells{1, unknown_value, unknown_value}));
}

TEST(ColumnWriter, NeverShowsAPersonalCell) {
  auto const made = texts("name", {"secret\xFF"});
  ASSERT_EQ(made.codes(), std::vector<std::string>{"data.bad_cell"});
  EXPECT_EQ(render(made.data.notes(), language::zh).find("secret"), std::string::npos);
  EXPECT_EQ(render(made.data.notes(), language::en).find("secret"), std::string::npos);
  EXPECT_NE(render(texts("count", {"visible"}).data.notes(), language::en).find("visible"),
            std::string::npos);
}

TEST(ColumnWriter, CopiesAnEarlierCell) {
  auto const made = fill("school_id", 3, [](column_writer& into) {
    into.add_text("s1");
    into.add_null();
    into.add_copy(0);
  });
  EXPECT_EQ(made.cells().at(2), value{"s1"});
}

}  // namespace
}  // namespace xunze
