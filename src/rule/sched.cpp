// SPDX-License-Identifier: Apache-2.0
// Separate times: a gap between what is alike.
#include "xunze/rule/sched.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(sched const& of) {
  lowered made = detail::about(of.subject, "sched");
  match nearest;
  nearest.name = "nearest";
  nearest.find = find_kind::nearest;
  auto const* name = std::get_if<std::string>(&of.subject);
  nearest.partner = of.partner.empty() && name != nullptr ? *name : of.partner;
  detail::need(nearest.partner, "sched", "partner");
  nearest.as = of.as.empty() ? "other" : of.as;
  nearest.same = detail::pairs_of(of.same, nearest.as);
  nearest.where = of.where;
  nearest.gap_target = detail::need(of.at, "sched", "at");
  nearest.gap_partner = nearest.gap_target;
  made.nodes.matches.push_back(std::move(nearest));
  made.condition = col("nearest") >= detail::need(of.gap_days, "sched", "gap_days");
  return made;
}

}  // namespace xunze::kind
