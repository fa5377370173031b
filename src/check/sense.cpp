// SPDX-License-Identifier: Apache-2.0
#include "sense.hpp"

namespace xunze::check_detail {
namespace {

/// How a value moves when rows are added.
enum class trend : std::uint8_t { still, up, down, mixed };

trend flip(trend t) {
  if (t == trend::up) return trend::down;
  return t == trend::down ? trend::up : t;
}

trend both(trend a, trend b) {
  if (a == trend::still) return b;
  if (b == trend::still || a == b) return a;
  return trend::mixed;
}

sense of_trend(trend up_helps) {
  switch (up_helps) {
    case trend::still: return sense::row;
    case trend::up: return sense::growing;
    case trend::down: return sense::shrinking;
    case trend::mixed: return sense::mixed;
  }
  return sense::mixed;
}

class walker {
 public:
  explicit walker(bound_policy const& policy) : policy_(policy) {}

  trend of(relation_id relation, bound_expression const& e) const {
    if (!e) return trend::still;
    switch (e->kind) {
      case bound_node::form::constant: return trend::still;
      case bound_node::form::read: return of_read(relation, *e);
      case bound_node::form::rescale:
      case bound_node::form::translate:
      case bound_node::form::row_key: return of(relation, e->operands[0]);
      case bound_node::form::call: return of_call(relation, *e);
      case bound_node::form::operation: return of_operation(relation, *e);
    }
    return trend::mixed;
  }

 private:
  trend any_of_operands(relation_id relation, bound_node const& e) const {
    for (auto const& operand : e.operands) {
      if (of(relation, operand) != trend::still) return trend::mixed;
    }
    return trend::still;
  }

  trend of_operation(relation_id relation, bound_node const& e) const {
    auto const operand = [&](std::size_t i) { return of(relation, e.operands[i]); };
    switch (e.op) {
      case operation::logical_not:
      case operation::negate: return flip(operand(0));
      case operation::logical_and:
      case operation::logical_or:
      case operation::add: {
        trend result = trend::still;
        for (auto const& o : e.operands) result = both(result, of(relation, o));
        return result;
      }
      case operation::subtract: return both(operand(0), flip(operand(1)));
      case operation::less:
      case operation::less_equal: return both(flip(operand(0)), operand(1));
      case operation::greater:
      case operation::greater_equal: return both(operand(0), flip(operand(1)));
      case operation::multiply: {
        trend const a = operand(0);
        trend const b = operand(1);
        if (a == trend::still && b == trend::still) return trend::still;
        if (a == trend::still && not_negative(e.operands[0])) return b;
        if (b == trend::still && not_negative(e.operands[1])) return a;
        return trend::mixed;
      }
      case operation::choose: {
        if (operand(0) == trend::still) return both(operand(1), operand(2));
        return of_two_numbers(relation, operand(0), e);
      }
      case operation::in: {
        // More members of a set; a list has those it has.
        bool const set = e.operands[1]->type.is(value_class::set);
        return set && operand(0) == trend::still ? operand(1) : any_of_operands(relation, e);
      }
      default: return any_of_operands(relation, e);
    }
  }

  /// `c ? 1 : 0` moves as its condition does, and so does `c ? limit : 0` with a limit that is
  /// nowhere below 0.
  trend of_two_numbers(relation_id relation, trend condition, bound_node const& e) const {
    bound_expression const& first = e.operands[1];
    bound_expression const& second = e.operands[2];
    if (of(relation, first) != trend::still || of(relation, second) != trend::still) {
      return trend::mixed;
    }
    auto const number = [](bound_expression const& side) {
      return side->kind == bound_node::form::constant ? side->constant.get_if<std::int64_t>()
                                                      : nullptr;
    };
    auto const* const a = number(first);
    auto const* const b = number(second);
    if (a != nullptr && b != nullptr) {
      if (*a == *b) return trend::still;
      return *a > *b ? condition : flip(condition);
    }
    if (b != nullptr && *b == 0 && not_negative(first)) return condition;
    if (a != nullptr && *a == 0 && not_negative(second)) return flip(condition);
    return trend::mixed;
  }

