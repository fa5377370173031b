// SPDX-License-Identifier: Apache-2.0
// Gathers a table from a program's own structs by their members.
#ifndef XUNZE_TABLE_STRUCTS_HPP
#define XUNZE_TABLE_STRUCTS_HPP

#include "xunze/table/dataset_builder.hpp"

#include <concepts>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace xunze {

/// A column read from a member, or from anything callable with the struct.
/// Shape: std::string, string_view, char const*, integers, bool, date, timestamp, decimal,
/// value, or std::optional of these. Nulls: an empty optional and a null char const* are null.
/// Example: builder.add_structs("enrolment", rows, field("enr_id", &enrolment::id))
template <typename Member>
[[nodiscard]] auto field(std::string column, Member member) {
  auto const get = [member](auto const& row) -> decltype(auto) {
    return std::invoke(member, row);
  };
  return struct_field<decltype(get)>{std::move(column), get};
}

/// A column read from a member through a function, such as an enumeration's code; an optional
/// member may go through a function of what it holds.
/// Example: field("status", &enrolment::status, &code_of_status)
template <typename Member, typename Convert>
[[nodiscard]] auto field(std::string column, Member member, Convert convert) {
  auto const get = [member, convert](auto const& row) {
    using held = std::remove_cvref_t<decltype(std::invoke(member, row))>;
    if constexpr (std::invocable<Convert const&, held const&>) {
      return std::invoke(convert, std::invoke(member, row));
    } else {
      auto const& cell = std::invoke(member, row);
      using converted = decltype(std::invoke(convert, *cell));
      return cell ? std::optional<converted>{std::invoke(convert, *cell)} : std::nullopt;
    }
  };
  return struct_field<decltype(get)>{std::move(column), get};
}

namespace detail {

template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <typename T>
void add_member(column_writer& into, T const& cell) {
  if constexpr (std::is_floating_point_v<T>) {
    static_assert(!std::is_floating_point_v<T>,
                  "xunze: binary floating point is not exact; use xunze::decimal, an integer of a "
                  "smaller unit, or a text");
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(!std::is_enum_v<T>,
                  "xunze: give field() a function from this enum to its code as third argument");
  } else if constexpr (is_optional<T>) {
    if (cell) {
      add_member(into, *cell);
    } else {
      into.add_null();
    }
  } else if constexpr (std::same_as<T, bool>) {
    into.add_boolean(cell);
  } else if constexpr (std::is_integral_v<T>) {
    if (std::in_range<std::int64_t>(cell)) {
      into.add_integer(static_cast<std::int64_t>(cell));
    } else {
      into.add_refused(std::to_string(cell), {"超出范围", "is out of range"});
    }
  } else if constexpr (std::same_as<T, date>) {
    into.add_date(cell);
  } else if constexpr (std::same_as<T, timestamp>) {
    into.add_timestamp(cell);
  } else if constexpr (std::same_as<T, decimal>) {
    into.add_decimal(cell);
  } else if constexpr (std::same_as<T, value>) {
    into.add_value(cell);
  } else if constexpr (std::same_as<T, char const*> || std::same_as<T, char*>) {
    if (cell != nullptr) {
      into.add_text(cell);
    } else {
      into.add_null();
    }
  } else if constexpr (std::convertible_to<T const&, std::string_view>) {
    into.add_text(cell);
  } else {
    static_assert(!sizeof(T), "xunze: no column holds this type; see field()");
  }
}

}  // namespace detail

template <typename Rows, typename... Get>
void dataset_builder::add_structs(std::string_view table, Rows const& rows,
                                  struct_field<Get> const&... fields) {
  std::vector<std::string> const headers{fields.column...};
  auto const one = [&rows](column_writer& into, auto const& get) {
    for (auto const& row : rows) {
      using cell = std::remove_cvref_t<decltype(get(row))>;
      detail::add_member(into, static_cast<cell const&>(get(row)));
    }
  };
  add_cells(table, headers, std::size(rows), [&](std::size_t which, column_writer& into) {
    std::size_t position = 0;
    ((position++ == which ? one(into, fields.get) : void()), ...);
  });
}

}  // namespace xunze

#endif
