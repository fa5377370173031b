// SPDX-License-Identifier: Apache-2.0
// A message in two languages, Chinese first.
#ifndef XUNZE_CORE_TEXT_HPP
#define XUNZE_CORE_TEXT_HPP

#include <cstdint>
#include <string>

namespace xunze {

/// A language messages are written in.
enum class language : std::uint8_t { zh, en };

/// The same words for people in Chinese and in English.
struct text {
  std::string zh;
  std::string en;

  /// The words in one language.
  /// Nulls: an empty translation falls back to the other language.
  [[nodiscard]] std::string const& in(language which) const noexcept {
    if (which == language::zh) return zh.empty() ? en : zh;
    return en.empty() ? zh : en;
  }

  [[nodiscard]] bool empty() const noexcept { return zh.empty() && en.empty(); }

  bool operator==(text const&) const = default;
};

}  // namespace xunze

#endif
