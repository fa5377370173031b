// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/dataset_builder.hpp"

#include "words.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using test::column_of;
using test::from_csv;
using test::only;
using test::refusal;
using test::words;

TEST(AddCsvText, ReadsEveryTypeOfCell) {
  auto const data = from_csv("record",
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

}  // namespace
}  // namespace xunze
