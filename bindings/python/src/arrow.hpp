// SPDX-License-Identifier: Apache-2.0
// Tables from and to other programs in memory, by the Arrow C data interface.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_ARROW_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_ARROW_HPP

#include <pybind11/pybind11.h>

#include "xunze/report/findings_table.hpp"
#include "xunze/table/arrow.hpp"

#include <cstdint>
#include <string>

namespace xunze::python {

// Reads a whole stream (a capsule `arrow_array_stream`) as one table.
// Errors: those of xunze::add_arrow; failure `arrow.stream` for another capsule.
void add_stream(dataset_builder& into, std::string const& table, pybind11::capsule const& stream,
                std::string const& source_name);

// The table as a stream of one batch; columns named in `numbers` are 64-bit integers.
pybind11::capsule to_stream(text_table rows, std::vector<std::string> const& numbers);

}  // namespace xunze::python

#endif
