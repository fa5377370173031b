// SPDX-License-Identifier: Apache-2.0
#include "xunze/pack/pack_json.hpp"

#include "xunze/core/date.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/pack/vocabulary_json.hpp"
#include "xunze/rule/kind.hpp"

#include <gtest/gtest.h>

#include <variant>

namespace {

using namespace xunze;

vocabulary const& words() {
  static vocabulary const loaded = [] {
    diagnostics found;
    auto made = load_vocabulary(R"({
      "format": "xunze.vocabulary/1", "id": "training", "version": "1",
      "title": {"zh": "培训", "en": "training"},
      "enums": {"status": {"title": {"zh": "状态", "en": "status"}, "values": [
        {"code": "selected", "zh": "已选派", "en": "selected"},
        {"code": "done", "zh": "已结业", "en": "done"}]}},
      "tables": {
        "project": {"title": {"zh": "项目", "en": "projects"}, "key": ["project_id"], "columns": {
          "project_id": {"type": "text", "title": {"zh": "编号", "en": "id"}},
          "start": {"type": "date", "title": {"zh": "开始", "en": "start"}},
          "share": {"type": "decimal", "title": {"zh": "比例", "en": "share"}},
          "seats": {"type": "int", "title": {"zh": "名额", "en": "seats"}}}},
        "enrolment": {"title": {"zh": "参训", "en": "enrolments"}, "key": ["enr_id"], "columns": {
          "enr_id": {"type": "text", "title": {"zh": "编号", "en": "id"}},
          "teacher_id": {"type": "text", "title": {"zh": "教师", "en": "teacher"}},
          "project_id": {"type": "text", "references": {"table": "project"},
            "title": {"zh": "项目", "en": "project"}},
          "at": {"type": "timestamp", "title": {"zh": "时间", "en": "time"}},
          "marks": {"type": "set", "enum": "status", "title": {"zh": "标记", "en": "marks"}},
          "status": {"type": "enum", "enum": "status", "title": {"zh": "状态", "en": "status"}}}}}})",
                                "v.json", found);
    EXPECT_EQ(render(found, language::en), "");
    return made;
  }();
  return loaded;
}

std::string replaced(std::string whole, std::string_view old, std::string_view fresh) {
  auto const at = whole.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return at == std::string::npos ? whole : whole.replace(at, old.size(), fresh);
}

