// SPDX-License-Identifier: Apache-2.0
// What a row to be added has to satisfy, in words of the tables.
#ifndef XUNZE_SRC_EXPLAIN_TERM_WORDS_HPP
#define XUNZE_SRC_EXPLAIN_TERM_WORDS_HPP

#include "batch/engine.hpp"

#include <functional>
#include <optional>
#include <utility>

namespace xunze::explain_detail {

using namespace batch_detail;

/// A name compared with a value of this class, or with another name.
[[nodiscard]] text compared(text const& name, operation op, value_class kind, text const& held);

/// The label of a code, else the value as people write it.
[[nodiscard]] text label_of_value(value const& held, vocabulary const& words);

/// Words for conditions over rows of a relation, or over the partners of one row.
/// Shape: columns by their titles, codes by their labels, computed columns by what they are made
/// from; what has no such words stands as it is written.
class term_words {
 public:
  /// A value that does not depend on the described row; nullopt for all else.
  using known_value = std::function<std::optional<value>(bound_expression const&)>;
  /// An expression as it is written where there are no words for it.
  using spelling = std::function<std::string(bound_expression const&)>;

  /// Words for rows of the relation.
  term_words(engine& run, relation_id of);
  /// Words for partners, rows of `of`: what reads no partner is known.
  term_words(engine& run, relation_id of, known_value known, spelling written)
      : run_(run), of_(of), partner_(true), known_(std::move(known)),
        written_(std::move(written)) {}

  [[nodiscard]] text condition(bound_expression const& e, bool holds) const {
    return condition(e, holds, 0).words;
  }
  [[nodiscard]] text name(bound_expression const& e) const { return name(e, 0); }

 private:
  /// Words, and where they are several joined, whether all of them have to hold or one.
  struct phrase {
    text words{};
    std::optional<bool> every{};
  };
  [[nodiscard]] phrase condition(bound_expression const& e, bool holds, int depth) const;
  [[nodiscard]] phrase joined(bound_expression const& e, bool holds, int depth) const;
  [[nodiscard]] std::optional<text> comparison(bound_expression const& e, bool holds,
                                               int depth) const;
  [[nodiscard]] std::optional<text> membership(bound_expression const& e, bool holds,
                                               int depth) const;
  [[nodiscard]] text name(bound_expression const& e, int depth) const;
  /// Nulls: nullopt where it depends on the described row, or is no truth.
  [[nodiscard]] std::optional<bool> known_truth(bound_expression const& e) const;
  [[nodiscard]] text as_written(bound_expression const& e) const;
  [[nodiscard]] std::optional<text> plain_name(bound_expression const& e, int depth) const;
  [[nodiscard]] std::pair<bound_expression, relation_id> made_of(bound_expression const& e) const;

  engine& run_;
  relation_id of_;
  bool partner_ = false;
  known_value known_;
  spelling written_;
};

}  // namespace xunze::explain_detail

#endif
