// SPDX-License-Identifier: Apache-2.0
// The dependency graph of a policy over a vocabulary.
#include "xunze/graph/policy_graph.hpp"

#include "policy_names.hpp"

#include "policy/periods.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace xunze {
namespace {

using graph_detail::policy_names;
using graph_detail::reader;
using graph_detail::scope;

scope over(std::string_view source, std::size_t own_limit = scope::all) {
  scope made;
  made.source = source;
  made.own_limit = own_limit;
  return made;
}

class builder {
 public:
  builder(policy const& source, vocabulary const& words)
      : source_{source}, words_{words}, names_{source, words, graph_} {}

  dependency_graph run() {
    for (rule const& one : source_.rules) add_rule_nodes(one);
    for (measure const& one : source_.measures) node(node_kind::measure, one.id, one.title);
    for (decision const& one : source_.decisions) node(node_kind::decision, one.id, one.title);
    for (clause const& one : source_.clauses) add_clause(one);
    for (parameter const& one : source_.parameters) {
      cite(node(node_kind::parameter, one.name), one.clause);
    }
    for (relation const& one : source_.relations) add_relation(one);
    for (rule const& one : source_.rules) add_rule(one);
    for (measure const& one : source_.measures) add_measure(one);
    for (decision const& one : source_.decisions) add_decision(one);
    return std::move(graph_);
  }

 private:
  node_id node(node_kind kind, std::string_view name, text title = {}) {
    return graph_.add_node(kind, name, std::move(title));
  }

  void cite(node_id from, std::string const& clause) {
    if (!clause.empty()) graph_.add_edge(from, names_.clause_node(clause), edge_kind::cites);
  }

  reader metric(std::string_view owner, std::string_view name, std::string_view rows) {
    reader const made{node(node_kind::metric, policy_names::metric_name(owner, name)), {}};
    names_.read_rows(made, rows);
    return made;
  }

  void add_clause(clause const& from) {
    node_id const self = names_.clause_node(from.id);
    for (std::string const& other : from.depends_on) {
      graph_.add_edge(self, names_.clause_node(other), edge_kind::needs);
    }
  }

  void add_relation(relation const& from) {
    reader const self{node(node_kind::relation, from.name), {}};
    std::visit([&](auto const& body) { add_body(self, from, body); }, from.body);
    add_nodes(from.nodes, from.name, over(from.name));
  }

  void add_body(reader const& self, relation const& of, derive_body const& body) {
    names_.read_rows(self, body.from);
    scope const before = over(of.name, 0);  // paths and look-ups, but no columns of its own
    names_.read(self, body.where, before);
    names_.read(self, body.anchor, before);
    for (path_alias const& alias : body.paths) {
      if (auto const* found = std::get_if<lookup>(&alias.target)) {
        add_lookup(of.name, alias.name, body.from, *found);
      }
    }
    for (std::size_t i = 0; i < body.columns.size(); ++i) {
      auto const& column = body.columns[i];
      names_.read(metric(of.name, column.name, of.name), column.value, over(of.name, i));
    }
  }

  // A look-up stands on the rows before `where`, which may read it.
  void add_lookup(std::string_view owner, std::string_view name, std::string_view rows,
                  lookup const& from) {
    reader const self = metric(owner, name, rows);
    scope const outside = over(owner, 0);
    names_.read(self, from.at, outside);
    for (auto const& on : from.on) names_.read(self, on.value, outside);
    reader there = self;  // where a shifted key leads to an earlier period
    there.period_lag = policy_detail::periods_back(from);
    if (source_.find_relation(from.table) != nullptr) return add_lookup_there(there, from);
    table_schema const* table = words_.find_table(from.table);
    if (table == nullptr) return;
    names_.read_table(there, *table);
    for (auto const& on : from.on) names_.read_column(there, *table, on.name);
    if (from.at) {
      names_.read_column(there, *table, from.from);
      names_.read_column(there, *table, from.to);
    } else if (from.pick == pick::latest) {
      names_.read_column(there, *table, from.from);
    }
    scope inside;
    inside.looked_up = table;
    names_.read(there, from.where, inside);
  }

