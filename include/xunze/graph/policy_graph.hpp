// SPDX-License-Identifier: Apache-2.0
// The dependency graph of a policy over a vocabulary.
#ifndef XUNZE_GRAPH_POLICY_GRAPH_HPP
#define XUNZE_GRAPH_POLICY_GRAPH_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/graph/dependency_graph.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <vector>

namespace xunze {

/// Who reads, needs, overrides and cites what, by name; docs/graph.md lists nodes and edges.
/// Shape: columns are `table.column`, metrics `relation.name` or `rule.name`; tables and columns
/// of the vocabulary are nodes only if something depends on them.
/// Errors: none; a name that means nothing here gives no edge.
[[nodiscard]] dependency_graph make_policy_graph(policy const& source, vocabulary const& words);

/// One diagnostic `graph.cycle` for each of cycles(graph), with the cycle and its clauses.
/// Shape: placed at the cycle's first relation, rule, measure or decision. A cycle without
/// clauses of its own names those it affects.
void report_cycles(dependency_graph const& graph, policy const& source, diagnostics& out);

/// The clauses of nodes that go round in a circle, to end a sentence with, as report_cycles has it.
/// Nulls: empty if no clause cites them and none is affected.
[[nodiscard]] text clauses_concerned(dependency_graph const& graph,
                                     std::vector<node_id> const& nodes);

}  // namespace xunze

#endif
