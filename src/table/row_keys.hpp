// SPDX-License-Identifier: Apache-2.0
// Finds rows of a table with equal cells in some columns.
#ifndef XUNZE_SRC_TABLE_ROW_KEYS_HPP
#define XUNZE_SRC_TABLE_ROW_KEYS_HPP

#include "xunze/table/dataset.hpp"

#include <cstdint>
#include <vector>

namespace xunze::detail {

// An index over the tuples of some columns; one text column is an array by code.
class row_keys {
 public:
  row_keys(table const& rows, std::vector<std::size_t> columns);

  // The row inserted before with the same tuple, else -1 and this row is inserted.
  std::int32_t insert(std::size_t row);
  // The inserted row whose single key cell is this raw value, else -1.
  [[nodiscard]] std::int32_t find(std::int64_t raw) const;

 private:
  [[nodiscard]] std::uint64_t hash(std::size_t row) const;
  [[nodiscard]] bool equal(std::size_t a, std::size_t b) const;

  table const& table_;
  std::vector<std::size_t> columns_;
  bool direct_ = false;
  std::vector<std::int32_t> rows_;  // by code, or open-addressed
};

}  // namespace xunze::detail

#endif
