// SPDX-License-Identifier: Apache-2.0
#include "xunze/plan/plan.hpp"

#include "plan/one_key.hpp"

#include <algorithm>
#include <array>

namespace xunze {
namespace {

using namespace plan_detail;

std::string column_name(table_schema const& table, std::size_t column) {
  return table.name + "." + table.columns[column].name;
}

/// Columns that an expression reads, foreign keys on its paths included.
void columns_of(bound_expression const& e, std::vector<std::string>& into) {
  if (!e) return;
  if (e->kind == bound_node::form::read) {
    for (row_step const& step : e->read.steps) {
      if (step.kind == row_step::form::link) into.push_back(column_name(*step.from, step.column));
    }
    bool const cell = e->read.to == access::end::column && e->read.table != nullptr;
    if (cell) into.push_back(column_name(*e->read.table, e->read.column));
  }
  for (auto const& operand : e->operands) columns_of(operand, into);
}

void describe_filter(bound_expression const& where, plan_step& into) {
  if (!where) return;
  std::vector<bound_expression> conjuncts;
  conjuncts_of(where, conjuncts);
  for (auto const& e : conjuncts) {
    auto const key = one_key_of(e);
    bool coded = key.has_value();
    if (key && !key->link) {
      column_type const type = key->table->columns[key->column].type;
      coded = type == column_type::text || type == column_type::enumeration ||
              type == column_type::boolean;
    }
    if (!coded) {
      into.interpreted = true;
      continue;
    }
    std::string const name = column_name(*key->table, key->column);
    if (std::find(into.tabulated.begin(), into.tabulated.end(), name) == into.tabulated.end()) {
      into.tabulated.push_back(name);
    }
  }
  columns_of(where, into.columns);
}

struct fold_description {
  char const* what;
  text state;
  size_class size;
};

fold_description fold_of(aggregate_op op) {
  static text const counts{"确定与可能的行数：2 × int32", "certain, possible: 2 × int32"};
  static text const numbers{"下界与上界：2 × int64", "lo, hi: 2 × int64"};
  switch (op) {
    case aggregate_op::count: return {"count", counts, size_class::keys};
    case aggregate_op::distinct:
      return {"distinct",
              {"首个值与标记：16字节，多值时另存键值对",
               "first value, flags: 16 bytes; pairs where there are several"},
              size_class::distinct_pairs};
    case aggregate_op::sum: return {"sum", numbers, size_class::keys};
    case aggregate_op::min: return {"min", numbers, size_class::keys};
    case aggregate_op::max: return {"max", numbers, size_class::keys};
    case aggregate_op::set_union:
      return {"or", {"下界与上界：2 × 64位", "lo, hi: 2 × 64 bits"}, size_class::keys};
    case aggregate_op::any:
      return {"any", {"确定与可能：2位", "certain, possible: 2 bits"}, size_class::keys};
  }
  return {"", {}, size_class::none};
}

class planner {
 public:
  explicit planner(bound_policy const& policy) : policy_(policy) {}

  plan run() {
    for (bound_rule const& r : policy_.rules) visit(r.view);
    for (bound_measure const& m : policy_.measures) visit(m.on);
    for (bound_rule const& r : policy_.rules) judge(r);
    for (plan_step& step : made_.steps) {
      std::sort(step.columns.begin(), step.columns.end());
      step.columns.erase(std::unique(step.columns.begin(), step.columns.end()),
                         step.columns.end());
      for (std::string const& column : step.columns) made_.passes[column] += 1;
    }
    return std::move(made_);
  }

 private:
  std::string const& name(relation_id id) const { return policy_.relations[id].name; }

