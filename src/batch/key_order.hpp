// SPDX-License-Identifier: Apache-2.0
// Rows of a relation in the order of their keys.
#ifndef XUNZE_SRC_BATCH_KEY_ORDER_HPP
#define XUNZE_SRC_BATCH_KEY_ORDER_HPP

#include "batch/engine.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace xunze::batch_detail {

/// Compares rows by key: texts by their bytes, all else by value, rows of one key by number.
/// Cost: reads the keys once.
class key_order {
 public:
  key_order(engine& run, relation_id relation, std::vector<std::size_t> rows);

  /// Whether one row comes before another; both by their place in `rows`.
  [[nodiscard]] bool less(std::size_t x, std::size_t y) const {
    return heads_[x] != heads_[y] ? heads_[x] < heads_[y] : less_in_full(x, y);
  }
  [[nodiscard]] std::vector<std::size_t> sorted() const;

 private:
  void read(engine& run, relation_id relation, access const& a);
  void make_heads();
  [[nodiscard]] bool less_in_full(std::size_t x, std::size_t y) const;

  std::vector<std::size_t> rows_;
  std::vector<std::vector<std::int64_t>> parts_;
  std::vector<std::shared_ptr<dictionary const>> texts_;  // null for a part that is no text
  std::vector<std::uint64_t> heads_;  // ascend with the keys; may be equal where keys differ
};

}  // namespace xunze::batch_detail

#endif
