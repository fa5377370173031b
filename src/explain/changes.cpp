// SPDX-License-Identifier: Apache-2.0
#include "explain/changes.hpp"

#include "batch/reads.hpp"
#include "batch/wording.hpp"
#include "check/sense.hpp"

#include <algorithm>

namespace xunze::explain_detail {
namespace {

using namespace batch_detail;

using plan_of_changes = std::optional<std::vector<change>>;

operation opposite(operation op) {
  switch (op) {
    case operation::equal: return operation::not_equal;
    case operation::not_equal: return operation::equal;
    case operation::less: return operation::greater_equal;
    case operation::less_equal: return operation::greater;
    case operation::greater: return operation::less_equal;
    default: return operation::less;
  }
}

operation mirrored(operation op) {
  switch (op) {
    case operation::less: return operation::greater;
    case operation::less_equal: return operation::greater_equal;
    case operation::greater: return operation::less;
    case operation::greater_equal: return operation::less_equal;
    default: return op;
  }
}

bound_expression plain(bound_expression e) {
  while (e->kind == bound_node::form::rescale && e->operands[0]->type.scale == e->type.scale) {
    e = e->operands[0];
  }
  return e;
}

class solver {
 public:
  solver(engine& run, std::size_t rule, std::size_t subject)
      : run_(run), r_(run.bound().rules[rule]), subject_(static_cast<std::int32_t>(subject)) {}

  /// Changes that make the expression true (or false).
  plan_of_changes make(bound_expression const& e, bool wanted) {
    cell const now = evaluate(e);
    if (truth_of_cell(now) == truth_of(wanted)) return std::vector<change>{};
    if (e->kind == bound_node::form::operation) {
      switch (e->op) {
        case operation::logical_not: return make(e->operands[0], !wanted);
        case operation::logical_and: return wanted ? all(e, true) : one(e, false);
        case operation::logical_or: return wanted ? one(e, true) : all(e, false);
        case operation::in: return wanted ? into_set(e) : std::nullopt;
        case operation::choose: {
          truth const guard = truth_of_cell(evaluate(e->operands[0]));
          if (guard == truth::unknown) return std::nullopt;
          return make(e->operands[guard == truth::yes ? 1 : 2], wanted);
        }
        default: break;
      }
      if (e->op >= operation::equal && e->op <= operation::greater_equal) {
        return compare(*e, wanted ? e->op : opposite(e->op));
      }
    }
    if (e->kind == bound_node::form::read && e->type.is(value_class::boolean)) {
      return set_cell(e, cell{wanted ? 1 : 0, wanted ? 1 : 0});
    }
    return definition(e, [&](bound_expression const& d) { return make(d, wanted); });
  }

 private:
  cell evaluate(bound_expression const& e) {
    return compile(e, run_, r_.view).at(subject_, run_.space());
  }

  template <class Continue>
  plan_of_changes definition(bound_expression const& e, Continue const& go_on) {
    if (e->kind != bound_node::form::read || e->read.from != access::start::own ||
        e->read.table != nullptr || !e->read.hops.empty()) {
      return std::nullopt;
    }
    auto const& made_by = run_.bound().relations[r_.view].own[e->read.own].value;
    return made_by ? go_on(made_by) : std::nullopt;
  }

  plan_of_changes all(bound_expression const& e, bool wanted) {
    std::vector<change> changes;
    for (auto const& operand : e->operands) {
      auto more = make(operand, wanted);
      if (!more) return std::nullopt;
      changes.insert(changes.end(), more->begin(), more->end());
    }
    return changes;
  }

  plan_of_changes one(bound_expression const& e, bool wanted) {
    plan_of_changes best;
    for (auto const& operand : e->operands) {
      auto found = make(operand, wanted);
      if (found && (!best || found->size() < best->size())) best = std::move(found);
    }
    return best;
  }

