// SPDX-License-Identifier: Apache-2.0
// Ratio: one number against a share of another, exactly.
#ifndef XUNZE_RULE_RATIO_HPP
#define XUNZE_RULE_RATIO_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: num - r * den >= 0 (at_least), <= 0 (at_most), > 0 (above).
/// Shape: nodes `num`, `den` and the linear form `balance`; a literal r = a/b is written
/// `b * num - a * den` in integers. An empty denominator is not applicable. Measured is `num`,
/// the threshold r * den; for counts it is the next lawful whole number.
/// Source: HN22-T4-a
/// Example: `ratio({.subject = "county_project", .numerator = from("studio").key("county_id"),
/// .denominator = from("trained").distinct("teacher_id").key("county_id"),
/// .at_least = dec("0.10")})`
struct ratio {
  subject_spec subject;
  aggregate numerator;
  aggregate denominator;
  argument at_least{};
  argument at_most{};
  argument above{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(ratio const& of);

}  // namespace xunze::kind

#endif
