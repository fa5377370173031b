// SPDX-License-Identifier: Apache-2.0
// Rows to be added: what they have to satisfy, and rows that they may be like.
#ifndef XUNZE_SRC_EXPLAIN_ROW_TERMS_HPP
#define XUNZE_SRC_EXPLAIN_ROW_TERMS_HPP

#include "batch/engine.hpp"
#include "xunze/policy/expression.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze::explain_detail {

/// One condition on a row of a relation.
struct row_term {
  expression must;
  std::function<bool(std::int32_t)> met{};  // by a row there; absent: by all of them
};

/// All that a row to be added has to satisfy, and the same for people.
struct row_terms {
  std::vector<row_term> all{};
  std::vector<text> words{};
};

using told_cells = std::vector<std::pair<std::string, value>>;

/// A row of the relation's table that does but for its key and the cells.
/// Nulls: without `like` a row of nothing but the cells.
struct model_row {
  std::optional<std::size_t> like{};
  told_cells cells{};
};

/// The relation that rows of a view come from, or of a union those of its first part that is made
/// of rows of a table; with the filter they pass (absent if none).
struct relation_below {
  relation_id relation = 0;
  bound_expression where{};
  std::size_t part = 0;  // of a union
};
/// Nulls: nullopt for all other relations.
[[nodiscard]] std::optional<relation_below> below(batch_detail::engine& run, relation_id of);

/// The table that rows to be added to a relation are added to. Nulls: nullptr if there is none.
[[nodiscard]] table_schema const* base_of(batch_detail::engine& run, relation_id of);

inline constexpr std::size_t most_alike = 3;  // of the relation, and of its table
inline constexpr std::size_t most_models = 2 * most_alike + 1;

/// Rows that one to be added may be like: those of the relation that meet most of the terms, then
/// rows of its table, then none. The cells are told by comparisons with literals, as far as they
/// go: whether such a row counts is to be tried. Shape: at most most_models.
/// Cost: each term for the rows of the relation, the first 100,000.
[[nodiscard]] std::vector<model_row> models_for(batch_detail::engine& run,
                                                relation_id from,
                                                row_terms const& terms);

}  // namespace xunze::explain_detail

#endif
