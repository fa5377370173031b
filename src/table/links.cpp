// SPDX-License-Identifier: Apache-2.0
// Foreign keys as row indices, keys that lead nowhere, and the cycles of trees.
#include "table/cell_text.hpp"
#include "table/row_keys.hpp"
#include "table/table_loader.hpp"

#include <set>
#include <utility>

namespace xunze::detail {
namespace {

bool comparable(column const& a, column const& b) {
  if (a.type != b.type) return false;
  if (a.type == column_type::text) return a.texts == b.texts;
  return a.codes == b.codes && a.scale == b.scale;
}

// Whose the row is nobody can tell: kept, the key would make a subject that does not exist.
void set_dangling_aside(loaded_table& from, std::size_t column, std::size_t row,
                        table_schema const& to) {
  column_schema const& schema = from.data.schema->columns[column];
  std::string const key =
      schema.personal ? "" : shortened(to_string(from.data.columns[column].at(row)));
  auto const cell = written_in(from.data, row, {column});
  from.notes.add(effect::set_aside, diagnostic_level::error, "data.dangling_key",
                 {from.data.source.row_of(row), column, from.headers[column], 0, cell, {}},
                 {"表“" + (to.title.empty() ? to.name : to.title.in(language::zh)) + "”中没有" +
                      (key.empty() ? "这个键" : "“" + key + "”"),
                  "table `" + to.name + "` has no " +
                      (key.empty() ? "such key" : "`" + key + "`")});
  from.data.columns[column].set_unknown(row);
}

// Rows a foreign key refers to.
std::vector<std::int32_t> link_rows(loaded_table& from, std::size_t column, table const* to) {
  xunze::column const& cells = from.data.columns[column];
  std::vector<std::int32_t> rows(from.data.rows, unknown_row);
  auto const key = to != nullptr && to->schema->key.size() == 1
                       ? to->schema->find(to->schema->key.front()) : std::nullopt;
  bool const usable = key && comparable(cells, to->columns[*key]);
  std::optional<row_keys> index;
  if (usable) {
    index.emplace(*to, std::vector<std::size_t>{*key});
    for (std::size_t row = 0; row < to->rows; ++row) index->insert(row);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::int64_t const raw = cells.raw(row);
    if (raw == none_value) rows[row] = no_row;
    if (raw == none_value || raw == unknown_value || !usable) continue;
    std::int32_t const found = index->find(raw);
    if (found >= 0) {
      rows[row] = found;
    } else {
      set_dangling_aside(from, column, row, *to->schema);
    }
  }
  return rows;
}

// Walks up from each row once; marks hold the walk that came by.
void check_tree(loaded_table& loaded, std::vector<std::int32_t>& parents, std::size_t column) {
  constexpr std::size_t shown = 5;
  std::vector<std::int32_t> marks(parents.size(), -1);
  for (std::size_t start = 0; start < parents.size(); ++start) {
    auto at = static_cast<std::int32_t>(start);
    auto const walk = static_cast<std::int32_t>(start);
    while (at >= 0 && marks[static_cast<std::size_t>(at)] < 0) {
      marks[static_cast<std::size_t>(at)] = walk;
      at = parents[static_cast<std::size_t>(at)];
    }
    if (at < 0 || marks[static_cast<std::size_t>(at)] != walk) continue;
    text members;
    std::size_t count = 0;
    std::size_t const first = static_cast<std::size_t>(at);
    for (std::size_t row = first;; ++count) {
      if (count < shown) {
        std::string const number = std::to_string(loaded.data.source.row_of(row));
        members.zh += (count == 0 ? "" : "、") + number;
        members.en += (count == 0 ? "" : ", ") + number;
      }
      std::int32_t const next = std::exchange(parents[row], unknown_row);
      if (next < 0 || static_cast<std::size_t>(next) == first) break;
      row = static_cast<std::size_t>(next);
    }
    if (count >= shown) members = {members.zh + "等", members.en + ", …"};
    loaded.notes.add(effect::set_aside, diagnostic_level::error, "data.cycle",
                     {loaded.data.source.row_of(first), column, loaded.headers[column], 0,
                      written_in(loaded.data, first, {column}), {}},
                     {"上级关系成环：第" + members.zh + "行",
                      "parents form a cycle: rows " + members.en});
  }
}

// Links tables one by one, those referred to first: their keys may be set aside themselves.
class linker {
 public:
  explicit linker(table_loader& loader) : loader_(loader) {}

  table_links link_all() {
    for (auto& [name, loaded] : loader_.tables()) link(name, loaded);
    return std::move(links_);
  }

 private:
  void link(std::string const& name, loaded_table& loaded) {
    if (!met_.insert(name).second || loaded.notes.stops()) return;
    table_schema const& schema = *loaded.data.schema;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
      if (!schema.columns[i].refers_to) continue;
      auto const to = loader_.tables().find(schema.columns[i].refers_to->table);
      bool const given = to != loader_.tables().end() && !to->second.notes.stops();
      if (given) link(to->first, to->second);
      auto rows = link_rows(loaded, i, given ? &to->second.data : nullptr);
      if (schema.tree && schema.tree->parent == schema.columns[i].name) {
        check_tree(loaded, rows, i);
      }
      links_.emplace(std::pair{name, i}, std::move(rows));
    }
  }

  table_loader& loader_;
  std::set<std::string> met_{};
  table_links links_{};
};

}  // namespace

table_links link_tables(table_loader& loader) { return linker{loader}.link_all(); }

}  // namespace xunze::detail
