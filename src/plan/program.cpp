// SPDX-License-Identifier: Apache-2.0
// Compiling bound expressions, and running programs.
#include "plan/code.hpp"

#include "xunze/table/column.hpp"

#include <algorithm>

namespace xunze::plan_detail {
namespace {

class compiler {
 public:
  compiler(environment& env, relation_id target, relation_id partner,
           prepared_columns const* prepared = nullptr)
      : env_(env), target_(target), partner_(partner), prepared_(prepared) {}

  code_ptr compile(bound_expression const& e) {
    if (prepared_ != nullptr) {
      auto const found = prepared_->by_node.find(e.get());
      if (found != prepared_->by_node.end()) {
        read_plan plan;
        plan.partner = found->second.partner;
        plan.own = found->second.values.get();
        return make_read(std::move(plan), e->type, found->second.values->texts);
      }
    }
    code_ptr made = make(*e);
    bool fold = !made->operands.empty() && !made->constant();
    for (auto const& operand : made->operands) {
      fold = fold && (operand->constant() || text_of_constant(operand));
    }
    if (!fold) return made;
    scratch space;
    auto result = std::make_unique<block>();
    std::int32_t const row = 0;
    made->run({std::span(&row, 1), std::span(&row, 1)}, space, *result);
    return make_constant(result->at(0), made->type, made->texts);
  }

 private:
  std::vector<code_ptr> all(std::vector<bound_expression> const& list) {
    std::vector<code_ptr> made;
    for (auto const& e : list) made.push_back(compile(e));
    return made;
  }

  code_ptr make(bound_node const& e) {
    switch (e.kind) {
      case bound_node::form::constant: return constant(e);
      case bound_node::form::read: return read(e);
      case bound_node::form::rescale: return make_rescale(compile(e.operands[0]), e.type);
      case bound_node::form::translate: return make_translate(compile(e.operands[0]), e.type);
      case bound_node::form::row_key: return row_key(e);
      case bound_node::form::call: return make_call(e.function, all(e.operands), e.type, env_);
      case bound_node::form::operation: return operate(e);
    }
    return nullptr;
  }

  code_ptr operate(bound_node const& e) {
    auto operands = all(e.operands);
    switch (e.op) {
      case operation::logical_not:
      case operation::logical_and:
      case operation::logical_or: return make_logic(e.op, std::move(operands));
      case operation::in: return membership(e, std::move(operands));
      case operation::negate:
      case operation::add:
      case operation::subtract:
      case operation::multiply: return make_arithmetic(e.op, std::move(operands), e.type);
      case operation::choose: return make_choose(std::move(operands), e.type);
      case operation::cases:
        return make_cases(std::move(operands), e.labels, e.type, env_,
                          e.source ? e.source->at : place{});
      default: return make_compare(e.op, operands[0], operands[1]);
    }
  }

  code_ptr membership(bound_node const& e, std::vector<code_ptr> operands) {
    // A list parameter of texts stands as one constant: spell its items out.
    auto const* texts = e.operands[1]->constant.get_if<code_set>();
    if (texts != nullptr && e.operands[1]->type.is(value_class::text)) {
      std::vector<code_ptr> items;
      for (std::string const& word : texts->codes()) {
        items.push_back(make_text_constant(word, e.operands[1]->type));
      }
      return make_in(operands[0], std::move(items));
    }
    code_ptr const member = operands[0];
    operands.erase(operands.begin());
    return make_in(member, std::move(operands));
  }

  static code_ptr code_constant(bound_node const& e, std::string const& word) {
    std::int64_t rank = -12;
    if (auto const* codes = e.type.codes) {
      for (std::size_t i = 0; i < codes->values.size(); ++i) {
        if (codes->values[i].code == word) rank = static_cast<std::int64_t>(i);
      }
    }
    return make_constant({rank, rank}, e.type);
  }

  static code_ptr constant(bound_node const& e) {
    auto const point = [&](std::int64_t v) { return make_constant({v, v}, e.type); };
    if (e.unknown_constant) {
      return make_constant(unknown_of(e.type), e.type);
    }
    value const& v = e.constant;
    switch (v.kind()) {
      case value_kind::null: return make_constant(none_cell, e.type);
      case value_kind::boolean: return point(*v.get_if<bool>() ? 1 : 0);
      case value_kind::integer: {
        auto const scaled = rescale(decimal{*v.get_if<std::int64_t>(), 0}, e.type.scale,
                                    rounding::exact);
        return scaled ? point(*scaled) : make_constant(unknown_cell, e.type);
      }
      case value_kind::decimal: {
        auto const scaled = rescale(*v.get_if<decimal>(), e.type.scale, rounding::exact);
        return scaled ? point(*scaled) : make_constant(unknown_cell, e.type);
      }
      case value_kind::date: return point(v.get_if<date>()->days);
      case value_kind::timestamp: return point(v.get_if<timestamp>()->seconds);
      case value_kind::code: return code_constant(e, v.get_if<code_value>()->code);
      case value_kind::text:
        if (e.type.is(value_class::code)) return code_constant(e, *v.get_if<std::string>());
        if (e.type.is(value_class::date)) {
          auto const day = parse_date(*v.get_if<std::string>());
          return day ? point(day->days) : make_constant(unknown_cell, e.type);
        }
        return make_text_constant(*v.get_if<std::string>(), e.type);
      case value_kind::set: {
        if (!e.type.is(value_class::set)) return point(0);  // texts: see membership
        std::int64_t mask = 0;
        for (std::size_t i = 0; e.type.codes && i < e.type.codes->values.size() && i < 62; ++i) {
          if (v.get_if<code_set>()->contains(e.type.codes->values[i].code)) {
            mask |= std::int64_t{1} << i;
          }
        }
        return point(mask);
      }
      case value_kind::range: return make_constant(unknown_cell, e.type);
    }
    return nullptr;
  }

