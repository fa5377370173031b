// SPDX-License-Identifier: Apache-2.0
// The parser of expressions: recursive descent that goes on after an error.
#ifndef XUNZE_SRC_POLICY_EXPRESSION_PARSER_HPP
#define XUNZE_SRC_POLICY_EXPRESSION_PARSER_HPP

#include "policy/expression_lexer.hpp"
#include "xunze/policy/expression.hpp"
#include "xunze/policy/functions.hpp"

#include <optional>
#include <utility>

namespace xunze::detail {

inline constexpr std::size_t max_expression_depth = 64;
inline constexpr std::size_t max_expression_size = 8192;
/// Height of the tree: chains of operators are trees that lean to the left.
inline constexpr std::size_t max_expression_height = 512;

/// A message that quotes what the user wrote.
inline text quoted(std::string_view zh, std::string_view written, std::string_view zh_after,
            std::string_view en, std::string_view en_after = {}) {
  std::string const words{written};
  return {std::string{zh} + "“" + words + "”" + std::string{zh_after},
          std::string{en} + "`" + words + "`" + std::string{en_after}};
}

/// Parses the tokens of one expression; names, calls and paths are in expression_names.cpp.
class expression_parser {
 public:
  expression_parser(std::vector<token> tokens, expression_reporter& report)
      : tokens_{std::move(tokens)}, report_{&report} {}

  expression run() {
    expression result = parse_choice();
    while (!at_end()) {  // look on for what else is wrong
      unexpected();
      while (!at_end() && !is("&&") && !is("||") && !is(",") && !is("?") && !is(":")) ++next_;
      if (at_end()) break;
      ++next_;
      silent_at_ = next_;
      parse_choice();
    }
    return result;
  }

 private:
  // A level of nesting; refuses the level that is one too many.
  class level {
   public:
    explicit level(expression_parser& owner) : owner_{&owner} { ++owner_->depth_; }
    level(level const&) = delete;
    level& operator=(level const&) = delete;
    ~level() { --owner_->depth_; }
    [[nodiscard]] bool too_deep() const {
      if (owner_->depth_ <= max_expression_depth + 1) return false;
      if (!owner_->at_end()) {
        owner_->report_->error("expression.depth", owner_->peek().at,
                               {"表达式嵌套超过64层", "the expression nests more than 64 deep"},
                               {"请拆成有名字的列", "name parts of it as columns"});
      }
      owner_->next_ = owner_->tokens_.size() - 1;
      owner_->silent_at_ = owner_->next_;
      return true;
    }

   private:
    expression_parser* owner_;
  };

  [[nodiscard]] token const& peek() const { return tokens_[next_]; }
  [[nodiscard]] bool at_end() const { return peek().kind == token_kind::end; }
  [[nodiscard]] bool is(std::string_view symbol) const {
    return peek().kind == token_kind::symbol && peek().spelling == symbol;
  }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return peek().kind == token_kind::name && peek().spelling == word;
  }
  bool accept(std::string_view symbol) {
    if (!is(symbol)) return false;
    ++next_;
    return true;
  }

  // One error a token: what follows from it is not worth saying.
  void syntax(text message, text help = {}) {
    bool const said = silent_at_ == next_ || peek().kind == token_kind::bad;
    silent_at_ = next_;
    if (!said) {
      report_->error("expression.syntax", peek().at, std::move(message), std::move(help));
    }
  }

  void unexpected() {
    if (at_end()) return syntax({"表达式不完整", "the expression ends too early"});
    text help;
    if (is_word("and")) help = {"请写“&&”", "write `&&`"};
    if (is_word("or")) help = {"请写“||”", "write `||`"};
    syntax(quoted("此处不应有", peek().spelling, "", "unexpected "), std::move(help));
  }

  void expect(std::string_view symbol) {
    if (accept(symbol)) return;
    syntax(quoted("此处应为", symbol, "", "expected "));
    recover(symbol);
  }

  // Goes to the symbol that closes what is open, over whole parentheses; stays if there is none.
  void recover(std::string_view symbol) {
    std::size_t open = 0;
    for (std::size_t i = next_; i + 1 < tokens_.size(); ++i) {
      token const& one = tokens_[i];
      if (one.kind != token_kind::symbol) continue;
      if (open == 0 && one.spelling == symbol) {
        next_ = i + 1;
        return;
      }
      if (one.spelling == "(" || one.spelling == "[") ++open;
      if (one.spelling == ")" || one.spelling == "]") {
        if (open == 0) return;
        --open;
      }
    }
  }

  static expression node(operation kind, std::vector<expression> operands, place at) {
    auto made = std::make_shared<expression_node>();
    made->kind = kind;
    made->operands = std::move(operands);
    made->at = std::move(at);
    return made;
  }

  static expression literal(value content, place at) {
    auto made = std::make_shared<expression_node>();
    made->literal = std::move(content);
    made->at = std::move(at);
    return made;
  }

  expression parse_choice();
  expression parse_or();
  expression parse_and();
  [[nodiscard]] std::optional<operation> comparison() const;
  expression parse_relation();
  expression parse_list();
  std::vector<expression> parse_items(std::string_view closing);
  expression parse_sum();
  expression parse_product();
  expression parse_unary();
  expression parse_number(bool negative, place const& at);
  expression parse_primary();
  expression parse_name();
  expression parse_call(std::string const& name, place const& at);
  void check_arguments(function_signature const& signature, std::vector<expression> const& given,
                       place const& at);
  expression parse_path(std::string const& first, place const& at);
  bool parse_step(std::string const& name, place const& at, expression_node& into);

  std::vector<token> tokens_;
  expression_reporter* report_;
  std::size_t next_ = 0;
  std::size_t depth_ = 0;
  std::size_t silent_at_ = static_cast<std::size_t>(-1);  // the token already complained about
};

}  // namespace xunze::detail

#endif
