// SPDX-License-Identifier: Apache-2.0
// Expressions and paths of a policy, followed by name to columns, metrics and parameters.
#include "policy_names.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace xunze::graph_detail {
namespace {

bool has_node(node_block const& block, std::string_view name) {
  auto const named = [&](auto const& one) { return one.name == name; };
  return std::any_of(block.aggregates.begin(), block.aggregates.end(), named) ||
         std::any_of(block.matches.begin(), block.matches.end(), named) ||
         std::any_of(block.linear.begin(), block.linear.end(), named) ||
         std::any_of(block.ranks.begin(), block.ranks.end(), named) ||
         std::any_of(block.carries.begin(), block.carries.end(), named) ||
         std::any_of(block.let.begin(), block.let.end(), named);
}

}  // namespace

void policy_names::read(reader const& who, expression const& e, scope const& names) {
  if (!e) return;
  if (!e->path.empty()) read_path(who, e->path, names);
  if (e->kind == operation::call && e->function == "holds" && !e->operands.empty() &&
      e->operands.front()) {
    auto const* id = e->operands.front()->literal.get_if<std::string>();
    auto const rule = id ? graph_.find(node_kind::rule, *id) : std::nullopt;
    if (rule) add(who, *rule, edge_kind::needs);
  }
  for (case_label const& label : e->cases) {
    if (!label.clause.empty()) add(who, clause_node(label.clause), edge_kind::needs);
  }
  for (expression const& operand : e->operands) read(who, operand, names);
}

void policy_names::read(reader const& who, std::span<expression const> all, scope const& names) {
  for (expression const& e : all) read(who, e, names);
}

void policy_names::read(reader const& who, text const& words, scope const& names) {
  for (std::string_view rest : {std::string_view{words.zh}, std::string_view{words.en}}) {
    for (auto open = rest.find('{'); open != rest.npos; open = rest.find('{')) {
      auto const close = rest.find('}', open);
      if (close == rest.npos) break;
      diagnostics ignored;  // said once, by the check stage
      read(who, parse_expression(rest.substr(open + 1, close - open - 1), {}, ignored), names);
      rest.remove_prefix(close + 1);
    }
  }
}

void policy_names::read_path(reader const& who, path steps, scope const& names) {
  std::string_view const first = steps.front().name;
  if (!names.partner_alias.empty() && first == names.partner_alias) {
    if (steps.size() > 1) follow(&who, names.partner, steps.subspan(1), scope::all, nullptr, 0);
    return;
  }
  if (names.block != nullptr && steps.size() == 1 && has_node(*names.block, first)) {
    add(who, graph_.add_node(node_kind::metric, metric_name(names.owner, first)),
        edge_kind::needs);
    return;
  }
  landing const end =
      names.looked_up != nullptr
          ? walk(&who, *names.looked_up, steps)
          : follow(&who, names.source, steps, names.own_limit, nullptr, 0);
  if (!end.found && steps.size() == 1) read_parameter(who, first);
}

policy_names::landing policy_names::follow(reader const* who, std::string_view source, path steps,
                                           std::size_t limit, path_alias const* inside,
                                           int depth) {
  if (depth > max_depth || steps.empty()) return {};
  auto const here = relations_.find(source);
  if (here == relations_.end()) {
    table_schema const* table = find_table(source);
    return table != nullptr ? walk(who, *table, steps) : landing{};
  }
  landing const own = follow_own(who, here->second, steps, limit, depth);
  return own.found ? own : follow_body(who, here->second, steps, inside, depth);
}

// A column of the relation itself, or a path from one that is a row or a foreign key.
policy_names::landing policy_names::follow_own(reader const* who, shape const& here, path steps,
                                               std::size_t limit, int depth) {
  std::string_view const first = steps.front().name;
  for (std::size_t i = 0; i < here.own.size(); ++i) {
    own_column const& column = here.own[i];
    if (i >= limit && column.row == nullptr && column.looked_up.empty()) continue;
    if (!column.looked_up.empty() && column.name == first) {
      return follow_looked_up(who, column, steps, depth);
    }
    bool const by_name = column.name == first;
    landing end = by_name && steps.size() == 1 && column.row == nullptr && who != nullptr
                      ? landing{}
                      : landing_of(column, depth + 1);
    bool const by_step =
        !by_name && end.column != nullptr && end.column->refers_to &&
        end.column->refers_to->step == first;
    if (!by_name && !by_step) continue;
    bool const own_key =  // no relation needs itself for its key; a metric may read itself
        who != nullptr && column.node == who->node &&
        graph_.node(column.node).kind == node_kind::relation;
    if (who != nullptr && !own_key) add(*who, column.node, edge_kind::needs);
    end.found = true;
    table_schema const* row = row_behind(end);
    if (steps.size() > 1 && row != nullptr) {
      end = walk(who, *row, steps.subspan(1));
      end.found = true;
    } else if (by_step) {
      end.row = row;
      end.column = nullptr;
    }
    return end;
  }
  return {};
}

