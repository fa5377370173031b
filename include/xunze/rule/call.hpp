// SPDX-License-Identifier: Apache-2.0
// The functions of the expression profile as C++ functions over terms.
#ifndef XUNZE_RULE_CALL_HPP
#define XUNZE_RULE_CALL_HPP

#include "xunze/rule/term.hpp"

#include <concepts>
#include <string_view>

namespace xunze {

namespace detail {
/// A call of a function of the profile.
template <std::convertible_to<term>... Terms>
[[nodiscard]] term call(char const* function, Terms const&... operands) {
  return make_call(function, {term{operands}.tree()...});
}
}  // namespace detail

// Each gives what docs/expressions.md says of the function of its name.

[[nodiscard]] inline term has(term const& x) { return detail::call("has", x); }
[[nodiscard]] inline term coalesce(term const& a, term const& b) {
  return detail::call("coalesce", a, b);
}
/// The function `date(y, m, d)`; a date known beforehand is `lit(make_date(2023, 7, 5))`.
[[nodiscard]] inline term make_date(term const& y, term const& m, term const& d) {
  return detail::call("date", y, m, d);
}
[[nodiscard]] inline term year(term const& d) { return detail::call("year", d); }
[[nodiscard]] inline term month(term const& d) { return detail::call("month", d); }
[[nodiscard]] inline term day(term const& d) { return detail::call("day", d); }
[[nodiscard]] inline term date_of(term const& t) { return detail::call("date_of", t); }
[[nodiscard]] inline term add_days(term const& d, term const& n) {
  return detail::call("add_days", d, n);
}
[[nodiscard]] inline term add_months(term const& d, term const& n) {
  return detail::call("add_months", d, n);
}
[[nodiscard]] inline term add_years(term const& d, term const& n) {
  return detail::call("add_years", d, n);
}
/// Takes up to three readings more: day_count, holiday_rollover, count_start_day.
template <std::convertible_to<term>... Readings>
  requires(sizeof...(Readings) <= 3)
[[nodiscard]] term due_after(term const& d, term const& n, Readings const&... readings) {
  return detail::call("due_after", d, n, readings...);
}
/// Takes one reading more: day_count.
template <std::convertible_to<term>... Readings>
  requires(sizeof...(Readings) <= 1)
[[nodiscard]] term due_before(term const& d, term const& n, Readings const&... readings) {
  return detail::call("due_before", d, n, readings...);
}
[[nodiscard]] inline term days_between(term const& a, term const& b) {
  return detail::call("days_between", a, b);
}
[[nodiscard]] inline term age(term const& birth, term const& on) {
  return detail::call("age", birth, on);
}
[[nodiscard]] inline term valid_at(term const& from, term const& to, term const& d) {
  return detail::call("valid_at", from, to, d);
}
[[nodiscard]] inline term min(term const& a, term const& b) { return detail::call("min", a, b); }
[[nodiscard]] inline term max(term const& a, term const& b) { return detail::call("max", a, b); }
[[nodiscard]] inline term abs(term const& x) { return detail::call("abs", x); }
[[nodiscard]] inline term ceil(term const& x, int scale = 0) {
  return detail::call("ceil", x, scale);
}
[[nodiscard]] inline term floor(term const& x, int scale = 0) {
  return detail::call("floor", x, scale);
}
[[nodiscard]] inline term matches(term const& t, std::string_view pattern) {
  return detail::call("matches", t, std::string{pattern});
}
[[nodiscard]] inline term starts_with(term const& t, term const& prefix) {
  return detail::call("starts_with", t, prefix);
}
[[nodiscard]] inline term size(term const& s) { return detail::call("size", s); }
[[nodiscard]] inline term subset(term const& a, term const& b) {
  return detail::call("subset", a, b);
}
[[nodiscard]] inline term intersects(term const& a, term const& b) {
  return detail::call("intersects", a, b);
}
/// Whether a rule's verdict for this row lets it stand.
[[nodiscard]] inline term holds(std::string_view rule) {
  return detail::call("holds", std::string{rule});
}
/// The same for the row that a path leads to.
[[nodiscard]] term holds(term const& row, std::string_view rule);
/// The row of a level above `row` in its table's tree: `row.ancestor('county')`.
[[nodiscard]] term ancestor(term const& row, std::string_view level);

}  // namespace xunze

#endif
