// SPDX-License-Identifier: Apache-2.0
// Relations of a policy and the nodes attached to them, as plain data.
#ifndef XUNZE_POLICY_RELATION_HPP
#define XUNZE_POLICY_RELATION_HPP

#include "xunze/policy/expression.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace xunze {

/// A name for an expression, a column of a relation or a key.
struct named_expression {
    std::string name;
    expression value;
};

/// Which row an as-of look-up takes where several are valid.
enum class pick : std::uint8_t { only, latest, any };

/// As-of look-up: the row of `table` with these column values, valid at `at`.
struct lookup {
    std::string table;
    std::vector<named_expression> on;  // column of `table` = expression over the relation
    expression at;                     // absent: not dated
    std::string from = "from";
    std::string to = "to";
    xunze::pick pick = xunze::pick::only;
    expression where;                  // over the looked-up row
};

/// A name for a path over foreign keys, or for a look-up.
struct path_alias {
    std::string name;
    std::variant<std::vector<path_step>, lookup> target;
    place at;
};

enum class aggregate_op : std::uint8_t { count, distinct, sum, min, max, set_union, any };

/// Rows of `from` that belong to a subject, folded to one interval.
/// Source: docs/semantics.md, Aggregates
struct aggregate {
    std::string name;
    std::string from;
    expression where;
    std::optional<std::vector<expression>> key;  // over `from`; absent: the subject's keys
    std::optional<std::vector<expression>> on;   // over the subject; absent: its key columns
    aggregate_op op = aggregate_op::count;
    expression value;
    place at;
};

enum class find_kind : std::uint8_t { count, nearest, max_concurrent };

/// A labelled exception of a match: pairs for which `when` is true do not count.
struct match_exception {
    std::string label;
    std::string clause;
    expression when;
};

/// Partners of each row in another relation.
/// Source: docs/semantics.md, Matches
struct match {
    std::string name;
    std::string partner;
    std::string as;
    std::vector<std::pair<expression, expression>> same;  // target, partner (without alias)
    expression where;  // partner's columns under the alias `as`
    std::vector<match_exception> except;
    find_kind find = find_kind::count;
    expression gap_target;   // of nearest
    expression gap_partner;  // of nearest, over the partner alone
    expression interval_from;  // of max_concurrent
    expression interval_to;
    expression needs_history_from;
    place at;
};

struct rank_order {
    expression by;
    bool descending = false;
};

struct rank {
    std::string name;
    std::vector<expression> partition;
    std::vector<rank_order> order;
    bool dense = false;
    place at;
};

/// What comes over to each row of a partition from the rows before it, as in a ledger by year.
/// Shape: value(first) = first; value(next) = min(at_most, max(at_least, value + add)).
/// Source: docs/semantics.md, Carrying over
struct carry {
    std::string name;
    std::vector<expression> partition;
    expression order;
    expression add;
    expression at_least;  // absent: 0
    expression at_most;   // absent: no limit
    expression first;     // absent: 0
    place at;
};

/// Nodes attached to a relation or a rule; each name becomes a column.
struct node_block {
    std::vector<aggregate> aggregates;
    std::vector<match> matches;
    std::vector<named_expression> linear;
    std::vector<rank> ranks;
    std::vector<carry> carries;
    std::vector<named_expression> let;

    bool empty() const {
        return aggregates.empty() && matches.empty() && linear.empty() && ranks.empty() &&
               carries.empty() && let.empty();
    }
};

struct derive_body {
    std::string from;
    std::vector<path_alias> paths;
    expression where;
    std::vector<named_expression> columns;
    expression anchor;
};

struct expand_over {
    enum class form : std::uint8_t { years, each, set, windows, choose };
    form kind = form::years;
    std::vector<expression> values;  // years: first, last; each: all; set: one; windows: at, origin
    expression length_days;          // of windows
    expression step_days;            // of windows
    std::string parameter;           // of choose
    std::vector<std::pair<std::string, std::shared_ptr<expand_over>>> choices;
};

struct expand_body {
    std::string from;
    std::string as;
    expand_over over;
};

struct union_part {
    std::string from;
    expression where;
    std::vector<named_expression> columns;
};

struct union_body {
    std::vector<union_part> parts;
    std::vector<std::string> key;
};

struct distinct_body {
    std::string from;
    std::vector<named_expression> keys;
    expression where;
};

struct cross_body {
    std::vector<std::pair<std::string, std::string>> of;  // alias, relation
    expression where;
};

struct values_body {
    std::string parameter;
    std::string as;
};

using relation_body = std::variant<derive_body, expand_body, union_body, distinct_body,
                                   cross_body, values_body>;

struct relation {
    std::string name;
    text title;
    relation_body body;
    node_block nodes;
    place at;
};

}  // namespace xunze

#endif
