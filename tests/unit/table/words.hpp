// SPDX-License-Identifier: Apache-2.0
// A small vocabulary and helpers for the tests of tables.
#ifndef XUNZE_TESTS_UNIT_TABLE_WORDS_HPP
#define XUNZE_TESTS_UNIT_TABLE_WORDS_HPP

#include "xunze/core/failure.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze::test {

inline column_schema make_column(std::string name, column_type type, std::string zh = "") {
  column_schema made;
  made.name = std::move(name);
  made.type = type;
  made.title.zh = std::move(zh);
  return made;
}

// region(tree) ← school ← teacher; record holds one column of each type.
inline std::shared_ptr<vocabulary const> words() {
  auto made = std::make_shared<vocabulary>();
  made->id = "test";
  made->enums.push_back({"stage", {"学段", "stage"}, true,
                         {{"primary", {"小学", "primary"}, {"小"}},
                          {"junior", {"初中", "junior"}, {}},
                          {"senior", {"高中", "senior"}, {"普通高中"}}}});
  table_schema region;
  region.name = "region";
  region.title = {"区域", "regions"};
  region.key = {"region_id"};
  region.tree = tree_schema{"parent_id", "level"};
  region.columns = {make_column("region_id", column_type::text, "区域编号"),
                    make_column("parent_id", column_type::text, "上级"),
                    make_column("level", column_type::integer)};
  region.columns[1].null = null_meaning::none;
  region.columns[1].refers_to = reference{"region", "parent"};
  table_schema school;
  school.name = "school";
  school.title = {"学校", "schools"};
  school.synonyms = {"学校名单"};
  school.key = {"school_id"};
  school.unique = {{"name", "region_id"}};
  school.columns = {make_column("school_id", column_type::text, "学校编号"),
                    make_column("name", column_type::text, "校名"),
                    make_column("region_id", column_type::text),
                    make_column("from", column_type::date), make_column("to", column_type::date)};
  school.columns[1].synonyms = {"学校名称", "School Name"};
  school.columns[2].refers_to = reference{"region", "region"};
  school.columns[4].null = null_meaning::open_end;
  table_schema record;
  record.name = "record";
  record.title = {"记录", "records"};
  record.key = {"id"};
  record.columns = {make_column("id", column_type::integer, "编号"),
                    make_column("name", column_type::text, "姓名"),
                    make_column("count", column_type::integer, "人数"),
                    make_column("amount", column_type::decimal, "金额"),
                    make_column("flag", column_type::boolean, "是否"),
                    make_column("day", column_type::date, "日期"),
                    make_column("at", column_type::timestamp, "时间"),
                    make_column("stage", column_type::enumeration, "学段"),
                    make_column("stages", column_type::set, "学段们"),
                    make_column("school_id", column_type::text, "学校")};
  record.columns[1].personal = true;
  record.columns[2].unit = {"人", "persons"};
  record.columns[2].min = 0;
  record.columns[2].max = 1000;
  record.columns[3].scale = 2;
  record.columns[7].enum_name = "stage";
  record.columns[8].enum_name = "stage";
  record.columns[9].refers_to = reference{"school", "school"};
  record.columns[9].null = null_meaning::none;
  made->tables = {region, school, record};
  return made;
}

// The diagnostics build() refuses with; none if it does not.
inline std::vector<diagnostic> refusal(dataset_builder& builder) {
  try {
    static_cast<void>(builder.build());
  } catch (failure const& wrong) {
    return wrong.diagnostics();
  }
  return {};
}

// The only finding of a code, else an empty one.
inline diagnostic only(std::vector<diagnostic> const& all, std::string_view code) {
  diagnostic found;
  for (diagnostic const& each : all) {
    if (each.code != code) continue;
    if (!found.code.empty()) return {};
    found = each;
  }
  return found;
}

inline dataset from_csv(std::string_view table, std::string_view csv) {
  dataset_builder builder{words()};
  builder.add_csv_text(table, csv, "test.csv");
  return builder.build();
}

inline column const& column_of(dataset const& data, std::string_view table,
                               std::string_view name) {
  auto const* found = data.find(table);
  return found->columns[*found->schema->find(name)];
}

}  // namespace xunze::test

#endif
