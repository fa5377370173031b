// SPDX-License-Identifier: Apache-2.0
// The order in which something is carried over from row to row.
#ifndef XUNZE_SRC_BATCH_CARRIES_HPP
#define XUNZE_SRC_BATCH_CARRIES_HPP

#include "xunze/core/truth.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace xunze::batch_detail {

/// Rows of a relation, partition by partition, each in order.
/// Nulls: rows whose order is not known stand in no chain.
struct carry_chains {
  std::vector<std::int32_t> rows{};    // chain after chain
  std::vector<std::size_t> begins{0};  // where in `rows` each chain begins, and the end of all
  std::vector<std::int32_t> before{};  // by row: the row before it in its chain; -1: none
  std::vector<std::uint8_t> open{};    // by row: its place is not known

  [[nodiscard]] std::size_t size() const noexcept { return begins.size() - 1; }
  [[nodiscard]] std::span<std::int32_t const> chain(std::size_t number) const noexcept {
    return {rows.data() + begins[number], begins[number + 1] - begins[number]};
  }
  /// Rows before one row, the first one first, and the row itself last.
  [[nodiscard]] std::vector<std::int32_t> up_to(std::int32_t row) const;
};

}  // namespace xunze::batch_detail

#endif
