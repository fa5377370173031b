// SPDX-License-Identifier: Apache-2.0
// Exact decimal numbers and overflow-checked integer arithmetic.
#include "xunze/core/decimal.hpp"

#include <algorithm>
#include <limits>

namespace xunze {
namespace {

std::optional<std::int64_t> narrow(int128 wide) noexcept {
  if (wide < std::numeric_limits<std::int64_t>::min() ||
      wide > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(wide);
}

std::optional<std::int64_t> divide(int128 a, int128 b, rounding mode) noexcept {
  if (b < 0) {
    a = -a;
    b = -b;
  }
  int128 quotient = a / b;
  int128 const rest = a % b;
  if (rest != 0) {
    int128 const away = rest < 0 ? -1 : 1;
    int128 const twice = (rest < 0 ? -rest : rest) * 2;
    switch (mode) {
      case rounding::exact: return std::nullopt;
      case rounding::floor: quotient += rest < 0 ? -1 : 0; break;
      case rounding::ceil: quotient += rest > 0 ? 1 : 0; break;
      case rounding::half_up: quotient += twice >= b ? away : 0; break;
    }
  }
  return narrow(quotient);
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<decimal> parse_decimal(std::string_view written) {
  bool negative = false;
  if (!written.empty() && (written.front() == '-' || written.front() == '+')) {
    negative = written.front() == '-';
    written.remove_prefix(1);
  }
  if (written.empty() || !is_digit(written.front()) || !is_digit(written.back())) {
    return std::nullopt;
  }
  std::int64_t mantissa = 0;  // kept negative: the negative range is one longer
  int scale = 0;
  bool after_point = false;
  for (char const c : written) {
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    if (after_point && ++scale > max_decimal_scale) return std::nullopt;
    auto const shifted = checked_mul(mantissa, 10);
    auto const next = shifted ? checked_sub(*shifted, c - '0') : std::nullopt;
    if (!next) return std::nullopt;
    mantissa = *next;
  }
  auto const signed_mantissa = negative ? std::optional{mantissa} : checked_sub(0, mantissa);
  if (!signed_mantissa) return std::nullopt;
  return decimal{*signed_mantissa, static_cast<std::uint8_t>(scale)};
}

std::string to_string(decimal number) {
  std::string digits = std::to_string(number.mantissa);
  std::string sign;
  if (digits.front() == '-') {
    sign = "-";
    digits.erase(0, 1);
  }
  std::size_t const scale = number.scale;
  if (scale == 0) return sign + digits;
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  digits.insert(digits.size() - scale, 1, '.');
  return sign + digits;
}

decimal normalized(decimal number) noexcept {
  while (number.scale > 0 && number.mantissa % 10 == 0) {
    number.mantissa /= 10;
    --number.scale;
  }
  return number;
}

std::optional<std::int64_t> rescale(decimal number, int scale, rounding mode) {
  if (scale < 0 || scale > max_decimal_scale) return std::nullopt;
  if (scale >= number.scale) {
    return narrow(static_cast<int128>(number.mantissa) * power_of_ten(scale - number.scale));
  }
  return divide(number.mantissa, power_of_ten(number.scale - scale), mode);
}

std::optional<std::int64_t> checked_div(std::int64_t a, std::int64_t b, rounding mode) noexcept {
  if (b == 0) return std::nullopt;
  return divide(a, b, mode);
}

}  // namespace xunze
