// SPDX-License-Identifier: Apache-2.0
// Reports as plain text for a terminal.
#include "xunze/report/report_text.hpp"

#include "report/key_words.hpp"
#include "report/measure_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace xunze {
namespace {

constexpr std::array shown_verdicts{verdict::pass,    verdict::fail,    verdict::waived,
                                    verdict::pending, verdict::unknown, verdict::not_applicable};

std::size_t count_of(std::array<std::size_t, 6> const& counts, verdict which) {
  return counts[static_cast<std::size_t>(which)];
}

class writer {
 public:
  writer(report const& said, report_text_options const& how) : said_{said}, how_{how} {}

  std::string write() {
    head();
    summary();
    findings();
    groups();
    measures();
    data();
    basis();
    return std::move(out_);
  }

  std::string write(report_finding const& one) {
    finding(one);
    return std::move(out_);
  }

 private:
  using rows = std::vector<std::vector<std::string>>;

  char const* word(char const* zh, char const* en) const {
    return how_.words == language::zh ? zh : en;
  }
  void line(std::string const& words) { out_ += words + '\n'; }
  void title(char const* zh, char const* en) { line(std::string{"\n== "} + word(zh, en)); }
  void capped(std::size_t listed, std::size_t total) {
    if (listed >= total) return;
    line(how_.words == language::zh
             ? "  列出前" + std::to_string(listed) + "条，共" + std::to_string(total) + "条"
             : "  first " + std::to_string(listed) + " of " + std::to_string(total));
  }

