// SPDX-License-Identifier: Apache-2.0
// A small vocabulary, and tables, datasets and runs of it in one line each.
#ifndef XUNZE_TESTS_SUPPORT_SMALL_WORLD_HPP
#define XUNZE_TESTS_SUPPORT_SMALL_WORLD_HPP

#include "xunze/batch/outcome.hpp"
#include "xunze/explain/explanation.hpp"
#include "xunze/rule/policy_builder.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::test {

/// Tables `region`, `teacher`, `project`, `class`, `enrolment`, `ban`, `ledger`, `waiver`; see
/// small_world.cpp for their columns.
[[nodiscard]] std::shared_ptr<vocabulary const> const& small_words();

/// A table in a line: its name, its columns, then rows after `|`; `-` is an empty cell.
/// Example: `{"ban", "ban_id teacher_id from to | b1 t1 2023-01-01 -"}`
struct rows {
  std::string table;
  std::string text;
};

/// The same table as CSV.
[[nodiscard]] std::string csv_of(rows const& table);
[[nodiscard]] std::shared_ptr<dataset const> data_of(std::vector<rows> const& tables);

/// Options with the clock at a day.
[[nodiscard]] run_options on(std::string_view day);

/// A policy of one draft or several, and parameters before them.
template <typename... Drafts>
[[nodiscard]] policy policy_of(Drafts const&... drafts) {
  return policy_builder{"small"}.vocabulary("small").rule(drafts...).build();
}

[[nodiscard]] outcome run(policy rules, std::vector<rows> const& tables,
                          run_options options = on("2023-12-31"));

/// Subjects with their verdicts in the order of keys: `t1:fail t2:pass`.
[[nodiscard]] std::string verdicts(outcome const& of, std::size_t rule = 0);
/// Measured values of all keyed subjects in the order of keys: `t1:3 t2:[0, 1]`.
[[nodiscard]] std::string measured(outcome const& of, std::size_t rule = 0);
/// The finding of the subject whose key values, joined with `|`, are these.
[[nodiscard]] finding finding_at(outcome const& of, std::string_view key, std::size_t rule = 0);
/// Evidence as `table:row`, rows from 0.
[[nodiscard]] std::string evidence_of(finding const& of);

}  // namespace xunze::test

#endif
