// SPDX-License-Identifier: Apache-2.0
// Validity: a status holds for the whole time that is asked for.
#ifndef XUNZE_RULE_VALID_HPP
#define XUNZE_RULE_VALID_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// For every row t of the subject: some row v of `status` with same(t) = same(v), where(t, v) and
/// from(v) <= at(t), until(t) < to(v) + grace_days - renew_days.
/// Shape: node `covers` is the number of such rows; the condition is `covers >= 1`. `from` and `to`
/// are columns of the status, `to` the first day on which it no longer holds. `until` is the last
/// day asked for, absent: `at` itself. `renew_days`: so long before its end it must be renewed.
/// Source: SX23 二(四)
/// Example: `valid({.subject = "enrolment", .status = "insurance", .as = "v",
/// .same = {"teacher_id"}, .from = "from", .to = "to", .at = "class.start_date",
/// .until = "class.end_date"})`
struct valid {
  subject_spec subject;
  std::string status;
  std::string as;
  std::vector<same_key> same;
  argument from;
  argument to;
  argument at;
  argument until{};
  argument grace_days{};
  argument renew_days{};
  argument where{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(valid const& of);

}  // namespace xunze::kind

#endif
