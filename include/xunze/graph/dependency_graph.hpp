// SPDX-License-Identifier: Apache-2.0
// What depends on what: named nodes and directed edges, each once, in the order of adding.
#ifndef XUNZE_GRAPH_DEPENDENCY_GRAPH_HPP
#define XUNZE_GRAPH_DEPENDENCY_GRAPH_HPP

#include "xunze/core/text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// Position of a node in its graph; ids count from 0 in the order of adding.
using node_id = std::uint32_t;

/// What a node stands for; a metric is a computed column of a relation or rule.
enum class node_kind : std::uint8_t {
  table, column, parameter, relation, metric, rule, decision, measure, clause
};
inline constexpr std::size_t node_kind_count = 9;

/// Why one node depends on another.
enum class edge_kind : std::uint8_t { reads, needs, overrides, cites };

/// Names for people.
/// Lifetime: static.
[[nodiscard]] text const& name_of(node_kind kind) noexcept;
[[nodiscard]] text const& name_of(edge_kind kind) noexcept;
/// Stable codes, the enumerators' spelling.
[[nodiscard]] std::string_view code_of(node_kind kind) noexcept;
[[nodiscard]] std::string_view code_of(edge_kind kind) noexcept;

/// A set of node kinds; default: none.
class node_kinds {
 public:
  constexpr node_kinds() noexcept = default;
  constexpr node_kinds(node_kind one) noexcept : bits_{1U << static_cast<unsigned>(one)} {}

  [[nodiscard]] static constexpr node_kinds all() noexcept {
    node_kinds made;
    made.bits_ = (1U << node_kind_count) - 1U;
    return made;
  }
  [[nodiscard]] constexpr bool contains(node_kind kind) const noexcept {
    return ((bits_ >> static_cast<unsigned>(kind)) & 1U) != 0;
  }
  [[nodiscard]] friend constexpr node_kinds operator|(node_kinds a, node_kinds b) noexcept {
    a.bits_ |= b.bits_;
    return a;
  }
  [[nodiscard]] constexpr bool operator==(node_kinds const&) const noexcept = default;

 private:
  std::uint32_t bits_ = 0;
};

[[nodiscard]] constexpr node_kinds operator|(node_kind a, node_kind b) noexcept {
  return node_kinds{a} | node_kinds{b};
}

struct graph_node {
  node_kind kind = node_kind::table;
  std::string name{};
  text title{};
};

/// A word of a choice parameter under which an edge holds.
struct parameter_choice {
  std::string parameter{};
  std::string alternative{};
  bool operator==(parameter_choice const&) const = default;
};

/// `from` depends on `to`.
struct graph_edge {
  node_id from = 0;
  node_id to = 0;
  edge_kind kind = edge_kind::needs;
  int period_lag = 0;     // how many periods back; 0: within the same one
  bool optional = false;  // `from` can be answered without `to`
  std::optional<parameter_choice> only_with{};
  bool operator==(graph_edge const&) const = default;
};

/// A directed graph of dependencies.
/// Threads: const use is safe from several threads.
class dependency_graph {
 public:
  /// The node of that kind and name, added if new; a title given later fills an empty one.
  node_id add_node(node_kind kind, std::string_view name, text title = {});
  /// Errors: failure `graph.node` if an end is no node, `graph.lag` if the lag is negative.
  /// Shape: an edge equal in all its parts is there once.
  void add_edge(graph_edge edge);
  void add_edge(node_id from, node_id to, edge_kind kind, int period_lag = 0);

  /// Nulls: nullopt if there is no such node.
  [[nodiscard]] std::optional<node_id> find(node_kind kind, std::string_view name) const;
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] std::vector<graph_node> const& nodes() const noexcept { return nodes_; }
  [[nodiscard]] std::vector<graph_edge> const& edges() const noexcept { return edges_; }
  /// Errors: failure `graph.node` if there is no such node; the same for the next two.
  [[nodiscard]] graph_node const& node(node_id id) const;
  /// Positions in edges() of the edges that leave a node, in the order of adding.
  [[nodiscard]] std::span<std::uint32_t const> edges_from(node_id id) const;
  /// Positions in edges() of the edges that reach a node, in the order of adding.
  [[nodiscard]] std::span<std::uint32_t const> edges_to(node_id id) const;

 private:
  std::vector<graph_node> nodes_;
  std::vector<graph_edge> edges_;
  std::vector<std::vector<std::uint32_t>> out_;
  std::vector<std::vector<std::uint32_t>> in_;
  std::array<std::map<std::string, node_id, std::less<>>, node_kind_count> by_name_;
};

}  // namespace xunze

#endif
