// SPDX-License-Identifier: Apache-2.0
#include "xunze/pack/library.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/core/utf8.hpp"
#include "xunze/pack/pack_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace xunze;

std::string const policies = XUNZE_SOURCE_DIR "/policies";

std::string failure_code(auto call) {
  try {
    call();
  } catch (failure const& problem) {
    return problem.code();
  }
  return "no failure";
}

TEST(FindPacks, SortsById) {
  auto const packs = find_packs(policies);
  ASSERT_FALSE(packs.empty());
  EXPECT_TRUE(std::is_sorted(packs.begin(), packs.end(),
                             [](auto const& a, auto const& b) { return a.id < b.id; }));
}

TEST(FindPacks, AFolderWithoutPacksIsAFailure) {
  EXPECT_EQ(failure_code([] { (void)find_packs(XUNZE_SOURCE_DIR "/src"); }), "library.missing");
}

TEST(LoadFromLibrary, EveryShippedPackLoadsAndIsWrittenBackTheSame) {
  for (pack_entry const& entry : find_packs(policies)) {
    diagnostics found;
    loaded_pack const pack = load_from_library(policies, entry.id, found);
    EXPECT_EQ(render(found, language::en), "");
    EXPECT_EQ(pack.policy.info.id, entry.id);
    EXPECT_EQ(pack.policy.info.vocabulary, pack.vocabulary->id);
    EXPECT_EQ(pack.sha256.size(), 64U);
    EXPECT_FALSE(pack.policy.rules.empty());
    std::string const written = write_pack(pack.policy);
    policy const again = load_pack(written, "w.json", *pack.vocabulary, found);
    EXPECT_EQ(render(found, language::en), "");
    EXPECT_EQ(write_pack(again), written);
  }
}

TEST(LoadFromLibrary, AnUnknownPackIsAFailureWithASuggestion) {
  diagnostics found;
  std::string id = find_packs(policies).front().id;
  id.pop_back();
  try {
    (void)load_from_library(policies, id, found);
    FAIL();
  } catch (failure const& problem) {
    EXPECT_EQ(problem.code(), "library.unknown_pack");
    EXPECT_NE(problem.message().en.find("did you mean"), std::string::npos);
  }
}

TEST(LoadWithLibrary, AFileThatIsNotThereIsAFailure) {
  diagnostics found;
  EXPECT_EQ(
      failure_code([&] { (void)load_with_library(policies + "/none.json", policies, found); }),
      "file.unreadable");
}

std::string const turning = R"({
  "format": "xunze.pack/1",
  "pack": { "id": "t", "title": { "zh": "试", "en": "t" }, "vocabulary": "teacher-training",
            "version": "1" },
  "documents": { "D": { "title": { "zh": "试", "en": "t" } } },
  "clauses": {
    "D-1": { "document": "D", "locator": { "zh": "一", "en": "1" }, "strength": "mandatory",
             "status": "encoded", "paraphrase": { "zh": "试", "en": "t" } } },
  "relations": {
    "a": { "derive": { "from": "b" } },
    "b": { "derive": { "from": "a" } } },
  "rules": {
    "D-1": { "kind": "elig", "clause": "D-1", "strength": "mandatory", "subject": "project",
             "title": { "zh": "试", "en": "t" }, "condition": "year > 'x'",
             "message": { "zh": "{yeer}年", "en": "of {year}" } } }
})";

TEST(ReportUnbindable, ShowsTheLineOfEachFinding) {
  diagnostics found;
  auto const words = load_from_library(policies, "moe-2020", found).vocabulary;
  policy const rules = load_pack(turning, "t.json", *words, found);
  ASSERT_EQ(render(found, language::en), "");
  std::vector<pack_text> const files{{turning, "t.json"}};
  report_unbindable(rules, *words, files, found);
  auto const shown = [&](std::string const& code) {
    for (diagnostic const& one : found) {
      if (one.code == code) return render(one, language::en);
    }
    return std::string{"not found"};
  };
  EXPECT_NE(shown("graph.cycle").find("    \"a\": { \"derive\": { \"from\": \"b\" } },"),
            std::string::npos)
      << render(found, language::en);
  EXPECT_NE(shown("name.unknown").find("{ \"zh\": \"{yeer}年\""), std::string::npos)
      << render(found, language::en);
  for (diagnostic const& one : found) EXPECT_FALSE(one.excerpt.empty()) << one.code;
  EXPECT_EQ(std::count_if(found.begin(), found.end(),
                          [](diagnostic const& one) { return one.code == "graph.cycle"; }),
            1);
}

