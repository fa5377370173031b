// SPDX-License-Identifier: Apache-2.0
// What comes over from row to row of a partition.
#include "binder.hpp"

#include <algorithm>

namespace xunze::check_detail {
namespace {

/// A limit that is off has the type of nothing in particular.
bool is_off(bound_expression const& e) {
  return e->kind == bound_node::form::constant && e->constant.is_null();
}

}  // namespace

void binder::bind_carry(relation_id self, carry const& source, scope const& names) {
  bound_carry made;
  made.source = &source;
  for (expression const& e : source.partition) {
    auto bound = bind(e, names);
    if (!bound) return;
    made.partition.push_back(bound);
  }
  made.order = bind(source.order, names);
  if (!made.order || !need_order(made.order, source.at)) return;
  if (made.order->type.is(value_class::text)) {
    error("type.order", source.at,
          {"结转的先后要按数、日期或有序的枚举", "carry over by numbers, dates or ordered codes"});
    return;
  }
  value_type type;
  type.kind = value_class::number;
  auto const number = [&](expression const& from, bound_expression& into, bool may_be_off) {
    if (!from) return true;
    into = bind(from, names);
    if (!into) return false;
    if (may_be_off && is_off(into)) return true;
    if (!into->type.is(value_class::number)) {
      error("type.mismatch", source.at,
            {"结转“" + source.name + "”要用数，此处为 " + to_string(into->type),
             "carry `" + source.name + "` needs numbers, not `" + to_string(into->type) + "`"});
      return false;
    }
    type.scale = std::max(type.scale, into->type.scale);
    return true;
  };
  bool const bound = number(source.add, made.add, false) &&
                     number(source.at_least, made.at_least, true) &&
                     number(source.at_most, made.at_most, true) &&
                     number(source.first, made.first, false);
  if (!bound || !made.add) return;
  for (bound_expression* e : {&made.add, &made.at_least, &made.at_most, &made.first}) {
    *e = rescale(*e, type.scale);
  }
  made.column = add_own(self, source.name, nullptr);
  bound_relation& here = bound_.relations[self];
  here.own[made.column].type = type;
  here.order.emplace_back(bound_relation::node::carry, here.carries.size());
  here.carries.push_back(std::move(made));
}

}  // namespace xunze::check_detail
