// SPDX-License-Identifier: Apache-2.0
#include "plan/one_key.hpp"

#include <algorithm>

namespace xunze::plan_detail {
namespace {

void reads_of(bound_expression const& e, std::vector<access const*>& into) {
  if (e->kind == bound_node::form::read) into.push_back(&e->read);
  for (auto const& operand : e->operands) reads_of(operand, into);
}

bool plain_base(access const& a) {
  return !a.partner && a.hops.empty() && a.from == access::start::base;
}

}  // namespace

std::optional<one_key> one_key_of(bound_expression const& condition) {
  std::vector<access const*> reads;
  reads_of(condition, reads);
  if (reads.empty()) return std::nullopt;
  access const& first = *reads[0];
  bool const all_plain = std::all_of(reads.begin(), reads.end(),
                                     [](access const* a) { return plain_base(*a); });
  if (!all_plain || first.to == access::end::holds) return std::nullopt;
  one_key made;
  if (!first.steps.empty()) {
    row_step const& step = first.steps[0];
    bool const shared = std::all_of(reads.begin(), reads.end(), [&](access const* a) {
      return !a->steps.empty() && a->steps[0] == step;
    });
    if (!shared || step.kind != row_step::form::link) return std::nullopt;
    made.link = step;
    made.table = step.from;
    made.column = step.column;
    return made;
  }
  bool const one_column = std::all_of(reads.begin(), reads.end(), [&](access const* a) {
    return a->steps.empty() && a->to == access::end::column && a->column == first.column;
  });
  if (!one_column || first.to != access::end::column) return std::nullopt;
  made.table = first.table;
  made.column = first.column;
  return made;
}

void conjuncts_of(bound_expression const& e, std::vector<bound_expression>& into) {
  if (e->kind == bound_node::form::operation && e->op == operation::logical_and) {
    for (auto const& operand : e->operands) conjuncts_of(operand, into);
  } else {
    into.push_back(e);
  }
}

}  // namespace xunze::plan_detail
