// SPDX-License-Identifier: Apache-2.0
// Reconciliation: two numbers agree, or a text has its form.
#ifndef XUNZE_RULE_RECON_HPP
#define XUNZE_RULE_RECON_HPP

#include "xunze/rule/lowered.hpp"

#include <string>

namespace xunze::kind {

/// For every row of the subject: left == right, or |left - right| <= tolerance; or matches(value).
/// Shape: either `left` and `right`, or `value` and `pattern`. Aggregates that they read are nodes
/// of the rule or of its subject.
/// Source: SX23, table 1
/// Example: `recon({.subject = "budget", .left = "parts", .right = "total"})`
struct recon {
  subject_spec subject;
  argument left{};
  argument right{};
  argument tolerance{};
  argument value{};
  std::string pattern{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(recon const& of);

}  // namespace xunze::kind

#endif
