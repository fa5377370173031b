// SPDX-License-Identifier: Apache-2.0
// Hides personal data in what people are shown.
#include "xunze/report/masking.hpp"

#include <cstddef>
#include <vector>

namespace xunze {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_word(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Where each character begins; a byte that continues none begins none.
std::vector<std::size_t> starts_of(std::string_view words) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((static_cast<unsigned char>(words[i]) & 0xC0U) != 0x80U) starts.push_back(i);
  }
  return starts;
}

}  // namespace

std::string masked(std::string_view words) {
  std::vector<std::size_t> const starts = starts_of(words);
  if (starts.empty()) return {};
  if (starts.size() == 1) return "*";
  std::string shown{words.substr(0, starts[1])};
  if (starts.size() == 2) return shown + '*';
  shown.append(starts.size() - 2, '*');
  shown += words.substr(starts.back());
  return shown;
}

bool is_identity_shaped(std::string_view words) noexcept {
  if (words.size() != 15 && words.size() != 18) return false;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_digit(words[i])) return false;
  }
  char const last = words.back();
  return is_digit(last) || (words.size() == 18 && (last == 'X' || last == 'x'));
}

std::string mask_identities(std::string_view words) {
  std::string shown;
  std::size_t at = 0;
  while (at < words.size()) {
    std::size_t end = at;
    while (end < words.size() && is_word(words[end])) ++end;
    if (end == at) {
      shown += words[at++];
      continue;
    }
    std::string_view const word = words.substr(at, end - at);
    shown += is_identity_shaped(word) ? masked(word) : std::string{word};
    at = end;
  }
  return shown;
}

}  // namespace xunze
