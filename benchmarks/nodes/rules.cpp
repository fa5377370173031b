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
 "most": {"type": "int", "value": 1, "clause": "B-1", "title": {"zh": "上限", "en": "most"}}},
"relations": {
 "taking_part": {"derive": {"from": "enrolment", "paths": {"p": "class.project"}, "where": "p.level == 'national' && status in counted"}},
 "years": {"expand": {"from": "taking_part", "as": "y", "over": {"years": ["p.year", "p.last_year"]}}},
 "placed": {"derive": {"from": "enrolment", "paths": {"role": {"lookup": "teacher_role", "on": {"teacher_id": "teacher_id"}, "at": "class.start_date", "pick": "only"}}, "where": "status == 'reported'"}},
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
  "aggregate": {"was": {"from": "taking_part", "key": ["teacher_id"], "any": true}}, "condition": "was", "message": {"zh": "-", "en": "-"}},
 "B-1/rank": {"kind": "metric", "clause": "B-1", "title": {"zh": "排名", "en": "rank"}, "strength": "mandatory", "subject": "inst_load",
  "rank": {"place": {"order": [{"by": "n", "dir": "desc"}], "partition": [], "ties": "competition"}}, "condition": "place > 10", "message": {"zh": "-", "en": "-"}}},
"clauses": {"B-1": {"locator": {"zh": "一", "en": "1"}, "document": "B", "strength": "mandatory", "status": "encoded", "paraphrase": {"zh": "基准", "en": "bench"}}}})json";

}  // namespace

std::shared_ptr<xunze::policy const> make_policy(std::string const& rule,
                                                 xunze::vocabulary const& words) {
  xunze::diagnostics problems;
  auto made = std::make_shared<xunze::policy>(
      xunze::load_pack(pack_text, "bench", words, problems));
  if (problems.has_errors()) throw std::runtime_error(render(problems, xunze::language::en));
  std::erase_if(made->rules, [&](xunze::rule const& r) { return r.id != rule; });
  std::erase_if(made->relations, [&](xunze::relation const& r) {
    return r.name.starts_with("B-1/") && r.name != rule;
  });
  return made;
}

}  // namespace bench
