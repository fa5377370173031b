// SPDX-License-Identifier: Apache-2.0
// Gathers what a run says, personal data masked.
#include "xunze/report/report.hpp"

#include "batch/absence.hpp"
#include "batch/state.hpp"
#include "report/basis.hpp"
#include "report/finding_ids.hpp"
#include "report/masker.hpp"
#include "report/subject_rows.hpp"
#include "report/undecided.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace xunze {
namespace {

using detail::finding_ids;
using detail::locator_of;
using detail::masker;
using detail::replacements;
using detail::subject_rows;
using detail::table_row;

// A table, a column or a parameter with its title and name, for people.
text missing_name(batch_detail::absent_data const& what, policy const& source,
                  vocabulary const& words) {
  if (!what.parameter.empty()) {
    parameter const* const of = source.find_parameter(what.parameter);
    std::string const title = of == nullptr ? what.parameter : of->title.in(language::zh);
    return {"参数“" + title + "”在有关日期的取值（" + what.parameter + "）",
            "parameter `" + what.parameter + "` on the days in question"};
  }
  table_schema const* const of = words.find_table(what.table);
  bool const titled = of != nullptr && !of->title.empty();
  text const title = titled ? of->title : text{what.table, what.table};
  std::string const table = "“" + title.in(language::zh) + "”";
  bool const said = title.in(language::zh).ends_with("表");
  if (what.column.empty()) {
    return {table + (said ? "（" : "表（") + what.table + "）", "table `" + what.table + "`"};
  }
  std::string const name = what.table + "." + what.column;
  auto const position = of == nullptr ? std::nullopt : of->find(what.column);
  std::string const column =
      position ? of->columns[*position].title.in(language::zh) : what.column;
  return {table + (said ? "的“" : "表的“") + column + "”列（" + name + "）",
          "column `" + name + "`"};
}

text joined(std::vector<text> const& parts) {
  text out;
  for (text const& part : parts) {
    out.zh += (out.zh.empty() ? "" : "、") + part.zh;
    out.en += (out.en.empty() ? "" : ", ") + part.en;
  }
  return out;
}

std::string joined(key_values const& key) {
  std::string out;
  for (auto const& [name, held] : key) {
    out += (out.empty() ? "" : "|") + (held.is_null() ? std::string{} : to_string(held));
  }
  return out;
}

class gatherer {
 public:
  gatherer(outcome const& from, report_options const& options)
      : from_{from},
        options_{options},
        masker_{from, options.show_personal},
        rows_{from.data()},
        ids_{options.identity_key} {}

  report gather() {
    out_.words = from_.data().shared_words();
    out_.as_of = from_.options().as_of;
    detail::put_days(out_, from_);
    out_.assumptions = from_.assumptions();
    out_.pack_title = from_.source().info.title;
    out_.packs = options_.packs;
    if (out_.packs.empty()) {
      out_.packs.push_back({from_.source().info.id, from_.source().info.version});
    }
    for (std::size_t i = 0; i < from_.rules().size(); ++i) add_rule(i);
    for (auto& [at, group] : groups_) out_.groups.push_back(std::move(group));
    add_measures();
    add_decisions();
    out_.parameters = detail::parameters_told(from_);
    add_data(from_.data().notes());
    add_data(from_.notes());
    detail::put_undecided(out_, from_);
    return std::move(out_);
  }

 private:
  void add_rule(std::size_t index) {
    rule const& of = from_.source().rules[index];
    rule_outcome const& said = from_.rules()[index];
    report_rule& told = out_.rules.emplace_back();
    told.id = of.id;
    told.clause = of.clause;
    told.kind = of.kind;
    told.title = of.title;
    told.locator = locator_of(from_.source(), of.clause);
    told.strength = strength_of(of);
    told.severity = said.severity;
    told.checked = said.checked;
    told.given = said.given;
    told.missing = said.missing;
    told.counts = said.counts;
    if (!said.checked) return;
    if (!said.given) return add_whole(index, names_of(said.missing), std::nullopt);
    batch_detail::left_open const open = batch_detail::open_by_absence(*from_.inner().run, index);
    add_findings(index, said, open);
    if (open.count > 0) add_whole(index, open.by, open.count);
  }

  // `table` or `table.column`.
  static std::set<batch_detail::absent_data> names_of(std::vector<std::string> const& missing) {
    std::set<batch_detail::absent_data> made;
    for (std::string const& name : missing) {
      std::size_t const dot = name.find('.');
      made.insert({name.substr(0, dot), dot == name.npos ? "" : name.substr(dot + 1), {}});
    }
    return made;
  }

  strength strength_of(rule const& of) const {
    if (of.strength.parameter.empty()) return of.strength.fixed;
    parameter const* const chosen = from_.source().find_parameter(of.strength.parameter);
    value const used = chosen == nullptr ? value{} : detail::used_value(from_, *chosen);
    for (auto const& [word, meant] : of.strength.choices) {
      if (used == value{word}) return meant;
    }
    return of.strength.fixed;
  }

