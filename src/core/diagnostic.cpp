// SPDX-License-Identifier: Apache-2.0
// What is wrong with a user's pack or data, where, and what may help.
#include "xunze/core/diagnostic.hpp"

#include "xunze/core/utf8.hpp"

#include <algorithm>
#include <utility>

namespace xunze {
namespace {

std::string cell_zh(place const& at) {
  std::string out;
  if (!at.sheet.empty()) out += "工作表“" + at.sheet + "”";
  if (at.row > 0) out += "第" + std::to_string(at.row) + "行";
  if (!at.column_name.empty()) out += "“" + at.column_name + "”列";
  return out;
}

std::string cell_en(place const& at) {
  std::string out;
  auto const part = [&out](std::string const& words) {
    if (!out.empty()) out += ", ";
    out += words;
  };
  if (!at.sheet.empty()) part("sheet `" + at.sheet + "`");
  if (at.row > 0) part("row " + std::to_string(at.row));
  if (!at.column_name.empty()) part("column `" + at.column_name + "`");
  return out;
}

text level_name(diagnostic_level level) {
  switch (level) {
    case diagnostic_level::error: return {"错误", "error"};
    case diagnostic_level::warning: return {"警告", "warning"};
    case diagnostic_level::note: break;
  }
  return {"说明", "note"};
}

// Blanks as wide as the first column − 1 code points; tabs stay tabs, so the caret lines up.
std::string caret_indent(std::string_view excerpt, std::size_t column) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t passed = 1; passed < column; ++passed) {
    if (at >= excerpt.size()) break;
    char32_t const point = next_code_point(excerpt, at);
    if (point == U'\t') {
      out += '\t';
    } else {
      out.append(static_cast<std::size_t>(display_width(point)), ' ');
    }
  }
  return out;
}

// Edits between two texts: insert, drop, change, or swap of two neighbours.
std::size_t edit_distance(std::u32string const& a, std::u32string const& b) {
  std::size_t const width = b.size() + 1;
  std::vector<std::size_t> before_last(width);
  std::vector<std::size_t> last(width);
  std::vector<std::size_t> current(width);
  for (std::size_t j = 0; j < width; ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      std::size_t const change = a[i - 1] == b[j - 1] ? 0 : 1;
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + change});
      bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[b.size()];
}

}  // namespace

std::string to_string(place const& at, language which) {
  std::string out = at.file;
  if (at.line > 0) out += (out.empty() ? "" : ":") + std::to_string(at.line);
  if (at.line > 0 && at.column > 0) out += ":" + std::to_string(at.column);
  std::string const cell = which == language::zh ? cell_zh(at) : cell_en(at);
  if (!out.empty() && !cell.empty()) out += which == language::zh ? "：" : ": ";
  return out + cell;
}

std::string render(diagnostic const& finding, language which) {
  bool const zh = which == language::zh;
  std::string out = to_string(finding.at, which);
  if (!out.empty()) out += ": ";
  out += level_name(finding.level).in(which);
  if (!finding.code.empty()) out += "[" + finding.code + "]";
  out += zh ? "：" : ": ";
  out += finding.message.in(which);
  if (!finding.excerpt.empty()) {
    out += "\n    " + finding.excerpt;
    if (finding.at.column >= finding.excerpt_column) {
      std::size_t const column = finding.at.column - finding.excerpt_column + 1;
      out += "\n    " + caret_indent(finding.excerpt, column) + "^";
    }
  }
  if (!finding.help.empty()) {
    out += zh ? "\n帮助：" : "\nhelp: ";
    out += finding.help.in(which);
  }
  return out;
}

void diagnostics::add(diagnostic finding) { list_.push_back(std::move(finding)); }

void diagnostics::append(diagnostics const& more) {
  std::vector<diagnostic> const copy = more.list_;  // `more` may be this list
  list_.insert(list_.end(), copy.begin(), copy.end());
}

void diagnostics::error(std::string code, place at, text message, text help) {
  add({std::move(code), diagnostic_level::error, std::move(at), std::move(message),
       std::move(help), {}, {}, {}, 1});
}

void diagnostics::warning(std::string code, place at, text message, text help) {
  add({std::move(code), diagnostic_level::warning, std::move(at), std::move(message),
       std::move(help), {}, {}, {}, 1});
}

void diagnostics::note(std::string code, place at, text message, text help) {
  add({std::move(code), diagnostic_level::note, std::move(at), std::move(message),
       std::move(help), {}, {}, {}, 1});
}

bool diagnostics::has_errors() const noexcept {
  return std::any_of(list_.begin(), list_.end(), [](diagnostic const& one) {
    return one.level == diagnostic_level::error;
  });
}

std::string render(diagnostics const& findings, language which) {
  std::string out;
  for (diagnostic const& one : findings) out += render(one, which) + "\n";
  return out;
}

std::optional<std::string> did_you_mean(std::string_view written,
                                        std::span<std::string const> candidates) {
  std::u32string const wanted = code_points(written);
  std::optional<std::string> best;
  std::size_t best_distance = 0;
  for (std::string const& candidate : candidates) {
    std::u32string const points = code_points(candidate);
    std::size_t const longer = std::max(wanted.size(), points.size());
    std::size_t const shorter = std::min(wanted.size(), points.size());
    if (longer - shorter > longer / 3) continue;
    std::size_t const distance = edit_distance(wanted, points);
    if (distance > longer / 3 || (best && distance >= best_distance)) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

text did_you_mean_help(std::string_view written, std::span<std::string const> candidates) {
  auto const near = did_you_mean(written, candidates);
  if (!near) return {};
  return {"是否想写“" + *near + "”？", "did you mean `" + *near + "`?"};
}

}  // namespace xunze
