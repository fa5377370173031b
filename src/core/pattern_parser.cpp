// SPDX-License-Identifier: Apache-2.0
// Recursive-descent parser of text patterns.
#include "core/pattern_parser.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/core/pattern.hpp"
#include "xunze/core/utf8.hpp"

#include <optional>
#include <string>

namespace xunze::detail {
namespace {

// The class a letter after a backslash stands for: \d \w \s.
std::optional<character_class> named_class(char32_t letter) {
  switch (letter) {
    case U'd': return character_class{{{U'0', U'9'}}, false};
    case U'w':
      return character_class{{{U'A', U'Z'}, {U'a', U'z'}, {U'0', U'9'}, {U'_', U'_'}}, false};
    case U's':
      return character_class{{{U'\t', U'\r'}, {U' ', U' '}, {0x3000, 0x3000}}, false};
    default: return std::nullopt;
  }
}

class parser {
 public:
  explicit parser(std::string_view source) : source_{source}, points_{code_points(source)} {}

  pattern_tree run() {
    if (!is_utf8(source_)) refuse(1, {"不是 UTF-8 文本", "not UTF-8"});
    tree_.root = parse_choice(0);
    if (!done()) refuse_here({"多出的“)”", "unmatched `)`"});
    return std::move(tree_);
  }

 private:
  [[nodiscard]] bool done() const { return at_ >= points_.size(); }
  [[nodiscard]] bool sees(char32_t point) const { return !done() && points_[at_] == point; }
  bool take(char32_t point) {
    if (!sees(point)) return false;
    ++at_;
    return true;
  }

  [[noreturn]] void refuse(std::size_t column, text why, text help = {},
                           char const* code = "pattern.syntax") const {
    diagnostic found;
    found.code = code;
    found.at.line = 1;
    found.at.column = column;
    found.message = why;
    found.help = std::move(help);
    found.excerpt = std::string{source_};
    text const message{"文本模式第" + std::to_string(column) + "个字符：" + why.zh,
                       "pattern, character " + std::to_string(column) + ": " + why.en};
    throw failure(code, message, std::vector<diagnostic>{std::move(found)});
  }
  [[noreturn]] void refuse_here(text why, text help = {}) const {
    refuse(at_ + 1, std::move(why), std::move(help));
  }

  std::size_t keep(pattern_node node) {
    if (node.size >= pattern::max_program_size) {
      refuse(at_ == 0 ? 1 : at_, {"模式展开后过大", "pattern is too large when expanded"},
             {"请减小重复次数", "use smaller repeat counts"}, "pattern.size");
    }
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.size() - 1;
  }

  std::size_t keep_class(character_class set) {
    tree_.classes.push_back(std::move(set));
    pattern_node node;
    node.kind = pattern_node::consume;
    node.class_index = static_cast<std::uint32_t>(tree_.classes.size() - 1);
    node.size = 1;
    return keep(std::move(node));
  }

  std::size_t parse_choice(std::size_t depth) {
    if (depth > pattern::max_depth) refuse_here({"括号层数过多", "groups are nested too deep"});
    pattern_node node;
    node.kind = pattern_node::choice;
    do {
      node.children.push_back(parse_sequence(depth));
      node.size += tree_.nodes[node.children.back()].size + 2;
    } while (take(U'|'));
    if (node.children.size() == 1) return node.children.front();
    node.size -= 2;
    return keep(std::move(node));
  }

  std::size_t parse_sequence(std::size_t depth) {
    pattern_node node;
    while (!done() && !sees(U'|') && !sees(U')')) {
      std::size_t const child = parse_repeats(parse_atom(depth));
      node.children.push_back(child);
      node.size += tree_.nodes[child].size;
    }
    return keep(std::move(node));
  }

  std::size_t parse_atom(std::size_t depth) {
    char32_t const point = points_[at_++];
    switch (point) {
      case U'.': return keep_class({{}, true});
      case U'(': return parse_group(depth);
      case U'[': return keep_class(parse_class());
      case U'\\': return keep_class(parse_escape());
      case U'?': case U'*': case U'+': case U'{':
        --at_;
        refuse_here({"重复次数前没有可重复的内容", "nothing to repeat"},
                    {"字面字符前加反斜线", "put a backslash before a literal character"});
      case U'^': case U'$':
        --at_;
        refuse_here({"不支持“^”和“$”", "`^` and `$` are not supported"},
                    {"模式总是匹配整段文本，请删去", "patterns match the whole text; remove it"});
      case U']': case U'}':
        --at_;
        refuse_here({"多出的括号", "unmatched bracket"},
                    {"字面字符前加反斜线", "put a backslash before a literal character"});
      default: return keep_class({{{point, point}}, false});
    }
  }

  std::size_t parse_group(std::size_t depth) {
    std::size_t const open = at_;
    if (sees(U'?')) {
      ++at_;
      if (!take(U':')) {
        refuse(open, {"只支持“( )”和“(?: )”两种括号", "only `( )` and `(?: )` are supported"});
      }
    }
    std::size_t const inner = parse_choice(depth + 1);
    if (!take(U')')) refuse(open, {"括号没有闭合", "group is not closed"});
    return inner;
  }

