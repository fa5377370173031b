// SPDX-License-Identifier: Apache-2.0
// The explanation of one verdict as text and as JSON.
#include "xunze/report/explanation_text.hpp"

#include "report/basis.hpp"
#include "report/behind_words.hpp"
#include "report/json_writer.hpp"
#include "report/key_words.hpp"
#include "report/masker.hpp"
#include "report/measure_words.hpp"
#include "report/subject_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace xunze {
namespace {

using detail::json_writer;
using detail::masker;
using detail::replacements;

constexpr std::size_t rows_listed = 10;

// Rows behind the verdict: its evidence, and the rows of each number.
void collect_rows(explanation_node const& node, std::vector<evidence_row>& into) {
  into.insert(into.end(), node.rows.begin(), node.rows.end());
  for (rows_behind const& each : node.behind) {
    for (std::size_t const row : each.rows) into.push_back({each.table, row});
  }
  for (explanation_node const& each : node.operands) collect_rows(each, into);
}

bool contains(std::vector<evidence_row> const& rows, evidence_row const& row) {
  return std::find(rows.begin(), rows.end(), row) != rows.end();
}

// Rows that perhaps count in a number, and in none for certain.
void collect_possible(explanation_node const& node, std::vector<evidence_row>& possible,
                      std::vector<evidence_row>& certain) {
  for (evidence_row const& row : node.rows) {
    (contains(node.possible, row) ? possible : certain).push_back(row);
  }
  for (explanation_node const& each : node.operands) collect_possible(each, possible, certain);
}

class teller {
 public:
  teller(outcome const& from, explanation const& why, report_options const& options)
      : from_{from}, why_{why}, rule_{from.source().rules[why.about.rule]},
        masker_{from, options.show_personal} {
    std::vector<evidence_row> rows = why.about.evidence;
    collect_rows(why.applies_tree, rows);
    collect_rows(why.condition_tree, rows);
    std::vector<evidence_row> certain;
    collect_possible(why.applies_tree, possible_, certain);
    collect_possible(why.condition_tree, possible_, certain);
    std::erase_if(possible_, [&](evidence_row const& row) { return contains(certain, row); });
    detail::subject_rows subjects{from.data()};
    hidden_ = masker_.hidden(rows, subjects.reached(why.about.key));
    personal_label_ = rule_.label != nullptr && masker_.is_personal(rule_.label);
    if (personal_label_ && !masker_.shows_all()) {
      masker_.hide(hidden_, why.about.label);
      masker::order(hidden_);
    }
  }

  std::string as_text(language which);
  std::string as_json();

 private:
  char const* word(char const* zh, char const* en) const {
    return which_ == language::zh ? zh : en;
  }
  void line(std::string const& words) { out_ += words + '\n'; }
  std::string masked_words(std::string const& words) const {
    return masker_.words(words, hidden_);
  }
  std::string shown_value(value const& held) const {
    return masked_words(shown(held, from_.data().words(), which_));
  }
  place place_of(evidence_row const& row) const {
    place at;
    if (table const* const of = from_.data().find(row.table)) {
      at.file = of->source.file;
      at.sheet = of->source.sheet;
      at.row = of->source.row_of(row.row);
    }
    return at;
  }
  std::string row_name(evidence_row const& row) const {
    place const at = place_of(row);
    return at.file.empty() ? row.table + " " + std::to_string(at.row) : to_string(at, which_);
  }
  evidence_row const* event_of(evidence_row const& row) const {
    for (decided_row const& each : why_.decided) {
      if (each.row == row) return &each.event;
    }
    return nullptr;
  }
  std::string decided_words(evidence_row const& row) const {
    evidence_row const* const event = event_of(row);
    if (event == nullptr) return {};
    return which_ == language::zh ? "（状态依据" + row_name(*event) + "）"
                                  : " (status by " + row_name(*event) + ")";
  }
  // Where a parameter stands, and the days on which its value holds.
  std::string source_words(read_parameter const& p) const {
    bool const zh = which_ == language::zh;
    if (p.changed) return zh ? "（本次调整）" : " (set for this run)";
    std::string made = detail::locator_of(from_.source(), p.clause).in(which_);
    auto const add = [&](std::string const& more) {
      if (!made.empty()) made += zh ? "，" : ", ";
      made += more;
    };
    if (p.from) add(zh ? to_string(*p.from) + "起" : "from " + to_string(*p.from));
    if (p.to) add(zh ? to_string(*p.to) + "前" : "until " + to_string(*p.to));
    if (made.empty()) return made;
    return zh ? "（" + made + "）" : " (" + made + ")";
  }
  std::string truth_words(truth held) const {
    if (held == truth::yes) return word("成立", "holds");
    return held == truth::no ? word("不成立", "does not hold") : word("待核实", "unknown");
  }

