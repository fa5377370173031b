// SPDX-License-Identifier: Apache-2.0
// Bodies of relations other than derived ones.
#include "binder.hpp"

#include <algorithm>
#include <map>

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

}  // namespace

void binder::bind_over(relation_id self, expand_over const& over, std::string const& as,
                       place const& at) {
  if (over.kind == expand_over::form::choose) {
    parameter const* p = source_.find_parameter(over.parameter);
    if (p != nullptr && is_dated(*p)) return dated_without_anchor(*p, at);
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
    bound_.relations[self].chosen_by.push_back(over.parameter);
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
    if (bound && !made.values.empty() && over.kind == expand_over::form::each &&
        !unify(made.values.front(), bound, at)) {
      bound = nullptr;
    }
    if (!bound) return;
    made.values.push_back(bound);
    type = made.values.front()->type;
  }
  if (over.kind == expand_over::form::years) type = whole_number();
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
  if (here.own.empty()) {
    failed(self, body.as);
    return;
  }
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
        if (bound && bound->type.domain != own.type.domain) own.type.domain = {};
      }
      if (part == 0) {
        std::size_t const own = add_own(self, source.columns[c].name, bound, names.target);
        bound_.relations[self].own[own].value = nullptr;
        if (!bound) failed(self, source.columns[c].name);
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
    if (!bound) failed(self, key.name);
    std::size_t const at = add_own(self, key.name, bound, names.target);
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
  std::map<std::string, int> uses;  // a name that two members share gets the alias before it
  for (auto const& [alias, member] : bound_.relations[self].members) {
    for (std::string const& name : bound_.relations[member].key_names) ++uses[name];
  }
  for (std::size_t m = 0; m < bound_.relations[self].members.size(); ++m) {
    bound_relation const& member = bound_.relations[bound_.relations[self].members[m].second];
    for (std::size_t k = 0; k < member.key.size(); ++k) {
      access read = member.key[k];
      read.hops.insert(read.hops.begin(), m);
      bound_.relations[self].key.push_back(read);
      std::string const& name = member.key_names[k];
      std::string const& alias = bound_.relations[self].members[m].first;
      bound_.relations[self].key_names.push_back(uses[name] > 1 ? alias + '.' + name : name);
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
  if (is_dated(*p)) return dated_without_anchor(*p, here.at);
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
