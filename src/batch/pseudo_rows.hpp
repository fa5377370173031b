// SPDX-License-Identifier: Apache-2.0
// Truths of a condition for every value of the one key it depends on.
#ifndef XUNZE_SRC_BATCH_PSEUDO_ROWS_HPP
#define XUNZE_SRC_BATCH_PSEUDO_ROWS_HPP

#include "batch/engine.hpp"

#include <optional>
#include <vector>

namespace xunze::batch_detail {

/// Truth codes by key; `index[base row] + offset` is the place.
struct key_truths {
  std::int32_t const* index = nullptr;
  std::int32_t offset = 0;
  std::vector<std::uint8_t> truths;
};

/// Nulls: nullopt if the condition depends on more than one key, or on too many values.
std::optional<key_truths> truths_by_key(engine& run, relation_id over, frame const& rows,
                                        bound_expression const& condition);

}  // namespace xunze::batch_detail

#endif
