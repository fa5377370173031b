// SPDX-License-Identifier: Apache-2.0
// Tokens of expressions.
#include "policy/expression_lexer.hpp"

#include "xunze/core/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace xunze::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }

constexpr std::array<std::string_view, 6> long_symbols{"==", "!=", "<=", ">=", "&&", "||"};
constexpr std::string_view short_symbols = "?:<>+-*!()[],.";

struct hint {
  std::string_view written;
  std::string_view zh;
  std::string_view en;
  std::string_view meant{};  // the symbol to go on with
};

// What people write out of habit, and what the profile has instead.
constexpr std::array<hint, 14> hints{{
    {"=", "相等请写“==”", "equality is written `==`", "=="},
    {"&", "“并且”请写“&&”", "`and` is written `&&`", "&&"},
    {"|", "“或者”请写“||”", "`or` is written `||`", "||"},
    {"/", "没有除法，请交叉相乘后比较", "there is no division: compare crosswise"},
    {"%", "没有求余和百分号，10% 请写 0.10", "there is no remainder and no per cent: write `0.10`"},
    {"（", "请用半角括号", "use ASCII parentheses", "("},
    {"）", "请用半角括号", "use ASCII parentheses", ")"},
    {"，", "请用半角逗号", "use an ASCII comma", ","},
    {"“", "文字请用半角单引号括起", "put text into ASCII single quotes"},
    {"”", "文字请用半角单引号括起", "put text into ASCII single quotes"},
    {"‘", "文字请用半角单引号括起", "put text into ASCII single quotes"},
    {"’", "文字请用半角单引号括起", "put text into ASCII single quotes"},
    {"≤", "请写“<=”", "write `<=`", "<="},
    {"≥", "请写“>=”", "write `>=`", ">="},
}};

class lexer {
 public:
  lexer(std::string_view source, place const& origin, expression_reporter& report)
      : source_{source}, here_{origin}, report_{&report} {
    here_.line = std::max<std::size_t>(origin.line, 1);
    here_.column = std::max<std::size_t>(origin.column, 1);
  }

  std::vector<token> run() {
    while (skip_blanks()) {
      char const c = source_[position_];
      if (is_name_start(c)) {
        while (position_ < source_.size() && is_name(source_[position_])) step();
        add(token_kind::name);
      } else if (is_digit(c)) {
        number();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else {
        symbol();
      }
    }
    begin();
    add(token_kind::end);
    return std::move(tokens_);
  }

 private:
  void begin() {
    start_ = position_;
    start_place_ = here_;
  }

  bool skip_blanks() {
    while (position_ < source_.size()) {
      char const c = source_[position_];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        begin();
        return true;
      }
      step();
    }
    return false;
  }

  char32_t step() {
    char32_t const point = next_code_point(source_, position_);
    if (point == U'\n') {
      ++here_.line;
      here_.column = 1;
    } else {
      ++here_.column;
    }
    return point;
  }

  void add(token_kind kind, std::string content = {}) {
    tokens_.push_back(
        {kind, source_.substr(start_, position_ - start_), std::move(content), start_place_});
  }

  bool digits() {
    std::size_t const first = position_;
    while (position_ < source_.size() && is_digit(source_[position_])) step();
    return position_ > first;
  }

  void number() {
    digits();
    bool good = true;
    if (position_ < source_.size() && source_[position_] == '.') {
      step();
      good = digits();
    }
    if (position_ < source_.size() && is_name(source_[position_])) {
      good = false;
      while (position_ < source_.size() && is_name(source_[position_])) step();
    }
    add(good ? token_kind::number : token_kind::bad);
    if (good) return;
    std::string const written{tokens_.back().spelling};
    report_->error("expression.syntax", start_place_,
                   {"“" + written + "”不是数", "`" + written + "` is not a number"},
                   {"数写作 12 或 0.10，不用指数", "write `12` or `0.10`, without exponent"});
  }

  void quoted(char quote) {
    std::string content;
    step();
    while (position_ < source_.size() && source_[position_] != quote) {
      if (source_[position_] == '\\') {
        escape(content);
      } else {
        std::size_t const from = position_;
        step();
        content += source_.substr(from, position_ - from);
      }
    }
    if (position_ >= source_.size()) {
      add(token_kind::bad);
      report_->error("expression.syntax", start_place_,
                     {"文字缺少结束引号", "the text has no closing quote"});
      return;
    }
    step();
    add(token_kind::text, std::move(content));
  }

