// SPDX-License-Identifier: Apache-2.0
// The dictionary: texts in blocks that never move, codes in an open-addressed table.
#include "xunze/table/dictionary.hpp"

#include "table/cell_text.hpp"
#include "xunze/core/failure.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace xunze {
namespace {

__extension__ typedef unsigned __int128 uint128;

constexpr std::size_t least_slots = 64;
constexpr std::size_t least_block = std::size_t{1} << 12;
constexpr std::size_t largest_block = std::size_t{1} << 20;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  uint128 const product = static_cast<uint128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t word_at(char const* bytes, std::size_t count) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  return word;
}

std::uint32_t hash_of(std::string_view word) noexcept {
  constexpr std::uint64_t k0 = 0xa0761d6478bd642fULL;
  constexpr std::uint64_t k1 = 0xe7037ed1a0b428dbULL;
  constexpr std::uint64_t k2 = 0x8ebc6af09c88c6e3ULL;
  std::uint64_t state = mix(word.size() ^ k0, k1);
  char const* at = word.data();
  std::size_t rest = word.size();
  for (; rest > 16; rest -= 16, at += 16) {
    state = mix(word_at(at, 8) ^ k1, word_at(at + 8, 8) ^ state);
  }
  std::size_t const low = std::min<std::size_t>(rest, 8);
  std::uint64_t const first = rest == 0 ? 0 : word_at(at, low);
  std::uint64_t const second = rest > 8 ? word_at(at + 8, rest - 8) : 0;
  state = mix(first ^ k1, second ^ state);
  state = mix(state ^ k2, word.size() ^ k1);
  return static_cast<std::uint32_t>(state ^ (state >> 32U));
}

}  // namespace

std::size_t dictionary::slot_of(std::string_view word, std::uint32_t hash) const noexcept {
  std::size_t const mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    slot const& here = slots_[at];
    if (here.code < 0) return at;
    if (here.hash == hash && text_of(here.code) == word) return at;
  }
}

std::int32_t dictionary::find(std::string_view word) const noexcept {
  if (slots_.empty()) return -1;
  return slots_[slot_of(word, hash_of(word))].code;
}

std::int32_t dictionary::add(std::string_view word) {
  if (slots_.empty()) rehash(least_slots);
  std::uint32_t const hash = hash_of(word);
  std::size_t at = slot_of(word, hash);
  if (slots_[at].code >= 0) return slots_[at].code;
  constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
  constexpr std::size_t longest = std::numeric_limits<std::uint32_t>::max();
  if (entries_.size() >= most) {
    throw failure("data.limit", detail::over_limit({"不同的文字", "the column"},
                                                   {"个", "different texts"}, most));
  }
  if (word.size() > longest) {
    throw failure("data.limit", detail::over_limit({"文字", "the text"}, {"字节", "bytes"},
                                                   longest, word.size()));
  }
  if ((entries_.size() + 1) * 2 > slots_.size()) {
    rehash(slots_.size() * 2);
    at = slot_of(word, hash);
  }
  std::int32_t const code = size();
  entries_.push_back({keep(word), static_cast<std::uint32_t>(word.size()), hash});
  slots_[at] = {hash, code};
  return code;
}

void dictionary::reserve(std::size_t words) {
  entries_.reserve(words);
  std::size_t const slots = std::bit_ceil(std::max(words * 2, least_slots));
  if (slots > slots_.size()) rehash(slots);
}

char const* dictionary::keep(std::string_view word) {
  if (word.size() > block_size_ - block_used_) {
    block_size_ = std::max(word.size(), std::clamp(block_size_ * 2, least_block, largest_block));
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size_));
    block_used_ = 0;
  }
  if (word.empty()) return "";
  char* const begin = blocks_.back().get() + block_used_;
  std::memcpy(begin, word.data(), word.size());
  block_used_ += word.size();
  return begin;
}

void dictionary::rehash(std::size_t slots) {
  slots_.assign(slots, slot{});
  std::size_t const mask = slots - 1;
  for (std::size_t code = 0; code < entries_.size(); ++code) {
    std::size_t at = entries_[code].hash & mask;
    while (slots_[at].code >= 0) at = (at + 1) & mask;
    slots_[at] = {entries_[code].hash, static_cast<std::int32_t>(code)};
  }
}

}  // namespace xunze
