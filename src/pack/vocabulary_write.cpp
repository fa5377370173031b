// SPDX-License-Identifier: Apache-2.0
// Vocabularies as JSON, `xunze.vocabulary/1`, written.
#include "xunze/pack/vocabulary_json.hpp"

#include "pack/vocabulary_words.hpp"
#include "pack/writer.hpp"

namespace xunze::json {
namespace {

node bound(std::int64_t raw, column_schema const& column) {
  switch (column.type) {
    case column_type::date:
      return make_text(to_string(date{static_cast<std::int32_t>(raw)}));
    case column_type::timestamp:
      return make_text(to_string(timestamp{raw}));
    case column_type::decimal:
      return make_text(to_string(decimal{raw, column.scale}));
    default:
      return make_text(std::to_string(raw));
  }
}

node write_column(column_schema const& column) {
  node out = make_object();
  put(out, "type", make_text(std::string{spelling(column.type, column_types)}));
  put_text(out, "enum", column.enum_name);
  if (column.type == column_type::decimal) {
    put(out, "scale", make_number(std::to_string(column.scale)));
  }
  put_words(out, "title", column.title);
  put_words(out, "unit", column.unit);
  put_texts(out, "synonyms", column.synonyms);
  if (column.null != null_meaning::unknown) {
    put(out, "null", make_text(std::string{spelling(column.null, null_meanings)}));
  }
  if (column.min) put(out, "min", bound(*column.min, column));
  if (column.max) put(out, "max", bound(*column.max, column));
  if (column.refers_to) {
    node target = make_object();
    put_text(target, "table", column.refers_to->table);
    put_text(target, "as", column.refers_to->step);
    put(out, "references", std::move(target));
  }
  if (column.personal) put(out, "personal", make_flag(true));
  return out;
}

node write_table(table_schema const& table) {
  node out = make_object();
  put_words(out, "title", table.title);
  put_texts(out, "synonyms", table.synonyms);
  put(out, "key", texts_node(table.key));
  if (!table.unique.empty()) {
    node unique = make_array();
    for (auto const& one : table.unique) unique.items.push_back(texts_node(one));
    put(out, "unique", std::move(unique));
  }
  put_text(out, "label", table.label);
  if (table.absent != absence::unknown) {
    put(out, "absent", make_text(std::string{spelling(table.absent, absences)}));
  }
  if (table.tree) {
    node tree = make_object();
    put_text(tree, "parent", table.tree->parent);
    put_text(tree, "level", table.tree->level);
    put(out, "tree", std::move(tree));
  }
  if (table.events) {
    node events = make_object();
    put_text(events, "table", table.events->table);
    put_text(events, "on", table.events->on);
    put_text(events, "status", table.events->status);
    put_text(events, "at", table.events->at);
    put_text(events, "sets", table.events->sets);
    put(out, "events", std::move(events));
  }
  node columns = make_object();
  for (column_schema const& one : table.columns) put(columns, one.name, write_column(one));
  put(out, "columns", std::move(columns));
  return out;
}

node write_enumeration(enumeration const& one) {
  node out = make_object();
  put_words(out, "title", one.title);
  if (one.ordered) put(out, "ordered", make_flag(true));
  node values = make_array();
  for (enumerator const& value : one.values) {
    node item = make_object();
    put(item, "code", make_text(value.code));
    put(item, "zh", make_text(value.label.zh));
    put(item, "en", make_text(value.label.en));
    put_texts(item, "synonyms", value.synonyms);
    values.items.push_back(std::move(item));
  }
  put(out, "values", std::move(values));
  return out;
}

}  // namespace
}  // namespace xunze::json

namespace xunze {

std::string write_vocabulary(vocabulary const& words) {
  json::node out = json::make_object();
  json::put(out, "format", json::make_text("xunze.vocabulary/1"));
  json::put(out, "id", json::make_text(words.id));
  json::put(out, "version", json::make_text(words.version));
  json::put_words(out, "title", words.title);
  json::node enums = json::make_object();
  for (enumeration const& one : words.enums)
    json::put(enums, one.name, json::write_enumeration(one));
  if (!enums.members.empty()) json::put(out, "enums", std::move(enums));
  json::node tables = json::make_object();
  for (table_schema const& one : words.tables) json::put(tables, one.name, json::write_table(one));
  json::put(out, "tables", std::move(tables));
  return json::print(out);
}

}  // namespace xunze
