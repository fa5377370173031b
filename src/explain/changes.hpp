// SPDX-License-Identifier: Apache-2.0
// What would have to change in the data for a failing condition to hold.
#ifndef XUNZE_SRC_EXPLAIN_CHANGES_HPP
#define XUNZE_SRC_EXPLAIN_CHANGES_HPP

#include "batch/engine.hpp"
#include "xunze/explain/explanation.hpp"

#include <vector>

namespace xunze::explain_detail {

/// Changes that together make the condition of one failing subject true.
/// Nulls: empty where no such change is found: sums, ranks and values computed from several cells.
std::vector<change> changes_for(batch_detail::engine& run, std::size_t rule, std::size_t subject);

}  // namespace xunze::explain_detail

#endif
