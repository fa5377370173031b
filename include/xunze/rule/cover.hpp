// SPDX-License-Identifier: Apache-2.0
// Coverage: every member of a population.
#ifndef XUNZE_RULE_COVER_HPP
#define XUNZE_RULE_COVER_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every member of the population: |{r in by}| >= at_least.
/// Shape: node `n` is the number; `at_least` is 1 unless given.
/// Source: SX23 二(二)
/// Example: `cover({.population = "new_teacher", .by = from("graduated").key("teacher_id")})`
struct cover {
  subject_spec population;
  aggregate by;
  argument at_least{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(cover const& of);

}  // namespace xunze::kind

#endif
