// SPDX-License-Identifier: Apache-2.0
// Priority: nobody better placed is left out while somebody worse placed is in.
#include "xunze/rule/prio.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {
namespace {

constexpr char const* name = "prio";

relation ranked(prio const& of) {
  derive_body body;
  body.from = of.candidates.from;
  body.where = detail::both(of.candidates.where, of.eligible);
  rank place;
  place.name = "place";
  place.partition = *of.candidates.key;
  place.order = of.order;
  relation made;
  made.name = "candidates";
  made.body = std::move(body);
  made.nodes.ranks.push_back(std::move(place));
  return made;
}

aggregate placed(prio const& of, char const* node, aggregate_op op, term const& where) {
  aggregate made;
  made.name = node;
  made.from = "candidates";
  made.where = where;
  made.key = of.candidates.key;
  made.on = of.candidates.on;
  made.op = op;
  made.value = col("place");
  return made;
}

}  // namespace

lowered lower(prio const& of) {
  lowered made = detail::about(of.subject, name);
  term const in = detail::need(of.in, name, "in");
  if (detail::need(of.candidates, "candidates", name, "candidates").op != aggregate_op::count ||
      of.candidates.value) {
    detail::refuse_arguments(name, {"“candidates”只写哪些行", "`candidates` says rows only"});
  }
  if (!of.candidates.key || of.candidates.key->empty()) {
    detail::refuse_arguments(name, {"“candidates”缺少“key”", "`candidates` needs its `key`"});
  }
  if (of.order.empty()) {
    detail::refuse_arguments(name, {"缺少参数“order”", "the argument `order` is missing"});
  }
  made.beside = ranked(of);
  made.nodes.aggregates.push_back(placed(of, "best_out", aggregate_op::min, !in));
  made.nodes.aggregates.push_back(placed(of, "worst_in", aggregate_op::max, in));
  made.condition = col("best_out") >= col("worst_in");
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
