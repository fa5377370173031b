// SPDX-License-Identifier: Apache-2.0
// In which order a policy is computed, from what, and what is not given.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_PLAN_TEXT_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_PLAN_TEXT_HPP

#include "handles.hpp"

#include <string>

namespace xunze::python {

// Nulls: without data, only what is needed is said.
std::string plan_text(policy_handle const& of, dataset const* given, language which);

}  // namespace xunze::python

#endif
