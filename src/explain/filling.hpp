// SPDX-License-Identifier: Apache-2.0
// Rows to be added, told by a row that they may be like.
#ifndef XUNZE_SRC_EXPLAIN_FILLING_HPP
#define XUNZE_SRC_EXPLAIN_FILLING_HPP

#include "batch/engine.hpp"
#include "explain/trial.hpp"

#include <optional>
#include <vector>

namespace xunze::explain_detail {

/// The changes with rows to be added like rows that are there, but for their keys and the cells
/// that what they must satisfy tells; tried.
/// Nulls: nullopt if none of the rows most like them helps.
/// Cost: a pass over each table that rows are added to, and a trial for each of a few rows.
[[nodiscard]] std::optional<std::vector<change>> filled(batch_detail::engine& run,
                                                        trial const& asked,
                                                        std::vector<change> changes);

}  // namespace xunze::explain_detail

#endif
