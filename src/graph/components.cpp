// SPDX-License-Identifier: Apache-2.0
// Groups of nodes that depend on one another within a period.
#include "components.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <limits>
#include <utility>

namespace xunze::graph_detail {
namespace {

using csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property,
                                               boost::no_property, boost::no_property,
                                               std::uint32_t, std::uint32_t>;

}  // namespace

components find_components(dependency_graph const& graph, edge_filter use) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  edges.reserve(graph.edges().size());
  for (graph_edge const& edge : graph.edges()) {
    if (use(edge)) edges.emplace_back(edge.from, edge.to);
  }
  csr const view(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                 static_cast<std::uint32_t>(graph.size()));
  std::vector<std::uint32_t> found(graph.size());
  auto const index = boost::get(boost::vertex_index, view);
  auto const count = boost::strong_components(
      view, boost::make_iterator_property_map(found.begin(), index));

  constexpr auto unnumbered = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> number(count, unnumbered);
  components made;
  made.of.resize(graph.size());
  for (node_id id = 0; id < graph.size(); ++id) {
    std::uint32_t& mine = number[found[id]];
    if (mine == unnumbered) {
      mine = static_cast<std::uint32_t>(made.members.size());
      made.members.emplace_back();
    }
    made.of[id] = mine;
    made.members[mine].push_back(id);
  }
  return made;
}

}  // namespace xunze::graph_detail
