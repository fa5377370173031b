// SPDX-License-Identifier: Apache-2.0
// What the names in a policy's expressions stand for.
#include "policy_names.hpp"

#include "policy/periods.hpp"

#include <utility>
#include <variant>

namespace xunze::graph_detail {
namespace {

text title_of(policy const& source, clause const& of) {
  document const* from = source.find_document(of.document);
  if (from == nullptr || from->short_title.empty()) return of.locator;
  auto const join = [](std::string const& a, std::string const& b) {
    return a.empty() || b.empty() ? a + b : a + ' ' + b;
  };
  return {join(from->short_title.in(language::zh), of.locator.in(language::zh)),
          join(from->short_title.in(language::en), of.locator.in(language::en))};
}

}  // namespace

policy_names::policy_names(policy const& source, vocabulary const& words, dependency_graph& graph)
    : source_{source}, graph_{graph} {
  for (table_schema const& table : words.tables) tables_.emplace(table.name, &table);
  for (clause const& one : source.clauses) {
    (void)graph_.add_node(node_kind::clause, one.id, title_of(source, one));
  }
  for (parameter const& one : source.parameters) {
    (void)graph_.add_node(node_kind::parameter, one.name, one.title);
  }
  for (relation const& one : source.relations) make_shape(one);
}

std::string policy_names::metric_name(std::string_view owner, std::string_view name) {
  return std::string{owner} + '.' + std::string{name};
}

void policy_names::add_own(shape& into, std::string_view name, expression value,
                           std::string_view source, std::size_t limit) {
  own_column made;
  made.name = name;
  made.value = std::move(value);
  made.source = source;
  made.limit = limit;
  made.node = graph_.add_node(node_kind::metric, metric_name(into.definition->name, name));
  into.own.push_back(std::move(made));
}

void policy_names::add_key(shape& into, std::string_view name, expression value,
                           std::string_view source) {
  own_column made;
  made.name = name;
  made.value = std::move(value);
  made.source = source;
  made.node = graph_.add_node(node_kind::relation, into.definition->name);
  into.own.push_back(std::move(made));
}

void policy_names::make_shape(relation const& from) {
  (void)graph_.add_node(node_kind::relation, from.name, from.title);
  shape made;
  made.definition = &from;
  if (auto const* derive = std::get_if<derive_body>(&from.body)) {
    for (auto const& one : derive->columns) {
      add_own(made, one.name, one.value, from.name, made.own.size());
    }
    for (path_alias const& alias : derive->paths) {
      auto const* found = std::get_if<lookup>(&alias.target);
      if (found == nullptr) continue;
      // Reads of it go past the limit: a look-up is seen by every column.
      add_own(made, alias.name, nullptr, {});
      if (source_.find_relation(found->table) != nullptr) {
        made.own.back().looked_up = found->table;
        made.own.back().period_lag = policy_detail::periods_back(*found);
      } else {
        made.own.back().row = find_table(found->table);
      }
    }
  } else if (auto const* expand = std::get_if<expand_body>(&from.body)) {
    add_key(made, expand->as, nullptr, {});
  } else if (auto const* joined = std::get_if<union_body>(&from.body)) {
    if (!joined->parts.empty()) {
      union_part const& first = joined->parts.front();
      for (auto const& one : first.columns) add_own(made, one.name, one.value, first.from);
    }
  } else if (auto const* distinct = std::get_if<distinct_body>(&from.body)) {
    for (auto const& key : distinct->keys) add_key(made, key.name, key.value, distinct->from);
  } else if (auto const* values = std::get_if<values_body>(&from.body)) {
    add_key(made, values->as, nullptr, {});
  }
  node_block const& nodes = from.nodes;
  for (auto const& one : nodes.aggregates) add_own(made, one.name, nullptr, {});
  for (auto const& one : nodes.matches) add_own(made, one.name, nullptr, {});
  for (auto const& one : nodes.linear) add_own(made, one.name, nullptr, {});
  for (auto const& one : nodes.ranks) add_own(made, one.name, nullptr, {});
  for (auto const& one : nodes.carries) add_own(made, one.name, nullptr, {});
  for (auto const& one : nodes.let) add_own(made, one.name, one.value, from.name);
  relations_.try_emplace(from.name, std::move(made));
}

relation const* policy_names::find_relation(std::string_view name) const {
  auto const found = relations_.find(name);
  return found == relations_.end() ? nullptr : found->second.definition;
}

table_schema const* policy_names::find_table(std::string_view name) const {
  auto const found = tables_.find(name);
  return found == tables_.end() ? nullptr : found->second;
}

node_id policy_names::clause_node(std::string_view id) {
  return graph_.add_node(node_kind::clause, id);
}

void policy_names::add(reader const& who, node_id to, edge_kind kind, bool optional) {
  graph_edge edge;
  edge.from = who.node;
  edge.to = to;
  edge.kind = kind;
  edge.optional = optional;
  edge.only_with = who.only_with;
  edge.period_lag = who.period_lag;
  graph_.add_edge(std::move(edge));
}

void policy_names::read_table(reader const& who, table_schema const& table) {
  node_id const node = graph_.add_node(node_kind::table, table.name, table.title);
  add(who, node, edge_kind::reads, table.absent == absence::empty);
}

node_id policy_names::column_node(table_schema const& table, std::size_t column) {
  column_schema const& found = table.columns[column];
  std::string const name = table.name + '.' + found.name;
  if (auto const known = graph_.find(node_kind::column, name)) return *known;
  node_id const node = graph_.add_node(node_kind::column, name, found.title);
  graph_.add_edge(node, graph_.add_node(node_kind::table, table.name, table.title),
                  edge_kind::needs);
  if (table.events && table.events->sets == found.name) read_events(node, table);
  return node;
}

// Events decide the column where they are given; it can do without them.
void policy_names::read_events(node_id status, table_schema const& table) {
  table_schema const* events = find_table(table.events->table);
  if (events == nullptr) return;
  for (auto const& part : {table.events->on, table.events->status, table.events->at}) {
    if (auto const event = events->find(part)) {
      add({status, std::nullopt}, column_node(*events, *event), edge_kind::reads, true);
    }
  }
}

void policy_names::read_column(reader const& who, table_schema const& table,
                               std::string_view column) {
  if (auto const at = table.find(column)) {
    add(who, column_node(table, *at), edge_kind::reads, table.absent == absence::empty);
  }
}

void policy_names::read_parameter(reader const& who, std::string_view name) {
  auto const found = graph_.find(node_kind::parameter, name);
  if (found) add(who, *found, edge_kind::reads);
}

void policy_names::read_rows(reader const& who, std::string_view source) {
  if (find_relation(source) != nullptr) {
    add(who, graph_.add_node(node_kind::relation, source), edge_kind::needs);
  } else if (auto const* table = find_table(source)) {
    read_table(who, *table);
  }
}

void policy_names::read_key(reader const& who, std::string_view source) {
  std::set<std::string_view> seen;
  read_key(who, source, seen);
}

void policy_names::read_key(reader const& who, std::string_view source,
                            std::set<std::string_view>& seen) {
  if (!seen.insert(source).second) return;
  relation const* definition = find_relation(source);
  if (definition == nullptr) {
    if (auto const* table = find_table(source)) {
      for (std::string const& key : table->key) read_column(who, *table, key);
    }
    return;
  }
  if (auto const* derive = std::get_if<derive_body>(&definition->body)) {
    read_key(who, derive->from, seen);
  } else if (auto const* expand = std::get_if<expand_body>(&definition->body)) {
    read_key(who, expand->from, seen);
  } else if (auto const* cross = std::get_if<cross_body>(&definition->body)) {
    for (auto const& [alias, member] : cross->of) read_key(who, member, seen);
  } else if (auto const* joined = std::get_if<union_body>(&definition->body)) {
    for (std::string const& key : joined->key) {
      auto const metric = graph_.find(node_kind::metric, metric_name(source, key));
      if (metric && *metric != who.node) add(who, *metric, edge_kind::needs);
    }
  }
}

}  // namespace xunze::graph_detail
