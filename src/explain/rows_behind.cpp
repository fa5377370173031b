// SPDX-License-Identifier: Apache-2.0
// By waves: all rows of which one column is asked are followed at once, and each only once.
#include "explain/rows_behind.hpp"

#include "batch/carries.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace xunze::explain_detail {
namespace {

using namespace batch_detail;
using row_list = std::vector<std::int32_t>;

class tracer {
 public:
  explicit tracer(engine& run) : run_(run) {}

  void trace(node_read const& node, row_list const& rows) {
    ask(node.relation, node.column, rows);
    while (!open_.empty()) {
      auto const [what, more] = *open_.rbegin();
      open_.erase(what);
      row_list fresh;
      auto& done = done_[what];
      std::set_difference(more.begin(), more.end(), done.begin(), done.end(),
                          std::back_inserter(fresh));
      done.insert(fresh.begin(), fresh.end());
      if (fresh.empty()) continue;
      if (what.second == itself) {
        follow_origin(what.first, fresh);
      } else {
        follow_own(what.first, what.second, fresh);
      }
      at_start_ = false;
    }
  }

  std::vector<rows_behind> found(std::set<evidence_row> const& named) const {
    std::vector<rows_behind> made;
    for (auto const& [schema, seen] : seen_) {
      rows_behind here;
      here.table = schema->name;
      for (std::size_t const row : seen.rows) {
        if (named.contains({schema->name, row})) continue;
        here.rows_total += 1;
        if (here.rows.size() < run_.options().evidence_limit) here.rows.push_back(row);
      }
      if (here.rows_total == 0) continue;
      for (std::size_t const column : seen.columns) {
        here.columns.push_back(schema->columns[column].name);
      }
      made.push_back(std::move(here));
    }
    std::sort(made.begin(), made.end(),
              [](auto const& a, auto const& b) { return a.table < b.table; });
    return made;
  }

 private:
  static constexpr std::size_t itself = bound_policy::npos;  // instead of a column
  struct seen_rows {
    std::set<std::size_t> rows{};
    std::set<std::size_t> columns{};
  };

  bound_relation const& relation(relation_id of) const { return run_.bound().relations[of]; }

  void ask(relation_id of, std::size_t column, row_list const& rows) {
    if (!rows.empty()) open_[{of, column}].insert(rows.begin(), rows.end());
  }

  /// The rows of one member that rows come from.
  row_list member_rows_of(relation_id of, std::size_t member, row_list const& rows) {
    frame const& here = run_.frame_of(of);
    row_list made;
    for (std::int32_t const row : rows) {
      std::int32_t const there = here.member_row(member, static_cast<std::size_t>(row));
      if (there >= 0) made.push_back(there);
    }
    return made;
  }

  /// Where rows come from, and what they passed to be there.
  void follow_origin(relation_id of, row_list const& rows) {
    bound_relation const& here = relation(of);
    frame const& there = run_.frame_of(of);
    auto const filter_of = [&](std::size_t member) {
      return member < here.where.size() ? here.where[member] : bound_expression{};
    };
    switch (here.kind) {
      case bound_relation::body::values: return;
      case bound_relation::body::table:
        for (std::int32_t const row : rows) {
          auto const origin = there.origin_of(static_cast<std::size_t>(row));
          if (origin && origin->row >= 0) see(*origin->from->schema, origin->row);
        }
        return;
      case bound_relation::body::cross:
        for (std::size_t m = 0; m < here.members.size(); ++m) {
          ask(here.members[m].second, itself, member_rows_of(of, m, rows));
        }
        return follow(of, rows, filter_of(0));
      case bound_relation::body::join:
        for (std::size_t m = 0; m < here.members.size(); ++m) {
          come_from(here.members[m].second, member_rows_of(of, m, rows), filter_of(m));
        }
        return;
      case bound_relation::body::distinct: {
        row_list members;
        for (std::size_t i = 0; i < there.group_of.size(); ++i) {
          if (std::binary_search(rows.begin(), rows.end(), there.group_of[i])) {
            members.push_back(static_cast<std::int32_t>(i));
          }
        }
        for (auto const& key : here.keys) follow(here.members[0].second, members, key);
        return come_from(here.members[0].second, members, filter_of(0));
      }
      case bound_relation::body::view:
      case bound_relation::body::expand: break;
    }
    row_list const parents = member_rows_of(of, 0, rows);
    for (auto const& each : here.over.values) follow(here.members[0].second, parents, each);
    come_from(here.members[0].second, parents, filter_of(0));
  }

