// SPDX-License-Identifier: Apache-2.0
// Runs the tests that a pack carries.
#include "xunze/testing/run_tests.hpp"

#include "testing/test_bench.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>
#include <set>

namespace xunze {
namespace {

using testing_detail::checked;
using testing_detail::test_bench;

std::string subject_text(test_expectation const& of) {
  std::string out;
  for (auto const& [name, part] : of.subject) {
    if (!out.empty()) out += ", ";
    out += name + "=" + (part.is_null() ? "null" : to_string(part));
  }
  return "{" + out + "}";
}

void no_subject(policy_test const& test, test_expectation const& expected, diagnostics& out) {
  std::string const who = subject_text(expected);
  out.error("test.subject", expected.at,
            {"测试“" + test.name + "”：规则“" + expected.rule + "”没有对象" + who,
             "test `" + test.name + "`: rule `" + expected.rule + "` has no one subject " + who});
}

}  // namespace

tests_outcome run_tests(policy const& pack, std::shared_ptr<vocabulary const> const& words,
                        test_options const& options) {
  tests_outcome done;
  test_bench const bench{pack, words, options.rules, done.problems};
  std::vector<std::vector<checked>> results(bench.tests().size());
  testing_detail::for_each(bench.tests().size(), options, "tests", [&](std::size_t i) {
    test_bench::ready const& one = bench.tests()[i];
    outcome const said = bench.run(one, pack, one.asked);
    for (std::size_t e = 0; e < one.rules.size(); ++e) {
      results[i].emplace_back();
      if (one.rules[e] == test_bench::npos) continue;
      auto const& rules = said.source().rules;
      std::size_t rule = 0;
      while (rules[rule].id != one.test->expect[e].rule) ++rule;
      results[i].back() = testing_detail::compare(said, rule, one.test->expect[e]);
    }
  });
  done.tests = bench.tests().size();
  for (std::size_t i = 0; i < results.size(); ++i) {
    test_bench::ready const& one = bench.tests()[i];
    for (std::size_t e = 0; e < results[i].size(); ++e) {
      if (one.rules[e] == test_bench::npos) continue;
      ++done.expectations;
      checked& came = results[i][e];
      if (!came.found) no_subject(*one.test, one.test->expect[e], done.problems);
      if (came.differences.empty()) continue;
      done.failed.push_back({one.index, e, std::move(came.differences)});
    }
  }
  return done;
}

/// Whether these are the keys of a row that a rule may tell for itself, as it is nobody's.
static bool name_a_row(std::set<std::string> const& names, bound_policy const& bound) {
  return std::any_of(bound.relations.begin(), bound.relations.end(), [&](auto const& each) {
    return names == std::set<std::string>{each.key_names.begin(), each.key_names.end()};
  });
}

void check_tests(bound_policy const& bound, diagnostics& out) {
  std::map<std::string, std::size_t, std::less<>> rules;
  for (std::size_t i = 0; i < bound.rules.size(); ++i) rules[bound.source->rules[i].id] = i;
  std::set<std::size_t> tested;
  for (policy_test const& test : bound.source->tests) {
    for (test_expectation const& expected : test.expect) {
      auto const at = rules.find(expected.rule);
      if (at == rules.end()) continue;
      tested.insert(at->second);
      relation_id const subject = bound.rules[at->second].subject;
      if (expected.subject.empty() || subject == bound_policy::npos) continue;
      std::set<std::string> names;
      for (auto const& [name, part] : expected.subject) names.insert(name);
      auto const& keys = bound.relations[subject].key_names;
      if (names == std::set<std::string>{keys.begin(), keys.end()}) continue;
      if (expected.expected == verdict::unknown && name_a_row(names, bound)) continue;
      std::string all;
      for (std::string const& key : keys) all += (all.empty() ? "" : ", ") + key;
      out.error("test.subject", expected.at,
                {"规则“" + expected.rule + "”的对象由" + all + "标识",
                 "the subjects of rule `" + expected.rule + "` have the keys " + all});
    }
  }
  if (bound.source->tests.empty()) {
    out.note("test.none", {},
             {"规则包没有测试", "the pack has no tests"},
             {"见 docs/testing.md", "see docs/testing.md"});
    return;
  }
  for (std::size_t i = 0; i < bound.rules.size(); ++i) {
    if (tested.contains(i)) continue;
    rule const& untested = bound.source->rules[i];
    out.note("test.none", untested.at,
             {"规则“" + untested.id + "”没有测试", "rule `" + untested.id + "` has no test"});
  }
}

}  // namespace xunze
