// SPDX-License-Identifier: Apache-2.0
#include "batch/numbered_rows.hpp"

#include <algorithm>
#include <limits>

namespace xunze::batch_detail {

component_range range_of(vec const& values) {
  component_range range;
  if (!values.hi.empty()) {
    for (std::size_t i = 0; i < values.lo.size(); ++i) {
      if (values.at(i).is_point()) range.see(values.lo[i]);
    }
    return range;
  }
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t most = std::numeric_limits<std::int64_t>::min();
  bool any = false;
  for (std::int64_t const v : values.lo) {
    bool const none = v == none_value;
    any |= !none;
    least = std::min(least, none ? least : v);
    most = std::max(most, none ? most : v);
  }
  if (any) range = {least, most};
  return range;
}

bool all_settled(std::vector<vec> const& key) {
  return std::all_of(key.begin(), key.end(), [](vec const& part) { return part.hi.empty(); });
}

numbered_rows number_rows(std::vector<vec> const& key, std::size_t rows) {
  std::vector<component_range> ranges;
  std::vector<std::int64_t const*> columns;
  for (vec const& part : key) {
    ranges.push_back(range_of(part));
    columns.push_back(part.lo.data());
  }
  numbered_rows made{{}, tuple_index(std::move(ranges), rows)};
  made.number.assign(rows, -1);
  if (all_settled(key)) {
    made.keys.insert_all(columns, rows, made.number.data());
    return made;
  }
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
