// SPDX-License-Identifier: Apache-2.0
// Eligibility: a condition on each row.
#ifndef XUNZE_RULE_ELIG_HPP
#define XUNZE_RULE_ELIG_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: `require`.
/// Source: SX23 二(二)
/// Example: `elig({.subject = "enrolment", .require = "teacher.years_taught >= min_years"})`
struct elig {
  subject_spec subject;
  argument require;
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(elig const& of);

}  // namespace xunze::kind

#endif
