// SPDX-License-Identifier: Apache-2.0
// Builds a dataset: from texts, values and typed columns.
#include "xunze/table/dataset_builder.hpp"

#include "table/builder_state.hpp"
#include "table/cell_text.hpp"
#include "table/raw_cells.hpp"
#include "xunze/core/failure.hpp"

#include <algorithm>
#include <utility>

namespace xunze {
namespace {

using detail::loaded_table;

[[noreturn]] void refuse_shape(std::string_view table, text const& message) {
  std::string const name{table};
  throw failure("data.shape",
                {"表“" + name + "”：" + message.zh, "table `" + name + "`: " + message.en});
}

bool cells_in_bounds(column const& cells, std::int32_t texts) {
  auto const within = [&](std::int64_t count) {
    return std::all_of(cells.narrow.begin(), cells.narrow.end(), [count](std::int32_t cell) {
      return cell >= none_code && cell < count;
    });
  };
  switch (cells.type) {
    case column_type::text: return within(texts);
    case column_type::boolean: return within(2);
    case column_type::enumeration:
      return within(static_cast<std::int64_t>(cells.codes->values.size()));
    case column_type::date:
      return std::all_of(cells.narrow.begin(), cells.narrow.end(), [](std::int32_t cell) {
        return cell == unknown_day || cell == none_day || is_supported(date{cell});
      });
    case column_type::set: {
      std::int64_t const end = std::int64_t{1} << std::min<std::size_t>(
                                   cells.codes->values.size(), 62);
      return std::all_of(cells.wide.begin(), cells.wide.end(), [end](std::int64_t cell) {
        return cell == unknown_value || cell == none_value || (cell >= 0 && cell < end);
      });
    }
    case column_type::integer:
    case column_type::decimal:
    case column_type::timestamp: break;
  }
  return std::none_of(cells.wide.begin(), cells.wide.end(), [](std::int64_t cell) {
    return cell == minus_infinity || cell == plus_infinity;
  });
}

std::optional<std::string> shown_cell(column_schema const& schema, column const& cells,
                                      std::size_t row) {
  return schema.personal ? std::nullopt : std::optional{to_string(cells.at(row))};
}

void check_range(loaded_table& loaded, std::size_t position, column& cells) {
  column_schema const& schema = loaded.data.schema->columns[position];
  if (!schema.min && !schema.max) return;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    std::int64_t const raw = cells.raw(row);
    if (raw == unknown_value || raw == none_value) continue;
    if (!(schema.min && raw < *schema.min) && !(schema.max && raw > *schema.max)) continue;
    loaded.notes.add(detail::effect::set_aside, diagnostic_level::error, "data.out_of_range",
                     {loaded.data.source.row_of(row), position, loaded.headers[position], 0,
                      shown_cell(schema, cells, row), {}},
                     {"单元格超出允许的范围", "the cell is out of range"});
    if (cells.is_wide()) {
      cells.wide[row] = unknown_value;
    } else {
      cells.narrow[row] = cells.type == column_type::date ? unknown_day : unknown_code;
    }
  }
}

}  // namespace

dataset_builder::dataset_builder(std::shared_ptr<vocabulary const> words, cell_policy policy,
                                 load_limits limits)
    : state_{std::make_unique<state>(std::move(words), policy, limits)} {}
dataset_builder::~dataset_builder() = default;
dataset_builder::dataset_builder(dataset_builder&&) noexcept = default;
dataset_builder& dataset_builder::operator=(dataset_builder&&) noexcept = default;

void dataset_builder::add_cells(std::string_view table, std::span<std::string const> headers,
                                std::size_t rows,
                                std::function<void(std::size_t, column_writer&)> const& fill,
                                table_source source) {
  if (!source.rows.empty() && source.rows.size() != rows) {
    refuse_shape(table, {"行号的个数与行数不同", "one row number a row is needed"});
  }
  loaded_table* const loaded = state_->open(table, std::move(source));
  if (loaded == nullptr) return;
  detail::half_read guard{*state_, loaded};
  // Nothing at all is an empty table with all its columns, not one without a key.
  bool const nothing = headers.empty() && rows == 0;
  std::vector<std::string> const all = loaded->headers;
  if (nothing) headers = all;
  bool const many = rows > state_->limits().rows;
  if (many || headers.size() > state_->limits().columns) {
    text const unit = many ? text{"行", "rows"} : text{"列", "columns"};
    loaded->notes.add(detail::effect::stop, diagnostic_level::error, "data.limit", {},
                      detail::over_limit({"这张表", "the table"}, unit,
                                         many ? state_->limits().rows : state_->limits().columns,
                                         many ? rows : headers.size()));
    guard.done();
    return;
  }
  auto const positions = state_->match(*loaded, headers);
  std::vector<column_writer> writers;
  std::vector<bool> taken(loaded->data.schema->columns.size(), false);
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!positions[i] || taken[*positions[i]]) continue;
    taken[*positions[i]] = true;
    column_writer& writer = writers.emplace_back(state_->writer(*loaded, *positions[i]));
    writer.reserve(rows);
    if (!nothing) fill(i, writer);
    if (writer.size() != rows) {
      std::string const name = loaded->headers[*positions[i]];
      refuse_shape(table,
                   {"“" + name + "”列的行数不同", "column `" + name + "` differs in length"});
    }
  }
  state_->close(*loaded, rows, writers);
  guard.done();
}