  code_ptr row_key(bound_node const& e) {
    table_schema const& schema = *e.operands[0]->type.table;
    table const* rows = env_.table_of(schema);
    if (rows == nullptr) return make_constant(unknown_cell, e.type);
    return make_row_key(compile(e.operands[0]), rows->columns[*schema.find(schema.key[0])], e.type);
  }

  code_ptr read(bound_node const& e) {
    access const& a = e.read;
    read_plan plan;
    plan.partner = a.partner;
    frame const* at = &env_.frame_of(a.partner ? partner_ : target_);
    for (std::size_t hop : a.hops) {
      if (!at->maps[hop].empty()) plan.maps.push_back(&at->maps[hop]);
      at = at->members[hop];
    }
    if (a.from == access::start::own) {
      bool const alike = a.table == nullptr && plan.maps.empty() && partner_ == bound_policy::npos;
      if (auto const computed = alike ? env_.code_of_column(*at, a.own) : nullptr) {
        return make_column(computed, own_type(e, at->own[a.own]));
      }
      vec const& own = env_.own_column(*at, a.own);
      if (a.table == nullptr) {
        plan.own = &own;
        return make_read(std::move(plan), own_type(e, own), own.texts);
      }
      return read_through_own(e, std::move(plan), own);
    }
    if (at->base != nullptr && at->origin) plan.maps.push_back(at->origin.get());
    follow(a, 0, plan);
    return finish(e, std::move(plan));
  }

  /// An own column, computed here.
  static code_ptr make_column(code_ptr const& computed, value_type type);

  static value_type own_type(bound_node const& e, vec const& own) {
    value_type type = e.type;
    type.absent = own.type.absent;
    return type;
  }

  void follow(access const& a, std::size_t first, read_plan& plan) {
    for (std::size_t s = first; s < a.steps.size(); ++s) {
      row_step const& step = a.steps[s];
      plan.maps.push_back(step.kind == row_step::form::link
                              ? &env_.link(*step.from, step.column)
                              : &env_.ancestors(*step.from, step.level));
    }
  }

  code_ptr finish(bound_node const& e, read_plan plan) {
    access const& a = e.read;
    if (a.to == access::end::holds) {
      plan.truths = &env_.holds(a.rule);
      return make_read(std::move(plan), e.type, nullptr);
    }
    if (a.to == access::end::row) return make_read(std::move(plan), e.type, nullptr);
    table const* rows = env_.table_of(*a.table);
    if (rows == nullptr || !rows->columns[a.column].given) {
      plan.not_given = true;
      return make_read(std::move(plan), e.type, nullptr);
    }
    column const& cells = rows->columns[a.column];
    plan.cells = &cells;
    return make_read(std::move(plan), e.type, cells.texts);
  }

  /// A path that starts at a row or key the relation itself computed.
  code_ptr read_through_own(bound_node const& e, read_plan to_own, vec const& own) {
    to_own.own = &own;
    access const& a = e.read;
    table_schema const* reached = own.type.is(value_class::row)
                                      ? own.type.table
                                      : (a.steps.empty() ? a.table : a.steps.front().from);
    code_ptr row = make_read(std::move(to_own), own.type, own.texts);
    if (!own.type.is(value_class::row)) {
      row = make_key_lookup(row, row_of_key(*reached, own), row_type(reached));
    }
    read_plan rest;
    follow(a, 0, rest);
    auto tail = finish_code(e, std::move(rest));
    return make_chain(std::move(row), std::move(tail), e.type);
  }

  code_ptr finish_code(bound_node const& e, read_plan plan) {
    plan.partner = false;
    return finish(e, std::move(plan));
  }

  static value_type row_type(table_schema const* table) {
    value_type type;
    type.kind = value_class::row;
    type.table = table;
    type.may_be_none = true;
    return type;
  }

  std::vector<std::int32_t> const& row_of_key(table_schema const& schema, vec const& own);
  static code_ptr make_chain(code_ptr row, code_ptr tail, value_type type);