  // Columns as wide as their widest cell; numbers (all but the first `left`) to the right.
  void table(rows const& cells, std::size_t left, std::size_t trailing = 0) {
    std::vector<std::size_t> widths(cells.front().size(), 0);
    for (auto const& row : cells) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        widths[i] = std::max(widths[i], display_width(row[i]));
      }
    }
    for (auto const& row : cells) {
      std::string text = " ";
      for (std::size_t i = 0; i < row.size(); ++i) {
        std::string const pad(widths[i] - display_width(row[i]), ' ');
        bool const to_left = i < left || i + trailing >= row.size();
        text += ' ' + (to_left ? row[i] + pad : pad + row[i]) + ' ';
      }
      text.erase(text.find_last_not_of(' ') + 1);
      line(text);
    }
  }

  void head() {
    std::string packs;
    for (pack_identity const& each : said_.packs) {
      if (!packs.empty()) packs += "、";
      packs += each.id + ' ' + each.version;
      if (!each.sha256.empty()) packs += " (sha256 " + each.sha256.substr(0, 12) + "…)";
    }
    line(said_.pack_title.in(how_.words));
    std::string days = word("审核基准日 ", "as of ") + to_string(said_.as_of);
    if (said_.known_by) {
      days += word("　事件计至 ", "  events known up to ") + to_string(*said_.known_by);
    }
    line(days + word("　规则包 ", "  pack ") + packs);
  }

  void summary() {
    title("审核汇总", "summary");
    std::vector<std::string> header{word("依据", "clause"), word("规则", "rule")};
    for (verdict const each : shown_verdicts) header.push_back(name_of(each).in(how_.words));
    header.emplace_back(word("程度", "severity"));
    header.emplace_back(word("规则编号", "rule id"));
    rows cells{header};
    std::size_t left_out = 0;
    for (report_rule const& each : said_.rules) {
      if (!each.checked) {
        ++left_out;
        continue;
      }
      std::vector<std::string> row{each.locator.in(how_.words), each.title.in(how_.words)};
      for (verdict const one : shown_verdicts) {
        row.push_back(std::to_string(count_of(each.counts, one)));
      }
      row.push_back(name_of(each.severity).in(how_.words));
      row.push_back(each.id);
      cells.push_back(std::move(row));
    }
    table(cells, 2, 2);
    if (left_out > 0) {
      line(how_.words == language::zh
               ? "  另有" + std::to_string(left_out) + "条规则未审核"
               : "  " + std::to_string(left_out) + " rules were not checked");
    }
    if (!said_.undecided.empty()) line("  " + said_.undecided.in(how_.words));
  }

  void finding(report_finding const& each) {
    report_rule const& of = said_.rules[each.rule];
    std::string const state = name_of(each.verdict).in(how_.words) +
                              (each.verdict == verdict::fail
                                   ? std::string{word("（", " (")} +
                                         name_of(of.severity).in(how_.words) + word("）", ")")
                                   : std::string{});
    // The parts of a key with their names say more than the key joined.
    std::string subject = detail::is_joined_key(each.label, each.key) ? "" : each.label;
    for (auto const& [name, held] : each.key) {
      std::string const part = shown(held, *said_.words, how_.words);
      if (part == each.label || each.whole) continue;
      subject += (subject.empty() ? "" : " ") +
                 detail::key_name(name, held, each.relation, *said_.words, how_.words) + '=' + part;
    }
    line("  " + of.locator.in(how_.words) + ' ' + of.title.in(how_.words) + word("　", "  ") +
         state + (subject.empty() ? "" : word("　", "  ") + subject));
    line("    " + each.message.in(how_.words));
    numbers(each);
    if (!each.remedy.empty()) {
      line(std::string{"    "} + word("处理建议：", "remedy: ") + each.remedy.in(how_.words));
    }
    if (!each.evidence.empty()) {
      place const& at = each.evidence.front().source;
      std::string where = at == place{} ? each.evidence.front().table : to_string(at, how_.words);
      if (each.evidence_total > 1) {
        std::string const total = std::to_string(each.evidence_total);
        where += how_.words == language::zh ? " 等" + total + "行"
                                            : " and others, " + total + " rows";
      }
      line(std::string{"    "} + word("数据：", "data: ") + where);
    }
    line(std::string{"    ["} + of.id + ' ' + each.id + ']');
  }

  void numbers(report_finding const& each) {
    std::string const words = detail::measures_line(
        {each.verdict, each.measured, each.threshold, each.slack, each.unit}, *said_.words,
        how_.words);
    if (!words.empty()) line("    " + words);
  }

  void findings() {
    title("问题明细", "findings");
    if (said_.findings.empty()) no_findings();
    // What was found wrong before what is open.
    std::vector<report_finding const*> ordered;
    for (report_finding const& each : said_.findings) ordered.push_back(&each);
    auto const rank = [this](report_finding const* each) {
      if (each->verdict == verdict::fail) {
        return static_cast<int>(said_.rules[each->rule].severity);
      }
      return each->verdict == verdict::unknown ? 3 : 4;
    };
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](auto const* a, auto const* b) { return rank(a) < rank(b); });
    std::size_t const listed = std::min(how_.findings, ordered.size());
    for (std::size_t i = 0; i < listed; ++i) finding(*ordered[i]);
    capped(listed, ordered.size());
  }

  // That nothing was found wrong is said only where something was judged.
  void no_findings() {
    if (!said_.undecided.empty()) {
      return line(word("  没有得出任何结论，见审核汇总", "  nothing was decided, see the summary"));
    }
    auto const idle = std::count_if(
        said_.rules.begin(), said_.rules.end(), [](report_rule const& each) {
          return each.checked && std::all_of(each.counts.begin(), each.counts.end(),
                                             [](std::size_t count) { return count == 0; });
        });
    if (idle == 0) return line(word("  没有问题", "  none"));
    std::string const count = std::to_string(idle);
    line(how_.words == language::zh ? "  没有问题；" + count + "条规则没有审核对象"
                                    : "  none; rules without subjects: " + count);
  }

  void groups() {
    std::vector<std::string> tables;
    for (report_group const& each : said_.groups) {
      if (tables.empty() || tables.back() != each.table) tables.push_back(each.table);
    }
    for (std::string const& name : tables) group_table(name);
  }

  void group_table(std::string const& name) {
    std::vector<report_group const*> ordered;
    for (report_group const& each : said_.groups) {
      if (each.table == name) ordered.push_back(&each);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](auto const* a, auto const* b) {
      return count_of(a->verdicts, verdict::fail) > count_of(b->verdicts, verdict::fail);
    });
    table_schema const* const of = said_.words->find_table(name);
    std::string const label = of == nullptr || of->title.empty() ? name : of->title.in(how_.words);
    line("\n== " + (how_.words == language::zh ? "按“" + label + "”汇总" : "by " + label));
    std::vector<std::string> header{label, word("标识", "key")};
    for (auto const each : {severity::error, severity::deviation, severity::advice}) {
      header.push_back(name_of(each).in(how_.words));
    }
    for (auto const each : {verdict::waived, verdict::pending, verdict::unknown}) {
      header.push_back(name_of(each).in(how_.words));
    }
    rows cells{header};
    std::size_t const listed = std::min(how_.groups, ordered.size());
    for (std::size_t i = 0; i < listed; ++i) {
      report_group const& each = *ordered[i];
      std::string const key = each.key.empty() ? "" : to_string(each.key.front().second);
      std::vector<std::string> row{each.label, key};
      for (std::size_t const count : each.fails) row.push_back(std::to_string(count));
      for (auto const one : {verdict::waived, verdict::pending, verdict::unknown}) {
        row.push_back(std::to_string(count_of(each.verdicts, one)));
      }
      cells.push_back(std::move(row));
    }
    table(cells, 2);
    capped(listed, ordered.size());
  }

  void measures() {
    if (said_.measures.empty()) return;
    title("三率统计", "rates");
    rows cells{{word("依据", "clause"), word("统计项目", "measure"), word("范围", "group"),
                word("分子", "numerator"), word("分母", "denominator"), word("比率", "rate"),
                word("名次", "rank")}};
    for (report_measure const& each : said_.measures) {
      auto const cell = [&](value const& held) { return shown(held, *said_.words, how_.words); };
      cells.push_back({each.locator.in(how_.words), each.title.in(how_.words), each.label,
                       cell(each.numerator), cell(each.denominator), each.rate.value_or("-"),
                       cell(each.rank)});
    }
    table(cells, 3);
  }

  void data() {
    title("数据核查", "data checks");
    if (said_.data.empty()) line(word("  没有发现数据问题", "  nothing found"));
    std::size_t const listed = std::min(how_.data, said_.data.size());
    for (std::size_t i = 0; i < listed; ++i) {
      diagnostic const& each = said_.data[i];
      std::string const at = to_string(each.at, how_.words);
      line("  " + at + (at.empty() ? "" : ": ") + each.message.in(how_.words) + " [" + each.code +
           ']');
    }
    capped(listed, said_.data.size());
  }

  void basis() {
    title("审核依据与口径", "basis");
    for (text const& each : said_.assumptions) line("  " + each.in(how_.words));
    for (report_parameter const& each : said_.parameters) {
      if (each.alternatives.empty() && !each.changed) continue;
      std::string text = "  " + each.locator.in(how_.words) + ' ' + each.title.in(how_.words) +
                         word("：", ": ") + each.used_words.in(how_.words);
      if (each.changed) {
        std::string const own = each.own_words.in(how_.words);
        text += how_.words == language::zh ? "（本次调整，规则包为" + own + "）"
                                           : " (changed for this run; the pack says " + own + ")";
      }
      bool first = true;
      for (std::size_t i = 0; i < each.alternatives.size(); ++i) {
        if (each.alternatives[i] == each.used) continue;  // chosen for this run
        text += first ? word("；其他执行口径：", "; alternatives: ") : word("；", "; ");
        text += each.alternative_words[i].in(how_.words);
        first = false;
      }
      line(text + "  [" + each.name + ']');
    }
  }

  report const& said_;
  report_text_options how_;
  std::string out_;
};

}  // namespace

std::string to_text(report const& said, report_text_options const& how) {
  return writer{said, how}.write();
}

std::string to_text(report const& said, report_finding const& one, language which) {
  report_text_options how;
  how.words = which;
  return writer{said, how}.write(one);
}

}  // namespace xunze
