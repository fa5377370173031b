// SPDX-License-Identifier: Apache-2.0
// Everything a run says as plain Python data, with exact intervals: what tests compare.
#include "register.hpp"

#include "batch/engine.hpp"
#include "batch/state.hpp"
#include "handles.hpp"

#include <pybind11/stl.h>

#include <array>
#include <string>
#include <vector>

namespace xunze::python {
namespace {

namespace py = pybind11;
using batch_detail::cell;
using batch_detail::is_finite;
using batch_detail::program;

constexpr std::array all_verdicts{verdict::not_applicable, verdict::pass,    verdict::waived,
                                  verdict::pending,        verdict::unknown, verdict::fail};

std::string shortest(decimal number) {
  std::string digits = to_string(number);
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

// A known value: numbers and dates as text, sets as sorted lists.
py::object plain(value const& held) {
  if (held.is_null()) return py::none();
  if (auto const* const flag = held.get_if<bool>()) return py::bool_(*flag);
  if (auto const* const number = held.get_if<decimal>()) return py::str(shortest(*number));
  if (auto const* const code = held.get_if<code_value>()) return py::str(code->code);
  if (auto const* const set = held.get_if<code_set>()) return py::cast(set->codes());
  return py::str(to_string(held));
}

// As `plain`, whole numbers as int.
py::object key_part(value const& held) {
  if (auto const* const number = held.get_if<std::int64_t>()) return py::int_(*number);
  return plain(held);
}

py::dict to_dict(key_values const& key) {
  py::dict out;
  for (auto const& [name, part] : key) out[py::str(name)] = key_part(part);
  return out;
}

// A value that may be unknown: [lo, hi] with None for an end that is not bounded.
py::object exact(cell held, value_type const& type, dictionary const* texts) {
  if (held.is_none()) return py::none();
  auto const end = [&](std::int64_t at) {
    return plain(batch_detail::to_value(cell{at, at}, type, texts));
  };
  if (type.is(value_class::set)) {
    if (held.lo == held.hi) return end(held.lo);
    return py::make_tuple(end(held.lo), end(held.hi));
  }
  if (held.is_point() && is_finite(held.lo)) return end(held.lo);
  bool const ends = type.is(value_class::number) || type.is(value_class::date) ||
                    type.is(value_class::timestamp) || type.is(value_class::boolean);
  if (!ends) return py::make_tuple(py::none(), py::none());
  return py::make_tuple(end(held.lo), end(held.hi));
}

py::object exact(program const& of, std::size_t row, scratch_ref space) = delete;

}  // namespace
}  // namespace xunze::python
