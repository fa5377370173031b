// SPDX-License-Identifier: Apache-2.0
#include "xunze/check/type.hpp"

namespace xunze {
namespace {

value_class class_of(column_type type) {
  switch (type) {
    case column_type::text: return value_class::text;
    case column_type::integer:
    case column_type::decimal: return value_class::number;
    case column_type::boolean: return value_class::boolean;
    case column_type::date: return value_class::date;
    case column_type::timestamp: return value_class::timestamp;
    case column_type::enumeration: return value_class::code;
    case column_type::set: return value_class::set;
  }
  return value_class::text;
}

}  // namespace

std::pair<std::string, std::string> domain_of(vocabulary const& words,
                                              table_schema const& table, std::size_t column) {
  table_schema const* at = &table;
  std::size_t where = column;
  // A key may itself refer to another table; a vocabulary without cycles ends the walk.
  for (std::size_t turn = 0; turn <= words.tables.size(); ++turn) {
    auto const& refers_to = at->columns[where].refers_to;
    if (!refers_to) break;
    table_schema const* next = words.find_table(refers_to->table);
    if (next == nullptr || next->key.size() != 1) break;
    auto const key = next->find(next->key.front());
    if (!key) break;
    if (next == at && *key == where) break;
    at = next;
    where = *key;
  }
  return {at->name, at->columns[where].name};
}

value_type type_of(vocabulary const& words, table_schema const& table, std::size_t column) {
  column_schema const& schema = table.columns[column];
  value_type type;
  type.kind = class_of(schema.type);
  type.scale = schema.type == column_type::decimal ? schema.scale : std::uint8_t{0};
  if (!schema.enum_name.empty()) type.codes = words.find_enum(schema.enum_name);
  if (type.is(value_class::text)) type.domain = domain_of(words, table, column);
  type.may_be_none = schema.null == null_meaning::none;
  return type;
}

std::string to_string(value_type const& type) {
  switch (type.kind) {
    case value_class::boolean: return "bool";
    case value_class::number:
      return type.scale == 0 ? "int" : "decimal(" + std::to_string(type.scale) + ")";
    case value_class::date: return "date";
    case value_class::timestamp: return "timestamp";
    case value_class::text: return "text";
    case value_class::code: return type.codes ? "enum " + type.codes->name : "enum";
    case value_class::set: return type.codes ? "set " + type.codes->name : "set";
    case value_class::row: return type.table ? "row " + type.table->name : "row";
  }
  return "?";
}

}  // namespace xunze
