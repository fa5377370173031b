// SPDX-License-Identifier: Apache-2.0
#include "batch/tuple_index.hpp"

#include "xunze/core/interval.hpp"

#include <algorithm>
#include <array>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t slots_at_once = 256;

std::uint64_t mix(std::uint64_t h) noexcept {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  return h ^ (h >> 32);
}

}  // namespace

tuple_index::tuple_index(std::vector<component_range> ranges, std::size_t expected)
    : width_(ranges.size()), ranges_(std::move(ranges)) {
  constexpr std::uint64_t always_fine = std::uint64_t{1} << 23;
  std::uint64_t const limit = std::max<std::uint64_t>(always_fine, 4 * expected);
  std::uint64_t cells = 1;
  bool fits = true;
  for (component_range const& r : ranges_) {
    strides_.push_back(static_cast<std::int64_t>(cells));
    // One more place than the range has, for none.
    bool const empty = r.max < r.min;
    std::uint64_t const width =
        static_cast<std::uint64_t>(r.max) - static_cast<std::uint64_t>(r.min);
    std::uint64_t const span = empty ? 1 : width + 2;
    fits = (empty || width < limit) && span <= limit && cells <= limit / span;
    if (!fits) break;
    cells *= span;
  }
  if (fits) {
    direct_.assign(cells, -1);
  } else {
    std::size_t slots = 64;
    while (slots < 2 * expected) slots *= 2;
    slots_.assign(slots, -1);
  }
}

std::int64_t tuple_index::slot_of(std::span<std::int64_t const> tuple) const noexcept {
  std::int64_t slot = 0;
  for (std::size_t i = 0; i < width_; ++i) {
    component_range const& r = ranges_[i];
    std::int64_t place = 0;
    if (tuple[i] != none_value) {
      if (tuple[i] < r.min || tuple[i] > r.max) return -1;
      place = tuple[i] - r.min + 1;
    }
    slot += place * strides_[i];
  }
  return slot;
}

std::size_t tuple_index::probe(std::span<std::int64_t const> tuple) const noexcept {
  std::uint64_t h = 0x9e3779b97f4a7c15ULL;
  for (std::size_t i = 0; i < width_; ++i) h = mix(h ^ static_cast<std::uint64_t>(tuple[i]));
  std::size_t at = h & (slots_.size() - 1);
  while (slots_[at] >= 0 &&
         !std::equal(tuple.begin(), tuple.end(),
                     tuples_.begin() + slots_[at] * static_cast<std::ptrdiff_t>(width_))) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return at;
}

std::int32_t tuple_index::find(std::span<std::int64_t const> tuple) const noexcept {
  if (is_direct()) {
    std::int64_t const slot = slot_of(tuple);
    return slot < 0 ? -1 : direct_[static_cast<std::size_t>(slot)];
  }
  return slots_[probe(tuple)];
}

void tuple_index::find_all(std::span<std::int64_t const> values,
                           std::int32_t* into) const noexcept {
  if (!is_direct()) {
    for (std::size_t i = 0; i < values.size(); ++i) into[i] = find({&values[i], 1});
    return;
  }
  auto const base = static_cast<std::uint64_t>(ranges_[0].min) - 1;
  auto const slots = static_cast<std::uint64_t>(direct_.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    // Below the range wraps round to a large number; the place of none is never a point's.
    auto const slot = static_cast<std::uint64_t>(values[i]) - base;
    into[i] = slot < slots && slot != 0 ? direct_[slot] : -1;
  }
}

std::int32_t tuple_index::insert(std::span<std::int64_t const> tuple) {
  if (!is_direct() && 2 * (size_ + 1) > slots_.size()) grow();
  std::int32_t& at = is_direct() ? direct_[static_cast<std::size_t>(slot_of(tuple))]
                                 : slots_[probe(tuple)];
  if (at < 0) {
    at = static_cast<std::int32_t>(size_++);
    tuples_.insert(tuples_.end(), tuple.begin(), tuple.end());
  }
  return at;
}

void tuple_index::insert_all(std::span<std::int64_t const* const> columns, std::size_t rows,
                             std::int32_t* into) {
  if (is_direct()) {
    for (std::size_t b = 0; b < rows; b += slots_at_once) {
      insert_directly(columns, b, {into + b, std::min(slots_at_once, rows - b)});
    }
    return;
  }
  std::vector<std::int64_t> tuple(width_);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t k = 0; k < width_; ++k) tuple[k] = columns[k][i];
    into[i] = insert(tuple);
  }
}

/// All slots first, so that the memory they lie in is on its way before it is asked for.
void tuple_index::insert_directly(std::span<std::int64_t const* const> columns, std::size_t first,
                                  std::span<std::int32_t> into) {
  std::array<std::int64_t, slots_at_once> slots{};
  for (std::size_t k = 0; k < width_; ++k) {
    std::int64_t const* const values = columns[k] + first;
    std::int64_t const below = ranges_[k].min - 1;
    std::int64_t const stride = strides_[k];
    for (std::size_t i = 0; i < into.size(); ++i) {
      slots[i] += values[i] == none_value ? 0 : (values[i] - below) * stride;
    }
  }
  for (std::size_t i = 0; i < into.size(); ++i) {
    __builtin_prefetch(direct_.data() + slots[i], 1);
  }
  for (std::size_t i = 0; i < into.size(); ++i) {
    std::int32_t& at = direct_[static_cast<std::size_t>(slots[i])];
    if (at < 0) {
      at = static_cast<std::int32_t>(size_++);
      for (std::size_t k = 0; k < width_; ++k) tuples_.push_back(columns[k][first + i]);
    }
    into[i] = at;
  }
}

void tuple_index::grow() {
  slots_.assign(slots_.size() * 2, -1);
  for (std::size_t n = 0; n < size_; ++n) slots_[probe(tuple(n))] = static_cast<std::int32_t>(n);
}

}  // namespace xunze::batch_detail