  void head();
  void tree(explanation_node const& node, std::size_t depth);
  void rows(std::vector<evidence_row> const& list, std::size_t total,
            std::vector<evidence_row> const& possible, std::string const& indent);
  void unplaced();
  void changes();

  void put_tree(json_writer& json, explanation_node const& node) const;
  void put_rows(json_writer& json, std::vector<evidence_row> const& list,
                std::vector<evidence_row> const& possible) const;
  void put_parameters(json_writer& json) const;
  void put_changes(json_writer& json) const;

  outcome const& from_;
  explanation const& why_;
  rule const& rule_;
  masker masker_;
  replacements hidden_;
  bool personal_label_ = false;
  std::vector<evidence_row> possible_;
  language which_ = language::zh;
  std::string out_;
};

void teller::rows(std::vector<evidence_row> const& list, std::size_t total,
                  std::vector<evidence_row> const& possible, std::string const& indent) {
  if (list.empty()) return;
  std::size_t const listed = std::min(list.size(), rows_listed);
  for (std::size_t i = 0; i < listed; ++i) {
    line(indent + row_name(list[i]) +
         (contains(possible, list[i]) ? word("（可能）", " (possible)") : "") +
         decided_words(list[i]));
  }
  if (total > listed) {
    std::string const first = std::to_string(listed);
    std::string const all = std::to_string(total);
    line(indent + (which_ == language::zh ? "列出前" + first + "行，共" + all + "行"
                                          : "first " + first + " of " + all));
  }
}

void teller::unplaced() {
  if (why_.unplaced.empty()) return;
  std::string const n = std::to_string(why_.unplaced_total);
  line(which_ == language::zh ? "另有" + n + "行不知属于谁："
                              : n + (n == "1" ? " more row" : " more rows") + ", not known whose:");
  rows(why_.unplaced, why_.unplaced_total, {}, "  ");
}

void teller::tree(explanation_node const& node, std::size_t depth) {
  if (node.expression.empty() && node.value.empty()) return;  // a rule for all its subjects
  std::string const indent(2 + 2 * depth, ' ');
  std::string text = indent;
  if (node.holds) text += '[' + truth_words(*node.holds) + "] ";
  text += masked_words(node.expression);
  std::string const& value = node.value.in(which_);
  if (!value.empty() && value != node.expression) {
    text += word(" ＝ ", " = ") + masked_words(value);
  }
  if (!node.parameters.empty()) {
    text += word("（参数 ", " (parameter ");
    for (std::size_t i = 0; i < node.parameters.size(); ++i) {
      text += (i == 0 ? "" : ", ") + node.parameters[i];
    }
    text += word("）", ")");
  }
  line(text);
  rows(node.rows, node.rows_total, node.possible, indent + "    ");
  for (std::string const& words : detail::behind_lines(from_.data(), node.behind, which_)) {
    line(indent + "    " + words);
  }
  for (explanation_node const& each : node.operands) tree(each, depth + 1);
}

void teller::head() {
  clause const* const cited = from_.source().find_clause(rule_.clause);
  document const* const of = cited ? from_.source().find_document(cited->document) : nullptr;
  std::string where;
  if (of != nullptr) {
    where = (of->short_title.empty() ? of->title : of->short_title).in(which_) + ' ';
  }
  if (cited != nullptr) where += cited->locator.in(which_) + ' ';
  line(where + rule_.title.in(which_) + " [" + rule_.id + ']');
  if (cited != nullptr && !cited->paraphrase.empty()) {
    line("  " + cited->paraphrase.in(which_));
  }
  std::string subject = masker_.label(why_.about.label, personal_label_);
  for (auto const& [name, held] : masker_.key(why_.about.key)) {
    subject += ' ' + detail::key_name(name, held, rule_.subject, from_.data().words(), which_) +
               '=' + shown(held, from_.data().words(), which_);
  }
  line(word("对象：", "subject: ") + subject);
  line(word("结论：", "verdict: ") + name_of(why_.about.verdict).in(which_) +
       (why_.about.message.empty() ? "" : word("　", "  ") +
                                              masked_words(why_.about.message.in(which_))));
  std::string const numbers = detail::measures_line(
      {why_.about.verdict, masker_.cell(why_.about.measured, hidden_),
       masker_.cell(why_.about.threshold, hidden_), why_.about.slack, rule_.unit},
      from_.data().words(), which_);
  if (!numbers.empty()) line(numbers);
}

void teller::changes() {
  if (why_.changes.empty()) {
    if (why_.no_changes.empty()) return;
    line(word("没有列出改动：", "no changes listed: ") +
         masked_words(why_.no_changes.in(which_)));
    return;
  }
  line(word("要符合，数据须有如下不同（反事实：说明差在哪里，不是处理建议）：",
            "to pass, the data would have to differ so (counterfactual, no advice):"));
  for (change const& each : why_.changes) {
    line("  " + masked_words(each.description.in(which_)));
  }
}

std::string teller::as_text(language which) {
  which_ = which;
  head();
  line(word("适用条件：", "applies: ") + truth_words(why_.applies));
  tree(why_.applies_tree, 0);
  line(word("要求：", "condition: ") + truth_words(why_.condition));
  tree(why_.condition_tree, 0);
  if (why_.anchor) line(word("依据时点：", "anchor: ") + shown_value(*why_.anchor));
  if (why_.due) line(word("期限：", "due: ") + shown_value(*why_.due));
  if (!why_.parameters.empty()) {
    line(word("参数：", "parameters:"));
    for (read_parameter const& each : why_.parameters) {
      parameter const* const of = from_.source().find_parameter(each.name);
      std::string const title = of == nullptr ? "" : of->title.in(which_) + ' ';
      std::string const words =
          of == nullptr ? shown_value(each.held)
                        : masked_words(detail::parameter_words(each.held, *of, from_.data().words())
                                           .in(which_));
      line("  " + title + '[' + each.name + "] " + words + source_words(each));
    }
  }
  if (!why_.about.evidence.empty()) line(word("数据：", "rows:"));
  rows(why_.about.evidence, why_.about.evidence_total, possible_, "  ");
  unplaced();
  changes();
  return std::move(out_);
}

void teller::put_rows(json_writer& json, std::vector<evidence_row> const& list,
                      std::vector<evidence_row> const& possible) const {
  json.begin_array();
  for (evidence_row const& each : list) {
    place const at = place_of(each);
    json.begin_object().put("table", each.table).put("row", each.row);
    json.key("source").begin_object();
    json.put("file", at.file).put("sheet", at.sheet).put("row", at.row);
    json.end_object().put("certain", !contains(possible, each));
    if (evidence_row const* const event = event_of(each)) {
      json.key("decided_by").begin_object();
      json.put("table", event->table).put("row", event->row).end_object();
    }
    json.end_object();
  }
  json.end_array();
}

void teller::put_tree(json_writer& json, explanation_node const& node) const {
  json.begin_object();
  json.put("expression", masked_words(node.expression));
  json.put("value", masked_words(node.value.in(which_)));
  json.put("holds", node.holds ? value{code_of(*node.holds)} : value{});
  json.key("parameters").begin_array();
  for (std::string const& name : node.parameters) json.put(name);
  json.end_array();
  json.key("rows");
  put_rows(json, node.rows, node.possible);
  json.put("rows_total", node.rows_total);
  detail::put_behind(json, from_.data(), node.behind);
  json.key("operands").begin_array();
  for (explanation_node const& each : node.operands) put_tree(json, each);
  json.end_array().end_object();
}

void teller::put_parameters(json_writer& json) const {
  json.key("parameters").begin_object();
  for (read_parameter const& each : why_.parameters) json.put(each.name, each.held);
  json.end_object().key("parameter_sources").begin_object();
  auto const day = [](std::optional<date> const& at) { return at ? value{*at} : value{}; };
  for (read_parameter const& each : why_.parameters) {
    json.key(each.name).begin_object().put("clause", each.clause);
    json.put("from", day(each.from)).put("to", day(each.to));
    json.put("changed", each.changed).end_object();
  }
  json.end_object();
}

void teller::put_changes(json_writer& json) const {
  constexpr std::array forms{"set_cell", "remove_rows", "add_rows"};
  json.key("changes").begin_array();
  for (change const& each : why_.changes) {
    json.begin_object().put("form", forms[static_cast<std::size_t>(each.kind)]);
    json.put("table", each.table);
    json.key("rows").begin_array();
    for (std::size_t const row : each.rows) json.put(row);
    json.end_array();
    json.put("column", each.column).put("to", masker_.cell(each.to, hidden_));
    json.put("example", each.example).put("count", each.count);
    json.put("must", masked_words(each.must));
    if (each.like) json.put("like", *each.like);
    json.key("cells").begin_object();
    for (auto const& [column, held] : each.cells) {
      json.put(column, masker_.cell(held, hidden_));
    }
    json.end_object();
    json.put("description", masker_.words(each.description, hidden_));
    json.end_object();
  }
  json.end_array().put("tried", why_.tried);
  json.put("no_changes", masker_.words(why_.no_changes, hidden_));
}

std::string teller::as_json() {
  json_writer json{3};
  json.begin_object().put("schema", "xunze.explanation/1");
  json.put("rule", rule_.id).put("clause", rule_.clause).put("title", rule_.title);
  json.put("verdict", code_of(why_.about.verdict));
  json.key("subject").begin_object();
  json.put("relation", rule_.subject).put("key", masker_.key(why_.about.key));
  json.put("label", masker_.label(why_.about.label, personal_label_)).end_object();
  json.put("measured", masker_.cell(why_.about.measured, hidden_));
  json.put("threshold", masker_.cell(why_.about.threshold, hidden_));
  json.put("slack", why_.about.slack);
  json.put("message", masker_.words(why_.about.message, hidden_));
  json.put("remedy", masker_.words(why_.about.remedy, hidden_));
  json.put("applies", code_of(why_.applies)).put("condition", code_of(why_.condition));
  json.put("anchor", why_.anchor.value_or(value{})).put("due", why_.due.value_or(value{}));
  json.key("applies_tree");
  put_tree(json, why_.applies_tree);
  json.key("condition_tree");
  put_tree(json, why_.condition_tree);
  put_parameters(json);
  json.key("clauses").begin_array();
  for (std::string const& each : why_.clauses) json.put(each);
  json.end_array();
  json.key("evidence");
  put_rows(json, why_.about.evidence, possible_);
  json.put("evidence_total", why_.about.evidence_total);
  json.key("unplaced");
  put_rows(json, why_.unplaced, why_.unplaced);
  json.put("unplaced_total", why_.unplaced_total);
  put_changes(json);
  json.end_object();
  return json.take();
}

}  // namespace

std::string to_text(outcome const& from, explanation const& why, language which,
                    report_options const& options) {
  return teller{from, why, options}.as_text(which);
}

std::string to_json(outcome const& from, explanation const& why, report_options const& options) {
  return teller{from, why, options}.as_json();
}

}  // namespace xunze
