// SPDX-License-Identifier: Apache-2.0
// The parts of the module xunze._core.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_REGISTER_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_REGISTER_HPP

#include <pybind11/pybind11.h>

namespace xunze::python {

void register_failure(pybind11::module_& module);
void register_policy(pybind11::module_& module);
void register_dataset(pybind11::module_& module);
void register_outcome(pybind11::module_& module);
void register_report(pybind11::module_& module);
void register_results(pybind11::module_& module);
void register_testing(pybind11::module_& module);

}  // namespace xunze::python

#endif
