// SPDX-License-Identifier: Apache-2.0
// Findings as one long table of texts, and tables as CSV.
#include "xunze/report/findings_table.hpp"

#include "report/key_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace xunze {
namespace {

constexpr std::size_t sources_shown = 5;

struct column_words {
  char const* name;
  char const* zh;
  char const* en;
};

// Document and article first, ids last.
constexpr std::array columns{
    column_words{"locator", "依据", "clause"},
    column_words{"title", "规则", "rule"},
    column_words{"verdict", "结论", "verdict"},
    column_words{"severity", "程度", "severity"},
    column_words{"label", "对象", "subject"},
    column_words{"relation", "对象类别", "kind of subject"},
    column_words{"key", "对象标识", "key"},
    column_words{"measured", "实际值", "measured"},
    column_words{"threshold", "要求值", "threshold"},
    column_words{"slack", "差额", "slack"},
    column_words{"unit", "单位", "unit"},
    column_words{"message", "说明", "message"},
    column_words{"remedy", "处理建议", "remedy"},
    column_words{"source", "数据位置", "rows"},
    column_words{"evidence_total", "依据行数", "number of rows"},
    column_words{"hidden_subjects", "未列出的对象数", "subjects not listed"},
    column_words{"rule", "规则编号", "rule id"},
    column_words{"id", "问题编号", "finding id"},
};

std::string key_text(report_finding const& of, vocabulary const& words, language which,
                     bool people) {
  std::string out;
  for (auto const& [name, held] : of.key) {
    bool const zh = people && which == language::zh;
    if (!out.empty()) out += zh ? "；" : "; ";
    out += people ? detail::key_name(name, held, of.relation, words, which) : name;
    out += '=' + shown(held, words, which);
  }
  return out;
}

std::string sources_text(report_finding const& of, language which) {
  std::string out;
  for (std::size_t i = 0; i < std::min(of.evidence.size(), sources_shown); ++i) {
    report_evidence const& at = of.evidence[i];
    if (!out.empty()) out += which == language::zh ? "；" : "; ";
    out += at.source == place{} ? at.table : to_string(at.source, which);
  }
  if (of.evidence_total > sources_shown && !of.evidence.empty()) {
    std::string const total = std::to_string(of.evidence_total);
    out += which == language::zh ? "；共" + total + "行" : "; " + total + " rows in all";
  }
  return out;
}

// A key joined is told in words; a finding that stands for many says so.
std::string subject_text(report_finding const& of, vocabulary const& words, language which) {
  bool const zh = which == language::zh;
  if (of.whole) {
    if (!of.hidden) return zh ? "全部对象" : "all subjects";
    return std::to_string(*of.hidden) + (zh ? "个对象" : " subjects");
  }
  if (!detail::is_joined_key(of.label, of.key)) return of.label;
  std::string out;
  for (auto const& [name, held] : of.key) {
    out += (out.empty() ? "" : " ") + shown(held, words, which);
  }
  return out;
}

std::vector<std::string> row_of(report const& said, report_finding const& each, language which,
                                cell_words style) {
  report_rule const& of = said.rules[each.rule];
  vocabulary const& words = *said.words;
  bool const people = style == cell_words::people;
  std::string const severity{people ? std::string_view{name_of(of.severity).in(which)}
                                    : code_of(of.severity)};
  std::string const verdict{people ? std::string_view{name_of(each.verdict).in(which)}
                                   : code_of(each.verdict)};
  auto const cell = [&](value const& held) {
    if (!people) {
      if (auto const* const code = held.get_if<code_value>()) return code->code;
    }
    return shown(held, words, which);
  };
  return {of.locator.in(which),
          of.title.in(which),
          verdict,
          severity,
          people ? subject_text(each, words, which) : each.label,
          people && !each.relation_title.empty() ? each.relation_title.in(which) : each.relation,
          key_text(each, words, which, people),
          cell(each.measured),
          cell(each.threshold),
          cell(each.slack),
          each.unit.in(which),
          each.message.in(which),
          each.remedy.in(which),
          sources_text(each, which),
          std::to_string(each.evidence_total),
          each.hidden ? std::to_string(*each.hidden) : std::string{},
          of.id,
          each.id};
}

bool is_plain_number(std::string_view cell) {
  if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) cell.remove_prefix(1);
  return parse_decimal(cell).has_value() && cell.front() != '-' && cell.front() != '+';
}

void add_cell(std::string& out, std::string_view cell) {
  std::string const safe = neutralised(cell);
  if (safe.find_first_of(",\"\r\n") == std::string::npos) {
    out += safe;
    return;
  }
  out += '"';
  for (char const c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

text_table findings_table(report const& said, language which, cell_words words) {
  text_table out;
  for (column_words const& each : columns) {
    out.columns.emplace_back(each.name);
    out.titles.push_back({each.zh, each.en});
  }
  for (report_finding const& each : said.findings) {
    out.rows.push_back(row_of(said, each, which, words));
  }
  return out;
}

std::string neutralised(std::string_view cell) {
  constexpr std::array<std::string_view, 10> starts{"=", "+", "-", "@", "\t", "\r",
                                                    "＝", "＋", "－", "＠"};
  bool const formula =
      std::any_of(starts.begin(), starts.end(),
                  [&](std::string_view each) { return cell.starts_with(each); }) &&
      !is_plain_number(cell);
  return (formula ? "'" : "") + std::string{cell};
}

std::string to_csv(text_table const& rows, language which) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < rows.titles.size(); ++i) {
    if (i != 0) out += ',';
    add_cell(out, rows.titles[i].in(which));
  }
  out += "\r\n";
  for (std::vector<std::string> const& row : rows.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) out += ',';
      add_cell(out, row[i]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace xunze
