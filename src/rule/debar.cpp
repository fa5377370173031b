// SPDX-License-Identifier: Apache-2.0
// Time-limited exclusion: no ban in force on the day.
#include "xunze/rule/debar.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(debar const& of) {
  lowered made = detail::about(of.subject, "debar");
  match ban;
  ban.name = "ban";
  ban.partner = detail::need(of.bans, "debar", "bans");
  ban.as = detail::need(of.as, "debar", "as");
  ban.same = detail::pairs_of(of.same, of.as);
  term const at = detail::need(of.at, "debar", "at");
  term const from = detail::with_alias(detail::need(of.from, "debar", "from"), of.as);
  term const to = detail::with_alias(detail::need(of.to, "debar", "to"), of.as);
  ban.where = detail::both(from <= at && at < to, of.where);
  made.nodes.matches.push_back(std::move(ban));
  made.condition = col("ban") <= 0;
  return made;
}

}  // namespace xunze::kind
