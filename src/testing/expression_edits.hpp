// SPDX-License-Identifier: Apache-2.0
// Small changes inside one expression.
#ifndef XUNZE_SRC_TESTING_EXPRESSION_EDITS_HPP
#define XUNZE_SRC_TESTING_EXPRESSION_EDITS_HPP

#include "xunze/policy/expression.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <string>
#include <vector>

namespace xunze::testing_detail {

/// A changed expression, and the part of it that changed.
struct expression_edit {
  std::string kind;
  std::string from;
  std::string to;      // empty: dropped
  expression changed;  // the whole
  place at;
};

/// All changes of an expression, outermost first.
[[nodiscard]] std::vector<expression_edit> edits_of(expression const& whole,
                                                    vocabulary const& words);

/// The day before or after an expression of days: `add_days(x, 1)`.
[[nodiscard]] expression moved(expression const& day, int by);

/// Values next to one of a parameter or literal: numbers a unit of their scale up and down, days
/// one day; a truth turned; none for the rest.
[[nodiscard]] std::vector<value> neighbours(value const& of);

/// Another code of an enumeration that has this one; the text with an `x` if none has it.
[[nodiscard]] std::string other_code(std::string const& code, vocabulary const& words);

}  // namespace xunze::testing_detail

#endif
