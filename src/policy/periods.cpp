// SPDX-License-Identifier: Apache-2.0
#include "policy/periods.hpp"

#include <algorithm>
#include <limits>

namespace xunze::policy_detail {
namespace {

std::int64_t whole(expression const& e) {
  if (!e) return 0;
  if (e->kind == operation::negate && e->operands.size() == 1) return -whole(e->operands[0]);
  if (e->kind != operation::literal) return 0;
  auto const* number = e->literal.get_if<std::int64_t>();
  return number != nullptr ? *number : 0;
}

std::int64_t less_by(expression const& e) {
  if (!e || e->operands.size() != 2 || e->operands[0]->kind != operation::path) return 0;
  if (e->kind == operation::subtract) return whole(e->operands[1]);
  bool const adds = e->kind == operation::add ||
                    (e->kind == operation::call && e->function == "add_years");
  return adds ? -whole(e->operands[1]) : 0;
}

}  // namespace

int periods_back(std::vector<expression> const& on) {
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  std::int64_t back = 0;
  for (expression const& one : on) back = std::max(back, less_by(one));
  return static_cast<int>(std::min(back, most));
}

int periods_back(lookup const& of) {
  std::vector<expression> on;
  for (named_expression const& one : of.on) on.push_back(one.value);
  return periods_back(on);
}

}  // namespace xunze::policy_detail
