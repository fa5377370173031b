// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/structs.hpp"

#include "words.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace xunze {
namespace {

enum class level { primary, junior };

std::string_view code_of_level(level which) {
  return which == level::primary ? "primary" : "junior";
}

struct row {
  std::int32_t id;
  std::string name;
  std::optional<std::uint16_t> count;
  decimal amount;
  bool flag;
  std::optional<date> day;
  timestamp at;
  level stage;
  std::string_view stages;
  char const* school;

  [[nodiscard]] int doubled() const { return 2 * id; }
};

dataset gather() {
  std::vector<row> const rows{
      {1, "甲", 5, {125, 1}, true, make_date(2023, 7, 5), {60}, level::junior, "小学；高中", "s1"},
      {2, "乙", std::nullopt, {7, 0}, false, std::nullopt, {0}, level::primary, "", nullptr}};
  dataset_builder builder{test::words()};
  builder.add_structs("record", rows, field("id", &row::id), field("姓名", &row::name),
                      field("count", &row::count), field("amount", &row::amount),
                      field("flag", &row::flag), field("day", &row::day), field("at", &row::at),
                      field("stage", &row::stage, &code_of_level),
                      field("stages", &row::stages), field("school_id", &row::school));
  return builder.build();
}

TEST(AddStructs, SmallIntegersAreNumbers) {
  struct small {
    std::int32_t id;
    std::uint8_t byte;
    std::optional<std::uint16_t> word;
  };
  std::vector<small> const rows{{1, 65, 66}, {2, 255, 65535}};
  dataset_builder builder{test::words()};
  builder.add_structs("record", rows, field("id", &small::id), field("count", &small::byte),
                      field("amount", &small::word), field("name", &small::byte));
  auto const data = builder.build();
  auto const at = [&](char const* name, std::size_t row) {
    return test::column_of(data, "record", name).at(row);
  };
  EXPECT_EQ(at("count", 0), value{65});
  EXPECT_EQ(at("count", 1), value{255});
  EXPECT_EQ(at("amount", 1), (value{decimal{6553500, 2}}));
  EXPECT_EQ(at("name", 0), value{"65"});
}

TEST(AddStructs, ReadsEveryTypeOfMember) {
  auto const data = gather();
  auto const at = [&](char const* name) { return test::column_of(data, "record", name).at(0); };
  EXPECT_EQ(at("id"), value{1});
  EXPECT_EQ(at("name"), value{"甲"});
  EXPECT_EQ(at("count"), value{5});
  EXPECT_EQ(at("amount"), (value{decimal{1250, 2}}));
  EXPECT_EQ(at("flag"), value{true});
  EXPECT_EQ(at("day"), value{make_date(2023, 7, 5)});
  EXPECT_EQ(at("at"), value{timestamp{60}});
  EXPECT_EQ(at("stage"), (value{code_value{"stage", "junior"}}));
  EXPECT_EQ(at("stages"), (value{code_set{{"primary", "senior"}}}));
  EXPECT_EQ(at("school_id"), value{"s1"});
}

TEST(AddStructs, EmptyOptionalsAndNullPointersAreNull) {
  auto const data = gather();
  auto const raw = [&](char const* name) { return test::column_of(data, "record", name).raw(1); };
  EXPECT_EQ(raw("count"), unknown_value);
  EXPECT_EQ(raw("day"), unknown_value);
  EXPECT_EQ(raw("stages"), unknown_value);
  EXPECT_EQ(raw("school_id"), none_value);
  EXPECT_EQ(raw("flag"), 0);
}

TEST(AddStructs, TakesAnythingCallableAndNumbersTooLargeAreSetAside) {
  struct wide {
    std::uint64_t id;
    std::uint64_t count;
  };
  std::vector<wide> const rows{{1, std::numeric_limits<std::uint64_t>::max()}};
  dataset_builder builder{test::words()};
  builder.add_structs("record", rows, field("id", [](wide const& each) { return each.id; }),
                      field("count", &wide::count));
  auto const data = builder.build();
  EXPECT_EQ(test::column_of(data, "record", "id").raw(0), 1);
  EXPECT_EQ(test::column_of(data, "record", "count").raw(0), unknown_value);
  EXPECT_EQ(test::only(data.notes().list(), "data.bad_cell").at.column_name, "count");
}

TEST(AddStructs, AnOptionalEnumGoesThroughTheFunctionOfWhatItHolds) {
  struct holder {
    int id;
    std::optional<level> stage;
  };
  std::vector<holder> const rows{{1, level::junior}, {2, std::nullopt}};
  dataset_builder builder{test::words()};
  builder.add_structs("record", rows, field("id", &holder::id),
                      field("stage", &holder::stage, &code_of_level));
  auto const data = builder.build();
  EXPECT_EQ(test::column_of(data, "record", "stage").raw(0), 1);
  EXPECT_EQ(test::column_of(data, "record", "stage").raw(1), unknown_value);
}

}  // namespace
}  // namespace xunze
