// SPDX-License-Identifier: Apache-2.0
// Types of expressions, finer than those of columns.
#ifndef XUNZE_CHECK_TYPE_HPP
#define XUNZE_CHECK_TYPE_HPP

#include "xunze/schema/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace xunze {

/// What kind of value an expression gives; numbers are mantissas at a scale.
enum class value_class : std::uint8_t {
  boolean, number, date, timestamp, text, code, set, row
};

/// Type of an expression.
/// Shape: `scale` of number (0: an int), `codes` of code and set, `table` of row; `domain` of
/// text names the dictionary as table and column, empty for texts of no table.
struct value_type {
  value_class kind = value_class::boolean;
  std::uint8_t scale = 0;
  enumeration const* codes = nullptr;
  table_schema const* table = nullptr;
  std::pair<std::string, std::string> domain{};
  bool may_be_none = false;  // a null that means none, or a path that may end
  std::int8_t absent = 0;    // infinite where there are no rows: 1 of min and nearest, -1 of max

  [[nodiscard]] bool is(value_class k) const noexcept { return kind == k; }
};

/// The type of a table's column; foreign keys get the domain of the key they refer to.
[[nodiscard]] value_type type_of(vocabulary const& words, table_schema const& table,
                                 std::size_t column);

/// Table and column whose dictionary a text column shares.
[[nodiscard]] std::pair<std::string, std::string> domain_of(vocabulary const& words,
                                                            table_schema const& table,
                                                            std::size_t column);

/// Name of a type for messages: `decimal(2)`, `enum grade`, `row project`.
[[nodiscard]] std::string to_string(value_type const& type);

}  // namespace xunze

#endif
