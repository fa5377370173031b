// SPDX-License-Identifier: Apache-2.0
// Seats: how many are filled, against how many are given.
#include "xunze/rule/quota.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(quota const& of) {
  lowered made = detail::about(of.subject, "quota");
  made.nodes.aggregates.push_back(detail::need(of.fill, "fill", "quota", "fill"));
  term const fill = col("fill");
  term const seats = detail::need(of.seats, "quota", "seats");
  switch (of.compare) {
    case seat_compare::at_most: made.condition = fill <= seats; break;
    case seat_compare::exactly: made.condition = fill == seats; break;
    case seat_compare::at_least: made.condition = fill >= seats; break;
  }
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
