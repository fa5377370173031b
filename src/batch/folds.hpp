// SPDX-License-Identifier: Apache-2.0
// States of aggregates: absorb rows, merge, judge a group.
#ifndef XUNZE_SRC_BATCH_FOLDS_HPP
#define XUNZE_SRC_BATCH_FOLDS_HPP

#include "batch/filter.hpp"
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

/// Groups of the rows of a block: -1 for none.
using group_span = std::span<std::int32_t const>;

/// State of one aggregate over all groups.
/// Shape: order of rows and of merges does not matter.
class fold {
 public:
  virtual ~fold() = default;
  /// Takes selected rows with their groups and values.
  virtual void absorb(group_span groups, selection const& rows, block const& values) = 0;
  /// Takes one row that may belong to a group.
  virtual void absorb_loose(std::int32_t group, cell value) = 0;
  /// Takes, beside one of the two above, a row that may stand for any number of rows.
  virtual void absorb_repeated(std::int32_t /*group*/, cell /*value*/) {}
  virtual void merge(fold const& other) = 0;
  [[nodiscard]] virtual cell judge(std::int32_t group) const = 0;

  // A second pass, for those that cannot decide all groups in one.
  [[nodiscard]] virtual bool wants_more() const { return false; }
  virtual void share_question(fold const& /*leader*/) {}
  virtual void absorb_again(group_span, selection const&, block const&) {}
  virtual void absorb_loose_again(std::int32_t, cell) {}
  virtual void merge_again(fold const&) {}
};

std::unique_ptr<fold> make_fold(fold_context const& context);

}  // namespace xunze::batch_detail

#endif
