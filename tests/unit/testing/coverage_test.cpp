// SPDX-License-Identifier: Apache-2.0
#include "xunze/testing/coverage.hpp"

#include "unit/testing/tiny_pack.hpp"

#include <algorithm>

namespace xunze::test {
namespace {

coverage_outcome coverage_of(std::string const& tests, test_options const& options = {}) {
  return run_coverage(tiny_pack("[" + tests + "]"), tiny_words(), options);
}

covered_condition const& at(coverage_outcome const& of, std::string const& expression) {
  auto const found =
      std::find_if(of.conditions.begin(), of.conditions.end(),
                   [&](covered_condition const& one) { return one.expression == expression; });
  if (found == of.conditions.end()) throw std::out_of_range{expression};
  return *found;
}

std::string seen(covered_condition const& of) {
  std::string out;
  if (of.seen_true) out += "T";
  if (of.seen_false) out += "F";
  if (of.seen_unknown) out += "?";
  return out;
}

TEST(Coverage, AConditionIsSeenAsItCameOut) {
  EXPECT_EQ(seen(at(coverage_of(age_test("a", "18", R"("verdict": "pass")")), "age >= 18")), "T");
  EXPECT_EQ(seen(at(coverage_of(age_test("a", "17", R"("verdict": "fail")") + "," +
                                age_test("b", "null", R"("verdict": "unknown")")),
                    "age >= 18")),
            "F?");
}

TEST(Coverage, WhatReadsAColumnThatMayBeUnknownShouldBeSeenUnknown) {
  auto const done = coverage_of(age_test("a", "18", R"("verdict": "pass")"));
  EXPECT_TRUE(at(done, "age >= 18").may_be_unknown);
  EXPECT_EQ(at(done, "age >= 18").wanted(), 3U);
  EXPECT_EQ(at(done, "age >= 18").seen(), 1U);
}

TEST(Coverage, AFilterIsAskedForEveryRowOfItsSource) {
  auto const done = coverage_of(
      R"({"name": "a", "as_of": "2023-12-31", "tables": {"person": [{"id": "p"}], "visit": [
            {"no": "1", "id": "p", "status": "done"}, {"no": "2", "id": "p", "status": "open"}]},
          "expect": [{"rule": "D-2", "subject": {"id": "p"}, "verdict": "pass"}]})");
  auto const& filter = at(done, "status == 'done'");
  EXPECT_EQ(filter.owner, "done");
  EXPECT_EQ(filter.where, "where");
  EXPECT_EQ(filter.rules, std::vector<std::string>{"D-2"});
  EXPECT_EQ(seen(filter), "TF");
}

TEST(Coverage, ARunCountsForTheRulesThatItsTestAsksAbout) {
  auto const done = coverage_of(visits_test("two", 2, R"("verdict": "pass")"));
  EXPECT_EQ(seen(at(done, "age >= 18")), "");
  EXPECT_EQ(seen(at(done, "n <= most")), "T");
  EXPECT_EQ(done.by_rule.at("D-1").seen, 0U);
  EXPECT_GT(done.by_rule.at("D-2").seen, 0U);
  EXPECT_EQ(done.total.seen, done.by_rule.at("D-2").seen);
}

TEST(Coverage, WithRulesOnlyTheirConditionsCount) {
  test_options options;
  options.rules = {"D-1"};
  auto const done = coverage_of(age_test("a", "18", R"("verdict": "pass")"), options);
  ASSERT_EQ(done.conditions.size(), 1U);
  EXPECT_EQ(done.total.wanted, 3U);
}

TEST(Coverage, ACountIsUnknownIfItsFilterMayBe) {
  auto const done = coverage_of(visits_test("two", 2, R"("verdict": "pass")"));
  EXPECT_TRUE(at(done, "n <= most").may_be_unknown);
}

TEST(Coverage, TheTextNamesWhatWasNeverSeen) {
  policy const pack = tiny_pack("[" + age_test("a", "18", R"("verdict": "pass")") + "]");
  test_options options;
  options.rules = {"D-1"};
  std::string const said = to_text(pack, run_coverage(pack, tiny_words(), options), language::en);
  EXPECT_NE(said.find("D-1 condition: age >= 18\n  never seen false, unknown\n"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("coverage 1/3 33.3%"), std::string::npos) << said;
}

TEST(Coverage, ThreadsDoNotChangeWhatComesOut) {
  policy const pack = tiny_pack("[" + age_test("a", "18", R"("verdict": "pass")") + "," +
                                age_test("b", "17", R"("verdict": "fail")") + "," +
                                visits_test("c", 2, R"("verdict": "pass")") + "]");
  test_options one;
  one.threads = 1;
  test_options four;
  four.threads = 4;
  EXPECT_EQ(to_json(pack, run_coverage(pack, tiny_words(), one)),
            to_json(pack, run_coverage(pack, tiny_words(), four)));
}

}  // namespace
}  // namespace xunze::test
