// SPDX-License-Identifier: Apache-2.0
// One rule for each kind of node, as a pack.
#ifndef XUNZE_BENCHMARKS_NODES_RULES_HPP
#define XUNZE_BENCHMARKS_NODES_RULES_HPP

#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <memory>
#include <string>

namespace bench {

/// The pack with only the rule of this id.
std::shared_ptr<xunze::policy const> make_policy(std::string const& rule,
                                                 xunze::vocabulary const& words);

}  // namespace bench

#endif
