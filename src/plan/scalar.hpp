// SPDX-License-Identifier: Apache-2.0
// What each operation gives for one row: the meaning behind every faster form.
#ifndef XUNZE_SRC_PLAN_SCALAR_HPP
#define XUNZE_SRC_PLAN_SCALAR_HPP

#include "plan/frame.hpp"
#include "xunze/core/calendar.hpp"

#include <functional>
#include <optional>
#include <span>

namespace xunze::plan_detail {

/// Truth as a cell: no [0, 0], unknown [0, 1], yes [1, 1].
[[nodiscard]] constexpr cell cell_of(truth t) noexcept {
  return {is_certain(t) ? 1 : 0, is_possible(t) ? 1 : 0};
}
[[nodiscard]] constexpr truth truth_of_cell(cell c) noexcept {
  if (c.is_none()) return truth::unknown;
  return truth_from_bits(c.lo >= 1, c.hi >= 1);
}

/// Every code of an enumeration or of the sets of one, as a mask.
[[nodiscard]] std::int64_t all_codes_of(value_type const& type) noexcept;
/// What is not known at all: of sets, of truths, of anything else.
[[nodiscard]] cell unknown_of(value_type const& type) noexcept;

[[nodiscard]] truth equal_cells(cell a, cell b) noexcept;
[[nodiscard]] truth less_cells(cell a, cell b) noexcept;
[[nodiscard]] truth compare_cells(operation op, cell a, cell b) noexcept;
[[nodiscard]] truth compare_sets(operation op, cell a, cell b) noexcept;
/// Whether a code is in a set; `all` has every code of the enumeration.
[[nodiscard]] truth code_in_set(cell code, cell set, std::int64_t all) noexcept;
[[nodiscard]] cell arithmetic(operation op, cell a, cell b) noexcept;
/// A decimal at another scale; lower scales round as asked.
[[nodiscard]] cell rescale_cell(cell a, int from, int to, rounding how) noexcept;
/// The value if all still-possible values agree, else the smallest cell around both.
[[nodiscard]] cell merge_cells(cell a, cell b, value_type const& type) noexcept;

/// Which outcome of a defined value holds.
/// Shape: outcomes number the cases from 0; `otherwise` is the default, `collision` a clash.
struct case_outcome {
  static constexpr int otherwise = -1;
  static constexpr int collision = -2;
};
/// Partial order of labelled cases: beats[i] has a bit for every case that i is over.
struct case_order {
  std::vector<std::uint64_t> beats;
  explicit case_order(std::span<case_label const> labels);
  /// The outcome for a set of true guards.
  [[nodiscard]] int outcome_of(std::uint64_t holding) const noexcept;
};

/// Applies a monotone day function to both ends; infinite ends stay.
template <class Function>
[[nodiscard]] cell map_ends(cell a, Function const& f) {
  if (a.is_none()) return unknown_cell;
  auto const end = [&](std::int64_t v) -> std::optional<std::int64_t> {
    if (!is_finite(v)) return v;
    return f(v);
  };
  auto const lo = end(a.lo);
  auto const hi = a.lo == a.hi ? lo : end(a.hi);
  if (!lo || !hi) return unknown_cell;
  return {*lo, *hi};
}

}  // namespace xunze::plan_detail

#endif
