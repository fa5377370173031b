// SPDX-License-Identifier: Apache-2.0
#include "batch/numbered_rows.hpp"

namespace xunze::batch_detail {

numbered_rows number_rows(std::vector<vec> const& key, std::size_t rows) {
  std::vector<component_range> ranges(key.size());
  for (std::size_t k = 0; k < key.size(); ++k) {
    for (std::size_t i = 0; i < rows; ++i) {
      if (key[k].at(i).is_point()) ranges[k].see(key[k].lo[i]);
    }
  }
  numbered_rows made{{}, tuple_index(std::move(ranges), rows)};
  made.number.assign(rows, -1);
  std::vector<std::int64_t> tuple(key.size());
  for (std::size_t i = 0; i < rows; ++i) {
    bool known = true;
    for (std::size_t k = 0; k < key.size(); ++k) {
      cell const c = key[k].at(i);
      known = known && (c.is_point() || c.is_none());
      tuple[k] = c.lo;
    }
    if (known) made.number[i] = made.keys.insert(tuple);
  }
  return made;
}

}  // namespace xunze::batch_detail
