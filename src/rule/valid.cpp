// SPDX-License-Identifier: Apache-2.0
// Validity: a status holds for the whole time that is asked for.
#include "xunze/rule/valid.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {
namespace {

constexpr char const* name = "valid";

/// The last day asked for, moved instead of the end: an end that is open has no days after it.
term last_day(valid const& of, term const& at) {
  term const last = of.until.given() ? term{of.until.tree()} : at;
  if (!of.grace_days.given() && !of.renew_days.given()) return last;
  term moved = of.renew_days.given() ? term{of.renew_days.tree()} : term{0};
  if (of.grace_days.given()) {
    term const grace = of.grace_days.tree();
    moved = of.renew_days.given() ? moved - grace : -grace;
  }
  return make_call("add_days", {last.tree(), moved.tree()});
}

}  // namespace

lowered lower(valid const& of) {
  lowered made = detail::about(of.subject, name);
  match covers;
  covers.name = "covers";
  covers.partner = detail::need(of.status, name, "status");
  covers.as = detail::need(of.as, name, "as");
  covers.same = detail::pairs_of(of.same, of.as);
  term const at = detail::need(of.at, name, "at");
  term const from = detail::with_alias(detail::need(of.from, name, "from"), of.as);
  term const to = detail::with_alias(detail::need(of.to, name, "to"), of.as);
  covers.where = detail::both(from <= at && last_day(of, at) < to, of.where);
  made.nodes.matches.push_back(std::move(covers));
  made.condition = col("covers") >= 1;
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
