// SPDX-License-Identifier: Apache-2.0
#include "xunze/explain/changed_data.hpp"

#include "table/raw_cells.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace xunze {
namespace {

std::int64_t null_of(null_meaning meaning) {
  switch (meaning) {
    case null_meaning::none: return none_value;
    case null_meaning::open_end: return open_end_date.days;
    default: return unknown_value;
  }
}

std::int64_t rank_of(enumeration const* codes, std::string const& code) {
  auto const at = codes != nullptr ? codes->find(code) : std::nullopt;
  return at ? std::int64_t{*at} : unknown_value;
}

std::int64_t mask_of(enumeration const* codes, code_set const& members) {
  std::int64_t mask = 0;
  for (std::string const& code : members.codes()) {
    std::int64_t const rank = rank_of(codes, code);
    if (rank == unknown_value || rank > 61) return unknown_value;
    mask |= std::int64_t{1} << rank;
  }
  return mask;
}

std::int64_t mantissa_of(value const& held, std::uint8_t scale) {
  decimal number{};
  if (auto const* whole = held.get_if<std::int64_t>()) {
    number = {*whole, 0};
  } else if (auto const* given = held.get_if<decimal>()) {
    number = *given;
  } else {
    return unknown_value;
  }
  return rescale(number, scale, rounding::exact).value_or(unknown_value);
}

/// A value as a raw cell of a column; what does not fit is unknown.
std::int64_t raw_of(value const& held, column_schema const& schema, column const& cells) {
  if (held.is_null()) return null_of(schema.null);
  auto const* const code = held.get_if<code_value>();
  auto const* const words = held.get_if<std::string>();
  switch (cells.type) {
    case column_type::text: return cells.texts->add(code != nullptr ? code->code : to_string(held));
    case column_type::integer:
    case column_type::decimal: return mantissa_of(held, cells.scale);
    case column_type::boolean:
      return held.get_if<bool>() != nullptr ? (*held.get_if<bool>() ? 1 : 0) : unknown_value;
    case column_type::date:
      return held.get_if<date>() != nullptr ? held.get_if<date>()->days : unknown_value;
    case column_type::timestamp:
      return held.get_if<timestamp>() != nullptr ? held.get_if<timestamp>()->seconds
                                                 : unknown_value;
    case column_type::enumeration:
      if (code != nullptr) return rank_of(cells.codes, code->code);
      return words != nullptr ? rank_of(cells.codes, *words) : unknown_value;
    case column_type::set:
      return held.get_if<code_set>() != nullptr ? mask_of(cells.codes, *held.get_if<code_set>())
                                                : unknown_value;
  }
  return unknown_value;
}

/// What changes say of one table.
struct edits {
  std::vector<change const*> cells{};
  std::vector<change const*> added{};
  std::set<std::size_t> gone{};
};

template <typename Cell>
void leave_out(std::vector<Cell>& cells, std::set<std::size_t> const& gone) {
  if (cells.empty() || gone.empty()) return;
  std::size_t kept = 0;
  auto next = gone.begin();
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (next != gone.end() && *next == row) {
      ++next;
    } else {
      cells[kept++] = cells[row];
    }
  }
  cells.resize(kept);
}

/// A number or word that no row of a key column has; other types stay as they are.
std::int64_t fresh(column const& cells, std::int64_t like) {
  if (cells.type == column_type::integer) return detail::unused_number(cells);
  if (cells.type != column_type::text) return like;
  std::size_t number = cells.size() + 1;
  while (cells.texts->find("+" + std::to_string(number)) >= 0) ++number;
  return cells.texts->add("+" + std::to_string(number));
}

/// Cells of the rows added, one each: told, a new key, or that of the row they are like.
void extend(column& cells, table const& from, std::size_t position,
            std::vector<change const*> const& added) {
  column_schema const& schema = from.schema->columns[position];
  auto const& keys = from.schema->key;
  bool const own_key = keys.size() == 1 && keys[0] == schema.name;
  for (change const* c : added) {
    for (std::size_t i = 0; i < c->count; ++i) {
      auto const told = std::find_if(c->cells.begin(), c->cells.end(), [&](auto const& cell) {
        return cell.first == schema.name;
      });
      std::int64_t const like = !from.columns[position].given ? unknown_value
                                : c->like                     ? cells.raw(*c->like)
                                                              : null_of(schema.null);
      std::int64_t const raw = told != c->cells.end() ? raw_of(told->second, schema, cells)
                               : own_key              ? fresh(cells, like)
                                                      : like;
      if (cells.is_wide()) {
        cells.wide.push_back(0);
      } else {
        cells.narrow.push_back(0);
      }
      detail::put_raw(cells, cells.size() - 1, raw);
    }
  }
}

