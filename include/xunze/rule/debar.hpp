// SPDX-License-Identifier: Apache-2.0
// Time-limited exclusion: no ban in force on the day.
#ifndef XUNZE_RULE_DEBAR_HPP
#define XUNZE_RULE_DEBAR_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// For every row t of the subject: no row b of `bans` with same(t) = same(b), where(t, b) and
/// from(b) <= at(t) < to(b).
/// Shape: node `ban` is the number of bans in force; the condition is `ban <= 0`. `from` and `to`
/// are columns of the ban, written with or without its alias.
/// Source: SX23 四(一)
/// Example: `debar({.subject = "enrolment", .bans = "ban_period", .as = "b",
/// .same = {"teacher_id"}, .at = "class.start_date", .from = "b.from", .to = "b.to"})`
struct debar {
  subject_spec subject;
  std::string bans;
  std::string as;
  std::vector<same_key> same;
  argument at;
  argument from;
  argument to;
  argument where{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(debar const& of);

}  // namespace xunze::kind

#endif