  void escape(std::string& content) {
    place const at = here_;
    step();
    if (position_ >= source_.size()) return;
    std::size_t const from = position_;
    char const c = source_[position_];
    step();
    switch (c) {
      case '\\': case '\'': case '"': content += c; return;
      case 'n': content += '\n'; return;
      case 't': content += '\t'; return;
      default: break;
    }
    std::string const written{source_.substr(from, position_ - from)};
    report_->error("expression.syntax", at,
                   {"不认识的转义“\\" + written + "”", "unknown escape `\\" + written + "`"},
                   {"可用的转义：\\\\ \\' \\\" \\n \\t", "the escapes are \\\\ \\' \\\" \\n \\t"});
  }

  void symbol() {
    std::string_view const two = source_.substr(position_, 2);
    if (std::find(long_symbols.begin(), long_symbols.end(), two) != long_symbols.end()) {
      step();
      step();
      return add(token_kind::symbol);
    }
    if (short_symbols.find(source_[position_]) != std::string_view::npos) {
      step();
      return add(token_kind::symbol);
    }
    step();
    std::string written{source_.substr(start_, position_ - start_)};
    auto const found = std::find_if(hints.begin(), hints.end(),
                                    [&](hint const& one) { return one.written == written; });
    text help;
    token_kind kind = token_kind::bad;
    if (found != hints.end()) {
      help = {std::string{found->zh}, std::string{found->en}};
      if (!found->meant.empty()) kind = token_kind::symbol;
      if (wide_quoted(written)) kind = token_kind::text;
    } else if (is_foreign(written.front())) {
      words();
      written = source_.substr(start_, position_ - start_);
      help = {"请写词表中列的英文名；文字用半角单引号括起",
              "write a column's name of the vocabulary, or put text into ASCII single quotes"};
    }
    add(kind);
    if (kind == token_kind::symbol) tokens_.back().spelling = found->meant;
    bool const several = code_points(written).size() > 1;
    report_->error("expression.syntax", start_place_,
                   {"不认识的字符“" + written + "”",
                    (several ? "unexpected characters `" : "unexpected character `") + written +
                        "`"},
                   std::move(help));
  }

  // A text in full-width quotes is one mistake. Shape: adds the rest of it to what is written.
  bool wide_quoted(std::string& written) {
    bool const twofold = written == "“";
    if (!twofold && written != "‘") return false;
    auto const end = source_.find(twofold ? "”" : "’", position_);
    if (end == std::string_view::npos) return false;
    while (position_ <= end) step();
    written = source_.substr(start_, position_ - start_);
    return true;
  }

  static bool is_foreign(char c) { return static_cast<unsigned char>(c) >= 0x80; }

  // The rest of a run of words in another script, to which letters and digits may belong.
  void words() {
    while (position_ < source_.size()) {
      char const c = source_[position_];
      std::string_view const rest = source_.substr(position_);
      bool const hinted = std::any_of(hints.begin(), hints.end(), [&](hint const& one) {
        return rest.starts_with(one.written);
      });
      if (hinted || !(is_foreign(c) || is_name(c))) return;
      step();
    }
  }

  std::string_view source_;
  place here_;
  expression_reporter* report_;
  std::size_t position_ = 0;
  std::size_t start_ = 0;
  place start_place_;
  std::vector<token> tokens_;
};

}  // namespace

void expression_reporter::error(std::string code, place const& at, text message, text help) {
  failed_ = true;
  std::string excerpt;
  if (!has_file_) {
    std::string_view rest = source_;
    for (std::size_t line = 1; line < at.line; ++line) rest.remove_prefix(rest.find('\n') + 1);
    excerpt = rest.substr(0, rest.find('\n'));
  }
  out_->add({std::move(code), diagnostic_level::error, at, std::move(message), std::move(help),
             std::move(excerpt)});
}

std::vector<token> lex_expression(std::string_view source, place const& origin,
                                  expression_reporter& report) {
  return lexer{source, origin, report}.run();
}

}  // namespace xunze::detail
