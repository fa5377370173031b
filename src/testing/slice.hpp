// SPDX-License-Identifier: Apache-2.0
// The part of a policy that some of its rules need: quick to bind.
#ifndef XUNZE_SRC_TESTING_SLICE_HPP
#define XUNZE_SRC_TESTING_SLICE_HPP

#include "xunze/graph/dependency_graph.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace xunze::testing_detail {

/// Rules of a policy by index.
using rule_set = std::set<std::size_t>;

/// Knows what every rule of a policy needs, and what every part of it reaches.
/// Lifetime: keeps no reference.
class slicer {
 public:
  slicer(policy const& of, vocabulary const& words);

  /// The policy with these rules, what they need, and no texts for people, clauses or tests.
  /// Shape: `of` is the policy of the constructor, or that policy with changes in its parts.
  [[nodiscard]] policy cut(policy const& of, rule_set const& rules) const;

  /// Rules that depend on a relation or a parameter.
  [[nodiscard]] rule_set reached_from(node_kind kind, std::string const& name) const;
  /// Rules that depend on a rule, it included: by `holds`.
  [[nodiscard]] rule_set reached_from_rule(std::size_t rule) const;

 private:
  struct needs {
    rule_set rules{};
    std::set<std::size_t> relations{};
    std::set<std::string, std::less<>> metrics{};  // `relation.name`
    bool whole = false;                            // names alone do not tell: everything
  };
  void find_needs(policy const& of, std::size_t rule);
  dependency_graph graph_;
  std::map<std::string, std::size_t, std::less<>> rules_;
  std::map<std::string, std::size_t, std::less<>> relations_;
  std::vector<needs> needs_;
};

}  // namespace xunze::testing_detail

#endif
