// SPDX-License-Identifier: Apache-2.0
// An expectation against what came.
#include "testing/test_bench.hpp"

#include "batch/state.hpp"
#include "batch/wording.hpp"
#include "core/decimal_text.hpp"

#include <algorithm>
#include <set>

namespace xunze::testing_detail {
namespace {

using batch_detail::cell;
using batch_detail::engine;
using batch_detail::program;
using core_detail::shortest;

/// A value as expectations write it: `2`, `0.5`, `2023-07-05`, `true`, `none`.
std::string written(value const& held) {
  if (held.is_null()) return "none";
  if (auto const* const number = held.get_if<decimal>()) return shortest(*number);
  if (auto const* const range = held.get_if<number_range>()) {
    return "[" + shortest(range->lo) + ", " + shortest(range->hi) + "]";
  }
  return to_string(held);
}

/// A value that may be unknown: `[1, 3]`, `[-∞, +∞]`.
std::string written(program const& of, std::size_t row, engine& run) {
  if (!of) return "none";
  cell const held = of.at(static_cast<std::int32_t>(row), run.space());
  if (held.is_none()) return "none";
  auto const end = [&](std::int64_t at) {
    return written(batch_detail::to_value(cell{at, at}, of.type(), of.texts()));
  };
  if (held.is_point() && is_finite(held.lo)) return end(held.lo);
  if (of.type().is(value_class::set)) return "[" + end(held.lo) + ", " + end(held.hi) + "]";
  value_class const kind = of.type().kind;
  bool const ends = kind == value_class::number || kind == value_class::date ||
                    kind == value_class::timestamp || kind == value_class::boolean;
  std::string const lo = ends && is_finite(held.lo) ? end(held.lo) : "-∞";
  std::string const hi = ends && is_finite(held.hi) ? end(held.hi) : "+∞";
  return "[" + lo + ", " + hi + "]";
}

/// A part of a key; null where it is not known.
std::string part_text(value const& part) {
  if (part.is_null() || part.get_if<number_range>() != nullptr) return {};
  return written(part);
}

bool is_subject(key_values const& key, std::map<std::string, value> const& wanted) {
  if (key.size() != wanted.size()) return false;
  return std::all_of(key.begin(), key.end(), [&](auto const& part) {
    auto const at = wanted.find(part.first);
    return at != wanted.end() && part_text(at->second) == part_text(part.second);
  });
}

/// Keys of the rows behind a verdict by table; a row of a table without keys is its number.
std::map<std::string, std::set<std::string>> rows_behind(outcome const& said, finding const& of) {
  std::map<std::string, std::set<std::string>> out;
  for (evidence_row const& row : of.evidence) {
    table const* const from = said.data().find(row.table);
    std::string key;
    for (std::string const& name : from->schema->key) {
      if (!key.empty()) key += '|';
      key += part_text(from->columns[*from->schema->find(name)].at(row.row));
    }
    out[row.table].insert(key.empty() ? std::to_string(row.row + 1) : key);
  }
  return out;
}

std::string shown(std::map<std::string, std::set<std::string>> const& rows) {
  std::string out;
  for (auto const& [table, keys] : rows) {
    if (keys.empty()) continue;
    if (!out.empty()) out += "; ";
    out += table + ":";
    for (std::string const& key : keys) out += " " + key;
  }
  return out.empty() ? "none" : out;
}

std::string expected_rows(std::map<std::string, std::vector<std::string>> const& rows) {
  std::map<std::string, std::set<std::string>> sorted;
  for (auto const& [table, keys] : rows) sorted[table].insert(keys.begin(), keys.end());
  return shown(sorted);
}

}  // namespace

std::optional<subject_finder::place_of> subject_finder::find(
    test_expectation const& expected) const {
  rule_outcome const& result = said_.rules()[rule_];
  if (!result.given) {
    if (!expected.subject.empty()) return std::nullopt;
    return place_of{};
  }
  std::vector<place_of> found;
  for (std::size_t row = 0; row < result.verdicts.size(); ++row) {
    if (is_subject(said_.key(rule_, row), expected.subject)) found.push_back({row, true});
  }
  if (result.unkeyed > 0) {
    engine& run = *said_.inner().run;
    for (auto const& [frame, row] : run.lost_rows(rule_)) {
      auto const at = static_cast<std::size_t>(row);
      key_values const key = batch_detail::key_of_row(run, *frame, at);
      if (is_subject(key, expected.subject)) found.push_back({at, false});
    }
  }
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

checked compare(outcome const& said, std::size_t rule, test_expectation const& expected) {
  checked made;
  auto const at = subject_finder{said, rule}.find(expected);
  made.found = expected.absent || at.has_value();
  auto const field = [&](char const* name, std::string wanted, std::string came) {
    if (wanted != came) made.differences.push_back({name, std::move(wanted), std::move(came)});
  };
  if (expected.absent) {
    bool const given = said.rules()[rule].given;
    field("absent", "true", !given ? "unknown" : at ? "false" : "true");
    return made;
  }
  if (!at) return made;
  verdict const said_verdict = at->judged ? said.rules()[rule].verdicts[at->row]
                                          : verdict::unknown;
  field("verdict", std::string{code_of(expected.expected)}, std::string{code_of(said_verdict)});
  if (expected.severity) {
    field("severity", std::string{code_of(*expected.severity)},
          said_verdict == verdict::fail ? std::string{code_of(said.rules()[rule].severity)}
                                        : "none");
  }
  engine& run = *said.inner().run;
  bool const numbers = at->judged && said_verdict != verdict::not_applicable;
  if (expected.measured) {
    field("measured", *expected.measured,
          numbers ? written(run.programs_of(rule).measured, at->row, run) : "none");
  }
  if (expected.threshold) {
    field("threshold", *expected.threshold,
          numbers ? written(run.programs_of(rule).threshold, at->row, run) : "none");
  }
  if (!expected.slack && !expected.evidence) return made;
  finding whole;
  if (at->judged) whole = said.finding_of(rule, at->row);
  if (expected.slack) field("slack", *expected.slack, written(whole.slack));
  if (expected.evidence) {
    field("evidence", expected_rows(*expected.evidence), shown(rows_behind(said, whole)));
  }
  return made;
}

}  // namespace xunze::testing_detail
