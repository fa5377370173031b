// SPDX-License-Identifier: Apache-2.0
// Loops whose subjects are groups of rows: distinct, the folds, ranks, decisions, measures.
#include "loops_shared.hpp"

#include "xunze/core/date.hpp"
#include "xunze/core/verdict.hpp"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

namespace bench {
namespace {

/// At most one project a group; `group_of` gives up to two groups a row.
template <class Groups>
answers distinct_groups(arrays const& a, std::size_t groups, Groups const& groups_of) {
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

/// Rows that are kept, folded by a key; groups for which `fails` are reported as `shown`.
template <class Keep, class Key, class Add, class Fails, class Shown>
answers fold_loop(arrays const& a, std::size_t groups, std::int64_t empty, Keep const& keep,
                  Key const& key, Add const& add, Fails const& fails, Shown const& shown) {
  std::vector<std::int64_t> state(groups, empty);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    std::int64_t& s = state[at(key(i))];
    s = keep(i) ? add(s, i) : s;
  }
  evidence found(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    if (fails(g, state[g])) found.want(g, static_cast<std::int64_t>(g), shown(state[g]));
  }
  return found.collect([&](auto const& take) {
    for (std::size_t i = 0; i < a.rows(); ++i) {
      if (keep(i)) take(at(key(i)), static_cast<std::int32_t>(i));
    }
  });
}

/// The same over rows that came, each group shown as it is.
template <class Key, class Add, class Fails>
answers fold_of_came(arrays const& a, std::size_t groups, std::int64_t empty, Key const& key,
                     Add const& add, Fails const& fails) {
  return fold_loop(
      a, groups, empty, [&](std::size_t i) { return came[at(a.status[i])] != 0; }, key, add, fails,
      [](std::int64_t s) { return s; });
}

/// Whether an enrolment takes part in a national project.
auto takes_part(arrays const& a, std::vector<std::int32_t> const& project) {
  return [&](std::size_t i) {
    return (int{a.level[at(project[i])] == national} & int{counted[at(a.status[i])]}) != 0;
  };
}

}  // namespace

answers distinct_loop(arrays const& a) {
  return distinct_groups(a, a.teachers * 8,
                         [&](std::int32_t row, std::int32_t project, auto const& take) {
                           take(teacher_year(a.teacher[at(row)], a.year[at(project)]));
                         });
}

answers expand_loop(arrays const& a) {
  return distinct_groups(
      a, a.teachers * 8, [&](std::int32_t row, std::int32_t project, auto const& take) {
        for (std::int32_t y = a.year[at(project)]; y <= a.last_year[at(project)]; ++y) {
          take(teacher_year(a.teacher[at(row)], y));
        }
      });
}

answers count_loop(arrays const& a) {
  return fold_of_came(
      a, a.class_project.size(), 0, [&](std::size_t i) { return a.in_class[i]; },
      [](std::int64_t s, std::size_t) { return s + 1; },
      [&](std::size_t g, std::int64_t s) { return s > a.class_seats[g]; });
}

answers sum_loop(arrays const& a) {
  return fold_of_came(
      a, a.teachers, 0, [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) { return s + a.hours[i]; },
      [](std::size_t, std::int64_t s) { return s > 150; });
}

answers union_loop(arrays const& a) {
  auto const project = project_column(a);
  return fold_loop(
      a, a.teachers, 0,
      [&](std::size_t i) {
        std::int32_t const level = a.level[at(project[i])];
        std::size_t const status = at(a.status[i]);
        return ((int{level == national} & int{counted[status]}) |
                (int{level == city} & int{came[status]})) != 0;
      },
      [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) { return s + a.hours[i]; },
      [](std::size_t, std::int64_t s) { return s > 120; }, [](std::int64_t s) { return s; });
}

/// The first three of seven kinds; a teacher has eight places, so that no row needs a branch.
answers cross_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const keep = takes_part(a, project);
  return fold_loop(
      a, a.teachers * 8, 0,
      [&](std::size_t i) { return (int{keep(i)} & int{a.type[at(project[i])] < 3}) != 0; },
      [&](std::size_t i) { return a.teacher[i] * 8 + a.type[at(project[i])]; },
      [](std::int64_t s, std::size_t) { return s + 1; },
      [](std::size_t, std::int64_t s) { return s > 1; }, [](std::int64_t s) { return s; });
}

answers min_loop(arrays const& a) {
  std::int64_t const limit = xunze::make_date(2021, 6, 30).days;
  return fold_of_came(
      a, a.teachers, xunze::plus_infinity, [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) {
        return std::min<std::int64_t>(s, a.class_start[at(a.in_class[i])]);
      },
      [&](std::size_t, std::int64_t s) { return s > limit; });
}

answers max_loop(arrays const& a) {
  std::int64_t const limit = xunze::make_date(2020, 6, 30).days;
  return fold_of_came(
      a, a.teachers, xunze::minus_infinity, [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) {
        return std::max<std::int64_t>(s, a.class_start[at(a.in_class[i])]);
      },
      [&](std::size_t, std::int64_t s) { return s < limit; });
}

