// SPDX-License-Identifier: Apache-2.0
// Rows of one key share a number.
#ifndef XUNZE_SRC_BATCH_NUMBERED_ROWS_HPP
#define XUNZE_SRC_BATCH_NUMBERED_ROWS_HPP

#include "batch/tuple_index.hpp"
#include "plan/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace xunze::batch_detail {

using namespace plan_detail;

/// Rows numbered 0, 1, … by their keys, in order of first appearance.
struct numbered_rows {
  std::vector<std::int32_t> number{};  // -1: some part of the key is not known
  tuple_index keys;
};

/// The range of the points of a column.
component_range range_of(vec const& values);

/// Whether no part of a key has an open cell.
bool all_settled(std::vector<vec> const& key);

/// Shape: one column a part of the key; without parts all rows are of one key.
numbered_rows number_rows(std::vector<vec> const& key, std::size_t rows);

}  // namespace xunze::batch_detail

#endif