  // In a relation of the pack.
  void add_lookup_there(reader const& there, lookup const& from) {
    scope const inside = over(from.table);
    names_.read_rows(there, from.table);
    std::vector<std::string> read;
    for (auto const& on : from.on) read.push_back(on.name);
    if (from.at) read.insert(read.end(), {from.from, from.to});
    if (!from.at && from.pick == pick::latest) read.push_back(from.from);
    for (std::string const& name : read) names_.read(there, make_path(name), inside);
    names_.read(there, from.where, inside);
  }

  void add_body(reader const& self, relation const&, expand_body const& body) {
    names_.read_rows(self, body.from);
    add_over(self, body.over, over(body.from), 0);
  }

  void add_over(reader const& self, expand_over const& from, scope const& names, int depth) {
    if (depth > graph_detail::max_depth) return;
    names_.read(self, from.values, names);
    names_.read(self, from.length_days, names);
    names_.read(self, from.step_days, names);
    if (from.kind != expand_over::form::choose) return;
    names_.read_parameter(self, from.parameter);
    for (auto const& [word, choice] : from.choices) {
      if (choice == nullptr) continue;
      reader only = self;
      only.only_with = parameter_choice{from.parameter, word};
      add_over(only, *choice, names, depth + 1);
    }
  }

  void add_body(reader const& self, relation const& of, union_body const& body) {
    for (union_part const& part : body.parts) {
      names_.read_rows(self, part.from);
      names_.read(self, part.where, over(part.from));
      for (auto const& column : part.columns) {
        names_.read(metric(of.name, column.name, of.name), column.value, over(part.from));
        // Equal keys are one row: the rows themselves depend on the key.
        bool const is_key = std::find(body.key.begin(), body.key.end(), column.name) !=
                            body.key.end();
        if (is_key) names_.read(self, column.value, over(part.from));
      }
    }
  }

  void add_body(reader const& self, relation const&, distinct_body const& body) {
    names_.read_rows(self, body.from);
    for (auto const& key : body.keys) names_.read(self, key.value, over(body.from));
    names_.read(self, body.where, over(body.from));
  }

  void add_body(reader const& self, relation const& of, cross_body const& body) {
    for (auto const& [alias, member] : body.of) names_.read_rows(self, member);
    names_.read(self, body.where, over(of.name, 0));
  }

  void add_body(reader const& self, relation const&, values_body const& body) {
    names_.read_parameter(self, body.parameter);
  }

  // Nodes named under `owner`, whose subject's names are `names`.
  void add_nodes(node_block const& nodes, std::string_view owner, scope const& names) {
    for (aggregate const& one : nodes.aggregates) {
      add_aggregate(metric(owner, one.name, names.source), one, names);
    }
    for (match const& one : nodes.matches) {
      add_match(metric(owner, one.name, names.source), one, names);
    }
    for (auto const& one : nodes.linear) {
      names_.read(metric(owner, one.name, names.source), one.value, names);
    }
    for (rank const& one : nodes.ranks) {
      reader const self = metric(owner, one.name, names.source);
      names_.read(self, one.partition, names);
      for (rank_order const& by : one.order) names_.read(self, by.by, names);
    }
    for (carry const& one : nodes.carries) {
      reader const self = metric(owner, one.name, names.source);
      names_.read(self, one.partition, names);
      for (expression const& e : {one.order, one.add, one.at_least, one.at_most, one.first}) {
        names_.read(self, e, names);
      }
    }
    for (auto const& one : nodes.let) {
      names_.read(metric(owner, one.name, names.source), one.value, names);
    }
  }

  void add_aggregate(reader const& self, aggregate const& from, scope const& names) {
    reader there = self;
    if (from.on) there.period_lag = policy_detail::periods_back(*from.on);
    names_.read_rows(there, from.from);
    scope const inside = over(from.from);
    names_.read(there, from.where, inside);
    names_.read(there, from.value, inside);
    if (from.key) names_.read(there, *from.key, inside);
    if (from.on) {
      names_.read(self, *from.on, names);
    } else if (!from.key || !from.key->empty()) {
      names_.read_key(self, names.source);
    }
  }

