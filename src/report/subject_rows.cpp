// SPDX-License-Identifier: Apache-2.0
// From the key of a subject to the rows of given tables it belongs to.
#include "report/subject_rows.hpp"

#include <algorithm>
namespace xunze::detail {
namespace {

bool holds(std::vector<table_row> const& rows, table const* of) {
  return std::any_of(rows.begin(), rows.end(),
                     [of](table_row const& each) { return each.of == of; });
}

// The first and the last day of a row.
struct column_pair {
  column const& from;
  column const& to;

  // Nulls: a start that is not known never holds, an end that is none or unknown is open.
  [[nodiscard]] bool hold(std::size_t row, date day) const {
    value const first = from.at(row);
    value const last = to.at(row);
    auto const* const begin = first.get_if<date>();
    auto const* const end = last.get_if<date>();
    return begin != nullptr && *begin <= day && (end == nullptr || day < *end);
  }
};

}  // namespace

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
  for (auto const& [name, held] : key) {
    auto const* const words = held.get_if<std::string>();
    if (words == nullptr) continue;
    for (table_schema const& schema : data_->words().tables) {
      if (schema.key.size() != 1 || schema.key.front() != name) continue;
      table const* const of = data_->find(schema.name);
      if (of == nullptr || holds(rows, of)) continue;
      std::int32_t const row = find(*of, *words);
      if (row < 0) continue;
      rows.push_back({of, static_cast<std::size_t>(row)});
    }
  }
  follow(rows);
  return rows;
}

void subject_rows::follow(std::vector<table_row>& rows) const {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    table_row const at = rows[i];
    for (std::size_t c = 0; c < at.of->columns.size(); ++c) {
      auto const& refers_to = at.of->schema->columns[c].refers_to;
      if (!refers_to) continue;
      table const* const to = data_->find(refers_to->table);
      if (to == nullptr || holds(rows, to)) continue;
      std::int32_t const row = data_->link(*at.of, c)[at.row];
      if (row >= 0) rows.push_back({to, static_cast<std::size_t>(row)});
    }
  }
}

std::vector<table_row> subject_rows::reached(table_row const& from, date day) {
  std::vector<table_row> rows{from};
  for (table_schema const& schema : data_->words().tables) {
    table const* const about = data_->find(schema.name);
    bool const dated = schema.find("from") && schema.find("to");
    if (about == nullptr || !dated) continue;
    for (std::string const& name : schema.key) {
      auto const column = schema.find(name);
      if (!column || !schema.columns[*column].refers_to) continue;
      if (schema.columns[*column].refers_to->table != from.of->schema->name) continue;
      attach(rows, *about, *column, from.row, day);
    }
  }
  follow(rows);
  return rows;
}

void subject_rows::attach(std::vector<table_row>& rows, table const& about, std::size_t column,
                          std::size_t row, date day) {
  column_pair const ends{about.columns[*about.schema->find("from")],
                         about.columns[*about.schema->find("to")]};
  std::vector<std::int32_t> valid;
  for (std::int32_t const each : referring(about, column, *rows.front().of)[row]) {
    if (ends.hold(static_cast<std::size_t>(each), day)) valid.push_back(each);
  }
  if (valid.empty()) return;
  for (std::size_t c = 0; c < about.columns.size(); ++c) {
    auto const& refers_to = about.schema->columns[c].refers_to;
    if (c == column || !refers_to) continue;
    table const* const to = data_->find(refers_to->table);
    if (to == nullptr || holds(rows, to)) continue;
    std::vector<std::int32_t> const& link = data_->link(about, c);
    std::int32_t const target = link[static_cast<std::size_t>(valid.front())];
    bool const agreed = std::all_of(valid.begin(), valid.end(), [&](std::int32_t each) {
      return link[static_cast<std::size_t>(each)] == target;
    });
    if (agreed && target >= 0) rows.push_back({to, static_cast<std::size_t>(target)});
  }
}

subject_rows::rows_of const& subject_rows::referring(table const& from, std::size_t column,
                                                     table const& to) {
  auto [entry, added] = referring_.try_emplace({&from, column});
  if (added) {
    entry->second.resize(to.rows);
    std::vector<std::int32_t> const& link = data_->link(from, column);
    for (std::size_t row = 0; row < link.size(); ++row) {
      if (link[row] < 0) continue;
      entry->second[static_cast<std::size_t>(link[row])].push_back(static_cast<std::int32_t>(row));
    }
  }
  return entry->second;
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
