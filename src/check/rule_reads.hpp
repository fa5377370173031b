// SPDX-License-Identifier: Apache-2.0
// What a rule is made from.
#ifndef XUNZE_SRC_CHECK_RULE_READS_HPP
#define XUNZE_SRC_CHECK_RULE_READS_HPP

#include "xunze/check/bound.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace xunze::check_detail {

/// What decides a rule: in its expressions, in the columns and nodes that they read,
/// and in the filters of the rows that these are made from. Columns that nothing reads add none,
/// and what is only shown (the measured value, the words) adds none.
struct rule_reads {
  std::set<std::string> parameters;  // with that of its strength
  std::set<table_schema const*> tables;
  std::set<std::pair<table_schema const*, std::size_t>> columns;  // each of a table of `tables`
};

[[nodiscard]] rule_reads reads_of(bound_policy const& policy, bound_rule const& rule);

/// The parameters of a rule with those of what it shows: measured value, threshold, words.
[[nodiscard]] std::set<std::string> parameters_of(bound_policy const& policy,
                                                  bound_rule const& rule);

}  // namespace xunze::check_detail

#endif
