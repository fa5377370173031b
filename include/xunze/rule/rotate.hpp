// SPDX-License-Identifier: Apache-2.0
// Rotation: every cell is visited just so often.
#ifndef XUNZE_RULE_ROTATE_HPP
#define XUNZE_RULE_ROTATE_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject, a cross of units and targets: |{r in visits}| == exactly.
/// Shape: node `visits` is the number; `exactly` is 1 unless given.
/// Source: XY18-T0-a
/// Example: `rotate({.subject = "subject_zone",
/// .visits = from("visit").key("subject", "zone_id")})`
struct rotate {
  subject_spec subject;
  aggregate visits;
  argument exactly{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(rotate const& of);

}  // namespace xunze::kind

#endif