// Every section and every node once.
std::string const good = R"x({
  "format": "xunze.pack/1",
  "pack": {"id": "p", "title": {"zh": "包", "en": "pack"}, "version": "1.0.0",
    "jurisdiction": "CN-SN", "level": "province", "vocabulary": "training",
    "valid_from": "2023-07-05", "valid_to": "2024-01-01", "extends": []},
  "documents": {"D": {"title": {"zh": "通知", "en": "notice"}, "issue_date": "2023-07-05"}},
  "parameters": {
    "most": {"type": "int", "value": 1, "alternatives": [2, null], "tighter": "lower",
      "clause": "D-1", "title": {"zh": "上限", "en": "limit"}},
    "rate": {"type": "decimal", "values": [{"from": "2024-01-01", "value": "0.20"},
      {"from": "2023-01-01", "value": 0.10}]},
    "strict": {"type": "bool", "value": true},
    "last_day": {"type": "date", "value": "2023-12-31"},
    "word": {"type": "choice", "one_of": ["a", "b"], "value": "a", "alternatives": ["b"]},
    "basis": {"type": "choice", "one_of": {"day": {"zh": "按日", "en": "by day"},
      "hour": {"zh": "按时", "en": "by hour"}}, "value": "hour"},
    "state": {"type": "enum", "enum": "status", "value": "done"},
    "counted": {"type": "set", "enum": "status", "value": ["selected", "done"]},
    "subjects": {"type": "texts", "value": ["语文", "数学"]}},
  "relations": {
    "part": {"derive": {"from": "enrolment", "where": "status in counted",
        "paths": {"p": "project", "again": {"lookup": "project", "at": "p.start",
          "on": {"project_id": "project_id"}, "pick": "latest", "where": "seats > 0"}},
        "columns": {"begin": "p.start", "late": {"default": "date('2023-01-01')", "cases": [
          {"label": "x", "clause": "D-1", "when": "strict", "value": "last_day", "over": ["y"]},
          {"label": "y", "when": "status == 'done'", "value": "begin"}]}},
        "anchor": "begin"}, "title": {"zh": "参训", "en": "taking part"}},
    "by_year": {"expand": {"from": "part", "as": "year", "over": {"choose": "word", "cases": {
      "a": {"years": ["begin", "late"]}, "b": {"each": ["year(begin)"]}}}}},
    "windowed": {"expand": {"from": "part", "as": "w", "over": {"windows": {"at": "begin",
      "origin": "last_day", "length_days": 30, "step_days": "10"}}}},
    "by_mark": {"expand": {"from": "enrolment", "as": "mark", "over": {"set": "marks"}}},
    "both": {"union": {"parts": [{"from": "part", "columns": {"k": "enr_id"}},
      {"from": "part", "where": "strict", "columns": {"k": "teacher_id"}}], "key": ["k"]}},
    "year": {"distinct": {"from": "by_year", "keys": ["teacher_id", "year"], "where": "true"},
      "aggregate": {"rows": {"from": "by_year", "count": true},
        "days": {"from": "by_year", "where": "strict", "key": ["teacher_id"], "on": ["teacher_id"],
          "min": "begin"}},
      "linear": {"balance": "10 * rows - 1"},
      "rank": {"place": {"partition": ["year"], "order": [{"by": "rows", "dir": "desc"}],
        "ties": "dense"}},
      "let": {"gap": "rows - 1"}},
    "named": {"distinct": {"from": "part", "keys": {"who": "teacher_id", "when": "year(begin)"}}},
    "subject": {"values": {"of": "subjects", "as": "subject"}},
    "pairs": {"cross": {"of": {"s": "subject", "t": "year"}, "where": "s.subject != 'x'"}},
    "repeats": {"derive": {"from": "part"}, "match": {
      "again": {"partner": "part", "as": "h", "same": ["teacher_id", ["begin", "h.late"]],
        "where": "h.begin < begin", "find": "count", "needs_history_from": "begin",
        "except": [{"label": "one", "clause": "D-1", "when": "h.status == status"}]},
      "near": {"partner": "part", "as": "h", "same": [], "find": "nearest",
        "gap": ["begin", "h.begin"]},
      "most_at_once": {"partner": "part", "as": "h", "same": [], "find": "max_concurrent",
        "interval": {"from": "h.begin", "to": "h.late"}}}}},
  "rules": {
    "D-1": {"kind": "freq", "clause": "D-1", "title": {"zh": "次数", "en": "times"},
      "strength": {"choose": "word", "cases": {"a": "mandatory", "b": "warning"}},
      "subject": {"distinct": {"from": "part", "keys": ["teacher_id"]}},
      "aggregate": {"n": {"from": "part", "distinct": "project_id"}},
      "applies": "true", "condition": ["n <= most", "&& strict"], "measured": "n",
      "threshold": "most", "unit": {"zh": "项", "en": "projects"}, "due": "last_day",
      "anchor": "date(2023, 1, 1)", "waiver": true, "label": "teacher_id",
      "in_force": {"from": "2023-01-01", "to": "2024-01-01"}, "overrides": [],
      "message": {"zh": "{n}项", "en": "{n} projects"}, "remedy": {"zh": "减", "en": "fewer"}},
    "D-1/built": {"freq": {"from": "part", "per": ["teacher_id"], "distinct": "project_id",
        "at_most": "most"}, "clause": "D-1", "title": {"zh": "次数", "en": "times"},
      "strength": "in_principle", "message": {"zh": "超", "en": "too many"}}},
  "measures": {"m": {"title": {"zh": "率", "en": "rate"}, "clause": "D-1", "on": "year",
    "group": ["year"], "numerator": "rows", "denominator": "gap", "rank": "desc"}},
  "decisions": {"ok": {"subject": "part", "title": {"zh": "可", "en": "ok"},
    "rules": ["D-1/built", {"rule": "D-1", "via": ["teacher_id"]}]}},
  "clauses": {"D-1": {"locator": {"zh": "一", "en": "1"}, "document": "D", "strength": "mandatory",
    "status": "partial", "paraphrase": {"zh": "述", "en": "said"}, "depends_on": ["D-0"],
    "note": {"zh": "注", "en": "note"}},
    "D-0": {"locator": {"zh": "零", "en": "0"}, "document": "D", "strength": "mandatory",
    "status": "informative", "paraphrase": {"zh": "前", "en": "before"}}},
  "tests": [{"name": "one", "as_of": "2023-12-31", "set": {"most": 2, "counted": ["done"]},
    "tables": {"project": [], "enrolment": [{"enr_id": "e1", "teacher_id": null,
      "at": "2023-07-05T08:30:00+08:00", "marks": ["done"], "status": "done"}]},
    "complete": {"enrolment": "2020-01-01"},
    "expect": [{"rule": "D-1", "subject": {"teacher_id": "t1", "year": 2023}, "verdict": "fail",
      "measured": "2", "slack": -1}]}]
})x";

policy loaded(std::string const& bytes = good) {
  diagnostics found;
  policy made = load_pack(bytes, "p.json", words(), found);
  EXPECT_EQ(render(found, language::en), "");
  return made;
}

