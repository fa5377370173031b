// SPDX-License-Identifier: Apache-2.0
// Tries mutants: binds each, runs the tests that can see it, stops at the first that notices.
#include "xunze/testing/mutation.hpp"

#include "testing/mutants.hpp"
#include "testing/test_bench.hpp"

#include "xunze/check/bound.hpp"
#include "xunze/core/failure.hpp"

#include <algorithm>

namespace xunze {
namespace {

using namespace testing_detail;

enum class fate : std::uint8_t { none, noticed, survived };

bool intersects(rule_set const& a, rule_set const& b) {
  return std::any_of(a.begin(), a.end(), [&](std::size_t rule) { return b.contains(rule); });
}

bool binds(policy const& changed, change const& one, test_bench const& bench,
           vocabulary const& words) {
  diagnostics problems;
  static_cast<void>(bind(bench.slices().cut(changed, one.reached), words, problems));
  return !problems.has_errors();
}

bool notices(test_bench const& bench, test_bench::ready const& test, policy const& changed,
             rule_set const& reached) {
  try {
    outcome const said = bench.run(test, changed, reached);
    for (std::size_t e = 0; e < test.rules.size(); ++e) {
      if (test.rules[e] == test_bench::npos || !reached.contains(test.rules[e])) continue;
      auto const& rules = said.source().rules;
      std::size_t rule = 0;
      while (rules[rule].id != test.test->expect[e].rule) ++rule;
      if (!compare(said, rule, test.test->expect[e]).held()) return true;
    }
    return false;
  } catch (failure const&) {
    return true;
  }
}

fate try_out(change const& one, test_bench const& bench, policy const& lean,
             vocabulary const& words) {
  policy changed = lean;
  one.apply(changed);
  if (!binds(changed, one, bench, words)) return fate::none;
  for (test_bench::ready const& test : bench.tests()) {
    if (!intersects(test.asked, one.reached)) continue;
    if (notices(bench, test, changed, one.reached)) return fate::noticed;
  }
  return fate::survived;
}

/// The policy without what no run needs: copies are cheap.
policy lean_copy(policy const& of) {
  policy made = of;
  made.tests.clear();
  made.clauses.clear();
  made.documents.clear();
  made.measures.clear();
  made.decisions.clear();
  made.equivalent_mutants.clear();
  for (rule& one : made.rules) {
    one.title = one.message = one.remedy = {};
    one.at = {};
  }
  for (parameter& one : made.parameters) one.title = {};
  return made;
}

/// Every how-manieth mutant is tried, so that `limit` of them are.
std::vector<change> chosen(std::vector<change> all, mutation_options const& options,
                           rule_set const& wanted) {
  if (!options.run.rules.empty()) {
    std::erase_if(all, [&](change const& one) { return !intersects(one.reached, wanted); });
  }
  if (options.limit == 0 || all.size() <= options.limit) return all;
  std::vector<change> some;
  for (std::size_t i = 0; i < options.limit; ++i) {
    some.push_back(std::move(all[i * all.size() / options.limit]));
  }
  return some;
}

void check_listed(policy const& pack, std::vector<change> const& all, diagnostics& out) {
  std::vector<std::string> ids;
  for (change const& one : all) ids.push_back(one.about.id);
  for (equivalent_mutant const& listed : pack.equivalent_mutants) {
    if (std::find(ids.begin(), ids.end(), listed.id) != ids.end()) continue;
    out.error("mutant.unknown", listed.at,
              {"没有改动“" + listed.id + "”", "there is no mutant `" + listed.id + "`"},
              did_you_mean_help(listed.id, ids));
  }
}

void record(policy const& pack, change const& one, fate what,
            std::vector<std::string> const& only, mutation_outcome& into) {
  auto const listed = std::find_if(pack.equivalent_mutants.begin(), pack.equivalent_mutants.end(),
                                   [&](auto const& e) { return e.id == one.about.id; });
  if (what == fate::none) return;
  bool const noticed = what == fate::noticed;
  if (listed != pack.equivalent_mutants.end()) {
    if (!noticed) {
      into.equivalent.push_back(one.about);
      return;
    }
    into.problems.error("mutant.noticed", listed->at,
                        {"改动“" + listed->id + "”能被测试发现，不是等价改动",
                         "a test notices `" + listed->id + "`: it is not equivalent"});
  }
  ++into.mutants;
  into.noticed += noticed ? 1 : 0;
  if (!noticed) into.survivors.push_back(one.about);
  for (std::string const& rule : one.about.rules) {
    if (!only.empty() && std::find(only.begin(), only.end(), rule) == only.end()) continue;
    mutation_score& score = into.by_rule[rule];
    ++score.mutants;
    score.noticed += noticed ? 1 : 0;
  }
}

}  // namespace

mutation_outcome run_mutants(policy const& pack, std::shared_ptr<vocabulary const> const& words,
                             mutation_options const& options) {
  mutation_outcome done;
  test_bench const bench{pack, words, options.run.rules, done.problems};
  std::vector<change> all = mutants_of(pack, *words, bench.slices());
  done.all = all.size();
  check_listed(pack, all, done.problems);
  rule_set wanted;
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    auto const& only = options.run.rules;
    if (std::find(only.begin(), only.end(), pack.rules[i].id) != only.end()) wanted.insert(i);
  }
  std::vector<change> const tried = chosen(std::move(all), options, wanted);
  policy const lean = lean_copy(pack);
  std::vector<fate> fates(tried.size(), fate::none);
  for_each(tried.size(), options.run, "mutants",
           [&](std::size_t i) { fates[i] = try_out(tried[i], bench, lean, *words); });
  for (std::size_t i = 0; i < tried.size(); ++i) {
    record(pack, tried[i], fates[i], options.run.rules, done);
  }
  return done;
}

}  // namespace xunze
