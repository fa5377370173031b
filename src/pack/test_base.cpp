// SPDX-License-Identifier: Apache-2.0
// Tables that the tests of a file share, and what a test changes in them.
#include "pack/test_base.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

auto table_in(test_tables& tables, std::string const& name) {
  return std::find_if(tables.begin(), tables.end(),
                      [&](auto const& one) { return one.first == name; });
}

bool has_cells(test_row const& row, test_row const& cells) {
  return std::all_of(cells.begin(), cells.end(), [&](auto const& cell) {
    auto const here = row.find(cell.first);
    return here != row.end() && here->second == cell.second;
  });
}

/// The cells of the key; empty if one is null, or the table has no key.
test_row key_of(test_row const& row, table_schema const& table) {
  test_row key;
  for (std::string const& name : table.key) {
    auto const cell = row.find(name);
    if (cell == row.end() || cell->second.is_null()) return {};
    key.insert(*cell);
  }
  return key;
}

void merge_rows(std::vector<test_row>& base, std::vector<test_row> own,
                table_schema const& table) {
  std::size_t const shared = base.size();
  std::vector<bool> changed(shared, false);
  for (test_row& row : own) {
    test_row const key = key_of(row, table);
    std::size_t at = 0;
    while (at < shared && (key.empty() || changed[at] || !has_cells(base[at], key))) ++at;
    if (at == shared) {
      base.push_back(std::move(row));
      continue;
    }
    changed[at] = true;
    for (auto& [name, cell] : row) base[at].insert_or_assign(name, std::move(cell));
  }
}

}  // namespace

bool drop_table(test_tables& base, std::string const& table) {
  auto const at = table_in(base, table);
  if (at == base.end()) return false;
  base.erase(at);
  return true;
}

bool drop_rows(test_tables& base, std::string const& table, test_row const& cells) {
  auto const at = table_in(base, table);
  if (at == base.end()) return false;
  return std::erase_if(at->second, [&](test_row const& row) { return has_cells(row, cells); }) > 0;
}

void merge_tables(test_tables& base, test_tables own, vocabulary const& words) {
  for (auto& [name, rows] : own) {
    auto const at = table_in(base, name);
    table_schema const* const table = words.find_table(name);
    if (at == base.end() || table == nullptr) {
      base.emplace_back(name, std::move(rows));
    } else {
      merge_rows(at->second, std::move(rows), *table);
    }
  }
}

}  // namespace xunze::json
