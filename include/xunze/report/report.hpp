// SPDX-License-Identifier: Apache-2.0
// What a run says, gathered once for every form it is written in.
#ifndef XUNZE_REPORT_REPORT_HPP
#define XUNZE_REPORT_REPORT_HPP

#include "xunze/batch/outcome.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze {

/// Which pack was used, and which bytes it was read from.
struct pack_identity {
  std::string id;
  std::string version;
  std::string sha256{};  // empty if the policy was not read from a file
};

struct report_options {
  /// Prints cells of personal columns whole; else first and last character only.
  bool show_personal = false;
  /// Empty: the policy's own id and version.
  std::vector<pack_identity> packs{};
  /// Tables to count findings by, such as school; tables the vocabulary lacks are ignored.
  std::vector<std::string> group_by{};
  /// Secret that makes ids of findings about masked keys the same in every run; see finding ids
  /// in docs/report.md.
  std::string identity_key{};
};

struct report_rule {
  std::string id{};
  std::string clause{};
  std::string kind{};
  text title{};
  text locator{};  // document and article, as people cite it
  xunze::strength strength{};
  xunze::severity severity{};
  bool checked = true;
  bool given = true;
  std::vector<std::string> missing{};
  std::array<std::size_t, 6> counts{};  // by verdict
};

/// A row behind a finding; `source.row` is the row people see in their file.
struct report_evidence {
  std::string table{};
  std::size_t row = 0;  // in the table as loaded, from 0
  place source{};
};

struct report_finding {
  std::string id{};
  std::size_t rule = 0;  // index in report::rules
  /// Row of the rule's subject relation; nullopt if it has no row of its own to explain.
  std::optional<std::size_t> subject{};
  xunze::verdict verdict{};
  std::string relation{};
  text relation_title{};  // of the relation, else of the table its rows come from
  key_values key{};  // masked; empty if it stands for all subjects of the rule
  std::string label{};
  value measured{};
  value threshold{};
  value slack{};
  text unit{};
  std::vector<report_evidence> evidence{};
  std::size_t evidence_total = 0;
  text message{};
  text remedy{};
  /// A table or column is missing wholly: this finding stands for all subjects it leaves unknown,
  /// `hidden` of them; nullopt if the subjects themselves are not given.
  bool whole = false;
  std::optional<std::size_t> hidden{};
};

/// Findings about one row of a table in report_options::group_by.
struct report_group {
  std::string table{};
  key_values key{};
  std::string label{};
  std::array<std::size_t, 6> verdicts{};
  std::array<std::size_t, 3> fails{};  // by severity
};

struct report_measure {
  std::string metric{};
  text title{};
  text locator{};
  key_values group{};
  std::string label{};
  value numerator{};
  value denominator{};
  std::optional<std::string> rate{};
  value rank{};
};

struct report_decision {
  std::string decision{};
  text title{};
  key_values key{};
  xunze::verdict verdict{};
  std::vector<std::pair<std::string, xunze::verdict>> parts{};
};

/// A parameter as the run read it on its as-of date.
struct report_parameter {
  std::string name{};
  text title{};
  text locator{};
  value used{};
  text used_words{};     // in the vocabulary's words
  bool changed = false;  // by run_options::set
  value own{};           // as the policy has it on that date
  text own_words{};
  std::vector<value> alternatives{};
  std::vector<text> alternative_words{};
};

struct report {
  std::shared_ptr<vocabulary const> words{};
  date as_of{};
  /// The day up to which events are known; nullopt: as_of.
  std::optional<date> known_by{};
  /// Tables that claim to be complete only from a day, by the vocabulary's order.
  std::vector<std::pair<std::string, date>> complete_from{};
  std::vector<text> assumptions{};
  std::vector<pack_identity> packs{};
  text pack_title{};
  std::vector<report_rule> rules{};
  /// Why no rule came to any verdict but unknown; empty if one did.
  text undecided{};
  std::vector<report_finding> findings{};  // by rule, then by key
  std::vector<report_group> groups{};      // by table as asked, then by row
  std::vector<report_measure> measures{};
  std::vector<report_decision> decisions{};
  /// In the policy's order; of a run of some rules those that they read or that the run changed.
  std::vector<report_parameter> parameters{};
  std::vector<diagnostic> data{};  // repairs and doubts, personal data masked
};

/// Gathers findings, measures and what they rest on.
/// Cost: one pass of findings() for each rule that has any.
[[nodiscard]] report make_report(outcome const& from, report_options const& options = {});

/// A value in the vocabulary's words: labels of codes, days, numbers; empty for null.
[[nodiscard]] std::string shown(value const& held, vocabulary const& words, language which);

}  // namespace xunze

#endif
