// SPDX-License-Identifier: Apache-2.0
// Frequency cap: at most so many rows, or different ones, per key.
#include "xunze/rule/freq.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(freq const& of) {
  distinct_body subject;
  subject.from = detail::need(of.from, "freq", "from");
  subject.where = of.where;
  if (of.per.empty()) {
    detail::refuse_arguments("freq", {"缺少参数“per”", "the argument `per` is missing"});
  }
  aggregate number;
  number.name = "n";
  number.from = of.from;
  number.where = of.where;
  number.key.emplace();
  for (key const& one : of.per) {
    subject.keys.push_back(one);
    number.key->push_back(one.value());
  }
  if (of.distinct.given()) {
    number.op = aggregate_op::distinct;
    number.value = of.distinct;
  }
  lowered made;
  made.subject = relation_body{std::move(subject)};
  made.nodes.aggregates.push_back(std::move(number));
  made.condition = col("n") <= detail::need(of.at_most, "freq", "at_most");
  return made;
}

}  // namespace xunze::kind