  void add_match(reader const& self, match const& from, scope const& names) {
    names_.read_rows(self, from.partner);
    scope const partner = over(from.partner);
    scope both = names;
    both.partner_alias = from.as;
    both.partner = from.partner;
    for (auto const& [target, theirs] : from.same) {
      names_.read(self, target, names);
      names_.read(self, theirs, partner);
    }
    names_.read(self, from.where, both);
    for (match_exception const& one : from.except) {
      names_.read(self, one.when, both);
      if (!one.clause.empty()) {
        graph_.add_edge(self.node, names_.clause_node(one.clause), edge_kind::needs);
      }
    }
    names_.read(self, from.gap_target, names);
    names_.read(self, from.gap_partner, partner);
    names_.read(self, from.interval_from, partner);
    names_.read(self, from.interval_to, partner);
    names_.read(self, from.needs_history_from, names);
  }

  template <class Visit>
  static void each_name(node_block const& nodes, Visit visit) {
    for (auto const& one : nodes.aggregates) visit(one.name);
    for (auto const& one : nodes.matches) visit(one.name);
    for (auto const& one : nodes.linear) visit(one.name);
    for (auto const& one : nodes.ranks) visit(one.name);
    for (auto const& one : nodes.carries) visit(one.name);
    for (auto const& one : nodes.let) visit(one.name);
  }

  void add_rule_nodes(rule const& from) {
    node(node_kind::rule, from.id, from.title);
    each_name(from.nodes, [&](std::string const& name) {
      node(node_kind::metric, policy_names::metric_name(from.id, name));
    });
  }

  void add_rule(rule const& from) {
    reader const self{node(node_kind::rule, from.id), {}};
    cite(self.node, from.clause);
    names_.read_rows(self, from.subject);
    names_.read_key(self, from.subject);
    scope names = over(from.subject);
    names.block = &from.nodes;
    names.owner = from.id;
    add_nodes(from.nodes, from.id, names);
    for (expression const& e : {from.applies, from.condition, from.measured, from.threshold,
                                from.due, from.anchor, from.label}) {
      names_.read(self, e, names);
    }
    names_.read(self, from.message, names);
    names_.read(self, from.remedy, names);
    if (!from.strength.parameter.empty()) names_.read_parameter(self, from.strength.parameter);
    for (std::string const& other : from.overrides) {
      auto const found = graph_.find(node_kind::rule, other);
      if (found) graph_.add_edge(self.node, *found, edge_kind::overrides);
    }
    if (from.waivable) add_waivers(self);
  }

  // A rule can be judged without waivers; docs/semantics.md names their columns.
  void add_waivers(reader const& self) {
    table_schema const* table = words_.find_table("waiver");
    if (table == nullptr) return;
    graph_edge edge;
    edge.from = self.node;
    edge.to = node(node_kind::table, table->name, table->title);
    edge.kind = edge_kind::reads;
    edge.optional = true;
    graph_.add_edge(std::move(edge));
  }

  void add_measure(measure const& from) {
    reader const self{node(node_kind::measure, from.id), {}};
    cite(self.node, from.clause);
    names_.read_rows(self, from.on);
    names_.read(self, from.group, over(from.on));
    names_.read(self, from.numerator, over(from.on));
    names_.read(self, from.denominator, over(from.on));
  }

  void add_decision(decision const& from) {
    reader const self{node(node_kind::decision, from.id), {}};
    names_.read_rows(self, from.subject);
    for (decision_member const& member : from.members) {
      names_.read(self, member.via, over(from.subject));
      auto const found = graph_.find(node_kind::rule, member.rule);
      if (found) graph_.add_edge(self.node, *found, edge_kind::needs);
    }
  }

  policy const& source_;
  vocabulary const& words_;
  dependency_graph graph_{};
  policy_names names_;
};

}  // namespace

dependency_graph make_policy_graph(policy const& source, vocabulary const& words) {
  return builder{source, words}.run();
}

}  // namespace xunze