// A column of the row that was looked up in a relation, in its own period.
policy_names::landing policy_names::follow_looked_up(reader const* who, own_column const& column,
                                                     path steps, int depth) {
  if (who != nullptr) add(*who, column.node, edge_kind::needs);
  landing end;
  if (steps.size() > 1) {
    reader there;
    if (who != nullptr) {
      there = *who;
      there.period_lag += column.period_lag;
    }
    end = follow(who == nullptr ? nullptr : &there, column.looked_up, steps.subspan(1), scope::all,
                 nullptr, depth + 1);
  }
  end.found = true;
  return end;
}

policy_names::landing policy_names::follow_body(reader const* who, shape const& here, path steps,
                                                path_alias const* inside, int depth) {
  relation const& definition = *here.definition;
  if (auto const* derive = std::get_if<derive_body>(&definition.body)) {
    for (path_alias const& alias : derive->paths) {
      auto const* target = std::get_if<std::vector<path_step>>(&alias.target);
      if (target == nullptr || &alias == inside || alias.name != steps.front().name) continue;
      std::vector<path_step> whole = *target;
      whole.insert(whole.end(), steps.begin() + 1, steps.end());
      landing end = follow(who, definition.name, whole, 0, &alias, depth + 1);
      end.found = true;
      return end;
    }
    return follow(who, derive->from, steps, scope::all, nullptr, depth + 1);
  }
  if (auto const* expand = std::get_if<expand_body>(&definition.body)) {
    return follow(who, expand->from, steps, scope::all, nullptr, depth + 1);
  }
  if (auto const* cross = std::get_if<cross_body>(&definition.body)) {
    for (auto const& [alias, member] : cross->of) {
      if (alias != steps.front().name) continue;
      landing end;
      if (steps.size() > 1) {
        end = follow(who, member, steps.subspan(1), scope::all, nullptr, depth + 1);
      } else {
        end.row = base_table(member, depth + 1);
        if (who != nullptr) read_key(*who, member);
      }
      end.found = true;
      return end;
    }
  }
  return {};
}

policy_names::landing policy_names::walk(reader const* who, table_schema const& from, path steps) {
  table_schema const* table = &from;
  landing end;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::string_view const name = steps[i].name;
    if (!steps[i].arguments.empty()) {
      end.found = true;
      if (who != nullptr && table->tree) {
        read_column(*who, *table, table->tree->parent);
        read_column(*who, *table, table->tree->level);
      }
      continue;
    }
    bool const last = i + 1 == steps.size();
    auto const column = table->find(name);
    auto const link = table->find_step(name);
    if (link && !(last && column)) {
      end.found = true;
      if (who != nullptr) read_column(*who, *table, table->columns[*link].name);
      table_schema const* next = find_table(table->columns[*link].refers_to->table);
      if (next == nullptr) return end;
      if (who != nullptr) {
        for (std::string const& key : next->key) read_column(*who, *next, key);
      }
      table = next;
      continue;
    }
    if (!column) return end;
    if (who != nullptr) read_column(*who, *table, name);
    end.found = true;
    end.column = &table->columns[*column];
    return end;
  }
  end.row = table;
  return end;
}

policy_names::landing policy_names::landing_of(own_column const& column, int depth) {
  landing end;
  if (column.row != nullptr) {
    end.row = column.row;
    return end;
  }
  if (!column.value || column.value->kind != operation::path || depth > max_depth) return end;
  // The empty landing stands while this one is looked for, so that circles end.
  auto const [known, is_new] = landings_.try_emplace(&column);
  if (!is_new) return known->second;
  end = follow(nullptr, column.source, column.value->path, column.limit, nullptr, depth + 1);
  landings_[&column] = end;
  return end;
}

table_schema const* policy_names::row_behind(landing const& end) const {
  if (end.row != nullptr) return end.row;
  if (end.column == nullptr || !end.column->refers_to) return nullptr;
  return find_table(end.column->refers_to->table);
}

table_schema const* policy_names::base_table(std::string_view source, int depth) const {
  if (depth > max_depth) return nullptr;
  relation const* definition = find_relation(source);
  if (definition == nullptr) return find_table(source);
  if (auto const* derive = std::get_if<derive_body>(&definition->body)) {
    return base_table(derive->from, depth + 1);
  }
  if (auto const* expand = std::get_if<expand_body>(&definition->body)) {
    return base_table(expand->from, depth + 1);
  }
  return nullptr;
}

}  // namespace xunze::graph_detail
