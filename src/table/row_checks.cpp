// SPDX-License-Identifier: Apache-2.0
// Checks of one table on its own: keys, duplicates, unique constraints, empty intervals.
#include "table/row_keys.hpp"
#include "table/table_loader.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace xunze::detail {
namespace {

std::vector<std::size_t> positions(table_schema const& schema,
                                   std::vector<std::string> const& names) {
  std::vector<std::size_t> found;
  for (std::string const& name : names) {
    if (auto const at = schema.find(name)) found.push_back(*at);
  }
  return found;
}

template <typename Cell>
void keep_marked(std::vector<Cell>& cells, std::vector<bool> const& keep) {
  if (cells.empty()) return;
  std::size_t kept = 0;
  for (std::size_t row = 0; row < keep.size(); ++row) {
    if (keep[row]) cells[kept++] = cells[row];
  }
  cells.resize(kept);
}

void remove_rows(table& from, std::vector<bool> const& keep) {
  auto const kept = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), true));
  if (kept == from.rows) return;
  table_source& source = from.source;
  if (source.rows.empty()) {
    for (std::size_t row = 0; row < from.rows; ++row) {
      source.rows.push_back(static_cast<std::uint32_t>(source.first_row + row));
    }
  }
  keep_marked(source.rows, keep);
  for (column& each : from.columns) {
    keep_marked(each.narrow, keep);
    keep_marked(each.wide, keep);
  }
  from.rows = kept;
}

bool same_rows(table const& rows, std::size_t a, std::size_t b) {
  return std::all_of(rows.columns.begin(), rows.columns.end(),
                     [&](column const& each) { return each.raw(a) == each.raw(b); });
}

// The first part of the key that is not known, or npos.
std::size_t unknown_part(table const& rows, std::size_t row, std::vector<std::size_t> const& key) {
  auto const found = std::find_if(key.begin(), key.end(), [&](std::size_t each) {
    return rows.columns[each].raw(row) == unknown_value;
  });
  return found == key.end() ? spot::no_column : *found;
}

// A row keeps its place without a key; of a ragged one that is said already.
void say_null_keys(loaded_table& loaded, std::vector<std::size_t> const& key) {
  table const& rows = loaded.data;
  auto said = loaded.ragged.begin();
  for (std::size_t row = 0; row < rows.rows; ++row) {
    bool const ragged = said != loaded.ragged.end() && *said == row;
    if (ragged) ++said;
    std::size_t const part = unknown_part(rows, row, key);
    if (ragged || part == spot::no_column) continue;
    loaded.notes.add(effect::set_aside, diagnostic_level::error, "data.null_key",
                     {rows.source.row_of(row), part, loaded.headers[part]},
                     {"主键没有值，这一行的键按待核实计", "the key has no value and is unknown"});
  }
}

// Whether rows of this table are events of another that its key tells apart by their time.
bool are_timed_events(table_schema const& schema, vocabulary const& words) {
  return std::any_of(words.tables.begin(), words.tables.end(), [&](table_schema const& each) {
    return each.events && each.events->table == schema.name &&
           std::find(schema.key.begin(), schema.key.end(), each.events->at) != schema.key.end();
  });
}