  void visit(relation_id id) {
    if (std::find(seen_.begin(), seen_.end(), id) != seen_.end()) return;
    seen_.push_back(id);
    bound_relation const& r = policy_.relations[id];
    for (auto const& [alias, member] : r.members) visit(member);
    for (bound_aggregate const& a : r.aggregates) visit(a.from);
    for (bound_match const& m : r.matches) visit(m.partner);
    rows(r);
    for (bound_lookup const& l : r.lookups) look_up(r, l);
    for (auto const& [kind, number] : r.order) {
      switch (kind) {
        case bound_relation::node::column: column(r, r.own[number]); break;
        case bound_relation::node::aggregate: aggregate(r, r.aggregates[number]); break;
        case bound_relation::node::match: match(r, r.matches[number]); break;
        case bound_relation::node::linear: linear(r, r.linear[number]); break;
        case bound_relation::node::rank: rank(r, r.ranks[number]); break;
        case bound_relation::node::carry: carry(r, r.carries[number]); break;
      }
    }
  }

  void rows(bound_relation const& r) {
    static constexpr std::array<char const*, 7> names{"table",    "filter", "expand", "union",
                                                      "distinct", "cross",  "values"};
    bool const nothing_to_do = r.kind == bound_relation::body::table ||
                               (r.kind == bound_relation::body::view && r.where.empty());
    if (nothing_to_do) return;
    plan_step step;
    step.relation = r.name;
    step.node = "rows";
    step.what = names[static_cast<std::size_t>(r.kind)];
    for (auto const& [alias, member] : r.members) {
      step.source += (step.source.empty() ? "" : ", ") + name(member);
    }
    for (auto const& where : r.where) describe_filter(where, step);
    for (auto const& key : r.keys) columns_of(key, step.columns);
    for (auto const& value : r.over.values) columns_of(value, step.columns);
    for (auto const& columns : r.part_columns) {
      for (auto const& e : columns) columns_of(e, step.columns);
    }
    bool const grouped = r.kind == bound_relation::body::distinct;
    step.size = grouped ? size_class::keys : size_class::rows;
    step.state = grouped ? text{"键的各列与行号", "key parts, row number"}
                         : text{"行号", "row number"};
    made_.steps.push_back(std::move(step));
  }

  void look_up(bound_relation const& r, bound_lookup const& l) {
    plan_step step;
    step.relation = r.name;
    step.node = r.own[l.column].name;
    step.what = "look-up";
    step.source = name(l.over);
    for (auto const& e : l.on) columns_of(e, step.columns);
    columns_of(l.at, step.columns);
    step.state = {"每键的各行", "rows by key"};
    step.size = size_class::rows_of_key;
    made_.steps.push_back(std::move(step));
  }

  void column(bound_relation const& r, bound_column const& c) {
    plan_step step;
    step.relation = r.name;
    step.node = c.name;
    step.what = "column";
    step.source = r.name;
    step.interpreted = true;
    columns_of(c.value, step.columns);
    step.state = {"每行一值，算来不比读来贵的由前两处读者各自计算",
                  "a value a row; not stored for two readers if light to compute"};
    step.size = size_class::rows;
    made_.steps.push_back(std::move(step));
  }

  void aggregate(bound_relation const& r, bound_aggregate const& a) {
    fold_description const fold = fold_of(a.source->op);
    plan_step step;
    step.relation = r.name;
    step.node = a.source->name;
    step.what = fold.what;
    step.source = name(a.from);
    describe_filter(a.where, step);
    for (auto const& key : a.key) columns_of(key, step.columns);
    columns_of(a.value, step.columns);
    step.state = fold.state;
    step.size = fold.size;
    made_.steps.push_back(std::move(step));
  }

  void match(bound_relation const& r, bound_match const& m) {
    plan_step step;
    step.relation = r.name;
    step.node = m.source->name;
    step.what = "match";
    step.source = name(m.partner);
    step.interpreted = m.where != nullptr;
    for (auto const& key : m.partner_key) columns_of(key, step.columns);
    columns_of(m.where, step.columns);
    columns_of(m.gap_partner, step.columns);
    step.state = {"每键的各行", "rows by key"};
    step.size = size_class::rows_of_key;
    made_.steps.push_back(std::move(step));
  }