  plan_of_changes into_set(bound_expression const& e) {
    if (e->operands.size() < 2) return std::nullopt;
    bound_expression const& item = e->operands[1];
    cell const c = evaluate(item);
    if (!c.is_point()) return std::nullopt;
    if (item->type.is(value_class::set)) {
      for (std::int64_t bit = 0; bit < 62; ++bit) {
        if ((c.lo >> bit) & 1) return set_cell(e->operands[0], {bit, bit});
      }
      return std::nullopt;
    }
    return set_from(e->operands[0], item);
  }

  /// Makes `a op b` true by moving the side that data decide.
  plan_of_changes compare(bound_node const& e, operation op) {
    auto left = move_side(plain(e.operands[0]), op, plain(e.operands[1]));
    if (left) return left;
    return move_side(plain(e.operands[1]), mirrored(op), plain(e.operands[0]));
  }

  plan_of_changes move_side(bound_expression const& side, operation op,
                            bound_expression const& other) {
    cell const bound = evaluate(other);
    if (!bound.is_point()) return std::nullopt;
    std::int64_t target = bound.lo;
    if (op == operation::less) target -= 1;
    if (op == operation::greater || op == operation::not_equal) target += 1;
    bool const counted = is_count(side);
    if (counted) return move_count(side, target);
    if (side->kind == bound_node::form::call && side->function == function_id::coalesce) {
      return move_side(side->operands[0], op, other);
    }
    if (side->type.is(value_class::text) && op == operation::equal) return set_from(side, other);
    auto direct = set_cell(side, {target, target});
    if (direct) return direct;
    return definition(side, [&](bound_expression const& d) { return move_side(d, op, other); });
  }

  bool is_count(bound_expression const& e) {
    std::vector<node_read> nodes;
    if (e->kind != bound_node::form::read) return false;
    collect_nodes(run_.bound(), r_.view, {}, e, nodes);
    if (nodes.size() != 1) return false;
    bound_relation const& owner = run_.bound().relations[nodes[0].relation];
    bool const itself = owner.own[nodes[0].column].name == name_of(e);
    if (!itself) return false;
    if (nodes[0].match != nullptr) return nodes[0].match->source->find == find_kind::count;
    auto const op = nodes[0].aggregate->source->op;
    return op == aggregate_op::count || op == aggregate_op::distinct;
  }

  std::string name_of(bound_expression const& e) {
    relation_id at = r_.view;
    for (std::size_t hop : e->read.hops) at = run_.bound().relations[at].members[hop].second;
    return run_.bound().relations[at].own[e->read.own].name;
  }

  /// Rows behind a count: groups of rows that count as one, by value for distinct counts.
  plan_of_changes move_count(bound_expression const& side, std::int64_t target) {
    cell const now = evaluate(side);
    if (!now.is_point() || target < 0) return std::nullopt;
    std::vector<node_read> nodes;
    collect_nodes(run_.bound(), r_.view, {}, side, nodes);
    node_read const& node = nodes[0];
    if (now.lo < target) return more_rows(node, target - now.lo);
    frame const* at = &run_.frame_of(r_.view);
    std::int32_t row = subject_;
    for (std::size_t hop : node.hops) {
      row = at->member_row(hop, static_cast<std::size_t>(row));
      at = at->members[hop];
    }
    std::vector<std::uint8_t> wanted(at->rows, 0);
    wanted[static_cast<std::size_t>(row)] = 1;
    member_rows const rows = node.aggregate != nullptr
                                 ? run_.members_of(node.relation, *node.aggregate, wanted)
                                 : run_.partners_of(node.relation, *node.match, wanted);
    program value;
    bool const distinct =
        node.aggregate != nullptr && node.aggregate->source->op == aggregate_op::distinct;
    if (distinct) value = compile(node.aggregate->value, run_, node.aggregate->from);
    std::vector<std::int64_t> kept;
    change removal;
    removal.kind = change::form::remove_rows;
    for (auto const& entry : rows.rows) {
      if (distinct) {
        std::int64_t const v = value.at(entry.row, run_.space()).lo;
        bool const keeps = std::find(kept.begin(), kept.end(), v) != kept.end();
        if (keeps) continue;
        if (static_cast<std::int64_t>(kept.size()) < target) {
          kept.push_back(v);
          continue;
        }
      } else if (static_cast<std::int64_t>(kept.size()) < target) {
        kept.push_back(0);
        continue;
      }
      auto const origin = rows.source->origin_of(static_cast<std::size_t>(entry.row));
      if (!origin || origin->row < 0) return std::nullopt;
      removal.table = origin->from->schema->name;
      removal.rows.push_back(static_cast<std::size_t>(origin->row));
    }
    std::sort(removal.rows.begin(), removal.rows.end());
    removal.rows.erase(std::unique(removal.rows.begin(), removal.rows.end()), removal.rows.end());
    removal.count = removal.rows.size();
    std::string const n = std::to_string(removal.count);
    table_schema const* schema = run_.data().words().find_table(removal.table);
    std::string const title = schema ? schema->title.zh : removal.table;
    removal.description = {"从“" + title + "”中去掉" + n + "行",
                           "remove " + n + " rows of `" + removal.table + "`"};
    return std::vector<change>{removal};
  }

