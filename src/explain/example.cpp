// SPDX-License-Identifier: Apache-2.0
#include "explain/example.hpp"

#include "core/pattern_parser.hpp"
#include "xunze/core/pattern.hpp"
#include "xunze/core/utf8.hpp"

#include <algorithm>
#include <limits>

namespace xunze::explain_detail {
namespace {

using detail::character_class;
using detail::pattern_node;
using detail::pattern_tree;

constexpr std::size_t longest = 200;

class writer {
 public:
  writer(pattern_tree const& tree, std::u32string like) : tree_{tree}, like_{std::move(like)} {}

  std::u32string write() {
    put(tree_.root);
    return std::move(out_);
  }

 private:
  // Characters that a node needs at least.
  [[nodiscard]] std::size_t least(std::size_t index) const {
    pattern_node const& node = tree_.nodes[index];
    std::size_t sum = 0;
    switch (node.kind) {
      case pattern_node::consume: return 1;
      case pattern_node::sequence:
        for (std::size_t const child : node.children) sum += least(child);
        return sum;
      case pattern_node::repeat: return node.least * least(node.children.front());
      case pattern_node::choice: break;
    }
    sum = std::numeric_limits<std::size_t>::max();
    for (std::size_t const child : node.children) sum = std::min(sum, least(child));
    return sum;
  }

  void put(std::size_t index) {
    pattern_node const& node = tree_.nodes[index];
    if (out_.size() > longest) return;
    switch (node.kind) {
      case pattern_node::consume: out_ += one_of(tree_.classes[node.class_index]); return;
      case pattern_node::sequence:
        for (std::size_t const child : node.children) put(child);
        return;
      case pattern_node::repeat:
        for (std::size_t i = 0; i < node.least && out_.size() <= longest; ++i) {
          put(node.children.front());
        }
        return;
      case pattern_node::choice: break;
    }
    auto const shortest =
        std::min_element(node.children.begin(), node.children.end(),
                         [this](std::size_t a, std::size_t b) { return least(a) < least(b); });
    put(*shortest);
  }

  // What stands at this place already, else a plain character, else the first of the class.
  [[nodiscard]] char32_t one_of(character_class const& set) const {
    if (out_.size() < like_.size() && set.contains(like_[out_.size()])) return like_[out_.size()];
    for (char32_t const plain : {U'0', U'1', U'A', U'a', U'-', U'_', U'一'}) {
      if (set.contains(plain)) return plain;
    }
    for (auto const& [first, last] : set.ranges) {
      if (!set.negated && first > U' ' && first <= last) return first;
    }
    for (char32_t point = U'!'; point < 0xD800; ++point) {
      if (set.contains(point)) return point;
    }
    return U'?';
  }

  pattern_tree const& tree_;
  std::u32string like_;
  std::u32string out_{};
};

}  // namespace

std::optional<std::string> example_of(std::string_view pattern_text, std::string_view like) {
  pattern_tree const tree = detail::parse_pattern(pattern_text);
  std::u32string const made = writer{tree, code_points(like)}.write();
  if (made.empty() || made.size() > longest) return std::nullopt;
  std::string out;
  for (char32_t const point : made) append_utf8(out, point);
  // A class may hold nothing that can be written.
  return pattern::compile(pattern_text).matches(out) ? std::optional{out} : std::nullopt;
}

}  // namespace xunze::explain_detail
