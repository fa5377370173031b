// SPDX-License-Identifier: Apache-2.0
#include "loops.hpp"

#include "loops_shared.hpp"

#include "xunze/core/decimal.hpp"

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

std::int32_t whole(xunze::value const& v) {
  return static_cast<std::int32_t>(*v.get_if<std::int64_t>());
}

}  // namespace

std::int64_t number_in(xunze::value const& id) { return std::stoll(to_string(id).substr(1)); }

answers as_answers(std::vector<xunze::measure_row> const& rows) {
  answers made;
  for (xunze::measure_row const& row : rows) {
    made.keys.push_back(number_in(row.group[0].second));
    made.measured.push_back(whole(row.numerator));
    auto const rate = xunze::parse_decimal(row.rate.value_or("0"));
    made.rows.push_back(whole(row.denominator));
    made.rows.push_back(static_cast<std::int32_t>(rate->mantissa));
    made.rows.push_back(whole(row.rank));
    made.finish_subject();
  }
  return made;
}

answers as_answers(std::vector<xunze::decision_row> const& rows) {
  answers made;
  for (xunze::decision_row const& row : rows) {
    made.keys.push_back(number_in(row.key[0].second));
    made.measured.push_back(static_cast<std::int64_t>(row.verdict));
    for (auto const& part : row.parts) {
      made.rows.push_back(static_cast<std::int32_t>(part.second));
    }
    made.finish_subject();
  }
  return made;
}

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
      {"decision", decision_loop},
      {"measure", measure_loop},
  };
  for (auto const& [id, made] : loops) {
    if (name == id) return made;
  }
  return nullptr;
}

}  // namespace bench
