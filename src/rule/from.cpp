// SPDX-License-Identifier: Apache-2.0
// Rows of a relation, folded and bounded.
#include "xunze/rule/from.hpp"

#include "rule/parts.hpp"

namespace xunze {
namespace {

std::vector<expression> values_of(std::vector<key> const& keys) {
  std::vector<expression> values;
  for (key const& one : keys) values.push_back(one.value());
  return values;
}

}  // namespace

bound_draft bound_draft::at_most(argument const& limit) const {
  bound_draft next = *this;
  next.at_most_ = limit;
  return next;
}

bound_draft bound_draft::at_least(argument const& limit) const {
  bound_draft next = *this;
  next.at_least_ = limit;
  return next;
}

attached_rule bound_draft::build() const {
  bool const counts =
      node_.op == aggregate_op::count || node_.op == aggregate_op::distinct;
  if (per_.empty()) {
    detail::refuse_arguments("from", {"每个什么？请写 per(…)", "per what? write `per`"});
  }
  if (counts && !at_least_.given()) {
    return attach(kind::lower(kind::freq{.from = node_.from, .where = node_.where, .per = per_,
                                         .distinct = node_.value, .at_most = at_most_}),
                  completed("freq"));
  }
  distinct_body subject{node_.from, {per_.begin(), per_.end()}, node_.where};
  xunze::aggregate number = node_;
  if (!number.key) number.key = values_of(per_);
  return attach(kind::lower(kind::count{.subject = relation_body{std::move(subject)},
                                        .of = std::move(number), .at_least = at_least_,
                                        .at_most = at_most_}),
                completed("count"));
}

}  // namespace xunze
