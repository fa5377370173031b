// SPDX-License-Identifier: Apache-2.0
// One rule for each kind of node, as a pack.
#ifndef XUNZE_BENCHMARKS_NODES_RULES_HPP
#define XUNZE_BENCHMARKS_NODES_RULES_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <memory>
#include <string>
#include <vector>

namespace bench {

/// What a case's subjects are, and so how a subject is named by one number.
enum class keyed { by_row, by_enrolment, by_teacher_year, by_teacher_kind, by_measure, by_decision };

struct node_case {
  char const* name;  // its rule is B-1/name
  keyed key;
};

/// One for each kind of node, in the order of docs/nodes.md.
std::vector<node_case> const& all_cases();

/// The pack with the rule of this case alone, or its measure, or its decision over two rules.
std::shared_ptr<xunze::policy const> make_policy(std::string const& name,
                                                 xunze::vocabulary const& words);

}  // namespace bench

#endif