  plan_of_changes more_rows(node_read const& node, std::int64_t count) {
    relation_id const from = node.aggregate != nullptr ? node.aggregate->from : node.match->partner;
    table_schema const* base = run_.bound().relations[from].base;
    if (base == nullptr) return std::nullopt;
    change addition;
    addition.kind = change::form::add_rows;
    addition.table = base->name;
    addition.count = static_cast<std::size_t>(count);
    std::string const n = std::to_string(count);
    addition.description = {"在“" + base->title.zh + "”中补" + n + "行",
                            "add " + n + " rows to `" + base->name + "`"};
    return std::vector<change>{addition};
  }

  plan_of_changes set_from(bound_expression const& side, bound_expression const& other) {
    program const p = compile(other, run_, r_.view);
    cell const c = p.at(subject_, run_.space());
    return set_value(side, to_value(c, p.type(), p.texts()));
  }

  plan_of_changes set_cell(bound_expression const& side, cell c) {
    return set_value(side, to_value(c, side->type, nullptr));
  }

  /// Sets the cell of a given table that the expression reads directly.
  plan_of_changes set_value(bound_expression side, value to) {
    while (side->kind == bound_node::form::rescale) {
      side = side->operands[0];
      if (auto const* d = to.get_if<decimal>()) {
        auto const fits = rescale(*d, side->type.scale, rounding::exact);
        if (!fits) return std::nullopt;
        to = side->type.scale == 0 ? value(*fits) : value(decimal{*fits, side->type.scale});
      }
    }
    bool const column = side->kind == bound_node::form::read &&
                        side->read.to == access::end::column && side->read.table != nullptr &&
                        side->read.from == access::start::base && !to.is_null();
    if (!column) {
      return definition(side, [&](bound_expression const& d) { return set_value(d, to); });
    }
    auto row_only = std::make_shared<bound_node>(*side);
    row_only->read.to = access::end::row;
    row_only->type = {};
    row_only->type.kind = value_class::row;
    row_only->type.table = side->read.table;
    cell const row = evaluate(row_only);
    if (!row.is_point()) return std::nullopt;
    change made;
    made.table = side->read.table->name;
    made.rows = {static_cast<std::size_t>(row.lo)};
    column_schema const& schema = side->read.table->columns[side->read.column];
    made.column = schema.name;
    made.to = std::move(to);
    made.count = 1;
    std::string const shown_value = plain_text(made.to);
    made.description = {"把“" + side->read.table->title.zh + "”的“" + schema.title.zh + "”改为" +
                            shown_value,
                        "set `" + schema.name + "` of `" + made.table + "` to " + shown_value};
    return std::vector<change>{made};
  }

  engine& run_;
  bound_rule const& r_;
  std::int32_t subject_;
};

}  // namespace

std::vector<change> changes_for(engine& run, std::size_t rule, std::size_t subject) {
  auto found = solver(run, rule, subject).make(run.bound().rules[rule].condition, true);
  return found ? *found : std::vector<change>{};
}

}  // namespace xunze::explain_detail