  trend of_call(relation_id relation, bound_node const& e) const {
    if (e.function == function_id::min || e.function == function_id::max) {
      return both(of(relation, e.operands[0]), of(relation, e.operands[1]));
    }
    bool const steady = e.function == function_id::ceil || e.function == function_id::floor ||
                        e.function == function_id::size;
    if (steady) return of(relation, e.operands[0]);
    if (e.function == function_id::subset) {
      return both(flip(of(relation, e.operands[0])), of(relation, e.operands[1]));
    }
    if (e.function == function_id::intersects) {
      return both(of(relation, e.operands[0]), of(relation, e.operands[1]));
    }
    bool const moves_days =
        e.function == function_id::add_days || e.function == function_id::add_months ||
        e.function == function_id::add_years || e.function == function_id::date_of ||
        e.function == function_id::due_after || e.function == function_id::due_before;
    if (moves_days) {
      trend result = of(relation, e.operands[0]);
      for (std::size_t i = 1; i < e.operands.size(); ++i) {
        if (of(relation, e.operands[i]) != trend::still) result = trend::mixed;
      }
      return result;
    }
    return any_of_operands(relation, e);
  }

  trend of_read(relation_id relation, bound_node const& e) const {
    access const& read = e.read;
    if (read.to == access::end::holds) return trend::mixed;
    if (read.from != access::start::own || read.table != nullptr) return trend::still;
    relation_id at = relation;
    for (std::size_t hop : read.hops) at = policy_.relations[at].members[hop].second;
    bound_relation const& here = policy_.relations[at];
    for (bound_aggregate const& a : here.aggregates) {
      if (a.column == read.own) return of_aggregate(a);
    }
    for (bound_match const& m : here.matches) {
      if (m.column != read.own) continue;
      return m.source->find == find_kind::nearest ? trend::down : trend::up;
    }
    for (bound_linear const& l : here.linear) {
      if (l.column == read.own) return trend::mixed;
    }
    for (bound_rank const& r : here.ranks) {
      if (r.column == read.own) return trend::mixed;
    }
    for (bound_carry const& c : here.carries) {
      if (c.column == read.own) return trend::mixed;
    }
    if (here.own[read.own].value) return of(at, here.own[read.own].value);
    return trend::still;
  }

  /// What is added up may move itself: a place among rows that are yet to come.
  trend of_aggregate(bound_aggregate const& a) const {
    trend const value = of(a.from, a.value);
    switch (a.source->op) {
      case aggregate_op::min: return both(trend::down, value);
      case aggregate_op::sum: return not_negative(a.value) ? both(trend::up, value) : trend::mixed;
      case aggregate_op::distinct: return value == trend::still ? trend::up : trend::mixed;
      default: return both(trend::up, value);
    }
  }

  static bool not_negative(bound_expression const& e) {
    if (e->kind == bound_node::form::constant) {
      if (auto const* n = e->constant.get_if<std::int64_t>()) return *n >= 0;
      if (auto const* d = e->constant.get_if<decimal>()) return d->mantissa >= 0;
      return false;
    }
    if (e->kind == bound_node::form::rescale) return not_negative(e->operands[0]);
    if (e->kind == bound_node::form::operation &&
        (e->op == operation::multiply || e->op == operation::add)) {
      return not_negative(e->operands[0]) && not_negative(e->operands[1]);
    }
    if (e->kind != bound_node::form::read) return false;
    access const& read = e->read;
    bool const column = read.to == access::end::column && read.table != nullptr &&
                        (read.from == access::start::base || !read.steps.empty());
    if (!column) return false;
    auto const& min = read.table->columns[read.column].min;
    return min && *min >= 0;
  }

  bound_policy const& policy_;
};

bool same_access(access const& a, access const& b) {
  return a.partner == b.partner && a.hops == b.hops && a.from == b.from && a.own == b.own &&
         a.steps == b.steps && a.to == b.to && a.table == b.table && a.column == b.column &&
         a.rule == b.rule;
}

}  // namespace

sense sense_of(bound_policy const& policy, relation_id relation, bound_expression const& e) {
  return of_trend(walker(policy).of(relation, e));
}

bool same_reading(bound_expression const& a, bound_expression const& b) {
  if (!a || !b) return a == b;
  if (a == b) return true;
  bool const alike = a->kind == b->kind && a->op == b->op && a->function == b->function &&
                     a->constant == b->constant && a->type.scale == b->type.scale &&
                     a->unknown_constant == b->unknown_constant && same_access(a->read, b->read) &&
                     a->operands.size() == b->operands.size();
  if (!alike) return false;
  for (std::size_t i = 0; i < a->operands.size(); ++i) {
    if (!same_reading(a->operands[i], b->operands[i])) return false;
  }
  return true;
}

}  // namespace xunze::check_detail
