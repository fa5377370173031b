// SPDX-License-Identifier: Apache-2.0
// The tests of a pack, in the pack itself and in files beside it.
#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"
#include "pack/test_base.hpp"

namespace xunze::json {
namespace {

test_row read_row(pack_reading& in, table_schema const& table, node const& value) {
  test_row row;
  if (!is_object(in.from, value)) return row;
  for (member const& cell : value.members) {
    auto const at = table.find(cell.key);
    if (!at) {
      std::vector<std::string> names;
      for (column_schema const& column : table.columns) names.push_back(column.name);
      unknown_word(in.from, cell.at, "pack.unknown_column",
                   {"“" + table.name + "”表的列", "column of table `" + table.name + "`"}, cell.key,
                   names);
      continue;
    }
    auto read = read_cell(in, table.columns[*at], cell.value);
    if (read) row.emplace(cell.key, std::move(*read));
  }
  return row;
}

table_schema const* need_table(pack_reading& in, member const& entry) {
  if (auto const* found = in.words.find_table(entry.key)) return found;
  std::vector<std::string> names;
  for (table_schema const& table : in.words.tables) names.push_back(table.name);
  unknown_word(in.from, entry.at, "pack.unknown_table", {"表", "table"}, entry.key, names);
  return nullptr;
}

std::optional<std::string> read_number(pack_reading& in, object_reader& reader,
                                       std::string_view key) {
  node const* const value = reader.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == node_kind::number || value->kind == node_kind::text) return value->text;
  wrong_type(in.from, *value, {"数字或文本", "a number or a text"});
  return std::nullopt;
}

std::map<std::string, std::vector<std::string>> read_evidence(pack_reading& in,
                                                              node const& value) {
  std::map<std::string, std::vector<std::string>> out;
  if (!is_object(in.from, value)) return out;
  for (member const& entry : value.members) {
    if (need_table(in, entry) != nullptr) out.emplace(entry.key, as_texts(in.from, entry.value));
  }
  return out;
}

test_expectation read_expectation(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  test_expectation out;
  out.at = in.from.at(value.at);
  out.rule = reader.need_text("rule");
  in.expected.push_back({out.rule, value.at});
  node const* const subject = reader.need("subject");
  if (subject != nullptr && is_object(in.from, *subject)) {
    for (member const& key : subject->members) {
      if (auto read = read_plain(in, key.value)) out.subject.emplace(key.key, std::move(*read));
    }
  }
  if (node const* absent = reader.find("absent")) {
    out.absent = as_flag(in.from, *absent).value_or(false);
  }
  if (out.absent && reader.find("verdict") != nullptr) {
    in.from.error("pack.one_of", value.at,
                  {"“absent”与“verdict”只写一个", "either `absent` or `verdict`, not both"});
  }
  if (node const* expected = out.absent ? nullptr : reader.need("verdict")) {
    out.expected = as_one_of(in.from, *expected, verdicts).value_or(verdict::pass);
  }
  if (node const* expected = reader.find("severity")) {
    out.severity = as_one_of(in.from, *expected, severities);
  }
  out.measured = read_number(in, reader, "measured");
  out.threshold = read_number(in, reader, "threshold");
  out.slack = read_number(in, reader, "slack");
  if (node const* rows = reader.find("evidence")) out.evidence = read_evidence(in, *rows);
  reader.finish();
  return out;
}

void read_settings(pack_reading& in, node const& value, policy_test& out) {
  if (!is_object(in.from, value)) return;
  for (member const& one : value.members) {
    std::optional<xunze::value> read;
    if (parameter const* const of = in.out.find_parameter(one.key)) {
      read = read_value(in, *of, one.value);
    } else if (!in.out.info.extends.empty()) {
      read = read_plain(in, one.value);
    } else {
      std::vector<std::string> names;
      for (parameter const& p : in.out.parameters) names.push_back(p.name);
      unknown_word(in.from, one.at, "pack.unknown_parameter", {"参数", "parameter"}, one.key,
                   names);
    }
    if (read) out.set.emplace_back(one.key, std::move(*read));
  }
}

test_tables read_tables(pack_reading& in, node const& value) {
  test_tables out;
  if (!is_object(in.from, value)) return out;
  for (member const& entry : value.members) {
    table_schema const* const table = need_table(in, entry);
    if (table == nullptr || !is_array(in.from, entry.value)) continue;
    std::vector<test_row> rows;
    for (node const& row : entry.value.items) rows.push_back(read_row(in, *table, row));
    out.emplace_back(entry.key, std::move(rows));
  }
  return out;
}

void drop_nothing(pack_reading& in, std::size_t at) {
  in.from.error("test.drop", at, {"共用表中没有要去掉的内容", "the base has nothing to drop here"});
}

/// Takes rows, or a whole table, out of the base.
void read_drop(pack_reading& in, node const& value, test_tables& base) {
  if (!is_object(in.from, value)) return;
  for (member const& entry : value.members) {
    table_schema const* const table = need_table(in, entry);
    if (table == nullptr) continue;
    if (entry.value.kind == node_kind::boolean && entry.value.flag) {
      if (!drop_table(base, entry.key)) drop_nothing(in, entry.at);
      continue;
    }
    if (!is_array(in.from, entry.value)) continue;
    for (node const& item : entry.value.items) {
      test_row const cells = read_row(in, *table, item);
      if (cells.empty() || !drop_rows(base, entry.key, cells)) drop_nothing(in, item.at);
    }
  }
}

void read_complete(pack_reading& in, node const& value, policy_test& out) {
  if (!is_object(in.from, value)) return;
  for (member const& entry : value.members) {
    auto const day = as_date(in.from, entry.value);
    if (need_table(in, entry) != nullptr && day) out.complete_from.emplace_back(entry.key, *day);
  }
}

policy_test read_test(pack_reading& in, node const& value, test_tables const* base) {
  object_reader reader{in.from, value};
  policy_test out;
  out.at = in.from.at(value.at);
  out.file = in.test_file;
  out.name = reader.need_text("name");
  if (!out.name.empty() && !in.where.emplace("test:" + out.name, value.at).second) {
    in.from.error("test.name_used", value.at,
                  {"已有名为“" + out.name + "”的测试",
                   "there is another test `" + out.name + "`"});
  }
  if (node const* day = reader.need("as_of")) out.as_of = as_date(in.from, *day).value_or(date{});
  if (node const* set = reader.find("set")) read_settings(in, *set, out);
  if (base != nullptr) out.tables = *base;
  if (base != nullptr) {
    if (node const* drop = reader.find("drop")) read_drop(in, *drop, out.tables);
  }
  node const* const tables = base != nullptr ? reader.find("tables") : reader.need("tables");
  if (tables != nullptr) merge_tables(out.tables, read_tables(in, *tables), in.words);
  if (node const* complete = reader.find("complete")) read_complete(in, *complete, out);
  node const* const expect = reader.need("expect");
  if (expect != nullptr && is_array(in.from, *expect)) {
    for (node const& one : expect->items) out.expect.push_back(read_expectation(in, one));
    if (expect->items.empty()) {
      in.from.error("test.expect", expect->at, {"测试没有期望", "the test expects nothing"});
    }
  }
  reader.finish();
  return out;
}

void read_list(pack_reading& in, node const& section, test_tables const* base) {
  if (!is_array(in.from, section)) return;
  for (node const& item : section.items) in.out.tests.push_back(read_test(in, item, base));
}

}  // namespace

