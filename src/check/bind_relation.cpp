// SPDX-License-Identifier: Apache-2.0
// Relations: bodies, keys and columns.
#include "binder.hpp"

#include <algorithm>
#include <tuple>

namespace xunze::check_detail {
namespace {

value_type whole_number() {
  value_type type;
  type.kind = value_class::number;
  return type;
}

value_type day_type() {
  value_type type;
  type.kind = value_class::date;
  return type;
}

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

bool has_lookups(derive_body const& body) {
  return std::any_of(body.paths.begin(), body.paths.end(), [](path_alias const& alias) {
    return std::holds_alternative<lookup>(alias.target);
  });
}

bool mentions_lookup(derive_body const& body, expression const& e) {
  if (!e->path.empty()) {
    for (path_alias const& alias : body.paths) {
      bool const same = alias.name == e->path[0].name;
      if (same && std::holds_alternative<lookup>(alias.target)) return true;
    }
  }
  return std::any_of(e->operands.begin(), e->operands.end(),
                     [&](expression const& o) { return mentions_lookup(body, o); });
}

void conjuncts_of(expression const& e, std::vector<expression>& into) {
  if (e->kind != operation::logical_and) {
    into.push_back(e);
    return;
  }
  for (expression const& operand : e->operands) conjuncts_of(operand, into);
}

expression both(expression const& a, expression const& b) {
  return a ? make_operation(operation::logical_and, {a, b}) : b;
}

/// The condition in two parts: without look-ups, and the rest. Dated parameters are read at an
/// anchor that may need a look-up: then all of it is the rest.
std::pair<expression, expression> split_by_lookups(derive_body const& body) {
  if (!body.where || body.anchor) return {nullptr, body.where};
  std::vector<expression> conjuncts;
  conjuncts_of(body.where, conjuncts);
  expression early;
  expression late;
  for (expression const& e : conjuncts) {
    expression& part = mentions_lookup(body, e) ? late : early;
    part = both(part, e);
  }
  return {early, late};
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
    std::string const label = "relation " + defined->name;
    auto const turn = std::find(in_progress_.begin(), in_progress_.end(), label);
    if (turn != in_progress_.end()) {
      std::string path;
      for (auto step = turn; step != in_progress_.end(); ++step) path += *step + " → ";
      error("graph.cycle", defined->at,
            {"循环依赖：" + path + label, "dependency cycle: " + path + label});
      return bound_policy::npos;
    }
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

std::size_t binder::add_own(relation_id self, std::string name, bound_expression value) {
  bound_column column;
  column.name = std::move(name);
  column.value = value;
  if (value) {
    column.type = value->type;
    keep_step(column, value, bound_, words_);
    if (value->kind == bound_node::form::read && value->read.from == access::start::own &&
        value->read.steps.empty() && !value->read.partner) {
      // A copied own column keeps the step of the original.
      relation_id at = self;
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
  if (id == bound_policy::npos) return id;
  scope names;
  names.target = id;
  if (auto const* derive = std::get_if<derive_body>(&source.body); derive && derive->anchor) {
    names.anchor = bind_typed(derive->anchor, names, value_class::date);
  }
  bind_nodes(id, source.nodes, names);
  relations_.emplace(source.name, id);
  return id;
}

void binder::bind_body(relation_id self, derive_body const& body) {
  relation_id from = bound_.relations[self].members[0].second;
  if (!body.paths.empty()) {
    // Paths and look-ups stand on an unfiltered view, so that `where` can read them.
    std::string const name = bound_.relations[self].name + " (paths)";
    relation_id const before =
        new_relation(name, bound_relation::body::view, bound_.relations[self].at);
    bound_.relations[before].members = {{"", from}};
    inherit_key(before, from);
    for (path_alias const& alias : body.paths) {
      if (std::holds_alternative<std::vector<path_step>>(alias.target)) {
        bound_.relations[before].aliases.push_back(&alias);
      }
    }
    from = before;
  }
  scope names;
  names.target = from;
  bool const looks_up = has_lookups(body);
  if (body.anchor && !looks_up) {
    names.anchor = bind_typed(body.anchor, names, value_class::date);
  }
  expression early;
  expression late = body.where;
  if (looks_up) {
    // What needs no look-up is asked first: fewer rows are looked up.
    std::tie(early, late) = split_by_lookups(body);
    std::string const name = bound_.relations[self].name + " (look-ups)";
    relation_id const looked =
        new_relation(name, bound_relation::body::view, bound_.relations[self].at);
    bound_.relations[looked].members = {{"", from}};
    inherit_key(looked, from);
    auto bound = early ? bind_typed(early, names, value_class::boolean) : nullptr;
    if (bound) bound_.relations[looked].where.push_back(bound);
    bind_lookups(looked, body);
    from = looked;
    names.target = from;
    if (body.anchor) names.anchor = bind_typed(body.anchor, names, value_class::date);
  }
  bound_.relations[self].members = {{"", from}};
  inherit_key(self, from);
  if (late) {
    auto bound = bind_typed(late, names, value_class::boolean);
    if (bound) bound_.relations[self].where.push_back(bound);
  }
  names.target = self;
  for (named_expression const& column : body.columns) {
    auto bound = bind(column.value, names);
    std::size_t const at = add_own(self, column.name, bound);
    bound_.relations[self].order.emplace_back(bound_relation::node::column, at);
  }
}

void binder::bind_lookups(relation_id self, derive_body const& body) {
  for (path_alias const& alias : body.paths) {
    auto const* wanted = std::get_if<lookup>(&alias.target);
    if (wanted == nullptr) continue;
    table_schema const* table = words_.find_table(wanted->table);
    if (table == nullptr) {
      need_relation(wanted->table, alias.at);
      continue;
    }
    bound_lookup made;
    made.source = wanted;
    made.table = table;
    made.over = table_relation(*table);
    scope names;
    names.target = self;
    scope inside;
    inside.target = made.over;
    for (named_expression const& condition : wanted->on) {
      auto const column = table->find(condition.name);
      if (!column) {
        error("name.unknown", alias.at,
              {"表“" + table->title.zh + "”没有列“" + condition.name + "”",
               "table `" + table->name + "` has no column `" + condition.name + "`"});
        continue;
      }
      auto there = bind(make_path(condition.name), inside);
      auto here = bind(condition.value, names, there ? &there->type : nullptr);
      if (!here || !there || !unify(there, here, alias.at)) continue;
      made.table_columns.push_back(*column);
      made.on.push_back(here);
    }
    if (wanted->at) made.at = bind_typed(wanted->at, names, value_class::date);
    if (wanted->where) made.where = bind_typed(wanted->where, inside, value_class::boolean);
    made.column = add_own(self, alias.name, nullptr);
    value_type& type = bound_.relations[self].own[made.column].type;
    type.kind = value_class::row;
    type.table = table;
    type.may_be_none = true;
    bound_.relations[self].lookups.push_back(std::move(made));
  }
}

void binder::bind_over(relation_id self, expand_over const& over, std::string const& as,
                       place const& at) {
  if (over.kind == expand_over::form::choose) {
    parameter const* p = source_.find_parameter(over.parameter);
    auto const* word = p && !p->values.empty() ? p->values.front().value.get_if<std::string>()
                                               : nullptr;
    auto const chosen = std::find_if(over.choices.begin(), over.choices.end(),
                                     [&](auto const& c) { return word && c.first == *word; });
    if (chosen == over.choices.end()) {
      error("parameter.choice", at,
            {"参数“" + over.parameter + "”没有对应的展开方式",
             "parameter `" + over.parameter + "` chooses none of the cases"});
      return;
    }
    bind_over(self, *chosen->second, as, at);
    return;
  }
  bound_relation& here = bound_.relations[self];
  scope names;
  names.target = here.members[0].second;
  bound_over made;
  made.kind = over.kind;
  value_type type = whole_number();
  for (expression const& e : over.values) {
    auto bound = bind(e, names);
    if (bound && over.kind == expand_over::form::years && bound->type.is(value_class::date)) {
      auto year = std::make_shared<bound_node>();
      year->kind = bound_node::form::call;
      year->function = function_id::year;
      year->type = whole_number();
      year->operands = {bound};
      year->source = e;
      bound = year;
    }
    if (bound && !made.values.empty() && over.kind == expand_over::form::each &&
        !unify(made.values.front(), bound, at)) {
      bound = nullptr;
    }
    if (!bound) return;
    made.values.push_back(bound);
    type = made.values.front()->type;
  }
  if (over.kind == expand_over::form::set) type.kind = value_class::code;
  if (over.kind == expand_over::form::windows) {
    type = day_type();
    made.length_days = bind_typed(over.length_days, names, value_class::number);
    made.step_days = bind_typed(over.step_days, names, value_class::number);
  }
  bound_.relations[self].over = std::move(made);
  type.may_be_none = false;
  type.absent = 0;
  std::size_t const own = add_own(self, as, nullptr);
  bound_.relations[self].own[own].type = type;
}

void binder::bind_body(relation_id self, expand_body const& body) {
  inherit_key(self, bound_.relations[self].members[0].second);
  bind_over(self, body.over, body.as, bound_.relations[self].at);
  bound_relation& here = bound_.relations[self];
  if (here.own.empty()) return;
  access own;
  own.from = access::start::own;
  here.key.push_back(own);
  here.key_names.push_back(body.as);
}

void binder::bind_body(relation_id self, union_body const& body) {
  for (std::size_t part = 0; part < body.parts.size(); ++part) {
    scope names;
    names.target = bound_.relations[self].members[part].second;
    auto const& source = body.parts[part];
    bound_.relations[self].where.push_back(
        source.where ? bind_typed(source.where, names, value_class::boolean) : nullptr);
    std::vector<bound_expression> columns;
    for (std::size_t c = 0; c < source.columns.size(); ++c) {
      if (part > 0 && (c >= bound_.relations[self].own.size() ||
                       source.columns[c].name != bound_.relations[self].own[c].name)) {
        error("union.columns", bound_.relations[self].at,
              {"合并的各部分要有同样的列，次序相同",
               "parts of a union need the same columns in the same order"});
        return;
      }
      value_type const* expected = part > 0 ? &bound_.relations[self].own[c].type : nullptr;
      auto bound = bind(source.columns[c].value, names, expected);
      if (bound && bound->type.is(value_class::row)) bound = row_key(bound);
      if (bound && part > 0) {
        bound_column& own = bound_.relations[self].own[c];
        auto shape = std::make_shared<bound_node>();
        shape->type = own.type;
        shape->kind = bound_node::form::read;
        bound_expression first = shape;
        if (!unify(first, bound, bound_.relations[self].at)) bound = nullptr;
        if (bound && bound->type.is(value_class::number) && bound->type.scale > own.type.scale) {
          error("union.scale", bound_.relations[self].at,
                {"合并各部分的小数位数不同", "parts of a union differ in scale"});
        }
        own.type.may_be_none = own.type.may_be_none || (bound && bound->type.may_be_none);
      }
      if (part == 0) {
        std::size_t const own = add_own(self, source.columns[c].name, bound);
        bound_.relations[self].own[own].value = nullptr;
      }
      columns.push_back(bound);
    }
    bound_.relations[self].part_columns.push_back(std::move(columns));
  }
  bound_relation& here = bound_.relations[self];
  for (std::string const& key : body.key) {
    auto const found = std::find_if(here.own.begin(), here.own.end(),
                                    [&](bound_column const& c) { return c.name == key; });
    if (found == here.own.end()) {
      error("name.unknown", here.at,
            {"合并的键“" + key + "”不是它的列", "key `" + key + "` is not a column of the union"});
      continue;
    }
    access own;
    own.from = access::start::own;
    own.own = static_cast<std::size_t>(found - here.own.begin());
    here.key.push_back(own);
    here.key_names.push_back(key);
  }
}

void binder::bind_body(relation_id self, distinct_body const& body) {
  scope names;
  names.target = bound_.relations[self].members[0].second;
  if (body.where) {
    auto bound = bind_typed(body.where, names, value_class::boolean);
    if (bound) bound_.relations[self].where.push_back(bound);
  }
  for (named_expression const& key : body.keys) {
    auto bound = bind(key.value, names);
    if (bound && bound->type.is(value_class::row)) bound = row_key(bound);
    std::size_t const at = add_own(self, key.name, bound);
    bound_relation& here = bound_.relations[self];
    here.own[at].value = nullptr;
    here.own[at].type.may_be_none = bound && bound->type.may_be_none;
    here.keys.push_back(bound);
    access own;
    own.from = access::start::own;
    own.own = at;
    here.key.push_back(own);
    here.key_names.push_back(key.name);
  }
}

void binder::bind_body(relation_id self, cross_body const& body) {
  for (std::size_t m = 0; m < bound_.relations[self].members.size(); ++m) {
    bound_relation const& member = bound_.relations[bound_.relations[self].members[m].second];
    for (std::size_t k = 0; k < member.key.size(); ++k) {
      access read = member.key[k];
      read.hops.insert(read.hops.begin(), m);
      bound_.relations[self].key.push_back(read);
      bound_.relations[self].key_names.push_back(member.key_names[k]);
    }
  }
  if (!body.where) return;
  scope names;
  names.target = self;
  auto bound = bind_typed(body.where, names, value_class::boolean);
  if (bound) bound_.relations[self].where.push_back(bound);
}

void binder::bind_body(relation_id self, values_body const& body) {
  bound_relation& here = bound_.relations[self];
  here.parameter = body.parameter;
  parameter const* p = source_.find_parameter(body.parameter);
  if (p == nullptr || (p->type != parameter_type::set && p->type != parameter_type::texts)) {
    error("parameter.values", here.at,
          {"“" + body.parameter + "”不是集合参数", "`" + body.parameter + "` is not a set parameter"});
    return;
  }
  value_type type;
  type.kind = p->type == parameter_type::set ? value_class::code : value_class::text;
  if (p->type == parameter_type::set) type.codes = words_.find_enum(p->enum_name);
  if (auto const* set = p->values.empty() ? nullptr : p->values.front().value.get_if<code_set>()) {
    for (std::string const& code : set->codes()) here.members_of_values.emplace_back(code);
  }
  std::size_t const own = add_own(self, body.as, nullptr);
  bound_.relations[self].own[own].type = type;
  access read;
  read.from = access::start::own;
  read.own = own;
  bound_.relations[self].key.push_back(read);
  bound_.relations[self].key_names.push_back(body.as);
}

}  // namespace xunze::check_detail
