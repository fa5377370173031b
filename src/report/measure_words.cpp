// SPDX-License-Identifier: Apache-2.0
#include "report/measure_words.hpp"

namespace xunze::detail {

std::string measures_line(measured_values const& of, vocabulary const& words, language which) {
  if (of.measured.is_null() && of.threshold.is_null()) return {};
  bool const zh = which == language::zh;
  auto const is_day = [](value const& held) { return held.get_if<date>() != nullptr; };
  auto const cell = [&](value const& held, std::string const& unit) -> std::string {
    if (held.is_null()) return zh ? "待核实" : "unknown";
    if (unit.empty() || is_day(held)) return shown(held, words, which);
    return shown(held, words, which) + (zh ? "" : " ") + unit;
  };
  std::string const unit = of.unit.in(which);
  std::string line = (zh ? "实际值 " : "measured ") + cell(of.measured, unit);
  line += (zh ? "，要求值 " : ", threshold ") + cell(of.threshold, unit);
  if (of.slack.is_null()) return line;
  bool const days = is_day(of.measured) || is_day(of.threshold);
  return line + (zh ? "，差额 " : ", slack ") + cell(of.slack, days ? zh ? "天" : "days" : unit);
}

}  // namespace xunze::detail
