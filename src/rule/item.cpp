// SPDX-License-Identifier: Apache-2.0
// Required item: it is there, or there are enough of it.
#include "xunze/rule/item.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(item const& of) {
  lowered made = detail::about(of.subject, "item");
  made.nodes.aggregates.push_back(detail::counted(of.exists, "n", "item", "exists"));
  made.condition = col("n") >= detail::or_one(of.at_least);
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