/// Codes of all findings, in their order.
std::string codes_of(std::string const& bytes) {
  diagnostics found;
  (void)load_pack(bytes, "p.json", words(), found);
  std::string out;
  for (diagnostic const& one : found) {
    out += (out.empty() ? "" : " ") + one.code;
    EXPECT_FALSE(one.message.zh.empty());
    EXPECT_FALSE(one.message.en.empty());
    EXPECT_EQ(one.excerpt.empty(), one.at.column == 0) << one.code;
  }
  return out;
}

std::string codes_with(std::string_view old, std::string_view fresh) {
  return codes_of(replaced(good, old, fresh));
}

/// Line and column of the first finding and the text there: `3:7 xyz`.
std::string spot_with(std::string_view old, std::string_view fresh, std::size_t length) {
  std::string const bytes = replaced(good, old, fresh);
  diagnostics found;
  (void)load_pack(bytes, "p.json", words(), found);
  if (found.empty()) return "no findings";
  return found[0].code + " " + found[0].excerpt.substr(found[0].at.column - 1, length);
}

TEST(LoadPack, ReadsParameters) {
  policy const p = loaded();
  EXPECT_EQ(p.info.id, "p");
  EXPECT_EQ(p.info.valid_to, make_date(2024, 1, 1));
  EXPECT_EQ(p.parameters.size(), 9U);
  parameter const& most = *p.find_parameter("most");
  EXPECT_EQ(most.values.at(0).value, value{1});
  EXPECT_EQ(most.alternatives, (std::vector<value>{value{2}, value{}}));
  EXPECT_EQ(most.tighter, tighter::lower);
  parameter const& rate = *p.find_parameter("rate");
  EXPECT_EQ(*rate.at_date(make_date(2023, 5, 1)), (value{decimal{1, 1}}));
  EXPECT_EQ(*rate.at_date(make_date(2024, 5, 1)), (value{decimal{2, 1}}));
  EXPECT_EQ(rate.at_date(make_date(2022, 5, 1)), nullptr);
  EXPECT_EQ(p.find_parameter("last_day")->values[0].value, value{make_date(2023, 12, 31)});
  parameter const& basis = *p.find_parameter("basis");
  EXPECT_EQ(basis.one_of, (std::vector<std::string>{"day", "hour"}));
  EXPECT_EQ(basis.label_of(basis.values[0].value)->zh, "按时");
  EXPECT_EQ(p.find_parameter("word")->label_of(value{"a"}), nullptr);
  EXPECT_EQ(p.find_parameter("state")->values[0].value, (value{code_value{"status", "done"}}));
  EXPECT_EQ(p.find_parameter("counted")->values[0].value, (value{code_set{{"done", "selected"}}}));
  EXPECT_EQ(p.find_parameter("subjects")->values[0].value, (value{code_set{{"数学", "语文"}}}));
}

TEST(LoadPack, ReadsRelations) {
  policy const p = loaded();
  auto const& part = std::get<derive_body>(p.find_relation("part")->body);
  EXPECT_EQ(to_string(part.where), "status in counted");
  auto const& look = std::get<lookup>(part.paths.at(1).target);
  EXPECT_EQ(look.pick, pick::latest);
  EXPECT_EQ(look.from, "from");
  expression const& late = part.columns.at(1).value;
  ASSERT_EQ(late->kind, operation::cases);
  EXPECT_EQ(late->operands.size(), 5U);
  EXPECT_EQ(late->cases.at(0), (case_label{"x", "D-1", {"y"}}));
  auto const& over = std::get<expand_body>(p.find_relation("by_year")->body).over;
  EXPECT_EQ(over.kind, expand_over::form::choose);
  EXPECT_EQ(over.choices.at(1).second->kind, expand_over::form::each);
  auto const& windows = std::get<expand_body>(p.find_relation("windowed")->body).over;
  EXPECT_EQ(to_string(windows.length_days), "30");
  auto const& year = *p.find_relation("year");
  EXPECT_EQ(std::get<distinct_body>(year.body).keys.at(1).name, "year");
  EXPECT_EQ(year.nodes.aggregates.at(1).op, aggregate_op::min);
  EXPECT_FALSE(year.nodes.aggregates.at(0).key);
  EXPECT_TRUE(year.nodes.ranks.at(0).dense);
  EXPECT_TRUE(year.nodes.ranks.at(0).order.at(0).descending);
  auto const& repeats = p.find_relation("repeats")->nodes.matches;
  EXPECT_EQ(to_string(repeats.at(0).same.at(1).second), "late");
  EXPECT_EQ(to_string(repeats.at(0).where), "h.begin < begin");
  EXPECT_EQ(to_string(repeats.at(1).gap_partner), "begin");
  EXPECT_EQ(to_string(repeats.at(2).interval_to), "late");
}

