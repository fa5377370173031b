// SPDX-License-Identifier: Apache-2.0
// Linear forms over aggregates: what is one, and which are taken row by row.
#include "binder.hpp"
#include "sense.hpp"

#include <algorithm>

namespace xunze::check_detail {

std::optional<std::size_t> binder::aggregate_named(relation_id self, expression const& form,
                                                   scope const& names) {
  if (form->kind != operation::path || form->path.size() != 1) return std::nullopt;
  auto const column = bind(form, names);
  bool const own = column && column->kind == bound_node::form::read &&
                   column->read.hops.empty() && column->read.from == access::start::own;
  auto const& aggregates = bound_.relations[self].aggregates;
  for (std::size_t i = 0; own && i < aggregates.size(); ++i) {
    if (aggregates[i].column == column->read.own) return i;
  }
  return std::nullopt;
}

bool binder::names_aggregate(relation_id self, expression const& form, scope const& names) {
  return aggregate_named(self, form, names) ||
         std::any_of(form->operands.begin(), form->operands.end(), [&](expression const& part) {
           return names_aggregate(self, part, names);
         });
}

bool binder::reads_aggregate(relation_id self, expression const& form, scope const& names) {
  if (form->kind != operation::path || form->path.size() != 1) {
    return std::any_of(form->operands.begin(), form->operands.end(), [&](expression const& part) {
      return reads_aggregate(self, part, names);
    });
  }
  auto const column = bind(form, names);
  if (!column || column->kind != bound_node::form::read) return false;
  access const& read = column->read;
  if (read.from != access::start::own || read.to != access::end::column) return false;
  for (std::size_t hop : read.hops) self = bound_.relations[self].members[hop].second;
  auto const& aggregates = bound_.relations[self].aggregates;
  return std::any_of(aggregates.begin(), aggregates.end(),
                     [&](bound_aggregate const& a) { return a.column == read.own; });
}

bool binder::need_linear(relation_id self, expression const& form, scope const& names) {
  if (form->kind == operation::path || !reads_aggregate(self, form, names)) return true;
  bool const product = form->kind == operation::multiply;
  bool const sum = form->kind == operation::negate || form->kind == operation::add ||
                   form->kind == operation::subtract;
  bool const whole = product || sum;
  bool const twice = product && reads_aggregate(self, form->operands[0], names) &&
                     reads_aggregate(self, form->operands[1], names);
  if (whole && !twice) {
    return std::all_of(form->operands.begin(), form->operands.end(),
                       [&](expression const& part) { return need_linear(self, part, names); });
  }
  text const said = twice ? text{"线性式中聚合与聚合相乘", "a linear form multiplies aggregates"}
                          : text{"线性式中的聚合只能加、减或乘以系数",
                                 "a linear form only adds, subtracts and scales aggregates"};
  error("linear.form", form->at, said,
        {"写成“a * x - b * y + c”，系数不含聚合；其他算式写在 let 中",
         "write `a * x - b * y + c`, its coefficients without aggregates; other sums are a `let`"});
  return false;
}

bool binder::split_linear(relation_id self, expression const& form, expression const& factor,
                          linear_parts& into, scope const& names) {
  expression_node const& node = *form;
  auto const times = [&](expression const& e) {
    return factor ? make_operation(operation::multiply, {factor, e}) : e;
  };
  auto const minus = [&] {
    return factor ? make_operation(operation::negate, {factor}) : make_literal(std::int64_t{-1});
  };
  if (auto const number = aggregate_named(self, form, names)) {
    into.terms.emplace_back(*number, factor ? factor : make_literal(std::int64_t{1}));
    return true;
  }
  if (!names_aggregate(self, form, names)) {
    into.constant =
        into.constant ? make_operation(operation::add, {into.constant, times(form)}) : times(form);
    return true;
  }
  switch (node.kind) {
    case operation::negate: return split_linear(self, node.operands[0], minus(), into, names);
    case operation::add:
    case operation::subtract:
      return split_linear(self, node.operands[0], factor, into, names) &&
             split_linear(self, node.operands[1],
                          node.kind == operation::add ? factor : minus(), into, names);
    case operation::multiply: {
      bool const first = names_aggregate(self, node.operands[0], names);
      if (first && names_aggregate(self, node.operands[1], names)) return false;
      return split_linear(self, node.operands[first ? 0 : 1], times(node.operands[first ? 1 : 0]),
                          into, names);
    }
    default: return false;
  }
}

void binder::bind_linear(relation_id self, named_expression const& source, scope const& names) {
  bound_linear made;
  made.form = bind_typed(source.value, names, value_class::number);
  if (!made.form || !need_linear(self, source.value, names)) return;
  auto const& aggregates = bound_.relations[self].aggregates;
  linear_parts parts;
  made.by_row = split_linear(self, source.value, nullptr, parts, names) && !parts.terms.empty();
  for (auto const& term : parts.terms) {
    bound_aggregate const& a = aggregates[term.first];
    bound_aggregate const& first = aggregates[parts.terms.front().first];
    bool const summed = a.source->op == aggregate_op::count || a.source->op == aggregate_op::sum;
    made.by_row = made.by_row && summed && a.from == first.from && a.key.size() == first.key.size();
    for (std::size_t k = 0; made.by_row && k < a.key.size(); ++k) {
      made.by_row = same_reading(a.key[k], first.key[k]) && same_reading(a.on[k], first.on[k]);
    }
  }
  if (made.by_row) {
    // Each coefficient brings its values to the scale of the form.
    std::uint8_t const scale = made.form->type.scale;
    for (auto const& [number, coefficient] : parts.terms) {
      bound_expression const& value = aggregates[number].value;
      std::uint8_t const own = value ? value->type.scale : std::uint8_t{0};
      auto const bound = bind_typed(coefficient, names, value_class::number);
      made.terms.emplace_back(number, rescale(bound, static_cast<std::uint8_t>(scale - own)));
    }
    if (parts.constant) {
      made.constant = rescale(bind_typed(parts.constant, names, value_class::number), scale);
    }
  }
  made.column = add_own(self, source.name, nullptr);
  bound_relation& here = bound_.relations[self];
  here.own[made.column].type = made.form->type;
  here.order.emplace_back(bound_relation::node::linear, here.linear.size());
  here.linear.push_back(std::move(made));
}

}  // namespace xunze::check_detail