std::vector<std::size_t> all_columns(table const& rows) {
  std::vector<std::size_t> all(rows.columns.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

// Two events at one time both stay: what they decide is open where they differ.
void drop_duplicates(loaded_table& loaded, std::vector<std::size_t> const& key, bool events) {
  table& rows = loaded.data;
  row_keys index{rows, key};
  std::optional<row_keys> whole;
  if (events) whole.emplace(rows, all_columns(rows));
  std::vector<bool> keep(rows.rows, true);
  for (std::size_t row = 0; row < rows.rows; ++row) {
    if (unknown_part(rows, row, key) != spot::no_column) continue;
    std::int32_t const before = index.insert(row);
    std::int32_t twin = whole ? whole->insert(row) : -1;
    if (before < 0) continue;
    if (!whole && same_rows(rows, row, static_cast<std::size_t>(before))) twin = before;
    std::string const first =
        std::to_string(rows.source.row_of(static_cast<std::size_t>(twin < 0 ? before : twin)));
    spot const where{rows.source.row_of(row), key.front(), loaded.headers[key.front()], 0,
                     written_in(rows, row, key), {}};
    keep[row] = twin < 0;
    if (twin >= 0) {
      loaded.notes.add(effect::set_aside, diagnostic_level::warning, "data.duplicate_row", where,
                       {"与第" + first + "行相同，只计一次",
                        "the same as row " + first + ", counted once"});
    } else if (events) {
      loaded.notes.add(effect::set_aside, diagnostic_level::error, "data.conflicting_events",
                       where,
                       {"与第" + first + "行同一时间而内容不同，不知何者在后",
                        "at the same time as row " + first + " with other content"});
    } else {
      loaded.notes.add(effect::stop, diagnostic_level::error, "data.conflicting_rows", where,
                       {"与第" + first + "行主键相同而内容不同",
                        "the same key as row " + first + " with other content"});
    }
  }
  remove_rows(rows, keep);
}

void check_unique(loaded_table& loaded, std::vector<std::size_t> const& columns) {
  table const& rows = loaded.data;
  row_keys index{rows, columns};
  std::string names;
  for (std::size_t const each : columns) {
    names += (names.empty() ? "" : ", ") + loaded.headers[each];
  }
  for (std::size_t row = 0; row < rows.rows; ++row) {
    bool const whole = std::all_of(columns.begin(), columns.end(), [&](std::size_t each) {
      std::int64_t const raw = rows.columns[each].raw(row);
      return raw != unknown_value && raw != none_value;
    });
    std::int32_t const before = whole ? index.insert(row) : -1;
    if (before < 0) continue;
    std::string const first =
        std::to_string(rows.source.row_of(static_cast<std::size_t>(before)));
    auto const cells = written_in(rows, row, columns);
    loaded.notes.add(effect::tell, diagnostic_level::warning, "data.not_unique",
                     {rows.source.row_of(row), columns.front(), loaded.headers[columns.front()], 0,
                      cells, cells},
                     {"与第" + first + "行的“" + names + "”相同",
                      "the same `" + names + "` as row " + first});
  }
}

void check_intervals(loaded_table& loaded) {
  table const& rows = loaded.data;
  auto const from = rows.schema->find("from");
  auto const to = rows.schema->find("to");
  if (!from || !to || rows.columns[*from].type != rows.columns[*to].type) return;
  if (rows.columns[*from].type != column_type::date) return;
  for (std::size_t row = 0; row < rows.rows; ++row) {
    std::int64_t const first = rows.columns[*from].raw(row);
    std::int64_t const end = rows.columns[*to].raw(row);
    if (!is_finite(first) || !is_finite(end) || first < end) continue;
    auto const cell = written_in(rows, row, {*to});
    loaded.notes.add(effect::tell, diagnostic_level::warning, "data.empty_interval",
                     {rows.source.row_of(row), *to, loaded.headers[*to], 0, cell, cell},
                     {"结束不晚于开始，这一行不覆盖任何一天",
                      "the end is not after the start, the row covers no day"});
  }
}

}  // namespace

void check_rows(loaded_table& loaded, vocabulary const& words) {
  table_schema const& schema = *loaded.data.schema;
  if (auto const key = positions(schema, schema.key); !key.empty()) {
    say_null_keys(loaded, key);
    drop_duplicates(loaded, key, are_timed_events(schema, words));
  }
  for (std::vector<std::string> const& each : schema.unique) {
    if (auto const columns = positions(schema, each); !columns.empty()) {
      check_unique(loaded, columns);
    }
  }
  check_intervals(loaded);
}

}  // namespace xunze::detail