TEST(LoadPack, ReadsRules) {
  policy const p = loaded();
  rule const& raw = *p.find_rule("D-1");
  EXPECT_EQ(raw.subject, "D-1");
  EXPECT_TRUE(std::holds_alternative<distinct_body>(p.find_relation("D-1")->body));
  EXPECT_EQ(to_string(raw.condition), "n <= most && strict");
  EXPECT_EQ(raw.strength.parameter, "word");
  EXPECT_EQ(raw.strength.choices.at(1).second, strength::warning);
  EXPECT_TRUE(raw.waivable);
  EXPECT_EQ(raw.in_force_to, make_date(2024, 1, 1));
  rule const& built = *p.find_rule("D-1/built");
  EXPECT_EQ(built.kind, "freq");
  EXPECT_EQ(built.subject, "D-1/built");
  EXPECT_EQ(to_string(built.condition), "n <= most");
  EXPECT_EQ(built.nodes.aggregates.at(0).op, aggregate_op::distinct);
}

TEST(LoadPack, ReadsTheRest) {
  policy const p = loaded();
  EXPECT_EQ(p.measures.at(0).rank_descending, true);
  EXPECT_EQ(p.decisions.at(0).members.at(1).via.size(), 1U);
  EXPECT_EQ(p.clauses.at(0).status, clause_status::partial);
  policy_test const& test = p.tests.at(0);
  EXPECT_EQ(test.set.at(1).second, (value{code_set{{"done"}}}));
  EXPECT_TRUE(test.tables.at(0).second.empty());
  test_row const& row = test.tables.at(1).second.at(0);
  EXPECT_EQ(row.at("status"), (value{code_value{"status", "done"}}));
  EXPECT_TRUE(row.at("teacher_id").is_null());
  EXPECT_EQ(row.at("at"), value{*parse_timestamp("2023-07-05T08:30:00+08:00")});
  EXPECT_EQ(test.complete_from.at(0).second, make_date(2020, 1, 1));
  EXPECT_EQ(test.expect.at(0).subject.at("year"), value{2023});
  EXPECT_EQ(test.expect.at(0).slack, "-1");
}

TEST(LoadPack, ExpressionsKnowTheirPlaces) {
  policy const p = loaded();
  auto const& where = std::get<derive_body>(p.find_relation("part")->body).where;
  EXPECT_EQ(where->at.file, "p.json");
  EXPECT_EQ(where->at.line, 21U);
  EXPECT_EQ(where->operands.at(1)->at.column, where->at.column + 10);
  // The second line of a condition in two lines: `&&` is behind the first, `strict` in the second.
  expression const& condition = p.find_rule("D-1")->condition;
  std::size_t const first = condition->operands.at(0)->at.column;
  EXPECT_EQ(condition->operands.at(1)->at.column, first + 16);
}

TEST(LoadPack, MistakesInExpressionsAreWhereTheyAre) {
  EXPECT_EQ(spot_with("\"status in counted\"", "\"status in 'a\"", 2), "expression.syntax 'a");
  EXPECT_EQ(spot_with("\"n <= most\", ", "\"n <= most\", \"&& $\", ", 1), "expression.syntax $");
  EXPECT_EQ(spot_with("\"status in counted\"", "\"\\u0073tatus == \\\"a\\\" $\"", 1),
            "expression.syntax $");
  EXPECT_EQ(spot_with("\"n <= most\"", "{}", 2), "json.type {}");
}

TEST(LoadPack, ReportsEverythingInOneRun) {
  std::string bytes = replaced(good, "\"tighter\": \"lower\"", "\"tigther\": \"lower\"");
  bytes = replaced(bytes, "\"strict\": {\"type\": \"bool\", \"value\": true}",
                   "\"strict\": {\"type\": \"bool\", \"value\": 1}");
  bytes = replaced(bytes, "\"condition\"", "\"conditoin\"");
  bytes = replaced(bytes, "\"status\": \"partial\"", "\"status\": \"half\"");
  EXPECT_EQ(codes_of(bytes),
            "json.unknown_key json.type json.unknown_key json.word");
}

