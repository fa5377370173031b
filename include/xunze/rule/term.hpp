// SPDX-License-Identifier: Apache-2.0
// Expressions written in C++: columns, parameters, literals and operators.
#ifndef XUNZE_RULE_TERM_HPP
#define XUNZE_RULE_TERM_HPP

#include "xunze/policy/expression.hpp"

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace xunze {

namespace detail {
template <typename>
inline constexpr bool is_exact = false;

/// Values an expression can hold as a literal.
template <typename T>
concept literal_value = std::same_as<T, bool> || std::integral<T> || std::same_as<T, decimal> ||
                        std::same_as<T, date> || std::same_as<T, code_set>;
}  // namespace detail

/// An expression under construction; text and numbers beside it become literals.
/// Errors: failure `expression.syntax` where a name is no path.
/// Example: `col("status").in(param("counted")) && col("p.level") == "national"`
class term {
 public:
  term(expression tree) : tree_{std::move(tree)} {}
  template <detail::literal_value T>
  term(T literal) : tree_{make_literal(value{std::move(literal)})} {}
  term(char const* words) : tree_{make_literal(value{words})} {}
  term(std::string words) : tree_{make_literal(value{std::move(words)})} {}
  template <std::floating_point T>
  term(T) {
    static_assert(detail::is_exact<T>,
                  "xunze: numbers are exact: write x::dec(\"0.10\") or a fraction of integers, "
                  "not a floating-point literal");
  }

  [[nodiscard]] expression const& tree() const noexcept { return tree_; }
  operator expression const&() const noexcept { return tree_; }

  /// Membership in a set column, a set parameter or a list.
  [[nodiscard]] term in(term const& set) const;
  [[nodiscard]] term in(std::initializer_list<term> members) const;

  friend term operator==(term const& a, term const& b) { return join(operation::equal, a, b); }
  friend term operator!=(term const& a, term const& b) { return join(operation::not_equal, a, b); }
  friend term operator<(term const& a, term const& b) { return join(operation::less, a, b); }
  friend term operator<=(term const& a, term const& b) { return join(operation::less_equal, a, b); }
  friend term operator>(term const& a, term const& b) { return join(operation::greater, a, b); }
  friend term operator>=(term const& a, term const& b) {
    return join(operation::greater_equal, a, b);
  }
  friend term operator&&(term const& a, term const& b) {
    return join(operation::logical_and, a, b);
  }
  friend term operator||(term const& a, term const& b) { return join(operation::logical_or, a, b); }
  friend term operator+(term const& a, term const& b) { return join(operation::add, a, b); }
  friend term operator-(term const& a, term const& b) { return join(operation::subtract, a, b); }
  friend term operator*(term const& a, term const& b) { return join(operation::multiply, a, b); }
  friend term operator!(term const& a) {
    return make_operation(operation::logical_not, {a.tree_});
  }
  friend term operator-(term const& a) { return make_operation(operation::negate, {a.tree_}); }

 private:
  static term join(operation kind, term const& a, term const& b) {
    return make_operation(kind, {a.tree_, b.tree_});
  }

  expression tree_;
};

/// A column, by its path from the rule's base: `class.sub.project.level`.
[[nodiscard]] term col(std::string_view path);
/// A parameter of the policy.
[[nodiscard]] term param(std::string_view name);
/// A literal, where C++ would not see one by itself.
[[nodiscard]] term lit(term literal);
/// An exact decimal: `dec("0.10")`.
/// Errors: failure `decimal.syntax`
[[nodiscard]] decimal dec(std::string_view written);
/// `condition ? then : otherwise`.
[[nodiscard]] term when(term const& condition, term const& then, term const& otherwise);

}  // namespace xunze

#endif
