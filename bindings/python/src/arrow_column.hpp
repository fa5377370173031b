// SPDX-License-Identifier: Apache-2.0
// One Arrow array as the cells of a column.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_ARROW_COLUMN_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_ARROW_COLUMN_HPP

#include "arrow.hpp"

#include "xunze/table/column_writer.hpp"

#include <cstdint>

namespace xunze::python {

// Adds `length` cells from `offset` on; where the batch around them is null, so are they.
void add_arrow_cells(column_writer& into, ArrowSchema const& schema, ArrowArray const& array,
                     std::int64_t offset, std::int64_t length, ArrowArray const& batch);

}  // namespace xunze::python

#endif