TEST(LoadPack, ChecksParameters) {
  EXPECT_EQ(codes_with("\"value\": 1, \"alt", "\"value\": 1.5, \"alt"), "json.value");
  EXPECT_EQ(codes_with("[2, null]", "[2, \"3\"]"), "json.type");
  EXPECT_EQ(codes_with("\"value\": \"0.20\"", "\"value\": \"2e1\""), "json.value");
  EXPECT_EQ(
      codes_with("\"from\": \"2024-01-01\", \"value\"", "\"from\": \"2023-01-01\", \"value\""),
      "parameter.overlap");
  EXPECT_EQ(codes_with("\"alternatives\": [\"b\"]", "\"alternatives\": [\"c\"]"),
            "parameter.choice");
  EXPECT_EQ(codes_with("\"value\": \"done\"", "\"value\": \"finished\""), "pack.unknown_code");
  EXPECT_EQ(codes_with("\"value\": [\"selected\", \"done\"]", "\"value\": [\"selected\", \"x\"]"),
            "pack.unknown_code");
  EXPECT_EQ(codes_with("\"type\": \"enum\", \"enum\": \"status\"",
                       "\"type\": \"enum\", \"enum\": \"state\""),
            "pack.unknown_enum");
  EXPECT_EQ(codes_with("\"bool\", \"value\": true", "\"bool\""), "pack.one_of");
  EXPECT_EQ(codes_with("\"bool\", \"value\": true", "\"bool\", \"enum\": \"x\", \"value\": true"),
            "parameter.type");
  EXPECT_EQ(codes_with("\"value\": \"2023-12-31\"", "\"value\": \"2023/12/31\""), "json.value");
}

TEST(LoadPack, ChecksNodes) {
  EXPECT_EQ(codes_with("\"count\": true", "\"count\": true, \"sum\": \"x\""), "pack.one_of");
  EXPECT_EQ(codes_with(", \"count\": true", ""), "pack.one_of");
  EXPECT_EQ(codes_with("\"count\": true", "\"count\": false"), "json.value");
  EXPECT_EQ(codes_with("\"on\": [\"teacher_id\"]", "\"on\": []"), "pack.key_size");
  EXPECT_EQ(codes_with("{\"balance\"", "{\"rows\""), "pack.name_used");
  EXPECT_EQ(codes_with("\"gap\": [\"begin\", \"h.begin\"]", "\"gap\": [\"begin\"]"), "json.value");
  EXPECT_EQ(codes_with("\"find\": \"nearest\"", "\"find\": \"count\""), "");
  EXPECT_EQ(codes_with("\"find\": \"count\"", "\"find\": \"nearest\""), "json.missing_key");
  EXPECT_EQ(codes_with("\"over\": [\"y\"]", "\"over\": [\"z\"]"), "pack.unknown_label");
  EXPECT_EQ(codes_with("\"label\": \"y\"", "\"label\": \"x\""),
            "pack.name_used pack.unknown_label pack.name_used");
}

TEST(LoadPack, ChecksRelations) {
  EXPECT_EQ(codes_with("\"subject\": {\"values\"", "\"project\": {\"values\""), "pack.name_used");
  EXPECT_EQ(codes_with("\"subject\": {\"values\"", "\"sub-ject\": {\"values\""), "json.name");
  EXPECT_EQ(codes_with("{\"derive\": {\"from\": \"part\"}, \"match\"", "{\"match\""),
            "pack.one_of");
  EXPECT_EQ(codes_with("{\"set\": \"marks\"}", "{\"set\": \"marks\", \"each\": [\"1\"]}"),
            "pack.one_of");
  EXPECT_EQ(codes_with("\"p\": \"project\"", "\"p\": \"project == 1\""), "pack.path");
  EXPECT_EQ(codes_with("[\"teacher_id\", \"year\"]", "[\"teacher_id\", \"year + 1\"]"),
            "pack.key_name");
  EXPECT_EQ(codes_with("[\"teacher_id\", \"year\"]", "[\"year\", \"p.year\"]"), "pack.name_used");
}

TEST(LoadPack, ChecksRules) {
  EXPECT_EQ(codes_with("\"D-1/built\": {", "\"D-1x\": {"), "rule.id pack.unknown_rule");
  EXPECT_EQ(codes_with("\"at_most\": \"most\"}, \"clause\": \"D-1\"",
                       "\"at_most\": \"most\"}, \"clause\": \"D-2\""),
            "pack.unknown_clause");
  EXPECT_EQ(codes_with("\"kind\": \"freq\"", "\"kind\": \"frequ\""), "kind.unknown");
  EXPECT_EQ(codes_with("{\"freq\": {\"from\"", "{\"kind\": \"elig\", \"freq\": {\"from\""),
            "kind.twice");
  EXPECT_EQ(codes_with("\"at_most\": \"most\"}", "\"at_mots\": \"most\"}"), "json.unknown_key");
  EXPECT_EQ(codes_with("\"in_principle\"", "\"in principle\""), "json.word");
  EXPECT_EQ(codes_with("\"to\": \"2024-01-01\"", "\"to\": \"2022-01-01\""), "pack.validity");
}

