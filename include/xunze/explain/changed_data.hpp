// SPDX-License-Identifier: Apache-2.0
// The data as they are once changes have been made.
#ifndef XUNZE_EXPLAIN_CHANGED_DATA_HPP
#define XUNZE_EXPLAIN_CHANGED_DATA_HPP

#include "xunze/explain/explanation.hpp"

#include <memory>
#include <vector>

namespace xunze {

/// A copy of the data in which cells are set, rows gone and rows added, as the changes say.
/// Shape: rows of changes are those of `data`; cells are set before rows go. Rows added are copies
/// of the row they are like as it was, else empty, with the cells told and a new word or number
/// where the key is one column, and come last.
/// Nulls: a null to set, or a cell left empty, is what the column means by null; what does not fit
/// its column is unknown.
/// Errors: failure `change.refused` if a change names a table, column or row that the data do not
/// have; `data.refused` if rows of one key differ afterwards.
/// Cost: a copy of the data, checked and linked as new.
[[nodiscard]] std::shared_ptr<dataset const> changed_data(dataset const& data,
                                                          std::vector<change> const& changes);

}  // namespace xunze

#endif
