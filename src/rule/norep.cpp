// SPDX-License-Identifier: Apache-2.0
// No repeat: no earlier row of the same class.
#include "xunze/rule/norep.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(norep const& of) {
  lowered made = detail::about(of.subject, "norep");
  match repeat;
  repeat.name = "repeat";
  repeat.partner = detail::need(of.partner, "norep", "partner");
  repeat.as = detail::need(of.as, "norep", "as");
  repeat.same = detail::pairs_of(of.same, of.as);
  repeat.where = of.where;
  repeat.except = of.except;
  repeat.needs_history_from = of.needs_history_from;
  made.nodes.matches.push_back(std::move(repeat));
  // `<=`, not `==`: more partners can only hurt, and the sense of the rule says so.
  made.condition = col("repeat") <= 0;
  return made;
}

}  // namespace xunze::kind
