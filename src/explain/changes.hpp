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
/// Nulls: empty where no such change is found: ranks, members of sets, parts of days, texts that
/// are only told what not to be, and conditions that several rows of unlike tables would have to
/// meet together.
/// `why` tells what stood in the way if there are none.
std::vector<change> changes_for(batch_detail::engine& run, std::size_t rule, std::size_t subject,
                                text& why);

}  // namespace xunze::explain_detail

#endif
