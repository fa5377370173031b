// SPDX-License-Identifier: Apache-2.0
// Relations: bodies, keys and columns.
#include "binder.hpp"

#include <algorithm>

namespace xunze::check_detail {
namespace {

/// The foreign key that an expression just repeats: its step stays usable on the copy.
void keep_step(bound_column& column, bound_expression const& value,
               bound_policy const& policy, vocabulary const& words) {
  if (!value || value->kind != bound_node::form::read) return;
  access const& read = value->read;
  if (read.to != access::end::column) return;
  if (read.from == access::start::own && read.steps.empty()) return;
  (void)policy;
  auto const& source = read.table->columns[read.column];
  if (source.refers_to) {
    column.step = source.refers_to->step;
    column.refers_to = words.find_table(source.refers_to->table);
  } else if (read.table->key.size() == 1 && read.table->key[0] == source.name) {
    // A copied key refers to its own table: `p.project_id` gives the step `project`.
    column.step = read.table->name;
    column.refers_to = read.table;
  }
}

}  // namespace

relation_id binder::new_relation(std::string name, bound_relation::body kind, place at) {
  bound_relation made;
  made.name = std::move(name);
  made.kind = kind;
  made.at = std::move(at);
  bound_.relations.push_back(std::move(made));
  return bound_.relations.size() - 1;
}

relation_id binder::table_relation(table_schema const& table) {
  if (auto found = relations_.find(table.name); found != relations_.end()) return found->second;
  relation_id const self = new_relation(table.name, bound_relation::body::table, {});
  bound_relation& made = bound_.relations[self];
  made.base = &table;
  for (std::string const& key : table.key) {
    access read;
    read.table = &table;
    read.column = table.find(key).value_or(0);
    made.key.push_back(read);
    made.key_names.push_back(key);
  }
  relations_.emplace(table.name, self);
  return self;
}

relation_id binder::need_relation(std::string_view name, place const& at) {
  if (auto found = relations_.find(name); found != relations_.end()) return found->second;
  if (relation const* defined = source_.find_relation(name)) {
    std::pair const label{node_kind::relation, defined->name};
    auto const first = std::find(in_progress_.begin(), in_progress_.end(), label);
    if (first != in_progress_.end()) {
      auto const depth = static_cast<std::size_t>(first - in_progress_.begin());
      bool const lagged = !lagged_at_.empty() && lagged_at_.back() > depth;
      met_turn(lagged ? "relation.cycle_lagged" : "graph.cycle", {first, in_progress_.end()},
               defined->at);
      return bound_policy::npos;
    }
    if (too_deep(defined->name, defined->at)) return bound_policy::npos;
    in_progress_.push_back(label);
    relation_id const made = bind_relation(*defined);
    in_progress_.pop_back();
    return made;
  }
  if (table_schema const* table = words_.find_table(name)) return table_relation(*table);
  std::vector<std::string> known;
  for (relation const& r : source_.relations) known.push_back(r.name);
  for (table_schema const& t : words_.tables) known.push_back(t.name);
  error("relation.unknown", at,
        {"没有关系或表“" + std::string(name) + "”",
         "no relation or table `" + std::string(name) + "`"},
        did_you_mean_help(name, known));
  return bound_policy::npos;
}

std::size_t binder::add_own(relation_id self, std::string name, bound_expression value,
                            relation_id read_in) {
  bound_column column;
  column.name = std::move(name);
  column.value = value;
  if (value) {
    column.type = value->type;
    keep_step(column, value, bound_, words_);
    if (value->kind == bound_node::form::read && value->read.from == access::start::own &&
        value->read.steps.empty() && !value->read.partner) {
      // A copied own column keeps the step of the original.
      relation_id at = read_in == bound_policy::npos ? self : read_in;
      auto hops = value->read.hops;
      for (std::size_t hop : hops) at = bound_.relations[at].members[hop].second;
      if (value->read.own < bound_.relations[at].own.size()) {
        column.step = bound_.relations[at].own[value->read.own].step;
        column.refers_to = bound_.relations[at].own[value->read.own].refers_to;
      }
    }
  }
  bound_relation& here = bound_.relations[self];
  for (bound_column const& other : here.own) {
    if (other.name == column.name) {
      error("name.twice", here.at,
            {"列名“" + column.name + "”重复", "column `" + column.name + "` stands twice"});
    }
  }
  here.own.push_back(std::move(column));
  return here.own.size() - 1;
}

void binder::inherit_key(relation_id self, relation_id from) {
  bound_relation const& parent = bound_.relations[from];
  bound_relation& here = bound_.relations[self];
  here.key_names = parent.key_names;
  here.base = parent.base;
  for (access read : parent.key) {
    if (read.from == access::start::own || here.base == nullptr) {
      read.hops.insert(read.hops.begin(), 0);
    }
    here.key.push_back(read);
  }
}

relation_id binder::bind_relation(relation const& source) {
  // The relation's own id is made by its body, after the relations it reads.
  struct visitor {
    binder& self;
    relation const& source;
    relation_id operator()(derive_body const& b) const {
      relation_id const from = self.need_relation(b.from, source.at);
      if (from == bound_policy::npos) return from;
      relation_id const id = self.new_relation(source.name, bound_relation::body::view, source.at);
      self.bound_.relations[id].members = {{"", from}};
      self.bind_body(id, b);
      return id;
    }
    relation_id operator()(expand_body const& b) const {
      relation_id const from = self.need_relation(b.from, source.at);
      if (from == bound_policy::npos) return from;
      relation_id const id =
          self.new_relation(source.name, bound_relation::body::expand, source.at);
      self.bound_.relations[id].members = {{"", from}};
      self.bind_body(id, b);
      return id;
    }
    relation_id operator()(union_body const& b) const {
      std::vector<std::pair<std::string, relation_id>> members;
      for (union_part const& part : b.parts) {
        relation_id const from = self.need_relation(part.from, source.at);
        if (from == bound_policy::npos) return from;
        members.emplace_back("", from);
      }
      relation_id const id = self.new_relation(source.name, bound_relation::body::join, source.at);
      self.bound_.relations[id].members = members;
      self.bind_body(id, b);
      return id;
    }
    relation_id operator()(distinct_body const& b) const {
      relation_id const from = self.need_relation(b.from, source.at);
      if (from == bound_policy::npos) return from;
      relation_id const id =
          self.new_relation(source.name, bound_relation::body::distinct, source.at);
      self.bound_.relations[id].members = {{"", from}};
      self.bind_body(id, b);
      return id;
    }
    relation_id operator()(cross_body const& b) const {
      std::vector<std::pair<std::string, relation_id>> members;
      for (auto const& [alias, name] : b.of) {
        relation_id const from = self.need_relation(name, source.at);
        if (from == bound_policy::npos) return from;
        members.emplace_back(alias, from);
      }
      relation_id const id =
          self.new_relation(source.name, bound_relation::body::cross, source.at);
      self.bound_.relations[id].members = members;
      self.bind_body(id, b);
      return id;
    }
    relation_id operator()(values_body const& b) const {
      relation_id const id =
          self.new_relation(source.name, bound_relation::body::values, source.at);
      self.bind_body(id, b);
      return id;
    }
  };
  relation_id const id = std::visit(visitor{*this, source}, source.body);
  if (id == bound_policy::npos) {
    relations_.emplace(source.name, id);  // said once
    return id;
  }
  scope names;
  names.target = id;
  auto const* const derive = std::get_if<derive_body>(&source.body);
  if (derive != nullptr && derive->anchor) {
    names.anchor = bind_typed(derive->anchor, names, value_class::date);
  }
  bind_nodes(id, source.nodes, names);
  if (derive != nullptr) check_aliases(id, *derive);
  relations_.emplace(source.name, id);
  return id;
}

}  // namespace xunze::check_detail
