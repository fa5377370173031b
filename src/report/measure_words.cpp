// SPDX-License-Identifier: Apache-2.0
#include "report/measure_words.hpp"

namespace xunze::detail {

std::string measures_line(measured_values const& of, vocabulary const& words, language which) {
  if (of.measured.is_null() && of.threshold.is_null()) return {};
  bool const zh = which == language::zh;
  bool const open = of.verdict == verdict::unknown;
  auto const is_day = [](value const& held) { return held.get_if<date>() != nullptr; };
  std::string line;
  auto const add = [&](char const* name, value const& held, std::string const& unit) {
    if (held.is_null() && !open) return;
    line += line.empty() ? "" : zh ? "，" : ", ";
    line += std::string{name} + ' ';
    line += held.is_null() ? (zh ? "待核实" : "unknown") : shown(held, words, which);
    if (!held.is_null() && !unit.empty() && !is_day(held)) line += (zh ? "" : " ") + unit;
  };
  std::string const unit = of.unit.in(which);
  bool const days = is_day(of.measured) || is_day(of.threshold);
  add(zh ? "实际值" : "measured", of.measured, unit);
  add(zh ? "要求值" : "threshold", of.threshold, unit);
  if (of.slack.is_null()) return line;
  add(zh ? "差额" : "slack", of.slack, days ? zh ? "天" : "days" : unit);
  return line;
}

}  // namespace xunze::detail
