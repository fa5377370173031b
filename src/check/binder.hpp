// SPDX-License-Identifier: Apache-2.0
// Resolves names and types of one policy; private to the check stage.
#ifndef XUNZE_SRC_CHECK_BINDER_HPP
#define XUNZE_SRC_CHECK_BINDER_HPP

#include "xunze/check/bound.hpp"
#include "xunze/graph/dependency_graph.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::check_detail {

/// What an expression may name: a relation, and a partner under an alias.
struct scope {
  relation_id target = bound_policy::npos;
  relation_id partner = bound_policy::npos;
  std::string partner_alias{};
  bound_expression anchor{};  // where dated parameters are read
};

/// Relations, rules or nodes that need one another, in turn.
using ring = std::vector<std::pair<node_kind, std::string>>;

class binder {
 public:
  binder(policy const& source, vocabulary const& words, diagnostics& out);
  bound_policy run();
  /// One for each diagnostic `graph.cycle` or `relation.cycle_lagged`, in their order.
  [[nodiscard]] std::vector<ring> const& turns() const noexcept { return turns_; }

 private:
  // relations (bind_relation.cpp)
  relation_id need_relation(std::string_view name, place const& at);
  relation_id table_relation(table_schema const& table);
  relation_id bind_relation(relation const& source);
  void bind_body(relation_id self, derive_body const& body);
  void bind_body(relation_id self, expand_body const& body);
  void bind_body(relation_id self, union_body const& body);
  void bind_body(relation_id self, distinct_body const& body);
  void bind_body(relation_id self, cross_body const& body);
  void bind_body(relation_id self, values_body const& body);
  void bind_lookups(relation_id self, derive_body const& body);
  relation_id looked_up(lookup const& wanted, place const& at);
  void bind_lookup_keys(bound_lookup& into, path_alias const& alias, scope const& names,
                        scope const& inside);
  void bind_lookup_days(bound_lookup& into, path_alias const& alias, scope const& inside);
  void bind_over(relation_id self, expand_over const& over, std::string const& as, place const& at);
  void inherit_key(relation_id self, relation_id from);
  std::size_t add_own(relation_id self, std::string name, bound_expression value,
                      relation_id read_in = bound_policy::npos);
  relation_id new_relation(std::string name, bound_relation::body kind, place at);

  // nodes (bind_nodes.cpp)
  void bind_nodes(relation_id self, node_block const& nodes, scope const& names);
  void bind_aggregate(relation_id self, aggregate const& source, scope const& names);
  void need_same_keys(aggregate const& source, value_type const& subject, value_type const& key);
  void bind_match(relation_id self, match const& source, scope const& names);
  void bind_rank(relation_id self, rank const& source, scope const& names);
  void bind_carry(relation_id self, carry const& source, scope const& names);
  void bind_let(relation_id self, named_expression const& source, scope const& names);
  std::vector<bound_expression> key_of(relation_id relation);
  bound_expression self_row(relation_id relation);

  // linear forms (bind_linear.cpp)
  void bind_linear(relation_id self, named_expression const& source, scope const& names);
  /// Whether a form reads an aggregate of the relation, or of one that it is made from.
  bool reads_aggregate(relation_id self, expression const& form, scope const& names);
  /// Says so where aggregates are not just added, subtracted and scaled.
  bool need_linear(relation_id self, expression const& form, scope const& names);
  /// A form as a sum: aggregates of the relation by their coefficients, and what stands beside.
  struct linear_parts {
    std::vector<std::pair<std::size_t, expression>> terms{};
    expression constant{};
  };
  bool split_linear(relation_id self, expression const& form, expression const& factor,
                    linear_parts& into, scope const& names);
  std::optional<std::size_t> aggregate_named(relation_id self, expression const& form,
                                             scope const& names);
  bool names_aggregate(relation_id self, expression const& form, scope const& names);

  // rules (bind_rule.cpp)
  void refuse_doubles();
  std::size_t need_rule(std::string_view id, place const& at);
  void bind_rule(std::size_t index);
  bound_text bind_text(std::string const& words, scope const& names, words_place const& at);
  void bind_comparison(bound_rule& into, rule const& source, scope const& names);
  strength bind_strength(rule const& source);
  void bind_measures();
  void bind_decisions();

