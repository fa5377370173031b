// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/arrow.hpp"

#include "arrow_producer.hpp"
#include "words.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

namespace xunze {
namespace {

using test::arrow_column;
using test::arrow_stream;
using test::bitmap;
using test::bytes;
using test::packed;
using test::strings;
using test::views;

using cells = std::vector<std::int64_t>;

arrow_column ids(std::int32_t count) {
  std::vector<std::int32_t> all;
  for (std::int32_t i = 0; i < count; ++i) all.push_back(i);
  return {"i", "id", count, {{}, packed(all)}};
}

// Loads `record` from id and one more column, in one batch.
dataset load(arrow_column column) {
  dataset_builder builder{test::words()};
  auto const rows = static_cast<std::int32_t>(column.length);
  arrow_stream stream{{{ids(rows), std::move(column)}}};
  add_arrow(builder, "record", stream.get());
  EXPECT_EQ(stream.released(), stream.made());
  return builder.build();
}

cells raw(dataset const& data, std::string_view name) {
  column const& from = test::column_of(data, "record", name);
  cells all;
  for (std::size_t i = 0; i < from.size(); ++i) all.push_back(from.raw(i));
  return all;
}

std::vector<std::string> texts(dataset const& data, std::string_view name) {
  column const& from = test::column_of(data, "record", name);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < from.size(); ++i) all.push_back(to_string(from.at(i)));
  return all;
}

// Code of the failure, after everything handed over was released once.
std::string refusal(arrow_column column) {
  dataset_builder builder{test::words()};
  auto const rows = static_cast<std::int32_t>(column.length);
  arrow_stream stream{{{ids(rows), std::move(column)}}};
  std::string code;
  try {
    add_arrow(builder, "record", stream.get());
  } catch (failure const& wrong) {
    code = wrong.code();
  }
  EXPECT_EQ(stream.released(), stream.made());
  EXPECT_EQ(builder.build().find("record") == nullptr, !code.empty());
  return code;
}

template <typename T>
arrow_column fixed(char const* format, char const* name, std::vector<T> const& held) {
  return {format, name, static_cast<std::int64_t>(held.size()), {{}, packed(held)}};
}

TEST(AddArrow, ReadsEveryWidthOfInteger) {
  EXPECT_EQ(raw(load(fixed<std::int8_t>("c", "count", {0, 100})), "count"), (cells{0, 100}));
  EXPECT_EQ(raw(load(fixed<std::uint8_t>("C", "count", {0, 200})), "count"), (cells{0, 200}));
  EXPECT_EQ(raw(load(fixed<std::int16_t>("s", "count", {1, 300})), "count"), (cells{1, 300}));
  EXPECT_EQ(raw(load(fixed<std::uint16_t>("S", "count", {1, 300})), "count"), (cells{1, 300}));
  EXPECT_EQ(raw(load(fixed<std::uint32_t>("I", "count", {1, 300})), "count"), (cells{1, 300}));
  EXPECT_EQ(raw(load(fixed<std::int64_t>("l", "count", {1, 300})), "count"), (cells{1, 300}));
  auto const large = load(fixed<std::uint64_t>("L", "count", {7, ~std::uint64_t{0}}));
  EXPECT_EQ(raw(large, "count"), (cells{7, unknown_value}));
  EXPECT_EQ(test::only(large.notes().list(), "data.bad_cell").at.row, 3U);
}

TEST(AddArrow, ReadsAllLayoutsOfText) {
  std::vector<std::string> const held{"甲", "", "a text of more than twelve bytes", "b"};
  for (auto const& column : {strings<std::int32_t>("u", "name", held),
                      strings<std::int64_t>("U", "name", held), views("vu", "name", held),
                      strings<std::int32_t>("z", "name", held)}) {
    auto const data = load(column);
    EXPECT_EQ(raw(data, "name").at(1), unknown_value) << column.format;
    EXPECT_EQ(texts(data, "name").at(0), "甲") << column.format;
    EXPECT_EQ(texts(data, "name").at(2), held[2]) << column.format;
    EXPECT_EQ(texts(data, "name").at(3), "b") << column.format;
  }
}

TEST(AddArrow, ReadsNullsBitmapsAndNullColumns) {
  auto numbers = fixed<std::int32_t>("i", "count", {1, 2, 3});
  numbers.buffers[0] = bitmap({true, false, true});
  numbers.null_count = -1;
  EXPECT_EQ(raw(load(numbers), "count"), (cells{1, unknown_value, 3}));
  arrow_column const flags{
      "b", "flag", 3, {bitmap({true, true, false}), bitmap({true, false, true})}};
  EXPECT_EQ(raw(load(flags), "flag"), (cells{1, 0, unknown_value}));
  EXPECT_EQ(raw(load({"n", "count", 2, {}}), "count"), (cells{unknown_value, unknown_value}));
  EXPECT_EQ(raw(load({"n", "school_id", 1, {}}), "school_id"), cells{none_value});
}

TEST(AddArrow, ReadsDatesAndTimes) {
  auto const day = make_date(2023, 7, 5);
  std::int64_t const midnight = start_of(day).seconds;
  std::int64_t const wall = std::int64_t{day.days} * day_seconds;
  EXPECT_EQ(raw(load(fixed<std::int32_t>("tdD", "day", {day.days})), "day"), cells{day.days});
  EXPECT_EQ(raw(load(fixed<std::int64_t>("tdm", "day", {wall * 1000, wall * 1000 + 1})), "day"),
            (cells{day.days, unknown_value}));
  EXPECT_EQ(raw(load(fixed<std::int64_t>("tsn:", "day", {wall * 1'000'000'000})), "day"),
            cells{day.days});
  EXPECT_EQ(raw(load(fixed<std::int64_t>("tss:", "at", {wall + 5})), "at"), cells{midnight + 5});
  EXPECT_EQ(raw(load(fixed<std::int64_t>("tsm:UTC", "at", {midnight * 1000 + 999, -1})), "at"),
            (cells{midnight, -1}));
  EXPECT_EQ(raw(load(fixed<std::int64_t>("tsu:Asia/Shanghai", "at", {midnight * 1'000'000})), "at"),
            cells{midnight});
  auto const never = fixed<std::int64_t>("tss:", "at", {std::numeric_limits<std::int64_t>::min()});
  EXPECT_EQ(raw(load(never), "at"), cells{unknown_value});
}

TEST(AddArrow, ReadsDecimalsExactly) {
  auto const wide = [](std::int64_t low, std::int64_t high = 0) {
    return std::vector<std::int64_t>{low, low < 0 ? -1 : high};
  };
  auto const load_one = [&](char const* format, std::vector<std::int64_t> const& halves) {
    return raw(load({format, "amount", 1, {{}, packed(halves)}}), "amount").at(0);
  };
  EXPECT_EQ(load_one("d:38,2", wide(1234)), 1234);
  EXPECT_EQ(load_one("d:38,4", wide(12300)), 123);
  EXPECT_EQ(load_one("d:38,4", wide(12345)), unknown_value);
  EXPECT_EQ(load_one("d:38,-2", wide(-3)), -30000);
  EXPECT_EQ(load_one("d:38,2", wide(0, 1)), unknown_value);
  EXPECT_EQ(raw(load(fixed<std::int64_t>("d:18,1,64", "amount", {5})), "amount"), cells{50});
  EXPECT_EQ(raw(load(fixed<std::int32_t>("d:9,0,32", "amount", {5})), "amount"), cells{500});
}

TEST(AddArrow, ReadsTheNumberABinaryFractionIsTheNearestOf) {
  // Bits of 0.1, -12.3, 1234567890123.45, 0.3, 0.30000000000000004, 1e-300 in binary64.
  auto const amounts = load(fixed<std::uint64_t>(
      "g", "amount", {0x3fb999999999999a, 0xc02899999999999a, 0x4271f71fb04cb733,
                      0x3fd3333333333333, 0x3fd3333333333334, 0x01a56e1fc2f8f359}));
  EXPECT_EQ(raw(amounts, "amount"),
            (cells{10, -1230, 123456789012345, 30, unknown_value, unknown_value}));
  // Bits of 12.3 and the fraction above it in binary32.
  EXPECT_EQ(raw(load(fixed<std::uint32_t>("f", "amount", {0x4144cccd, 0x4144ccce})), "amount"),
            (cells{1230, unknown_value}));
}

TEST(AddArrow, ReadsNothingElseFromBinaryFractions) {
  // Bits of 3.0, 0.25, 0.125, NaN, infinity, -0.0, 2^53 in binary64.
  auto const held = fixed<std::uint64_t>(
      "g", "amount", {0x4008000000000000, 0x3fd0000000000000, 0x3fc0000000000000,
                      0x7ff8000000000000, 0x7ff0000000000000, 0x8000000000000000,
                      0x4340000000000000});
  auto const amounts = load(held);
  EXPECT_EQ(raw(amounts, "amount"), (cells{300, 25, unknown_value, unknown_value, unknown_value, 0,
                                           unknown_value}));
  EXPECT_EQ(amounts.notes().size(), 3U);
  auto counts = held;
  counts.name = "count";
  EXPECT_EQ(raw(load(counts), "count"), (cells{3, unknown_value, unknown_value, unknown_value,
                                               unknown_value, 0, unknown_value}));
  // 3.0 and 1.5 in binary32, 3.0 in binary16.
  EXPECT_EQ(raw(load(fixed<std::uint32_t>("f", "amount", {0x40400000, 0x3fc00000})), "amount"),
            (cells{300, 150}));
  EXPECT_EQ(raw(load(fixed<std::uint16_t>("e", "count", {0x4200})), "count"), cells{3});
}

TEST(AddArrow, NumbersInAColumnOfTextsAreTheirDigits) {
  // Bits of 5.0, -1.0, NaN, 5.5 in binary64.
  auto const names = load(fixed<std::uint64_t>(
      "g", "name", {0x4014000000000000, 0xbff0000000000000, 0x7ff8000000000000,
                    0x4016000000000000}));
  EXPECT_EQ(texts(names, "name"), (std::vector<std::string>{"5", "-1", "null", "null"}));
  EXPECT_EQ(names.notes().size(), 1U);
  auto const large = load(fixed<std::uint64_t>("L", "name", {18446744073709551615U, 7}));
  EXPECT_EQ(texts(large, "name"), (std::vector<std::string>{"18446744073709551615", "7"}));
  EXPECT_EQ(raw(load(fixed<std::uint64_t>("g", "flag", {0x3ff0000000000000, 0})), "flag"),
            (cells{1, 0}));
}

arrow_column coded(std::vector<std::int8_t> const& indices) {
  arrow_column made = fixed<std::int8_t>("c", "stage", indices);
  made.dictionary = {strings<std::int32_t>("u", "", {"初中", "大学", "primary"})};
  return made;
}

TEST(AddArrow, ReadsDictionaries) {
  auto const data = load(coded({0, 2, 0, 1, 1}));
  EXPECT_EQ(raw(data, "stage"), (cells{1, 0, 1, unknown_value, unknown_value}));
  ASSERT_EQ(data.notes().size(), 2U);
  EXPECT_EQ(data.notes()[1].at.row, 6U);
}

TEST(AddArrow, ReadsListsOfTextsAsSets) {
  arrow_column lists{"+l", "stages", 4, {bitmap({true, true, false, true}),
                                         packed(std::vector<std::int32_t>{0, 2, 2, 2, 3})}};
  lists.children = {strings<std::int64_t>("U", "item", {"小学", "senior", "大学"})};
  EXPECT_EQ(raw(load(lists), "stages"), (cells{5, 0, unknown_value, unknown_value}));
}

TEST(AddArrow, ReadsSlicesAndSeveralBatches) {
  dataset_builder builder{test::words()};
  auto first_names = strings<std::int32_t>("u", "name", {"x", "甲", "乙"});
  first_names.offset = 1;
  first_names.length = 2;
  auto first_flags = arrow_column{"b", "flag", 2, {{}, bitmap({false, true, false, true})}};
  first_flags.offset = 2;
  auto second = ids(3);
  second.offset = 2;
  second.length = 1;
  auto second_names = strings<std::int32_t>("u", "name", {"丙"});
  arrow_stream stream{{{ids(2), first_names, first_flags},
                       {ids(0), strings<std::int32_t>("u", "name", {}),
                        arrow_column{"b", "flag", 0, {{}, {}}}},
                       {second, second_names, arrow_column{"b", "flag", 1, {{}, bitmap({true})}}}}};
  add_arrow(builder, "record", stream.get());
  EXPECT_EQ(stream.released(), stream.made());
  auto const data = builder.build();
  EXPECT_EQ(raw(data, "id"), (cells{0, 1, 2}));
  EXPECT_EQ(texts(data, "name"), (std::vector<std::string>{"甲", "乙", "丙"}));
  EXPECT_EQ(raw(data, "flag"), (cells{0, 1, 1}));
}

TEST(AddArrow, ReadsASlicedBatch) {
  dataset_builder builder{test::words()};
  arrow_stream stream{{{ids(4), strings<std::int32_t>("u", "name", {"a", "b", "c", "d"})}}};
  stream.slice(1, 2);
  add_arrow(builder, "record", stream.get());
  auto const data = builder.build();
  EXPECT_EQ(raw(data, "id"), (cells{1, 2}));
  EXPECT_EQ(texts(data, "name"), (std::vector<std::string>{"b", "c"}));
}

TEST(AddArrow, AStreamWithoutBatchesIsAnEmptyTable) {
  dataset_builder builder{test::words()};
  arrow_stream stream{{}, {ids(0)}};
  add_arrow(builder, "record", stream.get());
  EXPECT_EQ(stream.released(), stream.made());
  EXPECT_EQ(builder.build().find("record")->rows, 0U);
}

TEST(AddArrow, AColumnNobodyKnowsMayHaveAnyType) {
  EXPECT_EQ(refusal({"+w:3", "other", 1, {{}}}), "");
}

TEST(AddArrow, RefusesWhatItCannotRead) {
  EXPECT_EQ(refusal({"tts", "count", 1, {{}, bytes(4)}}), "arrow.format");
  EXPECT_EQ(refusal({"", "count", 1, {{}, bytes(4)}}), "arrow.format");
  EXPECT_EQ(refusal({"d:76,2,256", "amount", 1, {{}, bytes(32)}}), "arrow.format");
  EXPECT_EQ(refusal({"tsx:", "at", 1, {{}, bytes(8)}}), "arrow.format");
}

TEST(AddArrow, RefusesLayoutsThatCannotBe) {
  EXPECT_EQ(refusal({"i", "count", 1, {{}}}), "arrow.invalid");           // buffers
  EXPECT_EQ(refusal({"i", "count", 1, {{}, {}}}), "arrow.invalid");       // no data
  auto nulls = fixed<std::int32_t>("i", "count", {1});
  nulls.null_count = 1;
  EXPECT_EQ(refusal(nulls), "arrow.invalid");
  auto falling = strings<std::int32_t>("u", "name", {"ab", "c"});
  falling.buffers[1] = packed(std::vector<std::int32_t>{0, 2, 1});
  EXPECT_EQ(refusal(falling), "arrow.invalid");
  falling.buffers[1] = packed(std::vector<std::int32_t>{-1, 2, 3});
  EXPECT_EQ(refusal(falling), "arrow.invalid");
  auto view = views("vu", "name", {"a text of more than twelve bytes"});
  std::int32_t const far = 1000;
  std::memcpy(view.buffers[1].data() + 12, &far, 4);
  EXPECT_EQ(refusal(view), "arrow.invalid");
  EXPECT_EQ(refusal(coded({0, 3})), "arrow.invalid");
  EXPECT_EQ(refusal(coded({-1})), "arrow.invalid");
  auto offset = fixed<std::int32_t>("i", "count", {1});
  offset.offset = -1;
  EXPECT_EQ(refusal(offset), "arrow.invalid");
  auto childless = arrow_column{"+l", "stages", 1, {{}, bytes(8)}};
  EXPECT_EQ(refusal(childless), "arrow.invalid");
  arrow_column far_list{"+l", "stages", 1, {{}, packed(std::vector<std::int32_t>{0, 2})}};
  far_list.children = {strings<std::int32_t>("u", "item", {"小学"})};
  EXPECT_EQ(refusal(far_list), "arrow.invalid");
}

TEST(AddArrow, RefusesABatchShorterThanItsColumns) {
  dataset_builder builder{test::words()};
  arrow_stream stream{{{ids(2), fixed<std::int32_t>("i", "count", {1, 2})}}};
  stream.slice(1, 2);
  EXPECT_THROW(add_arrow(builder, "record", stream.get()), failure);
  EXPECT_EQ(stream.released(), stream.made());
}

TEST(AddArrow, AConsumedStreamIsAClearError) {
  dataset_builder builder{test::words()};
  arrow_stream stream{{{ids(1)}}};
  add_arrow(builder, "record", stream.get());
  try {
    add_arrow(builder, "record", stream.get());
    FAIL();
  } catch (failure const& wrong) {
    EXPECT_EQ(wrong.code(), "arrow.consumed");
  }
  EXPECT_THROW(add_arrow(builder, "record", nullptr), failure);
  EXPECT_EQ(stream.released(), stream.made());
}

TEST(AddArrow, AFailingStreamIsReleasedAndSaysWhy) {
  for (int const step : {0, 1, 2}) {
    dataset_builder builder{test::words()};
    arrow_stream stream{{{ids(1)}, {ids(1)}}};
    stream.fail_at(step);
    try {
      add_arrow(builder, "record", stream.get());
      FAIL();
    } catch (failure const& wrong) {
      EXPECT_EQ(wrong.code(), "arrow.stream");
      EXPECT_NE(wrong.message().en.find("broken pipe"), std::string::npos);
    }
    EXPECT_EQ(stream.released(), stream.made());
  }
}

TEST(AddArrow, TakesOneBatchAndReleasesBothStructs) {
  dataset_builder builder{test::words()};
  arrow_stream stream{{{ids(2)}}};
  ArrowSchema schema{};
  ArrowArray batch{};
  ASSERT_EQ(stream.get()->get_schema(stream.get(), &schema), 0);
  ASSERT_EQ(stream.get()->get_next(stream.get(), &batch), 0);
  stream.get()->release(stream.get());
  add_arrow(builder, "record", &schema, &batch);
  EXPECT_EQ(schema.release, nullptr);
  EXPECT_EQ(batch.release, nullptr);
  EXPECT_EQ(stream.released(), stream.made());
  EXPECT_EQ(raw(builder.build(), "id"), (cells{0, 1}));
  EXPECT_THROW(add_arrow(builder, "record", &schema, &batch), failure);
}

TEST(AddArrow, AnUnknownTableReleasesTheStream) {
  dataset_builder builder{test::words()};
  arrow_stream stream{{{ids(1)}}};
  add_arrow(builder, "nothing", stream.get());
  EXPECT_EQ(stream.released(), stream.made());
  EXPECT_EQ(test::refusal(builder).at(0).code, "data.unknown_table");
}

}  // namespace
}  // namespace xunze
