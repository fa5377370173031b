// SPDX-License-Identifier: Apache-2.0
// Synthetic enrolments as plain arrays and as a dataset: the same cells in both.
#ifndef XUNZE_BENCHMARKS_NODES_DATA_HPP
#define XUNZE_BENCHMARKS_NODES_DATA_HPP

#include "xunze/schema/vocabulary.hpp"
#include "xunze/table/dataset.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace bench {

/// Arrays a careful programmer would keep; ids are dense, dates are days.
struct arrays {
  // enrolment
  std::vector<std::int32_t> teacher, in_class, status, hours;
  // class
  std::vector<std::int32_t> class_project, class_start, class_end, class_seats, class_inst;
  std::vector<std::int64_t> class_topics;  // a bit each
  // project
  std::vector<std::int32_t> level, type, year, start, last_year;
  // teacher_role, by teacher and from
  std::vector<std::int32_t> role_teacher, role_from, role_to, role_stage;
  std::size_t teachers = 0;
  std::size_t insts = 0;

  [[nodiscard]] std::size_t rows() const { return teacher.size(); }
};

inline constexpr std::int32_t reported = 4;
inline constexpr std::int32_t no_show = 8;
inline constexpr std::int32_t expelled = 12;
inline constexpr std::int32_t statuses = 13;
inline constexpr std::int32_t national = 4;
inline constexpr std::int32_t city = 2;
inline constexpr std::int32_t first_year = 2018;

/// Enrolments in random order: an eighth as many teachers, six years.
arrays make_arrays(std::size_t enrolments, std::uint64_t seed);

std::shared_ptr<xunze::vocabulary const> make_vocabulary();
std::shared_ptr<xunze::dataset const> make_dataset(
    arrays const& from, std::shared_ptr<xunze::vocabulary const> const& words);

}  // namespace bench

#endif
