// SPDX-License-Identifier: Apache-2.0
// Duration: a length against bounds.
#include "xunze/rule/dur.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(dur const& of) {
  lowered made = detail::about(of.subject, "dur");
  term const length = detail::need(of.length, "dur", "length");
  if (!of.exactly.given()) {
    detail::bounds(made, length, of.at_least, of.at_most, "dur");
    return made;
  }
  if (of.at_least.given() || of.at_most.given()) {
    detail::refuse_arguments("dur", {"“exactly”不能与“at_least”“at_most”同时写",
                                     "`exactly` excludes `at_least` and `at_most`"});
  }
  made.condition = length == term{of.exactly.tree()};
  return made;
}

}  // namespace xunze::kind
