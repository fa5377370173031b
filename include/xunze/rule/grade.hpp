// SPDX-License-Identifier: Apache-2.0
// Grading: the recorded grade is the one its score gives.
#ifndef XUNZE_RULE_GRADE_HPP
#define XUNZE_RULE_GRADE_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// One grade and the lowest score that gives it.
struct grade_cut {
  argument at_least{};  // absent: the last cut, for all lower scores
  std::string grade;
};

/// For every row of the subject: recorded is the grade of the first cut with score >= at_least.
/// Shape: cuts from high to low; `computed` names the computed grade. A score below the last cut,
/// if that has a bound, has no lawful grade.
/// Source: HN22-E-d
/// Example: `grade({.subject = "evaluation", .score = "score",
/// .cuts = {{90, "excellent"}, {75, "good"}, {{}, "poor"}}, .recorded = "grade"})`
struct grade {
  subject_spec subject;
  argument score;
  std::vector<grade_cut> cuts;
  argument recorded;
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(grade const& of);

}  // namespace xunze::kind

#endif
