// SPDX-License-Identifier: Apache-2.0
#include "xunze/testing/mutation.hpp"

#include "unit/testing/tiny_pack.hpp"

#include <algorithm>

namespace xunze::test {
namespace {

std::vector<std::string> ids(std::vector<mutant> const& of) {
  std::vector<std::string> out;
  for (mutant const& one : of) out.push_back(one.id);
  return out;
}

bool has(std::vector<mutant> const& of, std::string const& id) {
  auto const all = ids(of);
  return std::find(all.begin(), all.end(), id) != all.end();
}

std::string const both_sides = age_test("17", "17", R"("verdict": "fail")") + "," +
                               age_test("18", "18", R"("verdict": "pass")") + "," +
                               visits_test("two", 2, R"("verdict": "pass")") + "," +
                               visits_test("three", 3, R"("verdict": "fail")");

TEST(Mutants, TestsOnBothSidesOfALimitNoticeEveryChangeOfIt) {
  policy const pack = tiny_pack("[" + both_sides + "]");
  auto const done = run_mutants(pack, tiny_words());
  for (std::string const& id : ids(done.survivors)) {
    EXPECT_EQ(id.find("D-1:condition"), std::string::npos) << id;
    EXPECT_EQ(id.find("most:value"), std::string::npos) << id;
  }
  EXPECT_GT(done.noticed, 5U);
}

TEST(Mutants, ATestInTheMiddleNoticesNoChangeOfTheLimit) {
  policy const pack = tiny_pack("[" + age_test("40", "40", R"("verdict": "pass")") + "]");
  auto const done = run_mutants(pack, tiny_words());
  EXPECT_TRUE(has(done.survivors, "D-1:condition:compare:age >= 18 -> age > 18"));
  EXPECT_TRUE(has(done.survivors, "D-1:condition:number:age >= 18 -> age >= 17"));
  EXPECT_FALSE(has(done.survivors, "D-1:condition:compare:age >= 18 -> age <= 18"));
}

TEST(Mutants, AFilterOfARelationIsSeenByTheRulesThatReadIt) {
  policy const pack = tiny_pack("[" + both_sides + "]");
  auto const done = run_mutants(pack, tiny_words());
  // All visits of these tests are done: nobody sees that the filter is gone.
  ASSERT_TRUE(has(done.survivors, "done:where:conjunct:status == 'done'"));
  EXPECT_FALSE(has(done.survivors, "done:where:compare:status == 'done' -> status != 'done'"));
  for (mutant const& one : done.survivors) {
    if (one.owner != "done") continue;
    EXPECT_EQ(one.rules, std::vector<std::string>{"D-2"});
  }
}

TEST(Mutants, AnEquivalentOneIsSubtractedWithItsReason) {
  std::string const id = "done:where:conjunct:status == 'done'";
  std::string const listed = R"("equivalent_mutants": [{"id": ")" + id +
                             R"(", "reason": {"zh": "同义", "en": "the same"}}],)";
  policy const plain = tiny_pack("[" + both_sides + "]");
  policy const pack = tiny_pack("[" + both_sides + "]", listed);
  auto const before = run_mutants(plain, tiny_words());
  auto const after = run_mutants(pack, tiny_words());
  EXPECT_TRUE(after.problems.empty());
  EXPECT_TRUE(has(after.equivalent, id));
  EXPECT_EQ(after.mutants + 1, before.mutants);
  EXPECT_EQ(after.survivors.size() + 1, before.survivors.size());
  EXPECT_NE(to_text(pack, after, language::en).find("the same"), std::string::npos);
}

TEST(Mutants, AnEntryThatIsNoMutantOrIsNoticedIsAnError) {
  auto const problems = [](std::string const& id) {
    std::string const listed = R"("equivalent_mutants": [{"id": ")" + id +
                               R"(", "reason": {"zh": "同义", "en": "the same"}}],)";
    return run_mutants(tiny_pack("[" + both_sides + "]", listed), tiny_words()).problems;
  };
  auto const unknown = problems("D-1:condition:compare:age >= 19 -> age > 19");
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_EQ(unknown[0].code, "mutant.unknown");
  auto const noticed = problems("D-1:condition:compare:age >= 18 -> age > 18");
  ASSERT_EQ(noticed.size(), 1U);
  EXPECT_EQ(noticed[0].code, "mutant.noticed");
}

TEST(Mutants, IdsStayWhenOtherPartsChange) {
  policy const pack = tiny_pack("[" + age_test("40", "40", R"("verdict": "pass")") + "]");
  policy other = pack;
  std::swap(other.rules[0], other.rules[1]);
  other.parameters[0].values[0].value = value{7};
  auto const a = run_mutants(pack, tiny_words());
  auto const b = run_mutants(other, tiny_words());
  EXPECT_TRUE(has(a.survivors, "D-2:condition:compare:n <= most -> n < most"));
  EXPECT_TRUE(has(b.survivors, "D-2:condition:compare:n <= most -> n < most"));
}

TEST(Mutants, ALimitTriesSoMany) {
  policy const pack = tiny_pack("[" + both_sides + "]");
  mutation_options options;
  options.limit = 3;
  auto const done = run_mutants(pack, tiny_words(), options);
  EXPECT_LE(done.mutants, 3U);
  EXPECT_GT(done.all, 10U);
}

TEST(Mutants, WithARuleOnlyWhatReachesItIsTried) {
  policy const pack = tiny_pack("[" + both_sides + "]");
  mutation_options options;
  options.run.rules = {"D-1"};
  auto const done = run_mutants(pack, tiny_words(), options);
  EXPECT_GT(done.mutants, 0U);
  EXPECT_EQ(done.by_rule.size(), 1U);
  EXPECT_EQ(done.by_rule.at("D-1").mutants, done.mutants);
  EXPECT_FALSE(has(done.survivors, "done:where:conjunct:status == 'done'"));
  for (auto const& one : done.survivors) {
    EXPECT_NE(std::find(one.rules.begin(), one.rules.end(), "D-1"), one.rules.end()) << one.id;
  }
}

TEST(Mutants, ThreadsDoNotChangeWhatComesOut) {
  policy const pack = tiny_pack("[" + both_sides + "]");
  mutation_options one;
  one.run.threads = 1;
  mutation_options four;
  four.run.threads = 4;
  EXPECT_EQ(to_json(pack, run_mutants(pack, tiny_words(), one)),
            to_json(pack, run_mutants(pack, tiny_words(), four)));
}

TEST(Mutants, InWordsSayWhereAndFromWhatToWhat) {
  mutant of;
  of.owner = "D-1";
  of.where = "condition";
  of.kind = "compare";
  of.from = "n <= 2";
  of.to = "n < 2";
  EXPECT_EQ(in_words(of).en, "D-1 condition, comparison: n <= 2 → n < 2");
  EXPECT_EQ(in_words(of).zh, "D-1 condition，比较：n <= 2 → n < 2");
}

}  // namespace
}  // namespace xunze::test
