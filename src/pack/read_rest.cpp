// SPDX-License-Identifier: Apache-2.0
// Measures, decisions, clauses and tests of a pack.
#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

namespace xunze::json {
namespace {

decision_member read_member(pack_reading& in, node const& value) {
  decision_member out;
  if (value.kind != node_kind::object) {
    out.rule = as_text(in.from, value).value_or("");
    return out;
  }
  object_reader reader{in.from, value};
  out.rule = reader.need_text("rule");
  if (node const* via = reader.find("via")) out.via = read_expressions(in, *via);
  reader.finish();
  return out;
}

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

test_expectation read_expectation(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  test_expectation out;
  out.at = in.from.at(value.at);
  out.rule = reader.need_text("rule");
  in.where.emplace("expect:" + out.rule, value.at);
  node const* const subject = reader.need("subject");
  if (subject != nullptr && is_object(in.from, *subject)) {
    for (member const& key : subject->members) {
      if (auto read = read_plain(in, key.value)) out.subject.emplace(key.key, std::move(*read));
    }
  }
  if (node const* expected = reader.need("verdict")) {
    out.expected = as_one_of(in.from, *expected, verdicts).value_or(verdict::pass);
  }
  out.measured = read_number(in, reader, "measured");
  out.slack = read_number(in, reader, "slack");
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

policy_test read_test(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  policy_test out;
  out.at = in.from.at(value.at);
  out.name = reader.need_text("name");
  if (node const* day = reader.need("as_of")) out.as_of = as_date(in.from, *day).value_or(date{});
  if (node const* set = reader.find("set")) read_settings(in, *set, out);
  node const* const tables = reader.need("tables");
  if (tables != nullptr && is_object(in.from, *tables)) {
    for (member const& entry : tables->members) {
      table_schema const* const table = need_table(in, entry);
      if (table == nullptr || !is_array(in.from, entry.value)) continue;
      std::vector<test_row> rows;
      for (node const& row : entry.value.items) rows.push_back(read_row(in, *table, row));
      out.tables.emplace_back(entry.key, std::move(rows));
    }
  }
  node const* const complete = reader.find("complete");
  if (complete != nullptr && is_object(in.from, *complete)) {
    for (member const& entry : complete->members) {
      auto const day = as_date(in.from, entry.value);
      if (need_table(in, entry) != nullptr && day) out.complete_from.emplace_back(entry.key, *day);
    }
  }
  node const* const expect = reader.need("expect");
  if (expect != nullptr && is_array(in.from, *expect)) {
    for (node const& one : expect->items) out.expect.push_back(read_expectation(in, one));
  }
  reader.finish();
  return out;
}

clause read_clause(pack_reading& in, member const& entry) {
  object_reader reader{in.from, entry.value};
  clause out;
  out.id = entry.key;
  out.at = in.from.at(entry.at);
  out.locator = reader.need_words("locator");
  if (node const* document = reader.need("document")) {
    out.document = as_text(in.from, *document).value_or("");
    if (in.out.find_document(out.document) == nullptr && !out.document.empty()) {
      std::vector<std::string> ids;
      for (xunze::document const& one : in.out.documents) ids.push_back(one.id);
      unknown_word(in.from, document->at, "pack.unknown_document", {"文件", "document"},
                   out.document, ids);
    }
  }
  out.strength = reader.text_of("strength");
  if (node const* status = reader.need("status")) {
    out.status = as_one_of(in.from, *status, clause_statuses).value_or(clause_status::not_encoded);
  }
  out.paraphrase = reader.words("paraphrase");
  out.note = reader.words("note");
  out.depends_on = reader.texts("depends_on");
  reader.finish();
  return out;
}

}  // namespace

void read_measures(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    object_reader reader{in.from, entry.value};
    measure out;
    out.id = entry.key;
    out.at = in.from.at(entry.at);
    out.title = reader.need_words("title");
    out.clause = reader.text_of("clause");
    in.cite(out.clause, entry.at);
    out.on = reader.need_text("on");
    if (node const* group = reader.find("group")) out.group = read_expressions(in, *group);
    out.numerator = need_expression(in, reader, "numerator");
    out.denominator = need_expression(in, reader, "denominator");
    if (node const* rank = reader.find("rank")) {
      out.rank_descending = as_one_of(in.from, *rank, directions);
    }
    reader.finish();
    in.claim("measure:" + entry.key, entry.key, entry.at);
    in.out.measures.push_back(std::move(out));
  }
}

void read_decisions(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    object_reader reader{in.from, entry.value};
    decision out;
    out.id = entry.key;
    out.at = in.from.at(entry.at);
    out.title = reader.words("title");
    out.subject = reader.need_text("subject");
    node const* const rules = reader.need("rules");
    if (rules != nullptr && is_array(in.from, *rules)) {
      for (node const& item : rules->items) {
        out.members.push_back(read_member(in, item));
        in.where.emplace("decision:" + out.members.back().rule, item.at);
      }
    }
    reader.finish();
    in.out.decisions.push_back(std::move(out));
  }
}

void read_clauses(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) in.out.clauses.push_back(read_clause(in, entry));
}

void read_tests(pack_reading& in, node const& section) {
  if (!is_array(in.from, section)) return;
  for (node const& item : section.items) in.out.tests.push_back(read_test(in, item));
}

}  // namespace xunze::json
