// SPDX-License-Identifier: Apache-2.0
// Rows that go, and what goes with them because it refers to them.
#ifndef XUNZE_SRC_EXPLAIN_REMOVALS_HPP
#define XUNZE_SRC_EXPLAIN_REMOVALS_HPP

#include "batch/engine.hpp"
#include "xunze/explain/explanation.hpp"

#include <optional>
#include <vector>

namespace xunze::explain_detail {

/// So many rows at most go because they refer to others that go.
inline constexpr std::size_t most_dependents = 100;

/// The removal of rows of a given table, in words that name them as their file does.
/// Shape: the rows sorted, each once.
[[nodiscard]] change removal_of(batch_detail::engine& run, table_schema const& from,
                                std::vector<std::size_t> rows);

/// The rows of a change as their file numbers them, the first ten.
[[nodiscard]] text numbers_of(batch_detail::engine& run, change const& of);

/// Whether a cell can be left out without its row: null says there that there is none.
[[nodiscard]] bool may_be_left_out(table_schema const& from, std::size_t column);

/// A cell that is left out.
[[nodiscard]] change clearing_of(batch_detail::engine& run, table_schema const& from,
                                 std::size_t column, std::size_t row);

/// The changes, and after them what happens to the rows that refer to rows removed: they go too,
/// one change a table; a reference that may be left out is left out and its row stays. The waivers
/// of a row go with it.
/// Nulls: nullopt if more than `most_dependents` cells and rows are concerned.
/// Cost: a pass over the foreign keys for each step away from the rows.
[[nodiscard]] std::optional<std::vector<change>> with_dependents(batch_detail::engine& run,
                                                                 std::vector<change> changes);

}  // namespace xunze::explain_detail

#endif
