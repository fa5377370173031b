// SPDX-License-Identifier: Apache-2.0
// What would have to change in the data for a failing condition to hold.
#ifndef XUNZE_SRC_EXPLAIN_CHANGES_HPP
#define XUNZE_SRC_EXPLAIN_CHANGES_HPP

#include "batch/engine.hpp"
#include "xunze/explain/explanation.hpp"

#include <vector>

namespace xunze::explain_detail {

/// Changes that together make the condition of one failing subject true.
/// Cells are set rather than rows removed or added; a requirement is lowered only if it is a cell.
/// Nulls: empty where no such change is found: ranks, patterns of texts, members of sets, parts of
/// days, and conditions that several rows of unlike tables would have to meet together.
std::vector<change> changes_for(batch_detail::engine& run, std::size_t rule, std::size_t subject);

}  // namespace xunze::explain_detail

#endif
