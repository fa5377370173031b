// SPDX-License-Identifier: Apache-2.0
// One typed value as it crosses the library's boundary: a parameter, a key, a measured value.
#ifndef XUNZE_CORE_VALUE_HPP
#define XUNZE_CORE_VALUE_HPP

#include "xunze/core/date.hpp"
#include "xunze/core/decimal.hpp"

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xunze {

/// One code of an enumeration.
struct code_value {
  std::string enumeration;
  std::string code;
  auto operator<=>(code_value const&) const = default;
};

/// A set of codes.
/// Shape: sorted by bytes, each once; the constructor takes care of it.
class code_set {
 public:
  code_set() = default;
  explicit code_set(std::vector<std::string> codes);

  [[nodiscard]] std::vector<std::string> const& codes() const noexcept { return codes_; }
  [[nodiscard]] bool contains(std::string_view code) const noexcept;
  auto operator<=>(code_set const&) const = default;

 private:
  std::vector<std::string> codes_;
};

/// Two numbers, both ends included.
struct number_range {
  decimal lo;
  decimal hi;
  bool operator==(number_range const&) const = default;
  std::weak_ordering operator<=>(number_range const&) const = default;
};

/// What a value holds; the order of kinds is the order of values of different kinds.
enum class value_kind : std::uint8_t {
  null,
  boolean,
  integer,
  decimal,
  date,
  timestamp,
  text,
  code,
  set,
  range
};

/// Stable code of a kind: its enumerator's spelling.
[[nodiscard]] std::string_view code_of(value_kind kind) noexcept;

/// A value of one of ten kinds; equality and order go by kind, then by content.
/// Nulls: null equals null and comes first. Cost: for boundaries, not for columns.
class value {
 public:
  using storage = std::variant<std::monostate, bool, std::int64_t, xunze::decimal, xunze::date,
                               xunze::timestamp, std::string, code_value, code_set, number_range>;

  value() = default;
  value(std::same_as<bool> auto flag) : held_{std::in_place_index<1>, flag} {}
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool> && (std::is_signed_v<Integer> || sizeof(Integer) < 8))
  value(Integer number) : held_{std::in_place_index<2>, static_cast<std::int64_t>(number)} {}
  value(xunze::decimal number) : held_{number} {}
  value(xunze::date day) : held_{day} {}
  value(xunze::timestamp time) : held_{time} {}
  value(std::string words) : held_{std::move(words)} {}
  value(std::string_view words) : held_{std::string{words}} {}
  value(char const* words) : held_{std::string{words}} {}
  value(code_value code) : held_{std::move(code)} {}
  value(code_set set) : held_{std::move(set)} {}
  value(number_range range) : held_{range} {}

  [[nodiscard]] value_kind kind() const noexcept {
    return static_cast<value_kind>(held_.index());
  }
  [[nodiscard]] bool is_null() const noexcept { return held_.index() == 0; }

  /// The content if it has type T (bool, std::int64_t, decimal, date, …), else null.
  template <typename T>
  [[nodiscard]] T const* get_if() const noexcept {
    return std::get_if<T>(&held_);
  }
  [[nodiscard]] storage const& held() const noexcept { return held_; }

  friend bool operator==(value const& a, value const& b);
  friend std::weak_ordering operator<=>(value const& a, value const& b);

 private:
  storage held_;
};

/// The value as people write it; texts as they are, sets as `{a, b}`, ranges as `[lo, hi]`.
[[nodiscard]] std::string to_string(value const& held);

}  // namespace xunze

#endif
