// SPDX-License-Identifier: Apache-2.0
#include "rules.hpp"

#include "xunze/core/diagnostic.hpp"
#include "xunze/pack/pack_json.hpp"

#include <algorithm>
#include <stdexcept>

namespace bench {
namespace {

char const* const pack_text = R"json({
"format": "xunze.pack/1",
"pack": {"id": "bench", "title": {"zh": "基准", "en": "bench"}, "version": "1.0.0", "jurisdiction": "XX", "level": "province", "vocabulary": "bench"},
"documents": {"B": {"title": {"zh": "基准", "en": "bench"}, "short": {"zh": "基准", "en": "bench"}}},
"parameters": {
 "counted": {"type": "set", "enum": "status", "value": ["selected","approved","notified","reported","attending","graduated","failed","expelled"], "clause": "B-1", "title": {"zh": "计入", "en": "counted"}},
 "came": {"type": "set", "enum": "status", "value": ["reported","attending","graduated","failed"], "clause": "B-1", "title": {"zh": "到训", "en": "came"}},
 "kinds": {"type": "set", "enum": "type", "value": ["t0","t1","t2"], "clause": "B-1", "title": {"zh": "类别", "en": "kinds"}},
 "least": {"type": "int", "values": [{"from": "2018-01-01", "value": 4}, {"from": "2020-01-01", "value": 6}, {"from": "2022-01-01", "value": 8}], "clause": "B-1", "title": {"zh": "下限", "en": "least"}},
 "most": {"type": "int", "value": 1, "clause": "B-1", "title": {"zh": "上限", "en": "most"}}},
"relations": {
 "taking_part": {"derive": {"from": "enrolment", "paths": {"p": "class.project"}, "where": "p.level == 'national' && status in counted"}},
 "years": {"expand": {"from": "taking_part", "as": "y", "over": {"years": ["p.year", "p.last_year"]}}},
 "placed": {"derive": {"from": "enrolment", "paths": {"role": {"lookup": "teacher_role", "on": {"teacher_id": "teacher_id"}, "at": "class.start_date", "pick": "only"}}, "where": "status == 'reported'"}},
 "both": {"union": {"parts": [
   {"from": "taking_part", "columns": {"id": "enr_id", "who": "teacher_id", "h": "hours"}},
   {"from": "enrolment", "where": "class.project.level == 'city' && status in came", "columns": {"id": "enr_id", "who": "teacher_id", "h": "hours"}}],
   "key": ["id"]}},
 "lasting": {"derive": {"from": "enrolment", "where": "status in came", "columns": {"days": "days_between(class.start_date, class.end_date)"}}},
 "each_kind": {"values": {"of": "kinds", "as": "kind"}},
 "teacher_kinds": {"cross": {"of": {"t": "teacher", "k": "each_kind"}}},
 "ledger": {"distinct": {"from": "taking_part", "keys": ["teacher_id", "p.year"]},
  "aggregate": {"earned": {"from": "taking_part", "key": ["teacher_id", "p.year"], "sum": "hours"}},
  "carry": {"carried": {"partition": ["teacher_id"], "order": "year", "add": "earned - 24", "at_most": "10"}}},
 "class_load": {"derive": {"from": "class"}, "aggregate": {"n": {"from": "taking_part", "key": ["class_id"], "count": true}}},
 "class_rates": {"derive": {"from": "class"}, "aggregate": {
  "came_n": {"from": "enrolment", "where": "status in came", "key": ["class_id"], "count": true}, "all_n": {"from": "enrolment", "key": ["class_id"], "count": true}}},
 "inst_load": {"derive": {"from": "inst"}, "aggregate": {"n": {"from": "taking_part", "key": ["class.inst_id"], "count": true}}}},
"rules": {
 "B-1/column": {"kind": "elig", "clause": "B-1", "title": {"zh": "行", "en": "row"}, "strength": "mandatory", "subject": "enrolment",
  "applies": "class.project.level == 'national' && status in came", "condition": "hours >= 6 || class.project.type == 't0'", "measured": "hours", "threshold": "6", "message": {"zh": "{hours}", "en": "{hours}"}},
 "B-1/lookup": {"kind": "elig", "clause": "B-1", "title": {"zh": "任职", "en": "role"}, "strength": "mandatory", "subject": "placed", "condition": "role.stage != 's0' || hours >= 6", "measured": "hours", "threshold": "6", "message": {"zh": "-", "en": "-"}},
 "B-1/distinct": {"kind": "freq", "clause": "B-1", "title": {"zh": "项目", "en": "projects"}, "strength": "mandatory",
  "subject": {"distinct": {"from": "taking_part", "keys": ["teacher_id", "p.year"]}}, "aggregate": {"n": {"from": "taking_part", "distinct": "p.project_id"}}, "condition": "n <= most", "message": {"zh": "{n}", "en": "{n}"}},
 "B-1/count": {"kind": "quota", "clause": "B-1", "title": {"zh": "名额", "en": "seats"}, "strength": "mandatory", "subject": "class",
  "aggregate": {"n": {"from": "enrolment", "where": "status in came", "key": ["class_id"], "count": true}}, "condition": "n <= seats", "message": {"zh": "{n}", "en": "{n}"}},
 "B-1/sum": {"kind": "dur", "clause": "B-1", "title": {"zh": "学时", "en": "hours"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"h": {"from": "enrolment", "where": "status in came", "key": ["teacher_id"], "sum": "hours"}}, "condition": "h <= 150", "message": {"zh": "{h}", "en": "{h}"}},
 "B-1/let": {"kind": "elig", "clause": "B-1", "title": {"zh": "列", "en": "columns"}, "strength": "mandatory", "subject": "lasting",
  "let": {"room": "days - hours"}, "condition": "room >= 0", "message": {"zh": "-", "en": "-"}},
 "B-1/dated": {"kind": "elig", "clause": "B-1", "title": {"zh": "按日取值", "en": "by date"}, "strength": "mandatory", "subject": "enrolment", "anchor": "class.start_date",
  "applies": "status in came", "condition": "hours >= least", "measured": "hours", "threshold": "least", "message": {"zh": "{hours}", "en": "{hours}"}},
 "B-1/union": {"kind": "dur", "clause": "B-1", "title": {"zh": "合计", "en": "both"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"h": {"from": "both", "key": ["who"], "on": ["teacher_id"], "sum": "h"}}, "condition": "h <= 120", "message": {"zh": "{h}", "en": "{h}"}},
 "B-1/cross": {"kind": "rotate", "clause": "B-1", "title": {"zh": "逐类", "en": "each kind"}, "strength": "mandatory", "subject": "teacher_kinds",
  "aggregate": {"n": {"from": "taking_part", "key": ["teacher_id", "p.type"], "on": ["t.teacher_id", "k.kind"], "count": true}}, "condition": "n <= most", "message": {"zh": "{n}", "en": "{n}"}},
 "B-1/max": {"kind": "deadline", "clause": "B-1", "title": {"zh": "末次", "en": "last"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"last": {"from": "enrolment", "where": "status in came", "key": ["teacher_id"], "max": "class.start_date"}}, "condition": "last >= date('2020-06-30')", "message": {"zh": "{last}", "en": "{last}"}},
 "B-1/or": {"kind": "content", "clause": "B-1", "title": {"zh": "主题", "en": "topics"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"seen": {"from": "enrolment", "where": "status in came", "key": ["teacher_id"], "or": "class.topics"}}, "condition": "size(seen) <= 5", "measured": "size(seen)", "threshold": "5", "message": {"zh": "-", "en": "-"}},
 "B-1/none": {"kind": "elig", "clause": "B-1", "title": {"zh": "无劝退", "en": "none expelled"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"was": {"from": "enrolment", "where": "status == 'expelled'", "key": ["teacher_id"], "any": true}}, "condition": "!was", "measured": "was", "message": {"zh": "-", "en": "-"}},
 "B-1/concurrent": {"kind": "sched", "clause": "B-1", "title": {"zh": "同时", "en": "at once"}, "strength": "mandatory", "subject": "taking_part",
  "match": {"at_once": {"partner": "taking_part", "as": "h", "same": ["teacher_id"], "find": "max_concurrent", "interval": {"from": "class.start_date", "to": "class.end_date"}}}, "condition": "at_once <= most", "message": {"zh": "-", "en": "-"}},
 "B-1/carry": {"kind": "credit", "clause": "B-1", "title": {"zh": "结转", "en": "carried"}, "strength": "mandatory", "subject": "ledger",
  "condition": "carried + earned >= 24", "measured": "carried + earned", "threshold": "24", "message": {"zh": "-", "en": "-"}},
 "B-1/min": {"kind": "deadline", "clause": "B-1", "title": {"zh": "首次", "en": "first"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"first": {"from": "enrolment", "where": "status in came", "key": ["teacher_id"], "min": "class.start_date"}}, "condition": "first <= date('2021-06-30')", "message": {"zh": "{first}", "en": "{first}"}},
 "B-1/linear": {"kind": "ratio", "clause": "B-1", "title": {"zh": "比例", "en": "ratio"}, "strength": "mandatory", "subject": "class",
  "aggregate": {"came_n": {"from": "enrolment", "where": "status in came", "key": ["class_id"], "count": true}, "all_n": {"from": "enrolment", "key": ["class_id"], "count": true}},
  "linear": {"balance": "4 * came_n - all_n"}, "condition": "balance >= 0", "message": {"zh": "-", "en": "-"}},
 "B-1/match": {"kind": "norep", "clause": "B-1", "title": {"zh": "重复", "en": "repeat"}, "strength": "mandatory", "subject": "taking_part",
  "match": {"repeat": {"partner": "taking_part", "as": "h", "same": ["teacher_id", ["p.type", "p.type"]], "where": "h.p.start_date < p.start_date", "find": "count"}}, "condition": "repeat <= 0", "message": {"zh": "-", "en": "-"}},
 "B-1/nearest": {"kind": "sched", "clause": "B-1", "title": {"zh": "错时", "en": "stagger"}, "strength": "mandatory", "subject": "taking_part",
  "match": {"gap": {"partner": "taking_part", "as": "h", "same": ["teacher_id"], "find": "nearest", "gap": ["class.start_date", "class.start_date"]}}, "condition": "gap >= 5", "message": {"zh": "-", "en": "-"}},
 "B-1/expand": {"kind": "freq", "clause": "B-1", "title": {"zh": "跨年", "en": "spanning"}, "strength": "mandatory",
  "subject": {"distinct": {"from": "years", "keys": ["teacher_id", "y"]}}, "aggregate": {"n": {"from": "years", "distinct": "p.project_id"}}, "condition": "n <= most", "message": {"zh": "{n}", "en": "{n}"}},
 "B-1/any": {"kind": "cover", "clause": "B-1", "title": {"zh": "覆盖", "en": "cover"}, "strength": "mandatory", "subject": "teacher",
  "aggregate": {"was": {"from": "taking_part", "key": ["teacher_id"], "any": true}}, "condition": "was", "measured": "was", "message": {"zh": "-", "en": "-"}},
 "B-1/places": {"kind": "metric", "clause": "B-1", "title": {"zh": "组内排名", "en": "rank in parts"}, "strength": "mandatory", "subject": "class_load",
  "rank": {"place": {"order": [{"by": "n", "dir": "desc"}], "partition": ["inst_id"], "ties": "competition"}}, "condition": "place > 10 || n == 0", "measured": "place", "threshold": "10", "message": {"zh": "-", "en": "-"}},
 "B-1/rank": {"kind": "metric", "clause": "B-1", "title": {"zh": "排名", "en": "rank"}, "strength": "mandatory", "subject": "inst_load",
  "rank": {"place": {"order": [{"by": "n", "dir": "desc"}], "partition": [], "ties": "competition"}}, "condition": "place > 10", "message": {"zh": "-", "en": "-"}}},
"measures": {"measure": {"title": {"zh": "到训率", "en": "rate"}, "clause": "B-1", "on": "class_rates", "group": ["inst_id"], "numerator": "came_n", "denominator": "all_n", "rank": "desc"}},
"decisions": {"decision": {"title": {"zh": "可选派", "en": "may go"}, "subject": "teacher", "rules": ["B-1/sum", "B-1/any"]}},
"clauses": {"B-1": {"locator": {"zh": "一", "en": "1"}, "document": "B", "strength": "mandatory", "status": "encoded", "paraphrase": {"zh": "基准", "en": "bench"}}}})json";

}  // namespace

