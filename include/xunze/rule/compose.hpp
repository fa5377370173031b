// SPDX-License-Identifier: Apache-2.0
// Conditions made of conditions: all of, any of, none, at least k of.
#ifndef XUNZE_RULE_COMPOSE_HPP
#define XUNZE_RULE_COMPOSE_HPP

#include "xunze/rule/term.hpp"

#include <concepts>
#include <cstdint>

namespace xunze {

/// Every condition holds.
/// Example: `all_of(has(col("plan")), col("size") >= 30)`
template <std::convertible_to<term>... Terms>
[[nodiscard]] term all_of(term const& first, Terms const&... more) {
  term joined = first;
  ((joined = joined && term{more}), ...);
  return joined;
}

/// Some condition holds.
template <std::convertible_to<term>... Terms>
[[nodiscard]] term any_of(term const& first, Terms const&... more) {
  term joined = first;
  ((joined = joined || term{more}), ...);
  return joined;
}

[[nodiscard]] inline term not_(term const& condition) { return !condition; }

/// A number of conditions that must hold; `of` names them.
class at_least_count {
 public:
  explicit at_least_count(std::int64_t needed) : needed_{needed} {}

  /// Shape: `(a ? 1 : 0) + (b ? 1 : 0) >= needed`.
  template <std::convertible_to<term>... Terms>
  [[nodiscard]] term of(term const& first, Terms const&... more) const {
    term sum = when(first, 1, 0);
    ((sum = sum + when(term{more}, 1, 0)), ...);
    return sum >= needed_;
  }

 private:
  std::int64_t needed_;
};

/// At least so many of the conditions hold.
/// Example: `at_least(2).of(a, b, c)`
template <typename Number>
[[nodiscard]] at_least_count at_least(Number needed) {
  static_assert(std::integral<Number> && !std::same_as<Number, bool>,
                "xunze: at_least(k) counts conditions: k is an integer");
  return at_least_count{static_cast<std::int64_t>(needed)};
}

}  // namespace xunze

#endif
