// SPDX-License-Identifier: Apache-2.0
// Changes of a column in the form in which it keeps its cells.
#ifndef XUNZE_SRC_TABLE_RAW_CELLS_HPP
#define XUNZE_SRC_TABLE_RAW_CELLS_HPP

#include "xunze/table/column.hpp"

#include <cstdint>
#include <memory>

namespace xunze::detail {

// Sets a cell to what column::raw gives.
void put_raw(column& into, std::size_t row, std::int64_t raw);

// The same texts under the codes of another dictionary.
void recode(column& cells, std::shared_ptr<dictionary> const& domain);

// A number above all of an integer column.
std::int64_t unused_number(column const& cells);

}  // namespace xunze::detail

#endif
