// SPDX-License-Identifier: Apache-2.0
#include "loops.hpp"

#include "xunze/core/date.hpp"

#include <algorithm>
#include <array>

namespace bench {
namespace {

using rows_of_subject = std::vector<std::int32_t>;

constexpr std::array<std::uint8_t, statuses> counted{0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1};
constexpr std::array<std::uint8_t, statuses> came{0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0};

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Enrolment → project, once.
std::vector<std::int32_t> project_column(arrays const& a) {
  std::vector<std::int32_t> column(a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) column[i] = a.class_project[at(a.in_class[i])];
  return column;
}

/// Rows of national projects with a counted status, kept without a branch.
std::vector<std::int32_t> taking_part(arrays const& a, std::vector<std::int32_t> const& project) {
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

answers column_loop(arrays const& a) {
  answers found;
  auto const project = project_column(a);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    bool const asked = (int{a.level[at(project[i])] == national} & int{came[at(a.status[i])]}) != 0;
    bool const holds = (int{a.hours[i] >= 6} | int{a.type[at(project[i])] == 0}) != 0;
    if (asked && !holds) {
      found.keys.push_back(static_cast<std::int64_t>(i));
      found.measured.push_back(a.hours[i]);
      found.rows.push_back(static_cast<std::int32_t>(i));
      found.finish_subject();
    }
  }
  return found;
}

answers lookup_loop(arrays const& a) {
  std::vector<std::size_t> begin(a.teachers + 1, 0);
  for (std::int32_t t : a.role_teacher) ++begin[at(t) + 1];
  for (std::size_t t = 1; t < begin.size(); ++t) begin[t] += begin[t - 1];
  answers found;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    if (a.status[i] != reported) continue;
    std::int32_t const day = a.class_start[at(a.in_class[i])];
    std::int32_t stage = -1;
    for (std::size_t r = begin[at(a.teacher[i])]; r < begin[at(a.teacher[i]) + 1]; ++r) {
      bool const valid = (int{a.role_from[r] <= day} & int{day < a.role_to[r]}) != 0;
      stage = valid ? a.role_stage[r] : stage;
    }
    if (stage == 0 && a.hours[i] < 6) {
      found.keys.push_back(static_cast<std::int64_t>(i));
      found.measured.push_back(a.hours[i]);
      found.rows.push_back(static_cast<std::int32_t>(i));
      found.finish_subject();
    }
  }
  return found;
}

/// At most one project a group; `group_of` gives up to two groups a row.
template <class Groups>
answers distinct_loop(arrays const& a, std::size_t groups, Groups const& groups_of) {
  auto const project = project_column(a);
  auto const rows = taking_part(a, project);
  std::vector<std::int32_t> first(groups, -1);
  std::vector<std::uint8_t> more(groups, 0);
  for (std::int32_t row : rows) {
    groups_of(row, project[at(row)], [&](std::size_t g) {
      std::int32_t const p = project[at(row)];
      more[g] |= static_cast<std::uint8_t>(int{first[g] != -1} & int{first[g] != p});
      first[g] = first[g] == -1 ? p : first[g];
    });
  }
  evidence found(groups);
  std::vector<std::pair<std::size_t, std::int32_t>> seen;
  for (std::int32_t row : rows) {
    groups_of(row, project[at(row)], [&](std::size_t g) {
      if (more[g]) seen.emplace_back(g, project[at(row)]);
    });
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  for (std::size_t i = 0; i < seen.size();) {
    std::size_t j = i;
    while (j < seen.size() && seen[j].first == seen[i].first) ++j;
    found.want(seen[i].first, static_cast<std::int64_t>(seen[i].first),
               static_cast<std::int64_t>(j - i));
    i = j;
  }
  return found.collect([&](auto const& take) {
    for (std::int32_t row : rows) {
      groups_of(row, project[at(row)], [&](std::size_t g) { take(g, row); });
    }
  });
}

std::size_t teacher_year(std::int32_t teacher, std::int32_t year) {
  return at(teacher) * 8 + at(year - 2018);
}

answers freq_loop(arrays const& a) {
  return distinct_loop(a, a.teachers * 8,
                       [&](std::int32_t row, std::int32_t project, auto const& take) {
                         take(teacher_year(a.teacher[at(row)], a.year[at(project)]));
                       });
}

answers expand_loop(arrays const& a) {
  return distinct_loop(
      a, a.teachers * 8, [&](std::int32_t row, std::int32_t project, auto const& take) {
        for (std::int32_t y = a.year[at(project)]; y <= a.last_year[at(project)]; ++y) {
          take(teacher_year(a.teacher[at(row)], y));
        }
      });
}

/// Rows that came, folded by a key; groups for which `fails` are reported.
template <class Key, class Add, class Fails>
answers fold_loop(arrays const& a, std::size_t groups, std::int64_t empty, Key const& key,
                  Add const& add, Fails const& fails) {
  std::vector<std::int64_t> state(groups, empty);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    std::int64_t& s = state[at(key(i))];
    s = came[at(a.status[i])] ? add(s, i) : s;
  }
  evidence found(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    if (fails(g, state[g])) found.want(g, static_cast<std::int64_t>(g), state[g]);
  }
  return found.collect([&](auto const& take) {
    for (std::size_t i = 0; i < a.rows(); ++i) {
      if (came[at(a.status[i])]) take(at(key(i)), static_cast<std::int32_t>(i));
    }
  });
}

answers count_loop(arrays const& a) {
  return fold_loop(
      a, a.class_project.size(), 0, [&](std::size_t i) { return a.in_class[i]; },
      [](std::int64_t s, std::size_t) { return s + 1; },
      [&](std::size_t g, std::int64_t s) { return s > a.class_seats[g]; });
}

answers sum_loop(arrays const& a) {
  return fold_loop(
      a, a.teachers, 0, [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) { return s + a.hours[i]; },
      [](std::size_t, std::int64_t s) { return s > 150; });
}

answers min_loop(arrays const& a) {
  std::int64_t const limit = xunze::make_date(2021, 6, 30).days;
  return fold_loop(
      a, a.teachers, xunze::plus_infinity, [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) {
        return std::min<std::int64_t>(s, a.class_start[at(a.in_class[i])]);
      },
      [&](std::size_t, std::int64_t s) { return s > limit; });
}

answers linear_loop(arrays const& a) {
  std::size_t const groups = a.class_project.size();
  std::vector<std::int64_t> state(groups, 0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    state[at(a.in_class[i])] += 4 * came[at(a.status[i])] - 1;
  }
  evidence found(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    if (state[g] < 0) found.want(g, static_cast<std::int64_t>(g), state[g]);
  }
  return found.collect([&](auto const& take) {
    for (std::size_t i = 0; i < a.rows(); ++i) {
      take(at(a.in_class[i]), static_cast<std::int32_t>(i));
    }
  });
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

answers match_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const some = taking_part(a, project);
  by_teacher const lists(a, some);
  answers found;
  for (std::int32_t row : some) {
    std::int32_t const p = project[at(row)];
    std::int64_t n = 0;
    std::size_t const mark = found.rows.size();
    for (std::size_t k = lists.begin[at(a.teacher[at(row)])];
         k < lists.begin[at(a.teacher[at(row)]) + 1]; ++k) {
      std::int32_t const other = lists.rows[k];
      std::int32_t const q = project[at(other)];
      bool const earlier = (int{a.type[at(q)] == a.type[at(p)]} & int{a.start[at(q)] < a.start[at(p)]}) != 0;
      if (earlier && other != row) found.rows.push_back(other), ++n;
    }
    if (n == 0) continue;
    found.keys.push_back(row);
    found.measured.push_back(n);
    found.rows.push_back(row);
    std::sort(found.rows.begin() + static_cast<std::ptrdiff_t>(mark), found.rows.end());
    found.finish_subject();
  }
  return found;
}

answers nearest_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const some = taking_part(a, project);
  by_teacher const lists(a, some);
  answers found;
  for (std::int32_t row : some) {
    std::int32_t const mine = a.class_start[at(a.in_class[at(row)])];
    std::size_t const from = lists.begin[at(a.teacher[at(row)])];
    std::size_t const to = lists.begin[at(a.teacher[at(row)]) + 1];
    std::int32_t gap = 1 << 30;
    for (std::size_t k = from; k < to; ++k) {
      std::int32_t const d = std::abs(a.class_start[at(a.in_class[at(lists.rows[k])])] - mine);
      gap = lists.rows[k] != row ? std::min(gap, d) : gap;
    }
    if (gap >= 5) continue;
    found.keys.push_back(row);
    found.measured.push_back(gap);
    found.rows.insert(found.rows.end(), lists.rows.begin() + static_cast<std::ptrdiff_t>(from),
                      lists.rows.begin() + static_cast<std::ptrdiff_t>(to));
    found.finish_subject();
  }
  return found;
}

