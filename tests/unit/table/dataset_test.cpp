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

TEST(Link, SetsADanglingKeyAsideAndNamesItsRow) {
  auto const data = two_tables();
  auto const found = only(data.notes().list(), "data.dangling_key");
  EXPECT_EQ(found.at, (place{"record.csv", 0, 0, "", 5, "school_id"}));
  EXPECT_EQ(test::column_of(data, "record", "school_id").at(3), value{});
  EXPECT_EQ(found.was, "s9");
  EXPECT_FALSE(found.now);
}

TEST(Link, AKeySetAsideIsFoundByNobody) {
  auto chain = std::make_shared<vocabulary>();
  for (std::string const name : {"a", "b", "c"}) {
    table_schema& made = chain->tables.emplace_back();
    made.name = name;
    made.key = {name + "_id"};
    made.columns = {test::make_column(name + "_id", column_type::text)};
  }
  chain->tables[0].columns[0].refers_to = reference{"b", "b"};
  chain->tables[1].columns[0].refers_to = reference{"c", "c"};
  dataset_builder builder{std::shared_ptr<vocabulary const>{chain}};
  builder.add_csv_text("a", "a_id\nx\ny\n", "a.csv");
  builder.add_csv_text("b", "b_id\nx\ny\n", "b.csv");
  builder.add_csv_text("c", "c_id\ny\n", "c.csv");
  auto const data = builder.build();
  EXPECT_EQ(data.link(*data.find("a"), 0), (std::vector<std::int32_t>{unknown_row, 1}));
  EXPECT_EQ(test::column_of(data, "a", "a_id").at(0), value{});
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
