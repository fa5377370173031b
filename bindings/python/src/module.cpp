// SPDX-License-Identifier: Apache-2.0
// Table of contents of xunze._core; the public package around it is typed and documented.
#include "register.hpp"

#include "xunze/version.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "the engine behind the package xunze; private";
  module.attr("__version__") = XUNZE_VERSION;
  xunze::python::register_failure(module);
  xunze::python::register_policy(module);
  xunze::python::register_testing(module);
  xunze::python::register_dataset(module);
  xunze::python::register_outcome(module);
  xunze::python::register_report(module);
  xunze::python::register_results(module);
}
