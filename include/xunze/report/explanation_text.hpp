// SPDX-License-Identifier: Apache-2.0
// The explanation of one verdict as text and as JSON.
#ifndef XUNZE_REPORT_EXPLANATION_TEXT_HPP
#define XUNZE_REPORT_EXPLANATION_TEXT_HPP

#include "xunze/explain/explanation.hpp"
#include "xunze/report/report.hpp"

#include <string>

namespace xunze {

/// The clause, the verdict, the tree of conditions with values, the rows in the user's files, the
/// parameters read, and what would have to change.
/// Shape: lines; personal data masked unless the options say otherwise.
[[nodiscard]] std::string to_text(outcome const& from, explanation const& why, language which,
                                  report_options const& options = {});

/// The same as JSON, `xunze.explanation/1`.
[[nodiscard]] std::string to_json(outcome const& from, explanation const& why,
                                  report_options const& options = {});

}  // namespace xunze

#endif
