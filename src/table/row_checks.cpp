// SPDX-License-Identifier: Apache-2.0
// Checks of one table on its own: keys, duplicates, unique constraints, empty intervals.
#include "table/row_keys.hpp"
#include "table/table_loader.hpp"

#include <algorithm>
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

void drop_null_keys(loaded_table& loaded, std::vector<std::size_t> const& key) {
  table& rows = loaded.data;
  std::vector<bool> keep(rows.rows, true);
  for (std::size_t row = 0; row < rows.rows; ++row) {
    for (std::size_t const each : key) {
      if (rows.columns[each].raw(row) != unknown_value) continue;
      loaded.notes.add(effect::set_aside, diagnostic_level::error, "data.null_key",
                       {rows.source.row_of(row), each, loaded.headers[each]},
                       {"主键没有值，这一行未读取", "the key has no value, the row is not read"});
      keep[row] = false;
      break;
    }
  }
  remove_rows(rows, keep);
}

void drop_duplicates(loaded_table& loaded, std::vector<std::size_t> const& key) {
  table& rows = loaded.data;
  row_keys index{rows, key};
  std::vector<bool> keep(rows.rows, true);
  for (std::size_t row = 0; row < rows.rows; ++row) {
    std::int32_t const before = index.insert(row);
    if (before < 0) continue;
    std::string const first =
        std::to_string(rows.source.row_of(static_cast<std::size_t>(before)));
    spot const where{rows.source.row_of(row), key.front(), loaded.headers[key.front()], 0,
                     written_in(rows, row, key), {}};
    keep[row] = false;
    if (same_rows(rows, row, static_cast<std::size_t>(before))) {
      loaded.notes.add(effect::set_aside, diagnostic_level::warning, "data.duplicate_row", where,
                       {"与第" + first + "行相同，只计一次",
                        "the same as row " + first + ", counted once"});
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

void check_rows(loaded_table& loaded) {
  table_schema const& schema = *loaded.data.schema;
  if (auto const key = positions(schema, schema.key); !key.empty()) {
    drop_null_keys(loaded, key);
    drop_duplicates(loaded, key);
  }
  for (std::vector<std::string> const& each : schema.unique) {
    if (auto const columns = positions(schema, each); !columns.empty()) {
      check_unique(loaded, columns);
    }
  }
  check_intervals(loaded);
}

}  // namespace xunze::detail
