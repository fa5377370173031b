// SPDX-License-Identifier: Apache-2.0
// Places in a text, and what is found wrong there.
#include "xunze/core/utf8.hpp"

#include "pack/document.hpp"

#include <algorithm>
#include <tuple>

namespace xunze::json {
namespace {

constexpr std::size_t block = 4096;
constexpr std::size_t max_excerpt = 400;  // bytes of a line that is shown whole
constexpr int shown_before = 40;           // of a longer one: columns of a terminal
constexpr int shown_after = 60;
constexpr char cut[] = "…";

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t count_points(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), begins_code_point));
}

/// The line for a terminal: UTF-8, and no control characters that would move its cursor.
/// Shape: a column for each byte that begins a code point, as points are counted.
std::string printable(std::string_view line) {
  std::string shown;
  for (std::size_t at = 0; at < line.size();) {
    char const first = line[at];
    char32_t const point = next_code_point(line, at);
    bool const control = (point < 0x20 && point != U'\t') || point == 0x7F;
    bool const stray = point == replacement_character && !begins_code_point(first);
    if (!stray) append_utf8(shown, control ? U' ' : point);
  }
  if (shown.empty() && !line.empty()) append_utf8(shown, replacement_character);
  return shown;
}

/// Length of the escape or the code point at `at` of a JSON text.
std::size_t step_length(std::string_view bytes, std::size_t at) {
  if (bytes[at] != '\\') {
    std::size_t behind = at;
    (void)next_code_point(bytes, behind);
    return behind - at;
  }
  if (bytes[at + 1] != 'u') return 2;
  bool const high =
      (bytes[at + 2] == 'd' || bytes[at + 2] == 'D') && bytes.substr(at + 6, 2) == "\\u";
  std::string_view const first = "89abAB";
  return high && first.find(bytes[at + 3]) != first.npos ? 12 : 6;
}

}  // namespace

std::size_t add_offsets(source const& from, node const& text, std::vector<std::size_t>& offsets) {
  std::string_view const bytes = from.bytes();
  std::size_t at = text.at + 1;  // behind the quotation mark
  while (at < bytes.size() && bytes[at] != '"') {
    offsets.push_back(at);
    at += step_length(bytes, at);
  }
  return at;
}

source::source(std::string_view bytes, std::string file) : bytes_{bytes}, file_{std::move(file)} {
  line_starts_.push_back(0);
  for (std::size_t i = bytes.find('\n'); i != bytes.npos; i = bytes.find('\n', i + 1)) {
    line_starts_.push_back(i + 1);
  }
  std::size_t points = 0;
  for (std::size_t i = 0; i < bytes.size(); i += block) {
    checkpoints_.push_back(points);
    points += count_points(bytes.substr(i, block));
  }
  checkpoints_.push_back(points);
}

std::size_t source::points_before(std::size_t offset) const {
  std::size_t const whole = offset / block;
  return checkpoints_[whole] + count_points(bytes_.substr(whole * block, offset % block));
}

place source::at(std::size_t offset) const {
  offset = std::min(offset, bytes_.size());
  auto const after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  auto const line = static_cast<std::size_t>(after - line_starts_.begin());
  place where;
  where.file = file_;
  where.line = line;
  where.column = points_before(offset) - points_before(line_starts_[line - 1]) + 1;
  return where;
}

void source::add(diagnostic finding) {
  if (findings_.size() >= max_findings) {
    ++left_out_;
    return;
  }
  findings_.add(std::move(finding));
}

void source::error(std::string code, std::size_t offset, text message, text help) {
  if (findings_.size() >= max_findings) {
    ++left_out_;
    return;
  }
  findings_.error(std::move(code), at(offset), std::move(message), std::move(help));
}

void source::repeated_key(std::string const& key, std::size_t offset, std::size_t first) {
  repeated_.insert(offset);
  std::string const line = std::to_string(at(first).line);
  error("json.duplicate_key", offset,
        {"键“" + key + "”重复（首次出现在第" + line + "行）",
         "key `" + key + "` given twice, first in line " + line});
}

void source::warning(std::string code, std::size_t offset, text message, text help) {
  add({std::move(code),
       diagnostic_level::warning,
       at(offset),
       std::move(message),
       std::move(help),
       {}});
}

std::string_view source::line_bytes(std::size_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  std::size_t const begin = line_starts_[line - 1];
  std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : bytes_.size();
  if (end > begin && bytes_[end - 1] == '\r') --end;
  return bytes_.substr(begin, end - begin);
}

std::size_t source::offset_of(place const& at) const {
  std::size_t const wanted = points_before(line_starts_[at.line - 1]) + at.column - 1;
  auto const after = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), wanted);
  auto const whole = static_cast<std::size_t>(after - checkpoints_.begin()) - 1;
  std::size_t offset = std::min(whole * block, bytes_.size());
  // A block may begin within a code point that is counted already.
  while (offset < bytes_.size() && !begins_code_point(bytes_[offset])) ++offset;
  for (std::size_t point = checkpoints_[whole]; point < wanted && offset < bytes_.size(); ++point) {
    (void)next_code_point(bytes_, offset);
  }
  return offset;
}

void source::add_excerpt(diagnostic& finding) const {
  bool const here = finding.at.file == file_ && finding.at.column > 0;
  if (!finding.excerpt.empty() || !here) return;
  std::string_view const line = line_bytes(finding.at.line);
  if (line.size() <= max_excerpt) {
    finding.excerpt = printable(line);
    return;
  }
  auto const start = static_cast<std::size_t>(line.data() - bytes_.data());
  std::size_t const caret = std::min(offset_of(finding.at) - start, line.size());
  std::size_t first = caret;
  std::size_t column = finding.at.column;
  // Marks have no width: bytes bound them.
  std::size_t const from = caret - std::min(caret, max_excerpt);
  for (int width = 0; first > from && width < shown_before; --column) {
    do --first;
    while (first > 0 && !begins_code_point(line[first]));
    std::size_t behind = first;
    width += display_width(next_code_point(line, behind));
  }
  std::size_t last = caret;
  std::size_t const to = std::min(line.size(), caret + max_excerpt);
  for (int width = 0; last < to && width < shown_after;) {
    width += display_width(next_code_point(line, last));
  }
  bool const cut_before = first > 0;
  finding.excerpt = (cut_before ? cut : "") + printable(line.substr(first, last - first)) +
                    (last < line.size() ? cut : "");
  finding.excerpt_column = cut_before ? column - 1 : column;
}

void source::deliver(diagnostics& out) const {
  std::vector<diagnostic> sorted = findings_.list();
  std::stable_sort(sorted.begin(), sorted.end(), [](diagnostic const& a, diagnostic const& b) {
    return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column);
  });
  for (diagnostic& one : sorted) {
    add_excerpt(one);
    out.add(std::move(one));
  }
  if (left_out_ > 0) {
    place whole;
    whole.file = file_;
    std::string const number = std::to_string(left_out_);
    out.error("json.many", whole,
              {"另有" + number + "个问题未列出", number + " more findings left out"});
  }
}

}  // namespace xunze::json
