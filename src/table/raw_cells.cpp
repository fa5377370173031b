// SPDX-License-Identifier: Apache-2.0
#include "table/raw_cells.hpp"

#include <algorithm>
#include <vector>

namespace xunze::detail {

void put_raw(column& into, std::size_t row, std::int64_t raw) {
  if (into.is_wide()) {
    into.wide[row] = raw;
    return;
  }
  bool const day = into.type == column_type::date;
  auto cell = static_cast<std::int32_t>(raw);
  if (raw == unknown_value) cell = day ? unknown_day : unknown_code;
  if (raw == none_value) cell = day ? none_day : none_code;
  into.narrow[row] = cell;
}

void recode(column& cells, std::shared_ptr<dictionary> const& domain) {
  std::vector<std::int32_t> codes(static_cast<std::size_t>(cells.texts->size()), -1);
  for (std::int32_t& cell : cells.narrow) {
    if (cell < 0) continue;
    std::int32_t& code = codes[static_cast<std::size_t>(cell)];
    if (code < 0) code = domain->add(cells.texts->text_of(cell));
    cell = code;
  }
  cells.texts = domain;
}

std::int64_t unused_number(column const& cells) {
  std::int64_t most = 0;
  for (std::int64_t const cell : cells.wide) most = is_finite(cell) ? std::max(most, cell) : most;
  return most + 1;
}

}  // namespace xunze::detail
