// SPDX-License-Identifier: Apache-2.0
// What is not known where a verdict is unknown, and what would decide it.
#ifndef XUNZE_SRC_BATCH_UNKNOWN_WORDS_HPP
#define XUNZE_SRC_BATCH_UNKNOWN_WORDS_HPP

#include "batch/engine.hpp"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace xunze::batch_detail {

/// Names the cells, rows and tables that leave one rule open, subject by subject.
/// Cost: one pass over the source of each aggregate, for all subjects together.
class unknown_teller {
 public:
  unknown_teller(engine& run, std::size_t rule);
  /// Writes message and remedy of an unknown verdict, and whether a number grew too large.
  void tell(std::size_t subject, finding& into);

 private:
  struct doubtful {
    std::multimap<std::int32_t, std::int32_t> rows{};  // by subject: rows that are not certain
  };

  void follow(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_operands(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_read(relation_id at, std::int32_t row, bound_expression const& e);
  void follow_own(relation_id at, std::int32_t row, std::size_t own);
  void follow_aggregate(relation_id at, std::int32_t row, bound_aggregate const& a);
  void follow_match(relation_id at, std::int32_t row, bound_match const& m);
  void follow_carry(relation_id at, std::int32_t row, bound_carry const& c);
  void follow_presence(relation_id at, std::int32_t row);
  void follow_rows(relation_id of, std::vector<std::int32_t> const& rows,
                   std::vector<bound_expression> const& read);
  void follow_path(relation_id at, std::int32_t row, bound_expression const& e);

  bool known(relation_id at, std::int32_t row, bound_expression const& e);
  cell at(relation_id relation, std::int32_t row, bound_expression const& e);
  std::vector<std::int32_t> doubts(relation_id at, std::int32_t row, std::size_t column,
                                   void const* node, bound_aggregate const* a,
                                   bound_match const* m);
  void lacks(table_schema const& of, std::int32_t row, std::size_t column);
  void lacks(text what);
  void also(text what);
  void not_given(relation_id of);
  void fill(finding& into);

  engine& run_;
  bound_rule const& r_;
  std::map<std::pair<relation_id, bound_node const*>, program> programs_{};
  std::vector<bound_expression> kept_{};  // nodes made here, alive as long as their programs
  std::map<std::pair<bound_node const*, std::size_t>, bound_expression> rows_made_{};
  std::map<void const*, doubtful> doubtful_{};
  std::vector<text> missing_{};
  std::vector<text> besides_{};
  std::size_t not_told_ = 0;
  std::size_t met_ = 0;  // gaps met, also those told before
  std::size_t depth_ = 0;
  bool too_large_ = false;
};

}  // namespace xunze::batch_detail

#endif
