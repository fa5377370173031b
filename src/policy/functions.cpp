// SPDX-License-Identifier: Apache-2.0
// The functions of the expression profile: their names and numbers of arguments.
#include "xunze/policy/functions.hpp"

#include <algorithm>
#include <array>

namespace xunze {
namespace {

constexpr std::array<function_signature, 27> table{{
    {"abs", 1, 1},          {"add_days", 2, 2},     {"add_months", 2, 2},
    {"add_years", 2, 2},    {"age", 2, 2},          {"ancestor", 1, 1, call_form::step},
    {"ceil", 1, 2},         {"coalesce", 2, 2},     {"date", 1, 3},
    {"date_of", 1, 1},      {"day", 1, 1},          {"days_between", 2, 2},
    {"due_after", 2, 5},    {"due_before", 2, 3},   {"floor", 1, 2},
    {"has", 1, 1},          {"holds", 1, 1, call_form::both},
    {"intersects", 2, 2},   {"matches", 2, 2},      {"max", 2, 2},
    {"min", 2, 2},          {"month", 1, 1},        {"size", 1, 1},
    {"starts_with", 2, 2},  {"subset", 2, 2},       {"valid_at", 3, 3},
    {"year", 1, 1},
}};

static_assert(std::is_sorted(table.begin(), table.end(),
                             [](auto const& a, auto const& b) { return a.name < b.name; }));

}  // namespace

std::span<function_signature const> functions() noexcept { return table; }

function_signature const* find_function(std::string_view name) noexcept {
  auto const all = functions();
  auto const at = std::lower_bound(
      all.begin(), all.end(), name,
      [](function_signature const& one, std::string_view wanted) { return one.name < wanted; });
  return at != all.end() && at->name == name ? &*at : nullptr;
}

}  // namespace xunze