  environment& env_;
  relation_id target_;
  relation_id partner_;
  prepared_columns const* prepared_;
};

/// Reads a column by row numbers that another program computes.
struct chain_code final : code {
  void run(row_span rows, scratch& space, block& into) const override {
    std::size_t const n = rows.target.size();
    operands[0]->run(rows, space, into);
    std::array<std::int32_t, block_rows> at;
    for (std::size_t i = 0; i < n; ++i) {
      cell const c = into.at(i);
      at[i] = c.is_none() ? no_row
                          : (c.is_point() && c.lo >= 0 ? static_cast<std::int32_t>(c.lo)
                                                       : unknown_row);
    }
    tail->run({std::span(at.data(), n), {}}, space, into);
  }
  code_ptr tail;
};

code_ptr compiler::make_chain(code_ptr row, code_ptr tail, value_type type) {
  auto made = std::make_shared<chain_code>();
  made->type = std::move(type);
  made->texts = tail->texts;
  made->operands = {std::move(row)};
  made->tail = std::move(tail);
  return made;
}

/// A column that is computed where it is read: what its relation says of it holds here too.
struct column_code final : code {
  bool is_light() const override { return true; }
  void run(row_span rows, scratch& space, block& into) const override {
    operands[0]->run(rows, space, into);
  }
  std::optional<cell> constant() const override { return operands[0]->constant(); }
};

code_ptr compiler::make_column(code_ptr const& computed, value_type type) {
  auto made = std::make_shared<column_code>();
  made->type = std::move(type);
  made->texts = computed->texts;
  made->operands = {computed};
  return made;
}

/// How many nodes there are, more than `most` if one of them is not light.
std::size_t weight(code const& c, std::size_t most) {
  if (!c.is_light()) return most + 1;
  std::size_t sum = 1;
  for (auto const& operand : c.operands) {
    if (sum <= most) sum += weight(*operand, most - sum);
  }
  return sum;
}

std::vector<std::int32_t> const& compiler::row_of_key(table_schema const& schema,
                                                      vec const& own) {
  return env_.rows_by_key(schema, own.texts.get());
}

}  // namespace

bool is_light(program const& p) {
  constexpr std::size_t most = 10;
  value_class const kind = p.type().kind;
  bool const plain = kind == value_class::number || kind == value_class::date ||
                     kind == value_class::boolean;
  return plain && weight(*p.root(), most) <= most;
}

value_type const& program::type() const { return root_->type; }
dictionary const* program::texts() const { return root_->texts.get(); }
std::shared_ptr<dictionary const> program::shared_texts() const { return root_->texts; }

void program::run(row_span rows, scratch& space, block& into) const {
  root_->run(rows, space, into);
}

cell program::at(std::int32_t row, scratch& space, std::int32_t partner) const {
  borrowed result(space);
  root_->run({std::span(&row, 1), std::span(&partner, 1)}, space, *result);
  return result->at(0);
}

program compile(bound_expression const& e, environment& env, relation_id target,
                relation_id partner) {
  if (!e) return {};
  return program(compiler(env, target, partner).compile(e));
}

program compile(bound_expression const& e, environment& env, relation_id target,
                relation_id partner, prepared_columns const& prepared) {
  if (!e) return {};
  return program(compiler(env, target, partner, &prepared).compile(e));
}

value to_value(cell c, value_type const& type, dictionary const* texts) {
  if (c.is_none()) return {};
  auto const number = [&](std::int64_t v) { return decimal{v, type.scale}; };
  if (!c.is_point()) {
    bool const both = is_finite(c.lo) && is_finite(c.hi);
    if (type.is(value_class::number) && both) return number_range{number(c.lo), number(c.hi)};
    return {};
  }
  if (!is_finite(c.lo)) return {};
  switch (type.kind) {
    case value_class::boolean: return c.lo != 0;
    case value_class::number:
      if (type.scale == 0) return c.lo;
      return number(c.lo);
    case value_class::date: return date{static_cast<std::int32_t>(c.lo)};
    case value_class::timestamp: return timestamp{c.lo};
    case value_class::text: {
      auto const word = static_cast<std::int32_t>(c.lo);
      return texts != nullptr && word >= 0 && word < texts->size() ? value(texts->text_of(word))
                                                                   : value{};
    }
    case value_class::code: {
      auto const at = static_cast<std::size_t>(c.lo);
      if (type.codes == nullptr || at >= type.codes->values.size()) return {};
      return code_value{type.codes->name, type.codes->values[at].code};
    }
    case value_class::set: {
      std::vector<std::string> members;
      for (std::size_t i = 0; type.codes && i < type.codes->values.size(); ++i) {
        if ((c.lo >> i) & 1) members.push_back(type.codes->values[i].code);
      }
      return code_set(std::move(members));
    }
    case value_class::row: return c.lo;
  }
  return {};
}

}  // namespace xunze::plan_detail
