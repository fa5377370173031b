// SPDX-License-Identifier: Apache-2.0
// Reconciliation: two numbers agree, or a text has its form.
#include "xunze/rule/recon.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(recon const& of) {
  lowered made = detail::about(of.subject, "recon");
  bool const numbers = of.left.given() || of.right.given() || of.tolerance.given();
  bool const form = of.value.given() || !of.pattern.empty();
  if (numbers == form) {
    detail::refuse_arguments("recon", {"“left”与“right”，或“value”与“pattern”，二者择一",
                                       "either `left` and `right`, or `value` and `pattern`"});
  }
  if (form) {
    term const value = detail::need(of.value, "recon", "value");
    term const pattern{detail::need(of.pattern, "recon", "pattern")};
    made.condition = make_call("matches", {value, pattern});
    return made;
  }
  term const left = detail::need(of.left, "recon", "left");
  term const right = detail::need(of.right, "recon", "right");
  made.condition = left == right;
  if (of.tolerance.given()) {
    made.condition = term{make_call("abs", {left - right})} <= term{of.tolerance.tree()};
  }
  return made;
}

}  // namespace xunze::kind
