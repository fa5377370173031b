// SPDX-License-Identifier: Apache-2.0
// Count threshold: a number between bounds.
#ifndef XUNZE_RULE_COUNT_HPP
#define XUNZE_RULE_COUNT_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: at_least <= n <= at_most.
/// Shape: node `n` is the aggregate; at least one bound is given.
/// Source: SX23 三(三)
/// Example: `count({.subject = "class", .of = from("session").key("class_id"), .at_least = 4})`
struct count {
  subject_spec subject;
  aggregate of;
  argument at_least{};
  argument at_most{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(count const& of);

}  // namespace xunze::kind

#endif
