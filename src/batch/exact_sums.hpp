// SPDX-License-Identifier: Apache-2.0
// Sums of intervals, one a group: the same whatever the order of rows and threads.
#ifndef XUNZE_SRC_BATCH_EXACT_SUMS_HPP
#define XUNZE_SRC_BATCH_EXACT_SUMS_HPP

#include "xunze/batch/sum_state.hpp"

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace xunze::batch_detail {

/// Sums in 64 bits while they fit, what does not fit apart: only the total may be too large.
class exact_sums {
 public:
  explicit exact_sums(std::size_t groups) : near_(groups, interval{0, 0}) {}

  void add(std::size_t group, interval v) {
    interval& sum = near_[group];
    std::int64_t lo = 0;
    std::int64_t hi = 0;
    bool const overflow =
        __builtin_add_overflow(sum.lo, v.lo, &lo) || __builtin_add_overflow(sum.hi, v.hi, &hi);
    bool const fits = !overflow && is_finite(v.lo) && is_finite(v.hi) && is_finite(lo) &&
                      is_finite(hi);
    if (fits) {
      sum = {lo, hi};
    } else {
      put_apart(group, v);
    }
  }

  void merge(exact_sums const& other) {
    for (std::size_t g = 0; g < near_.size(); ++g) add(g, other.near_[g]);
    for (auto const& [group, ends] : other.far_) {
      far_[group].lo.merge(ends.lo);
      far_[group].hi.merge(ends.hi);
    }
  }

  /// Errors: the whole line where an end does not fit.
  [[nodiscard]] interval total(std::size_t group) const {
    auto const found = far_.find(group);
    if (found == far_.end()) return near_[group];
    both ends = found->second;
    ends.add(near_[group]);
    auto const lo = ends.lo.total(minus_infinity);
    auto const hi = ends.hi.total(plus_infinity);
    return lo && hi ? interval{*lo, *hi} : interval::whole();
  }

 private:
  struct both {
    detail::exact_sum lo;
    detail::exact_sum hi;
    void add(interval v) {
      lo.add(v.lo, 1);
      hi.add(v.hi, 1);
    }
  };

  void put_apart(std::size_t group, interval v) {
    both& ends = far_[group];
    ends.add(near_[group]);
    ends.add(v);
    near_[group] = {0, 0};
  }

  std::vector<interval> near_;
  std::unordered_map<std::size_t, both> far_;  // looked up, never walked in its order
};

}  // namespace xunze::batch_detail

#endif
