// SPDX-License-Identifier: Apache-2.0
// From the key of a subject to the rows of given tables it belongs to.
#include "report/subject_rows.hpp"

#include <algorithm>
#include <set>

namespace xunze::detail {

std::int32_t subject_rows::find(table const& in, std::string_view key) {
  if (in.schema->key.size() != 1) return no_row;
  auto const position = in.schema->find(in.schema->key.front());
  if (!position || *position >= in.columns.size()) return no_row;
  column const& keys = in.columns[*position];
  if (keys.type != column_type::text || keys.texts == nullptr) return no_row;
  std::int32_t const code = keys.texts->find(key);
  if (code < 0) return no_row;
  auto [entry, added] = by_code_.try_emplace(&in);
  std::vector<std::int32_t>& rows = entry->second;
  if (added) {
    rows.assign(static_cast<std::size_t>(keys.texts->size()), no_row);
    for (std::size_t row = 0; row < keys.narrow.size(); ++row) {
      std::int32_t const at = keys.narrow[row];
      if (at >= 0 && rows[static_cast<std::size_t>(at)] == no_row) {
        rows[static_cast<std::size_t>(at)] = static_cast<std::int32_t>(row);
      }
    }
  }
  return rows[static_cast<std::size_t>(code)];
}

std::vector<table_row> subject_rows::reached(key_values const& key) {
  std::vector<table_row> rows;
  std::set<table const*> seen;
  for (auto const& [name, held] : key) {
    auto const* const words = held.get_if<std::string>();
    if (words == nullptr) continue;
    for (table_schema const& schema : data_->words().tables) {
      if (schema.key.size() != 1 || schema.key.front() != name) continue;
      table const* const of = data_->find(schema.name);
      if (of == nullptr || seen.contains(of)) continue;
      std::int32_t const row = find(*of, *words);
      if (row < 0) continue;
      seen.insert(of);
      rows.push_back({of, static_cast<std::size_t>(row)});
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table_row const at = rows[i];
    for (std::size_t c = 0; c < at.of->columns.size(); ++c) {
      auto const& refers_to = at.of->schema->columns[c].refers_to;
      if (!refers_to) continue;
      table const* const to = data_->find(refers_to->table);
      if (to == nullptr || seen.contains(to)) continue;
      std::int32_t const row = data_->link(*at.of, c)[at.row];
      if (row < 0) continue;
      seen.insert(to);
      rows.push_back({to, static_cast<std::size_t>(row)});
    }
  }
  return rows;
}

key_values key_of(table_row const& at) {
  key_values key;
  for (std::string const& name : at.of->schema->key) {
    auto const position = at.of->schema->find(name);
    key.emplace_back(name, position ? at.of->columns[*position].at(at.row) : value{});
  }
  return key;
}

std::string label_of(table_row const& at) {
  auto const position = at.of->schema->find(at.of->schema->label);
  if (position) {
    value const held = at.of->columns[*position].at(at.row);
    if (!held.is_null()) return to_string(held);
  }
  std::string label;
  for (auto const& [name, held] : key_of(at)) {
    if (!label.empty()) label += '|';
    label += to_string(held);
  }
  return label;
}

}  // namespace xunze::detail
