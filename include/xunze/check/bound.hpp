// SPDX-License-Identifier: Apache-2.0
// A policy after names and types are resolved: what plans are made from.
#ifndef XUNZE_CHECK_BOUND_HPP
#define XUNZE_CHECK_BOUND_HPP

#include "xunze/check/type.hpp"
#include "xunze/core/interval.hpp"
#include "xunze/policy/policy.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace xunze {

/// Functions of the profile that remain after binding.
enum class function_id : std::uint8_t {
  has, coalesce, date, year, month, day, date_of, add_days, add_months, add_years, due_after,
  due_before, days_between, age, min, max, abs, ceil, floor, matches, starts_with, size, subset,
  intersects
};

/// Index of a relation in bound_policy::relations; given tables are relations too.
using relation_id = std::size_t;

/// One step from a row to another: along a foreign key, or up a tree to a level.
struct row_step {
  enum class form : std::uint8_t { link, ancestor };
  form kind = form::link;
  table_schema const* from = nullptr;
  std::size_t column = 0;   // link: the foreign key
  std::int32_t level = 0;   // ancestor: rank of the level
  table_schema const* to = nullptr;
  friend bool operator==(row_step const&, row_step const&) = default;
};

/// Where a path reads: which relation, which row of which table, which column.
struct access {
  enum class start : std::uint8_t { base, own };
  enum class end : std::uint8_t { column, row, holds };
  bool partner = false;            // reads the partner of a match, not its target
  std::vector<std::size_t> hops;   // members to follow, from the relation itself outwards
  start from = start::base;        // the relation's base table row, or one of its own columns
  std::size_t own = 0;
  std::vector<row_step> steps;
  end to = end::column;
  table_schema const* table = nullptr;  // of the column or row; null: the own column itself
  std::size_t column = 0;
  std::string rule;                // of holds
};

struct bound_node;
using bound_expression = std::shared_ptr<bound_node const>;

/// A node of a resolved expression.
struct bound_node {
  enum class form : std::uint8_t {
    constant, read, operation, call, rescale, translate, row_key
  };
  form kind = form::constant;
  value_type type;
  value constant{};                // of constant; null: none
  bool unknown_constant = false;   // a parameter before its first dated value
  access read{};
  operation op = operation::literal;
  function_id function{};
  std::vector<bound_expression> operands{};
  std::vector<case_label> labels{};      // of operation::cases
  std::vector<std::string> parameters{};  // parameters this constant came from
  expression source{};                   // the text it came from, for explaining
};

/// A column that belongs to a relation itself.
struct bound_column {
  std::string name;
  value_type type;
  bound_expression value;  // absent: made by the body or by a node
  std::string step;        // path step that the column offers as a foreign key
  table_schema const* refers_to = nullptr;
};

struct bound_aggregate {
  aggregate const* source = nullptr;
  relation_id from = 0;
  bound_expression where;
  std::vector<bound_expression> key;  // over `from`
  std::vector<bound_expression> on;   // over the subject
  bound_expression value;
  interval unknown_value;  // what an unknown value may be
  std::size_t column = 0;
};

struct bound_match {
  match const* source = nullptr;
  relation_id partner = 0;
  std::vector<bound_expression> target_key;
  std::vector<bound_expression> partner_key;
  bound_expression where;  // over both; includes the exceptions
  bound_expression gap_target;
  bound_expression gap_partner;
  bound_expression interval_from, interval_to;  // over the partner
  bound_expression needs_history_from;
  std::size_t column = 0;
};

/// Aggregates of one linear form with their coefficients; the rest is `constant`.
/// Units: coefficient times value, and `constant` (null: 0), have the scale of the form.
struct bound_linear {
  std::vector<std::pair<std::size_t, bound_expression>> terms;  // aggregate number, coefficient
  bound_expression constant;
  bool by_row = false;  // all terms are counts or sums over one relation with one key
  bound_expression form;  // otherwise: plain arithmetic on the aggregates' columns
  std::size_t column = 0;
};

struct bound_rank {
  std::vector<bound_expression> partition;
  std::vector<std::pair<bound_expression, bool>> order;  // descending
  bool dense = false;
  std::size_t column = 0;
};

struct bound_carry {
  carry const* source = nullptr;
  std::vector<bound_expression> partition;
  bound_expression order;
  bound_expression add, at_least, at_most, first;  // of one scale; absent as in `carry`
  std::size_t column = 0;
};

