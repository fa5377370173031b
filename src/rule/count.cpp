// SPDX-License-Identifier: Apache-2.0
// Count threshold: a number between bounds.
#include "xunze/rule/count.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(count const& of) {
  lowered made = detail::about(of.subject, "count");
  made.nodes.aggregates.push_back(detail::need(of.of, "n", "count", "of"));
  detail::bounds(made, col("n"), of.at_least, of.at_most, "count");
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
