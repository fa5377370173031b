// SPDX-License-Identifier: Apache-2.0
// Reports as plain text for a terminal.
#ifndef XUNZE_REPORT_REPORT_TEXT_HPP
#define XUNZE_REPORT_REPORT_TEXT_HPP

#include "xunze/report/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace xunze {

/// How much of long lists a text shows; totals are always said.
struct report_text_options {
  language words = language::zh;
  std::size_t findings = 20;
  std::size_t groups = 10;
  std::size_t data = 10;
};

/// Summary, findings, groups, measures, data checks and basis, in that order.
[[nodiscard]] std::string to_text(report const& said, report_text_options const& how = {});

/// One finding as to_text of its report lists it; all there is to say of one without a subject.
[[nodiscard]] std::string to_text(report const& said, report_finding const& one, language which);

/// Columns a text takes on a terminal: two for each wide (CJK, full-width) character.
[[nodiscard]] std::size_t display_width(std::string_view words) noexcept;

}  // namespace xunze

#endif
