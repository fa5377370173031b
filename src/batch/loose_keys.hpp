// SPDX-License-Identifier: Apache-2.0
// Rows whose key is only partly known: whom they may belong to.
#ifndef XUNZE_SRC_BATCH_LOOSE_KEYS_HPP
#define XUNZE_SRC_BATCH_LOOSE_KEYS_HPP

#include "batch/tuple_index.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace xunze::batch_detail {

/// Which components of a key are known, one bit each.
using key_mask = std::uint32_t;

/// Finds, among fixed keys, those that agree with a key in the parts both know.
/// Cost: one index for every pair of masks met, then O(1) and the rows found.
class loose_keys {
 public:
  explicit loose_keys(std::size_t width) : width_(width) {}

  void add(std::span<std::int64_t const> key, key_mask known, std::int32_t id);
  [[nodiscard]] bool empty() const noexcept { return ids_.empty(); }
  [[nodiscard]] key_mask full() const noexcept {
    return static_cast<key_mask>((std::uint64_t{1} << width_) - 1);
  }

  /// Calls `found(id)` for every key that agrees.
  template <class Found>
  void for_each_match(std::span<std::int64_t const> key, key_mask known, Found const& found) {
    for (auto const& [mask, members] : by_mask_) {
      key_mask const both = mask & known;
      auto const& group = index_for(mask, both, members);
      std::vector<std::int64_t> part = masked(key, both);
      std::int32_t const slot = group.index->find(part);
      if (slot < 0) continue;
      for (std::int32_t at : group.rows[static_cast<std::size_t>(slot)]) {
        found(ids_[static_cast<std::size_t>(at)]);
      }
    }
  }

 private:
  struct group_index {
    std::unique_ptr<tuple_index> index;
    std::vector<std::vector<std::int32_t>> rows;
  };

  [[nodiscard]] std::vector<std::int64_t> masked(std::span<std::int64_t const> key,
                                                 key_mask known) const;
  group_index const& index_for(key_mask of, key_mask both,
                               std::vector<std::int32_t> const& members);

  std::size_t width_;
  std::vector<std::int64_t> keys_;
  std::vector<std::int32_t> ids_;
  std::map<key_mask, std::vector<std::int32_t>> by_mask_;
  std::map<std::pair<key_mask, key_mask>, group_index> indexes_;
};

}  // namespace xunze::batch_detail

#endif
