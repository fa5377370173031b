// SPDX-License-Identifier: Apache-2.0
// Small changes to a policy that its own tests should notice.
#ifndef XUNZE_TESTING_MUTATION_HPP
#define XUNZE_TESTING_MUTATION_HPP

#include "xunze/testing/run_tests.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace xunze {

/// One change to a policy.
/// Shape: the id is made of owner, place in it, kind, and what stands there before and after; it
/// stays when other parts of the policy change. The same change twice in one place ends in `#2`.
struct mutant {
  std::string id;
  std::string kind;   // docs/testing.md lists them: compare, logic, number, date …
  std::string owner;  // a rule's id, a relation, a parameter, or `pack`
  std::string where;  // place in it: condition, aggregate n.where …
  std::string from;
  std::string to;     // empty: dropped
  std::vector<std::string> rules{};  // ids of the rules that depend on it
  place at{};
};

/// Mutants that reach a rule, and how many of them a test notices.
struct mutation_score {
  std::size_t mutants = 0;
  std::size_t noticed = 0;
};

/// What became of the mutants of a pack; those that cannot be bound are none.
struct mutation_outcome {
  std::size_t all = 0;             // that the policy has
  std::size_t mutants = 0;         // that were tried, equivalent ones left out
  std::size_t noticed = 0;
  std::vector<mutant> survivors{};   // in the order of the policy
  std::vector<mutant> equivalent{};  // those that the pack lists, and that no test notices
  std::map<std::string, mutation_score> by_rule{};
  /// `mutant.unknown`: the pack lists an id that is none; `mutant.noticed`: it lists one that a
  /// test notices.
  diagnostics problems{};
};

/// How mutants are tried.
struct mutation_options {
  test_options run{};     // with rules: mutants that reach them, and their tests alone
  std::size_t limit = 0;  // at most so many, spread evenly; 0: all
};

/// Tries all mutants of a pack: each runs the tests of the rules it reaches, up to the first that
/// notices.
/// Shape: the tests must hold on the pack as it is. Threads do not change what comes out.
/// Errors: as run_tests.
[[nodiscard]] mutation_outcome run_mutants(policy const& pack,
                                           std::shared_ptr<vocabulary const> const& words,
                                           mutation_options const& options = {});

/// A mutant in words: `rule X, condition: n <= 2 → n < 2`.
[[nodiscard]] text in_words(mutant const& of);

/// For people: scores by rule, survivors and equivalent mutants with their reasons, a total.
[[nodiscard]] std::string to_text(policy const& pack, mutation_outcome const& done,
                                  language which);

/// The same as JSON, one object.
[[nodiscard]] std::string to_json(policy const& pack, mutation_outcome const& done);

}  // namespace xunze

#endif
