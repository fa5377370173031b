// SPDX-License-Identifier: Apache-2.0
#include "xunze/testing/run_tests.hpp"

#include "xunze/check/bound.hpp"
#include "xunze/core/failure.hpp"

#include "unit/testing/tiny_pack.hpp"

namespace xunze::test {
namespace {

tests_outcome outcome_of(std::string const& tests, test_options const& options = {}) {
  return run_tests(tiny_pack("[" + tests + "]"), tiny_words(), options);
}

diagnostics errors_of(std::string const& tests, std::vector<test_file> const& files = {}) {
  diagnostics out;
  static_cast<void>(load_pack(tiny_text(tests), "pack.json", *tiny_words(), out, {}, files));
  return out;
}

TEST(RunTests, WhatHoldsIsCountedOnly) {
  auto const done = outcome_of(age_test("old", "18", R"("verdict": "pass", "measured": 18)"));
  EXPECT_EQ(done.tests, 1U);
  EXPECT_EQ(done.expectations, 1U);
  EXPECT_TRUE(done.failed.empty());
  EXPECT_TRUE(done.problems.empty());
}

TEST(RunTests, EveryFieldThatIsWrittenIsCompared) {
  auto const done = outcome_of(visits_test(
      "many", 3,
      R"("verdict": "pass", "measured": "2", "threshold": "3", "slack": "1",
         "evidence": {"person": ["p"], "visit": ["v0", "v1"]})"));
  ASSERT_EQ(done.failed.size(), 1U);
  auto const& found = done.failed[0].differences;
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].came, "fail");
  EXPECT_EQ(found[1].came, "3");
  EXPECT_EQ(found[2].came, "2");
  EXPECT_EQ(found[3].came, "-1");
  EXPECT_EQ(found[4].came, "person: p; visit: v0 v1 v2");
}

TEST(RunTests, EvidenceThatIsWholeHolds) {
  auto const done = outcome_of(visits_test(
      "many", 3, R"("verdict": "fail", "evidence": {"visit": ["v2", "v0", "v1"], "person": ["p"]})"));
  EXPECT_TRUE(done.failed.empty());
}

TEST(RunTests, AnUnknownNumberIsAnInterval) {
  auto const held = outcome_of(age_test("?", "null", R"("verdict": "unknown",
                                                        "measured": "[-∞, +∞]")"));
  EXPECT_TRUE(held.failed.empty());
  auto const not_held = outcome_of(age_test("?", "null", R"("verdict": "unknown",
                                                            "measured": "[0, +∞]")"));
  EXPECT_EQ(not_held.failed.size(), 1U);
}

TEST(RunTests, ASeverityIsThatOfAFail) {
  EXPECT_TRUE(outcome_of(age_test("young", "17", R"("verdict": "fail", "severity": "error")"))
                  .failed.empty());
  auto const other =
      outcome_of(age_test("young", "17", R"("verdict": "fail", "severity": "advice")"));
  ASSERT_EQ(other.failed.size(), 1U);
  EXPECT_EQ(other.failed[0].differences[0].field, "severity");
  EXPECT_EQ(other.failed[0].differences[0].came, "error");
  auto const none = outcome_of(age_test("old", "18", R"("verdict": "pass", "severity": "error")"));
  ASSERT_EQ(none.failed.size(), 1U);
  EXPECT_EQ(none.failed[0].differences[0].came, "none");
}

std::string absent_test(std::string const& tables, std::string const& who,
                        std::string const& more = "") {
  return R"({"name": "absent", "as_of": "2023-12-31", "tables": {)" + tables +
         R"(}, "expect": [{"rule": "D-1", "subject": {"id": ")" + who + R"("}, "absent": true)" +
         more + "}]}";
}

TEST(RunTests, ASubjectMayBeExpectedToBeAbsent) {
  std::string const one = R"("person": [{"id": "p", "age": 20}])";
  auto const held = outcome_of(absent_test(one, "q"));
  EXPECT_EQ(held.expectations, 1U);
  EXPECT_TRUE(held.failed.empty());
  EXPECT_TRUE(held.problems.empty());
  auto const there = outcome_of(absent_test(one, "p"));
  ASSERT_EQ(there.failed.size(), 1U);
  EXPECT_EQ(there.failed[0].differences[0].field, "absent");
  EXPECT_EQ(there.failed[0].differences[0].came, "false");
}

TEST(RunTests, NobodyIsAbsentWhereSubjectsAreNotGiven) {
  auto const done = outcome_of(absent_test(R"("visit": [])", "p"));
  ASSERT_EQ(done.failed.size(), 1U);
  EXPECT_EQ(done.failed[0].differences[0].came, "unknown");
}

TEST(RunTests, AbsentAndAVerdictAreNotExpectedTogether) {
  auto const found = errors_of("[" + absent_test(R"("person": [])", "p", R"(, "verdict": "pass")") +
                               "]");
  EXPECT_NE(render(found, language::en).find("pack.one_of"), std::string::npos);
  auto const neither = errors_of("[" + age_test("none", "18", R"("measured": 18)") + "]");
  EXPECT_TRUE(neither.has_errors());
}

TEST(RunTests, ASubjectThatIsNoRowIsADefectOfTheTest) {
  auto const done = outcome_of(
      R"({"name": "none", "as_of": "2023-12-31", "tables": {"person": [{"id": "q", "age": 20}]},
          "expect": [{"rule": "D-1", "subject": {"id": "p"}, "verdict": "pass"}]})");
  ASSERT_EQ(done.problems.size(), 1U);
  EXPECT_EQ(done.problems[0].code, "test.subject");
  EXPECT_GT(done.problems[0].at.line, 0U);
  EXPECT_TRUE(done.failed.empty());
}

TEST(RunTests, ARuleWithoutDataHasOneSubjectWithoutNames) {
  auto const done = outcome_of(
      R"({"name": "none", "as_of": "2023-12-31", "tables": {},
          "expect": [{"rule": "D-1", "subject": {}, "verdict": "unknown"}]})");
  EXPECT_TRUE(done.failed.empty());
  EXPECT_TRUE(done.problems.empty());
}

TEST(RunTests, OnlyTestsOfTheRulesAskedForAreRun) {
  test_options options;
  options.rules = {"D-2"};
  auto const done = outcome_of(
      age_test("wrong", "18", R"("verdict": "fail")") + "," +
          visits_test("right", 2, R"("verdict": "pass")"),
      options);
  EXPECT_EQ(done.tests, 1U);
  EXPECT_TRUE(done.failed.empty());
  options.rules = {"D-3"};
  EXPECT_THROW(outcome_of(age_test("a", "18", R"("verdict": "pass")"), options), failure);
}

TEST(RunTests, ThreadsDoNotChangeWhatComesOut) {
  std::string tests;
  for (int i = 0; i < 40; ++i) {
    tests += (i > 0 ? "," : "") +
             age_test("t" + std::to_string(i), std::to_string(i), R"("verdict": "pass")");
  }
  policy const pack = tiny_pack("[" + tests + "]");
  test_options one;
  one.threads = 1;
  test_options four;
  four.threads = 4;
  std::string const said = to_json(pack, run_tests(pack, tiny_words(), one));
  EXPECT_EQ(said, to_json(pack, run_tests(pack, tiny_words(), four)));
  EXPECT_NE(said.find("\"t17\""), std::string::npos);
  EXPECT_EQ(said.find("\"t18\""), std::string::npos);
}

TEST(RunTests, ProgressMayStopTheRun) {
  test_options options;
  options.progress = [](std::string_view, std::size_t, std::size_t) { return false; };
  EXPECT_THROW(outcome_of(age_test("a", "18", R"("verdict": "pass")"), options), failure);
}

TEST(RunTests, TheTextSaysWhereWhatWasExpectedAndWhatCame) {
  policy const pack = tiny_pack("[" + age_test("young", "17", R"("verdict": "pass")") + "]");
  std::string const said = to_text(pack, run_tests(pack, tiny_words()), language::en);
  EXPECT_NE(said.find("pack.json:"), std::string::npos);
  EXPECT_NE(said.find("D-1, test `young`\n  verdict: expected pass, came fail\n"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("1 test, 1 expectation: 1 failed, 0 broken"), std::string::npos) << said;
}

TEST(CheckTests, ASubjectHasTheKeysOfItsRule) {
  auto const found = [](std::string const& expected) {
    policy const pack = tiny_pack(R"([{"name": "a", "as_of": "2023-12-31", "tables": {},
                                       "expect": [{"rule": "D-1", )" + expected + "}]}]");
    diagnostics out;
    auto const words = tiny_words();
    check_tests(bind(pack, *words, out), out);
    std::string codes;
    for (diagnostic const& each : out) codes += each.code + " ";
    return codes;
  };
  // D-2 has no test. A row that is no known subject's is told under its own key.
  EXPECT_EQ(found(R"("subject": {"name": "p"}, "verdict": "pass")"), "test.subject test.none ");
  EXPECT_EQ(found(R"("subject": {"no": "v"}, "verdict": "pass")"), "test.subject test.none ");
  EXPECT_EQ(found(R"("subject": {"no": "v"}, "verdict": "unknown")"), "test.none ");
  EXPECT_EQ(found(R"("subject": {"name": "p"}, "verdict": "unknown")"),
            "test.subject test.none ");
}

TEST(LoadingTests, AnEmptyExpectationAndAnUnknownRuleAreErrors) {
  auto const empty = errors_of(
      R"([{"name": "a", "as_of": "2023-12-31", "tables": {}, "expect": []}])");
  ASSERT_EQ(empty.size(), 1U);
  EXPECT_EQ(empty[0].code, "test.expect");
  auto const unknown = errors_of(
      R"([{"name": "a", "as_of": "2023-12-31", "tables": {},
           "expect": [{"rule": "D-9", "subject": {}, "verdict": "pass"}]}])");
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_EQ(unknown[0].code, "pack.unknown_rule");
}

TEST(LoadingTests, NamesAreUsedOnceAcrossFiles) {
  std::string const one = "[" + age_test("same", "18", R"("verdict": "pass")") + "]";
  auto const found = errors_of(one, {{"b.json", "tests/b.json", one}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "test.name_used");
  EXPECT_EQ(found[0].at.file, "tests/b.json");
}

}  // namespace
}  // namespace xunze::test
