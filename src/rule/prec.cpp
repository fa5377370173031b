// SPDX-License-Identifier: Apache-2.0
// Order of steps: each before the next.
#include "xunze/rule/prec.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(prec const& of) {
  lowered made = detail::about(of.subject, "prec");
  if (of.steps.size() < 2) {
    detail::refuse_arguments("prec", {"“steps”至少两步", "`steps` needs two or more"});
  }
  if (of.same_day && of.lag_days.given()) {
    detail::refuse_arguments("prec", {"“lag_days”不能与“same_day”同时写",
                                      "`lag_days` excludes `same_day`"});
  }
  for (std::size_t i = 0; i + 1 < of.steps.size(); ++i) {
    term const before = detail::need(of.steps[i], "prec", "steps");
    term const after = detail::need(of.steps[i + 1], "prec", "steps");
    term const ordered =
        of.lag_days.given()
            ? term{make_call("days_between", {before, after})} >= term{of.lag_days.tree()}
            : (of.same_day ? before <= after : before < after);
    made.condition = detail::both(made.condition, ordered);
  }
  return made;
}

}  // namespace xunze::kind
