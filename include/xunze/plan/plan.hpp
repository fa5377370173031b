// SPDX-License-Identifier: Apache-2.0
// How a policy will run: which filters are tabulated, what each node keeps, which columns it reads.
#ifndef XUNZE_PLAN_PLAN_HPP
#define XUNZE_PLAN_PLAN_HPP

#include "xunze/check/bound.hpp"
#include "xunze/core/text.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace xunze {

/// How the memory of a node grows.
enum class size_class : std::uint8_t { none, keys, distinct_pairs, rows, rows_of_key };

/// One pass over the rows of a relation.
struct plan_step {
  std::string relation;               // to which the step belongs: a relation, or `rule ID`
  std::string node;                   // rows, or the name of an aggregate, match, rank, column
  std::string what;                   // table, filter, distinct, count, match …
  std::string source;                 // relation it scans
  std::vector<std::string> tabulated; // keys whose conjuncts are looked up in tables of truths
  bool interpreted = false;           // a part of its filter runs on the block interpreter
  text state;                         // what one key keeps
  size_class size = size_class::none;
  std::vector<std::string> columns;   // table.column it reads
};

struct plan {
  std::vector<plan_step> steps;                // in the order of computing
  std::map<std::string, std::size_t> passes;   // table.column → steps that read it
};

/// Describes how a bound policy runs; the data decide only whether dimension tables are small
/// enough to be tabulated. Cost: O(policy).
[[nodiscard]] plan make_plan(bound_policy const& policy);

/// The plan for people: a line a step, then the passes.
[[nodiscard]] std::string to_text(plan const& made, language which);

[[nodiscard]] text const& name_of(size_class size) noexcept;

}  // namespace xunze

#endif
