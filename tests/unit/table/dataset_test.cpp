// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/dataset.hpp"

#include "words.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using test::only;
using test::words;

dataset two_tables() {
  dataset_builder builder{words()};
  builder.add_csv_text("school", "school_id,name,region_id\ns1,A,\ns2,B,r9\n", "school.csv");
  builder.add_csv_text("record", "id,school_id\n1,s2\n2,s1\n3,\n4,s9\n5,s2\n", "record.csv");
  return builder.build();
}

TEST(Link, GivesTheRowOfTheKey) {
  auto const data = two_tables();
  auto const& record = *data.find("record");
  EXPECT_EQ(data.link(record, *record.schema->find("school_id")),
            (std::vector<std::int32_t>{1, 0, no_row, unknown_row, 1}));
}

TEST(Link, IsUnknownIfTheTableIsNotGiven) {
  auto const data = two_tables();
  auto const& school = *data.find("school");
  EXPECT_EQ(data.link(school, *school.schema->find("region_id")),
            (std::vector<std::int32_t>{unknown_row, unknown_row}));
  EXPECT_EQ(data.find("region"), nullptr);
}

TEST(Link, NamesADanglingKeyWithItsRow) {
  auto const data = two_tables();
  auto const found = only(data.notes().list(), "data.dangling_key");
  EXPECT_EQ(found.at, (place{"record.csv", 0, 0, "", 5, "school_id"}));
  EXPECT_EQ(test::column_of(data, "record", "school_id").at(3), value{"s9"});
  EXPECT_EQ(found.was, "s9");
  EXPECT_EQ(found.now, "s9");
}

TEST(Link, RefusesAColumnThatIsNoForeignKey) {
  auto const data = two_tables();
  EXPECT_THROW(static_cast<void>(data.link(*data.find("record"), 0)), failure);
}

TEST(Dataset, CopiesLinkTheirOwnTables) {
  auto const data = two_tables();
  dataset const copy = data;
  auto const& record = *copy.find("record");
  EXPECT_NE(&record, data.find("record"));
  EXPECT_EQ(copy.link(record, 9), data.link(*data.find("record"), 9));
}

}  // namespace
}  // namespace xunze
