// SPDX-License-Identifier: Apache-2.0
// Credit ledger: entries added up by bucket, capped, shared or counted once.
#ifndef XUNZE_RULE_CREDIT_HPP
#define XUNZE_RULE_CREDIT_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// One bucket: which entries fit it, how much it needs, how much of it counts.
struct credit_bucket {
  std::string name;
  argument where;
  argument at_least{};
  argument at_most{};
};

/// Whether an hour counts in every bucket that it fits, or in one.
enum class credit_counting : std::uint8_t { shared, exclusive };

/// For every row of the subject: the total is in its bounds, and each bucket has what it needs.
/// Shape: node `total` adds what counts of each capped bucket (an entry is in the first that it
/// fits), all other entries and `carried`. Exclusive: `short` is what the buckets lack at best;
/// each needs `at_least`, none is capped, and there are at most six.
/// Source: ME20 六
/// Example: `credit({.subject = "teacher", .entries = from("credit_entry").sum("units")
/// .key("teacher_id"), .buckets = {{"online", "mode == 'online'", {}, 50}}, .at_least = 360})`
struct credit {
  subject_spec subject;
  aggregate entries;
  std::vector<credit_bucket> buckets{};
  credit_counting counting = credit_counting::shared;
  argument carried{};
  argument at_least{};
  argument at_most{};
  argument due{};
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(credit const& of);

}  // namespace xunze::kind

#endif
