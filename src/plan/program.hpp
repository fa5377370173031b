// SPDX-License-Identifier: Apache-2.0
// Expressions compiled against frames of one dataset, run on blocks of rows.
#ifndef XUNZE_SRC_PLAN_PROGRAM_HPP
#define XUNZE_SRC_PLAN_PROGRAM_HPP

#include "plan/frame.hpp"
#include "plan/scalar.hpp"
#include "xunze/core/pattern.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace xunze::plan_detail {

/// Rows a block holds.
inline constexpr std::size_t block_rows = 2048;

/// Values of one expression for the rows of a block.
/// Shape: `points` promises that hi equals lo and no row is none; hi is then not written.
struct block {
  std::array<std::int64_t, block_rows> lo;
  std::array<std::int64_t, block_rows> hi;
  bool points = true;

  [[nodiscard]] cell at(std::size_t i) const noexcept { return {lo[i], points ? lo[i] : hi[i]}; }
  void put(std::size_t i, cell c) noexcept { lo[i] = c.lo, hi[i] = c.hi; }
};

/// Blocks that a running program borrows; one per thread.
class scratch {
 public:
  block& take();
  void give_back() noexcept { --used_; }

 private:
  std::vector<std::unique_ptr<block>> blocks_;
  std::size_t used_ = 0;
};

/// Rows a program runs on: rows of its frame and, in a match, of the partner's.
struct row_span {
  std::span<std::int32_t const> target;
  std::span<std::int32_t const> partner{};
};

/// Gives frames, links and verdict columns to programs being compiled.
class environment {
 public:
  virtual ~environment() = default;
  virtual frame const& frame_of(relation_id relation) = 0;
  /// Values of an own column; of one that is not stored they are from now on.
  virtual vec const& own_column(frame const& of, std::size_t column) = 0;
  /// Code of an own column for one more reader, null if it shall read the values.
  virtual std::shared_ptr<code const> code_of_column(frame const& of, std::size_t column) = 0;
  virtual dataset const& data() const = 0;
  virtual table const* table_of(table_schema const& schema) = 0;  // after events
  virtual std::vector<std::int32_t> const& link(table_schema const& from, std::size_t column) = 0;
  virtual std::vector<std::int32_t> const& ancestors(table_schema const& of,
                                                     std::int32_t level) = 0;
  /// Per row of the rule's base table: truth of holds, as truth codes.
  virtual std::vector<std::int64_t> const& holds(std::string const& rule) = 0;
  /// Per code of a dictionary: the row of a table whose single key has this text.
  virtual std::vector<std::int32_t> const& rows_by_key(table_schema const& of,
                                                       dictionary const* texts) = 0;
  virtual work_calendar const* calendar() = 0;
  virtual void collided(std::string const& labels, place const& at) = 0;
};

/// A compiled expression; empty: absent.
class program {
 public:
  program() = default;
  explicit program(std::shared_ptr<code const> root) : root_(std::move(root)) {}

  [[nodiscard]] explicit operator bool() const noexcept { return root_ != nullptr; }
  [[nodiscard]] value_type const& type() const;
  [[nodiscard]] dictionary const* texts() const;
  [[nodiscard]] std::shared_ptr<dictionary const> shared_texts() const;
  /// Values for up to block_rows rows.
  void run(row_span rows, scratch& space, block& into) const;
  /// Value for one row.
  [[nodiscard]] cell at(std::int32_t row, scratch& space, std::int32_t partner = 0) const;
  [[nodiscard]] std::shared_ptr<code const> const& root() const { return root_; }

 private:
  std::shared_ptr<code const> root_;
};

/// Compiles a bound expression over the rows of `target` (and `partner`).
[[nodiscard]] program compile(bound_expression const& e, environment& env, relation_id target,
                              relation_id partner = bound_policy::npos);

/// Columns computed beforehand that stand for parts of an expression.
struct prepared_columns {
  struct entry {
    bool partner = false;
    std::shared_ptr<vec const> values;
  };
  std::map<bound_node const*, entry> by_node;
};
/// The same with parts that read one side alone taken from columns made once a row.
[[nodiscard]] program compile(bound_expression const& e, environment& env, relation_id target,
                              relation_id partner, prepared_columns const& prepared);

/// Whether a program costs about as much as reading what it made: it may run at each reader.
[[nodiscard]] bool is_light(program const& p);

/// A cell as a value for people and boundaries; unknown gives null.
[[nodiscard]] value to_value(cell c, value_type const& type, dictionary const* texts);

}  // namespace xunze::plan_detail

#endif
