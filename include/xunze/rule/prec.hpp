// SPDX-License-Identifier: Apache-2.0
// Order of steps: each before the next.
#ifndef XUNZE_RULE_PREC_HPP
#define XUNZE_RULE_PREC_HPP

#include "xunze/rule/lowered.hpp"

#include <vector>

namespace xunze::kind {

/// For every row of the subject: step(i) < step(i + 1), or <= with `same_day`, or
/// days_between(step(i), step(i + 1)) >= lag_days.
/// Shape: two steps or more; `lag_days` makes `same_day` meaningless and excludes it.
/// Source: SX23 三(二)
/// Example: `prec({.subject = "project", .steps = {"planned_on", "approved_on", "start_date"}})`
struct prec {
  subject_spec subject;
  std::vector<argument> steps;
  bool same_day = false;
  argument lag_days{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(prec const& of);

}  // namespace xunze::kind

#endif
