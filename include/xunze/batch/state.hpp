// SPDX-License-Identifier: Apache-2.0
// Resident states of aggregates for one key: rows come, go and are merged in any order.
#ifndef XUNZE_BATCH_STATE_HPP
#define XUNZE_BATCH_STATE_HPP

#include "xunze/core/interval.hpp"

#include <concepts>
#include <cstdint>
#include <optional>

namespace xunze {

/// A row's value as a state sees it. Nulls: nullopt is a none; an unknown is the whole interval.
using state_value = std::optional<interval>;

/// Sums over one key that can be taken back.
/// Shape: absorb and retract commute, merge is commutative and associative with the fresh state as
/// its unit, retract undoes absorb, and states of the same rows are equal. `certain` says whether
/// the row is in for certain; judge gives the interval of docs/semantics.md, Aggregates.
/// Errors: none; retracting a row that was never absorbed makes judge meaningless until it is.
template <typename State>
concept aggregate_state =
    std::copyable<State> && std::equality_comparable<State> &&
    requires(State state, State const& other, state_value const& row, bool certain) {
      { state.absorb(row, certain) } -> std::same_as<void>;
      { state.retract(row, certain) } -> std::same_as<void>;
      { state.merge(other) } -> std::same_as<void>;
      { other.judge() } -> std::same_as<interval>;
    };

/// What an unknown value of the aggregated expression may be.
struct unknown_domain {
  interval range{};            // the bounds that the vocabulary declares
  bool none_possible = false;  // it may be a none: a certain row then only may count
  bool operator==(unknown_domain const&) const = default;

  [[nodiscard]] constexpr interval of(interval value) const noexcept {
    return value == interval::whole() ? range : value;
  }
  [[nodiscard]] constexpr bool counts(interval value, bool certain) const noexcept {
    return certain && !(none_possible && value.lo != value.hi);
  }
};

/// Number of rows, whatever their values.
class count_state {
 public:
  void absorb(state_value const&, bool certain) { add(certain, 1); }
  void retract(state_value const&, bool certain) { add(certain, -1); }
  void merge(count_state const& other) {
    certain_ += other.certain_;
    possible_ += other.possible_;
  }
  [[nodiscard]] interval judge() const { return {certain_, possible_}; }
  bool operator==(count_state const&) const = default;

 private:
  void add(bool certain, std::int64_t rows) {
    possible_ += rows;
    if (certain) certain_ += rows;
  }
  std::int64_t certain_ = 0;
  std::int64_t possible_ = 0;  // certain rows included
};

/// Whether there is a row: [0, 0], [0, 1] or [1, 1].
class any_state {
 public:
  void absorb(state_value const& row, bool certain) { rows_.absorb(row, certain); }
  void retract(state_value const& row, bool certain) { rows_.retract(row, certain); }
  void merge(any_state const& other) { rows_.merge(other.rows_); }
  [[nodiscard]] interval judge() const {
    interval const rows = rows_.judge();
    return {rows.lo > 0 ? 1 : 0, rows.hi > 0 ? 1 : 0};
  }
  bool operator==(any_state const&) const = default;

 private:
  count_state rows_;
};

}  // namespace xunze

#endif
