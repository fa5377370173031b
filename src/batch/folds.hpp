// SPDX-License-Identifier: Apache-2.0
// States of aggregates: absorb rows, merge, judge a group.
#ifndef XUNZE_SRC_BATCH_FOLDS_HPP
#define XUNZE_SRC_BATCH_FOLDS_HPP

#include "plan/program.hpp"

#include <memory>
#include <span>

namespace xunze::batch_detail {

using namespace plan_detail;

/// What a fold has to know.
struct fold_context {
  aggregate_op op = aggregate_op::count;
  value_type type{};
  interval unknown_value{};    // what an unknown value may be
  bool none_possible = false;  // an unknown value may be none: its row only may count
  std::size_t groups = 0;
  bool codes = false;          // or: values are codes, not sets
};

/// All codes of a set's enumeration as a mask.
std::int64_t all_codes_of(value_type const& type);

/// Groups of the rows of a block: -1 for none.
using group_span = std::span<std::int32_t const>;

/// Rows picked for a fold: `lo` is the row, `hi` 1 if it is certainly in, else 0.
using picked_rows = block;

/// State of one aggregate over all groups.
/// Shape: order of rows and of merges does not matter.
class fold {
 public:
  virtual ~fold() = default;
  /// Takes n picked rows with their groups and values.
  virtual void absorb(group_span groups, picked_rows const& rows, block const& values,
                      std::size_t n) = 0;
  /// Takes one row that may belong to a group.
  virtual void absorb_loose(std::int32_t group, cell value) = 0;
  virtual void merge(fold const& other) = 0;
  [[nodiscard]] virtual cell judge(std::int32_t group) const = 0;

  // A second pass, for those that cannot decide all groups in one.
  [[nodiscard]] virtual bool wants_more() const { return false; }
  virtual void share_question(fold const& /*leader*/) {}
  virtual void absorb_again(group_span, picked_rows const&, block const&, std::size_t) {}
  virtual void absorb_loose_again(std::int32_t, cell) {}
  virtual void merge_again(fold const&) {}
};

std::unique_ptr<fold> make_fold(fold_context const& context);

}  // namespace xunze::batch_detail

#endif
