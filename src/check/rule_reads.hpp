// SPDX-License-Identifier: Apache-2.0
// What rules and measures are made from.
#ifndef XUNZE_SRC_CHECK_RULE_READS_HPP
#define XUNZE_SRC_CHECK_RULE_READS_HPP

#include "xunze/check/bound.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <utility>

namespace xunze::check_detail {

/// What decides a rule or a measure: in its expressions, in the columns and nodes that they read,
/// and in the filters of the rows that these are made from. Columns that nothing reads add none.
struct rule_reads {
  std::set<std::string> parameters;  // with that of its strength
  std::set<table_schema const*> tables;
  std::set<std::pair<table_schema const*, std::size_t>> columns;  // each of a table of `tables`
};

[[nodiscard]] rule_reads reads_of(bound_policy const& policy, bound_rule const& rule);
[[nodiscard]] rule_reads reads_of(bound_policy const& policy, bound_measure const& measure);

}  // namespace xunze::check_detail

#endif
