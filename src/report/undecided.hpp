// SPDX-License-Identifier: Apache-2.0
// Rules that had nobody to judge, so that their silence is not taken for a pass.
#ifndef XUNZE_SRC_REPORT_UNDECIDED_HPP
#define XUNZE_SRC_REPORT_UNDECIDED_HPP

#include "xunze/report/report.hpp"

namespace xunze::detail {

/// Fills report::undecided and tells once, as `data.no_rows`, which tables without rows leave all
/// rules or mandatory ones without subjects. The rules have been gathered.
void put_undecided(report& into, outcome const& from);

}  // namespace xunze::detail

#endif
