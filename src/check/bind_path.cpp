// SPDX-License-Identifier: Apache-2.0
// Names and paths: from the words of an expression to relations, rows and columns.
#include "binder.hpp"

#include <algorithm>

namespace xunze::check_detail {

bool binder::resolve_column(relation_id relation, std::string_view name, access& into,
                            value_type& type) {
  if (failed_.contains(std::pair{relation, std::string{name}})) return false;
  if (auto waiting = pending_.find(relation); waiting != pending_.end()) {
    if (auto node = waiting->second.find(name); node != waiting->second.end()) {
      auto const bind_now = std::move(node->second);
      waiting->second.erase(node);
      bind_waiting(relation, std::string{name}, bind_now);
    }
  }
  bound_relation const& here = bound_.relations[relation];
  if (needs_itself(relation, name)) return false;
  for (std::size_t i = 0; i < here.own.size(); ++i) {
    if (here.own[i].name != name) continue;
    into.from = access::start::own;
    into.own = i;
    into.to = access::end::column;
    type = here.own[i].type;
    return true;
  }
  bool const inherits = here.kind == bound_relation::body::view ||
                        here.kind == bound_relation::body::expand;
  if (inherits && !here.members.empty()) {
    access parent = into;
    parent.hops.push_back(0);
    if (resolve_column(here.members[0].second, name, parent, type)) {
      // Columns of the base table are read through the row's own origin, without the hop.
      if (parent.from == access::start::base && here.base != nullptr) parent.hops = into.hops;
      into = parent;
      return true;
    }
    return false;
  }
  if (here.kind == bound_relation::body::table && here.base != nullptr) {
    if (auto const column = here.base->find(name)) {
      into.from = access::start::base;
      into.to = access::end::column;
      into.table = here.base;
      into.column = *column;
      type = type_of(words_, *here.base, *column);
      return true;
    }
  }
  return false;
}

bool binder::step_behind(bound_relation const& here, path_step const& step) {
  bool const inherits = here.kind == bound_relation::body::view ||
                        here.kind == bound_relation::body::expand;
  if (!inherits || here.members.empty()) return false;
  access into;
  table_schema const* table = nullptr;
  path_alias const* alias = nullptr;
  return start_of_path(here.members[0].second, step, into, table, alias);
}

bool binder::start_of_path(relation_id relation, path_step const& step, access& into,
                           table_schema const*& table, path_alias const*& alias) {
  bound_relation const& here = bound_.relations[relation];
  if (failed_.contains(std::pair{relation, step.name})) return false;
  for (path_alias const* candidate : here.aliases) {
    if (candidate->name == step.name &&
        std::holds_alternative<std::vector<path_step>>(candidate->target)) {
      alias = candidate;
      return true;
    }
  }
  for (std::size_t i = 0; i < here.own.size(); ++i) {
    bound_column const& column = here.own[i];
    bool const is_row = column.type.is(value_class::row) && column.name == step.name;
    if (!is_row && (column.step != step.name || column.refers_to == nullptr)) continue;
    if (!is_row && step_behind(here, step)) continue;  // a copied key hides no step
    into.from = access::start::own;
    into.own = i;
    own_may_end_ = column.type.may_be_none;
    table = is_row ? column.type.table : column.refers_to;
    return true;
  }
  bool const inherits = here.kind == bound_relation::body::view ||
                        here.kind == bound_relation::body::expand;
  if (inherits && !here.members.empty()) {
    access parent = into;
    parent.hops.push_back(0);
    if (!start_of_path(here.members[0].second, step, parent, table, alias)) return false;
    if (alias == nullptr) {
      if (parent.from == access::start::base && here.base != nullptr) parent.hops = into.hops;
      into = parent;
    }
    return true;
  }
  if (here.kind == bound_relation::body::table && here.base != nullptr) {
    if (auto const column = here.base->find_step(step.name)) {
      into.from = access::start::base;
      table = words_.find_table(here.base->columns[*column].refers_to->table);
      into.steps.push_back({row_step::form::link, here.base, *column, 0, table});
      return table != nullptr;
    }
  }
  return false;
}

bool binder::walk(std::vector<path_step> const& path, std::size_t next,
                  table_schema const* table, access& into, value_type& type, place const& at,
                  bool quiet) {
  bool may_end = type.may_be_none;
  for (row_step const& step : into.steps) {
    may_end = may_end || (step.kind == row_step::form::link &&
                          step.from->columns[step.column].null == null_meaning::none);
  }
  for (; next < path.size(); ++next) {
    path_step const& step = path[next];
    if (step.name == "ancestor" && step.arguments.size() == 1) {
      enumeration const* levels = nullptr;
      if (table->tree) {
        auto const level = table->find(table->tree->level);
        if (level) levels = words_.find_enum(table->columns[*level].enum_name);
      }
      auto const rank = levels ? levels->find(step.arguments[0]) : std::nullopt;
      if (!rank) {
        if (!quiet) {
          error("path.ancestor", at,
                {"表“" + table->title.zh + "”没有层级“" + step.arguments[0] + "”",
                 "table `" + table->name + "` has no tree level `" + step.arguments[0] + "`"});
        }
        return false;
      }
      into.steps.push_back({row_step::form::ancestor, table, 0, *rank, table});
      may_end = true;
      continue;
    }
    if (auto const link = table->find_step(step.name)) {
      bool const last = next + 1 == path.size();
      if (!last || !table->find(step.name)) {
        table_schema const* to = words_.find_table(table->columns[*link].refers_to->table);
        if (to == nullptr) return false;
        may_end = may_end || table->columns[*link].null == null_meaning::none;
        into.steps.push_back({row_step::form::link, table, *link, 0, to});
        table = to;
        continue;
      }
    }
    auto const column = table->find(step.name);
    if (!column || next + 1 != path.size()) {
      if (!quiet) {
        std::vector<std::string> known;
        for (column_schema const& c : table->columns) known.push_back(c.name);
        error("name.unknown", at,
              {"表“" + table->title.zh + "”没有列“" + step.name + "”",
               "table `" + table->name + "` has no column `" + step.name + "`"},
              did_you_mean_help(step.name, known));
      }
      return false;
    }
    into.to = access::end::column;
    into.table = table;
    into.column = *column;
    type = type_of(words_, *table, *column);
    type.may_be_none = type.may_be_none || may_end;
    return true;
  }
  into.to = access::end::row;
  into.table = table;
  type = {};
  type.kind = value_class::row;
  type.table = table;
  type.may_be_none = true;
  return true;
}

bool binder::resolve_steps(relation_id relation, std::vector<path_step> const& path,
                           std::size_t first, access& into, value_type& type, place const& at,
                           bool quiet) {
  // Members of a cross product under their alias.
  bound_relation const& here = bound_.relations[relation];
  if (here.kind == bound_relation::body::cross || here.kind == bound_relation::body::view ||
      here.kind == bound_relation::body::expand) {
    std::vector<std::size_t> hops = into.hops;
    relation_id at_relation = relation;
    while (bound_.relations[at_relation].kind == bound_relation::body::view ||
           bound_.relations[at_relation].kind == bound_relation::body::expand) {
      hops.push_back(0);
      at_relation = bound_.relations[at_relation].members[0].second;
    }
    bound_relation const& product = bound_.relations[at_relation];
    if (product.kind == bound_relation::body::cross && path.size() > first + 1) {
      for (std::size_t m = 0; m < product.members.size(); ++m) {
        if (product.members[m].first != path[first].name) continue;
        into.hops = hops;
        into.hops.push_back(m);
        relation_id const member = product.members[m].second;
        std::vector<path_step> const rest(path.begin() + std::ptrdiff_t(first) + 1, path.end());
        if (rest.size() == 1 && resolve_column(member, rest[0].name, into, type)) return true;
        return resolve_steps(member, rest, 0, into, type, at, quiet);
      }
    }
  }
  bool looked_up = false;
  if (path.size() > first + 1) {
    bool const bound = resolve_looked_up(relation, path, first, into, type, at, quiet, looked_up);
    if (looked_up) return bound;
  }
  table_schema const* table = nullptr;
  path_alias const* alias = nullptr;
  if (!start_of_path(relation, path[first], into, table, alias)) return false;
  if (alias != nullptr) {
    if (failed_aliases_.contains(alias)) {
      met_failed_alias_ = true;
      return false;
    }
    std::pair const here_now{relation, alias};
    if (auto const met = std::find(open_aliases_.begin(), open_aliases_.end(), here_now);
        met != open_aliases_.end()) {
      alias_ring({met, open_aliases_.end()});
      return false;
    }
    if (constexpr std::size_t longest = 64; open_aliases_.size() == longest) {
      aliases_too_deep(longest);
      return false;
    }
    open_aliases_.push_back(here_now);
    auto steps = std::get<std::vector<path_step>>(alias->target);
    steps.insert(steps.end(), path.begin() + std::ptrdiff_t(first) + 1, path.end());
    bool const found = resolve_steps(relation, steps, 0, into, type, at, quiet);
    open_aliases_.pop_back();
    return found;
  }
  type.may_be_none = into.from == access::start::own && own_may_end_;
  return walk(path, first + 1, table, into, type, at, quiet);
}

std::vector<std::string> binder::names_in(scope const& names) const {
  std::vector<std::string> known;
  for (parameter const& p : source_.parameters) known.push_back(p.name);
  if (names.target != bound_policy::npos) {
    relation_id at = names.target;
    while (true) {
      bound_relation const& here = bound_.relations[at];
      for (bound_column const& column : here.own) known.push_back(column.name);
      if (here.kind == bound_relation::body::table) {
        for (column_schema const& column : here.base->columns) known.push_back(column.name);
      }
      bool const inherits = here.kind == bound_relation::body::view ||
                            here.kind == bound_relation::body::expand;
      if (!inherits || here.members.empty()) break;
      at = here.members[0].second;
    }
  }
  return known;
}

bool binder::has_failed(relation_id relation, std::string_view name) const {
  while (relation != bound_policy::npos) {
    if (failed_.contains(std::pair{relation, std::string{name}})) return true;
    bound_relation const& here = bound_.relations[relation];
    bool const inherits = here.kind == bound_relation::body::view ||
                          here.kind == bound_relation::body::expand;
    relation = inherits && !here.members.empty() ? here.members[0].second : bound_policy::npos;
  }
  return false;
}

bool binder::key_failed(relation_id relation) const {
  auto const& names = bound_.relations[relation].key_names;
  return std::any_of(names.begin(), names.end(),
                     [&](std::string const& name) { return has_failed(relation, name); });
}

bound_expression binder::bind_path(expression_node const& node, expression const& e,
                                   scope const& names) {
  auto const& path = node.path;
  auto made = std::make_shared<bound_node>();
  made->kind = bound_node::form::read;
  made->source = e;

  if (names.partner != bound_policy::npos && path[0].name == names.partner_alias &&
      path.size() > 1) {
    made->read.partner = true;
    std::vector<path_step> const rest(path.begin() + 1, path.end());
    bool const found =
        (rest.size() == 1 && resolve_column(names.partner, rest[0].name, made->read, made->type)) ||
        resolve_steps(names.partner, rest, 0, made->read, made->type, node.at, false);
    if (found || has_failed(names.partner, rest[0].name)) return found ? made : nullptr;
  } else {
    bool column = false;
    bool step = false;
    access as_step;
    value_type step_type;
    if (names.target != bound_policy::npos) {
      column = path.size() == 1 &&
               resolve_column(names.target, path[0].name, made->read, made->type);
      step = resolve_steps(names.target, path, 0, as_step, step_type, node.at, true);
    }
    // A column and its own foreign-key step are one name; an alias of the same name is not.
    bool const own_step = step && as_step.from == made->read.from &&
                          as_step.steps.size() == 1 && as_step.steps[0].column == made->read.column;
    if (column && step && !own_step && made->type.kind != value_class::row) {
      error("name.ambiguous", node.at,
            {"“" + path[0].name + "”既是列又是路径，含义不明",
             "`" + path[0].name + "` is both a column and a path"});
      return nullptr;
    }
    if (column) return made;
    if (step) {
      made->read = as_step;
      made->type = step_type;
      return made;
    }
    bool const target = names.target != bound_policy::npos;
    if (target && has_failed(names.target, path[0].name)) return nullptr;
    if (path.size() == 1 && path[0].arguments.empty()) {
      if (parameter const* p = source_.find_parameter(path[0].name)) {
        return bind_parameter(*p, e, names);
      }
    }
    if (target) {
      if (alias_failed(names.target, path[0])) return nullptr;
      access again;
      value_type again_type;
      std::size_t const before = out_.size();
      resolve_steps(names.target, path, 0, again, again_type, node.at, false);
      if (out_.size() > before) return nullptr;
    }
  }
  error("name.unknown", node.at,
        {"未知名称“" + path[0].name + "”", "unknown name `" + path[0].name + "`"},
        did_you_mean_help(path[0].name, names_in(names)));
  return nullptr;
}

}  // namespace xunze::check_detail