answers any_loop(arrays const& a) {
  auto const project = project_column(a);
  std::vector<std::uint8_t> was(a.teachers, 0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    was[at(a.teacher[i])] |= static_cast<std::uint8_t>((a.level[at(project[i])] == national) &
                                                       counted[at(a.status[i])]);
  }
  answers found;
  for (std::size_t t = 0; t < a.teachers; ++t) {
    if (was[t]) continue;
    found.keys.push_back(static_cast<std::int64_t>(t));
    found.measured.push_back(0);
    found.finish_subject();
  }
  return found;
}

answers rank_loop(arrays const& a) {
  auto const project = project_column(a);
  std::vector<std::int64_t> n(a.insts, 0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    n[at(a.class_inst[at(a.in_class[i])])] +=
        (a.level[at(project[i])] == national) & counted[at(a.status[i])];
  }
  answers found;
  for (std::size_t i = 0; i < a.insts; ++i) {
    auto const ahead = std::count_if(n.begin(), n.end(), [&](std::int64_t m) { return m > n[i]; });
    if (ahead + 1 > 10) continue;
    found.keys.push_back(static_cast<std::int64_t>(i));
    found.measured.push_back(ahead + 1);
    found.finish_subject();
  }
  return found;
}

}  // namespace

std::uint64_t hash_of(answers const& a) {
  auto const mix = [](std::uint64_t h, std::uint64_t v) {
    h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
    return h * 0xff51afd7ed558ccdULL;
  };
  std::uint64_t total = a.keys.size();
  for (std::size_t i = 0; i < a.keys.size(); ++i) {
    std::uint64_t h = mix(static_cast<std::uint64_t>(a.keys[i]),
                          static_cast<std::uint64_t>(a.measured[i]));
    for (std::size_t r = a.first_row[i]; r < a.first_row[i + 1]; ++r) {
      h = mix(h, static_cast<std::uint64_t>(a.rows[r]));
    }
    total += h;
  }
  return total;
}

loop loop_for(std::string const& rule) {
  static std::pair<char const*, loop> const loops[] = {
      {"B-1/column", column_loop}, {"B-1/lookup", lookup_loop}, {"B-1/distinct", freq_loop},
      {"B-1/count", count_loop},   {"B-1/sum", sum_loop},       {"B-1/min", min_loop},
      {"B-1/linear", linear_loop}, {"B-1/match", match_loop},   {"B-1/nearest", nearest_loop},
      {"B-1/expand", expand_loop}, {"B-1/any", any_loop},       {"B-1/rank", rank_loop},
  };
  for (auto const& [id, made] : loops) {
    if (rule == id) return made;
  }
  return nullptr;
}

}  // namespace bench
