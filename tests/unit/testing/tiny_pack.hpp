// SPDX-License-Identifier: Apache-2.0
// A tiny pack with tests, put together from parts.
#ifndef XUNZE_TESTS_UNIT_TESTING_TINY_PACK_HPP
#define XUNZE_TESTS_UNIT_TESTING_TINY_PACK_HPP

#include "xunze/pack/pack_json.hpp"
#include "xunze/pack/vocabulary_json.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace xunze::test {

inline std::shared_ptr<vocabulary const> tiny_words() {
  static std::string const text = R"({
 "format": "xunze.vocabulary/1", "id": "tiny", "version": "1", "title": {"zh": "小", "en": "tiny"},
 "enums": {"status": {"title": {"zh": "状态", "en": "status"}, "values": [
   {"code": "done", "zh": "完成", "en": "done"}, {"code": "open", "zh": "未完", "en": "open"}]}},
 "tables": {
  "person": {"title": {"zh": "人", "en": "person"}, "key": ["id"], "columns": {
    "id": {"type": "text", "title": {"zh": "号", "en": "id"}},
    "age": {"type": "int", "title": {"zh": "年龄", "en": "age"}}}},
  "visit": {"title": {"zh": "访", "en": "visit"}, "key": ["no"], "columns": {
    "no": {"type": "text", "title": {"zh": "次", "en": "no"}},
    "id": {"type": "text", "title": {"zh": "人号", "en": "of"},
           "references": {"table": "person", "as": "person"}},
    "on": {"type": "date", "title": {"zh": "日", "en": "on"}},
    "status": {"type": "enum", "enum": "status", "title": {"zh": "态", "en": "status"}}}}}})";
  diagnostics out;
  auto words = std::make_shared<vocabulary const>(load_vocabulary(text, "tiny.json", out));
  EXPECT_TRUE(out.empty()) << render(out, language::en);
  return words;
}

/// Rule `D-1`: at least 18 years; rule `D-2`: at most `most` visits that are done.
inline std::string tiny_text(std::string const& tests, std::string const& more = "") {
  return R"({
 "format": "xunze.pack/1",
 "pack": {"id": "tiny", "title": {"zh": "小", "en": "tiny"}, "version": "1", "vocabulary": "tiny",
          "valid_from": "2023-01-01"},
 "documents": {"D": {"title": {"zh": "文", "en": "doc"}}},
 "parameters": {"most": {"type": "int", "value": 2, "clause": "D-2",
                         "title": {"zh": "上限", "en": "most"}}},
 "relations": {"done": {"derive": {"from": "visit", "where": "status == 'done'"}}},
 "rules": {
  "D-1": {"kind": "elig", "clause": "D-1", "title": {"zh": "年龄", "en": "age"},
          "strength": "mandatory", "subject": "person", "condition": "age >= 18",
          "message": {"zh": "年龄{age}", "en": "age {age}"}},
  "D-2": {"kind": "freq", "clause": "D-2", "title": {"zh": "次数", "en": "visits"},
          "strength": "mandatory", "subject": "person",
          "aggregate": {"n": {"from": "done", "key": ["id"], "count": true}},
          "condition": "n <= most", "message": {"zh": "{n}次", "en": "{n} visits"}}},
 "clauses": {
  "D-1": {"locator": {"zh": "一", "en": "1"}, "document": "D", "status": "encoded"},
  "D-2": {"locator": {"zh": "二", "en": "2"}, "document": "D", "status": "encoded"}},
)" + more + "\n \"tests\": " + tests + "}";
}

inline policy tiny_pack(std::string const& tests, std::string const& more = "",
                        std::vector<test_file> const& files = {}) {
  diagnostics out;
  policy made = load_pack(tiny_text(tests, more), "pack.json", *tiny_words(), out, {}, files);
  EXPECT_FALSE(out.has_errors()) << render(out, language::en);
  return made;
}

/// A test of one person against rule `D-1`.
inline std::string age_test(std::string const& name, std::string const& age,
                            std::string const& expected) {
  return R"({"name": ")" + name + R"(", "as_of": "2023-12-31", "tables": {"person": [{"id": "p",)" +
         "\"age\": " + age + R"(}]}, "expect": [{"rule": "D-1", "subject": {"id": "p"}, )" +
         expected + "}]}";
}

/// A test of one person with so many visits that are done against rule `D-2`.
inline std::string visits_test(std::string const& name, int visits, std::string const& expected) {
  std::string rows;
  for (int i = 0; i < visits; ++i) {
    rows += std::string{i > 0 ? "," : ""} + R"({"no": "v)" + std::to_string(i) +
            R"(", "id": "p", "on": "2023-05-01", "status": "done"})";
  }
  return R"({"name": ")" + name + R"(", "as_of": "2023-12-31", "tables": {"person": [{"id": "p"}],)" +
         "\"visit\": [" + rows + R"(]}, "expect": [{"rule": "D-2", "subject": {"id": "p"}, )" +
         expected + "}]}";
}

}  // namespace xunze::test

#endif
