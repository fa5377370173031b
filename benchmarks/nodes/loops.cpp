// SPDX-License-Identifier: Apache-2.0
#include "loops.hpp"

#include "loops_shared.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <utility>

namespace bench {
namespace {

std::vector<std::size_t> by_key(answers const& a) {
  std::vector<std::size_t> order(a.keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t x, std::size_t y) { return a.keys[x] < a.keys[y]; });
  return order;
}

std::string shown(answers const& a, std::size_t i) {
  std::ostringstream made;
  made << "subject " << a.keys[i] << ": " << a.measured[i] << ", rows";
  std::size_t const end = std::min(a.first_row[i + 1], a.first_row[i] + 20);
  for (std::size_t r = a.first_row[i]; r < end; ++r) made << ' ' << a.rows[r];
  if (end < a.first_row[i + 1]) made << " …";
  return made.str();
}

}  // namespace

std::string difference(answers const& one, answers const& other) {
  std::string const numbers =
      std::to_string(one.keys.size()) + " and " + std::to_string(other.keys.size()) + " subjects";
  if (one.keys.size() != other.keys.size()) return numbers;
  auto const mine = by_key(one);
  auto const theirs = by_key(other);
  auto const rows = [](answers const& a, std::size_t i) {
    auto const from = a.rows.begin();
    return std::pair{from + static_cast<std::ptrdiff_t>(a.first_row[i]),
                     from + static_cast<std::ptrdiff_t>(a.first_row[i + 1])};
  };
  for (std::size_t i = 0; i < mine.size(); ++i) {
    auto const [x, x_end] = rows(one, mine[i]);
    auto const [y, y_end] = rows(other, theirs[i]);
    if (one.keys[mine[i]] != other.keys[theirs[i]] ||
        one.measured[mine[i]] != other.measured[theirs[i]] || !std::equal(x, x_end, y, y_end)) {
      return numbers + "; " + shown(one, mine[i]) + "; " + shown(other, theirs[i]);
    }
  }
  return {};
}

loop loop_for(std::string const& name) {
  static std::pair<char const*, loop> const loops[] = {
      {"column", column_loop},
      {"let", let_loop},
      {"dated", dated_loop},
      {"lookup", lookup_loop},
      {"expand", expand_loop},
      {"union", union_loop},
      {"cross", cross_loop},
      {"count", count_loop},
      {"distinct", distinct_loop},
      {"sum", sum_loop},
      {"min", min_loop},
      {"max", max_loop},
      {"or", or_loop},
      {"any", any_loop},
      {"none", none_loop},
      {"linear", linear_loop},
      {"match", match_loop},
      {"nearest", nearest_loop},
      {"concurrent", concurrent_loop},
      {"carry", carry_loop},
      {"rank", rank_loop},
      {"places", places_loop},
  };
  for (auto const& [id, made] : loops) {
    if (name == id) return made;
  }
  return nullptr;
}

}  // namespace bench
