// SPDX-License-Identifier: Apache-2.0
// Goes through a policy part by part and makes mutants of each.
#ifndef XUNZE_SRC_TESTING_MUTANT_MAKER_HPP
#define XUNZE_SRC_TESTING_MUTANT_MAKER_HPP

#include "xunze/check/bound.hpp"

#include "testing/expression_edits.hpp"
#include "testing/mutants.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze::testing_detail {

/// Where an expression stands in any copy of the policy.
using expression_place = std::function<expression&(policy&)>;
using nodes_place = std::function<node_block&(policy&)>;

class mutant_maker {
 public:
  mutant_maker(policy const& pack, vocabulary const& words, slicer const& slices);
  std::vector<change> make();

 private:
  void begin(std::string owner, place at, rule_set reached) {
    owner_ = std::move(owner);
    owner_at_ = std::move(at);
    reached_ = std::move(reached);
  }
  void add(std::string kind, std::string where, std::string from, std::string to, place at,
           std::function<void(policy&)> apply);
  void expression_at(std::string const& where, expression_place const& at);
  /// An expression that may be left out: one without conjuncts is dropped whole, too.
  void condition_at(std::string const& where, expression_place const& at);
  void parameter_values(std::size_t index);
  void day_at(std::string const& where, std::optional<date> const& day,
              std::function<std::optional<date>&(policy&)> const& at);
  void due_at(std::size_t index);
  void rule_parts(std::size_t index);

  // mutants_relations.cpp
  void relation_parts(std::size_t index);
  void derive_parts(std::size_t index, derive_body const& body);
  void lookup_parts(std::size_t index, std::size_t path, lookup const& of);
  void over_parts(std::size_t index, expand_over const& over, std::string const& where,
                  std::function<expand_over&(policy&)> const& at);
  void body_parts(std::size_t index);

  // mutants_nodes.cpp
  void nodes_at(std::string const& owner, std::string const& bound_name, nodes_place const& nodes);
  void aggregate_parts(std::string const& bound_name, aggregate const& of, std::size_t i,
                       nodes_place const& nodes);
  void key_parts(std::string const& bound_name, aggregate const& of, std::size_t i,
                 nodes_place const& nodes);
  void match_parts(match const& of, std::size_t i, nodes_place const& nodes);
  void rank_parts(rank const& of, std::size_t i, nodes_place const& nodes);
  void carry_parts(carry const& of, std::size_t i, nodes_place const& nodes);
  /// Mutants of a column reach what reads the column; those of a rule's own, the rule.
  void reach_metric(std::string const& owner, std::string const& name);

  policy const& pack_;
  policy own_;  // a copy to read places in: they give changeable parts
  vocabulary const& words_;
  slicer const& slices_;
  bound_policy bound_;
  std::string owner_;
  place owner_at_;
  rule_set reached_;
  std::map<std::string, std::size_t> ids_;
  std::vector<change> found_;
};

}  // namespace xunze::testing_detail

#endif
