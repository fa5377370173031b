// SPDX-License-Identifier: Apache-2.0
// Priority: nobody better placed is left out while somebody worse placed is in.
#ifndef XUNZE_RULE_PRIO_HPP
#define XUNZE_RULE_PRIO_HPP

#include "xunze/rule/lowered.hpp"

#include <vector>

namespace xunze::kind {

/// For every row of the subject: the best place of its candidates left out is not before the
/// worst place of those in. Equal places are no violation.
/// Shape: the candidates, eligible ones only, become a relation with the rank `place` within their
/// key; nodes `best_out` and `worst_in` are its least and greatest places on either side of `in`.
/// Source: ME20 二
/// Example: `prio({.subject = "cell", .candidates = from("nomination").key("sub_id"),
/// .in = "chosen", .order = {{.by = col("years").tree(), .descending = true}}})`
struct prio {
  subject_spec subject;
  aggregate candidates;
  argument eligible{};
  argument in;
  std::vector<rank_order> order;
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(prio const& of);

}  // namespace xunze::kind

#endif
