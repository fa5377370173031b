// SPDX-License-Identifier: Apache-2.0
// Coverage: every member of a population.
#include "xunze/rule/cover.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(cover const& of) {
  lowered made = detail::about(of.population, "cover");
  made.nodes.aggregates.push_back(detail::counted(of.by, "n", "cover", "by"));
  made.condition = col("n") >= detail::or_one(of.at_least);
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
