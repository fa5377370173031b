// SPDX-License-Identifier: Apache-2.0
// Values, texts and diagnostics between Python and C++.
#include "convert.hpp"

#include "xunze/core/failure.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

namespace xunze::python {
namespace {

py::object imported(char const* module, char const* name) {
  return py::module_::import(module).attr(name);
}

std::string to_string_of(py::handle object) { return py::str(object).cast<std::string>(); }

bool is_instance(py::handle object, char const* module, char const* name) {
  return py::isinstance(object, imported(module, name));
}

timestamp to_timestamp(py::handle object) {
  auto const part = [&](char const* name) { return object.attr(name).cast<int>(); };
  auto const day = date_from_ymd(part("year"), part("month"), part("day"));
  std::int64_t seconds = start_of(day.value_or(first_date)).seconds + part("hour") * 3600 +
                         part("minute") * 60 + part("second");
  py::object const offset = object.attr("utcoffset")();
  if (!offset.is_none()) {
    seconds += local_offset_seconds - offset.attr("days").cast<std::int64_t>() * day_seconds -
               offset.attr("seconds").cast<std::int64_t>();
  }
  return {seconds};
}

code_set to_codes(py::handle object) {
  std::vector<std::string> codes;
  if (py::isinstance<py::str>(object)) {
    for (py::handle const each : object.attr("split")(",")) {
      std::string word = to_string_of(each.attr("strip")());
      if (!word.empty()) codes.push_back(std::move(word));
    }
  } else {
    for (py::handle const each : object) codes.push_back(to_string_of(each));
  }
  return code_set{std::move(codes)};
}

bool is_collection(py::handle object) {
  return py::isinstance<py::list>(object) || py::isinstance<py::tuple>(object) ||
         py::isinstance<py::set>(object) || py::isinstance<py::frozenset>(object);
}

bool is_not_a_number(py::handle object) {
  // NaN, NaT and NA are the values that do not equal themselves.
  return py::isinstance<py::float_>(object) ? std::isnan(object.cast<double>())
                                            : is_instance(object, "decimal", "Decimal") &&
                                                  object.attr("is_nan")().cast<bool>();
}

}  // namespace

language language_of(std::string_view name) {
  if (name == "zh") return language::zh;
  if (name == "en") return language::en;
  throw py::value_error("the language is `zh` or `en`");
}

date to_date(py::handle object) {
  if (py::isinstance<py::str>(object)) {
    auto const read = parse_date(object.cast<std::string>());
    if (!read) {
      throw failure{"date.invalid", {"“" + to_string_of(object) + "”不是日期",
                                     "`" + to_string_of(object) + "` is not a date"}};
    }
    return *read;
  }
  if (!is_instance(object, "datetime", "date")) throw py::type_error("a date is needed");
  return make_date(object.attr("year").cast<int>(), object.attr("month").cast<int>(),
                   object.attr("day").cast<int>());
}

py::object from_date(date day) {
  return imported("datetime", "date")(year_of(day), month_of(day), day_of(day));
}

// Names of files and excerpts may hold anything.
static py::str shown(std::string const& words) {
  PyObject* const made = PyUnicode_DecodeUTF8(
      words.data(), static_cast<py::ssize_t>(words.size()), "replace");
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(made);
}

py::object from_text(text const& both) {
  return py::make_tuple(shown(both.in(language::zh)), shown(both.in(language::en)));
}

py::object from_value(value const& held) {
  if (held.is_null()) return py::none();
  if (auto const* const flag = held.get_if<bool>()) return py::bool_(*flag);
  if (auto const* const number = held.get_if<std::int64_t>()) return py::int_(*number);
  if (auto const* const exact = held.get_if<decimal>()) {
    return imported("decimal", "Decimal")(to_string(*exact));
  }
  if (auto const* const day = held.get_if<date>()) return from_date(*day);
  if (auto const* const set = held.get_if<code_set>()) {
    py::list codes;
    for (std::string const& code : set->codes()) codes.append(code);
    return py::frozenset(codes);
  }
  if (auto const* const code = held.get_if<code_value>()) return py::str(code->code);
  if (auto const* const range = held.get_if<number_range>()) {
    auto const make = imported("decimal", "Decimal");
    return py::make_tuple(make(to_string(range->lo)), make(to_string(range->hi)));
  }
  return py::str(to_string(held));
}

py::list from_diagnostics(std::span<diagnostic const> findings) {
  constexpr std::array levels{"error", "warning", "note"};
  py::object const make = imported("xunze.failure", "Diagnostic");
  py::list out;
  for (diagnostic const& each : findings) {
    out.append(make(each.code, levels[static_cast<std::size_t>(each.level)], shown(each.at.file),
                    each.at.line, each.at.column, shown(each.at.sheet), each.at.row,
                    shown(each.at.column_name), from_text(each.message), from_text(each.help),
                    from_text({render(each, language::zh), render(each, language::en)})));
  }
  return out;
}

value to_value(py::handle object) {
  if (object.is_none() || is_not_a_number(object)) return {};
  if (py::isinstance<py::bool_>(object)) return value{object.cast<bool>()};
  if (py::isinstance<py::int_>(object)) return value{object.cast<std::int64_t>()};
  if (py::isinstance<py::str>(object)) return value{object.cast<std::string>()};
  if (is_instance(object, "datetime", "datetime")) return value{to_timestamp(object)};
  if (is_instance(object, "datetime", "date")) return value{to_date(object)};
  if (is_instance(object, "decimal", "Decimal")) {
    auto const exact = parse_decimal(py::str(object.attr("__format__")("f")).cast<std::string>());
    if (exact) return value{*exact};
  }
  if (is_collection(object)) return value{to_codes(object)};
  throw py::type_error("no column holds a value of this type: " +
                       to_string_of(py::type::of(object)));
}

value to_parameter(parameter const& of, py::handle object) {
  if (object.is_none()) return {};
  std::string const written = to_string_of(object);
  bool const is_text = py::isinstance<py::str>(object);
  if (is_text && (written == "none" || written == "null")) return {};
  switch (of.type) {
    case parameter_type::integer:
    case parameter_type::decimal:
      if (!py::isinstance<py::bool_>(object) && !py::isinstance<py::float_>(object)) {
        if (auto const exact = parse_decimal(written)) return value{*exact};
      }
      break;
    case parameter_type::boolean:
      if (written == "True" || written == "true" || written == "是") return value{true};
      if (written == "False" || written == "false" || written == "否") return value{false};
      break;
    case parameter_type::date:
      if (is_text) {
        if (auto const day = parse_date(written)) return value{*day};
      } else if (is_instance(object, "datetime", "date")) {
        return value{to_date(object)};
      }
      break;
    case parameter_type::choice:
    case parameter_type::enumeration: break;
    case parameter_type::set:
    case parameter_type::texts:
      if (is_text || is_collection(object)) return value{to_codes(object)};
      break;
  }
  return value{written};
}

value to_kind_of(value const& sample, std::string_view written) {
  switch (sample.kind()) {
    case value_kind::boolean: return value{written == "true" || written == "是"};
    case value_kind::integer: {
      auto const exact = parse_decimal(written);
      auto const whole = exact ? rescale(*exact, 0, rounding::exact) : std::nullopt;
      return whole ? value{*whole} : value{};
    }
    case value_kind::decimal: {
      auto const exact = parse_decimal(written);
      return exact ? value{*exact} : value{};
    }
    case value_kind::date: {
      auto const day = parse_date(written);
      return day ? value{*day} : value{};
    }
    case value_kind::timestamp: {
      auto const time = parse_timestamp(written);
      return time ? value{*time} : value{};
    }
    case value_kind::code:
      return value{code_value{sample.get_if<code_value>()->enumeration, std::string{written}}};
    default: return value{written};
  }
}

void add_binary(column_writer& into, double number) {
  if (std::isnan(number)) {
    into.add_null();
    return;
  }
  std::array<char, 512> digits{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                 std::chars_format::fixed);
  into.add_text({digits.data(), end.ptr});
}

void add_cell(column_writer& into, py::handle cell) {
  bool const is_text = into.schema().type == column_type::text;
  if (cell.is_none()) {
    into.add_null();
  } else if (py::isinstance<py::str>(cell)) {
    Py_ssize_t size = 0;
    char const* const words = PyUnicode_AsUTF8AndSize(cell.ptr(), &size);
    if (words == nullptr) {
      PyErr_Clear();
      into.add_refused("?", {"不是有效的文字", "is not valid text"});
    } else {
      into.add_text({words, static_cast<std::size_t>(size)});
    }
  } else if (py::isinstance<py::float_>(cell)) {
    add_binary(into, cell.cast<double>());
  } else if (py::isinstance<py::int_>(cell) && is_text) {
    into.add_text(to_string_of(cell));
  } else if (py::isinstance<py::int_>(cell) && !py::isinstance<py::bool_>(cell)) {
    int overflow = 0;
    auto const number = PyLong_AsLongLongAndOverflow(cell.ptr(), &overflow);
    if (overflow == 0) {
      into.add_integer(number);
    } else {
      into.add_refused("…", {"超出范围", "is out of range"});
    }
  } else if (is_collection(cell)) {
    code_set const members = to_codes(cell);
    std::vector<std::string_view> const words(members.codes().begin(), members.codes().end());
    into.add_set(words);
  } else if (to_string_of(cell) == "NaT" || to_string_of(cell) == "<NA>") {
    into.add_null();
  } else {
    into.add_value(to_value(cell));
  }
}

}  // namespace xunze::python
