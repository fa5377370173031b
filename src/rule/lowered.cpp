// SPDX-License-Identifier: Apache-2.0
// From the parts of a kind and the envelope to a rule.
#include "xunze/rule/lowered.hpp"

#include "rule/parts.hpp"

#include <iterator>
#include <utility>

namespace xunze {
namespace {

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& more) {
  to.insert(to.end(), std::move_iterator{more.begin()}, std::move_iterator{more.end()});
}

void append(node_block& to, node_block&& more) {
  append(to.aggregates, std::move(more.aggregates));
  append(to.matches, std::move(more.matches));
  append(to.linear, std::move(more.linear));
  append(to.ranks, std::move(more.ranks));
  append(to.carries, std::move(more.carries));
  append(to.let, std::move(more.let));
}

/// The relation beside a rule under a name of its own, also in the aggregates that read it.
relation named_after(relation beside, std::string const& id, node_block& nodes) {
  std::string name = beside.name + "_" + id;
  for (char& c : name) {
    bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter) c = '_';
  }
  for (aggregate& one : nodes.aggregates) {
    if (one.from == beside.name) one.from = name;
  }
  beside.name = std::move(name);
  return beside;
}

}  // namespace

attached_rule attach(lowered parts, rule envelope) {
  attached_rule made;
  auto const* name = std::get_if<std::string>(&parts.subject);
  if (name != nullptr && parts.subject_nodes.empty()) {
    envelope.subject = *name;
  } else {
    relation_body body = name != nullptr ? relation_body{derive_body{*name, {}, {}, {}, {}}}
                                         : std::get<relation_body>(std::move(parts.subject));
    made.subject = relation{envelope.id, envelope.title, std::move(body),
                            std::move(parts.subject_nodes), envelope.at};
    envelope.subject = envelope.id;
  }
  if (parts.beside) {
    made.beside = named_after(*std::move(parts.beside), envelope.id, parts.nodes);
    made.beside->title = envelope.title;
    made.beside->at = envelope.at;
  }
  if (parts.measure) {
    made.measure = std::move(parts.measure);
    made.measure->id = envelope.id;
    made.measure->title = envelope.title;
    made.measure->clause = envelope.clause;
    made.measure->on = envelope.subject;
    made.measure->at = envelope.at;
  }
  if (!parts.condition) return made;
  if (envelope.condition) {
    detail::refuse_arguments(envelope.kind, {"构造已给出条件，不能再写“condition”",
                                             "the constructor gives the condition already"});
  }
  append(parts.nodes, std::move(envelope.nodes));
  envelope.nodes = std::move(parts.nodes);
  envelope.applies = detail::both(envelope.applies, parts.applies);
  envelope.condition = std::move(parts.condition);
  if (!envelope.measured) envelope.measured = std::move(parts.measured);
  if (!envelope.threshold) envelope.threshold = std::move(parts.threshold);
  if (!envelope.due) envelope.due = std::move(parts.due);
  if (parts.strength) envelope.strength = {*parts.strength, {}, {}};
  made.rule = std::move(envelope);
  return made;
}

}  // namespace xunze
