// SPDX-License-Identifier: Apache-2.0
// A computed relation: rows, where they come from, and the relation's own columns.
#ifndef XUNZE_SRC_PLAN_FRAME_HPP
#define XUNZE_SRC_PLAN_FRAME_HPP

#include "xunze/check/bound.hpp"
#include "xunze/table/dataset.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace xunze::plan_detail {

/// One possible value of a row, lo to hi; none is none_value at both ends.
struct cell {
  std::int64_t lo = minus_infinity;
  std::int64_t hi = plus_infinity;
  bool operator==(cell const&) const = default;
  [[nodiscard]] constexpr bool is_none() const noexcept { return lo == none_value; }
  [[nodiscard]] constexpr bool is_point() const noexcept { return lo == hi && lo != none_value; }
};

inline constexpr cell none_cell{none_value, none_value};
inline constexpr cell unknown_cell{};

/// Whether all are numbers of rows or groups, none a mark below 0.
inline bool no_marks(std::int32_t const* at, std::size_t n) noexcept {
  std::int32_t signs = 0;
  for (std::size_t i = 0; i < n; ++i) signs |= at[i];
  return signs >= 0;
}

/// A column made by the engine.
/// Shape: `hi` is empty while every cell is a point or none.
struct vec {
  value_type type{};
  std::shared_ptr<dictionary const> texts{};  // of text
  std::vector<std::int64_t> lo{};
  std::vector<std::int64_t> hi{};

  [[nodiscard]] cell at(std::size_t row) const noexcept {
    return {lo[row], hi.empty() ? lo[row] : hi[row]};
  }
  void set(std::size_t row, cell value) {
    lo[row] = value.lo;
    if (hi.empty() && value.hi != value.lo) hi = lo;
    if (!hi.empty()) hi[row] = value.hi;
  }
};

/// A row of a given table, for evidence.
struct row_origin {
  table const* from = nullptr;
  std::int32_t row = no_row;
  friend bool operator==(row_origin const&, row_origin const&) = default;
};

struct code;

/// A relation with its rows.
/// Shape: `maps[m]` gives per row the row of member m, empty if it is the same row number;
/// `origin` likewise for the base table, null if the same; `presence` is null while all rows are
/// certain. The one map of a join gives the row in the member that `part` names. Members of a view
/// after the first are relations looked up: their maps may have no_row and unknown_row.
struct frame {
  bound_relation const* relation = nullptr;
  bool given = true;
  std::size_t rows = 0;
  table const* base = nullptr;
  std::shared_ptr<std::vector<std::int32_t> const> origin{};
  std::vector<std::vector<std::int32_t>> maps{};
  std::vector<frame const*> members{};
  std::vector<std::uint8_t> part{};         // of join: the member a row comes from
  std::shared_ptr<std::vector<truth> const> presence{};
  std::vector<vec> own{};
  /// By own column, or empty: what computes it where it is read, if its values are not stored.
  std::vector<std::shared_ptr<code const>> computed{};
  std::vector<std::uint64_t> open_expands{};  // per row, or empty: see repeated_rows
  std::vector<std::int32_t> unkeyed{};      // of distinct: member rows without a known key
  std::vector<std::int32_t> group_of{};     // of distinct: per member row its row here, or -1

  [[nodiscard]] truth present(std::size_t row) const {
    return presence ? (*presence)[row] : truth::yes;
  }
  /// Nulls: no_row where a join has the row from another member.
  [[nodiscard]] std::int32_t member_row(std::size_t member, std::size_t row) const {
    if (!part.empty()) return part[row] == member ? maps[0][row] : no_row;
    return maps[member].empty() ? static_cast<std::int32_t>(row) : maps[member][row];
  }
  [[nodiscard]] std::optional<row_origin> origin_of(std::size_t row) const;
};

}  // namespace xunze::plan_detail

#endif
