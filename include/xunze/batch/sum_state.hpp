// SPDX-License-Identifier: Apache-2.0
// The resident state of sums, exact while rows come and go.
#ifndef XUNZE_BATCH_SUM_STATE_HPP
#define XUNZE_BATCH_SUM_STATE_HPP

#include "xunze/batch/state.hpp"

#include <cstdint>
#include <optional>

namespace xunze {

namespace detail {
/// One end of a sum: exact for 2^31 rows, infinite ends counted apart so that they can go again.
class exact_sum {
 public:
  void add(std::int64_t value, std::int64_t times) {
    if (value == plus_infinity) {
      plus_ += times;
    } else if (value == minus_infinity) {
      minus_ += times;
    } else {
      high_ += (value >> 32) * times;
      low_ += (value & low_bits) * times;
      carry();
    }
  }
  void merge(exact_sum const& other) {
    plus_ += other.plus_;
    minus_ += other.minus_;
    high_ += other.high_;
    low_ += other.low_;
    carry();
  }
  /// The end; of infinite ones of both signs that of `outward`. Nulls: nullopt if it does not fit.
  [[nodiscard]] std::optional<std::int64_t> total(std::int64_t outward) const {
    if (plus_ > 0 && minus_ > 0) return outward;
    if (plus_ > 0) return plus_infinity;
    if (minus_ > 0) return minus_infinity;
    constexpr std::int64_t limit = std::int64_t{1} << 31;
    if (high_ < -limit || high_ >= limit) return std::nullopt;
    std::int64_t const sum = high_ * (low_bits + 1) + low_;
    return is_finite(sum) ? std::optional{sum} : std::nullopt;
  }
  bool operator==(exact_sum const&) const = default;

 private:
  void carry() {
    high_ += low_ >> 32;
    low_ &= low_bits;
  }
  static constexpr std::int64_t low_bits = 0xffffffff;
  std::int64_t plus_ = 0, minus_ = 0;
  std::int64_t high_ = 0, low_ = 0;  // the sum is high * 2^32 + low, low not negative
};
}  // namespace detail

/// Sum of the values.
/// Errors: the whole line where the sum does not fit; it fits again when rows go.
class sum_state {
 public:
  explicit sum_state(unknown_domain domain = {}) : domain_(domain) {}
  void absorb(state_value const& row, bool certain) { add(row, certain, 1); }
  void retract(state_value const& row, bool certain) { add(row, certain, -1); }
  void merge(sum_state const& other) {
    lo_.merge(other.lo_);
    hi_.merge(other.hi_);
  }
  [[nodiscard]] interval judge() const {
    auto const lo = lo_.total(minus_infinity);
    auto const hi = hi_.total(plus_infinity);
    return lo && hi ? interval{*lo, *hi} : interval::whole();
  }
  bool operator==(sum_state const&) const = default;

 private:
  void add(state_value const& row, bool certain, std::int64_t times) {
    if (!row) return;
    interval value = domain_.of(*row);
    if (!domain_.counts(*row, certain)) value = hull(value, interval::point(0));
    lo_.add(value.lo, times);
    hi_.add(value.hi, times);
  }
  unknown_domain domain_;
  detail::exact_sum lo_, hi_;
};

}  // namespace xunze

#endif