  void come_from(relation_id parent, row_list const& rows, bound_expression const& where) {
    ask(parent, itself, rows);
    follow(parent, rows, where);
  }

  /// What a column of a relation itself is computed from.
  void follow_own(relation_id of, std::size_t own, row_list const& rows) {
    bound_relation const& here = relation(of);
    for (bound_aggregate const& a : here.aggregates) {
      if (a.column == own) return follow_aggregate(of, a, rows);
    }
    for (bound_match const& m : here.matches) {
      if (m.column == own) return follow_match(of, m, rows);
    }
    for (bound_linear const& l : here.linear) {
      if (l.column == own) return follow(of, rows, l.form);
    }
    for (bound_rank const& r : here.ranks) {
      if (r.column != own) continue;
      for (auto const& each : r.partition) follow(of, rows, each);
      for (auto const& [each, descending] : r.order) follow(of, rows, each);
    }
    for (bound_carry const& c : here.carries) {
      if (c.column == own) return follow_carry(of, c, rows);
    }
    for (bound_lookup const& l : here.lookups) {
      if (l.column != own) continue;
      for (auto const& each : l.on) follow(of, rows, each);
      follow(of, rows, l.at);
    }
    for (std::size_t part = 0; part < here.part_columns.size(); ++part) {
      if (own >= here.part_columns[part].size()) continue;
      follow(here.members[part].second, member_rows_of(of, part, rows),
             here.part_columns[part][own]);
    }
    follow(of, rows, here.own[own].value);
  }

  void follow_aggregate(relation_id of, bound_aggregate const& a, row_list const& rows) {
    row_list const members = rows_in(run_.members_of(of, a, marked(of, rows)));
    if (!at_start_) {
      for (auto const& each : a.on) follow(of, rows, each);
    }
    for (auto const& each : a.key) follow(a.from, members, each);
    follow(a.from, members, a.value);
    come_from(a.from, members, a.where);
  }

  void follow_match(relation_id of, bound_match const& m, row_list const& rows) {
    row_list const partners = rows_in(run_.partners_of(of, m, marked(of, rows)));
    ask(m.partner, itself, partners);
    for (auto const& each : m.partner_key) follow(m.partner, partners, each);
    for (auto const& each : {m.gap_partner, m.interval_from, m.interval_to}) {
      follow(m.partner, partners, each);
    }
    follow_side(m.partner, partners, m.where, true);
    if (at_start_) return;
    for (auto const& each : m.target_key) follow(of, rows, each);
    follow(of, rows, m.gap_target);
    follow_side(of, rows, m.where, false);
  }

  /// What an expression over a row and its partner reads of one of them.
  void follow_side(relation_id of, row_list const& rows, bound_expression const& e, bool partner) {
    if (!e) return;
    if (e->kind == bound_node::form::read && e->read.partner == partner) {
      auto alone = std::make_shared<bound_node>(*e);
      alone->read.partner = false;
      follow(of, rows, alone);
    }
    for (auto const& operand : e->operands) follow_side(of, rows, operand, partner);
  }

  void follow_carry(relation_id of, bound_carry const& c, row_list const& rows) {
    row_list way;
    for (std::int32_t const row : rows) {
      auto const before = run_.chains_of(c).up_to(row);
      way.insert(way.end(), before.begin(), before.end());
    }
    ask(of, itself, way);
    for (auto const& each : {c.order, c.add, c.at_least, c.at_most, c.first}) follow(of, way, each);
  }

