// SPDX-License-Identifier: Apache-2.0
// Rate: a measure, and a published rate that equals it.
#ifndef XUNZE_RULE_METRIC_HPP
#define XUNZE_RULE_METRIC_HPP

#include "xunze/rule/lowered.hpp"

#include <optional>
#include <vector>

namespace xunze::kind {

/// For every row of the subject: published = num / den rounded half up to `decimals` digits.
/// Shape: exactly `-den <= 2 * 10^d * (num - published * den) && … < den`. Nodes `num` and `den`
/// are columns of a relation named after the rule. An empty denominator is not applicable. Without
/// `published` there is a measure and no condition.
/// Source: SX23 四(二)
/// Example: `metric({.subject = "region", .numerator = from("reported").key("region_id"),
/// .denominator = from("selected").key("region_id"), .published = "report_rate", .decimals = 4})`
struct metric {
  subject_spec subject;
  aggregate numerator;
  aggregate denominator;
  argument published{};
  int decimals = 2;
  std::vector<argument> group{};
  std::optional<bool> rank_descending{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(metric const& of);

}  // namespace xunze::kind

#endif
