// SPDX-License-Identifier: Apache-2.0
// From the key of a subject to the rows of given tables it belongs to.
#ifndef XUNZE_SRC_REPORT_SUBJECT_ROWS_HPP
#define XUNZE_SRC_REPORT_SUBJECT_ROWS_HPP

#include "xunze/batch/outcome.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace xunze::detail {

struct table_row {
  table const* of = nullptr;
  std::size_t row = 0;
};

// A key column named like the only key column of a table names a row of it: `teacher_id`.
class subject_rows {
 public:
  explicit subject_rows(dataset const& data) : data_{&data} {}

  // The rows that the key names, then those their foreign keys lead to, nearest first.
  // Shape: each table at most once, by the shortest way; ties by order of keys and columns.
  std::vector<table_row> reached(key_values const& key);
  // The row of a table with one text key. Nulls: no_row.
  std::int32_t find(table const& in, std::string_view key);

 private:
  dataset const* data_;
  std::map<table const*, std::vector<std::int32_t>> by_code_;
};

// The label column of a row, or its key. Shape: as it stands, not masked.
std::string label_of(table_row const& at);
key_values key_of(table_row const& at);

}  // namespace xunze::detail

#endif
