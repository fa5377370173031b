// SPDX-License-Identifier: Apache-2.0
// Decimals in their shortest form.
#ifndef XUNZE_SRC_CORE_DECIMAL_TEXT_HPP
#define XUNZE_SRC_CORE_DECIMAL_TEXT_HPP

#include "xunze/core/decimal.hpp"

#include <string>

namespace xunze::core_detail {

/// Digits without zeros at the end of a fraction: `0.50` is `0.5`, `2.0` is `2`.
[[nodiscard]] inline std::string shortest(decimal number) {
  std::string digits = to_string(number);
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

}  // namespace xunze::core_detail

#endif
