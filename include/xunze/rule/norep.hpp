// SPDX-License-Identifier: Apache-2.0
// No repeat: no earlier row of the same class.
#ifndef XUNZE_RULE_NOREP_HPP
#define XUNZE_RULE_NOREP_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// For every row t of the subject: no row h of `partner` with same(t) = same(h) and where(t, h),
/// exceptions aside.
/// Shape: node `repeat` is the number of partners; the condition is `repeat <= 0`.
/// Source: SX23 三(一)
/// Example: `norep({.subject = "taking_part", .partner = "history", .as = "h",
/// .same = {"teacher_id", "equivalence"}, .where = "h.start < start"})`
struct norep {
  subject_spec subject;
  std::string partner;
  std::string as;
  std::vector<same_key> same;
  argument where{};
  std::vector<match_exception> except{};
  argument needs_history_from{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(norep const& of);

}  // namespace xunze::kind

#endif
