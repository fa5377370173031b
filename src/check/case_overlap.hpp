// SPDX-License-Identifier: Apache-2.0
// Labelled exceptions that may hold together with none over the other; private to the check stage.
#ifndef XUNZE_SRC_CHECK_CASE_OVERLAP_HPP
#define XUNZE_SRC_CHECK_CASE_OVERLAP_HPP

#include "xunze/check/bound.hpp"
#include "xunze/core/diagnostic.hpp"

namespace xunze::check_detail {

/// Whether two conditions are never true of one row; false where that cannot be proved.
/// Shape: literals of one operand, a condition and its negation, and bounds that do not meet.
[[nodiscard]] bool never_both(bound_expression const& a, bound_expression const& b);

/// Adds the note `cases.may_collide` for each pair of cases without order that may both hold.
void report_overlaps(bound_node const& cases, place const& at, diagnostics& out);

}  // namespace xunze::check_detail

#endif
