// SPDX-License-Identifier: Apache-2.0
// Texts of one dictionary as codes of another.
#ifndef XUNZE_SRC_PLAN_TRANSLATE_HPP
#define XUNZE_SRC_PLAN_TRANSLATE_HPP

#include "plan/frame.hpp"

namespace xunze::plan_detail {

/// What a text becomes that the other dictionary does not hold: no dictionary has this code.
inline constexpr std::int64_t no_such_code = -20;

/// The codes of `from` as codes of `into`.
/// Shape: element i is code i. Nulls: no_such_code for what `into` does not hold.
[[nodiscard]] std::vector<std::int64_t> codes_in(dictionary const& from, dictionary const& into);
/// Adds to a dictionary what it does not hold of another.
void add_all(dictionary& into, dictionary const& from);

/// Turns a column of texts into codes of another dictionary; any other column stays as it is.
/// Nulls: unknown and none stay; a text that `into` does not hold is no_such_code.
/// Cost: one look-up for each different text.
void translate(vec& column, std::shared_ptr<dictionary const> const& into);
/// The same, adding the texts that `into` does not hold, in order of rows.
void translate_adding(vec& column, std::shared_ptr<dictionary> const& into);

}  // namespace xunze::plan_detail

#endif
