// SPDX-License-Identifier: Apache-2.0
// Relations and their nodes as JSON.
#include "pack/pack_words.hpp"
#include "pack/pack_writer.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

node write_named(std::vector<named_expression> const& list) {
  node out = make_object();
  for (named_expression const& one : list) put_expression(out, one.name, one.value);
  return out;
}

void put_named(node& object, std::string key, std::vector<named_expression> const& list) {
  if (!list.empty()) put(object, std::move(key), write_named(list));
}

/// A list if every key is named after its path, else an object.
node write_keys(std::vector<named_expression> const& keys) {
  bool const plain = std::all_of(keys.begin(), keys.end(), [](named_expression const& one) {
    return one.value && one.value->kind == operation::path &&
           one.value->path.back() == path_step{one.name, {}};
  });
  if (!plain) return write_named(keys);
  node out = make_array();
  for (named_expression const& one : keys) out.items.push_back(write_expression(one.value));
  return out;
}

node write_alias(path_alias const& of) {
  auto const* steps = std::get_if<std::vector<path_step>>(&of.target);
  if (steps != nullptr) {
    auto path = std::make_shared<expression_node>();
    path->kind = operation::path;
    path->path = *steps;
    return write_expression(path);
  }
  lookup const& look = std::get<lookup>(of.target);
  node out = make_object();
  put(out, "lookup", make_text(look.table));
  put(out, "on", write_named(look.on));
  put_expression(out, "at", look.at);
  if (look.from != "from") put(out, "from", make_text(look.from));
  if (look.to != "to") put(out, "to", make_text(look.to));
  if (look.pick != pick::only) put(out, "pick", make_text(std::string{spelling(look.pick, picks)}));
  put_expression(out, "where", look.where);
  return out;
}

node write_over(expand_over const& over) {
  node out = make_object();
  switch (over.kind) {
    case expand_over::form::years:
      put(out, "years", write_expressions(over.values));
      break;
    case expand_over::form::each:
      put(out, "each", write_expressions(over.values));
      break;
    case expand_over::form::set:
      put_expression(out, "set", over.values.at(0));
      break;
    case expand_over::form::windows: {
      node windows = make_object();
      put_expression(windows, "at", over.values.at(0));
      put_expression(windows, "origin", over.values.at(1));
      put_expression(windows, "length_days", over.length_days);
      put_expression(windows, "step_days", over.step_days);
      put(out, "windows", std::move(windows));
      break;
    }
    case expand_over::form::choose: {
      put(out, "choose", make_text(over.parameter));
      node cases = make_object();
      for (auto const& [word, choice] : over.choices) put(cases, word, write_over(*choice));
      put(out, "cases", std::move(cases));
      break;
    }
  }
  return out;
}

/// Puts the body of a relation under its key.
struct body_writer {
  node& out;

  void operator()(derive_body const& body) const {
    node inner = make_object();
    put(inner, "from", make_text(body.from));
    if (!body.paths.empty()) {
      node paths = make_object();
      for (path_alias const& one : body.paths) put(paths, one.name, write_alias(one));
      put(inner, "paths", std::move(paths));
    }
    put_expression(inner, "where", body.where);
    put_named(inner, "columns", body.columns);
    put_expression(inner, "anchor", body.anchor);
    put(out, "derive", std::move(inner));
  }
  void operator()(expand_body const& body) const {
    node inner = make_object();
    put(inner, "from", make_text(body.from));
    put(inner, "as", make_text(body.as));
    put(inner, "over", write_over(body.over));
    put(out, "expand", std::move(inner));
  }
  void operator()(union_body const& body) const {
    node parts = make_array();
    for (union_part const& one : body.parts) {
      node part = make_object();
      put(part, "from", make_text(one.from));
      put_expression(part, "where", one.where);
      put_named(part, "columns", one.columns);
      parts.items.push_back(std::move(part));
    }
    node inner = make_object();
    put(inner, "parts", std::move(parts));
    put(inner, "key", texts_node(body.key));
    put(out, "union", std::move(inner));
  }
  void operator()(distinct_body const& body) const {
    node inner = make_object();
    put(inner, "from", make_text(body.from));
    put(inner, "keys", write_keys(body.keys));
    put_expression(inner, "where", body.where);
    put(out, "distinct", std::move(inner));
  }
  void operator()(cross_body const& body) const {
    node of = make_object();
    for (auto const& [alias, name] : body.of) put(of, alias, make_text(name));
    node inner = make_object();
    put(inner, "of", std::move(of));
    put_expression(inner, "where", body.where);
    put(out, "cross", std::move(inner));
  }
  void operator()(values_body const& body) const {
    node inner = make_object();
    put(inner, "of", make_text(body.parameter));
    put(inner, "as", make_text(body.as));
    put(out, "values", std::move(inner));
  }
};