std::vector<node_case> const& all_cases() {
  static std::vector<node_case> const cases{
      {"column", keyed::by_enrolment},
      {"let", keyed::by_enrolment},
      {"dated", keyed::by_enrolment},
      {"lookup", keyed::by_enrolment},
      {"expand", keyed::by_teacher_year},
      {"union", keyed::by_row},
      {"cross", keyed::by_teacher_kind},
      {"count", keyed::by_row},
      {"distinct", keyed::by_teacher_year},
      {"sum", keyed::by_row},
      {"min", keyed::by_row},
      {"max", keyed::by_row},
      {"or", keyed::by_row},
      {"any", keyed::by_row},
      {"none", keyed::by_row},
      {"linear", keyed::by_row},
      {"match", keyed::by_enrolment},
      {"nearest", keyed::by_enrolment},
      {"concurrent", keyed::by_enrolment},
      {"carry", keyed::by_teacher_year},
      {"rank", keyed::by_row},
      {"places", keyed::by_row},
      {"decision", keyed::by_decision},
      {"measure", keyed::by_measure},
  };
  return cases;
}

std::shared_ptr<xunze::policy const> make_policy(std::string const& name,
                                                 xunze::vocabulary const& words) {
  std::string const rule = "B-1/" + name;
  xunze::diagnostics problems;
  auto made = std::make_shared<xunze::policy>(
      xunze::load_pack(pack_text, "bench", words, problems));
  if (problems.has_errors()) throw std::runtime_error(render(problems, xunze::language::en));
  bool const decides = name == "decision";
  std::erase_if(made->rules, [&](xunze::rule const& r) {
    return r.id != rule && !(decides && (r.id == "B-1/sum" || r.id == "B-1/any"));
  });
  std::erase_if(made->decisions, [&](xunze::decision const& d) { return d.id != name; });
  std::erase_if(made->measures, [&](xunze::measure const& m) { return m.id != name; });
  std::erase_if(made->relations, [&](xunze::relation const& r) {
    return r.name.starts_with("B-1/") && r.name != rule;
  });
  return made;
}

}  // namespace bench
