// SPDX-License-Identifier: Apache-2.0
// Applicability: a condition that informs and never accuses.
#ifndef XUNZE_RULE_SCOPE_HPP
#define XUNZE_RULE_SCOPE_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: `require`, of informative strength.
/// Source: SX23, opening paragraph
/// Example: `scope({.subject = "project", .require = "year in covered_years"})`
struct scope {
  subject_spec subject;
  argument require;
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(scope const& of);

}  // namespace xunze::kind

#endif
