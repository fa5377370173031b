// SPDX-License-Identifier: Apache-2.0
// Which conditions of a policy the tests of a pack have seen true, false and unknown.
#ifndef XUNZE_TESTING_COVERAGE_HPP
#define XUNZE_TESTING_COVERAGE_HPP

#include "xunze/testing/run_tests.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace xunze {

/// One atom of a condition: a comparison, an `in`, a call or a column that is true or false.
struct covered_condition {
  std::string owner;       // a rule's id, or a relation
  std::string where;       // place in it: condition, where, aggregate n.where …
  std::string expression;  // its text
  std::vector<std::string> rules{};  // ids of the rules that read it
  place at{};
  bool may_be_unknown = false;  // a column that it reads may be unknown
  bool seen_true = false;
  bool seen_false = false;
  bool seen_unknown = false;

  /// Outcomes that tests should see, and those of them that they did.
  [[nodiscard]] std::size_t wanted() const { return may_be_unknown ? 3 : 2; }
  [[nodiscard]] std::size_t seen() const;
};

/// Outcomes of conditions.
struct coverage_score {
  std::size_t wanted = 0;
  std::size_t seen = 0;
};

/// What the tests of a pack have seen.
struct coverage_outcome {
  std::vector<covered_condition> conditions{};  // relations, then rules, in the order of binding
  std::map<std::string, coverage_score> by_rule{};
  coverage_score total{};
  diagnostics problems{};  // tests whose data cannot be used
};

/// Runs the tests of a pack and asks every condition on the rows of each run.
/// Shape: with rules in the options, conditions that they read, and their tests alone. Threads do
/// not change what comes out.
/// Errors: as run_tests.
[[nodiscard]] coverage_outcome run_coverage(policy const& pack,
                                            std::shared_ptr<vocabulary const> const& words,
                                            test_options const& options = {});

/// For people: percent by rule, then what was not seen, with place and text, then the total.
[[nodiscard]] std::string to_text(policy const& pack, coverage_outcome const& done,
                                  language which);

/// The same as JSON, one object.
[[nodiscard]] std::string to_json(policy const& pack, coverage_outcome const& done);

}  // namespace xunze

#endif
