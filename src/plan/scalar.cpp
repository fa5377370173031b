// SPDX-License-Identifier: Apache-2.0
#include "plan/scalar.hpp"

#include <algorithm>
#include <bit>

namespace xunze::plan_detail {

std::int64_t all_codes_of(value_type const& type) noexcept {
  std::size_t const n = type.codes ? std::min<std::size_t>(type.codes->values.size(), 62) : 62;
  return (std::int64_t{1} << n) - 1;
}

cell unknown_of(value_type const& type) noexcept {
  if (type.is(value_class::set)) return {0, all_codes_of(type)};
  return type.is(value_class::boolean) ? cell{0, 1} : unknown_cell;
}

truth equal_cells(cell a, cell b) noexcept {
  if (a.is_none() || b.is_none()) return truth_of(a.is_none() && b.is_none());
  bool const both_ends = a.lo == a.hi && b.lo == b.hi && a.lo == b.lo;
  if (both_ends) return truth::yes;  // equal infinities are equal, too
  return equal(interval{a.lo, a.hi}, interval{b.lo, b.hi});
}

truth less_cells(cell a, cell b) noexcept {
  if (a.is_none() || b.is_none()) return truth::unknown;
  return less(interval{a.lo, a.hi}, interval{b.lo, b.hi});
}

truth compare_cells(operation op, cell a, cell b) noexcept {
  switch (op) {
    case operation::equal: return equal_cells(a, b);
    case operation::not_equal: return not_(equal_cells(a, b));
    case operation::less: return less_cells(a, b);
    case operation::greater: return less_cells(b, a);
    case operation::less_equal: return not_(less_cells(b, a));
    default: return not_(less_cells(a, b));
  }
}

truth compare_sets(operation op, cell a, cell b) noexcept {
  truth same = truth::unknown;
  if (a.is_none() || b.is_none()) {
    same = truth_of(a.is_none() && b.is_none());
  } else if ((a.lo & ~b.hi) != 0 || (b.lo & ~a.hi) != 0) {
    same = truth::no;
  } else if (a.is_point() && b.is_point()) {
    same = truth::yes;
  }
  return op == operation::equal ? same : not_(same);
}

truth code_in_set(cell code, cell set, std::int64_t all) noexcept {
  if (code.is_none() || set.is_none()) return truth::no;
  if (!code.is_point()) return truth_from_bits(set.lo == all, set.hi != 0);
  if (code.lo < 0 || code.lo > 61) return truth::no;
  return truth_from_bits(((set.lo >> code.lo) & 1) != 0, ((set.hi >> code.lo) & 1) != 0);
}

cell arithmetic(operation op, cell a, cell b) noexcept {
  if (a.is_none() || b.is_none()) return unknown_cell;
  interval const x{a.lo, a.hi};
  interval const y{b.lo, b.hi};
  interval r;
  switch (op) {
    case operation::add: r = add(x, y); break;
    case operation::subtract: r = sub(x, y); break;
    case operation::multiply: r = mul(x, y); break;
    default: r = neg(x); break;
  }
  return {r.lo, r.hi};
}

cell rescale_cell(cell a, int from, int to, rounding how) noexcept {
  if (a.is_none() || from == to) return a;
  auto const end = [&](std::int64_t v) -> std::optional<std::int64_t> {
    if (!is_finite(v)) return v;
    return rescale(decimal{v, static_cast<std::uint8_t>(from)}, static_cast<std::uint8_t>(to), how);
  };
  auto const lo = end(a.lo);
  auto const hi = end(a.hi);
  if (!lo || !hi) return unknown_cell;
  return {*lo, *hi};
}

cell merge_cells(cell a, cell b, value_type const& type) noexcept {
  if (a == b) return a;
  if (a.is_none() || b.is_none()) return unknown_of(type);
  switch (type.kind) {
    case value_class::set: return {a.lo & b.lo, a.hi | b.hi};
    case value_class::text:
    case value_class::code:
    case value_class::row: return unknown_cell;
    default: return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
  }
}

case_order::case_order(std::span<case_label const> labels) : beats(labels.size(), 0) {
  auto const number = [&](std::string const& label) {
    std::size_t i = 0;
    while (i < labels.size() && labels[i].label != label) ++i;
    return i;
  };
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (std::string const& over : labels[i].over) {
      if (auto const j = number(over); j < labels.size()) beats[i] |= std::uint64_t{1} << j;
    }
  }
  for (std::size_t k = 0; k < beats.size(); ++k) {  // transitive closure
    for (std::size_t i = 0; i < beats.size(); ++i) {
      if ((beats[i] >> k) & 1U) beats[i] |= beats[k];
    }
  }
}

int case_order::outcome_of(std::uint64_t holding) const noexcept {
  if (holding == 0) return case_outcome::otherwise;
  std::uint64_t beaten = 0;
  for (std::size_t i = 0; i < beats.size(); ++i) {
    if ((holding >> i) & 1U) beaten |= beats[i];
  }
  std::uint64_t const top = holding & ~beaten;
  if (std::popcount(top) != 1) return case_outcome::collision;
  return std::countr_zero(top);
}

}  // namespace xunze::plan_detail
