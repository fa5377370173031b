// SPDX-License-Identifier: Apache-2.0
// Classification: a value of a closed list.
#ifndef XUNZE_RULE_CLASSIFY_HPP
#define XUNZE_RULE_CLASSIFY_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: value in the set or list.
/// Shape: its code in packs is `class`.
/// Source: SX23, table 1
/// Example: `classify({.subject = "project", .value = "type", .in = "project_types"})`
struct classify {
  subject_spec subject;
  argument value;
  argument in;
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(classify const& of);

}  // namespace xunze::kind

#endif
