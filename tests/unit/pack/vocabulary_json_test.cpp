// SPDX-License-Identifier: Apache-2.0
#include "xunze/pack/vocabulary_json.hpp"

#include "xunze/core/date.hpp"
#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

namespace {

using namespace xunze;

std::string replaced(std::string whole, std::string_view old, std::string_view fresh) {
  auto const at = whole.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return whole.replace(at, old.size(), fresh);
}

std::string const good = R"({
  "format": "xunze.vocabulary/1", "id": "training", "version": "1.0.0",
  "title": {"zh": "培训", "en": "training"},
  "enums": {
    "grade": {"title": {"zh": "等级", "en": "grade"}, "ordered": true, "values": [
      {"code": "poor", "zh": "差", "en": "poor"},
      {"code": "good", "zh": "良好", "en": "good", "synonyms": ["良"]}]}},
  "tables": {
    "region": {"title": {"zh": "区划", "en": "regions"}, "key": ["region_id"],
      "tree": {"parent": "parent_id", "level": "level"}, "columns": {
        "region_id": {"type": "text", "title": {"zh": "编号", "en": "id"}},
        "parent_id": {"type": "text", "null": "none", "title": {"zh": "上级", "en": "parent"},
          "references": {"table": "region"}},
        "level": {"type": "int", "title": {"zh": "层级", "en": "level"}}}},
    "event": {"title": {"zh": "事件", "en": "events"}, "key": ["event_id"], "absent": "empty",
      "columns": {
        "event_id": {"type": "text", "title": {"zh": "编号", "en": "id"}},
        "enr_id": {"type": "text", "title": {"zh": "记录", "en": "enrolment"}},
        "to_grade": {"type": "enum", "enum": "grade", "title": {"zh": "改为", "en": "set to"}},
        "on_day": {"type": "date", "title": {"zh": "日期", "en": "day"}}}},
    "enrolment": {"title": {"zh": "参训记录", "en": "enrolments"}, "synonyms": ["名单"],
      "key": ["enr_id"], "unique": [["region_id", "from"]], "label": "enr_id",
      "events": {"table": "event", "on": "enr_id", "status": "to_grade", "at": "on_day",
                 "sets": "grade"},
      "columns": {
        "enr_id": {"type": "text", "personal": true, "title": {"zh": "编号", "en": "id"}},
        "region_id": {"type": "text", "references": {"table": "region", "as": "home"},
          "title": {"zh": "区划", "en": "region"}, "synonyms": ["县区"]},
        "hours": {"type": "decimal", "min": "0", "max": "99.5", "unit": {"zh": "学时", "en": "h"},
          "title": {"zh": "学时", "en": "hours"}},
        "grade": {"type": "enum", "enum": "grade", "title": {"zh": "等级", "en": "grade"}},
        "grades": {"type": "set", "enum": "grade", "title": {"zh": "各等级", "en": "grades"}},
        "from": {"type": "date", "min": "2000-01-01", "title": {"zh": "自", "en": "from"}},
        "to": {"type": "date", "null": "open_end", "title": {"zh": "至", "en": "to"}}}}}
})";

/// Codes and lines of all findings: `json.type@3 json.value@4`.
std::string findings_of(std::string const& bytes) {
  diagnostics found;
  (void)load_vocabulary(bytes, "v.json", found);
  std::string out;
  for (diagnostic const& one : found) {
    out += (out.empty() ? "" : " ") + one.code + "@" + std::to_string(one.at.line);
    EXPECT_EQ(one.at.file, "v.json");
    EXPECT_FALSE(one.message.zh.empty());
    EXPECT_FALSE(one.message.en.empty());
    if (one.at.column > 0) {
      EXPECT_FALSE(one.excerpt.empty()) << one.code;
    }
  }
  return out;
}

std::string findings_with(std::string_view old, std::string_view fresh) {
  return findings_of(replaced(good, old, fresh));
}

