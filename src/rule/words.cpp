// SPDX-License-Identifier: Apache-2.0
// What can be said of any rule: completing it, and its place in a decision.
#include "xunze/rule/words.hpp"

#include "rule/parts.hpp"

#include <utility>

namespace xunze::detail {

rule complete(rule envelope, std::string_view kind) {
  if (envelope.id.empty()) envelope.id = envelope.clause;
  if (envelope.id.empty()) {
    refuse_arguments(kind, {"规则没有条款，请写 cite(…)", "the rule cites no clause: write `cite`"});
  }
  // An id begins with its clause's; `/part` tells apart the rules of one clause.
  if (envelope.clause.empty()) envelope.clause = envelope.id.substr(0, envelope.id.find('/'));
  if (envelope.title.empty()) envelope.title = {envelope.id, envelope.id};
  if (envelope.message.empty()) envelope.message = envelope.title;
  envelope.kind = kind;
  return envelope;
}

decision_part part_of(attached_rule const& made) {
  decision_part part;
  if (!made.rule) return part;
  part.member.rule = made.rule->id;
  if (!made.subject) {
    part.subject = made.rule->subject;
  } else if (auto const* distinct = std::get_if<distinct_body>(&made.subject->body)) {
    part.subject = distinct->from;
    for (named_expression const& one : distinct->keys) part.member.via.push_back(one.value);
  } else if (auto const* derived = std::get_if<derive_body>(&made.subject->body)) {
    part.subject = derived->from;  // the same keys
  }
  return part;
}

}  // namespace xunze::detail
