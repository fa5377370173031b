// SPDX-License-Identifier: Apache-2.0
#include "support/small_world.hpp"

#include "xunze/core/date.hpp"
#include "xunze/core/diagnostic.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/pack/vocabulary_json.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <sstream>
#include <stdexcept>

namespace xunze::test {
namespace {

// Columns are `name:type`, then `>table` for a foreign key, `?` where a null means none, `+` for
// numbers that are not negative.
struct table_line {
  char const* name;
  char const* columns;
  char const* more;
};

constexpr table_line lines[] = {
    {"region", "region_id:text name:text parent_id:text>region? level:tier",
     R"(, "label": "name", "tree": {"parent": "parent_id", "level": "level"})"},
    {"teacher", "teacher_id:text name:text born:date phone:text? region_id:text>region hired:date",
     R"(, "label": "name")"},
    {"project", "project_id:text name:text year:int type:text level:tier seats:int+ planned_on:date "
                "approved_on:date start_date:date region_id:text>region filed_on:date? rate:rate",
     R"(, "label": "name")"},
    {"class", "class_id:text project_id:text>project start_date:date end_date:date hours:int+ "
              "code:text closed_on:date? split_on:date?",
     ""},
    {"enrolment", "enr_id:text teacher_id:text>teacher class_id:text>class status:status days:int+ "
                  "score:score grade:grade applied_at:timestamp done_on:date? note:text? "
                  "topics:topics again:bool",
     ""},
    {"ban", "ban_id:text teacher_id:text>teacher from:date to:open", R"(, "absent": "empty")"},
    {"ledger", "line_id:text project_id:text>project part:text amount:int total:int+", ""},
    {"waiver", "waiver_id:text rule_id:text subject_kind:text subject_id:text from:date to:open "
               "approved_by:text?",
     R"(, "absent": "empty")"},
};

constexpr char const* enums = R"({
  "tier": {"title": {"zh": "级别", "en": "tier"}, "ordered": true, "values": [
    {"code": "county", "zh": "县", "en": "county"}, {"code": "city", "zh": "市", "en": "city"},
    {"code": "province", "zh": "省", "en": "province"}]},
  "status": {"title": {"zh": "状态", "en": "status"}, "ordered": false, "values": [
    {"code": "selected", "zh": "选派", "en": "selected"},
    {"code": "completed", "zh": "结业", "en": "completed"},
    {"code": "dropped", "zh": "退出", "en": "dropped"}]},
  "grade": {"title": {"zh": "等次", "en": "grade"}, "ordered": true, "values": [
    {"code": "poor", "zh": "不合格", "en": "poor"}, {"code": "good", "zh": "良好", "en": "good"},
    {"code": "excellent", "zh": "优秀", "en": "excellent"}]},
  "topic": {"title": {"zh": "主题", "en": "topic"}, "ordered": false, "values": [
    {"code": "ethics", "zh": "师德", "en": "ethics"}, {"code": "digital", "zh": "信息", "en": "IT"},
    {"code": "safety", "zh": "安全", "en": "safety"}]}})";

std::string column_json(std::string name, std::string type) {
  std::string more;
  if (type.back() == '?') more += R"(, "null": "none")", type.pop_back();
  if (type.back() == '+') more += R"(, "min": "0")", type.pop_back();
  if (auto const at = type.find('>'); at != std::string::npos) {
    more += R"(, "references": {"table": ")" + type.substr(at + 1) + R"("})";
    type.resize(at);
  }
  if (type == "open") type = "date", more += R"(, "null": "open_end")";
  if (type == "score" || type == "rate") {
    more += type == "score" ? R"(, "scale": 1)" : R"(, "scale": 2)";
    type = "decimal";
  }
  if (type == "topics") more += R"(, "enum": "topic")", type = "set";
  if (type == "tier" || type == "status" || type == "grade") {
    more += R"(, "enum": ")" + type + '"';
    type = "enum";
  }
  return '"' + name + R"(": {"type": ")" + type + R"(", "title": {"zh": ")" + name +
         R"(", "en": ")" + name + R"("})" + more + '}';
}

