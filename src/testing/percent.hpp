// SPDX-License-Identifier: Apache-2.0
// A share in percent with one digit, cut off: 100.0% is all of it.
#ifndef XUNZE_SRC_TESTING_PERCENT_HPP
#define XUNZE_SRC_TESTING_PERCENT_HPP

#include <cstddef>
#include <string>

namespace xunze::testing_detail {

inline std::string percent(std::size_t part, std::size_t whole) {
  std::size_t const tenths = whole == 0 ? 1000 : part * 1000 / whole;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

}  // namespace xunze::testing_detail

#endif