void dataset_builder::add_texts(std::string_view table, std::span<std::string const> headers,
                                std::span<std::vector<std::string> const> columns,
                                table_source source) {
  if (headers.size() != columns.size()) {
    refuse_shape(table, {"列名与列的个数不同", "headers and columns differ in number"});
  }
  auto const fill = [columns](std::size_t i, column_writer& into) {
    for (std::string const& cell : columns[i]) into.add_text(cell);
  };
  add_cells(table, headers, columns.empty() ? 0 : columns[0].size(), fill, std::move(source));
}

void dataset_builder::add_values(std::string_view table, std::span<std::string const> names,
                                 std::span<std::vector<value> const> columns,
                                 table_source source) {
  if (names.size() != columns.size()) {
    refuse_shape(table, {"列名与列的个数不同", "names and columns differ in number"});
  }
  auto const fill = [columns](std::size_t i, column_writer& into) {
    for (value const& cell : columns[i]) into.add_value(cell);
  };
  add_cells(table, names, columns.empty() ? 0 : columns[0].size(), fill, std::move(source));
}

void dataset_builder::add_columns(std::string_view table, std::vector<typed_column> columns,
                                  table_source source) {
  if (columns.empty()) {
    add_cells(table, {}, 0, [](std::size_t, column_writer&) {}, std::move(source));
    return;
  }
  loaded_table* const loaded = state_->open(table, std::move(source));
  if (loaded == nullptr) return;
  detail::half_read guard{*state_, loaded};
  std::size_t const rows = columns[0].cells.size();
  std::vector<std::string> names;
  for (typed_column const& each : columns) names.push_back(each.name);
  auto const positions = state_->match(*loaded, names);
  table_schema const& schema = *loaded->data.schema;
  std::vector<std::optional<column>> taken(schema.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!positions[i] || taken[*positions[i]]) continue;
    column_schema const& declared = schema.columns[*positions[i]];
    column& cells = columns[i].cells;
    if (cells.size() != rows || cells.type != declared.type || cells.scale != declared.scale) {
      refuse_shape(table, {"“" + names[i] + "”列的行数、类型或小数位数不同",
                           "column `" + names[i] + "` differs in length, type or scale"});
    }
    auto const domain = declared.type == column_type::text
                            ? state_->domain(schema, *positions[i]) : nullptr;
    cells.codes = state_->codes(declared);
    if (domain && !cells.texts) cells.texts = domain;
    if (!cells_in_bounds(cells, cells.texts ? cells.texts->size() : 0)) {
      refuse_shape(table, {"“" + names[i] + "”列有不可能的单元格",
                           "column `" + names[i] + "` has impossible cells"});
    }
    if (domain && cells.texts != domain) detail::recode(cells, domain);
    check_range(*loaded, *positions[i], cells);
    taken[*positions[i]] = std::move(cells);
  }
  state_->close(*loaded, rows, std::move(taken));
  guard.done();
}

std::shared_ptr<dictionary> dataset_builder::domain(std::string_view table,
                                                    std::string_view column) {
  table_schema const* const schema = state_->words().find_table(table);
  if (schema == nullptr) {
    throw failure("data.unknown_table", {"没有这张表：“" + std::string{table} + "”",
                                         "there is no table `" + std::string{table} + "`"});
  }
  auto const position = schema->find(column);
  if (!position || schema->columns[*position].type != column_type::text) {
    throw failure("data.unknown_column", {"没有这个文字列：“" + std::string{column} + "”",
                                          "there is no text column `" + std::string{column} + "`"});
  }
  return state_->domain(*schema, *position);
}

void dataset_builder::complete_from(std::string_view table, date day) {
  if (table_schema const* const schema = detail::find_table_header(state_->words(), table)) {
    state_->complete[schema->name] = day;
    return;
  }
  std::string const shown = detail::shortened(table);
  state_->stop("data.unknown_table", {},
               {"没有名为“" + shown + "”的表", "there is no table `" + shown + "`"},
               did_you_mean_help(table, detail::table_names(state_->words())));
}

dataset dataset_builder::build() {
  std::unique_ptr<state> const work = std::move(state_);
  state_ = std::make_unique<state>(work->shared_words, work->policy, work->limits());
  for (auto& [name, loaded] : work->tables()) {
    if (!loaded.notes.stops()) detail::check_rows(loaded, work->words());
  }
  auto links = std::make_shared<dataset::links>(detail::link_tables(*work));
  dataset made{work->shared_words};
  made.notes_ = work->findings();
  for (auto& [name, loaded] : work->tables()) {
    made.tables_.emplace(name, std::move(loaded.data));
  }
  made.complete_from_ = std::move(work->complete);
  made.links_ = std::move(links);
  return made;
}

}  // namespace xunze
