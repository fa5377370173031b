// SPDX-License-Identifier: Apache-2.0
// All mutants of a policy.
#ifndef XUNZE_SRC_TESTING_MUTANTS_HPP
#define XUNZE_SRC_TESTING_MUTANTS_HPP

#include "xunze/testing/mutation.hpp"

#include "testing/slice.hpp"

#include <functional>
#include <vector>

namespace xunze::testing_detail {

/// A mutant, the rules it reaches, and how a policy is changed into it.
struct change {
  mutant about;
  rule_set reached;
  std::function<void(policy&)> apply;  // to a copy of the policy
};

/// All mutants that some rule can see; nothing has been bound or run.
[[nodiscard]] std::vector<change> mutants_of(policy const& pack, vocabulary const& words,
                                             slicer const& slices);

}  // namespace xunze::testing_detail

#endif
