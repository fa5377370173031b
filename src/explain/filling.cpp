// SPDX-License-Identifier: Apache-2.0
#include "explain/filling.hpp"

#include "explain/removals.hpp"
#include "table/raw_cells.hpp"
#include "xunze/policy/expression.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace xunze::explain_detail {
namespace {

using namespace batch_detail;

constexpr std::size_t most_trials = 3;
constexpr std::size_t most_rows = 100000;  // that are compared

using told_cells = std::vector<std::pair<std::string, value>>;

bool is_told(told_cells const& cells, std::string const& column) {
  return std::any_of(cells.begin(), cells.end(),
                     [&](auto const& cell) { return cell.first == column; });
}

/// The column of the table that a path names. Nulls: nullptr for all other expressions.
column_schema const* column_of(table_schema const& of, expression const& e) {
  if (e->kind != operation::path || e->path.size() != 1 || !e->path[0].arguments.empty()) {
    return nullptr;
  }
  auto const at = of.find(e->path[0].name);
  return at ? &of.columns[*at] : nullptr;
}

/// Nulls: nullopt for what is no literal.
std::optional<value> literal_of(expression const& e) {
  if (e->kind == operation::literal) return e->literal;
  bool const day = e->kind == operation::call && e->function == "date" && e->operands.size() == 1;
  auto const* const word = day ? e->operands[0]->literal.get_if<std::string>() : nullptr;
  auto const found = word != nullptr ? parse_date(*word) : std::nullopt;
  return found ? std::optional{value{*found}} : std::nullopt;
}

/// The foreign key that leads to a row of which one column has a value: `class.sub_id == 'S1'`.
void tell_link(engine& run, table_schema const& of, expression const& e, value const& held,
               told_cells& into) {
  if (e->kind != operation::path || e->path.size() != 2) return;
  auto const link = of.find_step(e->path[0].name);
  auto const& refers = link ? of.columns[*link].refers_to : std::nullopt;
  table const* const to = refers ? run.data().find(refers->table) : nullptr;
  auto const column = to != nullptr ? to->schema->find(e->path[1].name) : std::nullopt;
  if (!column || to->schema->key.size() != 1) return;
  if (is_told(into, of.columns[*link].name)) return;
  for (std::size_t row = 0; row < std::min(to->rows, most_rows); ++row) {
    if (to_string(to->columns[*column].at(row)) != to_string(held)) continue;
    auto const key = *to->schema->find(to->schema->key[0]);
    into.emplace_back(of.columns[*link].name, to->columns[key].at(row));
    return;
  }
}

/// Cells that comparisons of single columns tell; the rest is for the row that is copied.
void tell(engine& run, table const& of, expression const& e, told_cells& into) {
  table_schema const& schema = *of.schema;
  auto const set = [&](column_schema const* column, value held) {
    if (column == nullptr || is_told(into, column->name)) return;
    into.emplace_back(column->name, std::move(held));
  };
  if (e->kind == operation::logical_and) {
    for (expression const& operand : e->operands) tell(run, of, operand, into);
    return;
  }
  column_schema const* const flag = column_of(schema, e);
  if (flag != nullptr && flag->type == column_type::boolean) return set(flag, value{true});
  if (e->operands.size() != 2) return;
  column_schema const* const column = column_of(schema, e->operands[0]);
  if (e->kind == operation::in) {
    if (column_schema const* const whole = column_of(schema, e->operands[1])) {
      auto const* const word = e->operands[0]->literal.get_if<std::string>();
      if (word != nullptr) set(whole, code_set{{*word}});
      return;
    }
    if (e->operands[1]->kind != operation::list || e->operands[1]->operands.empty()) return;
    if (auto first = literal_of(e->operands[1]->operands[0])) set(column, *first);
    return;
  }
  auto const held = literal_of(e->operands[1]);
  if (held && column == nullptr && e->kind == operation::equal) {
    tell_link(run, schema, e->operands[0], *held, into);
  }
  if (!held || column == nullptr) return;
  bool const bound = e->kind == operation::equal || e->kind == operation::less_equal ||
                     e->kind == operation::greater_equal;
  if (bound) return set(column, *held);
  bool const number = column->type == column_type::integer;
  auto const* const n = held->get_if<std::int64_t>();
  if (e->kind == operation::greater && number && n != nullptr) return set(column, value{*n + 1});
  if (e->kind == operation::not_equal && number) {
    set(column, value{detail::unused_number(of.columns[*schema.find(column->name)])});
  }
}

/// Rows that have most of the cells already, the first of equal ones before the others.
std::vector<std::size_t> most_like(table const& of, told_cells const& cells) {
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // cells that differ, row
  for (std::size_t row = 0; row < std::min(of.rows, most_rows); ++row) {
    std::size_t differ = 0;
    for (auto const& [name, held] : cells) {
      column const& column = of.columns[*of.schema->find(name)];
      differ += to_string(column.at(row)) == to_string(held) ? 0 : 1;
    }
    ranked.emplace_back(differ, row);
  }
  std::size_t const kept = std::min(ranked.size(), most_trials);
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                    ranked.end());
  std::vector<std::size_t> made;
  for (std::size_t i = 0; i < kept; ++i) made.push_back(ranked[i].second);
  return made;
}

void say_like(change& c, table const& of) {
  std::string const row = std::to_string(of.source.row_of(*c.like));
  c.description.zh += "；曾仿第" + row + "行试补，即符合；其余各列须据实填写";
  c.description.en += "; tried with a row made like row " + row +
                      ": its other cells are to be filled in as they truly are";
}

}  // namespace

std::optional<std::vector<change>> filled(engine& run, trial const& asked,
                                          std::vector<change> changes) {
  std::vector<std::vector<std::size_t>> models(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    change& c = changes[i];
    if (c.kind != change::form::add_rows) continue;
    table const* const of = run.data().find(c.table);
    if (of == nullptr || of->rows == 0 || c.count > most_dependents) return std::nullopt;
    if (!c.must.empty()) tell(run, *of, parse_expression(c.must), c.cells);
    models[i] = most_like(*of, c.cells);
  }
  for (std::size_t turn = 0; turn < most_trials; ++turn) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (!models[i].empty()) changes[i].like = models[i][std::min(turn, models[i].size() - 1)];
    }
    if (!asked.helps(changes)) continue;
    for (change& c : changes) {
      if (c.like) say_like(c, *run.data().find(c.table));
    }
    return changes;
  }
  return std::nullopt;
}

}  // namespace xunze::explain_detail