/// `turning` with another message, bound: what stands at the caret of each finding.
std::vector<std::string> carets_of(std::string const& message) {
  diagnostics found;
  auto const words = load_from_library(policies, "moe-2020", found).vocabulary;
  std::string bytes = turning;
  std::string const old = R"("b": { "derive": { "from": "a" } } },)";
  bytes.replace(bytes.find(old), old.size(), R"("b": { "derive": { "from": "project" } } },)");
  bytes.replace(bytes.find("year > 'x'"), 10, "year > 1");
  bytes.replace(bytes.find("{yeer}年"), std::string{"{yeer}年"}.size(), message);
  policy const rules = load_pack(bytes, "t.json", *words, found);
  EXPECT_EQ(render(found, language::en), "");
  std::vector<pack_text> const files{{bytes, "t.json"}};
  report_unbindable(rules, *words, files, found);
  std::vector<std::string> carets;
  for (diagnostic const& one : found) {
    std::u32string const line = code_points(one.excerpt);
    std::string at;
    for (std::size_t i = one.at.column - 1; i < std::min(line.size(), one.at.column + 3); ++i) {
      append_utf8(at, line[i]);
    }
    carets.push_back(at);
  }
  return carets;
}

TEST(ReportUnbindable, PointsIntoTheTextsOfARule) {
  using list = std::vector<std::string>;
  EXPECT_EQ(carets_of("{yeer}年"), (list{"yeer"}));
  EXPECT_EQ(carets_of("{year}年“培训”{year + yeer}"), (list{"yeer"}));
  EXPECT_EQ(carets_of("{year}年{yeer}{yeal}"), (list{"yeer", "yeal"}));
  EXPECT_EQ(carets_of(R"(\u5e74\n\\{year}\ud83d\ude00年 {\u0079ear + yeer}{yeal})"),
            (list{"yeer", "yeal"}));
  EXPECT_EQ(carets_of(R"(\"{year}\" {\n year + $})"), (list{"$}\","}));
  EXPECT_EQ(carets_of(R"(\t年{year}{year)"), (list{"{yea"}));
}

TEST(ReportUnbindable, SaysNothingWhereThereAreErrorsAlready) {
  diagnostics found;
  auto const words = load_from_library(policies, "moe-2020", found).vocabulary;
  policy const rules = load_pack(turning, "t.json", *words, found);
  found.error("other", {}, {"别的", "other"});
  report_unbindable(rules, *words, {}, found);
  EXPECT_EQ(found.size(), 1U);
}

TEST(ReportUnbindable, RefusesCyclesThatOnlyTheGraphSees) {
  diagnostics found;
  auto const words = load_from_library(policies, "moe-2020", found).vocabulary;
  policy rules = load_pack(turning, "t.json", *words, found);
  rules.relations.clear();
  rules.rules.clear();
  rules.clauses[0].depends_on = {"D-1"};
  report_unbindable(rules, *words, {}, found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message.en, "dependency cycle `D-1 → D-1` of clauses `D-1`");
}

TEST(WithExcerpts, KeepsWhatStandsInOtherFiles) {
  diagnostics found;
  place at;
  at.file = "other.json";
  at.line = 1;
  at.column = 1;
  found.error("a", at, {"甲", "a"});
  at.file = "t.json";
  at.line = 99;
  found.error("b", at, {"乙", "b"});
  at.line = 2;
  found.error("c", at, {"丙", "c"});
  std::vector<pack_text> const files{{turning, "t.json"}};
  diagnostics const shown = with_excerpts(found, files);
  ASSERT_EQ(shown.size(), 3U);
  EXPECT_EQ(shown[0].excerpt, "");
  EXPECT_EQ(shown[1].excerpt, "");
  EXPECT_EQ(shown[2].excerpt, "  \"format\": \"xunze.pack/1\",");
}

std::string times(std::size_t count, std::string const& what) {
  std::string made;
  for (std::size_t i = 0; i < count; ++i) made += what;
  return made;
}

TEST(WithExcerpts, OfALongLineShowWhatIsAround) {
  std::string const line = times(3000, "训") + "X" + times(300, "y");
  std::vector<pack_text> const files{{"first\n" + line + "\r\nlast", "t.json"}};
  auto const shown = [&](std::size_t column) {
    diagnostics found;
    place at;
    at.file = "t.json";
    at.line = 2;
    at.column = column;
    found.error("a", at, {"甲", "a"});
    return with_excerpts(found, files)[0];
  };
  diagnostic const inside = shown(3001);
  EXPECT_EQ(inside.excerpt, "…" + times(20, "训") + "X" + times(59, "y") + "…");
  EXPECT_EQ(inside.excerpt_column, 2980U);
  EXPECT_EQ(render(inside, language::en), "t.json:2:3001: error[a]: a\n    " + inside.excerpt +
                                              "\n    " + times(42, " ") + "^");
  diagnostic const first = shown(1);
  EXPECT_EQ(first.excerpt, times(30, "训") + "…");
  EXPECT_EQ(first.excerpt_column, 1U);
  diagnostic const behind = shown(3302);
  EXPECT_EQ(behind.excerpt, "…" + times(40, "y"));
  EXPECT_EQ(behind.excerpt_column, 3261U);
}

TEST(WithExcerpts, OfMarksWithoutWidthAreCutToo) {
  std::string const line = times(3000, "\u0301");
  std::vector<pack_text> const files{{line, "t.json"}};
  diagnostics found;
  place at;
  at.file = "t.json";
  at.line = 1;
  at.column = 1500;
  found.error("a", at, {"甲", "a"});
  EXPECT_EQ(with_excerpts(found, files)[0].excerpt, "…" + times(400, "\u0301") + "…");
}

}  // namespace
