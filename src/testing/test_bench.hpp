// SPDX-License-Identifier: Apache-2.0
// One test ready to run many times: its data are built once.
#ifndef XUNZE_SRC_TESTING_TEST_BENCH_HPP
#define XUNZE_SRC_TESTING_TEST_BENCH_HPP

#include "xunze/batch/outcome.hpp"
#include "xunze/testing/run_tests.hpp"

#include "testing/slice.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xunze::testing_detail {

/// The tables of a test as data; columns left out are given and null.
/// Errors: failure `data.refused`.
[[nodiscard]] std::shared_ptr<dataset const> data_of(policy_test const& test,
                                                     std::shared_ptr<vocabulary const> words);

/// A finding of one subject of a run; nullopt if the subject is no row.
/// Shape: a rule that is not given has one subject, without names.
class subject_finder {
 public:
  subject_finder(outcome const& said, std::size_t rule) : said_{said}, rule_{rule} {}

  struct place_of {
    std::size_t row = 0;
    bool judged = false;  // a row of its own; else not given, or a row without a key
  };
  [[nodiscard]] std::optional<place_of> find(test_expectation const& expected) const;

 private:
  outcome const& said_;
  std::size_t rule_;
};

/// What one expectation of a test finds in a run.
struct checked {
  bool found = true;  // the subject is a row
  std::vector<test_difference> differences{};
  [[nodiscard]] bool held() const { return found && differences.empty(); }
};

/// Compares an expectation with what came. Cost: only fields that are written are computed.
[[nodiscard]] checked compare(outcome const& said, std::size_t rule,
                              test_expectation const& expected);

/// Tests of a pack with their data, and the rules that each one asks about.
class test_bench {
 public:
  struct ready {
    policy_test const* test = nullptr;
    std::size_t index = 0;  // in policy::tests
    std::shared_ptr<dataset const> data{};
    std::vector<std::size_t> rules{};  // rule of each expectation, npos: not asked about
    rule_set asked{};
  };
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  /// Tests that ask about one of these rules (all, if none is named), their data built.
  /// Errors: tests whose data cannot be built go to `problems` and are left out.
  test_bench(policy const& pack, std::shared_ptr<vocabulary const> words,
             std::vector<std::string> const& only, diagnostics& problems);

  [[nodiscard]] std::vector<ready> const& tests() const { return tests_; }
  [[nodiscard]] slicer const& slices() const { return slices_; }
  [[nodiscard]] policy const& pack() const { return pack_; }

  /// Runs a test on the rules of `changed` that it asks about and that are in `rules`.
  /// Shape: `changed` is the pack or the pack with changes.
  [[nodiscard]] outcome run(ready const& one, policy const& changed, rule_set const& rules) const;

 private:
  policy const& pack_;
  std::shared_ptr<vocabulary const> words_;
  slicer slices_;
  std::vector<ready> tests_;
};

/// Calls work(i) for 0 … count - 1 on several threads, and tells progress after each.
/// Errors: the first exception, thrown again; failure `run.stopped`.
void for_each(std::size_t count, test_options const& options, std::string_view what,
              std::function<void(std::size_t)> const& work);

}  // namespace xunze::testing_detail

#endif
