// SPDX-License-Identifier: Apache-2.0
// Rotation: every cell is visited just so often.
#include "xunze/rule/rotate.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(rotate const& of) {
  lowered made = detail::about(of.subject, "rotate");
  made.nodes.aggregates.push_back(detail::counted(of.visits, "visits", "rotate", "visits"));
  made.condition = col("visits") == detail::or_one(of.exactly);
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
