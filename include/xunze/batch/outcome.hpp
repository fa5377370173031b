// SPDX-License-Identifier: Apache-2.0
// Checks a dataset against a policy and answers questions about every verdict.
#ifndef XUNZE_BATCH_OUTCOME_HPP
#define XUNZE_BATCH_OUTCOME_HPP

#include "xunze/core/verdict.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/table/dataset.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze {

/// How a run is made; the verdicts depend on nothing else but policy and data.
struct run_options {
  date as_of{std::numeric_limits<std::int32_t>::min()};  // the clock of the run; must be said
  std::optional<date> known_by{};                     // later events are hidden; default as_of
  std::vector<std::pair<std::string, value>> set{};   // parameters changed for this run
  std::vector<std::string> rules{};                   // ids of rules or clauses; empty: all
  unsigned threads = 0;                               // 0: as many as the machine has
  std::size_t evidence_limit = 100;                   // rows a finding lists; totals are exact
  /// Told what is being computed and how many of how many steps are done; false stops the run
  /// with the failure `run.stopped`. Called from the calling thread.
  std::function<bool(std::string_view what, std::size_t done, std::size_t of)> progress{};
};

/// A row of a given table.
struct evidence_row {
  std::string table;
  std::size_t row = 0;  // index in the table; table_source::row_of gives the user's row
  auto operator<=>(evidence_row const&) const = default;
};

using key_values = std::vector<std::pair<std::string, value>>;

/// What one rule says about one subject, in full.
/// Nulls: measured, threshold and slack are null where the rule has none or they are unknown;
/// an interval is a number_range, an infinite end shows as null.
struct finding {
  std::size_t rule = 0;          // index in policy::rules
  xunze::verdict verdict{};
  std::size_t subject = 0;       // row of the rule's subject relation
  key_values key{};
  std::string label{};           // what people call the subject
  value measured{};
  value threshold{};
  value slack{};
  std::vector<evidence_row> evidence{};
  std::size_t evidence_total = 0;
  text message{};
  text remedy{};
  /// unknown only: a row whose key is not known; it is its own subject.
  bool unkeyed = false;
  /// unknown only: a number grew too large to be computed exactly.
  bool overflow = false;
};

/// Verdicts of one rule.
struct rule_outcome {
  bool given = true;     // false: its subjects are not given; one verdict unknown for all
  bool checked = true;   // false: left out by run_options::rules
  std::vector<std::string> missing{};      // tables and columns that would decide it
  std::vector<verdict> verdicts{};         // by subject row
  std::size_t unkeyed = 0;                 // rows without a known key, each one unknown
  std::array<std::size_t, 6> counts{};     // by verdict, unkeyed rows and a not-given rule included
  xunze::severity severity{};
};

/// Findings of one rule as columns, for many of them.
/// Shape: one entry a subject; rows of subject i are first_row[i] … first_row[i + 1] - 1, by table
/// and row, all of them: no limit applies.
struct finding_columns {
  std::vector<std::int32_t> subjects{};
  std::vector<std::int64_t> measured_lo{};  // raw, as in columns; none_value where there is none
  std::vector<std::int64_t> measured_hi{};
  std::vector<std::size_t> first_row{};
  std::vector<std::int32_t> rows{};
  std::vector<std::uint8_t> tables{};       // index in table_names
  std::vector<std::string> table_names{};   // ascending
};

/// One group of a measure.
struct measure_row {
  std::size_t measure = 0;  // index in policy::measures
  key_values group{};
  value numerator{};
  value denominator{};
  std::optional<std::string> rate{};  // decimal with four digits; empty without denominator
  value rank{};
};

/// One subject of a decision.
struct decision_row {
  std::size_t decision = 0;
  key_values key{};
  xunze::verdict verdict{};
  std::vector<std::pair<std::size_t, xunze::verdict>> parts{};  // rule index and its verdict
};

/// The result of one run; keeps what it needs to explain itself.
/// Threads: const use from one thread at a time.
class outcome {
 public:
  [[nodiscard]] policy const& source() const;
  [[nodiscard]] dataset const& data() const;
  [[nodiscard]] run_options const& options() const;
  /// Verdicts by rule, in the policy's order.
  [[nodiscard]] std::vector<rule_outcome> const& rules() const;
  /// The finding of one subject. Cost: one pass over the sources of its aggregates.
  /// Errors: std::out_of_range for a rule or a subject that is none.
  [[nodiscard]] finding finding_of(std::size_t rule, std::size_t subject) const;
  /// Findings of one rule in order of keys, for the verdicts asked for; unkeyed rows last.
  /// Cost: one further pass over each source.
  [[nodiscard]] std::vector<finding> findings(std::size_t rule,
                                              std::span<verdict const> wanted) const;
  /// All that are not pass and not not_applicable.
  [[nodiscard]] std::vector<finding> findings(std::size_t rule) const;
  /// Findings with these verdicts as columns, by subject row: no words are made.
  /// Cost: one further pass over each source.
  [[nodiscard]] finding_columns columns(std::size_t rule, std::span<verdict const> wanted) const;
  /// Subject rows of one rule by key value. Cost: O(subjects · log subjects).
  [[nodiscard]] std::vector<std::size_t> order(std::size_t rule) const;
  /// Key values of one subject.
  [[nodiscard]] key_values key(std::size_t rule, std::size_t subject) const;
  /// Row of the subject with these key values. Nulls: nullopt if there is none.
  [[nodiscard]] std::optional<std::size_t> find_subject(std::size_t rule,
                                                        key_values const& key) const;
  [[nodiscard]] std::vector<measure_row> const& measures() const;
  [[nodiscard]] std::vector<decision_row> const& decisions() const;
  /// Diagnostics of the run: collisions, differing statuses, overflows.
  [[nodiscard]] diagnostics const& notes() const;
  /// What was assumed, for people: completeness, readings, the reference date.
  [[nodiscard]] std::vector<text> const& assumptions() const;

  /// Parts of the engine; for later stages of the library alone.
  struct state;
  [[nodiscard]] state& inner() const { return *state_; }
  explicit outcome(std::shared_ptr<state> inner);

 private:
  std::shared_ptr<state> state_;
};

/// Checks all rules of a policy on a dataset.
/// Errors: failure `run.options` for options that the policy does not know or that are not of its
/// parameters' types, and without `as_of`; `policy.invalid` with the diagnostics of binding;
/// `run.stopped`.
/// Lifetime: shares the policy and the dataset.
[[nodiscard]] outcome evaluate(std::shared_ptr<policy const> rules,
                               std::shared_ptr<dataset const> data, run_options options);

}  // namespace xunze

#endif
