// SPDX-License-Identifier: Apache-2.0
// Values, keys and messages as people read them.
#ifndef XUNZE_SRC_BATCH_WORDING_HPP
#define XUNZE_SRC_BATCH_WORDING_HPP

#include "batch/engine.hpp"

namespace xunze::batch_detail {

/// A cell for people: labels of codes and rows, “待核实” for unknown, “无” for none.
std::string shown(engine& run, cell c, value_type const& type, dictionary const* texts,
                  language which);

/// A key value as identifiers are written: codes by code.
std::string plain_text(value const& v);

/// Key values joined with `|`.
std::string joined(key_values const& key);

/// Key of a row of any frame.
key_values key_of_row(engine& run, frame const& f, std::size_t row);

/// What people call the subject: the rule's label, its table's label column, or its key.
std::string label_of(engine& run, bound_rule const& r, program const& label, std::size_t row);

/// A message with its values filled in, in both languages.
/// A text that stands for the rule's threshold beside a code is shown by the code's label.
text words_of(engine& run, bound_rule const& r, std::array<bound_text, 2> const& words,
              std::array<std::vector<program>, 2> const& values, std::size_t row);

}  // namespace xunze::batch_detail

#endif
