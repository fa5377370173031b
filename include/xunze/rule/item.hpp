// SPDX-License-Identifier: Apache-2.0
// Required item: it is there, or there are enough of it.
#ifndef XUNZE_RULE_ITEM_HPP
#define XUNZE_RULE_ITEM_HPP

#include "xunze/rule/lowered.hpp"

namespace xunze::kind {

/// For every row of the subject: |{r in exists}| >= at_least.
/// Shape: node `n` is the number of rows, or of different values with `distinct`; `at_least` is 1
/// unless given.
/// Source: HN22-T2-a
/// Example: `item({.subject = "county", .exists = from("plan_paper").key("county_id")})`
struct item {
  subject_spec subject;
  aggregate exists;
  argument at_least{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(item const& of);

}  // namespace xunze::kind

#endif
