// SPDX-License-Identifier: Apache-2.0
// Ids of findings: stable, and no way back to an identity number.
#include "report/finding_ids.hpp"

#include "xunze/pack/json_text.hpp"
#include "xunze/report/masking.hpp"

#include <algorithm>
#include <utility>

namespace xunze::detail {
namespace {

constexpr char separator = '\x1f';
constexpr std::size_t digits = 16;

std::string bytes_of(std::string const& hex) {
  auto const digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return bytes;
}

std::string joined(std::string const& rule, key_values const& key) {
  std::string out = rule;
  for (auto const& [name, held] : key) {
    out += separator;
    out += name;
    out += '=';
    out += to_string(held);
  }
  return out;
}

}  // namespace

std::string hmac_sha256_hex(std::string const& secret, std::string const& words) {
  constexpr std::size_t block = 64;
  std::string key = secret.size() > block ? bytes_of(sha256_hex(secret)) : secret;
  key.resize(block, '\0');
  std::string inner = key;
  std::string outer = key;
  for (std::size_t i = 0; i < block; ++i) {
    inner[i] = static_cast<char>(static_cast<unsigned char>(key[i]) ^ 0x36U);
    outer[i] = static_cast<char>(static_cast<unsigned char>(key[i]) ^ 0x5CU);
  }
  return sha256_hex(outer + bytes_of(sha256_hex(inner + words)));
}

std::string finding_ids::told_apart(std::string words, key_values const& key) {
  bool const open = std::any_of(key.begin(), key.end(),
                                [](auto const& part) { return part.second.is_null(); });
  std::size_t const turn = open ? turns_[words]++ : 0;
  if (turn > 0) (words += separator) += '#' + std::to_string(turn);
  return words;
}

std::string finding_ids::id(std::string const& rule, key_values const& key) {
  key_values masked_key = key;
  for (auto& [name, held] : masked_key) {
    if (auto const* const words = held.get_if<std::string>()) held = mask_identities(*words);
  }
  if (key == masked_key) {
    return sha256_hex(told_apart(joined(rule, key), key)).substr(0, digits);
  }
  if (!secret_.empty()) {
    return hmac_sha256_hex(secret_, told_apart(joined(rule, key), key)).substr(0, digits);
  }
  std::string const shown = joined(rule, masked_key);
  std::size_t const turn = turns_[shown]++;
  return sha256_hex(shown + separator + '#' + std::to_string(turn)).substr(0, digits);
}

std::string finding_ids::id(std::string const& rule, std::string const& about) {
  return sha256_hex(rule + separator + about).substr(0, digits);
}

}  // namespace xunze::detail
