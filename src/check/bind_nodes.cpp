// SPDX-License-Identifier: Apache-2.0
// Aggregates, matches, ranks and columns attached to a relation.
#include "binder.hpp"

#include <algorithm>

namespace xunze::check_detail {
namespace {

value_type whole_number() {
  value_type type;
  type.kind = value_class::number;
  return type;
}

/// What an unknown value may be: the declared range of a plain column, else anything.
interval range_of(bound_expression const& value, bound_policy const& policy, relation_id from) {
  interval range = interval::whole();
  if (!value || value->kind != bound_node::form::read) return range;
  access const& read = value->read;
  for (std::size_t hop : read.hops) from = policy.relations[from].members[hop].second;
  bool const of_row = read.from == access::start::base ||
                      policy.relations[from].own[read.own].type.is(value_class::row);
  bool const plain = read.to == access::end::column && of_row;
  if (!plain || read.table == nullptr) return range;
  column_schema const& column = read.table->columns[read.column];
  if (column.min) range.lo = *column.min;
  if (column.max) range.hi = *column.max;
  return range;
}

}  // namespace

std::vector<bound_expression> binder::key_of(relation_id relation) {
  std::vector<bound_expression> key;
  bound_relation const& here = bound_.relations[relation];
  for (access const& read : here.key) {
    auto node = std::make_shared<bound_node>();
    node->kind = bound_node::form::read;
    node->read = read;
    if (read.from == access::start::own) {
      relation_id at = relation;
      for (std::size_t hop : read.hops) at = bound_.relations[at].members[hop].second;
      node->type = bound_.relations[at].own[read.own].type;
    } else {
      node->type = type_of(words_, *read.table, read.column);
    }
    key.push_back(node);
  }
  return key;
}

bound_expression binder::self_row(relation_id relation) {
  auto node = std::make_shared<bound_node>();
  node->kind = bound_node::form::read;
  node->read.to = access::end::row;
  node->read.table = bound_.relations[relation].base;
  node->type.kind = value_class::row;
  node->type.table = bound_.relations[relation].base;
  return node;
}

void binder::bind_nodes(relation_id self, node_block const& nodes, scope const& names) {
  // Nodes may name each other in any order: each is bound when first needed.
  auto& waiting = pending_[self];
  std::vector<std::string> order;
  auto const later = [&](std::string const& name, std::function<void()> bind_now) {
    if (!waiting.emplace(name, std::move(bind_now)).second) {
      error("name.twice", bound_.relations[self].at,
            {"列名“" + name + "”重复", "column `" + name + "` stands twice"});
    }
    // Also a column that a kind makes: `at_most: n` would compare its own `n` with itself.
    if (source_.find_parameter(name) != nullptr) {
      error("name.ambiguous", bound_.relations[self].at,
            {"“" + name + "”既是参数又是计算列，含义不明；请改参数名",
             "`" + name + "` is both a parameter and a computed column: rename the parameter"});
    }
    order.push_back(name);
  };
  for (auto const& n : nodes.aggregates) later(n.name, [&] { bind_aggregate(self, n, names); });
  for (auto const& n : nodes.matches) later(n.name, [&] { bind_match(self, n, names); });
  for (auto const& n : nodes.linear) later(n.name, [&] { bind_linear(self, n, names); });
  for (auto const& n : nodes.ranks) later(n.name, [&] { bind_rank(self, n, names); });
  for (auto const& n : nodes.carries) later(n.name, [&] { bind_carry(self, n, names); });
  for (auto const& n : nodes.let) later(n.name, [&] { bind_let(self, n, names); });
  for (std::string const& name : order) {
    auto node = waiting.find(name);
    if (node == waiting.end()) continue;
    auto const bind_now = std::move(node->second);
    waiting.erase(node);
    bind_waiting(self, name, bind_now);
  }
  pending_.erase(self);
}

void binder::bind_waiting(relation_id self, std::string const& name,
                          std::function<void()> const& now) {
  if (too_deep(name, bound_.relations[self].at)) return failed(self, name);
  open_nodes_.emplace_back(self, name);
  now();
  open_nodes_.pop_back();
  auto const& own = bound_.relations[self].own;
  bool const stands = std::any_of(own.begin(), own.end(),
                                  [&](bound_column const& column) { return column.name == name; });
  if (!stands) failed(self, name);
}

void binder::bind_let(relation_id self, named_expression const& source, scope const& names) {
  auto bound = bind(source.value, names);
  if (!bound) return;
  std::size_t const at = add_own(self, source.name, bound);
  bound_.relations[self].order.emplace_back(bound_relation::node::column, at);
}

void binder::need_same_keys(aggregate const& source, value_type const& subject,
                            value_type const& key) {
  auto const of_table = [&](value_type const& type) {
    table_schema const* const table = words_.find_table(type.domain.first);
    return table != nullptr && table->key == std::vector{type.domain.second};
  };
  if (subject.domain == key.domain || !of_table(subject) || !of_table(key)) return;
  auto const name = [](value_type const& type) {
    return type.domain.first + "." + type.domain.second;
  };
  error("aggregate.other_key", source.at,
        {"聚合“" + source.name + "”按“" + name(key) + "”分组，而对象的键是“" + name(subject) +
             "”，二者不会相等",
         "aggregate `" + source.name + "` has the key `" + name(key) +
             "`, the subject's is `" + name(subject) + "`: they are never equal"},
        {"用 on 写出与 key 对应的列", "say with `on` which column of the subject `key` is"});
}

void binder::bind_aggregate(relation_id self, aggregate const& source, scope const& names) {
  bound_aggregate made;
  made.source = &source;
  relation_id const from = need_relation(source.from, source.at);
  if (from == bound_policy::npos) return;
  made.from = from;
  scope inside;
  inside.target = from;
  if (source.where) made.where = bind_typed(source.where, inside, value_class::boolean);
  if (source.value) {
    made.value = bind(source.value, inside);
    if (!made.value) return;
  }

  // Keys of the source rows: given, or those by which the subject was made from them.
  relation_id subject = self;
  while (bound_.relations[subject].kind == bound_relation::body::view &&
         bound_.relations[subject].where.empty()) {
    subject = bound_.relations[subject].members[0].second;
  }
  bound_relation const& origin = bound_.relations[subject];
  if (source.key) {
    for (expression const& e : *source.key) {
      auto bound = bind(e, inside);
      if (!bound) return;
      made.key.push_back(bound);
    }
  } else if (origin.kind == bound_relation::body::distinct && origin.members[0].second == from) {
    if (key_failed(subject)) return;
    made.key = origin.keys;
  } else {
    error("aggregate.key", source.at,
          {"聚合“" + source.name + "”缺少 key", "aggregate `" + source.name + "` needs a `key`"},
          {"写出来源各行属于哪个对象", "say to which subject a source row belongs"});
    return;
  }
  bool const by_row = made.key.size() == 1 && made.key[0]->type.is(value_class::row) &&
                      made.key[0]->type.table == bound_.relations[self].base && !source.on;
  if (source.on) {
    for (expression const& e : *source.on) {
      auto bound = bind(e, names);
      if (!bound) return;
      made.on.push_back(bound);
    }
  } else if (by_row) {
    made.on = {self_row(self)};
  } else if (!made.key.empty()) {
    if (key_failed(self)) return;
    made.on = key_of(self);
  }
  if (made.on.size() != made.key.size()) {
    error("aggregate.key", source.at,
          {"聚合“" + source.name + "”的键数与对象不同：" + std::to_string(made.key.size()) + " 与 " +
               std::to_string(made.on.size()),
           "aggregate `" + source.name + "` has " + std::to_string(made.key.size()) +
               " keys for a subject of " + std::to_string(made.on.size())});
    return;
  }
  for (std::size_t i = 0; i < made.key.size(); ++i) {
    if (!source.on && !by_row) need_same_keys(source, made.on[i]->type, made.key[i]->type);
    if (!unify(made.on[i], made.key[i], source.at)) return;
  }

  value_type type = whole_number();
  switch (source.op) {
    case aggregate_op::count:
    case aggregate_op::distinct: break;
    case aggregate_op::any: type.kind = value_class::boolean; break;
    case aggregate_op::sum:
      if (!made.value || !made.value->type.is(value_class::number)) {
        error("type.mismatch", source.at, {"sum 要对数求和", "`sum` needs a number"});
        return;
      }
      type = made.value->type;
      break;
    case aggregate_op::min:
    case aggregate_op::max:
      if (!made.value || !need_order(made.value, source.at)) return;
      type = made.value->type;
      type.absent = source.op == aggregate_op::min ? std::int8_t{1} : std::int8_t{-1};
      break;
    case aggregate_op::set_union:
      if (!made.value || made.value->type.codes == nullptr) {
        error("type.mismatch", source.at, {"or 要对枚举或集合", "`or` needs codes or sets"});
        return;
      }
      type = made.value->type;
      type.kind = value_class::set;
      break;
  }
  type.may_be_none = false;
  made.unknown_value = range_of(made.value, bound_, made.from);
  made.column = add_own(self, source.name, nullptr);
  bound_relation& here = bound_.relations[self];
  here.own[made.column].type = type;
  here.order.emplace_back(bound_relation::node::aggregate, here.aggregates.size());
  here.aggregates.push_back(std::move(made));
}

void binder::bind_match(relation_id self, match const& source, scope const& names) {
  bound_match made;
  made.source = &source;
  relation_id const partner = need_relation(source.partner, source.at);
  if (partner == bound_policy::npos) return;
  made.partner = partner;
  scope inside;
  inside.target = partner;
  for (auto const& [target, other] : source.same) {
    auto mine = bind(target, names);
    auto theirs = bind(other, inside, mine ? &mine->type : nullptr);
    if (!mine || !theirs || !unify(mine, theirs, source.at)) return;
    made.target_key.push_back(mine);
    made.partner_key.push_back(theirs);
  }
  scope both = names;
  both.partner = partner;
  both.partner_alias = source.as;
  expression where = source.where;
  for (match_exception const& exception : source.except) {
    auto const kept = make_operation(operation::logical_not, {exception.when});
    where = where ? make_operation(operation::logical_and, {where, kept}) : kept;
  }
  if (where) {
    made.where = bind_typed(where, both, value_class::boolean);
    if (!made.where) return;
  }
  value_type type = whole_number();
  if (source.find == find_kind::nearest) {
    made.gap_target = bind(source.gap_target, names);
    made.gap_partner = bind(source.gap_partner, inside);
    if (!made.gap_target || !made.gap_partner ||
        !unify(made.gap_target, made.gap_partner, source.at) ||
        !need_order(made.gap_target, source.at) || !need_order(made.gap_partner, source.at)) {
      return;
    }
    bool const numbers = made.gap_target->type.is(value_class::number);
    type.scale = numbers ? made.gap_target->type.scale : std::uint8_t{0};
    type.absent = 1;
  }
  if (source.find == find_kind::max_concurrent) {
    made.interval_from = bind(source.interval_from, inside);
    made.interval_to = bind(source.interval_to, inside);
    if (!made.interval_from || !made.interval_to) return;
  }
  if (source.needs_history_from) {
    made.needs_history_from = bind_typed(source.needs_history_from, names, value_class::date);
  }
  made.column = add_own(self, source.name, nullptr);
  bound_relation& here = bound_.relations[self];
  here.own[made.column].type = type;
  here.order.emplace_back(bound_relation::node::match, here.matches.size());
  here.matches.push_back(std::move(made));
}

void binder::bind_rank(relation_id self, rank const& source, scope const& names) {
  bound_rank made;
  made.dense = source.dense;
  for (expression const& e : source.partition) {
    auto bound = bind(e, names);
    if (!bound) return;
    made.partition.push_back(bound);
  }
  for (rank_order const& order : source.order) {
    auto bound = bind(order.by, names);
    if (!bound || !need_order(bound, source.at)) return;
    made.order.emplace_back(bound, order.descending);
  }
  made.column = add_own(self, source.name, nullptr);
  bound_relation& here = bound_.relations[self];
  here.own[made.column].type = whole_number();
  here.order.emplace_back(bound_relation::node::rank, here.ranks.size());
  here.ranks.push_back(std::move(made));
}

}  // namespace xunze::check_detail
