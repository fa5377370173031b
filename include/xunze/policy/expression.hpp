// SPDX-License-Identifier: Apache-2.0
// Expressions of rules: an immutable tree, its parser and its canonical text.
#ifndef XUNZE_POLICY_EXPRESSION_HPP
#define XUNZE_POLICY_EXPRESSION_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/core/value.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// What a node of an expression does with its operands.
enum class operation : std::uint8_t {
    literal, path, list, call,
    logical_not, logical_and, logical_or,
    equal, not_equal, less, less_equal, greater, greater_equal, in,
    negate, add, subtract, multiply,
    choose,  // condition ? first : second
    cases    // operands: default, then guard and value of each case
};

struct expression_node;

/// An immutable expression; copies share their nodes. Default: absent.
using expression = std::shared_ptr<expression_node const>;

/// One step of a path: a name, or a name called with text arguments.
struct path_step {
    std::string name;
    std::vector<std::string> arguments;
    friend bool operator==(path_step const&, path_step const&) = default;
};

/// A labelled exception of a defined value; `over` names the labels it beats.
struct case_label {
    std::string label;
    std::string clause;
    std::vector<std::string> over;
    friend bool operator==(case_label const&, case_label const&) = default;
};

struct expression_node {
    operation kind = operation::literal;
    value literal;                     // of literal: bool, int64, decimal or text
    std::vector<path_step> path;       // of path
    std::string function;              // of call; a method call keeps its path in `path`
    std::vector<expression> operands;
    std::vector<case_label> cases;     // of cases
    place at;                          // where its text begins
};

/// Parses one expression of the profile `xunze.expr/1` (docs/expressions.md).
/// Errors: nullptr, with all diagnostics added to `out`, placed relative to `origin`.
expression parse_expression(std::string_view source, place const& origin, diagnostics& out);

/// Parses, or throws a failure with the code `expression.syntax`.
expression parse_expression(std::string_view source);

/// Canonical text: parsing it again gives an equal tree. Cases print as nested choices.
std::string to_string(expression const& e);

/// Whether two expressions are the same tree, places aside.
bool same(expression const& a, expression const& b);

// Builders, used by the parser and the EDSL alike.
expression make_literal(value literal);
expression make_path(std::string_view dotted);
expression make_operation(operation kind, std::vector<expression> operands);
expression make_call(std::string function, std::vector<expression> operands);

}  // namespace xunze

#endif
