// SPDX-License-Identifier: Apache-2.0
// Expressions: builders, canonical text and equality.
#include "xunze/policy/expression.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/policy/functions.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace xunze {
namespace {

// Binding strength, weakest first.
enum class precedence : int {
  choice, disjunction, conjunction, relation, sum, product, unary, atom
};

struct spelling {
  std::string_view symbol;
  precedence level;
};

std::optional<spelling> infix(operation kind) {
  switch (kind) {
    case operation::logical_or: return spelling{" || ", precedence::disjunction};
    case operation::logical_and: return spelling{" && ", precedence::conjunction};
    case operation::equal: return spelling{" == ", precedence::relation};
    case operation::not_equal: return spelling{" != ", precedence::relation};
    case operation::less: return spelling{" < ", precedence::relation};
    case operation::less_equal: return spelling{" <= ", precedence::relation};
    case operation::greater: return spelling{" > ", precedence::relation};
    case operation::greater_equal: return spelling{" >= ", precedence::relation};
    case operation::in: return spelling{" in ", precedence::relation};
    case operation::add: return spelling{" + ", precedence::sum};
    case operation::subtract: return spelling{" - ", precedence::sum};
    case operation::multiply: return spelling{" * ", precedence::product};
    default: return std::nullopt;
  }
}

precedence above(precedence level) { return static_cast<precedence>(static_cast<int>(level) + 1); }

std::string quote(std::string_view words) {
  std::string out = "'";
  for (char const c : words) {
    switch (c) {
      case '\'': out += "\\'"; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  return out + "'";
}

std::string write(expression const& e, precedence least);

std::string write_list(std::vector<expression> const& items) {
  std::string out;
  for (expression const& item : items) {
    if (!out.empty()) out += ", ";
    out += write(item, precedence::choice);
  }
  return out;
}

std::string write_path(std::vector<path_step> const& path) {
  std::string out;
  for (path_step const& step : path) {
    if (!out.empty()) out += '.';
    out += step.name;
    if (step.arguments.empty()) continue;
    out += '(';
    for (std::size_t i = 0; i < step.arguments.size(); ++i) {
      if (i > 0) out += ", ";
      out += quote(step.arguments[i]);
    }
    out += ')';
  }
  return out;
}

std::string write_call(expression_node const& node) {
  std::string out = write_path(node.path);
  if (!out.empty()) out += '.';
  return out + node.function + "(" + write_list(node.operands) + ")";
}

std::string write_choice(expression const& condition, expression const& then) {
  return write(condition, precedence::disjunction) + " ? " + write(then, precedence::choice) +
         " : ";
}

// Cases that beat others come first, so that the nested choices give the same value.
std::vector<std::size_t> strongest_first(std::vector<case_label> const& cases) {
  std::vector<std::size_t> left(cases.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  std::vector<std::size_t> order;
  while (!left.empty()) {
    auto const unbeaten = [&](std::size_t candidate) {
      return std::none_of(left.begin(), left.end(), [&](std::size_t other) {
        auto const& over = cases[other].over;
        return other != candidate &&
               std::find(over.begin(), over.end(), cases[candidate].label) != over.end();
      });
    };
    auto at = std::find_if(left.begin(), left.end(), unbeaten);
    if (at == left.end()) at = left.begin();  // a cycle is refused elsewhere
    order.push_back(*at);
    left.erase(at);
  }
  return order;
}

std::string write_cases(expression_node const& node) {
  std::string out;
  for (std::size_t const i : strongest_first(node.cases)) {
    out += write_choice(node.operands[1 + 2 * i], node.operands[2 + 2 * i]);
  }
  return out + write(node.operands.front(), precedence::choice);
}

std::string write_literal(value const& literal) {
  if (auto const* words = literal.get_if<std::string>()) return quote(*words);
  return to_string(literal);
}

bool is_number(expression const& e) {
  return e->kind == operation::literal && e->literal.get_if<bool>() == nullptr &&
         e->literal.get_if<std::string>() == nullptr;
}

std::pair<std::string, precedence> write_node(expression_node const& node) {
  auto const& operands = node.operands;
  switch (node.kind) {
    case operation::literal: {
      std::string written = write_literal(node.literal);
      return {written, written.front() == '-' ? precedence::unary : precedence::atom};
    }
    case operation::path: return {write_path(node.path), precedence::atom};
    case operation::list: return {"[" + write_list(operands) + "]", precedence::atom};
    case operation::call: return {write_call(node), precedence::atom};
    case operation::logical_not:
      return {"!" + write(operands[0], precedence::unary), precedence::unary};
    case operation::negate:
      // `-5` reads as one literal, so the operation on a number keeps parentheses.
      if (is_number(operands[0])) {
        return {"-(" + write(operands[0], precedence::choice) + ")", precedence::unary};
      }
      return {"-" + write(operands[0], precedence::unary), precedence::unary};
    case operation::choose:
      return {write_choice(operands[0], operands[1]) + write(operands[2], precedence::choice),
              precedence::choice};
    case operation::cases:
      return {write_cases(node),
              node.cases.empty() ? precedence::atom : precedence::choice};
    default: break;
  }
  auto const sign = infix(node.kind);
  bool const chains = sign->level != precedence::relation;
  return {write(operands[0], chains ? sign->level : above(sign->level)) +
              std::string{sign->symbol} + write(operands[1], above(sign->level)),
          sign->level};
}

std::string write(expression const& e, precedence least) {
  if (!e) return "";
  if (e->kind == operation::cases && e->cases.empty()) return write(e->operands.front(), least);
  auto [written, level] = write_node(*e);
  return level < least ? "(" + written + ")" : std::move(written);
}

bool same_literal(value const& a, value const& b) {
  auto const* left = a.get_if<decimal>();
  auto const* right = b.get_if<decimal>();
  if (left != nullptr && right != nullptr && left->scale != right->scale) return false;
  return a == b;
}

std::size_t operands_of(operation kind) {
  switch (kind) {
    case operation::logical_not: case operation::negate: return 1;
    case operation::choose: return 3;
    default: return 2;
  }
}

[[noreturn]] void refuse(std::string code, text message) {
  throw failure{std::move(code), std::move(message)};
}

}  // namespace

std::string to_string(expression const& e) { return write(e, precedence::choice); }

bool same(expression const& a, expression const& b) {
  if (a == b) return true;
  if (!a || !b) return false;
  return a->kind == b->kind && same_literal(a->literal, b->literal) && a->path == b->path &&
         a->function == b->function && a->cases == b->cases &&
         std::equal(a->operands.begin(), a->operands.end(), b->operands.begin(),
                    b->operands.end(), [](auto const& x, auto const& y) { return same(x, y); });
}

expression make_literal(value literal) {
  if (auto const* day = literal.get_if<date>()) {
    return make_call("date", {make_literal(to_string(*day))});
  }
  if (auto const* code = literal.get_if<code_value>()) return make_literal(code->code);
  if (auto const* set = literal.get_if<code_set>()) {
    std::vector<expression> items;
    for (std::string const& one : set->codes()) items.push_back(make_literal(one));
    auto list = std::make_shared<expression_node>();
    list->kind = operation::list;
    list->operands = std::move(items);
    return list;
  }
  if (auto const* number = literal.get_if<decimal>(); number != nullptr && number->scale == 0) {
    return make_literal(number->mantissa);
  }
  switch (literal.kind()) {
    case value_kind::boolean: case value_kind::integer: case value_kind::decimal:
    case value_kind::text: break;
    default:
      refuse("expression.syntax", {"表达式中不能直接写这种值：" + std::string{code_of(literal.kind())},
                                   "an expression has no literal of kind `" +
                                       std::string{code_of(literal.kind())} + "`"});
  }
  auto made = std::make_shared<expression_node>();
  made->literal = std::move(literal);
  return made;
}

expression make_path(std::string_view dotted) {
  expression made = parse_expression(dotted);
  if (made->kind != operation::path) {
    std::string const written{dotted};
    refuse("expression.syntax", {"“" + written + "”不是列的路径", "`" + written + "` is not a path"});
  }
  return made;
}

expression make_operation(operation kind, std::vector<expression> operands) {
  bool const whole =
      std::none_of(operands.begin(), operands.end(), [](expression const& one) { return !one; });
  bool const buildable = kind != operation::literal && kind != operation::path &&
                         kind != operation::call && kind != operation::cases;
  bool const counted = kind == operation::list || operands.size() == operands_of(kind);
  if (!whole || !buildable || !counted) {
    refuse("expression.syntax", {"运算的参数不完整", "an operand of the operation is missing"});
  }
  auto made = std::make_shared<expression_node>();
  made->kind = kind;
  made->operands = std::move(operands);
  return made;
}

expression make_call(std::string function, std::vector<expression> operands) {
  auto const* signature = find_function(function);
  if (signature == nullptr || signature->form == call_form::step) {
    refuse("expression.function",
           {"不认识的函数“" + function + "”", "unknown function `" + function + "`"});
  }
  if (operands.size() < signature->min_arguments || operands.size() > signature->max_arguments) {
    refuse("expression.arity", {"函数“" + function + "”的参数个数不对",
                                "`" + function + "` has the wrong number of arguments"});
  }
  auto made = std::make_shared<expression_node>();
  made->kind = operation::call;
  made->function = std::move(function);
  made->operands = std::move(operands);
  return made;
}

}  // namespace xunze
