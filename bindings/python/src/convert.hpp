// SPDX-License-Identifier: Apache-2.0
// Values, texts and diagnostics between Python and C++.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_CONVERT_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_CONVERT_HPP

#include <pybind11/pybind11.h>

#include "xunze/core/diagnostic.hpp"
#include "xunze/core/value.hpp"
#include "xunze/policy/parameter.hpp"
#include "xunze/table/column_writer.hpp"

#include <optional>
#include <string_view>

namespace xunze::python {

namespace py = pybind11;

language language_of(std::string_view name);
date to_date(py::handle object);
py::object from_date(date day);
py::object from_text(text const& both);
// A Python value of the same kind; texts, codes and sets as str and frozenset.
py::object from_value(value const& held);
py::list from_diagnostics(std::span<diagnostic const> findings);

// A Python value in the parameter's type, texts as people write them; what cannot be read as one
// comes as its text, which a run refuses.
value to_parameter(parameter const& of, py::handle object);
// A Python value as it stands: bool, int, Decimal, date, datetime, str, collection of str.
// Nulls: None. Errors: TypeError for other types.
value to_value(py::handle object);
// A key part written as text, in the kind that the rule's keys have.
value to_kind_of(value const& sample, std::string_view written);

// One Python cell into a column; NaN and NaT are null, an unreadable cell is set aside.
void add_cell(column_writer& into, py::handle cell);
// A binary floating-point cell, by its shortest exact decimal text.
void add_binary(column_writer& into, double number);  // Python's float has no other name

}  // namespace xunze::python

#endif