/// All findings with one change of the pack, with their help.
std::string said_with(std::string_view old, std::string_view fresh) {
  diagnostics found;
  (void)load_pack(replaced(good, old, fresh), "p.json", words(), found);
  std::string out;
  for (diagnostic const& one : found) {
    out += (out.empty() ? "" : "; ") + one.message.en;
    if (!one.help.empty()) out += ": " + one.help.en;
  }
  return out;
}

TEST(LoadPack, AMistakeIsSaidOnce) {
  EXPECT_EQ(said_with("{\"freq\": {\"from\"", "{\"frek\": {\"from\""),
            "unknown kind of rule `frek`: did you mean `freq`?");
  EXPECT_EQ(said_with("\"kind\": \"freq\"", "\"knid\": \"freq\""),
            "unknown key `knid`: did you mean `kind`?");
  EXPECT_EQ(said_with("\"condition\": [", "\"conditoin\": ["),
            "unknown key `conditoin`: did you mean `condition`?");
  EXPECT_EQ(said_with("\"kind\": \"freq\"", "\"knd\": \"frex\""),
            "unknown key `knd`: did you mean `kind`?");
  EXPECT_EQ(said_with("\"D-1/built\": {", "\"D-1\": {"),
            "key `D-1` given twice, first in line 55; unknown rule `D-1/built`: one of: D-1, m");
  EXPECT_EQ(codes_with("\"days\": {\"from\"", "\"rows\": {\"from\""), "json.duplicate_key");
  EXPECT_EQ(codes_with("\"word\": {", "\"most\": {"), "json.duplicate_key");
  EXPECT_EQ(codes_with("{\"derive\": {\"from\": \"part\"}, \"match\"",
                       "{\"dervie\": {\"from\": \"part\"}, \"match\""),
            "json.unknown_key");
  EXPECT_EQ(codes_with("\"count\": true", "\"cuont\": true"), "json.unknown_key");
  EXPECT_EQ(codes_with("{\"set\": \"marks\"}", "{\"sets\": \"marks\"}"), "json.unknown_key");
  EXPECT_EQ(codes_with("\"format\"", "\"fromat\""), "json.missing_key");
}

TEST(LoadPack, ALabelInPlaceOfACodeSuggestsTheCode) {
  EXPECT_EQ(said_with("\"status\": \"done\"}]", "\"status\": \"已结业\"}]"),
            "unknown code of enumeration `status` `已结业`: packs write its code, `done`");
}

TEST(LoadPack, ReportsWhatAConstructorRefuses) {
  EXPECT_EQ(codes_with("{\"freq\": {\"from\": \"part\", \"per\": [\"teacher_id\"], \"distinct\": "
                       "\"project_id\",\n        \"at_most\": \"most\"}",
                       "{\"dur\": {\"subject\": \"part\", \"length\": \"1\"}"),
            "rule.arguments");
}

