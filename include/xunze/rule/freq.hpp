// SPDX-License-Identifier: Apache-2.0
// Frequency cap: at most so many rows, or different ones, per key.
#ifndef XUNZE_RULE_FREQ_HPP
#define XUNZE_RULE_FREQ_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <vector>

namespace xunze::kind {

/// For every key k: |{distinct(r) : r in from, where(r), per(r) = k}| <= at_most.
/// Shape: the subject is a distinct of `from` over `per`; node `n` is the number.
/// Nulls: without `distinct`, rows are counted.
/// Source: SX23 三(一)
/// Example: `freq({.from = "taking_part", .per = {"teacher_id", "year"}, .distinct = "project_id",
/// .at_most = "max_per_year"})`
struct freq {
  std::string from;
  argument where{};
  std::vector<key> per;
  argument distinct{};
  argument at_most;
};

/// The nodes and the condition of the rule.
/// Errors: failure `rule.arguments` where an argument is missing or two exclude one another.
[[nodiscard]] lowered lower(freq const& of);

}  // namespace xunze::kind

#endif
