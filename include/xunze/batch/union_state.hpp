// SPDX-License-Identifier: Apache-2.0
// The resident state of unions of sets.
#ifndef XUNZE_BATCH_UNION_STATE_HPP
#define XUNZE_BATCH_UNION_STATE_HPP

#include "xunze/batch/state.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace xunze {

/// Union of sets of codes.
/// Shape: values are masks, certain members as `lo` and possible ones as `hi`, at most 62 codes;
/// an unknown value is {} to all codes.
class union_state {
 public:
  explicit union_state(std::int64_t all_codes) : all_codes_(all_codes) {}
  void absorb(state_value const& row, bool certain) { add(row, certain, 1); }
  void retract(state_value const& row, bool certain) { add(row, certain, -1); }
  void merge(union_state const& other) {
    for (std::size_t bit = 0; bit < width; ++bit) {
      lo_[bit] += other.lo_[bit];
      hi_[bit] += other.hi_[bit];
    }
  }
  [[nodiscard]] interval judge() const { return {mask(lo_), mask(hi_)}; }
  bool operator==(union_state const&) const = default;

 private:
  static constexpr std::size_t width = 62;
  using counts = std::array<std::int64_t, width>;

  void add(state_value const& row, bool certain, std::int64_t times) {
    if (!row) return;
    interval const value = *row == interval::whole() ? interval{0, all_codes_} : *row;
    for (std::size_t bit = 0; bit < width; ++bit) {
      if (certain && ((value.lo >> bit) & 1) != 0) lo_[bit] += times;
      if (((value.hi >> bit) & 1) != 0) hi_[bit] += times;
    }
  }
  static std::int64_t mask(counts const& of) {
    std::int64_t made = 0;
    for (std::size_t bit = 0; bit < width; ++bit) {
      if (of[bit] > 0) made |= std::int64_t{1} << bit;
    }
    return made;
  }
  std::int64_t all_codes_;
  counts lo_{}, hi_{};
};

}  // namespace xunze

#endif
