// SPDX-License-Identifier: Apache-2.0
// Runs the tests that a pack carries.
#ifndef XUNZE_TESTING_RUN_TESTS_HPP
#define XUNZE_TESTING_RUN_TESTS_HPP

#include "xunze/check/bound.hpp"
#include "xunze/core/diagnostic.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// How tests are run; what comes out depends on nothing but `rules`.
struct test_options {
  std::vector<std::string> rules{};  // only expectations of these rules; empty: all
  unsigned threads = 0;              // 0: as many as the machine has
  /// Told how many of how many tests or mutants are done; false stops the run with the failure
  /// `run.stopped`. Called from one thread at a time.
  std::function<bool(std::string_view what, std::size_t done, std::size_t of)> progress{};
};

/// A field of an expectation that came out otherwise.
struct test_difference {
  std::string field;  // verdict, severity, measured, threshold, slack, evidence, absent
  std::string expected;
  std::string came;
};

/// An expectation that did not hold.
struct failed_expectation {
  std::size_t test = 0;         // index in policy::tests
  std::size_t expectation = 0;  // index in its `expect`
  std::vector<test_difference> differences{};
};

/// What became of the tests of a pack.
struct tests_outcome {
  std::size_t tests = 0;         // tests that were run
  std::size_t expectations = 0;  // expectations in them
  std::vector<failed_expectation> failed{};
  /// `test.subject`: an expectation's subject is no row of its rule; `test.data`: the tables of
  /// a test cannot be used.
  diagnostics problems{};
};

/// Runs the tests of a pack.
/// Shape: failed expectations in the order of the pack.
/// Errors: failure `rule.unknown` for a rule that is none, `policy.invalid`, `run.stopped`.
[[nodiscard]] tests_outcome run_tests(policy const& pack,
                                      std::shared_ptr<vocabulary const> const& words,
                                      test_options const& options = {});

/// Reports what is wrong with tests and can be told without running them: subjects whose names
/// are not the keys of the rule (`test.subject`), rules or packs without a test (`test.none`, a
/// note).
/// Shape: `bound` is the pack, bound without errors.
void check_tests(bound_policy const& bound, diagnostics& out);

/// For people: failed expectations with place, expected and came, then a line of totals.
[[nodiscard]] std::string to_text(policy const& pack, tests_outcome const& done, language which);

/// The same as JSON, one object.
[[nodiscard]] std::string to_json(policy const& pack, tests_outcome const& done);

}  // namespace xunze

#endif
