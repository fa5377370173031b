// SPDX-License-Identifier: Apache-2.0
// Exact decimal numbers and overflow-checked integer arithmetic.
#ifndef XUNZE_CORE_DECIMAL_HPP
#define XUNZE_CORE_DECIMAL_HPP

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xunze {

/// A signed 128-bit integer for products of two 64-bit ones.
__extension__ typedef __int128 int128;

/// The exact number mantissa / 10^scale.
/// Shape: scale is 0..18; equality and order are mathematical, so 1.0 == 1.00.
struct decimal {
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
};

inline constexpr int max_decimal_scale = 18;

/// What to do with digits that do not fit: refuse, toward −∞, toward +∞, half away from zero.
enum class rounding : std::uint8_t { exact, floor, ceil, half_up };

/// 10^exponent for exponent 0..18.
[[nodiscard]] constexpr std::int64_t power_of_ten(int exponent) noexcept {
  std::int64_t result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

[[nodiscard]] constexpr std::weak_ordering operator<=>(decimal a, decimal b) noexcept {
  int128 const left = static_cast<int128>(a.mantissa) * power_of_ten(b.scale);
  int128 const right = static_cast<int128>(b.mantissa) * power_of_ten(a.scale);
  if (left < right) return std::weak_ordering::less;
  return left > right ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

[[nodiscard]] constexpr bool operator==(decimal a, decimal b) noexcept { return (a <=> b) == 0; }

/// Reads `[+-]digits[.digits]`; the scale is the number of digits written after the point.
/// Nulls: nullopt for anything else (exponents, spaces, bare points) and for what does not fit.
[[nodiscard]] std::optional<decimal> parse_decimal(std::string_view written);

/// Writes every digit of the scale: mantissa 1230, scale 2 is `12.30`.
[[nodiscard]] std::string to_string(decimal number);

/// The same number with no trailing zeros after the point; the canonical form of a value.
[[nodiscard]] decimal normalized(decimal number) noexcept;

/// The mantissa of the number at another scale.
/// Nulls: nullopt on overflow, on a scale outside 0..18, and when `exact` would lose a digit.
[[nodiscard]] std::optional<std::int64_t> rescale(decimal number, int scale, rounding mode);

/// a + b, nullopt on overflow.
[[nodiscard]] constexpr std::optional<std::int64_t> checked_add(std::int64_t a,
                                                                std::int64_t b) noexcept {
  std::int64_t result = 0;
  if (__builtin_add_overflow(a, b, &result)) return std::nullopt;
  return result;
}

/// a − b, nullopt on overflow.
[[nodiscard]] constexpr std::optional<std::int64_t> checked_sub(std::int64_t a,
                                                                std::int64_t b) noexcept {
  std::int64_t result = 0;
  if (__builtin_sub_overflow(a, b, &result)) return std::nullopt;
  return result;
}

/// a × b, nullopt on overflow.
[[nodiscard]] constexpr std::optional<std::int64_t> checked_mul(std::int64_t a,
                                                                std::int64_t b) noexcept {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

/// Quotient rounded as told; nullopt if b is 0, if it overflows, or if `exact` leaves a rest.
[[nodiscard]] std::optional<std::int64_t> checked_div(std::int64_t a, std::int64_t b,
                                                      rounding mode) noexcept;

/// The sign (−1, 0, 1) of a/b − c/d, exact.
/// Errors: b and d must be positive.
[[nodiscard]] constexpr int compare_ratio(std::int64_t a, std::int64_t b, std::int64_t c,
                                          std::int64_t d) noexcept {
  int128 const left = static_cast<int128>(a) * d;
  int128 const right = static_cast<int128>(c) * b;
  return left < right ? -1 : (left > right ? 1 : 0);
}

}  // namespace xunze

#endif
