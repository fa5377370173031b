// SPDX-License-Identifier: Apache-2.0
#include "batch/loose_keys.hpp"

namespace xunze::batch_detail {

void loose_keys::add(std::span<std::int64_t const> key, key_mask known, std::int32_t id) {
  by_mask_[known].push_back(static_cast<std::int32_t>(ids_.size()));
  ids_.push_back(id);
  keys_.insert(keys_.end(), key.begin(), key.end());
  indexes_.clear();
}

std::vector<std::int64_t> loose_keys::masked(std::span<std::int64_t const> key,
                                             key_mask known) const {
  std::vector<std::int64_t> part;
  for (std::size_t i = 0; i < width_; ++i) {
    if ((known >> i) & 1U) part.push_back(key[i]);
  }
  return part;
}

loose_keys::group_index const& loose_keys::index_for(key_mask of, key_mask both,
                                                     std::vector<std::int32_t> const& members) {
  auto [at, fresh] = indexes_.try_emplace({of, both});
  group_index& made = at->second;
  if (!fresh) return made;
  std::vector<component_range> ranges(masked({keys_.data(), width_}, both).size());
  std::vector<std::vector<std::int64_t>> parts;
  for (std::int32_t member : members) {
    auto const* key = keys_.data() + static_cast<std::size_t>(member) * width_;
    parts.push_back(masked({key, width_}, both));
    for (std::size_t i = 0; i < ranges.size(); ++i) ranges[i].see(parts.back()[i]);
  }
  made.index = std::make_unique<tuple_index>(std::move(ranges), members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    auto const slot = static_cast<std::size_t>(made.index->insert(parts[i]));
    if (slot == made.rows.size()) made.rows.emplace_back();
    made.rows[slot].push_back(members[i]);
  }
  return made;
}

}  // namespace xunze::batch_detail
