// SPDX-License-Identifier: Apache-2.0
// Why changes that were found for one part of a condition may undo another.
#ifndef XUNZE_SRC_EXPLAIN_FEEDBACK_HPP
#define XUNZE_SRC_EXPLAIN_FEEDBACK_HPP

#include "batch/engine.hpp"
#include "xunze/explain/explanation.hpp"

#include <vector>

namespace xunze::explain_detail {

/// The row of a given table whose column an expression reads.
/// Nulls: none and unknown as look-ups and foreign keys give them.
[[nodiscard]] batch_detail::cell row_read_by(batch_detail::engine& run, relation_id view,
                                             std::int32_t subject, bound_node const& read);

/// Why it is not plain that changes do what they are made for; empty where it is.
/// Shape: told of a cell that is set and also read elsewhere, while the condition stays false, and
/// of a row that counts in several aggregates of one comparison.
/// Cost: a pass over the source of each aggregate.
[[nodiscard]] text obstacle_to(batch_detail::engine& run, bound_rule const& rule,
                               std::int32_t subject, std::vector<change> const& changes);

}  // namespace xunze::explain_detail

#endif
