// SPDX-License-Identifier: Apache-2.0
// Reports as JSON, `xunze.report/1`.
#ifndef XUNZE_REPORT_REPORT_JSON_HPP
#define XUNZE_REPORT_REPORT_JSON_HPP

#include "xunze/report/report.hpp"

#include <string>

namespace xunze {

/// The report as JSON, valid against docs/schema/report.schema.json.
/// Shape: UTF-8, a line for each entry of a list, the same bytes every time.
[[nodiscard]] std::string to_json(report const& said);
[[nodiscard]] std::string to_json(outcome const& from, report_options const& options = {});

}  // namespace xunze

#endif
