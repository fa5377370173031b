// SPDX-License-Identifier: Apache-2.0
// The same questions answered by hand-written loops over dense arrays.
#ifndef XUNZE_BENCHMARKS_NODES_LOOPS_HPP
#define XUNZE_BENCHMARKS_NODES_LOOPS_HPP

#include "data.hpp"

#include "xunze/batch/outcome.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// Failing subjects with what was measured and the enrolments behind it.
/// Shape: rows of subject i are first_row[i] … first_row[i + 1] - 1, ascending; keys are the
/// subject's row number, or teacher * 8 + (year - first_year), teacher * 8 + kind.
/// Decisions are given for all subjects and in the engine's own form.
struct answers {
  std::vector<std::int64_t> keys;
  std::vector<std::int64_t> measured;
  std::vector<std::size_t> first_row{0};
  std::vector<std::int32_t> rows;
  std::vector<xunze::decision_row> decisions;

  void finish_subject() { first_row.push_back(rows.size()); }
};

/// Decisions and measures as numbers: the verdicts of the rules, or denominator, rate and place,
/// stand where rows do.
answers as_answers(std::vector<xunze::decision_row> const& rows);
answers as_answers(std::vector<xunze::measure_row> const& rows);
/// The number in an id of the data.
std::int64_t number_in(xunze::value const& id);

/// What differs first in keys, measured values or rows; empty if nothing does. Subjects may come
/// in any order, the rows of each may not.
std::string difference(answers const& one, answers const& other);

/// Loops by name of a case; nullptr for one without.
using loop = answers (*)(arrays const&);
loop loop_for(std::string const& name);

}  // namespace bench

#endif
