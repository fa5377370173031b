// SPDX-License-Identifier: Apache-2.0
// Arguments of the constructors of rules.
#ifndef XUNZE_RULE_ARGUMENT_HPP
#define XUNZE_RULE_ARGUMENT_HPP

#include "xunze/policy/relation.hpp"
#include "xunze/rule/term.hpp"

#include <string>
#include <utility>
#include <variant>

namespace xunze {

/// An argument of a constructor, as a pack writes it: text is an expression, not a literal.
/// Nulls: a default argument is absent.
/// Errors: failure `expression.syntax` where the text is no expression.
class argument {
 public:
  argument() = default;
  argument(expression tree) : tree_{std::move(tree)} {}
  argument(term const& made) : tree_{made.tree()} {}
  argument(char const* source) : tree_{parse_expression(source)} {}
  argument(std::string const& source) : tree_{parse_expression(source)} {}
  template <detail::literal_value T>
  argument(T literal) : argument{term{std::move(literal)}} {}
  template <std::floating_point T>
  argument(T) {
    static_assert(detail::is_exact<T>,
                  "xunze: thresholds are exact: write x::dec(\"0.10\") or a fraction of integers, "
                  "not a floating-point literal");
  }

  [[nodiscard]] bool given() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] expression const& tree() const noexcept { return tree_; }
  operator expression const&() const noexcept { return tree_; }

 private:
  expression tree_;
};

/// A key with its name; the name of a path is its last step.
/// Errors: failure `rule.arguments` where an expression that is no path has no name.
class key {
 public:
  key(char const* source) : key{argument{source}} {}
  key(std::string const& source) : key{argument{source}} {}
  key(term const& made) : key{argument{made}} {}
  key(argument value);
  key(std::string name, argument value) : held_{std::move(name), value.tree()} {}
  key(named_expression held) : held_{std::move(held)} {}

  operator named_expression const&() const noexcept { return held_; }
  [[nodiscard]] std::string const& name() const noexcept { return held_.name; }
  [[nodiscard]] expression const& value() const noexcept { return held_.value; }

 private:
  named_expression held_;
};

/// What a row and its partner have in common: a name of both, or one expression of each.
/// Shape: the partner's side may be written with or without the alias.
class same_key {
 public:
  same_key(char const* both) : same_key{argument{both}, argument{both}} {}
  same_key(std::string const& both) : same_key{argument{both}, argument{both}} {}
  same_key(argument of_target, argument of_partner)
      : target{of_target.tree()}, partner{of_partner.tree()} {}

  expression target;
  expression partner;
};

/// Whom a rule is about: the name of a table or relation, or a relation in place.
using subject_spec = std::variant<std::string, relation_body>;

}  // namespace xunze

#endif