  void linear(bound_relation const& r, bound_linear const& l) {
    plan_step step;
    step.relation = r.name;
    step.node = r.own[l.column].name;
    step.what = l.by_row ? "linear, row by row" : "linear";
    for (auto const& [number, coefficient] : l.terms) {
      bound_aggregate const& a = r.aggregates[number];
      step.source = name(a.from);
      columns_of(a.where, step.columns);
      columns_of(a.value, step.columns);
      for (auto const& key : a.key) columns_of(key, step.columns);
    }
    step.interpreted = l.by_row;
    step.state = {"下界与上界：2 × int64", "lo, hi: 2 × int64"};
    step.size = size_class::keys;
    made_.steps.push_back(std::move(step));
  }

  void rank(bound_relation const& r, bound_rank const& k) {
    plan_step step;
    step.relation = r.name;
    step.node = r.own[k.column].name;
    step.what = "rank";
    step.source = r.name;
    step.interpreted = true;
    for (auto const& [e, down] : k.order) columns_of(e, step.columns);
    step.state = {"各组内的次序", "order by partition"};
    step.size = size_class::rows;
    made_.steps.push_back(std::move(step));
  }

  void carry(bound_relation const& r, bound_carry const& c) {
    plan_step step;
    step.relation = r.name;
    step.node = c.source->name;
    step.what = "carry";
    step.source = r.name;
    step.interpreted = true;
    for (auto const& e : c.partition) columns_of(e, step.columns);
    for (auto const& e : {c.order, c.add, c.at_least, c.at_most, c.first}) {
      columns_of(e, step.columns);
    }
    step.state = {"上一行、下界、上界", "row before, lo, hi"};
    step.size = size_class::rows;
    made_.steps.push_back(std::move(step));
  }

  void judge(bound_rule const& r) {
    plan_step step;
    step.relation = name(r.view);
    step.node = "verdict";
    step.what = "judge";
    step.source = name(r.subject);
    describe_filter(r.applies, step);
    for (auto const& e : {r.condition, r.due, r.anchor}) columns_of(e, step.columns);
    step.state = {"结论：1字节", "verdict: 1 byte"};
    step.size = size_class::keys;
    made_.steps.push_back(std::move(step));
  }

  bound_policy const& policy_;
  plan made_;
  std::vector<relation_id> seen_;
};

std::string joined(std::vector<std::string> const& words, char const* between) {
  std::string made;
  for (std::string const& word : words) made += (made.empty() ? "" : between) + word;
  return made;
}

}  // namespace

text const& name_of(size_class size) noexcept {
  static std::array<text, 5> const names{
      text{"无", "none"}, text{"按键数", "O(keys)"}, text{"按不同的键值对数", "O(distinct pairs)"},
      text{"按行数", "O(rows)"}, text{"按每键行数", "O(rows of key)"}};
  return names[static_cast<std::size_t>(size)];
}

plan make_plan(bound_policy const& policy) { return planner(policy).run(); }

std::string to_text(plan const& made, language which) {
  bool const zh = which == language::zh;
  std::string out;
  for (plan_step const& step : made.steps) {
    out += step.relation + " · " + step.node + ": " + step.what;
    if (!step.source.empty()) out += " ← " + step.source;
    if (!step.tabulated.empty()) {
      out += (zh ? "；查表过滤：" : "; tabulated by ") + joined(step.tabulated, ", ");
    }
    if (step.interpreted) out += zh ? "；逐块解释" : "; block interpreter";
    out += zh ? "；状态：" : "; state: ";
    out += step.state.in(which) + " (" + name_of(step.size).in(which) + ")\n";
  }
  out += zh ? "各列被读次数\n" : "passes over each column\n";
  for (auto const& [column, passes] : made.passes) {
    out += "  " + column + " " + std::to_string(passes) + "\n";
  }
  return out;
}

}  // namespace xunze
