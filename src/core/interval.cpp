// SPDX-License-Identifier: Apache-2.0
// Integer intervals: what a number may be when some rows are unknown.
#include "xunze/core/interval.hpp"

#include "xunze/core/decimal.hpp"

#include <array>
#include <optional>

namespace xunze {
namespace {

std::optional<std::int64_t> finite(std::optional<std::int64_t> value) noexcept {
  return value && is_finite(*value) ? value : std::nullopt;
}

// A bound of a sum; an infinite part of either sign decides it, the bound's own sign first.
std::optional<std::int64_t> add_bound(std::int64_t a, std::int64_t b,
                                      std::int64_t outward) noexcept {
  if (a == outward || b == outward) return outward;
  if (!is_finite(a)) return a;
  if (!is_finite(b)) return b;
  return finite(checked_add(a, b));
}

// A product where 0 × ∞ is 0: an unbounded quantity is still a number.
std::optional<std::int64_t> product(std::int64_t a, std::int64_t b) noexcept {
  if (a == 0 || b == 0) return 0;
  if (is_finite(a) && is_finite(b)) return finite(checked_mul(a, b));
  return (a < 0) == (b < 0) ? plus_infinity : minus_infinity;
}

}  // namespace

interval add(interval a, interval b) noexcept {
  auto const lo = add_bound(a.lo, b.lo, minus_infinity);
  auto const hi = add_bound(a.hi, b.hi, plus_infinity);
  return lo && hi ? interval{*lo, *hi} : interval::whole();
}

interval sub(interval a, interval b) noexcept { return add(a, neg(b)); }

interval mul(interval a, interval b) noexcept {
  std::array const corners{product(a.lo, b.lo), product(a.lo, b.hi), product(a.hi, b.lo),
                           product(a.hi, b.hi)};
  interval result{plus_infinity, minus_infinity};
  for (auto const& corner : corners) {
    if (!corner) return interval::whole();
    result = {std::min(result.lo, *corner), std::max(result.hi, *corner)};
  }
  return result;
}

}  // namespace xunze