TEST(LoadVocabulary, ReadsEverythingThatIsWritten) {
  diagnostics found;
  auto const words = load_vocabulary(good, "v.json", found);
  EXPECT_EQ(render(found, language::en), "");
  EXPECT_EQ(words.id, "training");
  ASSERT_EQ(words.enums.size(), 1U);
  EXPECT_TRUE(words.enums[0].ordered);
  EXPECT_EQ(words.enums[0].find("良"), 1);
  auto const* const region = words.find_table("region");
  ASSERT_NE(region, nullptr);
  ASSERT_TRUE(region->tree);
  EXPECT_EQ(region->tree->level, "level");
  EXPECT_EQ(region->columns[1].refers_to->step, "parent");
  EXPECT_EQ(region->columns[1].null, null_meaning::none);
  EXPECT_EQ(words.find_table("event")->absent, absence::empty);
  auto const* const table = words.find_table_header("名单");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->name, "enrolment");
  EXPECT_EQ(table->unique.at(0), (std::vector<std::string>{"region_id", "from"}));
  EXPECT_EQ(table->events->sets, "grade");
  EXPECT_EQ(table->columns[*table->find_step("home")].name, "region_id");
  auto const& hours = table->columns[*table->find("hours")];
  EXPECT_EQ(hours.scale, 2);
  EXPECT_EQ(hours.min, 0);
  EXPECT_EQ(hours.max, 9950);
  EXPECT_EQ(hours.unit.zh, "学时");
  EXPECT_EQ(table->columns[*table->find("from")].min, make_date(2000, 1, 1).days);
  EXPECT_EQ(table->columns[*table->find("to")].null, null_meaning::open_end);
  EXPECT_TRUE(table->columns[0].personal);
}

TEST(LoadVocabulary, OrderOfColumnsIsThatOfTheFile) {
  diagnostics found;
  auto const words = load_vocabulary(good, "v.json", found);
  std::string names;
  for (auto const& column : words.find_table("enrolment")->columns) names += column.name + " ";
  EXPECT_EQ(names, "enr_id region_id hours grade grades from to ");
}