  // expressions (bind_expression.cpp, bind_path.cpp, bind_call.cpp)
  bound_expression bind(expression const& e, scope const& names,
                        value_type const* expected = nullptr);
  bound_expression bind_typed(expression const& e, scope const& names, value_class wanted);
  bound_expression bind_literal(expression_node const& node, value_type const* expected);
  bound_expression bind_path(expression_node const& node, expression const& e,
                             scope const& names);
  void dated_without_anchor(parameter const& p, place const& at);
  bound_expression bind_parameter(parameter const& p, expression const& e, scope const& names);
  bound_expression bind_logic(expression_node const& node, expression const& e,
                              scope const& names);
  bound_expression bind_compare(expression_node const& node, expression const& e,
                                scope const& names);
  bound_expression bind_in(expression_node const& node, expression const& e, scope const& names);
  bound_expression bind_arithmetic(expression_node const& node, expression const& e,
                                   scope const& names);
  bound_expression bind_choose(expression_node const& node, expression const& e,
                               scope const& names, value_type const* expected);
  bound_expression bind_call(expression_node const& node, expression const& e,
                             scope const& names);
  bound_expression bind_holds(expression_node const& node, expression const& e,
                              scope const& names);
  bool unify(bound_expression& a, bound_expression& b, place const& at);
  void list_outside_in(place const& at);
  bound_expression rescale(bound_expression e, std::uint8_t scale);
  bound_expression row_key(bound_expression e);
  /// Says so where values have no order that the engine follows; texts are compared alone.
  bool need_order(bound_expression const& e, place const& at);
  bound_expression constant(value v, value_type type, expression const& e);

  // paths
  bool resolve_column(relation_id relation, std::string_view name, access& into,
                      value_type& type);
  bool resolve_steps(relation_id relation, std::vector<path_step> const& path, std::size_t first,
                     access& into, value_type& type, place const& at, bool quiet);
  /// A path through a relation looked up; `found` tells whether it begins with one.
  bool resolve_looked_up(relation_id relation, std::vector<path_step> const& path,
                         std::size_t first, access& into, value_type& type, place const& at,
                         bool quiet, bool& found);
  bool walk(std::vector<path_step> const& path, std::size_t next, table_schema const* table,
            access& into, value_type& type, place const& at, bool quiet);
  bool step_behind(bound_relation const& here, path_step const& step);
  bool start_of_path(relation_id relation, path_step const& step, access& into,
                     table_schema const*& table, path_alias const*& alias);
  std::vector<std::string> names_in(scope const& names) const;
  std::vector<std::string> steps_in(relation_id relation) const;

  // what failed to bind was said once; mentions of it are not errors of their own
  void bind_waiting(relation_id self, std::string const& name, std::function<void()> const& now);
  void failed(relation_id self, std::string const& name) { failed_.emplace(self, name); }
  bool has_failed(relation_id relation, std::string_view name) const;
  bool key_failed(relation_id relation) const;
  bool alias_failed(relation_id relation, path_step const& step);
  bool alias_failed(relation_id relation, path_alias const& alias);
  void alias_ring(std::vector<std::pair<relation_id, path_alias const*>> const& met);
  void aliases_too_deep(std::size_t longest);
  /// Says what is wrong with aliases that no expression may use.
  void check_aliases(relation_id relation, derive_body const& body);

  /// Whether a node is asked for while it is being bound; says so.
  bool needs_itself(relation_id relation, std::string_view name);
  /// Whether what is being bound needs too many others in turn; says so, of the first.
  bool too_deep(std::string_view name, place const& at);
  void met_turn(std::string code, ring met, place const& at);
  void error(std::string code, place const& where, text message, text help = {});

  policy const& source_;
  vocabulary const& words_;
  diagnostics& out_;
  bound_policy bound_;
  std::map<std::string, relation_id, std::less<>> relations_;
  place within_;                           // of the rule being bound, for what has no place
  ring in_progress_;                      // relations and rules on the way down, for cycles
  std::vector<std::pair<relation_id, std::string>> open_nodes_{};
  std::vector<ring> turns_{};
  bool told_depth_ = false;
  std::vector<std::size_t> lagged_at_{};  // depths of it at which an earlier period is looked up
  std::vector<std::pair<relation_id, path_alias const*>> open_aliases_{};  // being followed
  bool met_failed_alias_ = false;  // by the path followed last
  bool own_may_end_ = false;                // of the own column a path was found to start at
  std::vector<std::uint8_t> rule_state_;  // 0 new, 1 in progress, 2 done
  std::map<relation_id, std::map<std::string, std::function<void()>, std::less<>>> pending_;
  std::set<std::pair<relation_id, std::string>, std::less<>> failed_;
  std::set<path_alias const*> failed_aliases_;
  std::set<std::string> said_;  // a constructor may write one text of a pack into several nodes
};

/// Whether the value of a parameter depends on a day.
[[nodiscard]] bool is_dated(parameter const& p);

}  // namespace xunze::check_detail

#endif