  void add_findings(std::size_t index, rule_outcome const& said,
                    batch_detail::left_open const& left_out) {
    std::vector<verdict> wanted{verdict::fail, verdict::waived, verdict::pending,
                                verdict::unknown};
    std::erase_if(wanted, [&](verdict each) {
      return said.counts[static_cast<std::size_t>(each)] == 0;
    });
    if (wanted.empty()) return;
    bool overflowed = false;
    rule const& of = from_.source().rules[index];
    bool const personal_label = of.label != nullptr && masker_.is_personal(of.label);
    bool const follow = !options_.group_by.empty() || !options_.show_personal;
    auto const found = findings_of(*from_.inner().run, index, wanted, left_out);
    for (finding const& each : found) {
      std::vector<table_row> const rows =
          follow ? rows_.reached(each.key) : std::vector<table_row>{};
      report_finding& told = out_.findings.emplace_back();
      replacements hidden = masker_.hidden(each.evidence, rows);
      bool const personal = personal_label || labels_a_person(each, rows);
      if (personal && !masker_.shows_all()) {
        masker_.hide(hidden, each.label);
        masker::order(hidden);
      }
      fill(told, index, each, personal, hidden);
      overflowed = overflowed || each.overflow;
      count_groups(each.verdict, said.severity, rows);
    }
    if (overflowed) note_overflow(of);
  }

  static bool is_nameless(finding const& of) {
    return of.label == name_of(verdict::unknown).in(language::zh);
  }

  // Once a rule, however many subjects it leaves open.
  void note_overflow(rule const& of) {
    text const title = of.title.empty() ? text{of.id, of.id} : of.title;
    out_.data.push_back({"value.overflow", diagnostic_level::warning, {},
                         {"规则“" + title.in(language::zh) + "”的数值超出可计算的范围，有关对象待核实",
                          "numbers of rule `" + of.id +
                              "` are too large to compute, its verdicts are unknown there"},
                         {"核对有关列的数值", "check the numbers of the columns it reads"},
                         {}, {}, {}});
  }

  // Without a label expression the label may be that of the subject's own row.
  bool labels_a_person(finding const& each, std::vector<table_row> const& rows) const {
    return std::any_of(rows.begin(), rows.end(), [&](table_row const& at) {
      return masker_.is_personal_column(*at.of->schema, at.of->schema->label) &&
             label_of(at) == each.label;
    });
  }

  // A body in place has no title of its own.
  text title_of_subject(std::size_t index) const {
    bound_policy const& bound = from_.inner().run->bound();
    bound_relation const& subject = bound.relations[bound.rules[index].subject];
    for (relation const& each : from_.source().relations) {
      if (each.name == subject.name && !each.title.empty()) return each.title;
    }
    return subject.base != nullptr ? subject.base->title : text{};
  }

  void fill(report_finding& told, std::size_t index, finding const& each, bool personal_label,
            replacements const& hidden) {
    rule const& of = from_.source().rules[index];
    std::string const row_name = each.evidence.empty()
                                     ? std::string{}
                                     : each.evidence.front().table + '#' +
                                           std::to_string(each.evidence.front().row);
    told.id = each.unkeyed ? ids_.id(of.id, row_name) : ids_.id(of.id, each.key);
    told.rule = index;
    if (!each.unkeyed) told.subject = each.subject;
    told.verdict = each.verdict;
    told.relation = of.subject;
    told.relation_title = title_of_subject(index);
    told.key = masker_.key(each.key);
    // Whose name is not known is called by the key.
    told.label = is_nameless(each) ? joined(told.key) : masker_.label(each.label, personal_label);
    told.measured = masker_.cell(each.measured, hidden);
    told.threshold = masker_.cell(each.threshold, hidden);
    told.slack = each.slack;
    told.unit = of.unit;
    told.evidence_total = each.evidence_total;
    told.message = masker_.words(each.message, hidden);
    told.remedy = masker_.words(each.remedy, hidden);
    for (evidence_row const& at : each.evidence) {
      report_evidence& shown = told.evidence.emplace_back(report_evidence{at.table, at.row, {}});
      if (table const* const rows = from_.data().find(at.table)) {
        shown.source.file = rows->source.file;
        shown.source.sheet = rows->source.sheet;
        shown.source.row = rows->source.row_of(at.row);
      }
    }
  }

