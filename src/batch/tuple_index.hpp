// SPDX-License-Identifier: Apache-2.0
// Dense numbers for tuples of raw values: direct addressing where ranges are small.
#ifndef XUNZE_SRC_BATCH_TUPLE_INDEX_HPP
#define XUNZE_SRC_BATCH_TUPLE_INDEX_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace xunze::batch_detail {

/// Range of one component of the tuples that will come.
struct component_range {
  std::int64_t min = 0;
  std::int64_t max = -1;  // min > max: nothing seen
  void see(std::int64_t v) noexcept {
    if (max < min) {
      min = max = v;
    } else {
      min = v < min ? v : min;
      max = v > max ? v : max;
    }
  }
};

/// Numbers tuples 0, 1, … in order of first insertion.
/// Cost: O(1) each; direct addressing if the ranges span at most four slots a tuple or 8 Mi.
class tuple_index {
 public:
  /// Shape: one range a component; none_value may come besides the range.
  tuple_index(std::vector<component_range> ranges, std::size_t expected);

  /// Number of a tuple, added if new.
  std::int32_t insert(std::span<std::int64_t const> tuple);
  /// Numbers of the tuples that columns hold row by row, each added if new.
  void insert_all(std::span<std::int64_t const* const> columns, std::size_t rows,
                  std::int32_t* into);
  /// Number of a tuple. Nulls: -1 if it is not there.
  [[nodiscard]] std::int32_t find(std::span<std::int64_t const> tuple) const noexcept;
  /// Numbers of tuples of one component.
  void find_all(std::span<std::int64_t const> values, std::int32_t* into) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::span<std::int64_t const> tuple(std::size_t number) const noexcept {
    return {tuples_.data() + number * width_, width_};
  }
  [[nodiscard]] bool is_direct() const noexcept { return !direct_.empty(); }

 private:
  [[nodiscard]] std::int64_t slot_of(std::span<std::int64_t const> tuple) const noexcept;
  [[nodiscard]] std::size_t probe(std::span<std::int64_t const> tuple) const noexcept;
  void grow();
  void insert_directly(std::span<std::int64_t const* const> columns, std::size_t first,
                       std::span<std::int32_t> into);

  std::size_t width_;
  std::vector<component_range> ranges_;
  std::vector<std::int64_t> strides_;
  std::vector<std::int32_t> direct_;
  std::vector<std::int32_t> slots_;
  std::vector<std::int64_t> tuples_;
  std::size_t size_ = 0;
};

}  // namespace xunze::batch_detail

#endif
