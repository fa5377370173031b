// SPDX-License-Identifier: Apache-2.0
// Aggregates and matches that a rule's condition reads.
#ifndef XUNZE_SRC_BATCH_READS_HPP
#define XUNZE_SRC_BATCH_READS_HPP

#include "batch/engine.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace xunze::batch_detail {

/// One step to the rows that an expression over a row reads.
struct read_step {
  std::size_t member = 0;              // the row's row in this member
  bound_carry const* carry = nullptr;  // else: the rows before it in this order
  bool first = false;                  // the first row of that order alone, be it the row itself
  bool operator==(read_step const&) const = default;
};

/// One node read by a rule; `hops` leads from the rule's view to the relation that owns it.
struct node_read {
  std::vector<read_step> hops;
  relation_id relation = 0;
  bound_aggregate const* aggregate = nullptr;
  bound_match const* match = nullptr;
  std::size_t column = 0;
};

/// Nodes behind an expression over a relation, also through columns computed from them.
void collect_nodes(bound_policy const& policy, relation_id relation,
                   std::vector<read_step> const& hops, bound_expression const& e,
                   std::vector<node_read>& into);

/// Nodes that the condition of a rule reads, each once.
std::vector<node_read> nodes_read_by(bound_policy const& policy, bound_rule const& rule);

/// The way from rows of a rule's view to those of a node's relation.
class row_path {
 public:
  row_path(engine& run, relation_id view, node_read const& node)
      : run_(run), view_(run.frame_of(view)), node_(node) {}

  /// Rows that a row of the view reads, ascending.
  /// Lifetime: until the next call.
  [[nodiscard]] std::span<std::int32_t const> from(std::int32_t row);

 private:
  engine& run_;
  frame const& view_;
  node_read const& node_;
  std::vector<std::int32_t> rows_{};
  std::vector<std::int32_t> next_{};
};

/// Rows of the node's relation that a row of the rule's view reads.
[[nodiscard]] std::vector<std::int32_t> rows_read(engine& run, relation_id view,
                                                  node_read const& node, std::int32_t row);

}  // namespace xunze::batch_detail

#endif
