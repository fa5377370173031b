// SPDX-License-Identifier: Apache-2.0
// The dictionary that turns the texts of one domain into dense integers.
#ifndef XUNZE_TABLE_DICTIONARY_HPP
#define XUNZE_TABLE_DICTIONARY_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace xunze {

/// Texts of one domain as dense codes 0, 1, …, in order of first appearance.
/// Cost: one hash look-up per text added. Threads: const use only.
class dictionary {
 public:
  dictionary() = default;
  dictionary(dictionary const&) = delete;
  dictionary& operator=(dictionary const&) = delete;

  /// Code of a text, added if new.
  /// Errors: failure `data.limit` over 2^31 − 1 texts, or a text of 4 GB.
  std::int32_t add(std::string_view word);
  /// Code of a text. Nulls: -1 if it was never added.
  [[nodiscard]] std::int32_t find(std::string_view word) const noexcept;
  /// Lifetime: that of the dictionary.
  [[nodiscard]] std::string_view text_of(std::int32_t code) const {
    entry const& at = entries_[static_cast<std::size_t>(code)];
    return {at.begin, at.length};
  }
  [[nodiscard]] std::int32_t size() const noexcept {
    return static_cast<std::int32_t>(entries_.size());
  }
  /// Makes room for that many texts in all.
  void reserve(std::size_t words);

 private:
  struct entry {
    char const* begin;
    std::uint32_t length;
    std::uint32_t hash;
  };
  struct slot {
    std::uint32_t hash = 0;
    std::int32_t code = -1;
  };

  [[nodiscard]] std::size_t slot_of(std::string_view word, std::uint32_t hash) const noexcept;
  char const* keep(std::string_view word);
  void rehash(std::size_t slots);

  std::vector<entry> entries_;
  std::vector<slot> slots_;  // a power of two, at most half full; empty before the first text
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_used_ = 0;
  std::size_t block_size_ = 0;
};

}  // namespace xunze

#endif
