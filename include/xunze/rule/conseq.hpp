// SPDX-License-Identifier: Apache-2.0
// Consequence: what an earlier grade or event brings is what was recorded.
#ifndef XUNZE_RULE_CONSEQ_HPP
#define XUNZE_RULE_CONSEQ_HPP

#include "xunze/rule/lowered.hpp"
#include "xunze/rule/quota.hpp"

#include <vector>

namespace xunze::kind {

/// One line of the table: what follows where a grade or event is so.
struct conseq_case {
  argument when;
  argument effect;
};

/// For every row of the subject: recorded is the effect of the first case that holds.
/// Shape: node `effect` where there is `otherwise`; without it a row that no case meets is not
/// applicable. `compare` asks for at least or at most the effect; `tolerance` allows a difference.
/// Source: HN22 考核(二)
/// Example: `conseq({.subject = "support", .cases = {{"last.grade == 'good'", "last.amount"}},
/// .recorded = "amount"})`
struct conseq {
  subject_spec subject;
  std::vector<conseq_case> cases;
  argument otherwise{};
  argument recorded;
  seat_compare compare = seat_compare::exactly;
  argument tolerance{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(conseq const& of);

}  // namespace xunze::kind

#endif
