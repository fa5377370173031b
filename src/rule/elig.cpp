// SPDX-License-Identifier: Apache-2.0
// Eligibility: a condition on each row.
#include "xunze/rule/elig.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(elig const& of) {
  lowered made = detail::about(of.subject, "elig");
  made.condition = detail::need(of.require, "elig", "require");
  return made;
}

}  // namespace xunze::kind
