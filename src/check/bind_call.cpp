// SPDX-License-Identifier: Apache-2.0
// Types of function calls.
#include "binder.hpp"

#include "xunze/core/date.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/core/pattern.hpp"

#include <array>
#include <string_view>

namespace xunze::check_detail {
namespace {

constexpr std::array<std::pair<std::string_view, function_id>, 24> ids{{
    {"has", function_id::has}, {"coalesce", function_id::coalesce}, {"date", function_id::date},
    {"year", function_id::year}, {"month", function_id::month}, {"day", function_id::day},
    {"date_of", function_id::date_of}, {"add_days", function_id::add_days},
    {"add_months", function_id::add_months}, {"add_years", function_id::add_years},
    {"due_after", function_id::due_after}, {"due_before", function_id::due_before},
    {"days_between", function_id::days_between}, {"age", function_id::age},
    {"min", function_id::min}, {"max", function_id::max}, {"abs", function_id::abs},
    {"ceil", function_id::ceil}, {"floor", function_id::floor},
    {"matches", function_id::matches}, {"starts_with", function_id::starts_with},
    {"size", function_id::size}, {"subset", function_id::subset},
    {"intersects", function_id::intersects},
}};

value_type simple(value_class kind) {
  value_type type;
  type.kind = kind;
  return type;
}

/// Classes of the arguments: d date, n number, b boolean, t text, s set, m timestamp, ? any.
std::string_view signature_of(function_id f) {
  switch (f) {
    case function_id::year:
    case function_id::month:
    case function_id::day: return "d";
    case function_id::date_of: return "m";
    case function_id::add_days:
    case function_id::add_months:
    case function_id::add_years: return "dn";
    case function_id::due_after: return "dntbb";
    case function_id::due_before: return "dnt";
    case function_id::days_between:
    case function_id::age: return "dd";
    case function_id::abs: return "n";
    case function_id::ceil:
    case function_id::floor: return "nn";
    case function_id::matches:
    case function_id::starts_with: return "tt";
    case function_id::size: return "s";
    case function_id::subset:
    case function_id::intersects: return "ss";
    default: return "";
  }
}

value_class class_of(char letter) {
  switch (letter) {
    case 'd': return value_class::date;
    case 'n': return value_class::number;
    case 'b': return value_class::boolean;
    case 't': return value_class::text;
    case 's': return value_class::set;
    default: return value_class::timestamp;
  }
}

bool is_integer(bound_expression const& e) {
  return e->type.is(value_class::number) && e->type.scale == 0;
}

}  // namespace

bound_expression binder::bind_holds(expression_node const& node, expression const& e,
                                    scope const& names) {
  auto const* word = node.operands[0]->literal.get_if<std::string>();
  if (word == nullptr || need_rule(*word, node.at) == bound_policy::npos) return nullptr;
  auto made = std::make_shared<bound_node>();
  made->kind = bound_node::form::read;
  made->source = e;
  value_type row;
  relation_id from = names.target;
  std::vector<path_step> path = node.path;
  if (!path.empty() && names.partner != bound_policy::npos &&
      path[0].name == names.partner_alias) {
    from = names.partner;
    made->read.partner = true;
    path.erase(path.begin());
  }
  if (from == bound_policy::npos) return nullptr;
  if (path.empty()) {
    made->read.table = bound_.relations[from].base;
  } else if (!resolve_steps(from, path, 0, made->read, row, node.at, false) ||
             made->read.to != access::end::row) {
    error("holds.path", node.at, {"holds 前面要是一行记录", "`holds` needs a row before it"});
    return nullptr;
  }
  std::size_t const rule = need_rule(*word, node.at);
  table_schema const* judged = bound_.relations[bound_.rules[rule].subject].base;
  if (judged == nullptr || judged != made->read.table) {
    error("holds.subject", node.at,
          {"规则“" + *word + "”的对象不是这张表的记录",
           "the subjects of rule `" + *word + "` are not rows of this table"});
    return nullptr;
  }
  made->read.to = access::end::holds;
  made->read.rule = *word;
  return made;
}

bound_expression binder::bind_call(expression_node const& node, expression const& e,
                                   scope const& names) {
  if (node.function == "holds") return bind_holds(node, e, names);
  if (node.function == "valid_at") {
    auto const from_on =
        make_operation(operation::less_equal, {node.operands[0], node.operands[2]});
    auto const until = make_operation(operation::less, {node.operands[2], node.operands[1]});
    return bind(make_operation(operation::logical_and, {from_on, until}), names);
  }
  function_id function{};
  bool known = false;
  for (auto const& [name, id] : ids) {
    if (name == node.function) function = id, known = true;
  }
  if (!known) {
    error("expression.function", node.at,
          {"未知函数“" + node.function + "”", "unknown function `" + node.function + "`"});
    return nullptr;
  }
  if (function == function_id::date && node.operands.size() == 1) {
    auto const* words = node.operands[0]->literal.get_if<std::string>();
    auto const day = words ? parse_date(*words) : std::nullopt;
    if (!day) {
      error("expression.date", node.at,
            {"不是有效日期", "not a valid date"},
            {"写作 date('2023-07-05')", "write `date('2023-07-05')`"});
      return nullptr;
    }
    return constant(*day, simple(value_class::date), e);
  }
  std::string_view const signature = signature_of(function);
  std::vector<bound_expression> operands;
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    auto const* const first = i > 0 && operands[0] ? &operands[0]->type : nullptr;
    auto bound = signature.empty()
                     ? bind(node.operands[i], names, first)
                     : bind_typed(node.operands[i], names, class_of(signature[i]));
    if (!bound) return nullptr;
    operands.push_back(bound);
  }
  auto made = std::make_shared<bound_node>();
  made->kind = bound_node::form::call;
  made->source = e;
  made->function = function;
  bool good = true;
  switch (function) {
    case function_id::has: {
      value_type const& type = operands[0]->type;
      bool const constant_none = operands[0]->kind == bound_node::form::constant;
      if (!type.may_be_none && type.absent == 0 && !constant_none) {
        error("type.has", node.at,
              {"这里的空值表示“未知”，不能用 has 判断",
               "a null means unknown here, so `has` would let missing data decide"});
        return nullptr;
      }
      break;
    }
    case function_id::coalesce:
    case function_id::min:
    case function_id::max:
      good = unify(operands[0], operands[1], node.at);
      if (good && function != function_id::coalesce &&
          !(need_order(operands[0], node.at) && need_order(operands[1], node.at))) {
        return nullptr;
      }
      if (good) made->type = operands[0]->type;
      if (good) made->type.may_be_none = function == function_id::coalesce &&
                                         operands[1]->type.may_be_none;
      if (good && function == function_id::coalesce) {
        made->type.absent = operands[1]->type.absent;
      }
      break;
    case function_id::date:
      good = is_integer(operands[0]) && is_integer(operands[1]) && is_integer(operands[2]);
      made->type = simple(value_class::date);
      break;
    case function_id::date_of:
    case function_id::add_days:
    case function_id::add_months:
    case function_id::add_years:
    case function_id::due_after:
    case function_id::due_before:
      good = operands.size() < 2 || is_integer(operands[1]);
      made->type = simple(value_class::date);
      made->type.absent = operands[0]->type.absent;
      break;
    case function_id::year:
    case function_id::month:
    case function_id::day:
    case function_id::days_between:
    case function_id::age:
    case function_id::size: made->type = simple(value_class::number); break;
    case function_id::abs:
      made->type = operands[0]->type;
      made->type.may_be_none = false;  // of none it is unknown, as sums are
      made->type.absent = 0;
      break;
    case function_id::ceil:
    case function_id::floor: {
      made->type = simple(value_class::number);
      if (operands.size() == 2) {
        auto const* scale = operands[1]->constant.get_if<std::int64_t>();
        good = scale != nullptr && *scale >= 0 && *scale <= 18;
        if (good) made->type.scale = static_cast<std::uint8_t>(*scale);
      }
      break;
    }
    case function_id::matches: {
      auto const* words = operands[1]->constant.get_if<std::string>();
      good = words != nullptr;
      try {
        if (good) (void)pattern::compile(*words);
      } catch (failure const& problem) {
        error("expression.pattern", node.at,
              {std::string("模式不合语法：") + problem.what(),
               std::string("bad pattern: ") + problem.what()});
        return nullptr;
      }
      break;
    }
    default: break;
  }
  if (!good) {
    error("expression.arguments", node.at,
          {"函数 " + node.function + " 的参数不合要求",
           "`" + node.function + "` does not take these arguments"});
    return nullptr;
  }
  made->operands = std::move(operands);
  return made;
}

}  // namespace xunze::check_detail
