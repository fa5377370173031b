// SPDX-License-Identifier: Apache-2.0
// What several hand-written loops have in common.
#ifndef XUNZE_BENCHMARKS_NODES_LOOPS_SHARED_HPP
#define XUNZE_BENCHMARKS_NODES_LOOPS_SHARED_HPP

#include "loops.hpp"

#include <array>

namespace bench {

answers column_loop(arrays const& a);
answers let_loop(arrays const& a);
answers dated_loop(arrays const& a);
answers lookup_loop(arrays const& a);
answers expand_loop(arrays const& a);
answers union_loop(arrays const& a);
answers cross_loop(arrays const& a);
answers count_loop(arrays const& a);
answers distinct_loop(arrays const& a);
answers sum_loop(arrays const& a);
answers min_loop(arrays const& a);
answers max_loop(arrays const& a);
answers or_loop(arrays const& a);
answers any_loop(arrays const& a);
answers none_loop(arrays const& a);
answers linear_loop(arrays const& a);
answers match_loop(arrays const& a);
answers nearest_loop(arrays const& a);
answers concurrent_loop(arrays const& a);
answers carry_loop(arrays const& a);
answers rank_loop(arrays const& a);
answers places_loop(arrays const& a);
answers decision_loop(arrays const& a);
answers measure_loop(arrays const& a);

inline constexpr std::array<std::uint8_t, statuses> counted{0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1};
inline constexpr std::array<std::uint8_t, statuses> came{0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0};

inline std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Enrolment → project, once.
inline std::vector<std::int32_t> project_column(arrays const& a) {
  std::vector<std::int32_t> column(a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) column[i] = a.class_project[at(a.in_class[i])];
  return column;
}

/// Rows of national projects with a counted status, kept without a branch.
inline std::vector<std::int32_t> taking_part(arrays const& a, std::vector<std::int32_t> const& project) {
  std::vector<std::int32_t> rows(a.rows());
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    rows[n] = static_cast<std::int32_t>(i);
    n += static_cast<std::size_t>((a.level[at(project[i])] == national) &
                                  counted[at(a.status[i])]);
  }
  rows.resize(n);
  return rows;
}

/// Groups that fail, and their rows, in one further pass.
class evidence {
 public:
  evidence(std::size_t groups) : slot_(groups, -1) {}
  void want(std::size_t group, std::int64_t key, std::int64_t measured) {
    slot_[group] = static_cast<std::int32_t>(found_.keys.size());
    found_.keys.push_back(key);
    found_.measured.push_back(measured);
  }
  template <class Each>
  answers collect(Each const& each) {
    std::vector<std::size_t> begin(found_.keys.size() + 1, 0);
    each([&](std::size_t group, std::int32_t) {
      if (slot_[group] >= 0) ++begin[at(slot_[group]) + 1];
    });
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    found_.rows.resize(begin.back());
    auto next = begin;
    each([&](std::size_t group, std::int32_t row) {
      if (slot_[group] >= 0) found_.rows[next[at(slot_[group])]++] = row;
    });
    found_.first_row = std::move(begin);
    return std::move(found_);
  }

 private:
  std::vector<std::int32_t> slot_;
  answers found_;
};

inline std::size_t teacher_year(std::int32_t teacher, std::int32_t year) {
  return at(teacher) * 8 + at(year - first_year);
}

/// Rows that take part, in lists by teacher.
struct by_teacher {
  std::vector<std::size_t> begin;
  std::vector<std::int32_t> rows;

  by_teacher(arrays const& a, std::vector<std::int32_t> const& some) : begin(a.teachers + 1, 0) {
    for (std::int32_t row : some) ++begin[at(a.teacher[at(row)]) + 1];
    for (std::size_t t = 1; t < begin.size(); ++t) begin[t] += begin[t - 1];
    rows.resize(some.size());
    auto next = begin;
    for (std::int32_t row : some) rows[next[at(a.teacher[at(row)])]++] = row;
  }
};

}  // namespace bench

#endif
