// SPDX-License-Identifier: Apache-2.0
// Grading: the recorded grade is the one its score gives.
#include "xunze/rule/grade.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(grade const& of) {
  lowered made = detail::about(of.subject, "grade");
  term const score = detail::need(of.score, "grade", "score");
  term const recorded = detail::need(of.recorded, "grade", "recorded");
  if (of.cuts.empty()) {
    detail::refuse_arguments("grade", {"缺少参数“cuts”", "the argument `cuts` is missing"});
  }
  // The condition compares in each branch: a code beside an enumeration is checked there.
  bool const open = !of.cuts.back().at_least.given();
  term computed = open ? term{of.cuts.back().grade} : term{""};
  term right = open ? recorded == of.cuts.back().grade : term{false};
  for (std::size_t i = of.cuts.size() - (open ? 1 : 0); i-- > 0;) {
    grade_cut const& cut = of.cuts[i];
    term const reached = score >= detail::need(cut.at_least, "grade", "at_least");
    computed = when(reached, cut.grade, computed);
    right = when(reached, recorded == cut.grade, right);
  }
  made.nodes.let.push_back({"computed", computed});
  made.condition = right;
  made.measured = recorded;
  made.threshold = col("computed");
  return made;
}

}  // namespace xunze::kind
