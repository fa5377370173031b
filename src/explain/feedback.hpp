// SPDX-License-Identifier: Apache-2.0
// Whether changes that were found for one part of a condition undo another.
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

/// Whether it is plain that changes do what they are made for.
/// Shape: false where a cell that is set is also read elsewhere and the condition stays false,
/// where a row counts in several aggregates of one comparison, or others refer to a removed one.
/// Cost: a pass over the source of each aggregate.
[[nodiscard]] bool stands(batch_detail::engine& run, bound_rule const& rule, std::int32_t subject,
                          std::vector<change> const& changes);

}  // namespace xunze::explain_detail

#endif