TEST(LoadPack, ReadsEveryConstructor) {
  std::string const source = "{\"from\": \"part\", \"key\": [\"enr_id\"]}";
  for (std::string const& made : std::vector<std::string>{
           R"("elig": {"subject": "part", "require": "strict"})",
           R"("scope": {"subject": "part", "require": "strict"})",
           R"("class": {"subject": "part", "value": "status", "in": ["done"]})",
           R"("class": {"subject": "part", "value": "status", "in": "['done', 'selected']"})",
           R"("class": {"subject": "part", "value": "status", "in": "counted"})",
           R"("dur": {"subject": "part", "length": "3", "exactly": 3})",
           R"("prec": {"subject": "part", "steps": ["begin", "late"], "same_day": true})",
           R"("recon": {"subject": "part", "left": "1", "right": "2", "tolerance": 0.5})",
           R"("recon": {"subject": "part", "value": "enr_id", "pattern": "[A-Z]+"})",
           R"("grade": {"subject": "part", "score": "1", "recorded": "status", "cuts": [
             {"at_least": 90, "grade": "done"}, {"grade": "selected"}]})",
           R"("norep": {"subject": "part", "partner": "part", "as": "h", "same": ["teacher_id"],
             "where": "h.begin < begin", "except": [{"label": "x", "when": "strict"}]})",
           R"("debar": {"subject": "part", "bans": "part", "as": "b", "same": ["teacher_id"],
             "at": "begin", "from": "b.begin", "to": "b.late"})",
           R"("sched": {"subject": "part", "same": ["teacher_id"], "at": "begin", "gap_days": 1})",
           R"("ratio": {"subject": "part", "at_least": 0.1, "numerator": )" + source +
               R"(, "denominator": )" + source + "}",
           R"("metric": {"subject": "part", "published": "0.5", "decimals": 4, "numerator": )" +
               source + R"(, "denominator": )" + source + "}",
           R"("quota": {"subject": "part", "seats": "3", "compare": "==", "fill": )" + source + "}",
           R"("count": {"subject": "part", "at_least": 1, "of": )" + source + "}",
           R"("item": {"subject": "part", "exists": )" + source + "}",
           R"("cover": {"population": "part", "by": )" + source + "}",
           R"("rotate": {"subject": "part", "visits": )" + source + "}",
           R"("deadline": {"subject": "part", "done": "begin", "due": "last_day"})",
           R"("deadline": {"subject": "part", "due": "last_day", "last": {"from": "part",
             "key": ["enr_id"], "at": "begin"}})",
           R"("content": {"subject": "part", "tags": "marks", "required": ["selected"],
             "forbidden": "counted", "any_of": ["done", "selected"], "at_least": 2,
             "length": "1", "hours": {"done": 4}, "value": "status", "in": ["done"], "of": )" +
               source + "}",
           R"("cost": {"subject": "part", "persons": "2", "days": "p.seats", "spent": {"from": "part",
             "key": ["enr_id"], "sum": "1"}, "pieces": [{"rate": 450, "to_day": 30},
             {"rate": "315", "from_day": 31}]})",
           R"("cost": {"subject": "part", "part": "strict", "at_most": 0.05,
             "spent": {"from": "part", "key": ["enr_id"], "sum": "1"}})",
           R"("cost": {"subject": "part", "amount": "p.seats", "target": 5, "tolerance": "1"})",
           R"("conseq": {"subject": "part", "recorded": "p.seats", "compare": ">=",
             "cases": [{"when": "strict", "effect": 3}], "otherwise": "2"})",
           R"("prio": {"subject": "part", "in": "strict", "eligible": "begin < late",
             "order": [{"by": "begin"}, {"by": "late", "dir": "desc"}], "candidates": )" + source +
               "}",
           R"("valid": {"subject": "part", "status": "part", "as": "v", "same": ["teacher_id"],
             "from": "begin", "to": "v.late", "at": "begin", "until": "last_day",
             "grace_days": 3, "renew_days": 1, "where": "strict"})",
       }) {
    std::string const bytes =
        replaced(good,
                 "\"freq\": {\"from\": \"part\", \"per\": [\"teacher_id\"], \"distinct\": "
                 "\"project_id\",\n        \"at_most\": \"most\"}",
                 made);
    diagnostics found;
    policy const p = load_pack(bytes, "p.json", words(), found);
    EXPECT_EQ(render(found, language::en), "") << made;
    rule const* const built = p.find_rule("D-1/built");
    ASSERT_NE(built, nullptr) << made;
    EXPECT_EQ("\"" + built->kind, made.substr(0, built->kind.size() + 1));
    EXPECT_TRUE(built->condition) << made;
    // In lowered form it is the same rule.
    std::string const written = write_pack(p);
    policy const again = load_pack(written, "w.json", words(), found);
    EXPECT_EQ(render(found, language::en), "") << made;
    EXPECT_EQ(write_pack(again), written) << made;
    EXPECT_TRUE(same(again.find_rule("D-1/built")->condition, built->condition)) << made;
  }
}

TEST(LoadPack, ARuleWrittenWithNodesMayBeOfAnyKind) {
  for (kind_info const& kind : kinds()) {
    std::string const code{kind.code};
    diagnostics found;
    policy const p = load_pack(replaced(good, "\"kind\": \"freq\"", "\"kind\": \"" + code + "\""),
                               "p.json", words(), found);
    EXPECT_EQ(render(found, language::en), "") << code;
    EXPECT_EQ(p.find_rule("D-1")->kind, code);
  }
}

TEST(LoadPack, ChecksTheWhole) {
  EXPECT_EQ(codes_with("\"vocabulary\": \"training\"", "\"vocabulary\": \"health\""),
            "pack.vocabulary");
  EXPECT_EQ(codes_with("\"document\": \"D\"", "\"document\": \"E\""), "pack.unknown_document");
  EXPECT_EQ(codes_with("\"lower\",\n      \"clause\": \"D-1\"", "\"lower\", \"clause\": \"D-9\""),
            "pack.unknown_clause");
  EXPECT_EQ(codes_with("{\"label\": \"x\", \"clause\": \"D-1\"",
                       "{\"label\": \"x\", \"clause\": \"D-9\""),
            "pack.unknown_clause");
  EXPECT_EQ(codes_with("\"depends_on\": [\"D-0\"]", "\"depends_on\": [\"D-7\"]"),
            "pack.unknown_clause");
  EXPECT_EQ(codes_with("[\"D-1/built\",", "[\"D-1/build\","), "pack.unknown_rule");
  EXPECT_EQ(codes_with("[{\"rule\": \"D-1\"", "[{\"rule\": \"D-3\""), "pack.unknown_rule");
  EXPECT_EQ(codes_with("\"valid_to\": \"2024", "\"valid_to\": \"2023-01-01\", \"x\": \"2024"),
            "pack.validity json.unknown_key");
}

