// SPDX-License-Identifier: Apache-2.0
// Rows of given tables that the rows of an aggregate or match were computed from.
#ifndef XUNZE_SRC_EXPLAIN_ROWS_BEHIND_HPP
#define XUNZE_SRC_EXPLAIN_ROWS_BEHIND_HPP

#include "batch/reads.hpp"
#include "xunze/explain/explanation.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace xunze::explain_detail {

/// What lies behind the rows that count in a node for these rows of its relation, by table.
/// Shape: without those named already; each table at most as many rows as evidence has.
/// Cost: a pass over the source of each aggregate and match on the way.
[[nodiscard]] std::vector<rows_behind> rows_behind_node(batch_detail::engine& run,
                                                        batch_detail::node_read const& node,
                                                        std::vector<std::int32_t> const& rows,
                                                        std::set<evidence_row> const& named);

}  // namespace xunze::explain_detail

#endif
