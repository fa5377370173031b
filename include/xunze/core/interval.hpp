// SPDX-License-Identifier: Apache-2.0
// Integer intervals: what a number may be when some rows are unknown.
#ifndef XUNZE_CORE_INTERVAL_HPP
#define XUNZE_CORE_INTERVAL_HPP

#include "xunze/core/truth.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace xunze {

/// Reserved integers: an unknown cell, a cell that holds nothing, and the unbounded ends.
inline constexpr std::int64_t unknown_value = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t none_value = unknown_value + 1;
inline constexpr std::int64_t minus_infinity = unknown_value + 2;
inline constexpr std::int64_t plus_infinity = std::numeric_limits<std::int64_t>::max();

/// Whether the integer is a number rather than one of the four reserved ones.
[[nodiscard]] constexpr bool is_finite(std::int64_t value) noexcept {
  return value > minus_infinity && value < plus_infinity;
}

/// All numbers a quantity may be, lo to hi, both included; infinite ends are unbounded.
/// Shape: lo ≤ hi, and neither is unknown_value or none_value.
struct interval {
  std::int64_t lo = minus_infinity;
  std::int64_t hi = plus_infinity;

  [[nodiscard]] static constexpr interval point(std::int64_t value) noexcept {
    return {value, value};
  }
  [[nodiscard]] static constexpr interval whole() noexcept { return {}; }

  [[nodiscard]] constexpr bool is_point() const noexcept { return lo == hi && is_finite(lo); }
  [[nodiscard]] constexpr bool contains(std::int64_t value) const noexcept {
    return lo <= value && value <= hi;
  }
  bool operator==(interval const&) const = default;
};

/// Arithmetic on what may be.
/// Errors: sound under overflow: a bound that does not fit gives the whole line.
[[nodiscard]] interval add(interval a, interval b) noexcept;
[[nodiscard]] interval sub(interval a, interval b) noexcept;
[[nodiscard]] interval mul(interval a, interval b) noexcept;
[[nodiscard]] constexpr interval neg(interval a) noexcept {
  auto const flip = [](std::int64_t v) constexpr {
    if (v == plus_infinity) return minus_infinity;
    return v == minus_infinity ? plus_infinity : -v;
  };
  return {flip(a.hi), flip(a.lo)};
}

/// The smallest interval around both.
[[nodiscard]] constexpr interval hull(interval a, interval b) noexcept {
  return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
}
/// What the smaller, and the greater, of two quantities may be.
[[nodiscard]] constexpr interval lesser(interval a, interval b) noexcept {
  return {std::min(a.lo, b.lo), std::min(a.hi, b.hi)};
}
[[nodiscard]] constexpr interval greater(interval a, interval b) noexcept {
  return {std::max(a.lo, b.lo), std::max(a.hi, b.hi)};
}

/// Comparisons: yes or no only if every pair of possible numbers agrees.
[[nodiscard]] constexpr truth less(interval a, interval b) noexcept {
  if (a.hi < b.lo) return truth::yes;
  return a.lo >= b.hi ? truth::no : truth::unknown;
}
[[nodiscard]] constexpr truth less_equal(interval a, interval b) noexcept {
  return not_(less(b, a));
}
[[nodiscard]] constexpr truth equal(interval a, interval b) noexcept {
  if (a.hi < b.lo || b.hi < a.lo) return truth::no;
  return a.is_point() && b.is_point() ? truth::yes : truth::unknown;
}

}  // namespace xunze

#endif
