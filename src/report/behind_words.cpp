// SPDX-License-Identifier: Apache-2.0
#include "report/behind_words.hpp"

#include <algorithm>

namespace xunze::detail {
namespace {

constexpr std::size_t rows_listed = 10;

std::string columns_of(table_schema const& schema, std::vector<std::string> const& names,
                       language which) {
  bool const zh = which == language::zh;
  std::string made;
  for (std::string const& name : names) {
    auto const at = schema.find(name);
    std::string const title = at ? schema.columns[*at].title.in(which) : std::string{};
    made += (made.empty() ? "" : zh ? "、" : ", ") + (title.empty() ? name : title);
  }
  return made;
}

std::string line_of(table const& from, rows_behind const& each, language which) {
  bool const zh = which == language::zh;
  std::size_t const listed = std::min(each.rows.size(), rows_listed);
  std::string numbers;
  for (std::size_t i = 0; i < listed; ++i) {
    if (i > 0) numbers += zh ? "、" : ", ";
    numbers += std::to_string(from.source.row_of(each.rows[i]));
  }
  place at;
  at.file = from.source.file.empty() ? each.table : from.source.file;
  at.sheet = from.source.sheet;
  std::string made = to_string(at, which);
  made += zh ? "：第" + numbers + "行" : (each.rows_total == 1 ? ": row " : ": rows ") + numbers;
  if (each.rows_total > listed) {
    std::string const first = std::to_string(listed);
    std::string const all = std::to_string(each.rows_total);
    made += zh ? "（列出前" + first + "行，共" + all + "行）"
               : " (first " + first + " of " + all + ")";
  }
  std::string const columns = columns_of(*from.schema, each.columns, which);
  if (columns.empty()) return made;
  return made + (zh ? "，读取" : "; read: ") + columns;
}

}  // namespace

std::vector<std::string> behind_lines(dataset const& data, std::vector<rows_behind> const& tables,
                                      language which) {
  std::vector<std::string> made;
  for (rows_behind const& each : tables) {
    table const* const from = data.find(each.table);
    if (from == nullptr) continue;
    if (made.empty()) made.push_back(which == language::zh ? "所依据的数据：" : "computed from:");
    made.push_back("  " + line_of(*from, each, which));
  }
  return made;
}

void put_behind(json_writer& json, dataset const& data, std::vector<rows_behind> const& tables) {
  json.key("behind").begin_array();
  for (rows_behind const& each : tables) {
    table const* const from = data.find(each.table);
    json.begin_object().put("table", each.table);
    json.key("columns").begin_array();
    for (std::string const& name : each.columns) json.put(name);
    json.end_array().key("rows").begin_array();
    for (std::size_t const row : each.rows) {
      json.begin_object().put("row", row).key("source").begin_object();
      json.put("file", from == nullptr ? std::string{} : from->source.file);
      json.put("sheet", from == nullptr ? std::string{} : from->source.sheet);
      json.put("row", from == nullptr ? row : from->source.row_of(row));
      json.end_object().end_object();
    }
    json.end_array().put("rows_total", each.rows_total).end_object();
  }
  json.end_array();
}

}  // namespace xunze::detail
