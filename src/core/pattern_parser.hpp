// SPDX-License-Identifier: Apache-2.0
// The tree of a text pattern, and its parser.
#ifndef XUNZE_SRC_CORE_PATTERN_PARSER_HPP
#define XUNZE_SRC_CORE_PATTERN_PARSER_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze::detail {

/// A set of code points as closed ranges, possibly negated.
struct character_class {
  std::vector<std::pair<char32_t, char32_t>> ranges;
  bool negated = false;

  [[nodiscard]] bool contains(char32_t point) const noexcept {
    for (auto const& [first, last] : ranges) {
      if (first <= point && point <= last) return !negated;
    }
    return negated;
  }
};

/// One node; `size` is the number of instructions it compiles to.
struct pattern_node {
  enum kind_type : std::uint8_t { consume, sequence, choice, repeat };
  kind_type kind = sequence;
  std::uint32_t class_index = 0;
  std::vector<std::size_t> children{};
  std::size_t least = 0;
  std::size_t most = 0;
  bool unbounded = false;
  std::size_t size = 0;
};

struct pattern_tree {
  std::vector<pattern_node> nodes;
  std::vector<character_class> classes;
  std::size_t root = 0;
};

/// Errors: failure `pattern.syntax` or `pattern.size`.
[[nodiscard]] pattern_tree parse_pattern(std::string_view source);

}  // namespace xunze::detail

#endif