/// Shape: rows of a table are an own column; rows of a relation are a member of the view, and the
/// own column says whether there is one.
struct bound_lookup {
  lookup const* source = nullptr;
  table_schema const* table = nullptr;  // null: a relation is looked up
  std::vector<std::size_t> table_columns;
  std::vector<bound_expression> on;
  bound_expression at;
  bound_expression where;  // over the looked-up rows
  relation_id over = 0;    // the looked-up table or relation
  std::size_t column = 0;
  std::size_t member = 0;  // of a relation: its number among the view's members; 0 of a table
  std::vector<bound_expression> keys;  // of a relation, over it: what `on` names
  bound_expression from, to;           // of a relation, over it
};

struct bound_over {
  expand_over::form kind = expand_over::form::years;
  std::vector<bound_expression> values;
  bound_expression length_days, step_days;
};

/// A relation: rows from its body, then its own columns in this order.
struct bound_relation {
  enum class body : std::uint8_t { table, view, expand, join, distinct, cross, values };
  std::string name;
  body kind = body::table;
  place at;
  table_schema const* base = nullptr;  // table whose row each row comes from, if one
  std::vector<std::pair<std::string, relation_id>> members;  // parents; cross: with aliases
  std::vector<bound_expression> where;  // one a member of a join, else one or none
  std::vector<std::vector<bound_expression>> part_columns;  // of join
  std::vector<bound_lookup> lookups;    // of view
  std::vector<bound_expression> keys;   // of distinct, over the member
  bound_over over;                      // of expand
  std::vector<std::string> chosen_by;   // of expand: the parameters that chose `over`
  std::string parameter;                // of values
  std::vector<value> members_of_values;  // of values
  std::vector<bound_column> own;
  std::vector<access> key;              // the key columns of a row
  std::vector<std::string> key_names;
  std::vector<path_alias const*> aliases;
  expression anchor;

  std::vector<bound_aggregate> aggregates;
  std::vector<bound_match> matches;
  std::vector<bound_linear> linear;
  std::vector<bound_rank> ranks;
  std::vector<bound_carry> carries;
  enum class node : std::uint8_t { column, aggregate, match, linear, rank, carry };
  std::vector<std::pair<node, std::size_t>> order;  // own columns by number, nodes by index
};

/// A text with expressions between: literal pieces and values in turn.
struct bound_text {
  std::vector<std::string> pieces;
  std::vector<bound_expression> values;
};

struct bound_rule {
  rule const* source = nullptr;
  relation_id subject = 0;  // the relation of its subjects
  relation_id view = 0;     // the subjects with the rule's own nodes
  strength binding = strength::mandatory;
  xunze::sense sense = xunze::sense::row;
  bound_expression applies, condition, measured, threshold, due, anchor, label;
  int slack_sign = 0;  // 1: threshold - measured, -1: measured - threshold, 2: equality
  std::array<bound_text, 2> message, remedy;  // zh, en
};

struct bound_measure {
  measure const* source = nullptr;
  relation_id on = 0;
  std::vector<bound_expression> group;
  bound_expression numerator, denominator;
};

struct bound_decision {
  decision const* source = nullptr;
  relation_id subject = 0;
  struct member {
    std::size_t rule;
    std::vector<bound_expression> via;
  };
  std::vector<member> members;
};

/// A policy whose names and types are resolved against a vocabulary.
/// Lifetime: points into the policy and the vocabulary, which must outlive it.
struct bound_policy {
  policy const* source = nullptr;
  vocabulary const* words = nullptr;
  std::deque<bound_relation> relations;  // references stay valid while it grows
  std::vector<bound_rule> rules;          // in pack order
  std::vector<std::size_t> rule_order;    // an order in which they can be computed
  std::vector<bound_measure> measures;
  std::vector<bound_decision> decisions;

  [[nodiscard]] relation_id find(std::string_view relation) const;  // npos if there is none
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Resolves and type-checks a policy; all that is wrong goes to `out`.
/// Errors: the result is usable only if `out` has no errors.
[[nodiscard]] bound_policy bind(policy const& source, vocabulary const& words, diagnostics& out);

/// Notes those of the parameters that no rule, no measure and no text reads (`parameter.unread`).
/// Shape: `bound` is a policy bound without errors, which has these parameters.
void report_unread(bound_policy const& bound, std::span<parameter const> parameters,
                   diagnostics& out);

}  // namespace xunze

#endif
