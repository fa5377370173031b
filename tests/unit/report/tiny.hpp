// SPDX-License-Identifier: Apache-2.0
// A small vocabulary, pack and data for the tests of reports.
#ifndef XUNZE_TESTS_UNIT_REPORT_TINY_HPP
#define XUNZE_TESTS_UNIT_REPORT_TINY_HPP

#include "xunze/batch/outcome.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/pack/pack_json.hpp"
#include "xunze/pack/vocabulary_json.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace xunze::test {

inline char const* const tiny_words = R"json({
 "format": "xunze.vocabulary/1", "id": "tiny", "version": "1.0.0",
 "title": {"zh": "小词汇表", "en": "tiny"}, "enums": {},
 "tables": {
  "region": {"title": {"zh": "区域", "en": "region"}, "key": ["region_id"], "label": "name_zh",
   "columns": {"region_id": {"type": "text", "title": {"zh": "区域编号", "en": "region id"}},
               "name_zh": {"type": "text", "title": {"zh": "名称", "en": "name"}}}},
  "school": {"title": {"zh": "学校", "en": "school"}, "key": ["school_id"], "label": "name_zh",
   "columns": {"school_id": {"type": "text", "title": {"zh": "学校编号", "en": "school id"}},
               "name_zh": {"type": "text", "title": {"zh": "名称", "en": "name"}},
               "region_id": {"type": "text", "references": {"table": "region"},
                             "title": {"zh": "所在区域", "en": "region"}}}},
  "teacher": {"title": {"zh": "教师", "en": "teacher"}, "key": ["teacher_id"], "label": "name",
   "columns": {"teacher_id": {"type": "text", "personal": true,
                              "title": {"zh": "教师编号", "en": "teacher id"}},
               "name": {"type": "text", "personal": true, "title": {"zh": "姓名", "en": "name"}},
               "hire_date": {"type": "date", "title": {"zh": "入职日期", "en": "hire date"}},
               "school_id": {"type": "text", "references": {"table": "school"},
                             "title": {"zh": "学校", "en": "school"}}}},
  "enrolment": {"title": {"zh": "选派名单", "en": "enrolment"}, "key": ["enr_id"],
   "columns": {"enr_id": {"type": "text", "title": {"zh": "编号", "en": "id"}},
               "teacher_id": {"type": "text", "personal": true,
                              "references": {"table": "teacher"},
                              "title": {"zh": "教师", "en": "teacher"}},
               "project": {"type": "text", "title": {"zh": "项目", "en": "project"}},
               "days": {"type": "int", "title": {"zh": "天数", "en": "days"}}}}}})json";

inline char const* const tiny_pack = R"json({
 "format": "xunze.pack/1",
 "pack": {"id": "tiny", "title": {"zh": "小规则包", "en": "tiny pack"}, "version": "1.0.0",
  "jurisdiction": "CN", "level": "county", "vocabulary": "tiny", "valid_from": "2023-01-01",
  "extends": []},
 "documents": {"D": {"title": {"zh": "示例通知", "en": "sample notice"},
                     "short": {"zh": "示例通知", "en": "sample notice"}}},
 "parameters": {"max_projects": {"type": "int", "value": 1, "alternatives": [2],
   "clause": "D-1", "title": {"zh": "项目数上限", "en": "most projects"}}},
 "relations": {},
 "rules": {
  "D-1": {"kind": "freq", "clause": "D-1", "title": {"zh": "项目数上限", "en": "project cap"},
   "strength": "in_principle",
   "subject": {"distinct": {"from": "enrolment", "keys": ["teacher_id"]}},
   "aggregate": {"n": {"from": "enrolment", "distinct": "project"}},
   "condition": "n <= max_projects", "label": "teacher.name",
   "unit": {"zh": "项", "en": "projects"},
   "message": {"zh": "{teacher.name}参加{n}项，要求不超过{max_projects}项", "en": "{teacher.name}: {n}"},
   "remedy": {"zh": "减少项目", "en": "fewer projects"}},
  "D-2": {"kind": "dur", "clause": "D-2", "title": {"zh": "天数", "en": "days"},
   "strength": "mandatory", "subject": "enrolment", "condition": "days >= 5",
   "message": {"zh": "培训{days}天", "en": "{days} days"}},
  "D-3": {"kind": "elig", "clause": "D-3", "title": {"zh": "入职日期", "en": "hire date"},
   "strength": "mandatory", "subject": "enrolment",
   "condition": "teacher.hire_date <= date(2022, 1, 1)",
   "message": {"zh": "入职日期晚于要求", "en": "hired too late"}}},
 "measures": {}, "decisions": {},
 "clauses": {
  "D-1": {"locator": {"zh": "一", "en": "1"}, "document": "D", "strength": "in_principle",
          "status": "encoded", "paraphrase": {"zh": "项目数有上限", "en": "a cap on projects"}},
  "D-2": {"locator": {"zh": "二", "en": "2"}, "document": "D", "strength": "mandatory",
          "status": "encoded", "paraphrase": {"zh": "天数有下限", "en": "a least number"}},
  "D-3": {"locator": {"zh": "三", "en": "3"}, "document": "D", "strength": "mandatory",
          "status": "encoded", "paraphrase": {"zh": "先入职", "en": "hired before"}}},
 "tests": []})json";

// Synthetic; the second teacher's key has the shape of an identity number.
inline std::vector<std::pair<std::string, std::string>> tiny_tables() {
  return {{"region", "region_id,name_zh\nr1,城关镇\n"},
          {"school", "school_id,name_zh,region_id\ns1,一小,r1\n"},
          {"teacher", "teacher_id,name,school_id\nt1,王小明,s1\n110101190001011237,李四,s1\n"},
          {"enrolment", "enr_id,teacher_id,project,days\ne1,t1,A,5\ne2,t1,B,3\n"
                        "e3,110101190001011237,A,\ne4,110101190001011237,B,6\n"}};
}

inline outcome tiny_outcome(std::vector<std::pair<std::string, std::string>> const& tables,
                            run_options options = {}, std::string const& said = tiny_words) {
  diagnostics out;
  auto const words = std::make_shared<vocabulary const>(load_vocabulary(said, "w", out));
  auto const rules = std::make_shared<policy const>(load_pack(tiny_pack, "p", *words, out));
  throw_if_errors(out, "test.tiny", {render(out, language::zh), render(out, language::en)});
  dataset_builder builder{words};
  for (auto const& [name, bytes] : tables) builder.add_csv_text(name, bytes, name + ".csv");
  options.as_of = make_date(2023, 12, 31);
  return evaluate(rules, std::make_shared<dataset const>(builder.build()), options);
}

}  // namespace xunze::test

#endif
