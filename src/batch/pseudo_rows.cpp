// SPDX-License-Identifier: Apache-2.0
#include "batch/pseudo_rows.hpp"

#include "plan/one_key.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// The engine, but with another frame for the relation being compiled.
class stand_in final : public environment {
 public:
  stand_in(engine& run, relation_id over, frame const& rows, table_schema const* of,
           table const* cells)
      : run_(run), over_(over), rows_(rows), of_(of), cells_(cells) {}

  frame const& frame_of(relation_id relation) override {
    return relation == over_ ? rows_ : run_.frame_of(relation);
  }
  vec const& own_column(frame const& of, std::size_t column) override {
    return run_.own_column(of, column);
  }
  std::shared_ptr<code const> code_of_column(frame const& of, std::size_t column) override {
    return run_.code_of_column(of, column);
  }
  dataset const& data() const override { return run_.data(); }
  table const* table_of(table_schema const& schema) override {
    return &schema == of_ ? cells_ : run_.table_of(schema);
  }
  std::vector<std::int32_t> const& link(table_schema const& from, std::size_t column) override {
    return run_.link(from, column);
  }
  std::vector<std::int32_t> const& ancestors(table_schema const& of,
                                             std::int32_t level) override {
    return run_.ancestors(of, level);
  }
  std::vector<std::int32_t> const& rows_by_key(table_schema const& of,
                                               dictionary const* texts) override {
    return run_.rows_by_key(of, texts);
  }
  std::vector<std::int64_t> const& holds(std::string const& rule) override {
    return run_.holds(rule);
  }
  work_calendar const* calendar() override { return run_.calendar(); }
  void collided(std::string const& labels, place const& at) override { run_.collided(labels, at); }

 private:
  engine& run_;
  relation_id over_;
  frame const& rows_;
  table_schema const* of_;
  table const* cells_;
};

/// The same expression with the first step of each path taken off.
bound_expression without_first_step(bound_expression const& e) {
  auto made = std::make_shared<bound_node>(*e);
  if (made->kind == bound_node::form::read) made->read.steps.erase(made->read.steps.begin());
  for (auto& operand : made->operands) operand = without_first_step(operand);
  return made;
}

/// Runs the condition on pseudo rows first … first + count - 1.
std::vector<std::uint8_t> run_all(program const& p, std::int32_t first, std::size_t count) {
  std::vector<std::uint8_t> truths(count);
  scratch space;
  auto& result = space.take();
  std::array<std::int32_t, block_rows> rows;
  for (std::size_t b = 0; b < count; b += block_rows) {
    std::size_t const n = std::min(block_rows, count - b);
    for (std::size_t i = 0; i < n; ++i) rows[i] = first + static_cast<std::int32_t>(b + i);
    p.run({{rows.data(), n}, {rows.data(), n}}, space, result);
    for (std::size_t i = 0; i < n; ++i) {
      truths[b + i] = static_cast<std::uint8_t>(truth_of_cell(result.at(i)));
    }
  }
  space.give_back();
  return truths;
}

std::optional<key_truths> by_link(engine& run, relation_id over, bound_expression const& condition,
                                  row_step const& step) {
  // Three reserved rows (no row, several, unknown) stand before row 0.
  constexpr std::int32_t reserved = -unknown_row;
  table const* reached = run.table_of(*step.to);
  frame rows;
  rows.base = reached;
  rows.rows = reached ? reached->rows : 0;
  stand_in env(run, over, rows, nullptr, nullptr);
  program const p = compile(without_first_step(condition), env, over);
  key_truths made;
  made.index = run.link(*step.from, step.column).data();
  made.offset = reserved;
  made.truths = run_all(p, -reserved, rows.rows + static_cast<std::size_t>(reserved));
  return made;
}

std::optional<key_truths> by_code(engine& run, relation_id over, table const& base,
                                  bound_expression const& condition, std::size_t number) {
  column const& cells = base.columns[number];
  bool const coded = cells.given && !cells.is_wide() && cells.type != column_type::date;
  std::size_t values = 2;  // of booleans
  if (cells.texts) values = static_cast<std::size_t>(cells.texts->size());
  if (cells.codes != nullptr) values = cells.codes->values.size();
  if (!coded || values > std::max<std::size_t>(base.rows, 4096)) return std::nullopt;
  constexpr std::int32_t reserved = -none_code;
  table pseudo;
  pseudo.schema = base.schema;
  pseudo.columns.resize(base.columns.size());
  column& own = pseudo.columns[number];
  own.type = cells.type;
  own.texts = cells.texts;
  own.codes = cells.codes;
  for (std::size_t i = 0; i < values + static_cast<std::size_t>(reserved); ++i) {
    own.narrow.push_back(static_cast<std::int32_t>(i) - reserved);
  }
  pseudo.rows = own.narrow.size();
  frame rows;
  rows.base = &pseudo;
  rows.rows = pseudo.rows;
  stand_in env(run, over, rows, base.schema, &pseudo);
  key_truths made;
  made.truths = run_all(compile(condition, env, over), 0, pseudo.rows);
  made.index = cells.narrow.data();
  made.offset = reserved;
  return made;
}

}  // namespace

std::optional<key_truths> truths_by_key(engine& run, relation_id over, frame const& rows,
                                        bound_expression const& condition) {
  if (rows.base == nullptr) return std::nullopt;
  auto const key = one_key_of(condition);
  if (!key) return std::nullopt;
  if (!key->link) return by_code(run, over, *rows.base, condition, key->column);
  row_step const& step = *key->link;
  if (run.link(*step.from, step.column).size() != rows.base->rows) return std::nullopt;
  table const* reached = run.table_of(*step.to);
  bool const too_large = reached != nullptr && reached->rows > 4 * rows.base->rows + 4096;
  if (too_large) return std::nullopt;
  return by_link(run, over, condition, step);
}

}  // namespace xunze::batch_detail
