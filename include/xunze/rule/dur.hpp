// SPDX-License-Identifier: Apache-2.0
// Duration: a length against bounds.
#ifndef XUNZE_RULE_DUR_HPP
#define XUNZE_RULE_DUR_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: at_least <= length <= at_most, or length == exactly.
/// Source: SX23 三(二)
/// Example: `dur({.subject = "class", .length = "days_between(start_date, end_date) + 1",
/// .at_least = 10})`
struct dur {
  subject_spec subject;
  argument length;
  argument at_least{};
  argument at_most{};
  argument exactly{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(dur const& of);

}  // namespace xunze::kind

#endif
