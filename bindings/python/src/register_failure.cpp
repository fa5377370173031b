// SPDX-License-Identifier: Apache-2.0
// xunze::failure becomes the Python exception xunze.Failure.
#include "register.hpp"

#include "convert.hpp"

#include "xunze/core/failure.hpp"

namespace xunze::python {

void register_failure(py::module_&) {
  py::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (failure const& known) {
      py::object const type = py::module_::import("xunze.failure").attr("Failure");
      py::object const made = type(known.code(), from_text(known.message()),
                                   from_diagnostics(known.diagnostics()));
      PyErr_SetObject(type.ptr(), made.ptr());
    }
  });
}

}  // namespace xunze::python