TEST(LoadVocabulary, UnknownKeysGetASuggestion) {
  diagnostics found;
  (void)load_vocabulary(replaced(good, "\"ordered\"", "\"orderd\""), "v.json", found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(
      render(found[0], language::en),
      "v.json:5:53: error[json.unknown_key]: unknown key `orderd`\n"
      "        \"grade\": {\"title\": {\"zh\": \"等级\", \"en\": \"grade\"}, \"orderd\": true, "
      "\"values\": [\n"
      "                                                          ^\n"
      "help: did you mean `ordered`?");
}

TEST(LoadVocabulary, ReportsEverythingInOneRun) {
  std::string bytes = replaced(good, "\"type\": \"int\"", "\"type\": \"integer\"");
  bytes = replaced(bytes, "\"version\": \"1.0.0\",", "\"version\": 1,");
  bytes = replaced(bytes, "\"personal\": true", "\"personal\": \"yes\"");
  EXPECT_EQ(findings_of(bytes), "json.type@2 json.word@14 json.type@26");
}

TEST(LoadVocabulary, MissingKeysAreNamed) {
  EXPECT_EQ(findings_with("\"key\": [\"region_id\"],", ""), "json.missing_key@9");
  EXPECT_EQ(findings_with(", \"en\": \"grade\"}, \"ordered\"", "}, \"ordered\""),
            "json.missing_key@5");
}

TEST(LoadVocabulary, ChecksReferences) {
  EXPECT_EQ(findings_with("\"table\": \"region\", \"as\"", "\"table\": \"regions\", \"as\""),
            "vocabulary.unknown_table@27");
  EXPECT_EQ(
      findings_with("\"region_id\": {\"type\": \"text\"", "\"region_id\": {\"type\": \"int\""),
      "vocabulary.reference@12 vocabulary.reference@27");
  EXPECT_EQ(findings_with("[\"region_id\"],", "[\"region_id\", \"level\"],"),
            "vocabulary.reference@12 vocabulary.reference@27");
}

TEST(LoadVocabulary, ChecksKeysLabelsTreesAndEvents) {
  EXPECT_EQ(findings_with("\"key\": [\"enr_id\"]", "\"key\": [\"enrid\"]"),
            "vocabulary.unknown_column@22");
  EXPECT_EQ(findings_with("\"key\": [\"enr_id\"]", "\"key\": []"), "vocabulary.key@22");
  EXPECT_EQ(findings_with("[[\"region_id\", \"from\"]]", "[[\"from\", \"from\"]]"),
            "vocabulary.key@22");
  EXPECT_EQ(findings_with("\"label\": \"enr_id\"", "\"label\": \"name\""),
            "vocabulary.unknown_column@21");
  EXPECT_EQ(findings_with("\"parent\": \"parent_id\"", "\"parent\": \"level\""),
            "vocabulary.tree@9");
  EXPECT_EQ(findings_with("\"at\": \"on_day\"", "\"at\": \"enr_id\""), "vocabulary.events@21");
  EXPECT_EQ(findings_with("\"sets\": \"grade\"", "\"sets\": \"hours\""), "vocabulary.events@21");
  EXPECT_EQ(findings_with("{\"table\": \"event\"", "{\"table\": \"evnt\""),
            "vocabulary.unknown_table@21");
}

TEST(LoadVocabulary, ChecksEnumerations) {
  EXPECT_EQ(findings_with("\"type\": \"set\", \"enum\": \"grade\"",
                          "\"type\": \"set\", \"enum\": \"grad\""),
            "vocabulary.unknown_enum@32");
  EXPECT_EQ(findings_with("\"code\": \"poor\"", "\"code\": \"good\""), "vocabulary.duplicate@7");
  EXPECT_EQ(findings_with("[\"良\"]", "[\"差\"]"), "vocabulary.synonym@5");
}

TEST(LoadVocabulary, ASetHoldsAtMost62Codes) {
  auto const with = [](int count) {
    std::string values;
    for (int i = 0; i < count; ++i) {
      std::string const code = "c" + std::to_string(i);
      values += "{\"code\": \"" + code + "\", \"zh\": \"" + code + "\", \"en\": \"" + code + "\"},";
    }
    return replaced(good, "{\"code\": \"poor\"", values + "{\"code\": \"poor\"");
  };
  EXPECT_EQ(findings_of(with(60)), "");
  EXPECT_EQ(findings_of(with(61)), "vocabulary.set_size@32");
}

TEST(LoadVocabulary, ChecksBounds) {
  EXPECT_EQ(findings_with("\"99.5\"", "\"99.555\""), "vocabulary.bound@29");
  EXPECT_EQ(findings_with("\"99.5\"", "\"-1\""), "vocabulary.bound@29");
  EXPECT_EQ(findings_with("\"99.5\"", "\"1e3\""), "json.value@29");
  EXPECT_EQ(findings_with("\"2000-01-01\"", "\"2000-02-30\""), "json.value@33");
  EXPECT_EQ(findings_with("\"personal\": true", "\"min\": \"1\""), "vocabulary.bound@26");
}

TEST(LoadVocabulary, TypeBelongsToItsKeys) {
  EXPECT_EQ(findings_with("\"type\": \"int\",", "\"type\": \"int\", \"scale\": 2,"),
            "vocabulary.type@14");
  EXPECT_EQ(findings_with("\"type\": \"decimal\",", "\"type\": \"decimal\", \"scale\": 10,"),
            "vocabulary.type@29");
  EXPECT_EQ(findings_with("\"null\": \"none\"", "\"null\": \"open_end\""), "vocabulary.null@12");
}

TEST(LoadVocabulary, AWordMeansOneThing) {
  EXPECT_EQ(findings_with("[\"名单\"]", "[\"事件\"]"), "vocabulary.synonym@21");
  EXPECT_EQ(findings_with("[\"县区\"]", "[\"学时\"]"), "vocabulary.synonym@29");
  EXPECT_EQ(findings_with("[\"县区\"]", "[\"县区\", \"县区\"]"), "vocabulary.synonym@27");
  EXPECT_EQ(findings_with("\"as\": \"home\"", "\"as\": \"hours\""), "vocabulary.duplicate@27");
}

TEST(LoadVocabulary, OnlyItsOwnFormat) {
  EXPECT_EQ(findings_with("xunze.vocabulary/1", "xunze.vocabulary/2"), "format.newer@2");
  EXPECT_EQ(findings_with("xunze.vocabulary/1", "xunze.pack/1"), "format.unknown@2");
  EXPECT_EQ(findings_of("[]"), "json.type@1");
}

TEST(LoadVocabulary, AMissingFileIsAFailure) {
  diagnostics found;
  try {
    (void)load_vocabulary_file(XUNZE_SOURCE_DIR "/no/such/file.json", found);
    FAIL();
  } catch (failure const& problem) {
    EXPECT_EQ(problem.code(), "file.unreadable");
  }
}

TEST(WriteVocabulary, LoadsBackTheSame) {
  diagnostics found;
  auto const words = load_vocabulary(good, "v.json", found);
  std::string const written = write_vocabulary(words);
  auto const again = load_vocabulary(written, "w.json", found);
  EXPECT_EQ(render(found, language::en), "");
  EXPECT_EQ(write_vocabulary(again), written);
  for (char const* part : {"\"as\": \"home\"", "\"max\": \"99.50\"", "\"min\": \"2000-01-01\"",
                           "\"absent\": \"empty\"", "\"personal\": true", "\"open_end\"",
                           "\"synonyms\": [\"良\"]", "\"sets\": \"grade\""}) {
    EXPECT_NE(written.find(part), std::string::npos) << part;
  }
}

}  // namespace
