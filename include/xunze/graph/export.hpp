// SPDX-License-Identifier: Apache-2.0
// A graph as text for drawing programs and for other programs.
#ifndef XUNZE_GRAPH_EXPORT_HPP
#define XUNZE_GRAPH_EXPORT_HPP

#include "xunze/graph/dependency_graph.hpp"

#include <cstdint>
#include <string>

namespace xunze {

enum class graph_direction : std::uint8_t { top_down, left_right };

/// What of a graph is written, and how.
struct graph_export {
  node_kinds kinds = node_kinds::all();  // fewer: project() to them
  graph_direction direction = graph_direction::left_right;
  language labels = language::zh;
};

/// The id of a node in exports: `kind:name`; it stays when other nodes come and go.
[[nodiscard]] std::string export_id(graph_node const& node);

/// Graphviz DOT in UTF-8; arrows point at what is depended on.
[[nodiscard]] std::string to_dot(dependency_graph const& graph, graph_export const& how = {});

/// A Mermaid flowchart.
[[nodiscard]] std::string to_mermaid(dependency_graph const& graph, graph_export const& how = {});

/// JSON of the format `xunze.graph/1`, two spaces an indent; titles in both languages.
/// Nulls: malformed UTF-8 is written as U+FFFD, in all three formats.
[[nodiscard]] std::string to_json(dependency_graph const& graph, graph_export const& how = {});

}  // namespace xunze

#endif
