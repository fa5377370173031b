// SPDX-License-Identifier: Apache-2.0
// Subjects that only what is missing wholly leaves open, apart from those with gaps of their own.
#ifndef XUNZE_SRC_BATCH_ABSENCE_HPP
#define XUNZE_SRC_BATCH_ABSENCE_HPP

#include "batch/unknown_words.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace xunze::batch_detail {

/// Unknown verdicts of one rule that tables, columns or parameters missing wholly alone leave open.
struct left_open {
  std::set<absent_data> by{};
  std::size_t count = 0;
  std::vector<std::uint8_t> subjects{};  // by subject row; empty: none
  std::vector<std::uint8_t> lost{};      // by lost row; empty: none
};

/// Sorts the unknown verdicts of a rule that has been judged.
/// Cost: follows each unknown subject as its message does, no words made; nothing if the rule
/// reads nothing that is missing wholly.
[[nodiscard]] left_open open_by_absence(engine& run, std::size_t rule);

/// outcome::findings without the subjects and rows named by `left_out`.
[[nodiscard]] std::vector<finding> findings_of(engine& run, std::size_t rule,
                                               std::span<verdict const> wanted,
                                               left_open const& left_out);

}  // namespace xunze::batch_detail

#endif