table_source source_without(table const& from, std::set<std::size_t> const& gone,
                            std::size_t added) {
  table_source made = from.source;
  if (gone.empty() && added == 0) return made;
  if (made.rows.empty()) {
    for (std::size_t row = 0; row < from.rows; ++row) {
      made.rows.push_back(static_cast<std::uint32_t>(made.first_row + row));
    }
  }
  auto const next = made.rows.empty() ? static_cast<std::uint32_t>(made.first_row)
                                      : made.rows.back() + 1;
  leave_out(made.rows, gone);
  for (std::size_t i = 0; i < added; ++i) {
    made.rows.push_back(next + static_cast<std::uint32_t>(i));
  }
  return made;
}

void add(dataset_builder& into, table const& from, edits const& changed) {
  std::vector<typed_column> columns;
  std::size_t added = 0;
  for (change const* c : changed.added) added += c->count;
  for (std::size_t k = 0; k < from.columns.size(); ++k) {
    column_schema const& schema = from.schema->columns[k];
    std::vector<change const*> set;
    std::copy_if(changed.cells.begin(), changed.cells.end(), std::back_inserter(set),
                 [&](change const* c) { return c->column == schema.name; });
    auto const tells = [&](change const* c) {
      return std::any_of(c->cells.begin(), c->cells.end(),
                         [&](auto const& cell) { return cell.first == schema.name; });
    };
    bool const told = std::any_of(changed.added.begin(), changed.added.end(), tells);
    if (!from.columns[k].given && set.empty() && !told) continue;
    column cells = from.columns[k];
    if (cells.texts) detail::recode(cells, into.domain(from.schema->name, schema.name));
    extend(cells, from, k, changed.added);  // like rows as they were
    for (change const* c : set) {
      detail::put_raw(cells, c->rows.at(0), raw_of(c->to, schema, cells));
    }
    leave_out(cells.narrow, changed.gone);
    leave_out(cells.wide, changed.gone);
    columns.push_back({schema.name, std::move(cells)});
  }
  into.add_columns(from.schema->name, std::move(columns),
                   source_without(from, changed.gone, added));
}

void check(dataset const& data, change const& c) {
  table const* const of = data.find(c.table);
  auto const has_row = [&](std::size_t row) { return row < of->rows; };
  bool good = of != nullptr && std::all_of(c.rows.begin(), c.rows.end(), has_row) &&
              (!c.like || has_row(*c.like)) &&
              std::all_of(c.cells.begin(), c.cells.end(), [&](auto const& cell) {
                return of->schema->find(cell.first).has_value();
              });
  if (good && c.kind == change::form::set_cell) {
    good = c.rows.size() == 1 && of->schema->find(c.column).has_value();
  }
  if (good) return;
  throw failure("change.refused",
                {"改动所指的表、列或行不在数据中：“" + c.table + "”",
                 "a change names a table, column or row that is not there: `" + c.table + "`"});
}

}  // namespace

std::shared_ptr<dataset const> changed_data(dataset const& data,
                                            std::vector<change> const& changes) {
  std::map<std::string, edits> by_table;
  for (change const& c : changes) {
    check(data, c);
    edits& at = by_table[c.table];
    if (c.kind == change::form::add_rows) {
      at.added.push_back(&c);
    } else if (c.kind == change::form::set_cell) {
      at.cells.push_back(&c);
    } else {
      at.gone.insert(c.rows.begin(), c.rows.end());
    }
  }
  dataset_builder builder{data.shared_words()};
  for (table_schema const& schema : data.words().tables) {
    if (table const* from = data.find(schema.name)) add(builder, *from, by_table[schema.name]);
    if (auto const day = data.complete_from(schema.name)) builder.complete_from(schema.name, *day);
  }
  return std::make_shared<dataset const>(builder.build());
}

}  // namespace xunze