node write_aggregate(aggregate const& of) {
  node out = make_object();
  put(out, "from", make_text(of.from));
  put_expression(out, "where", of.where);
  if (of.key) put(out, "key", write_expressions(*of.key));
  if (of.on) put(out, "on", write_expressions(*of.on));
  std::string word{spelling(of.op, aggregate_ops)};
  put(out, std::move(word), of.value ? write_expression(of.value) : make_flag(true));
  return out;
}

/// The partner's side of a pair: its names stand under the alias.
expression with_alias(expression const& e, std::string const& alias) {
  auto copy = std::make_shared<expression_node>(*e);
  bool const named = e->kind == operation::path || (e->kind == operation::call && !e->path.empty());
  if (named) copy->path.insert(copy->path.begin(), path_step{alias, {}});
  for (expression& operand : copy->operands) operand = with_alias(operand, alias);
  return copy;
}

node write_pair(match const& of, expression const& target, expression const& partner) {
  return write_expressions({target, with_alias(partner, of.as)});
}

/// A name that both sides have stands alone.
node write_same(match const& of, expression const& target, expression const& partner) {
  bool const name = target->kind == operation::path && same(target, partner);
  return name ? write_expression(target) : write_pair(of, target, partner);
}

node write_match(match const& of) {
  node out = make_object();
  put(out, "partner", make_text(of.partner));
  put(out, "as", make_text(of.as));
  node pairs = make_array();
  for (auto const& [target, partner] : of.same) {
    pairs.items.push_back(write_same(of, target, partner));
  }
  put(out, "same", std::move(pairs));
  put_expression(out, "where", of.where);
  if (!of.except.empty()) {
    node except = make_array();
    for (match_exception const& one : of.except) {
      node item = make_object();
      put(item, "label", make_text(one.label));
      put_text(item, "clause", one.clause);
      put_expression(item, "when", one.when);
      except.items.push_back(std::move(item));
    }
    put(out, "except", std::move(except));
  }
  put(out, "find", make_text(std::string{spelling(of.find, finds)}));
  if (of.gap_target && of.gap_partner) {
    put(out, "gap", write_pair(of, of.gap_target, of.gap_partner));
  }
  if (of.interval_from && of.interval_to) {
    node interval = make_object();
    put_expression(interval, "from", of.interval_from);
    put_expression(interval, "to", of.interval_to);
    put(out, "interval", std::move(interval));
  }
  put_expression(out, "needs_history_from", of.needs_history_from);
  return out;
}

node write_rank(rank const& of) {
  node out = make_object();
  if (!of.partition.empty()) put(out, "partition", write_expressions(of.partition));
  node order = make_array();
  for (rank_order const& one : of.order) {
    node item = make_object();
    put_expression(item, "by", one.by);
    put(item, "dir", make_text(std::string{spelling(one.descending, directions)}));
    order.items.push_back(std::move(item));
  }
  put(out, "order", std::move(order));
  put(out, "ties", make_text(std::string{spelling(of.dense, ties)}));
  return out;
}

node write_carry(carry const& of) {
  node out = make_object();
  if (!of.partition.empty()) put(out, "partition", write_expressions(of.partition));
  put_expression(out, "order", of.order);
  put_expression(out, "add", of.add);
  put_expression(out, "at_least", of.at_least);
  put_expression(out, "at_most", of.at_most);
  put_expression(out, "first", of.first);
  return out;
}

template <typename Item, typename Write>
void put_each(node& object, std::string key, std::vector<Item> const& items, Write write) {
  if (items.empty()) return;
  node out = make_object();
  for (Item const& one : items) put(out, one.name, write(one));
  put(object, std::move(key), std::move(out));
}

}  // namespace

void put_nodes(node& object, node_block const& nodes) {
  put_each(object, "aggregate", nodes.aggregates, write_aggregate);
  put_each(object, "match", nodes.matches, write_match);
  put_named(object, "linear", nodes.linear);
  put_each(object, "rank", nodes.ranks, write_rank);
  put_each(object, "carry", nodes.carries, write_carry);
  put_named(object, "let", nodes.let);
}

node write_relation(relation const& of) {
  node out = make_object();
  std::visit(body_writer{out}, of.body);
  put_nodes(out, of.nodes);
  put_words(out, "title", of.title);
  return out;
}

}  // namespace xunze::json
