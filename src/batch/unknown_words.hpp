// SPDX-License-Identifier: Apache-2.0
// What is not known where a verdict is unknown, and what would decide it.
#ifndef XUNZE_SRC_BATCH_UNKNOWN_WORDS_HPP
#define XUNZE_SRC_BATCH_UNKNOWN_WORDS_HPP

#include "batch/engine.hpp"

#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace xunze::batch_detail {

/// What is missing wholly: a table, a column of it, or a parameter's value on a day.
struct absent_data {
  std::string table{};
  std::string column{};
  std::string parameter{};
  friend auto operator<=>(absent_data const&, absent_data const&) = default;
};

/// Names the cells, rows and tables that leave one rule open, subject by subject.
/// Cost: one pass over the source of each aggregate, for all subjects together; a row of it is
/// followed once for each different key that may hold it.
class unknown_teller {
 public:
  unknown_teller(engine& run, std::size_t rule);
  /// Writes message and remedy of an unknown verdict, and whether a number grew too large.
  void tell(std::size_t subject, finding& into);
  /// The same of a row that no subject could be told for.
  void tell(lost_row const& row, finding& into);
  /// What is missing wholly and alone leaves a subject open; empty if anything else does too.
  std::set<absent_data> absent_for(std::size_t subject);
  /// The same of a row that no subject could be told for.
  std::set<absent_data> absent_for(lost_row const& row);
  /// The tables that a rule without given subjects lacks.
  std::set<absent_data> absent_for_all();

 private:
  struct doubtful {
    std::multimap<std::int32_t, std::int32_t> rows{};  // by subject: rows that are not certain
  };

  /// What has been found of one subject.
  struct gaps {
    std::vector<text> missing{};
    std::vector<text> besides{};
    std::size_t not_told = 0;
    std::size_t met = 0;  // gaps met, also those told before
    std::set<absent_data> absent{};
    std::size_t others = 0;  // gaps met that are not missing wholly
    bool too_large = false;
  };
  using expressions = std::vector<bound_expression>;

  static constexpr std::size_t deepest = 24;

  void follow_rule(std::int32_t row);
  void follow(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_operands(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_read(relation_id at, std::int32_t row, bound_expression const& e);
  bool follow_none(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_none_read(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_own(relation_id at, std::int32_t row, std::size_t own);
  void follow_lookup(relation_id at, std::int32_t row, bound_lookup const& l);
  void follow_holds(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_aggregate(relation_id at, std::int32_t row, bound_aggregate const& a);
  void follow_members(relation_id at, std::int32_t row, bound_aggregate const& a);
  void follow_match(relation_id at, std::int32_t row, bound_match const& m);
  void follow_carry(relation_id at, std::int32_t row, bound_carry const& c);
  void follow_presence(relation_id at, std::int32_t row);
  void follow_group(relation_id at, std::int32_t row);
  void follow_pair(relation_id at, std::int32_t row, bound_match const& m, std::int32_t partner,
                   bound_expression const& e);
  void follow_keys(lost_row const& row);
  void follow_rows(relation_id of, std::vector<std::int32_t> const& rows,
                   expressions const& read,
                   std::function<void(std::int32_t)> const& besides = {});
  void follow_path(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_unkeyed(relation_id of);
  bool follow_absent(void const* node, relation_id of, expressions const& read);
  std::set<absent_data> absent_behind(std::string const& rule, std::int32_t base_row);

  std::size_t taken(relation_id at, std::int32_t row, bound_node const& e);
  text colliding(relation_id at, std::int32_t row, bound_node const& e);
  text title_of(relation_id of) const;
  std::int32_t lead_of(relation_id at, std::int32_t row, bound_aggregate const& a);
  bool known(relation_id at, std::int32_t row, bound_expression const& e);
  cell at(relation_id relation, std::int32_t row, bound_expression const& e);
  std::vector<std::int32_t> doubts(relation_id at, std::int32_t row, std::size_t column,
                                   void const* node, bound_aggregate const* a,
                                   bound_match const* m);
  void lacks(table_schema const& of, std::int32_t row, std::size_t column);
  bool lacks_events(table const& of, std::int32_t row, std::size_t column);
  void lacks(absent_data const& what);
  void lacks(text what);
  void also(text what);
  void note(std::vector<text>& into, text what);
  void not_given(relation_id of);
  void fill(finding& into);

  engine& run_;
  bound_rule const& r_;
  std::map<std::pair<relation_id, bound_node const*>, program> programs_{};
  std::vector<bound_expression> kept_{};  // nodes made here, alive as long as their programs
  std::map<std::pair<bound_node const*, std::size_t>, bound_expression> rows_made_{};
  std::map<void const*, doubtful> doubtful_{};
  std::map<bound_aggregate const*, std::vector<std::int32_t>> leads_{};  // by group
  std::map<std::pair<bound_aggregate const*, std::int32_t>, gaps> followed_{};  // by lead
  std::map<void const*, std::set<absent_data>> absent_rows_{};  // by node: for all of its rows
  struct other_rule;
  std::map<std::string, std::shared_ptr<other_rule>> rules_{};  // behind holds
  gaps gaps_{};
  bool sorting_ = false;  // no words are made, all rows are followed
  std::size_t depth_ = 0;
};

}  // namespace xunze::batch_detail

#endif