  void add_whole(std::size_t index, std::set<batch_detail::absent_data> const& missing,
                 std::optional<std::size_t> hidden) {
    rule const& of = from_.source().rules[index];
    report_finding& told = out_.findings.emplace_back();
    told.id = ids_.id(of.id, "*");
    told.rule = index;
    told.verdict = verdict::unknown;
    told.relation = of.subject;
    told.relation_title = title_of_subject(index);
    told.whole = true;
    told.hidden = hidden;
    std::vector<text> names;
    for (batch_detail::absent_data const& each : missing) {
      names.push_back(missing_name(each, from_.source(), from_.data().words()));
    }
    text const what = names.empty() ? text{"审核对象所需的数据", "the data of the subjects"}
                                    : joined(names);
    std::string const count = hidden ? std::to_string(*hidden) : "";
    told.message = {"缺少" + what.zh + "，" + (hidden ? count + "个对象" : "全部对象") + "待核实",
                    "missing: " + what.en + "; " + (hidden ? count : "all") +
                        (hidden == 1U ? " subject stays unknown" : " subjects stay unknown")};
    told.remedy = {"补充上述数据后重新审核", "supply these data and check again"};
  }

  // The last group is looked for from the subject, each before it from the one behind it first:
  // a person's region is that of the school, not that of the class.
  void count_groups(verdict said, severity grade, std::vector<table_row> const& rows) {
    std::vector<table_row> inner;
    for (std::size_t i = options_.group_by.size(); i-- > 0;) {
      table_row const* found = find_row(inner, options_.group_by[i]);
      if (found == nullptr) found = find_row(rows, options_.group_by[i]);
      if (found == nullptr) continue;
      table_row const at = *found;
      add_to_group(i, at, said, grade);
      inner = rows_.reached(at, from_.options().as_of);
    }
  }

  static table_row const* find_row(std::vector<table_row> const& rows, std::string const& name) {
    auto const found = std::find_if(rows.begin(), rows.end(), [&](table_row const& each) {
      return each.of->schema->name == name;
    });
    return found == rows.end() ? nullptr : &*found;
  }

  void add_to_group(std::size_t which, table_row const& at, verdict said, severity grade) {
    auto [entry, added] = groups_.try_emplace({which, at.row});
    report_group& group = entry->second;
    if (added) {
      group.table = at.of->schema->name;
      group.key = masker_.key(key_of(at));
      group.label = label_for_people(at);
    }
    ++group.verdicts[static_cast<std::size_t>(said)];
    if (said == verdict::fail) ++group.fails[static_cast<std::size_t>(grade)];
  }

  std::string label_for_people(table_row const& at) const {
    return masker_.label(label_of(at),
                         masker_.is_personal_column(*at.of->schema, at.of->schema->label));
  }

  void add_measures() {
    for (measure_row const& each : from_.measures()) {
      measure const& of = from_.source().measures[each.measure];
      report_measure& told = out_.measures.emplace_back();
      told.metric = of.id;
      told.title = of.title;
      told.locator = locator_of(from_.source(), of.clause);
      told.group = masker_.key(each.group);
      for (auto const& part : each.group) {
        std::vector<table_row> const rows = rows_.reached({part});
        if (!told.label.empty()) told.label += ' ';
        told.label += rows.empty() ? to_string(masker_.key_part(part.second))
                                   : label_for_people(rows.front());
      }
      told.numerator = each.numerator;
      told.denominator = each.denominator;
      told.rate = each.rate;
      told.rank = each.rank;
    }
  }

  void add_decisions() {
    for (decision_row const& each : from_.decisions()) {
      decision const& of = from_.source().decisions[each.decision];
      report_decision& told = out_.decisions.emplace_back();
      told.decision = of.id;
      told.title = of.title;
      told.key = masker_.key(each.key);
      told.verdict = each.verdict;
      for (auto const& [index, said] : each.parts) {
        told.parts.emplace_back(from_.source().rules[index].id, said);
      }
    }
  }

  void add_data(diagnostics const& notes) {
    for (diagnostic each : notes) {
      each.message = masker_.words(each.message, {});
      each.help = masker_.words(each.help, {});
      each.excerpt = masker_.words(each.excerpt, {});
      for (auto* const cell : {&each.was, &each.now}) {
        if (*cell) *cell = masker_.words(**cell, {});
      }
      out_.data.push_back(std::move(each));
    }
  }

  outcome const& from_;
  report_options const& options_;
  masker masker_;
  subject_rows rows_;
  finding_ids ids_;
  std::map<std::pair<std::size_t, std::size_t>, report_group> groups_;
  report out_;
};

}  // namespace

report make_report(outcome const& from, report_options const& options) {
  return gatherer{from, options}.gather();
}

std::string shown(value const& held, vocabulary const& words, language which) {
  auto const label = [&](enumeration const* of, std::string const& code) {
    if (of == nullptr) return code;
    for (enumerator const& each : of->values) {
      if (each.code == code && !each.label.empty()) return each.label.in(which);
    }
    return code;
  };
  if (held.is_null()) return {};
  if (auto const* const one = held.get_if<code_value>()) {
    return label(words.find_enum(one->enumeration), one->code);
  }
  if (auto const* const flag = held.get_if<bool>()) {
    if (which == language::zh) return *flag ? "是" : "否";
    return *flag ? "yes" : "no";
  }
  return to_string(held);
}

}  // namespace xunze
