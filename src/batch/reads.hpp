// SPDX-License-Identifier: Apache-2.0
// Aggregates and matches that a rule's condition reads.
#ifndef XUNZE_SRC_BATCH_READS_HPP
#define XUNZE_SRC_BATCH_READS_HPP

#include "xunze/check/bound.hpp"

#include <vector>

namespace xunze::batch_detail {

/// One node read by a rule; `hops` leads from the rule's view to the relation that owns it.
struct node_read {
  std::vector<std::size_t> hops;
  relation_id relation = 0;
  bound_aggregate const* aggregate = nullptr;
  bound_match const* match = nullptr;
  std::size_t column = 0;
};

/// Nodes behind an expression over a relation, also through columns computed from them.
void collect_nodes(bound_policy const& policy, relation_id relation,
                   std::vector<std::size_t> const& hops, bound_expression const& e,
                   std::vector<node_read>& into);

/// Nodes that the condition of a rule reads, each once.
std::vector<node_read> nodes_read_by(bound_policy const& policy, bound_rule const& rule);

}  // namespace xunze::batch_detail

#endif
