// SPDX-License-Identifier: Apache-2.0
// Places in a text, and what is found wrong there.
#include "xunze/core/utf8.hpp"

#include "pack/document.hpp"

#include <algorithm>
#include <tuple>

namespace xunze::json {
namespace {

constexpr std::size_t block = 4096;
constexpr std::size_t max_excerpt = 400;

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

}  // namespace

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

void source::warning(std::string code, std::size_t offset, text message, text help) {
  add({std::move(code),
       diagnostic_level::warning,
       at(offset),
       std::move(message),
       std::move(help),
       {}});
}

std::string source::line_text(std::size_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  std::size_t const begin = line_starts_[line - 1];
  std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : bytes_.size();
  if (end > begin && bytes_[end - 1] == '\r') --end;
  if (end - begin > max_excerpt) return {};
  return printable(bytes_.substr(begin, end - begin));
}

void source::add_excerpt(diagnostic& finding) const {
  if (finding.excerpt.empty() && finding.at.file == file_ && finding.at.column > 0) {
    finding.excerpt = line_text(finding.at.line);
  }
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
