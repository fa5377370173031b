// SPDX-License-Identifier: Apache-2.0
// Cost: money spent against rates, purposes, shares or a target.
#include "xunze/rule/cost.hpp"

#include "rule/parts.hpp"
#include "xunze/rule/ratio.hpp"

#include <optional>

namespace xunze::kind {
namespace {

constexpr char const* name = "cost";

/// Rows of money under a name.
aggregate money(aggregate of, char const* node, char const* field) {
  aggregate made = detail::need(std::move(of), node, name, field);
  if (made.op == aggregate_op::sum) return made;
  std::string const word{field};
  detail::refuse_arguments(name, {"“" + word + "”应为金额合计（sum）",
                                  "`" + word + "` is a `sum` of amounts"});
}

term before(argument const& first_day) {
  auto const& tree = first_day.tree();
  auto const* number =
      tree->kind == operation::literal ? tree->literal.get_if<std::int64_t>() : nullptr;
  return number != nullptr ? term{*number - 1} : term{tree} - 1;
}

/// How many of the days lie in a piece.
term days_of(cost_piece const& piece, term const& days) {
  term last = days;
  if (piece.to_day.given()) last = make_call("min", {days.tree(), piece.to_day.tree()});
  if (piece.from_day.given()) last = last - before(piece.from_day);
  return make_call("max", {last.tree(), term{0}.tree()});
}

term cap_of(cost const& of) {
  std::optional<term> cap;
  for (cost_piece const& piece : of.pieces) {
    term one = detail::need(piece.rate, name, "rate");
    bool const bounded = piece.from_day.given() || piece.to_day.given();
    if (bounded || of.days.given()) {
      one = one * days_of(piece, detail::need(of.days, name, "days"));
    }
    cap = cap ? *cap + one : one;
  }
  return of.persons.given() ? term{of.persons.tree()} * *cap : *cap;
}

void lower_cap(cost const& of, lowered& made) {
  made.nodes.let.push_back({"cap", cap_of(of)});
  made.condition = col("spent") <= col("cap");
}

void lower_purposes(cost const& of, lowered& made) {
  aggregate outside = money(of.spent, "outside", "spent");
  term const purpose = detail::need(of.purpose, name, "purpose");
  outside.where = detail::both(outside.where,
                               (!purpose.in(detail::need(of.allowed, name, "allowed"))).tree());
  made.nodes.aggregates.push_back(std::move(outside));
  made.condition = col("outside") <= 0;
}

lowered lower_share(cost const& of) {
  if (!of.part.given() && of.base.from.empty()) {
    detail::refuse_arguments(name, {"须写明“part”（其中哪些）或“base”（与什么相比）",
                                    "say `part` (which of it) or `base` (of what)"});
  }
  aggregate part = money(of.spent, "num", "spent");
  if (of.part.given()) part.where = detail::both(part.where, of.part.tree());
  aggregate base = of.base.from.empty() ? of.spent : money(of.base, "den", "base");
  return lower(ratio{.subject = of.subject,
                     .numerator = std::move(part),
                     .denominator = std::move(base),
                     .at_least = of.at_least,
                     .at_most = of.at_most,
                     .above = {},
                     .due = of.due});
}

void lower_target(cost const& of, lowered& made) {
  term const target = of.target.tree();
  made.condition = col("spent") == target;
  if (!of.tolerance.given()) return;
  made.condition = term{make_call("abs", {(col("spent") - target).tree()})} <=
                   term{of.tolerance.tree()};
}

}  // namespace

lowered lower(cost const& of) {
  bool const capped = !of.pieces.empty();
  bool const earmarked = of.purpose.given() || of.allowed.given();
  bool const shared = of.at_least.given() || of.at_most.given();
  int const forms = int{capped} + int{earmarked} + int{shared} + int{of.target.given()};
  if (forms != 1) {
    detail::refuse_arguments(
        name, {"“pieces”，“purpose”与“allowed”，“at_least”或“at_most”，“target”，须且只能写一种",
               "exactly one of `pieces`, `purpose` with `allowed`, `at_least` or `at_most`, "
               "`target` is needed"});
  }
  lowered made = detail::about(of.subject, name);
  if (shared) return lower_share(of);
  bool const listed = !of.spent.from.empty();
  if (listed == of.amount.given() || (earmarked && !listed)) {
    detail::refuse_arguments(name, {"“spent”与“amount”须且只能写一个",
                                    "exactly one of `spent` and `amount` is needed"});
  }
  if (earmarked) {
    lower_purposes(of, made);
  } else {
    if (listed) made.nodes.aggregates.push_back(money(of.spent, "spent", "spent"));
    if (!listed) made.nodes.let.push_back({"spent", of.amount.tree()});
    if (capped) lower_cap(of, made);
    if (!capped) lower_target(of, made);
  }
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
