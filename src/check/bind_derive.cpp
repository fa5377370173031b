// SPDX-License-Identifier: Apache-2.0
// Derived relations: paths, look-ups, filters and columns.
#include "binder.hpp"

#include <algorithm>
#include <tuple>

namespace xunze::check_detail {
namespace {

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
    if (!bound) {
      failed(self, column.name);
      continue;
    }
    std::size_t const at = add_own(self, column.name, bound);
    bound_.relations[self].order.emplace_back(bound_relation::node::column, at);
  }
}

}  // namespace xunze::check_detail
