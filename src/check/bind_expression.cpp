// SPDX-License-Identifier: Apache-2.0
// Types of operators, literals and parameters.
#include "binder.hpp"
#include "case_overlap.hpp"

#include <algorithm>

namespace xunze::check_detail {
namespace {


bool is_text_literal(expression const& e) {
  return e && e->kind == operation::literal && e->literal.kind() == value_kind::text;
}

value_type boolean_type() { return {}; }

bound_expression make(bound_node::form kind, value_type type, expression const& source,
                      std::vector<bound_expression> operands = {},
                      operation op = operation::literal) {
  auto node = std::make_shared<bound_node>();
  node->kind = kind;
  node->type = std::move(type);
  node->source = source;
  node->operands = std::move(operands);
  node->op = op;
  return node;
}

/// Whether it is a parameter of texts, or what a dated one comes to.
bool is_text_list(bound_expression const& e) {
  if (!e->type.is(value_class::text)) return false;
  if (e->kind == bound_node::form::constant) return e->constant.kind() == value_kind::set;
  return e->kind == bound_node::form::operation && e->op == operation::choose &&
         (is_text_list(e->operands[1]) || is_text_list(e->operands[2]));
}

/// `in` of a list, or of each list that a dated parameter may come to.
bound_expression in_texts(bound_expression const& member, bound_expression const& list,
                          expression const& e) {
  if (list->kind == bound_node::form::operation) {
    return make(bound_node::form::operation, boolean_type(), e,
                {list->operands[0], in_texts(member, list->operands[1], e),
                 in_texts(member, list->operands[2], e)},
                operation::choose);
  }
  return make(bound_node::form::operation, boolean_type(), e, {member, list}, operation::in);
}

}  // namespace

void binder::error(std::string code, place const& where, text message, text help) {
  place const& at = where.file.empty() ? within_ : where;
  bool const placed = !at.file.empty();
  if (placed && !said_.insert(code + to_string(at, language::en) + message.en).second) return;
  out_.error(std::move(code), at, std::move(message), std::move(help));
}

void binder::list_outside_in(place const& at) {
  error("type.list", at,
        {"列表只能写在 in 的右边", "a list stands only to the right of `in`"});
}

static bool in_order(bound_expression const& e) {
  if (e->kind == bound_node::form::translate) return false;
  switch (e->type.kind) {
    case value_class::number:
    case value_class::date:
    case value_class::timestamp: return true;
    case value_class::code: return e->type.codes != nullptr && e->type.codes->ordered;
    default: return false;
  }
}

bool binder::need_order(bound_expression const& e, place const& at) {
  if (in_order(e)) return true;
  error("type.order", at,
        {"类型 " + to_string(e->type) + " 没有大小之分",
         "values of type `" + to_string(e->type) + "` have no order"});
  return false;
}

bound_expression binder::rescale(bound_expression e, std::uint8_t scale) {
  if (!e || !e->type.is(value_class::number) || e->type.scale == scale) return e;
  value_type type = e->type;
  type.scale = scale;
  return make(bound_node::form::rescale, type, e->source, {e});
}

bound_expression binder::row_key(bound_expression e) {
  if (!e || !e->type.is(value_class::row)) return e;
  table_schema const& table = *e->type.table;
  if (table.key.size() != 1) return e;
  value_type type = type_of(words_, table, *table.find(table.key.front()));
  type.may_be_none = e->type.may_be_none;
  return make(bound_node::form::row_key, type, e->source, {e});
}

bool binder::unify(bound_expression& a, bound_expression& b, place const& at) {
  if (is_text_list(a) || is_text_list(b)) {
    list_outside_in(at);
    return false;
  }
  bool const null_a = a->kind == bound_node::form::constant && a->constant.is_null();
  bool const null_b = b->kind == bound_node::form::constant && b->constant.is_null();
  if (null_a || null_b) {  // a limit that is off takes the other's type
    auto retyped = std::make_shared<bound_node>(null_a ? *a : *b);
    retyped->type = null_a ? b->type : a->type;
    (null_a ? a : b) = retyped;
    return true;
  }
  if (a->type.is(value_class::number) && b->type.is(value_class::number)) {
    auto const scale = std::max(a->type.scale, b->type.scale);
    a = rescale(a, scale);
    b = rescale(b, scale);
    return true;
  }
  if (a->type.is(value_class::row) != b->type.is(value_class::row) ||
      (a->type.is(value_class::row) && a->type.table != b->type.table)) {
    a = row_key(a);
    b = row_key(b);
  }
  bool const same_class = a->type.kind == b->type.kind;
  if (same_class && a->type.is(value_class::code) && a->type.codes != b->type.codes) {
    // Codes of two enumerations are the same if they are spelled the same.
    value_type type = a->type;
    type.may_be_none = b->type.may_be_none;
    b = make(bound_node::form::translate, type, b->source, {b});
  }
  bool const same_codes = a->type.codes == b->type.codes;
  bool const same_table = a->type.table == b->type.table || !a->type.is(value_class::row);
  if (same_class && same_codes && same_table) return true;
  error("type.mismatch", at,
        {"类型不一致：" + to_string(a->type) + " 与 " + to_string(b->type),
         "types differ: `" + to_string(a->type) + "` and `" + to_string(b->type) + "`"},
        a->type.kind == value_class::timestamp || b->type.kind == value_class::timestamp
            ? text{"用 date_of(…) 取日期", "use `date_of(…)` to get the date"}
            : text{});
  return false;
}

bound_expression binder::bind_typed(expression const& e, scope const& names,
                                    value_class wanted) {
  value_type expected;
  expected.kind = wanted;
  auto bound = bind(e, names, &expected);
  if (!bound) return nullptr;
  if (bound->type.kind != wanted) {
    error("type.mismatch", e->at,
          {"这里需要 " + to_string(expected) + "，得到 " + to_string(bound->type),
           "expected `" + to_string(expected) + "`, got `" + to_string(bound->type) + "`"});
    return nullptr;
  }
  return bound;
}

bound_expression binder::bind(expression const& e, scope const& names,
                              value_type const* expected) {
  if (!e) return nullptr;
  expression_node const& node = *e;
  switch (node.kind) {
    case operation::literal: {
      auto bound = bind_literal(node, expected);
      if (!bound) return nullptr;
      auto placed = std::make_shared<bound_node>(*bound);
      placed->source = e;
      return placed;
    }
    case operation::path: return bind_path(node, e, names);
    case operation::call: return bind_call(node, e, names);
    case operation::logical_not:
    case operation::logical_and:
    case operation::logical_or: return bind_logic(node, e, names);
    case operation::in: return bind_in(node, e, names);
    case operation::negate:
    case operation::add:
    case operation::subtract:
    case operation::multiply: return bind_arithmetic(node, e, names);
    case operation::choose:
    case operation::cases: return bind_choose(node, e, names, expected);
    case operation::list: list_outside_in(node.at); return nullptr;
    default: return bind_compare(node, e, names);
  }
}

bound_expression binder::bind_logic(expression_node const& node, expression const& e,
                                    scope const& names) {
  std::vector<bound_expression> operands;
  bool good = true;
  for (expression const& operand : node.operands) {
    operands.push_back(bind_typed(operand, names, value_class::boolean));
    good = good && operands.back() != nullptr;
  }
  if (!good) return nullptr;
  return make(bound_node::form::operation, boolean_type(), e, std::move(operands), node.kind);
}

bound_expression binder::bind_compare(expression_node const& node, expression const& e,
                                      scope const& names) {
  bool const literal_first = is_text_literal(node.operands[0]);
  expression const& lead = node.operands[literal_first ? 1 : 0];
  expression const& follow = node.operands[literal_first ? 0 : 1];
  auto a = bind(lead, names);
  auto b = bind(follow, names, a ? &a->type : nullptr);
  if (!a || !b) return nullptr;
  if (!unify(a, b, node.at)) return nullptr;
  bool const ordering = node.kind != operation::equal && node.kind != operation::not_equal;
  if (ordering && !a->type.is(value_class::text) &&
      !(need_order(a, node.at) && need_order(b, node.at))) {
    return nullptr;
  }
  if (literal_first) std::swap(a, b);
  return make(bound_node::form::operation, boolean_type(), e, {a, b}, node.kind);
}

bound_expression binder::bind_in(expression_node const& node, expression const& e,
                                 scope const& names) {
  auto member = bind(node.operands[0], names);
  if (!member) return nullptr;
  expression const& right = node.operands[1];
  std::vector<bound_expression> operands{member};
  if (right->kind == operation::list) {
    for (expression const& item : right->operands) {
      auto bound = bind(item, names, &member->type);
      if (!bound) return nullptr;
      auto left = operands[0];
      if (!unify(left, bound, item->at)) return nullptr;
      auto const same_type = left->type.scale == operands[0]->type.scale &&
                             left->type.kind == operands[0]->type.kind;
      if (!same_type && operands.size() > 1) {
        error("type.mismatch", item->at,
              {"列表各项的类型不一致", "items of the list have different types"});
        return nullptr;
      }
      operands[0] = left;
      operands.push_back(bound);
    }
    return make(bound_node::form::operation, boolean_type(), e, std::move(operands),
                operation::in);
  }
  auto set = bind(right, names, &member->type);
  if (!set) return nullptr;
  if (member->type.is(value_class::text) && member->kind == bound_node::form::constant &&
      set->type.is(value_class::set)) {
    member = bind(node.operands[0], names, &set->type);
    if (!member) return nullptr;
    operands[0] = member;
  }
  if (set->type.is(value_class::set) && member->type.is(value_class::code) &&
      set->type.codes != member->type.codes) {
    value_type type = set->type;
    type.kind = value_class::code;
    type.may_be_none = member->type.may_be_none;
    operands[0] = member = make(bound_node::form::translate, type, member->source, {member});
  }
  bool const codes = set->type.is(value_class::set) && member->type.is(value_class::code);
  bool const texts = set->type.is(value_class::text) && member->type.is(value_class::text) &&
                     (set->kind == bound_node::form::constant || is_text_list(set)) &&
                     !is_text_list(member);
  if (texts) return in_texts(member, set, e);
  if (!codes) {
    error("type.mismatch", node.at,
          {"in 的右边要是同一枚举的集合：" + to_string(member->type) + "，" + to_string(set->type),
           "`in` needs a set of the same enumeration: `" + to_string(member->type) + "`, `" +
               to_string(set->type) + "`"});
    return nullptr;
  }
  operands.push_back(set);
  auto made = make(bound_node::form::operation, boolean_type(), e, std::move(operands),
                   operation::in);
  return made;
}

bound_expression binder::bind_arithmetic(expression_node const& node, expression const& e,
                                         scope const& names) {
  std::vector<bound_expression> operands;
  for (expression const& operand : node.operands) {
    auto bound = bind_typed(operand, names, value_class::number);
    if (!bound) return nullptr;
    operands.push_back(bound);
  }
  value_type type = operands[0]->type;
  type.may_be_none = false;
  type.absent = 0;
  if (operands.size() == 2 && node.kind == operation::multiply) {
    int const scale = operands[0]->type.scale + operands[1]->type.scale;
    if (scale > 18) {
      error("type.scale", node.at, {"小数位数超过18位", "more than 18 digits after the point"});
      return nullptr;
    }
    type.scale = static_cast<std::uint8_t>(scale);
  } else if (operands.size() == 2) {
    if (!unify(operands[0], operands[1], node.at)) return nullptr;
    type.scale = operands[0]->type.scale;
  }
  return make(bound_node::form::operation, type, e, std::move(operands), node.kind);
}

bound_expression binder::bind_choose(expression_node const& node, expression const& e,
                                     scope const& names, value_type const* expected) {
  // choose: condition, first, second; cases: default, then guard and value in turn.
  bool const is_cases = node.kind == operation::cases;
  std::vector<bound_expression> operands(node.operands.size());
  std::vector<std::size_t> values;
  bool good = true;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    bool const guard = is_cases ? i % 2 == 1 : i == 0;
    if (guard) {
      operands[i] = bind_typed(node.operands[i], names, value_class::boolean);
      good = good && operands[i] != nullptr;
    } else {
      values.push_back(i);
    }
  }
  // Literals among the values take the type of the others.
  value_type hint;
  bool have_hint = expected != nullptr;
  if (have_hint) hint = *expected;
  for (std::size_t i : values) {
    if (is_text_literal(node.operands[i])) continue;
    operands[i] = bind(node.operands[i], names, expected);
    good = good && operands[i] != nullptr;
    if (!operands[i] || (have_hint && operands[i]->constant.is_null())) continue;
    hint = operands[i]->type;
    have_hint = true;
  }
  for (std::size_t i : values) {
    if (!operands[i] && is_text_literal(node.operands[i])) {
      operands[i] = bind(node.operands[i], names, have_hint ? &hint : nullptr);
      good = good && operands[i] != nullptr;
    }
  }
  if (!good) return nullptr;
  for (int turn = 0; turn < 2; ++turn) {  // twice: a later scale reaches the earlier values
    for (std::size_t k = 1; k < values.size(); ++k) {
      if (!unify(operands[values[0]], operands[values[k]], node.operands[values[k]]->at)) {
        return nullptr;
      }
    }
  }
  value_type type = operands[values[0]]->type;
  bool least = false;
  bool greatest = false;
  for (std::size_t i : values) {
    type.may_be_none = type.may_be_none || operands[i]->type.may_be_none;
    least = least || operands[i]->type.absent > 0;
    greatest = greatest || operands[i]->type.absent < 0;
    if (type.domain != operands[i]->type.domain) type.domain = {};
  }
  // Of a choice between a least and a greatest it cannot be told which end is that of no rows.
  type.absent = static_cast<std::int8_t>(least == greatest ? 0 : (least ? 1 : -1));
  auto made = std::make_shared<bound_node>();
  made->kind = bound_node::form::operation;
  made->type = type;
  made->source = e;
  made->operands = std::move(operands);
  made->op = node.kind;
  made->labels = node.cases;
  if (is_cases) report_overlaps(*made, node.at, out_);
  return made;
}

}  // namespace xunze::check_detail
