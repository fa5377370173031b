// SPDX-License-Identifier: Apache-2.0
// What would have to change in the data for a failing condition to hold.
#ifndef XUNZE_SRC_EXPLAIN_CHANGES_HPP
#define XUNZE_SRC_EXPLAIN_CHANGES_HPP

#include "xunze/explain/explanation.hpp"

#include <vector>

namespace xunze::explain_detail {

/// Changes that together make the condition of one failing subject true, tried on a copy of the
/// data: the subject then passes, or the rule applies to it no more.
/// Cells are set rather than rows removed or added; a requirement is lowered only if it is a cell.
/// Rows to be added are tried as copies of rows that are there, or with the cells alone that the
/// condition tells; if none of these helps they are offered all the same, and `tried` is false.
/// Nulls: empty where no such change is found: ranks, parts of days, texts that are only told what
/// not to be, and conditions that several rows of unlike tables would have to meet together. `why`
/// tells what stood in the way if there are none.
/// Cost: a copy of the data and a run of the rule for each way that is tried.
std::vector<change> changes_for(outcome const& of, std::size_t rule, std::size_t subject,
                                bool& tried, text& why);

}  // namespace xunze::explain_detail

#endif