answers or_loop(arrays const& a) {
  auto const size = [](std::int64_t bits) {
    return std::int64_t{std::popcount(static_cast<std::uint64_t>(bits))};
  };
  return fold_loop(
      a, a.teachers, 0, [&](std::size_t i) { return came[at(a.status[i])] != 0; },
      [&](std::size_t i) { return a.teacher[i]; },
      [&](std::int64_t s, std::size_t i) { return s | a.class_topics[at(a.in_class[i])]; },
      [&](std::size_t, std::int64_t s) { return size(s) > 5; }, size);
}

answers any_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const keep = takes_part(a, project);
  return fold_loop(
      a, a.teachers, 0, keep, [&](std::size_t i) { return a.teacher[i]; },
      [](std::int64_t, std::size_t) { return std::int64_t{1}; },
      [](std::size_t, std::int64_t s) { return s == 0; }, [](std::int64_t s) { return s; });
}

answers none_loop(arrays const& a) {
  return fold_loop(
      a, a.teachers, 0, [&](std::size_t i) { return a.status[i] == expelled; },
      [&](std::size_t i) { return a.teacher[i]; },
      [](std::int64_t, std::size_t) { return std::int64_t{1}; },
      [](std::size_t, std::int64_t s) { return s != 0; }, [](std::int64_t s) { return s; });
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

/// The place of 100 institutions: behind it stands nothing but the institution itself.
answers rank_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const keep = takes_part(a, project);
  std::vector<std::int64_t> n(a.insts, 0);
  for (std::size_t i = 0; i < a.rows(); ++i) n[at(a.class_inst[at(a.in_class[i])])] += keep(i);
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

/// The place of each class in its institution, and the rows that it was given for.
answers places_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const rows = taking_part(a, project);
  std::size_t const classes = a.class_inst.size();
  std::vector<std::int64_t> n(classes, 0);
  for (std::int32_t row : rows) ++n[at(a.in_class[at(row)])];
  std::vector<std::vector<std::size_t>> parts(a.insts);
  for (std::size_t c = 0; c < classes; ++c) parts[at(a.class_inst[c])].push_back(c);
  evidence found(classes);
  for (auto& part : parts) {
    std::sort(part.begin(), part.end(), [&](std::size_t x, std::size_t y) { return n[x] > n[y]; });
    std::int64_t place = 1;
    for (std::size_t i = 0; i < part.size() && place <= 10; ++i) {
      place = i > 0 && n[part[i]] == n[part[i - 1]] ? place : static_cast<std::int64_t>(i) + 1;
      if (place <= 10 && n[part[i]] != 0) {
        found.want(part[i], static_cast<std::int64_t>(part[i]), place);
      }
    }
  }
  return found.collect([&](auto const& take) {
    for (std::int32_t row : rows) take(at(a.in_class[at(row)]), row);
  });
}

/// In order of keys, as the engine gives them.
answers decision_loop(arrays const& a) {
  auto const project = project_column(a);
  auto const keep = takes_part(a, project);
  std::vector<std::int64_t> hours(a.teachers, 0);
  std::vector<std::uint8_t> was(a.teachers, 0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    hours[at(a.teacher[i])] += came[at(a.status[i])] * a.hours[i];
    was[at(a.teacher[i])] |= static_cast<std::uint8_t>(keep(i));
  }
  answers found;
  found.decisions.reserve(a.teachers);
  std::vector<std::pair<std::string, std::size_t>> names(a.teachers);
  for (std::size_t t = 0; t < a.teachers; ++t) names[t] = {"t" + std::to_string(t), t};
  std::sort(names.begin(), names.end());
  auto const said = [](bool holds) { return holds ? xunze::verdict::pass : xunze::verdict::fail; };
  for (auto const& [name, t] : names) {
    bool const few = hours[t] <= 150;
    bool const once = was[t] != 0;
    xunze::decision_row& row = found.decisions.emplace_back();
    row.key.emplace_back("teacher_id", xunze::value{name});
    row.verdict = said(few && once);
    row.parts = {{0, said(few)}, {1, said(once)}};
  }
  return found;
}

answers measure_loop(arrays const& a) {
  std::vector<std::int64_t> came_n(a.insts, 0);
  std::vector<std::int64_t> all_n(a.insts, 0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    std::size_t const inst = at(a.class_inst[at(a.in_class[i])]);
    came_n[inst] += came[at(a.status[i])];
    ++all_n[inst];
  }
  answers found;
  for (std::size_t i = 0; i < a.insts; ++i) {
    std::int32_t place = 1;
    for (std::size_t k = 0; k < a.insts; ++k) {
      place += int{came_n[k] * all_n[i] > came_n[i] * all_n[k]};
    }
    std::int64_t const rate = (came_n[i] * 20000 + all_n[i]) / (2 * all_n[i]);
    found.keys.push_back(static_cast<std::int64_t>(i));
    found.measured.push_back(came_n[i]);
    found.rows.insert(found.rows.end(), {static_cast<std::int32_t>(all_n[i]),
                                         static_cast<std::int32_t>(rate), place});
    found.finish_subject();
  }
  return found;
}

}  // namespace bench