  /// What an expression reads of rows of a relation.
  void follow(relation_id of, row_list const& rows, bound_expression const& e) {
    if (!e || rows.empty()) return;
    if (e->kind == bound_node::form::operation && e->op == operation::choose) {
      auto const [may, may_not] = split(of, rows, e->operands[0]);
      follow(of, may, e->operands[1]);
      return follow(of, may_not, e->operands[2]);
    }
    if (e->kind == bound_node::form::operation && e->op == operation::cases) {
      row_list rest = rows;
      for (std::size_t i = 1; i + 1 < e->operands.size(); i += 2) {
        auto const [may, may_not] = split(of, rest, e->operands[i]);
        follow(of, may, e->operands[i + 1]);
        rest = may_not;
      }
      return follow(of, rest, e->operands[0]);
    }
    if (e->kind == bound_node::form::read && !e->read.partner) follow_read(of, rows, *e);
    for (auto const& operand : e->operands) follow(of, rows, operand);
  }

  /// Rows of which a condition may hold, and those of which it may not.
  std::pair<row_list, row_list> split(relation_id of, row_list const& rows,
                                      bound_expression const& condition) {
    follow(of, rows, condition);
    std::pair<row_list, row_list> made;
    if (rows.empty()) return made;
    program const p = compile(condition, run_, of);
    for (std::int32_t const row : rows) {
      truth const holds = truth_of_cell(p.at(row, run_.space()));
      if (holds != truth::no) made.first.push_back(row);
      if (holds != truth::yes) made.second.push_back(row);
    }
    return made;
  }

  void follow_read(relation_id of, row_list const& rows, bound_node const& e) {
    if (e.read.from == access::start::own) {
      relation_id at = of;
      row_list there = rows;
      for (std::size_t const hop : e.read.hops) {
        there = member_rows_of(at, hop, there);
        at = relation(at).members[hop].second;
        ask(at, itself, there);
      }
      ask(at, e.read.own, there);
    }
    if (e.read.table == nullptr) return;
    for (row_step const& step : e.read.steps) note_columns(step);
    for (std::size_t n = e.read.steps.empty() ? 0 : 1; n <= e.read.steps.size(); ++n) {
      see_rows(of, rows, e, n);
    }
    if (e.read.to == access::end::column) seen_[e.read.table].columns.insert(e.read.column);
  }

  /// What a step of a path reads of the row that it leaves.
  void note_columns(row_step const& step) {
    if (step.kind == row_step::form::link) {
      seen_[step.from].columns.insert(step.column);
    } else if (step.from->tree) {
      for (std::string const& name : {step.from->tree->parent, step.from->tree->level}) {
        if (auto const column = step.from->find(name)) seen_[step.from].columns.insert(*column);
      }
    }
  }

  /// The rows that the first steps of a path lead to.
  void see_rows(relation_id of, row_list const& rows, bound_node const& e, std::size_t steps) {
    auto row = std::make_shared<bound_node>(e);
    row->read.steps.resize(steps);
    row->read.to = access::end::row;
    if (steps > 0) row->read.table = row->read.steps.back().to;
    row->type = {};
    row->type.kind = value_class::row;
    row->type.table = row->read.table;
    program const p = compile(row, run_, of);
    for (std::int32_t const each : rows) {
      cell const c = p.at(each, run_.space());
      if (c.is_point() && c.lo >= 0) see(*row->read.table, c.lo);
    }
  }

  void see(table_schema const& of, std::int64_t row) {
    seen_[&of].rows.insert(static_cast<std::size_t>(row));
  }

  std::vector<std::uint8_t> marked(relation_id of, row_list const& rows) {
    std::vector<std::uint8_t> made(run_.frame_of(of).rows, 0);
    for (std::int32_t const row : rows) made[static_cast<std::size_t>(row)] = 1;
    return made;
  }

  static row_list rows_in(member_rows const& of) {
    std::set<std::int32_t> rows;
    for (auto const& entry : of.rows) rows.insert(entry.row);
    return {rows.begin(), rows.end()};
  }

  engine& run_;
  bool at_start_ = true;  // the operand's own row is told by its subject
  std::map<std::pair<relation_id, std::size_t>, std::set<std::int32_t>> open_{};
  std::map<std::pair<relation_id, std::size_t>, std::set<std::int32_t>> done_{};
  std::map<table_schema const*, seen_rows> seen_{};
};

}  // namespace

std::vector<rows_behind> rows_behind_node(engine& run, node_read const& node,
                                          std::vector<std::int32_t> const& rows,
                                          std::set<evidence_row> const& named) {
  tracer behind(run);
  behind.trace(node, rows);
  return behind.found(named);
}

}  // namespace xunze::explain_detail
