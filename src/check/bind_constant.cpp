// SPDX-License-Identifier: Apache-2.0
// Literals and parameters.
#include "binder.hpp"
#include "code_help.hpp"

#include <algorithm>

namespace xunze::check_detail {
namespace {

bound_expression choice(value_type type, expression const& source,
                        std::vector<bound_expression> operands, operation op) {
  auto node = std::make_shared<bound_node>();
  node->kind = bound_node::form::operation;
  node->type = std::move(type);
  node->source = source;
  node->operands = std::move(operands);
  node->op = op;
  return node;
}

// Cells of tables and literals are days, or unknown towards both ends, which is before the first
// value too; what rows and functions give may have no end: the least day of no rows.
bool may_have_no_end(bound_expression const& anchor) {
  if (anchor->kind == bound_node::form::constant) return false;
  return anchor->kind != bound_node::form::read || anchor->read.table == nullptr ||
         anchor->read.to != access::end::column;
}

}  // namespace

bool is_dated(parameter const& p) {
  return p.values.size() > 1 || (!p.values.empty() && p.values.front().from);
}

void binder::dated_without_anchor(parameter const& p, place const& at) {
  error("parameter.anchor", at,
        {"参数“" + p.name + "”按日期取值，这里没有基准日（anchor）",
         "parameter `" + p.name + "` has dated values, and there is no anchor here"},
        {"给关系或规则写上 anchor", "give the relation or the rule an `anchor`"});
}

bound_expression binder::constant(value v, value_type type, expression const& e) {
  auto node = std::make_shared<bound_node>();
  node->kind = bound_node::form::constant;
  node->type = std::move(type);
  node->constant = std::move(v);
  node->source = e;
  return node;
}

bound_expression binder::bind_literal(expression_node const& node, value_type const* expected) {
  value_type type;
  switch (node.literal.kind()) {
    case value_kind::boolean: break;
    case value_kind::integer: type.kind = value_class::number; break;
    case value_kind::decimal:
      type.kind = value_class::number;
      type.scale = node.literal.get_if<decimal>()->scale;
      break;
    case value_kind::text:
      type.kind = value_class::text;
      if (expected != nullptr &&
          (expected->is(value_class::code) || expected->is(value_class::set)) &&
          expected->codes != nullptr) {
        type.kind = value_class::code;
        type.codes = expected->codes;
        auto const& word = *node.literal.get_if<std::string>();
        auto const& values = type.codes->values;
        if (std::none_of(values.begin(), values.end(),
                         [&](enumerator const& v) { return v.code == word; })) {
          error("type.code", node.at,
                {"“" + word + "”不是“" + type.codes->title.zh + "”的代码",
                 "`" + word + "` is not a code of `" + type.codes->name + "`"},
                code_help(*type.codes, word));
          return nullptr;
        }
      }
      break;
    default: type.kind = value_class::text; break;
  }
  return constant(node.literal, type, nullptr);
}

bound_expression binder::bind_parameter(parameter const& p, expression const& e,
                                        scope const& names) {
  value_type type;
  switch (p.type) {
    case parameter_type::integer:
    case parameter_type::decimal: type.kind = value_class::number; break;
    case parameter_type::boolean: break;
    case parameter_type::date: type.kind = value_class::date; break;
    case parameter_type::choice:
    case parameter_type::texts: type.kind = value_class::text; break;
    case parameter_type::enumeration: type.kind = value_class::code; break;
    case parameter_type::set: type.kind = value_class::set; break;
  }
  if (!p.enum_name.empty()) type.codes = words_.find_enum(p.enum_name);
  if (type.is(value_class::number)) {
    for (dated_value const& dated : p.values) {
      auto const* const number = dated.value.get_if<decimal>();
      if (number != nullptr) type.scale = std::max(type.scale, number->scale);
    }
  }
  auto const one = [&](value const* v) {
    value_type own = type;
    own.may_be_none = v != nullptr && v->is_null();
    auto node = std::make_shared<bound_node>();
    node->kind = bound_node::form::constant;
    node->type = own;
    node->unknown_constant = v == nullptr;
    if (v != nullptr) node->constant = *v;
    node->parameters = {p.name};
    node->source = e;
    return bound_expression(node);
  };
  if (p.values.size() == 1 && !is_dated(p)) return one(&p.values.front().value);
  if (!names.anchor) {
    dated_without_anchor(p, e->at);
    return nullptr;
  }
  type.may_be_none = std::any_of(p.values.begin(), p.values.end(),
                                 [](dated_value const& dated) { return dated.value.is_null(); });
  // Later values above earlier ones: anchor >= from ? value : earlier.
  value_type day;
  day.kind = value_class::date;
  bound_expression chosen = one(nullptr);
  for (dated_value const& dated : p.values) {
    if (!dated.from) {
      chosen = one(&dated.value);
      continue;
    }
    auto const reached = choice({}, e, {names.anchor, constant(*dated.from, day, e)},
                                operation::greater_equal);
    chosen = choice(type, e, {reached, one(&dated.value), chosen}, operation::choose);
  }
  if (!may_have_no_end(names.anchor)) return chosen;
  auto const is_day = choice({}, e, {names.anchor, constant(open_end_date, day, e)},
                             operation::less_equal);
  return choice(type, e, {is_day, chosen, one(nullptr)}, operation::choose);
}

}  // namespace xunze::check_detail
