// SPDX-License-Identifier: Apache-2.0
// Finds changes of data that make one condition of one row true.
#ifndef XUNZE_SRC_EXPLAIN_SOLVER_HPP
#define XUNZE_SRC_EXPLAIN_SOLVER_HPP

#include "batch/engine.hpp"
#include "explain/row_terms.hpp"
#include "xunze/explain/explanation.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace xunze::explain_detail {

using namespace batch_detail;

/// Changes to be made together. Nulls: nullopt where none is known.
using plan_of_changes = std::optional<std::vector<change>>;

/// Whether two changes are the same, apart from their words.
bool same_change(change const& a, change const& b);
/// Whether nothing but cells is to be set: less than rows that come or go.
bool only_cells(plan_of_changes const& plan);
/// The first plan, unless the second is one of cells and the first is not.
plan_of_changes lighter(plan_of_changes first, plan_of_changes second);

/// Where a number has to come to.
enum class aim : std::uint8_t { at_most, at_least, exactly };

/// Which of several ways is tried.
struct manner {
  bool last_stays = false;    // of rows that count too often the last stay, not the first
  bool leave_keys = false;    // a row that has too many partners leaves out what ties it to them
  std::optional<std::size_t> model{};  // which row those to be added are like
};

/// Why nothing was found: the first expression that nothing moves.
struct dead_end {
  bool met = false;
  text why{};
};

/// The row that a column read leads to, and what defines the column there.
struct definition {
  relation_id relation = 0;
  std::int32_t row = 0;
  bound_expression value{};
};

/// One row of a relation, or a row and its partner, whose expressions are to get other values.
/// Errors: none; what cannot be moved by cells and rows of given tables gives nullopt.
class solver {
 public:
  solver(engine& run, relation_id relation, std::int32_t row, dead_end& end, manner how)
      : run_(run), relation_(relation), row_(row), end_(end), how_(how) {}

  /// Makes the expression true, or false.
  plan_of_changes make(bound_expression const& e, bool wanted);
  /// Brings a number, date or code to the target, by the mantissa at its own scale.
  plan_of_changes reach(bound_expression const& e, aim how, std::int64_t target);

 private:
  program compiled(bound_expression const& e) { return compile(e, run_, relation_, partner_); }
  cell at(program const& p) { return p.at(row_, run_.space(), partner_row_); }
  cell evaluate(bound_expression const& e) { return at(compiled(e)); }
  solver in_row(relation_id relation, std::int32_t row) const {
    return {run_, relation, row, end_, how_};
  }
  cell row_of(bound_node const& e);
  solver beside(relation_id partner, std::int32_t row) const;
  std::optional<definition> place_of(bound_expression const& e) const;
  std::optional<definition> definition_of(bound_expression const& e) const;

  // conditions (changes.cpp)
  plan_of_changes make_so(bound_expression const& e, bool wanted);
  plan_of_changes match_text(bound_expression const& e);
  void note(bound_expression const& e);
  plan_of_changes all(bound_expression const& e, bool wanted);
  plan_of_changes one(bound_expression const& e, bool wanted);
  plan_of_changes into_set(bound_expression const& e);
  plan_of_changes make_hold(bound_expression const& e);
  plan_of_changes compare(bound_node const& e, operation op);
  plan_of_changes move_side(bound_expression const& side, operation op,
                            bound_expression const& other);
  plan_of_changes set_from(bound_expression const& side, bound_expression const& other);
  plan_of_changes set_cell(bound_expression const& side, cell c);
  plan_of_changes set_value(bound_expression side, value to);
  plan_of_changes move_to(bound_expression const& e, aim how, std::int64_t target);

  // numbers (reach.cpp)
  plan_of_changes reach_operation(bound_node const& e, aim how, std::int64_t target);
  plan_of_changes reach_product(bound_node const& e, aim how, std::int64_t target);
  plan_of_changes reach_call(bound_node const& e, aim how, std::int64_t target);

  // days (reach_days.cpp)
  plan_of_changes reach_days(bound_expression const& e, aim how, std::int64_t target);
  bound_expression spelled_out(bound_expression const& e);

  // nodes (reach_nodes.cpp)
  /// Nulls: nullopt where the expression is no node of this or a member relation.
  std::optional<plan_of_changes> reach_node(bound_expression const& e, aim how,
                                            std::int64_t target);
  plan_of_changes reach_aggregate(bound_aggregate const& a, cell now, aim how,
                                  std::int64_t target);
  plan_of_changes reach_sum(bound_aggregate const& a, aim how, std::int64_t delta);
  plan_of_changes reach_extreme(bound_aggregate const& a, cell now, aim how,
                                std::int64_t target);
  plan_of_changes reach_match(bound_match const& m, cell now, aim how, std::int64_t target);
  plan_of_changes reach_nearest(bound_match const& m, aim how, std::int64_t target);
  plan_of_changes reach_linear(bound_linear const& l, cell now, aim how, std::int64_t target);
  plan_of_changes fewer_rows(member_rows const& rows, program const& value, std::int64_t kept);
  std::vector<std::uint8_t> this_row() const;

  // partners (reach_partners.cpp)
  using keys = std::vector<bound_expression>;
  std::vector<std::int32_t> rows_of_key(keys const& mine, relation_id there, keys const& theirs);
  plan_of_changes make_more(bound_aggregate const& a, std::int64_t count);
  plan_of_changes make_partner(bound_match const& m);
  plan_of_changes clear_key(bound_match const& m);

  // sets (reach_sets.cpp)
  plan_of_changes make_sets(bound_expression const& e, bool wanted);
  plan_of_changes reach_set(bound_expression const& e, std::int64_t in, std::int64_t out);
  plan_of_changes reach_size(bound_expression const& e, aim how, std::int64_t target);
  plan_of_changes reach_union(bound_aggregate const& a, std::int64_t in, std::int64_t out);

  // sums (reach_sum.cpp)
  plan_of_changes spread(bound_aggregate const& a, member_rows const& rows, std::int64_t delta);
  plan_of_changes drop_largest(bound_aggregate const& a, member_rows rows, std::int64_t excess);
  plan_of_changes add_up(bound_aggregate const& a, aim how, std::int64_t delta);

  // rows (rows.cpp)
  plan_of_changes more_rows(relation_id from, std::int64_t count, row_terms terms);
  row_terms terms_of(bound_aggregate const& a);
  std::optional<row_terms> terms_of(bound_match const& m);
  expression over_partner(bound_expression const& e, std::string const& alias);
  row_terms terms_like(bound_linear const& l, std::int32_t model,
                       std::set<std::size_t> const& counted);
  void require_key(row_terms& into, relation_id from, bound_expression const& key,
                   bound_expression const& on);
  void require_that(row_terms& into, relation_id from, bound_expression const& e,
                    bool holds = true);
  void require_value(row_terms& into, relation_id from, bound_expression const& e, operation op,
                     std::int64_t bound);
  void require_member(row_terms& into, relation_id from, bound_expression const& e,
                      std::int64_t rank);
  void require_others(row_terms& into, bound_aggregate const& a);

  engine& run_;
  relation_id relation_;
  std::int32_t row_;
  dead_end& end_;
  manner how_;
  relation_id partner_ = bound_policy::npos;
  std::int32_t partner_row_ = 0;
  bool partner_stays_ = false;  // cells of the partner are not set
};

}  // namespace xunze::explain_detail

#endif
