// SPDX-License-Identifier: Apache-2.0
// Consequence: what an earlier grade or event brings is what was recorded.
#include "xunze/rule/conseq.hpp"

#include "rule/parts.hpp"

#include <optional>

namespace xunze::kind {
namespace {

constexpr char const* name = "conseq";

/// Whether what was recorded answers to an effect.
term answers(conseq const& of, term const& recorded, term const& effect) {
  bool const exact = of.compare == seat_compare::exactly;
  if (!of.tolerance.given()) {
    if (exact) return recorded == effect;
    return of.compare == seat_compare::at_most ? recorded <= effect : recorded >= effect;
  }
  term const tolerance = of.tolerance.tree();
  if (exact) return term{make_call("abs", {(recorded - effect).tree()})} <= tolerance;
  return of.compare == seat_compare::at_most ? recorded <= effect + tolerance
                                             : recorded >= effect - tolerance;
}

}  // namespace

lowered lower(conseq const& of) {
  lowered made = detail::about(of.subject, name);
  if (of.cases.empty()) {
    detail::refuse_arguments(name, {"缺少参数“cases”", "the argument `cases` is missing"});
  }
  term const recorded = detail::need(of.recorded, name, "recorded");
  // The condition compares in each branch: a code beside an enumeration is checked there.
  conseq_case const& last = of.cases.back();
  bool const open = of.otherwise.given();
  term effect = open ? term{of.otherwise.tree()} : detail::need(last.effect, name, "effect");
  term right = answers(of, recorded, effect);
  std::optional<term> any;
  for (std::size_t i = of.cases.size(); i-- > 0;) {
    term const holds = detail::need(of.cases[i].when, name, "when");
    any = any ? holds || *any : holds;
    if (!open && i + 1 == of.cases.size()) continue;
    term const then = detail::need(of.cases[i].effect, name, "effect");
    effect = when(holds, then, effect);
    right = when(holds, answers(of, recorded, then), right);
  }
  if (!open) made.applies = *any;
  made.nodes.let.push_back({"effect", effect});
  made.condition = right;
  made.measured = recorded;
  made.threshold = col("effect");
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
