// SPDX-License-Identifier: Apache-2.0
// What a constructor of a kind gives: nodes and a condition, without the envelope of the rule.
#ifndef XUNZE_RULE_LOWERED_HPP
#define XUNZE_RULE_LOWERED_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/rule/argument.hpp"

#include <optional>

namespace xunze {

/// The parts of a rule that its kind decides.
/// Nulls: an absent expression says nothing; without a condition there is only a measure.
struct lowered {
  subject_spec subject;
  node_block subject_nodes;  // nodes of the subject's relation, not of the rule
  std::optional<relation> beside;  // a relation that aggregates read, named after the rule too
  node_block nodes;
  expression applies;  // to be met besides what the rule itself says
  expression condition;
  expression measured;
  expression threshold;
  expression due;
  std::optional<xunze::strength> strength;
  std::optional<xunze::measure> measure;  // `on`, id, title and clause follow from the rule
};

/// A rule with what must be defined beside it.
struct attached_rule {
  std::optional<xunze::rule> rule;         // absent: a measure only
  std::optional<xunze::relation> subject;  // a relation in place, named after the rule
  std::optional<xunze::measure> measure;
  std::optional<xunze::relation> beside;
};

/// Completes a rule of which id, clause, kind, texts and modifiers are given.
/// Shape: nodes are joined, `applies` of both must hold; measured, threshold and due of the rule
/// win over those of its kind.
[[nodiscard]] attached_rule attach(lowered parts, rule envelope);

}  // namespace xunze

#endif
