// SPDX-License-Identifier: Apache-2.0
// Conditions that depend on one key of the row alone: what filters may tabulate.
#ifndef XUNZE_SRC_PLAN_ONE_KEY_HPP
#define XUNZE_SRC_PLAN_ONE_KEY_HPP

#include "xunze/check/bound.hpp"

#include <optional>
#include <vector>

namespace xunze::plan_detail {

/// The one key: the first link that all paths share, or one column of the base table.
struct one_key {
  std::optional<row_step> link;
  table_schema const* table = nullptr;
  std::size_t column = 0;
};

/// Nulls: nullopt if the condition reads more than one key, or what only the relation has.
std::optional<one_key> one_key_of(bound_expression const& condition);

/// The operands of nested conjunctions.
void conjuncts_of(bound_expression const& e, std::vector<bound_expression>& into);

}  // namespace xunze::plan_detail

#endif
