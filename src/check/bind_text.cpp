// SPDX-License-Identifier: Apache-2.0
// Texts for people: the expressions between their words, placed where they stand in the file.
#include "xunze/core/utf8.hpp"

#include "binder.hpp"

namespace xunze::check_detail {
namespace {

std::size_t points_in(std::string_view words, std::size_t bytes) {
  std::size_t points = 0;
  for (std::size_t at = 0; at < bytes; ++points) (void)next_code_point(words, at);
  return points;
}

/// Where a code point of a text stands, counted from 0.
place place_within(words_place const& words, std::size_t point) {
  place at = words.begin;
  at.column = point < words.columns.size() ? words.columns[point] : at.column + point;
  return at;
}

/// From a place in the text of a placeholder, which begins at a point of the words, to the file's.
place moved(place const& inside, std::string_view text, words_place const& words,
            std::size_t first) {
  std::size_t bytes = 0;
  for (std::size_t line = 1; line < inside.line && bytes < text.size(); ++bytes) {
    if (text[bytes] == '\n') ++line;
  }
  std::size_t const column = inside.column > 0 ? inside.column - 1 : 0;
  return place_within(words, first + points_in(text, bytes) + column);
}

expression moved(expression const& e, std::string_view text, words_place const& words,
                 std::size_t first) {
  if (!e) return e;
  auto copy = std::make_shared<expression_node>(*e);
  copy->at = moved(e->at, text, words, first);
  for (expression& operand : copy->operands) operand = moved(operand, text, words, first);
  return copy;
}

/// The expression of a placeholder, with the places it has in the file.
expression parse_within(std::string const& text, words_place const& words, std::size_t first,
                        diagnostics& out) {
  if (words.begin.line == 0) return parse_expression(text, words.begin, out);
  place origin;
  origin.file = words.begin.file;
  origin.line = origin.column = 1;
  diagnostics found;
  expression const parsed = parse_expression(text, origin, found);
  for (diagnostic one : found) {
    one.at = moved(one.at, text, words, first);
    out.add(std::move(one));
  }
  return moved(parsed, text, words, first);
}

}  // namespace

bound_text binder::bind_text(std::string const& words, scope const& names,
                             words_place const& at) {
  bound_text made;
  std::string piece;
  std::size_t counted = 0;
  std::size_t points = 0;  // before `counted`
  auto const points_before = [&](std::size_t byte) {
    for (; counted < byte; ++points) (void)next_code_point(words, counted);
    return points;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != '{') {
      piece += words[i];
      continue;
    }
    auto const end = words.find('}', i);
    if (end == std::string::npos) {
      error("message.placeholder",
            at.begin.line == 0 ? at.begin : place_within(at, points_before(i)),
            {"文字中的 { 没有配对的 }", "a `{` without `}` in a text"});
      break;
    }
    std::string const inside = words.substr(i + 1, end - i - 1);
    auto const parsed = parse_within(inside, at, points_before(i + 1), out_);
    auto const bound = parsed ? bind(parsed, names) : nullptr;
    if (bound) {
      made.pieces.push_back(std::move(piece));
      made.values.push_back(bound);
      piece.clear();
    }
    i = end;
  }
  made.pieces.push_back(std::move(piece));
  return made;
}

}  // namespace xunze::check_detail
