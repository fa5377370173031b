// SPDX-License-Identifier: Apache-2.0
// Parameters that a rule is made from.
#ifndef XUNZE_SRC_EXPLAIN_PARAMETERS_READ_HPP
#define XUNZE_SRC_EXPLAIN_PARAMETERS_READ_HPP

#include "xunze/check/bound.hpp"

#include <string>
#include <vector>

namespace xunze::explain_detail {

/// Names of the parameters that decide a rule: in its expressions, in the columns and nodes that
/// they read, in the filters of the rows that these are made from, and in its strength.
/// Shape: ascending, each once; columns that nothing reads add none.
std::vector<std::string> parameters_read(bound_policy const& policy, bound_rule const& rule);

}  // namespace xunze::explain_detail

#endif
