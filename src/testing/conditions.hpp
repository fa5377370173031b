// SPDX-License-Identifier: Apache-2.0
// The conditions of a bound policy: where they stand and on which rows they are asked.
#ifndef XUNZE_SRC_TESTING_CONDITIONS_HPP
#define XUNZE_SRC_TESTING_CONDITIONS_HPP

#include "xunze/check/bound.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace xunze::testing_detail {

/// One atom of a condition, bound.
struct condition_site {
  /// Rows: all rows of `over`. Rule: those where the rule may apply. Pairs: rows of `over` and of
  /// the match's partner whose keys may agree. Cross: combinations, of which `over` keeps some.
  enum class asked : std::uint8_t { rows, rule, pairs, cross };
  std::string owner;
  std::string where;
  std::size_t number = 0;  // of the atoms of this place with this text
  bound_expression atom{};
  relation_id over = 0;
  asked kind = asked::rows;
  bound_match const* match = nullptr;
  std::size_t rule = bound_policy::npos;  // of a rule's own view: its index in the bound policy

  [[nodiscard]] std::string text() const;
  /// Owner, place, text and number: the same in every slice of a policy.
  [[nodiscard]] std::string key() const;
};

/// All atoms of a bound policy, relation by relation, then rule by rule.
[[nodiscard]] std::vector<condition_site> conditions_of(bound_policy const& bound);

/// Tells whether what an expression reads may be unknown.
class doubts {
 public:
  explicit doubts(bound_policy const& bound) : bound_{bound} {}
  /// Over rows of `relation`, and of `partner` in a match.
  [[nodiscard]] bool may_be_unknown(bound_expression const& e, relation_id relation,
                                    relation_id partner = bound_policy::npos);

 private:
  bool read(access const& of, relation_id relation, relation_id partner);
  bool own(relation_id relation, std::size_t column);
  bool own_column(bound_relation const& here, relation_id relation, std::size_t column);

  bound_policy const& bound_;
  std::map<std::pair<relation_id, std::size_t>, bool> known_;
};

}  // namespace xunze::testing_detail

#endif
