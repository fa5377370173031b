// SPDX-License-Identifier: Apache-2.0
// Separate times: a gap between what is alike.
#ifndef XUNZE_RULE_SCHED_HPP
#define XUNZE_RULE_SCHED_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// For every row t of the subject: |at(t) - at(h)| >= gap_days for all other rows h of `partner`
/// with same(t) = same(h) and where(t, h).
/// Shape: node `nearest` is the smallest gap. Without `partner`, a subject given by name is its own
/// partner; `as` is `other` unless given.
/// Source: SX23 三(二)
/// Example: `sched({.subject = "class", .same = {"sub.project.type"}, .at = "start_date",
/// .gap_days = 1})`
struct sched {
  subject_spec subject;
  std::string partner{};
  std::string as{};
  std::vector<same_key> same;
  argument at;
  argument gap_days;
  argument where{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(sched const& of);

}  // namespace xunze::kind

#endif
