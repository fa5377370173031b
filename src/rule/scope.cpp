// SPDX-License-Identifier: Apache-2.0
// Applicability: a condition that informs and never accuses.
#include "xunze/rule/scope.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(scope const& of) {
  lowered made = detail::about(of.subject, "scope");
  made.condition = detail::need(of.require, "scope", "require");
  made.strength = strength::informative;
  return made;
}

}  // namespace xunze::kind
