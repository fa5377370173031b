// SPDX-License-Identifier: Apache-2.0
// Path aliases that lead nowhere, or to themselves.
#include "binder.hpp"

#include <algorithm>
#include <tuple>

namespace xunze::check_detail {

std::vector<std::string> binder::steps_in(relation_id relation) const {
  std::vector<std::string> known;
  while (true) {
    bound_relation const& here = bound_.relations[relation];
    for (path_alias const* alias : here.aliases) known.push_back(alias->name);
    for (bound_lookup const& l : here.lookups) known.push_back(here.own[l.column].name);
    for (bound_column const& column : here.own) {
      if (!column.step.empty()) known.push_back(column.step);
    }
    if (here.kind == bound_relation::body::table) {
      for (column_schema const& column : here.base->columns) {
        if (column.refers_to) known.push_back(column.refers_to->step);
      }
    }
    bool const inherits = here.kind == bound_relation::body::view ||
                          here.kind == bound_relation::body::expand;
    if (!inherits || here.members.empty()) return known;
    relation = here.members[0].second;
  }
}

// Said once, whichever of them was met first; none of them leads anywhere.
void binder::alias_ring(std::vector<std::pair<relation_id, path_alias const*>> const& met) {
  auto const first = std::min_element(met.begin(), met.end(), [](auto const& a, auto const& b) {
    return std::tie(a.second->at.line, a.second->at.column) <
           std::tie(b.second->at.line, b.second->at.column);
  });
  std::string names;
  for (std::size_t i = 0; i < met.size(); ++i) {
    auto const at = (static_cast<std::size_t>(first - met.begin()) + i) % met.size();
    names += met[at].second->name + " → ";
    failed_aliases_.insert(met[at].second);
  }
  names += first->second->name;
  error("path.alias", first->second->at,
        {"路径别名绕回自身：“" + names + "”", "path aliases lead to themselves: `" + names + "`"},
        {"让其中一个从外键写起", "let one of them begin at a foreign key"});
}

// Said once of all that are being followed.
void binder::aliases_too_deep(std::size_t longest) {
  path_alias const& first = *open_aliases_.front().second;
  for (auto const& [relation, alias] : open_aliases_) failed_aliases_.insert(alias);
  std::string const most = std::to_string(longest);
  error("path.alias", first.at,
        {"路径别名“" + first.name + "”经过的别名超过" + most + "个",
         "path alias `" + first.name + "` leads through more than " + most + " aliases"},
        {"让其中一个从外键写起", "let one of them begin at a foreign key"});
}

// An alias that leads nowhere is said once, where it stands.
bool binder::alias_failed(relation_id relation, path_step const& step) {
  access start;
  table_schema const* table = nullptr;
  path_alias const* alias = nullptr;
  if (!start_of_path(relation, step, start, table, alias) || alias == nullptr) return false;
  return alias_failed(relation, *alias);
}

bool binder::alias_failed(relation_id relation, path_alias const& alias) {
  if (failed_aliases_.contains(&alias)) return true;
  auto const& steps = std::get<std::vector<path_step>>(alias.target);
  if (steps.empty()) return false;
  access read;
  value_type type;
  std::size_t const before = out_.size();
  met_failed_alias_ = false;
  auto const reads = [&](bool quiet) {
    read = {};
    return resolve_steps(relation, {{alias.name, {}}}, 0, read, type, alias.at, quiet);
  };
  if (reads(true)) return false;
  if (failed_aliases_.contains(&alias)) return true;  // one of a ring
  bool const said = met_failed_alias_ || has_failed(relation, steps[0].name);
  if (!said && out_.size() == before) reads(false);
  if (!said && out_.size() == before) {
    error("name.unknown", alias.at,
          {"未知名称“" + steps[0].name + "”", "unknown name `" + steps[0].name + "`"},
          did_you_mean_help(steps[0].name, steps_in(relation)));
  }
  failed_aliases_.insert(&alias);
  return true;
}

void binder::check_aliases(relation_id relation, derive_body const& body) {
  for (path_alias const& alias : body.paths) {
    if (std::holds_alternative<lookup>(alias.target)) continue;
    static_cast<void>(alias_failed(relation, alias));
  }
}

}  // namespace xunze::check_detail