  // After a backslash.
  character_class parse_escape() {
    if (done()) refuse(at_, {"反斜线后没有字符", "nothing after the backslash"});
    char32_t const point = points_[at_++];
    if (auto named = named_class(point)) return *std::move(named);
    switch (point) {
      case U'n': return {{{U'\n', U'\n'}}, false};
      case U't': return {{{U'\t', U'\t'}}, false};
      case U'r': return {{{U'\r', U'\r'}}, false};
      default: break;
    }
    bool const alphanumeric = (point >= U'0' && point <= U'9') ||
                              (point >= U'A' && point <= U'Z') || (point >= U'a' && point <= U'z');
    if (alphanumeric) {
      refuse(at_ - 1, {"不认识的转义", "unknown escape"},
             {"可用：\\d \\w \\s \\n \\t \\r", "known: \\d \\w \\s \\n \\t \\r"});
    }
    return {{{point, point}}, false};
  }

  // One member of a class: a code point, or a named class as a whole.
  character_class parse_class_member(std::size_t open) {
    if (done()) refuse(open, {"方括号没有闭合", "class is not closed"});
    char32_t const point = points_[at_++];
    if (point == U'\\') return parse_escape();
    if (point == U'[') {
      --at_;
      refuse_here({"方括号内的“[”须加反斜线", "`[` inside a class needs a backslash"});
    }
    return {{{point, point}}, false};
  }

  // After the opening bracket.
  character_class parse_class() {
    std::size_t const open = at_;
    character_class set;
    set.negated = take(U'^');
    while (!take(U']')) {
      std::size_t const start = at_;
      character_class member = parse_class_member(open);
      auto const single = [](character_class const& one) {
        return one.ranges.size() == 1 && one.ranges[0].first == one.ranges[0].second;
      };
      bool const dash = sees(U'-') && at_ + 1 < points_.size() && points_[at_ + 1] != U']';
      if (dash) {
        ++at_;
        character_class const end = parse_class_member(open);
        if (!single(member) || !single(end) || end.ranges[0].first < member.ranges[0].first) {
          refuse(start + 1, {"字符范围的起止不对", "range is not in order"});
        }
        member.ranges[0].second = end.ranges[0].second;
      }
      set.ranges.insert(set.ranges.end(), member.ranges.begin(), member.ranges.end());
    }
    if (set.ranges.empty()) refuse(open, {"方括号内没有字符", "class is empty"});
    return set;
  }

  std::optional<std::size_t> parse_count() {
    std::size_t const start = at_;
    std::size_t count = 0;
    while (!done() && points_[at_] >= U'0' && points_[at_] <= U'9') {
      count = count * 10 + static_cast<std::size_t>(points_[at_++] - U'0');
      if (count > pattern::max_repeat) {
        refuse(start + 1, {"重复次数超过1000", "repeat count is over 1000"}, {}, "pattern.size");
      }
    }
    if (at_ == start) return std::nullopt;
    return count;
  }

  // After an opening brace: n} or n,} or n,m}.
  void parse_bounds(pattern_node& node) {
    std::size_t const open = at_;
    auto const least = parse_count();
    bool const comma = take(U',');
    auto const most = comma ? parse_count() : least;
    if (!least || !take(U'}') || (most && *most < *least)) {
      refuse(open, {"重复次数写法不对", "malformed repeat count"},
             {"写作 {n}、{n,} 或 {m,n}", "write {n}, {n,} or {m,n}"});
    }
    node.least = *least;
    node.most = most.value_or(0);
    node.unbounded = !most;
  }

  std::size_t parse_repeats(std::size_t child) {
    if (done()) return child;
    pattern_node node;
    node.kind = pattern_node::repeat;
    if (take(U'?')) {
      node.most = 1;
    } else if (take(U'*')) {
      node.unbounded = true;
    } else if (take(U'+')) {
      node.least = 1;
      node.unbounded = true;
    } else if (take(U'{')) {
      parse_bounds(node);
    } else {
      return child;
    }
    if (sees(U'?') || sees(U'*') || sees(U'+') || sees(U'{')) {
      refuse_here({"重复次数不能连写", "repeats cannot follow each other"},
                  {"用括号分开", "put the first one in a group"});
    }
    std::size_t const unit = tree_.nodes[child].size;
    node.children = {child};
    if (unit > 0) {
      node.size = node.least * unit;
      node.size += node.unbounded ? unit + 2 : (node.most - node.least) * (unit + 1);
    }
    return keep(std::move(node));
  }

  std::string_view source_;
  std::u32string points_;
  std::size_t at_ = 0;
  pattern_tree tree_;
};

}  // namespace

pattern_tree parse_pattern(std::string_view source) { return parser{source}.run(); }

}  // namespace xunze::detail
