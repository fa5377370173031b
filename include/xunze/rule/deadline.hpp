// SPDX-License-Identifier: Apache-2.0
// Deadline: done on or before a day.
#ifndef XUNZE_RULE_DEADLINE_HPP
#define XUNZE_RULE_DEADLINE_HPP

#include "xunze/rule/lowered.hpp"

#include <optional>

namespace xunze::kind {

/// For every row of the subject: done <= due.
/// Shape: exactly one of `done`, `first`, `last`; the `value` of `first` and `last` is their day.
/// `first`: node `done` is the earliest day. `last`: node `done` is the latest, node `n` the number
/// of rows, of which there must be one.
/// Nulls: a day that is none is a thing not done: after every due date, so pending, then fail.
/// Source: SX23 三(二)
/// Example: `deadline({.subject = "project", .done = "filed_on", .due = "date(2023, 7, 30)"})`
struct deadline {
  subject_spec subject;
  argument done{};
  std::optional<aggregate> first{};
  std::optional<aggregate> last{};
  argument due;
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(deadline const& of);

}  // namespace xunze::kind

#endif
