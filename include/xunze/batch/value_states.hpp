// SPDX-License-Identifier: Apache-2.0
// Resident states that keep the values of their rows: extremes, distinct values.
#ifndef XUNZE_BATCH_VALUE_STATES_HPP
#define XUNZE_BATCH_VALUE_STATES_HPP

#include "xunze/batch/state.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

namespace xunze {

namespace detail {
/// How often each number is there; none is kept with the count 0.
class multiset {
 public:
  void add(std::int64_t value, std::int64_t times) {
    auto const [at, added] = counts_.try_emplace(value, 0);
    at->second += times;
    if (at->second == 0) counts_.erase(at);
  }
  void merge(multiset const& other) {
    for (auto const& [value, times] : other.counts_) add(value, times);
  }
  [[nodiscard]] std::int64_t least(std::int64_t otherwise) const {
    return counts_.empty() ? otherwise : counts_.begin()->first;
  }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(counts_.size()); }
  bool operator==(multiset const&) const = default;

 private:
  std::map<std::int64_t, std::int64_t> counts_;
};
}  // namespace detail

/// Which end an extreme_state keeps.
enum class extreme : std::uint8_t { least, greatest };

/// Least or greatest value; +∞ or -∞ without rows.
/// Cost: memory and time by the number of different values, logarithmic a row.
class extreme_state {
 public:
  explicit extreme_state(extreme which, unknown_domain domain = {})
      : which_(which), domain_(domain) {}
  void absorb(state_value const& row, bool certain) { add(row, certain, 1); }
  void retract(state_value const& row, bool certain) { add(row, certain, -1); }
  void merge(extreme_state const& other) {
    all_.merge(other.all_);
    certain_.merge(other.certain_);
  }
  [[nodiscard]] interval judge() const {
    interval const found{all_.least(plus_infinity), certain_.least(plus_infinity)};
    return which_ == extreme::least ? found : neg(found);
  }
  bool operator==(extreme_state const&) const = default;

 private:
  void add(state_value const& row, bool certain, std::int64_t times) {
    if (!row) return;
    interval const value = which_ == extreme::least ? domain_.of(*row) : neg(domain_.of(*row));
    all_.add(value.lo, times);
    if (domain_.counts(*row, certain)) certain_.add(value.hi, times);
  }
  extreme which_;
  unknown_domain domain_;
  detail::multiset all_, certain_;  // lower ends of all rows, upper ends of certain ones
};

/// Number of different values.
/// Cost: memory by the number of different values, logarithmic a row; judge is constant.
class distinct_state {
 public:
  explicit distinct_state(unknown_domain domain = {}) : domain_(domain) {}
  void absorb(state_value const& row, bool certain) { add(row, certain, 1); }
  void retract(state_value const& row, bool certain) { add(row, certain, -1); }
  void merge(distinct_state const& other) {
    all_.merge(other.all_);
    certain_.merge(other.certain_);
    unknown_ += other.unknown_;
    certain_unknown_ += other.certain_unknown_;
  }
  [[nodiscard]] interval judge() const {
    std::int64_t const least = certain_unknown_ > 0 ? 1 : 0;
    return {std::max(certain_.size(), least), all_.size() + unknown_};
  }
  bool operator==(distinct_state const&) const = default;

 private:
  void add(state_value const& row, bool certain, std::int64_t times) {
    if (!row) return;
    if (row->lo == row->hi) {
      all_.add(row->lo, times);
      if (certain) certain_.add(row->lo, times);
      return;
    }
    unknown_ += times;
    if (domain_.counts(*row, certain)) certain_unknown_ += times;
  }
  unknown_domain domain_;
  detail::multiset all_, certain_;
  std::int64_t unknown_ = 0;          // rows with an unknown value
  std::int64_t certain_unknown_ = 0;  // of these the certain ones
};

}  // namespace xunze

#endif
