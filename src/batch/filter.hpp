// SPDX-License-Identifier: Apache-2.0
// Conditions as tables of truths: one look-up a key, a conjunction by a bitwise and.
#ifndef XUNZE_SRC_BATCH_FILTER_HPP
#define XUNZE_SRC_BATCH_FILTER_HPP

#include "batch/engine.hpp"

#include <memory>
#include <vector>

namespace xunze::batch_detail {

/// Rows of a block that pass a filter, ascending.
struct selection {
  std::array<std::int32_t, block_rows> rows;
  std::array<std::uint8_t, block_rows> certain;
  std::size_t size = 0;
  bool sure = false;  // promises that all are certain

  /// Whether the rows follow one another without a gap.
  [[nodiscard]] bool in_one_run() const {
    return size > 0 && rows[size - 1] - rows[0] == static_cast<std::int32_t>(size - 1);
  }
};

/// A condition over one frame. Conjuncts that depend on one foreign key, or on one coded column,
/// are evaluated once a key and looked up; what is left runs on the rows that survive.
/// Cost: one gather a look-up table and row.
class filter {
 public:
  filter() = default;
  filter(engine& run, relation_id over, bound_expression const& condition);

  /// Rows begin … end - 1 (at most block_rows) that are or may be in, with the frame's presence.
  void select(std::size_t begin, std::size_t end, scratch& space, selection& into) const;

  /// Whether every row of the frame certainly passes.
  [[nodiscard]] bool keeps_all() const { return tables_.empty() && !rest_ && !over_->presence; }

  /// Truth codes of rows begin … end - 1 (at most block_rows), the frame's presence left out.
  void truths(std::size_t begin, std::size_t end, scratch& space, std::uint8_t* into) const;

 private:
  struct table_of_truths {
    std::int32_t const* index = nullptr;  // per base row
    std::int32_t offset = 0;              // of reserved indices
    std::vector<std::uint8_t> truths;
  };
  void look_up(std::size_t begin, std::size_t n, std::uint8_t* truths) const;
  void select_by_one(std::size_t begin, std::size_t n, selection& into) const;
  void select_by_truths(std::size_t begin, std::size_t n, selection& into) const;
  void drop_rest(scratch& space, selection& into) const;
  bool add_conjunct(engine& run, relation_id over, bound_expression const& e);

  frame const* over_ = nullptr;
  std::vector<table_of_truths> tables_;
  program rest_{};
};

}  // namespace xunze::batch_detail

#endif