TEST(LoadPack, ChecksTests) {
  EXPECT_EQ(codes_with("\"set\": {\"most\": 2", "\"set\": {\"moost\": 2"),
            "pack.unknown_parameter");
  EXPECT_EQ(codes_with("\"set\": {\"most\": 2", "\"set\": {\"most\": \"2\""), "json.type");
  EXPECT_EQ(codes_with("{\"project\": []", "{\"projects\": []"), "pack.unknown_table");
  EXPECT_EQ(codes_with("[{\"enr_id\"", "[{\"enrid\""), "pack.unknown_column");
  EXPECT_EQ(codes_with("\"marks\": [\"done\"]", "\"marks\": \"done\""), "json.type");
  EXPECT_EQ(codes_with("\"verdict\": \"fail\"", "\"verdict\": \"failed\""), "json.word");
}

TEST(LoadPack, OnlyItsOwnFormat) {
  EXPECT_EQ(codes_with("xunze.pack/1", "xunze.pack/2"), "format.newer");
  EXPECT_EQ(codes_with("xunze.pack/1", "xunze.pack/x"), "format.unknown");
  EXPECT_EQ(codes_of("{}"), "json.missing_key");
  EXPECT_EQ(codes_of("{\"format\": \"xunze.pack/1\"}"), "json.missing_key");
}

TEST(LoadPack, NamesOfAParentPackMayBeUnknownHere) {
  EXPECT_EQ(codes_of(replaced(replaced(good, "\"extends\": []", "\"extends\": [\"national\"]"),
                              "[\"D-1/built\",", "[\"N-1\",")),
            "");
}

TEST(LoadPack, EveryTruncationIsAFindingAndNoCrash) {
  for (std::size_t size = 1; size < good.size(); size += 7) {
    EXPECT_NE(codes_of(good.substr(0, size)), "") << size;
  }
}

TEST(LoadPack, EveryValueOfAnotherTypeIsAFindingAndNoCrash) {
  // Every value in turn becomes a number, a list, an object: nothing crashes, and what is
  // structure is reported.
  std::size_t reported = 0;
  for (std::size_t at = good.find("\"pack\": "); at != good.npos; at = good.find("\": ", at + 1)) {
    std::size_t const begin = at + 3;
    for (char const* other : {"[7]", "{\"x\": 7}", "null"}) {
      std::string bytes = good.substr(0, begin);
      bytes += other;
      bytes += ", \"rest\": ";
      bytes += good.substr(begin);
      diagnostics found;
      (void)load_pack(bytes, "p.json", words(), found);
      reported += found.has_errors() ? 1U : 0U;
    }
  }
  EXPECT_GT(reported, 800U);
}

TEST(WritePack, LoadsBackTheSame) {
  policy const p = loaded();
  std::string const written = write_pack(p);
  policy const again = loaded(written);
  EXPECT_EQ(write_pack(again), written);
  EXPECT_EQ(again.rules.size(), p.rules.size());
  EXPECT_EQ(again.relations.size(), p.relations.size());
  for (char const* part :
       {"\"value\": [\"done\", \"selected\"]", "\"over\": [\"y\"]", "\"pick\": \"latest\"",
        "\"cases\": {\"a\": \"mandatory\", \"b\": \"warning\"}", "\"ties\": \"dense\"",
        "\"keys\": {\"who\": \"teacher_id\", \"when\": \"year(begin)\"}", "\"rank\": \"desc\"",
        "\"gap\": [\"begin\", ", "\"2023-07-05T08:30:00+08:00\"", "\"slack\": \"-1\"",
        "\"condition\": \"n <= most && strict\"", "[\"begin\", \"late\"]"}) {
    EXPECT_NE(written.find(part), std::string::npos) << part;
  }
}

TEST(WritePack, CasesInsideAConditionKeepTheirLabels) {
  policy const p = loaded(replaced(
      good, "\"at_most\": \"most\"",
      R"("at_most": {"default": "1", "cases": [{"label": "two", "when": "strict", "value": "2"}]})"));
  std::string const written = write_pack(p);
  EXPECT_NE(written.find("\"cases_1\": {"), std::string::npos);
  EXPECT_NE(written.find("\"n <= cases_1\""), std::string::npos);
  policy const again = loaded(written);
  EXPECT_EQ(write_pack(again), written);
  EXPECT_EQ(again.find_rule("D-1/built")->nodes.let.at(0).value->cases.at(0).label, "two");
}

}  // namespace
