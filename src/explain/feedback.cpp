// SPDX-License-Identifier: Apache-2.0
#include "explain/feedback.hpp"

#include "batch/reads.hpp"

#include <algorithm>

namespace xunze::explain_detail {
namespace {

using namespace batch_detail;

/// Whether an aggregate is a term of a form that is taken row by row, where rows count once.
bool in_form(bound_relation const& owner, bound_aggregate const* a) {
  return std::any_of(owner.linear.begin(), owner.linear.end(), [&](bound_linear const& l) {
    return l.by_row && std::any_of(l.terms.begin(), l.terms.end(), [&](auto const& term) {
             return &owner.aggregates[term.first] == a;
           });
  });
}

/// Comparisons and other parts of a condition that are true or false by themselves.
void atoms_of(bound_expression const& e, std::vector<bound_expression>& into) {
  bool const joins = e->kind == bound_node::form::operation &&
                     (e->op == operation::logical_and || e->op == operation::logical_or ||
                      e->op == operation::logical_not);
  if (!joins) into.push_back(e);
  for (auto const& operand : joins ? e->operands : std::vector<bound_expression>{}) {
    atoms_of(operand, into);
  }
}

/// How many aggregates of one comparison a changed row counts in, forms left out.
std::size_t counts_in(engine& run, bound_rule const& rule, bound_expression const& atom,
                      std::int32_t subject, change const& c, std::size_t row) {
  std::size_t found = 0;
  std::vector<node_read> nodes;
  collect_nodes(run.bound(), rule.view, {}, atom, nodes);
  for (node_read const& node : nodes) {
    if (node.aggregate == nullptr) continue;
    bound_relation const& owner = run.bound().relations[node.relation];
    if (in_form(owner, node.aggregate)) continue;
    std::vector<std::uint8_t> wanted(run.frame_of(node.relation).rows, 0);
    for (std::int32_t const at : rows_read(run, rule.view, node, subject)) {
      if (at >= 0) wanted[static_cast<std::size_t>(at)] = 1;
    }
    member_rows const rows = run.members_of(node.relation, *node.aggregate, wanted);
    found += std::any_of(rows.rows.begin(), rows.rows.end(), [&](member_rows::entry const& e) {
      auto const origin = rows.source->origin_of(static_cast<std::size_t>(e.row));
      return origin && origin->from->schema->name == c.table &&
             origin->row == static_cast<std::int32_t>(row);
    });
  }
  return found;
}

/// The condition with cells that are set read as what they are set to.
class substitution {
 public:
  substitution(engine& run, relation_id view, std::int32_t subject,
               std::vector<change> const& changes)
      : run_(run), view_(view), subject_(subject), changes_(changes) {}

  bound_expression in(bound_expression const& e) {
    if (e->kind == bound_node::form::read) {
      if (change const* const c = setting(*e)) {
        auto made = std::make_shared<bound_node>();
        made->kind = bound_node::form::constant;
        made->type = e->type;
        made->constant = c->to;
        ++replaced_;
        return made;
      }
      return e;
    }
    auto made = std::make_shared<bound_node>(*e);
    for (auto& operand : made->operands) operand = in(operand);
    return made;
  }
  [[nodiscard]] std::size_t replaced() const { return replaced_; }

 private:
  change const* setting(bound_node const& e) {
    if (e.read.to != access::end::column || e.read.table == nullptr || e.read.partner) {
      return nullptr;
    }
    for (change const& c : changes_) {
      bool const may = c.kind == change::form::set_cell && c.table == e.read.table->name &&
                       c.column == e.read.table->columns[e.read.column].name;
      if (!may) continue;
      cell const row = row_read_by(run_, view_, subject_, e);
      if (row.is_point() && row.lo == static_cast<std::int64_t>(c.rows.at(0))) return &c;
    }
    return nullptr;
  }

  engine& run_;
  relation_id view_;
  std::int32_t subject_;
  std::vector<change> const& changes_;
  std::size_t replaced_ = 0;
};

}  // namespace

cell row_read_by(engine& run, relation_id view, std::int32_t subject, bound_node const& read) {
  auto row = std::make_shared<bound_node>(read);
  row->read.to = access::end::row;
  row->type = {};
  row->type.kind = value_class::row;
  row->type.table = read.read.table;
  return compile(row, run, view).at(subject, run.space());
}

text obstacle_to(engine& run, bound_rule const& rule, std::int32_t subject,
                 std::vector<change> const& changes) {
  std::vector<bound_expression> atoms;
  atoms_of(rule.condition, atoms);
  for (change const& c : changes) {
    bool const touches =
        c.kind == change::form::set_cell || c.kind == change::form::remove_rows;
    for (std::size_t const row : touches ? c.rows : std::vector<std::size_t>{}) {
      bool const both = std::any_of(atoms.begin(), atoms.end(), [&](auto const& atom) {
        return counts_in(run, rule, atom, subject, c, row) > 1;
      });
      if (both) {
        return {"可改的行同时计入所比较的几个数，怎样改由经办人决定",
                "a row that could change counts in several of the numbers compared; how to "
                "change it is for people"};
      }
    }
  }
  substitution changed(run, rule.view, subject, changes);
  bound_expression const condition = changed.in(rule.condition);
  if (changed.replaced() == 0) return {};
  bool const nodes = !nodes_read_by(run.bound(), rule).empty();
  cell const now = compile(condition, run, rule.view).at(subject, run.space());
  if (nodes || truth_of_cell(now) == truth::yes) return {};
  if (atoms.size() == 1) {
    return {"可改的数据同时影响所比较的两边，怎样改由经办人决定",
            "what could be changed moves both sides; how to change it is for people"};
  }
  return {"可改的数据同时影响条件的其他部分，怎样改由经办人决定",
          "what could be changed also moves other parts; how to change it is for people"};
}

}  // namespace xunze::explain_detail
