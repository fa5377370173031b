// SPDX-License-Identifier: Apache-2.0
// Cells as people write them: blanks, full-width forms, units, dates.
#ifndef XUNZE_SRC_TABLE_CELL_TEXT_HPP
#define XUNZE_SRC_TABLE_CELL_TEXT_HPP

#include "xunze/core/date.hpp"
#include "xunze/core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::detail {

// Without blanks (also U+3000, U+00A0, U+FEFF) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view written);
// Half-width, without blanks, ASCII letters small: the form in which headers are compared.
[[nodiscard]] std::string folded(std::string_view written);

// Each reads a trimmed cell; nullopt if it is anything else. Digits may be full width, and the
// column's unit may follow a number.
[[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view cell, text const& unit);
[[nodiscard]] std::optional<std::int64_t> read_decimal(std::string_view cell, std::uint8_t scale,
                                                       text const& unit);
[[nodiscard]] std::optional<bool> read_boolean(std::string_view cell);
[[nodiscard]] std::optional<date> read_date(std::string_view cell);

// Members of a set cell: parts between ; ； 、 , ， |, trimmed, empty ones left out.
void split_set(std::string_view cell, std::vector<std::string_view>& parts);

// What is over a limit, and by how much; without `found` it was not counted to its end.
[[nodiscard]] text over_limit(text const& what, text const& unit, std::size_t most,
                              std::optional<std::size_t> found = {});

// At most 40 code points of a text, for a message; control characters become blanks.
[[nodiscard]] std::string shortened(std::string_view written);

}  // namespace xunze::detail

#endif
