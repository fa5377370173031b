// SPDX-License-Identifier: Apache-2.0
// Three-valued (Kleene) logic in two bits.
#ifndef XUNZE_CORE_TRUTH_HPP
#define XUNZE_CORE_TRUTH_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace xunze {

/// A truth value; `unknown` means either may hold.
/// Shape: bit 0 is "may be yes", bit 1 is "is certainly yes"; the value 2 does not occur.
enum class truth : std::uint8_t { no = 0, unknown = 1, yes = 3 };

[[nodiscard]] constexpr truth truth_of(bool value) noexcept {
  return value ? truth::yes : truth::no;
}
[[nodiscard]] constexpr truth truth_of(std::optional<bool> value) noexcept {
  return value ? truth_of(*value) : truth::unknown;
}
/// From the two bits kernels work on; certain without possible is read as certain.
[[nodiscard]] constexpr truth truth_from_bits(bool certain, bool possible) noexcept {
  return certain ? truth::yes : (possible ? truth::unknown : truth::no);
}
[[nodiscard]] constexpr bool is_certain(truth value) noexcept { return value == truth::yes; }
[[nodiscard]] constexpr bool is_possible(truth value) noexcept { return value != truth::no; }

[[nodiscard]] constexpr truth and_(truth a, truth b) noexcept {
  return static_cast<truth>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}
[[nodiscard]] constexpr truth or_(truth a, truth b) noexcept {
  return static_cast<truth>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
[[nodiscard]] constexpr truth not_(truth a) noexcept {
  unsigned const flipped = static_cast<unsigned>(a) ^ 3U;
  return static_cast<truth>(((flipped & 1U) << 1U) | (flipped >> 1U));
}
/// Whether b holds wherever a does.
[[nodiscard]] constexpr truth implies(truth a, truth b) noexcept { return or_(not_(a), b); }

/// Whether at least k of the values are yes.
[[nodiscard]] constexpr truth at_least(std::size_t k, std::span<truth const> values) noexcept {
  std::size_t certain = 0;
  std::size_t possible = 0;
  for (truth const value : values) {
    certain += is_certain(value) ? 1U : 0U;
    possible += is_possible(value) ? 1U : 0U;
  }
  return truth_from_bits(certain >= k, possible >= k);
}

/// Conjunction; yes for no values.
[[nodiscard]] constexpr truth all_of(std::span<truth const> values) noexcept {
  truth result = truth::yes;
  for (truth const value : values) result = and_(result, value);
  return result;
}

/// Disjunction; no for no values.
[[nodiscard]] constexpr truth any_of(std::span<truth const> values) noexcept {
  truth result = truth::no;
  for (truth const value : values) result = or_(result, value);
  return result;
}

/// Stable code: `no`, `unknown`, `yes`.
[[nodiscard]] constexpr std::string_view code_of(truth value) noexcept {
  return value == truth::yes ? "yes" : (value == truth::no ? "no" : "unknown");
}

}  // namespace xunze

#endif
