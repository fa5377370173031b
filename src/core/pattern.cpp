// SPDX-License-Identifier: Apache-2.0
// Text patterns that match in time linear in the text.
//
// source → tree (parser) → program (Thompson's construction) → set of live instructions per
// code point. The size of the program is known on the tree, before anything is expanded.
#include "xunze/core/pattern.hpp"

#include "core/pattern_parser.hpp"

#include "xunze/core/utf8.hpp"

#include <utility>
#include <vector>

namespace xunze {
namespace {

using detail::character_class;
using detail::pattern_node;
using detail::pattern_tree;

enum class opcode : std::uint8_t { consume, split, jump, accept };

// consume: class `first`; split: go to `first` and `second`; jump: go to `first`.
struct instruction {
  opcode op;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

class emitter {
 public:
  explicit emitter(pattern_tree const& tree) : tree_{tree} {}

  std::vector<instruction> run() {
    emit(tree_.root);
    code_.push_back({opcode::accept, 0, 0});
    return std::move(code_);
  }

 private:
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(code_.size()); }

  std::uint32_t put(opcode op, std::uint32_t first = 0, std::uint32_t second = 0) {
    code_.push_back({op, first, second});
    return here() - 1;
  }

  void emit(std::size_t index) {
    pattern_node const& node = tree_.nodes[index];
    switch (node.kind) {
      case pattern_node::consume: put(opcode::consume, node.class_index); break;
      case pattern_node::sequence:
        for (std::size_t const child : node.children) emit(child);
        break;
      case pattern_node::choice: emit_choice(node); break;
      case pattern_node::repeat: emit_repeat(node); break;
    }
  }

  void emit_choice(pattern_node const& node) {
    std::vector<std::uint32_t> exits;
    for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
      std::uint32_t const fork = put(opcode::split, here() + 1);
      emit(node.children[i]);
      exits.push_back(put(opcode::jump));
      code_[fork].second = here();
    }
    emit(node.children.back());
    for (std::uint32_t const exit : exits) code_[exit].first = here();
  }

  void emit_repeat(pattern_node const& node) {
    std::size_t const child = node.children.front();
    if (tree_.nodes[child].size == 0) return;
    for (std::size_t i = 0; i < node.least; ++i) emit(child);
    if (node.unbounded) {
      std::uint32_t const fork = put(opcode::split, here() + 1);
      emit(child);
      put(opcode::jump, fork);
      code_[fork].second = here();
      return;
    }
    std::vector<std::uint32_t> forks;
    for (std::size_t i = node.least; i < node.most; ++i) {
      forks.push_back(put(opcode::split, here() + 1));
      emit(child);
    }
    for (std::uint32_t const fork : forks) code_[fork].second = here();
  }

  pattern_tree const& tree_;
  std::vector<instruction> code_;
};

// Instructions alive at one position; membership by stamp, so clearing is free.
class live_set {
 public:
  explicit live_set(std::size_t size) : stamp_(size, 0) { members_.reserve(size); }

  void clear() {
    members_.clear();
    ++now_;
  }
  bool insert(std::uint32_t at) {
    if (stamp_[at] == now_) return false;
    stamp_[at] = now_;
    members_.push_back(at);
    return true;
  }
  [[nodiscard]] std::vector<std::uint32_t> const& members() const { return members_; }

 private:
  std::vector<std::uint64_t> stamp_;
  std::vector<std::uint32_t> members_;
  std::uint64_t now_ = 1;
};

// Adds an instruction and everything reachable from it without reading text.
void follow(std::vector<instruction> const& code, std::uint32_t start, live_set& live,
            std::vector<std::uint32_t>& stack) {
  stack.push_back(start);
  while (!stack.empty()) {
    std::uint32_t const at = stack.back();
    stack.pop_back();
    if (!live.insert(at)) continue;
    instruction const& one = code[at];
    if (one.op == opcode::split) stack.push_back(one.second);
    if (one.op == opcode::split || one.op == opcode::jump) stack.push_back(one.first);
  }
}

}  // namespace

struct pattern::program {
  std::string source;
  std::vector<character_class> classes;
  std::vector<instruction> code;
};

pattern::pattern(std::shared_ptr<program const> compiled) : program_{std::move(compiled)} {}

pattern pattern::compile(std::string_view source) {
  pattern_tree tree = detail::parse_pattern(source);
  auto compiled = std::make_shared<program>();
  compiled->source = std::string{source};
  compiled->code = emitter{tree}.run();
  compiled->classes = std::move(tree.classes);
  return pattern{std::move(compiled)};
}

std::string const& pattern::source() const noexcept { return program_->source; }

bool pattern::matches(std::string_view written) const {
  if (!is_utf8(written)) return false;
  std::vector<instruction> const& code = program_->code;
  live_set current{code.size()};
  live_set next{code.size()};
  std::vector<std::uint32_t> stack;
  follow(code, 0, current, stack);
  for (std::size_t position = 0; position < written.size();) {
    char32_t const point = next_code_point(written, position);
    next.clear();
    for (std::uint32_t const at : current.members()) {
      instruction const& one = code[at];
      if (one.op == opcode::consume && program_->classes[one.first].contains(point)) {
        follow(code, at + 1, next, stack);
      }
    }
    if (next.members().empty()) return false;
    std::swap(current, next);
  }
  for (std::uint32_t const at : current.members()) {
    if (code[at].op == opcode::accept) return true;
  }
  return false;
}

}  // namespace xunze
