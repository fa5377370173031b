// SPDX-License-Identifier: Apache-2.0
// What the verdicts of a run rest on: clauses as cited, parameters as read.
#ifndef XUNZE_SRC_REPORT_BASIS_HPP
#define XUNZE_SRC_REPORT_BASIS_HPP

#include "xunze/report/report.hpp"

#include <string>
#include <vector>

namespace xunze::detail {

/// Document and article of a clause, as people cite it.
[[nodiscard]] text locator_of(policy const& source, std::string const& clause_id);

/// The value of a parameter on the as-of date of a run; that of outcome::source() is what it read.
[[nodiscard]] value used_value(outcome const& from, parameter const& of);

/// The value of a parameter in the vocabulary's words, labels of choices first.
[[nodiscard]] text parameter_words(value const& held, parameter const& of,
                                   vocabulary const& words);

/// The days that a run was given beside its as-of date.
void put_days(report& into, outcome const& from);

/// Parameters behind what a report tells; see report::parameters.
[[nodiscard]] std::vector<report_parameter> parameters_told(outcome const& from);

}  // namespace xunze::detail

#endif
