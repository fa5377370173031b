// SPDX-License-Identifier: Apache-2.0
// Text patterns that match in time linear in the text.
#ifndef XUNZE_CORE_PATTERN_HPP
#define XUNZE_CORE_PATTERN_HPP

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace xunze {

/// A compiled pattern; it always matches the whole text, by code points.
/// Shape: literals, `.`, classes `[A-Z]` `[^…]`, `\d \w \s`, escapes, groups `( )` and `(?: )`,
/// `|`, and `? * + {n} {m,} {m,n}` with bounds up to 1000. No anchors, no back references.
/// Threads: const use is safe from several threads. Lifetime: copies share the program.
class pattern {
 public:
  static constexpr std::size_t max_repeat = 1000;
  static constexpr std::size_t max_program_size = 10000;
  static constexpr std::size_t max_depth = 100;

  /// Errors: failure `pattern.syntax`, or `pattern.size` over a limit, with one diagnostic
  /// whose place is the column in the pattern.
  [[nodiscard]] static pattern compile(std::string_view source);

  /// Whether the whole text matches.
  /// Nulls: text that is not UTF-8 never matches. Cost: O(text × program).
  [[nodiscard]] bool matches(std::string_view written) const;

  [[nodiscard]] std::string const& source() const noexcept;

 private:
  struct program;
  explicit pattern(std::shared_ptr<program const> compiled);
  std::shared_ptr<program const> program_;
};

}  // namespace xunze

#endif
