// SPDX-License-Identifier: Apache-2.0
// Finds changes of data that make one condition of one row true.
#ifndef XUNZE_SRC_EXPLAIN_SOLVER_HPP
#define XUNZE_SRC_EXPLAIN_SOLVER_HPP

#include "batch/engine.hpp"
#include "xunze/explain/explanation.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace xunze::explain_detail {

using namespace batch_detail;

/// Changes to be made together. Nulls: nullopt where none is known.
using plan_of_changes = std::optional<std::vector<change>>;

/// Whether nothing but cells is to be set: less than rows that come or go.
bool only_cells(plan_of_changes const& plan);
/// The first plan, unless the second is one of cells and the first is not.
plan_of_changes lighter(plan_of_changes first, plan_of_changes second);

/// Where a number has to come to.
enum class aim : std::uint8_t { at_most, at_least, exactly };

/// One row of a relation whose expressions are to get other values.
/// Errors: none; what cannot be moved by cells and rows of given tables gives nullopt.
class solver {
 public:
  solver(engine& run, relation_id relation, std::int32_t row)
      : run_(run), relation_(relation), row_(row) {}

  /// Makes the expression true, or false.
  plan_of_changes make(bound_expression const& e, bool wanted);
  /// Brings a number, date or code to the target, by the mantissa at its own scale.
  plan_of_changes reach(bound_expression const& e, aim how, std::int64_t target);

 private:
  cell evaluate(bound_expression const& e);
  bound_expression definition_of(bound_expression const& e) const;

  // conditions (changes.cpp)
  plan_of_changes all(bound_expression const& e, bool wanted);
  plan_of_changes one(bound_expression const& e, bool wanted);
  plan_of_changes into_set(bound_expression const& e);
  plan_of_changes compare(bound_node const& e, operation op);
  plan_of_changes move_side(bound_expression const& side, operation op,
                            bound_expression const& other);
  plan_of_changes set_from(bound_expression const& side, bound_expression const& other);
  plan_of_changes set_cell(bound_expression const& side, cell c);
  plan_of_changes set_value(bound_expression side, value to);

  // numbers (reach.cpp)
  plan_of_changes reach_operation(bound_node const& e, aim how, std::int64_t target);
  plan_of_changes reach_product(bound_node const& e, aim how, std::int64_t target);
  plan_of_changes reach_call(bound_node const& e, aim how, std::int64_t target);

  // nodes (reach_nodes.cpp)
  /// Nulls: nullopt where the expression is no node of this or a member relation.
  std::optional<plan_of_changes> reach_node(bound_expression const& e, aim how,
                                            std::int64_t target);
  plan_of_changes reach_aggregate(bound_aggregate const& a, cell now, aim how,
                                  std::int64_t target);
  plan_of_changes reach_sum(bound_aggregate const& a, std::int64_t delta);
  plan_of_changes reach_extreme(bound_aggregate const& a, cell now, std::int64_t target);
  plan_of_changes reach_match(bound_match const& m, cell now, aim how, std::int64_t target);
  plan_of_changes reach_nearest(bound_match const& m, aim how, std::int64_t target);
  plan_of_changes reach_linear(bound_linear const& l, cell now, aim how, std::int64_t target);
  plan_of_changes fewer_rows(member_rows const& rows, program const& value, std::int64_t kept);
  plan_of_changes more_rows(relation_id from, std::int64_t count);
  std::vector<std::uint8_t> this_row() const;

  engine& run_;
  relation_id relation_;
  std::int32_t row_;
};

}  // namespace xunze::explain_detail

#endif