std::string vocabulary_json() {
  std::string tables;
  for (table_line const& line : lines) {
    std::string columns;
    std::string key;
    std::istringstream words{line.columns};
    for (std::string word; words >> word;) {
      auto const at = word.find(':');
      std::string const name = word.substr(0, at);
      if (key.empty()) key = name;
      columns += (columns.empty() ? "" : ", ") + column_json(name, word.substr(at + 1));
    }
    tables += (tables.empty() ? "\"" : ", \"") + std::string{line.name} +
              R"(": {"title": {"zh": ")" + line.name + R"(", "en": ")" + line.name +
              R"("}, "key": [")" + key + R"("])" + line.more + R"(, "columns": {)" + columns +
              "}}";
  }
  return R"({"format": "xunze.vocabulary/1", "id": "small", "version": "1.0.0",
    "title": {"zh": "小词汇表", "en": "small"}, "enums": )" +
         std::string{enums} + R"(, "tables": {)" + tables + "}}";
}

std::string joined_key(key_values const& key) {
  std::string made;
  for (auto const& [name, held] : key) {
    made += made.empty() ? "" : "|";
    auto const* code = held.get_if<code_value>();
    made += code != nullptr ? code->code : held.is_null() ? "" : to_string(held);
  }
  return made;
}

constexpr verdict every[] = {verdict::pass,    verdict::fail,    verdict::waived,
                             verdict::pending, verdict::unknown, verdict::not_applicable};

}  // namespace

std::shared_ptr<vocabulary const> const& small_words() {
  static std::shared_ptr<vocabulary const> const words = [] {
    diagnostics out;
    auto made = load_vocabulary(vocabulary_json(), "small.json", out);
    throw_if_errors(out, "test.small", {render(out, language::zh), render(out, language::en)});
    return std::make_shared<vocabulary const>(std::move(made));
  }();
  return words;
}

std::string csv_of(rows const& table) {
  std::string made;
  std::istringstream words{table.text};
  bool first = true;
  for (std::string word; words >> word;) {
    if (word == "|") {
      made += '\n';
      first = true;
      continue;
    }
    made += first ? "" : ",";
    made += word == "-" ? "" : word;
    first = false;
  }
  return made + '\n';
}

std::shared_ptr<dataset const> data_of(std::vector<rows> const& tables) {
  dataset_builder builder{small_words()};
  for (rows const& table : tables) {
    builder.add_csv_text(table.table, csv_of(table), table.table + ".csv");
  }
  return std::make_shared<dataset const>(builder.build());
}

run_options on(std::string_view day) {
  run_options options;
  options.as_of = parse_date(day).value();
  options.threads = 1;
  return options;
}

outcome run(policy rules, std::vector<rows> const& tables, run_options options) {
  try {
    return evaluate(std::make_shared<policy const>(std::move(rules)), data_of(tables),
                    std::move(options));
  } catch (failure const& problem) {
    // The same failure, but what() says what was wrong.
    text message = problem.message();
    for (diagnostic const& d : problem.diagnostics()) {
      message.zh += '\n' + render(d, language::zh);
      message.en += '\n' + render(d, language::en);
    }
    throw failure(problem.code(), message, problem.diagnostics());
  }
}

std::string verdicts(outcome const& of, std::size_t rule) {
  rule_outcome const& result = of.rules()[rule];
  if (!result.given) return "not given";
  std::string made;
  for (finding const& f : of.findings(rule, every)) {
    made += made.empty() ? "" : " ";
    made += (f.unkeyed ? "?" : joined_key(f.key)) + ":" + std::string{code_of(f.verdict)};
  }
  return made;
}

std::string measured(outcome const& of, std::size_t rule) {
  std::string made;
  for (finding const& f : of.findings(rule, every)) {
    if (f.unkeyed) continue;
    made += made.empty() ? "" : " ";
    made += joined_key(f.key) + ":" + to_string(f.measured);
  }
  return made;
}

finding finding_at(outcome const& of, std::string_view key, std::size_t rule) {
  for (finding const& f : of.findings(rule, every)) {
    if (!f.unkeyed && joined_key(f.key) == key) return f;
  }
  throw std::runtime_error("no subject " + std::string{key});
}

std::string evidence_of(finding const& of) {
  std::string made;
  for (evidence_row const& row : of.evidence) {
    made += (made.empty() ? "" : " ") + row.table + ":" + std::to_string(row.row);
  }
  return made;
}

}  // namespace xunze::test
