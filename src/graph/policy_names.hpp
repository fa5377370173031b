// SPDX-License-Identifier: Apache-2.0
// What the names in a policy's expressions stand for; private to the graph stage.
#ifndef XUNZE_SRC_GRAPH_POLICY_NAMES_HPP
#define XUNZE_SRC_GRAPH_POLICY_NAMES_HPP

#include "xunze/graph/dependency_graph.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::graph_detail {

/// Chains of definitions longer than this are followed no further; wrong packs have endless ones.
inline constexpr int max_depth = 200;

/// Who reads: the node edges leave, and the alternative under which they hold.
struct reader {
  node_id node = 0;
  std::optional<parameter_choice> only_with{};
  int period_lag = 0;  // how many periods back what is read lies
};

/// What names in an expression may stand for.
struct scope {
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  std::string_view source{};              // a relation or table
  std::size_t own_limit = all;            // its own columns that are seen: the first so many
  node_block const* block = nullptr;      // nodes of a rule, named under `owner`
  std::string_view owner{};
  std::string_view partner_alias{};
  std::string_view partner{};
  table_schema const* looked_up = nullptr;  // instead of a source
};

/// Adds edges for what expressions read, by name and as well as names alone can tell.
/// Errors: none; a name that means nothing adds nothing.
class policy_names {
 public:
  policy_names(policy const& source, vocabulary const& words, dependency_graph& graph);

  void read(reader const& who, expression const& e, scope const& names);
  void read(reader const& who, std::span<expression const> all, scope const& names);
  /// Expressions in braces in a text for people.
  void read(reader const& who, text const& words, scope const& names);
  /// The key columns of a relation or table.
  void read_key(reader const& who, std::string_view source);
  void read_parameter(reader const& who, std::string_view name);
  /// A relation, or else a table, as a source of rows.
  void read_rows(reader const& who, std::string_view source);
  void read_table(reader const& who, table_schema const& table);
  void read_column(reader const& who, table_schema const& table, std::string_view column);

  node_id clause_node(std::string_view id);
  /// The name of a metric: `relation.column` or `rule.node`.
  static std::string metric_name(std::string_view owner, std::string_view name);

 private:
  /// A column that a relation adds to those it derives from.
  struct own_column {
    std::string_view name{};
    expression value{};         // null: no path continues from it
    std::string_view source{};  // what the value is over
    std::size_t limit = scope::all;
    table_schema const* row = nullptr;  // of a look-up
    std::string_view looked_up{};       // the relation of a look-up
    int period_lag = 0;                 // of that look-up
    node_id node = 0;                   // its metric, or the relation for a key
  };
  struct shape {
    relation const* definition = nullptr;
    std::vector<own_column> own{};
  };
  /// Where a path ends, as far as is known.
  struct landing {
    bool found = false;
    table_schema const* row = nullptr;
    column_schema const* column = nullptr;
  };
  using path = std::span<path_step const>;

  void read_key(reader const& who, std::string_view source, std::set<std::string_view>& seen);
  void read_events(node_id status, table_schema const& table);
  node_id column_node(table_schema const& table, std::size_t column);
  void make_shape(relation const& from);
  void add_own(shape& into, std::string_view name, expression value, std::string_view source,
               std::size_t limit = scope::all);
  void add_key(shape& into, std::string_view name, expression value, std::string_view source);
  void read_path(reader const& who, path steps, scope const& names);
  landing follow(reader const* who, std::string_view source, path steps, std::size_t limit,
                 path_alias const* inside, int depth);
  landing follow_looked_up(reader const* who, own_column const& column, path steps, int depth);
  landing follow_own(reader const* who, shape const& here, path steps, std::size_t limit,
                     int depth);
  landing follow_body(reader const* who, shape const& here, path steps,
                      path_alias const* inside, int depth);
  landing walk(reader const* who, table_schema const& table, path steps);
  landing landing_of(own_column const& column, int depth);
  table_schema const* row_behind(landing const& end) const;
  table_schema const* base_table(std::string_view source, int depth) const;
  void add(reader const& who, node_id to, edge_kind kind, bool optional = false);

  relation const* find_relation(std::string_view name) const;
  table_schema const* find_table(std::string_view name) const;

  policy const& source_;
  dependency_graph& graph_;
  std::map<std::string_view, table_schema const*> tables_;
  std::map<std::string_view, shape> relations_;
  std::map<own_column const*, landing> landings_;
};

}  // namespace xunze::graph_detail

#endif
