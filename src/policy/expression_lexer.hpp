// SPDX-License-Identifier: Apache-2.0
// Tokens of expressions.
#ifndef XUNZE_SRC_POLICY_EXPRESSION_LEXER_HPP
#define XUNZE_SRC_POLICY_EXPRESSION_LEXER_HPP

#include "xunze/core/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::detail {

enum class token_kind : std::uint8_t { name, number, text, symbol, bad, end };

struct token {
  token_kind kind = token_kind::end;
  std::string_view spelling;  // of the source
  std::string content;        // of text: without quotes and escapes
  place at;
};

/// Reports errors of one expression, each with its place; without a file the source is the excerpt.
class expression_reporter {
 public:
  expression_reporter(std::string_view source, place const& origin, diagnostics& out)
      : source_{source}, has_file_{origin.line > 0}, out_{&out} {}

  void error(std::string code, place const& at, text message, text help = {});
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  std::string_view source_;
  bool has_file_;
  diagnostics* out_;
  bool failed_ = false;
};

/// Splits a text into tokens; the last one is `end`. What is no token is reported and is `bad`.
std::vector<token> lex_expression(std::string_view source, place const& origin,
                                  expression_reporter& report);

}  // namespace xunze::detail

#endif
