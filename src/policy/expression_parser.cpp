// SPDX-License-Identifier: Apache-2.0
// The operators of expressions, weakest binding first, and the entry of the parser.
#include "policy/expression_parser.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/core/utf8.hpp"

#include <algorithm>

namespace xunze {
namespace detail {

expression expression_parser::parse_choice() {
  level const here{*this};
  if (here.too_deep()) return nullptr;
  // The branches to the right are a loop, so that a long chain of cases is not deep.
  std::vector<std::pair<expression, expression>> choices;
  std::vector<place> starts{peek().at};
  expression result = parse_or();
  while (accept("?")) {
    expression then = parse_choice();
    expect(":");
    choices.emplace_back(std::move(result), std::move(then));
    starts.push_back(peek().at);
    result = parse_or();
  }
  for (std::size_t i = choices.size(); i-- > 0;) {
    result = node(operation::choose,
                  {std::move(choices[i].first), std::move(choices[i].second), std::move(result)},
                  starts[i]);
  }
  return result;
}

expression expression_parser::parse_or() {
  place const at = peek().at;
  expression left = parse_and();
  while (accept("||")) left = node(operation::logical_or, {std::move(left), parse_and()}, at);
  return left;
}

expression expression_parser::parse_and() {
  place const at = peek().at;
  expression left = parse_relation();
  while (accept("&&")) {
    left = node(operation::logical_and, {std::move(left), parse_relation()}, at);
  }
  return left;
}

std::optional<operation> expression_parser::comparison() const {
  if (is("==")) return operation::equal;
  if (is("!=")) return operation::not_equal;
  if (is("<")) return operation::less;
  if (is("<=")) return operation::less_equal;
  if (is(">")) return operation::greater;
  if (is(">=")) return operation::greater_equal;
  if (is_word("in")) return operation::in;
  return std::nullopt;
}

expression expression_parser::parse_relation() {
  place const at = peek().at;
  expression left = parse_sum();
  auto const kind = comparison();
  if (!kind) return left;
  ++next_;
  expression right = *kind == operation::in && is("[") ? parse_list() : parse_sum();
  left = node(*kind, {std::move(left), std::move(right)}, at);
  while (comparison()) {
    syntax({"比较不能连写", "comparisons do not chain"},
           {"请写“a < b && b < c”", "write `a < b && b < c`"});
    ++next_;
    parse_sum();
  }
  return left;
}

expression expression_parser::parse_list() {
  place const at = peek().at;
  ++next_;
  if (is("]")) {
    syntax({"列表为空", "the list is empty"});
    ++next_;
    return node(operation::list, {}, at);
  }
  return node(operation::list, parse_items("]"), at);
}

std::vector<expression> expression_parser::parse_items(std::string_view closing) {
  std::vector<expression> items;
  if (accept(closing)) return items;
  do {
    items.push_back(parse_choice());
  } while (accept(","));
  expect(closing);
  return items;
}

expression expression_parser::parse_sum() {
  place const at = peek().at;
  expression left = parse_product();
  while (is("+") || is("-")) {
    auto const kind = is("+") ? operation::add : operation::subtract;
    ++next_;
    left = node(kind, {std::move(left), parse_product()}, at);
  }
  return left;
}

expression expression_parser::parse_product() {
  place const at = peek().at;
  expression left = parse_unary();
  while (accept("*")) left = node(operation::multiply, {std::move(left), parse_unary()}, at);
  return left;
}

expression expression_parser::parse_unary() {
  place const at = peek().at;
  if (!is("!") && !is("-")) return parse_primary();
  level const here{*this};
  if (here.too_deep()) return nullptr;
  bool const negative = is("-");
  ++next_;
  if (negative && peek().kind == token_kind::number) return parse_number(true, at);
  return node(negative ? operation::negate : operation::logical_not, {parse_unary()}, at);
}

expression expression_parser::parse_number(bool negative, place const& at) {
  std::string const written = (negative ? "-" : "") + std::string{peek().spelling};
  auto const number = parse_decimal(written);
  if (!number) {
    syntax(quoted("数", written, "超出范围", "the number ", " is out of range"));
    ++next_;
    return nullptr;
  }
  ++next_;
  if (number->scale == 0) return literal(number->mantissa, at);
  return literal(*number, at);
}

expression expression_parser::parse_primary() {
  token const& first = peek();
  switch (first.kind) {
    case token_kind::number: return parse_number(false, first.at);
    case token_kind::text: ++next_; return literal(first.content, first.at);
    case token_kind::name: return parse_name();
    case token_kind::bad: ++next_; return nullptr;
    default: break;
  }
  if (accept("(")) {
    expression inner = parse_choice();
    expect(")");
    return inner;
  }
  if (is("[")) {
    syntax({"列表只能写在“in”的右边", "a list stands only to the right of `in`"});
    return parse_list();
  }
  unexpected();
  return nullptr;
}

}  // namespace detail

namespace {

// Without recursion, for the tree may be too high for it.
std::size_t height_of(expression const& tree) {
  std::size_t highest = 0;
  std::vector<std::pair<expression_node const*, std::size_t>> open{{tree.get(), 1}};
  while (!open.empty()) {
    auto const [node, height] = open.back();
    open.pop_back();
    highest = std::max(highest, height);
    for (expression const& operand : node->operands) open.emplace_back(operand.get(), height + 1);
  }
  return highest;
}

// What keeps a text from being read at all.
std::optional<diagnostic> unreadable(std::string_view source, place at) {
  if (at.line == 0) at.line = 1;
  if (at.column == 0) at.column = 1;
  if (source.size() > detail::max_expression_size) {
    std::string const size = std::to_string(source.size());
    return diagnostic{"expression.size", diagnostic_level::error, at,
                      {"表达式长" + size + "字节，超过8192字节",
                       "the expression has " + size + " bytes, more than 8192"},
                      {"请拆成有名字的列", "name parts of it as columns"}, {}};
  }
  if (!is_utf8(source)) {
    return diagnostic{"expression.syntax", diagnostic_level::error, at,
                      {"表达式不是 UTF-8 文字", "the expression is not UTF-8"}, {}, {}};
  }
  return std::nullopt;
}

}  // namespace

expression parse_expression(std::string_view source, place const& origin, diagnostics& out) {
  if (auto problem = unreadable(source, origin)) {
    out.add(*std::move(problem));
    return nullptr;
  }
  diagnostics found;
  detail::expression_reporter report{source, origin, found};
  auto tokens = detail::lex_expression(source, origin, report);
  expression result = detail::expression_parser{std::move(tokens), report}.run();
  if (!report.failed() && height_of(result) > detail::max_expression_height) {
    report.error("expression.depth", result->at,
                 {"表达式连写的运算超过512个", "the expression chains more than 512 operators"},
                 {"请拆成有名字的列", "name parts of it as columns"});
  }
  auto sorted = found.list();
  std::stable_sort(sorted.begin(), sorted.end(), [](diagnostic const& a, diagnostic const& b) {
    return std::pair{a.at.line, a.at.column} < std::pair{b.at.line, b.at.column};
  });
  for (diagnostic& one : sorted) out.add(std::move(one));
  return report.failed() ? nullptr : result;
}

expression parse_expression(std::string_view source) {
  diagnostics findings;
  expression result = parse_expression(source, place{}, findings);
  if (!result) {
    std::string const written{source.substr(0, 200)};
    throw failure{"expression.syntax",
                  {"表达式有误：" + written, "the expression is wrong: " + written}, findings};
  }
  return result;
}

}  // namespace xunze
