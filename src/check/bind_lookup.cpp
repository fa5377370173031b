// SPDX-License-Identifier: Apache-2.0
// Look-ups: into tables, and into relations of the pack.
#include "binder.hpp"

#include "policy/periods.hpp"

namespace xunze::check_detail {

void binder::bind_lookups(relation_id self, derive_body const& body) {
  for (path_alias const& alias : body.paths) {
    auto const* wanted = std::get_if<lookup>(&alias.target);
    if (wanted == nullptr) continue;
    bound_lookup made;
    made.source = wanted;
    made.over = looked_up(*wanted, alias.at);
    if (made.over == bound_policy::npos) {
      failed(self, alias.name);
      continue;
    }
    if (bound_.relations[made.over].kind == bound_relation::body::table) {
      made.table = bound_.relations[made.over].base;
    }
    scope names;
    names.target = self;
    scope inside;
    inside.target = made.over;
    bind_lookup_keys(made, alias, names, inside);
    if (wanted->at) made.at = bind_typed(wanted->at, names, value_class::date);
    if (wanted->where) made.where = bind_typed(wanted->where, inside, value_class::boolean);
    if (made.table == nullptr) bind_lookup_days(made, alias, inside);
    made.column = add_own(self, alias.name, nullptr);
    bound_relation& here = bound_.relations[self];
    value_type& type = here.own[made.column].type;
    type.kind = made.table != nullptr ? value_class::row : value_class::boolean;
    type.table = made.table;
    type.may_be_none = true;
    if (made.table == nullptr) {
      made.member = here.members.size();
      here.members.emplace_back(alias.name, made.over);
    }
    here.lookups.push_back(std::move(made));
  }
}

relation_id binder::looked_up(lookup const& wanted, place const& at) {
  bool const earlier = policy_detail::periods_back(wanted) > 0;
  if (earlier) lagged_at_.push_back(in_progress_.size());
  relation_id const found = need_relation(wanted.table, at);
  if (earlier) lagged_at_.pop_back();
  return found;
}

void binder::bind_lookup_keys(bound_lookup& into, path_alias const& alias, scope const& names,
                              scope const& inside) {
  for (named_expression const& condition : into.source->on) {
    access read;
    value_type type;
    if (!resolve_column(into.over, condition.name, read, type)) {
      if (has_failed(into.over, condition.name)) continue;
      std::string const& name = bound_.relations[into.over].name;
      std::string const title = into.table != nullptr ? into.table->title.zh : name;
      error("name.unknown", alias.at,
            {"表“" + title + "”没有列“" + condition.name + "”",
             "table `" + name + "` has no column `" + condition.name + "`"},
            did_you_mean_help(condition.name, names_in(inside)));
      continue;
    }
    auto there = bind(make_path(condition.name), inside);
    auto here = bind(condition.value, names, there ? &there->type : nullptr);
    if (!here || !there || !unify(there, here, alias.at)) continue;
    if (into.table != nullptr) into.table_columns.push_back(*into.table->find(condition.name));
    if (into.table == nullptr) into.keys.push_back(there);
    into.on.push_back(here);
  }
}

// Days of a relation's rows: asked for where the look-up is dated, or takes the latest.
void binder::bind_lookup_days(bound_lookup& into, path_alias const& alias, scope const& inside) {
  lookup const& wanted = *into.source;
  if (!wanted.at && wanted.pick != pick::latest) return;
  auto const there = [&](std::string const& name) {
    access read;
    value_type type;
    return resolve_column(into.over, name, read, type);
  };
  if (!there(wanted.from)) {
    error("name.unknown", alias.at,
          {"关系“" + wanted.table + "”没有列“" + wanted.from + "”",
           "relation `" + wanted.table + "` has no column `" + wanted.from + "`"});
    return;
  }
  into.from = bind_typed(make_path(wanted.from), inside, value_class::date);
  if (there(wanted.to)) into.to = bind_typed(make_path(wanted.to), inside, value_class::date);
}

bool binder::resolve_looked_up(relation_id relation, std::vector<path_step> const& path,
                               std::size_t first, access& into, value_type& type, place const& at,
                               bool quiet, bool& found) {
  std::vector<std::size_t> hops = into.hops;
  while (true) {
    bound_relation const& here = bound_.relations[relation];
    for (bound_lookup const& l : here.lookups) {
      if (l.table != nullptr || here.own[l.column].name != path[first].name) continue;
      found = true;
      into.hops = hops;
      into.hops.push_back(l.member);
      std::vector<path_step> const rest(path.begin() + std::ptrdiff_t(first) + 1, path.end());
      bool const bound = (rest.size() == 1 && resolve_column(l.over, rest[0].name, into, type)) ||
                         resolve_steps(l.over, rest, 0, into, type, at, quiet);
      if (!bound && !quiet && !has_failed(l.over, rest[0].name)) {
        scope inside;
        inside.target = l.over;
        error("name.unknown", at,
              {"关系“" + bound_.relations[l.over].name + "”没有列“" + rest[0].name + "”",
               "relation `" + bound_.relations[l.over].name + "` has no column `" + rest[0].name +
                   "`"},
              did_you_mean_help(rest[0].name, names_in(inside)));
      }
      type.may_be_none = true;
      return bound;
    }
    bool const inherits = here.kind == bound_relation::body::view ||
                          here.kind == bound_relation::body::expand;
    if (!inherits || here.members.empty()) return false;
    hops.push_back(0);
    relation = here.members[0].second;
  }
}

}  // namespace xunze::check_detail
