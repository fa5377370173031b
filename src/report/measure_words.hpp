// SPDX-License-Identifier: Apache-2.0
// Numbers of a verdict as people read them.
#ifndef XUNZE_SRC_REPORT_MEASURE_WORDS_HPP
#define XUNZE_SRC_REPORT_MEASURE_WORDS_HPP

#include "xunze/report/report.hpp"

#include <string>

namespace xunze::detail {

/// What a rule measured, what it requires and the room between them.
struct measured_values {
  xunze::verdict verdict{};
  value measured{};
  value threshold{};
  value slack{};
  text unit{};
};

/// One line without its end. Units: days have none, the room between two days is in days.
/// Nulls: said to be open where the verdict is unknown, else left out, since there is none (a date
/// of no row; the message says so); empty if there is neither a measured nor a required value.
[[nodiscard]] std::string measures_line(measured_values const& of, vocabulary const& words,
                                        language which);

}  // namespace xunze::detail

#endif
