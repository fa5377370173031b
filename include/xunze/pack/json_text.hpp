// SPDX-License-Identifier: Apache-2.0
// JSON as text: the limits a file is read under, and how texts are written.
#ifndef XUNZE_PACK_JSON_TEXT_HPP
#define XUNZE_PACK_JSON_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace xunze {

/// What a JSON file may cost its reader at most.
struct json_limits {
  std::size_t bytes = std::size_t{64} << 20U;
  /// Arrays and objects inside one another.
  std::size_t depth = 64;
  /// Values of any kind in the whole file.
  std::size_t nodes = 1'000'000;
};

/// The text as a JSON string, quotes included; only what must be escaped is.
[[nodiscard]] std::string json_quote(std::string_view words);

/// SHA-256 of the bytes as 64 small hexadecimal digits.
/// Source: FIPS 180-4
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace xunze

#endif
