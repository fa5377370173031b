// SPDX-License-Identifier: Apache-2.0
// The failing subjects of the packs' own tests: what explain says must change is changed.
#include "xunze/core/failure.hpp"
#include "xunze/explain/changed_data.hpp"
#include "xunze/pack/library.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace xunze {
namespace {

std::shared_ptr<dataset const> data_of(std::shared_ptr<vocabulary const> const& words,
                                       policy_test const& test) {
  dataset_builder builder{words};
  for (auto const& [table, lines] : test.tables) {
    table_schema const& schema = *words->find_table(table);
    std::set<std::string> names{schema.key.begin(), schema.key.end()};
    for (test_row const& line : lines) {
      for (auto const& [name, held] : line) names.insert(name);
    }
    std::vector<std::vector<value>> columns;
    for (std::string const& name : names) {
      auto& column = columns.emplace_back();
      for (test_row const& line : lines) {
        auto const at = line.find(name);
        column.push_back(at == line.end() ? value{} : at->second);
      }
    }
    builder.add_values(table, std::vector<std::string>(names.begin(), names.end()), columns);
  }
  for (auto const& [table, day] : test.complete_from) builder.complete_from(table, day);
  return std::make_shared<dataset const>(builder.build());
}

struct tally {
  std::size_t fails = 0, applied = 0, untried = 0, none_known = 0, gone = 0;
  std::map<std::string, std::size_t> without{}, rows_of{};  // by rule
  std::map<std::string, int> tests_of{}, fails_of{};  // by rule
};

/// Whether a test expects a fail of a rule that few tests so far did: enough for a big pack.
bool is_news(policy_test const& test, tally& seen) {
  constexpr int enough = 3;
  bool news = false;
  for (test_expectation const& e : test.expect) {
    news = (e.expected == verdict::fail && seen.tests_of[e.rule]++ < enough) || news;
  }
  return news;
}

void check(std::shared_ptr<policy const> const& rules,
           std::shared_ptr<vocabulary const> const& words, policy_test const& test, tally& seen) {
  run_options options;
  options.as_of = test.as_of;
  options.set = test.set;
  options.threads = 1;
  outcome const before = evaluate(rules, data_of(words, test), options);
  std::array<verdict, 1> const failing{verdict::fail};
  for (std::size_t r = 0; r < before.rules().size(); ++r) {
    for (finding const& f : before.findings(r, failing)) {
      constexpr int enough = 4;
      if (seen.fails_of[rules->rules[r].id]++ >= enough) continue;
      ++seen.fails;
      explanation const why = explain(before, r, f.subject);
      if (why.changes.empty()) {
        ++seen.none_known;
        ++seen.without[rules->rules[r].id];
        continue;
      }
      if (!why.tried) {
        ++seen.untried;
        ++seen.rows_of[rules->rules[r].id];
        continue;
      }
      auto const after = changed_data(before.data(), why.changes);
      std::string said;
      for (change const& c : why.changes) said += c.description.en + "; ";
      SCOPED_TRACE(test.name + ", " + rules->rules[r].id + ", " + f.label + ": " + said);
      run_options only = options;
      only.rules = {rules->rules[r].id};
      outcome const again = evaluate(rules, after, only);
      auto const subject = again.find_subject(r, f.key);
      // A subject that is one of the rows taken away has nothing left to fail.
      if (!subject) {
        ++seen.gone;
        continue;
      }
      ++seen.applied;
      verdict const now = again.rules()[r].verdicts[*subject];
      EXPECT_TRUE(now == verdict::pass || now == verdict::not_applicable) << code_of(now);
    }
  }
}

TEST(ExplainedChanges, MakeTheFailsOfThePacksTestsPass) {
  std::string const policies = XUNZE_SOURCE_DIR "/policies";
  tally seen;
  for (pack_entry const& entry : find_packs(policies)) {
    diagnostics found;
    loaded_pack pack = load_from_library(policies, entry.id, found);
    ASSERT_FALSE(found.has_errors());
    auto const rules = std::make_shared<policy const>(std::move(pack.policy));
    for (policy_test const& test : rules->tests) {
      if (!is_news(test, seen)) continue;
      try {
        check(rules, pack.vocabulary, test, seen);
      } catch (failure const& refused) {
        ADD_FAILURE() << test.name << ": " << refused.what() << '\n'
                      << (refused.diagnostics().empty()
                              ? std::string{}
                              : refused.diagnostics()[0].message.en + ": " +
                                    to_string(refused.diagnostics()[0].at, language::en));
      }
    }
  }
  std::cout << seen.fails << " fails: " << seen.applied << " pass, " << seen.untried
            << " want rows, " << seen.gone << " went with their row, " << seen.none_known
            << " without changes";
  for (auto const& [id, count] : seen.without) std::cout << ' ' << id << ':' << count;
  std::cout << "; rows";
  for (auto const& [id, count] : seen.rows_of) std::cout << ' ' << id << ':' << count;
  std::cout << '\n';
  EXPECT_GT(seen.applied, 1000U);
  // What is left: counts of months, patterns and values to be avoided, orders of rows, sums that
  // rows of other data decide.
  EXPECT_LT(seen.none_known, seen.fails / 15);
}

}  // namespace
}  // namespace xunze
