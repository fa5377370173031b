// SPDX-License-Identifier: Apache-2.0
// What Python objects of the module hold: shared, immutable parts of the engine.
#ifndef XUNZE_BINDINGS_PYTHON_SRC_HANDLES_HPP
#define XUNZE_BINDINGS_PYTHON_SRC_HANDLES_HPP

#include "xunze/batch/outcome.hpp"
#include "xunze/check/policy_stack.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/report/report.hpp"
#include "xunze/table/dataset.hpp"

#include <memory>
#include <string>

namespace xunze::python {

struct vocabulary_handle {
  std::shared_ptr<vocabulary const> words;
};

struct policy_handle {
  std::shared_ptr<vocabulary const> words;
  std::shared_ptr<policy const> rules;  // with what it takes over from its parents
  std::shared_ptr<policy const> own;    // the pack as it is written
  std::vector<inherited_rule> inherited;
  std::string sha256;
  diagnostics notes;
};

struct dataset_handle {
  std::shared_ptr<dataset const> data;
};

struct outcome_handle {
  std::shared_ptr<outcome const> said;
};

struct report_handle {
  std::shared_ptr<report const> said;
};

}  // namespace xunze::python

#endif
