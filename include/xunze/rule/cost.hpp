// SPDX-License-Identifier: Apache-2.0
// Cost: money spent against rates, purposes, shares or a target.
#ifndef XUNZE_RULE_COST_HPP
#define XUNZE_RULE_COST_HPP

#include "xunze/rule/lowered.hpp"

#include <vector>

namespace xunze::kind {

/// The rate of the days from one day to another, both counted from 1 and included.
struct cost_piece {
  argument rate;
  argument from_day{};  // absent: the first
  argument to_day{};    // absent: no last
};

/// For every row of the subject, one of: spent <= persons * sum of rate * days over the pieces;
/// nothing spent on a purpose that is not allowed; a part is at least or at most a share of a
/// base; spent is the target, give or take the tolerance.
/// Shape: node `spent` is the amount; `cap` the money allowed; `outside` what is not; `num`, `den`
/// and `balance` are those of a ratio. One of these forms a rule. All arithmetic is exact.
/// Units: amounts and rates in one currency; shares are parts of 1.
/// Source: ME20 七(二)
/// Example: `cost({.subject = "project", .spent = from("expense").sum("amount"), .pieces =
/// {{.rate = "450", .to_day = 30}, {.rate = "315", .from_day = 31}}, .persons = "seats",
/// .days = "days"})`
struct cost {
  subject_spec subject;
  aggregate spent{};
  argument amount{};
  std::vector<cost_piece> pieces{};
  argument persons{};
  argument days{};
  argument purpose{};
  argument allowed{};
  argument part{};
  aggregate base{};
  argument at_least{};
  argument at_most{};
  argument target{};
  argument tolerance{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(cost const& of);

}  // namespace xunze::kind

#endif
