// SPDX-License-Identifier: Apache-2.0
// Pairs of rows that a match compares.
#ifndef XUNZE_SRC_BATCH_PARTNER_PAIRS_HPP
#define XUNZE_SRC_BATCH_PARTNER_PAIRS_HPP

#include "batch/engine.hpp"

#include <functional>
#include <vector>

namespace xunze::batch_detail {

/// Calls `found(target, partner, in)` for every pair that is or may be a match.
/// Shape: `in` is yes or unknown; targets ascend, partners of one target ascend.
/// Cost: O(rows of a group) for each row of the group.
void for_each_pair(engine& run, relation_id target, bound_match const& m, frame const& targets,
                   std::function<void(std::int32_t, std::int32_t, truth)> const& found,
                   std::vector<std::uint8_t> const* wanted = nullptr);

/// Whether nothing is known of a target's key, or of any partner's: their partners may be any.
/// Shape: one flag a target.
std::vector<std::uint8_t> targets_without_key(engine& run, relation_id target,
                                              bound_match const& m, frame const& targets);

/// Per target the partner row that it is: the same row, or the only one of its origin; else -1.
std::vector<std::int32_t> partner_rows_of(frame const& targets, frame const& partners);

}  // namespace xunze::batch_detail

#endif
