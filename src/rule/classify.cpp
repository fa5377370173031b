// SPDX-License-Identifier: Apache-2.0
// Classification: a value of a closed list.
#include "xunze/rule/classify.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(classify const& of) {
  lowered made = detail::about(of.subject, "class");
  made.condition =
      detail::need(of.value, "class", "value").in(detail::need(of.in, "class", "in"));
  return made;
}

}  // namespace xunze::kind