void read_tests(pack_reading& in, node const& section) { read_list(in, section, nullptr); }

void read_test_file(pack_reading& in, node const& root) {
  if (root.kind == node_kind::array) return read_list(in, root, nullptr);
  object_reader reader{in.from, root};
  if (node const* format = reader.find("format")) {
    auto const written = as_text(in.from, *format);
    if (written && *written != "xunze.tests/1") {
      in.from.error("format.unknown", format->at,
                    {"格式“" + *written + "”不是“xunze.tests/1”",
                     "format `" + *written + "` is not `xunze.tests/1`"});
    }
  }
  node const* const shared = reader.find("base");
  test_tables base;
  if (shared != nullptr) base = read_tables(in, *shared);
  if (node const* tests = reader.need("tests")) {
    read_list(in, *tests, shared != nullptr ? &base : nullptr);
  }
  reader.finish();
}

void read_equivalents(pack_reading& in, node const& section) {
  if (!is_array(in.from, section)) return;
  for (node const& item : section.items) {
    object_reader reader{in.from, item};
    equivalent_mutant out;
    out.at = in.from.at(item.at);
    out.id = reader.need_text("id");
    out.reason = reader.need_words("reason");
    reader.finish();
    in.out.equivalent_mutants.push_back(std::move(out));
  }
}

}  // namespace xunze::json
