// SPDX-License-Identifier: Apache-2.0
// From the key of a subject to the rows of given tables it belongs to.
#ifndef XUNZE_SRC_REPORT_SUBJECT_ROWS_HPP
#define XUNZE_SRC_REPORT_SUBJECT_ROWS_HPP

#include "xunze/batch/outcome.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
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
  // The row itself, what its foreign keys lead to, and what rows about it that are valid on a day
  // agree on: the school of a teacher's roles.
  std::vector<table_row> reached(table_row const& from, date day);
  // The row of a table with one text key. Nulls: no_row.
  std::int32_t find(table const& in, std::string_view key);

 private:
  dataset const* data_;
  using rows_of = std::vector<std::vector<std::int32_t>>;

  void follow(std::vector<table_row>& rows) const;
  void attach(std::vector<table_row>& rows, table const& about, std::size_t column,
              std::size_t row, date day);
  rows_of const& referring(table const& from, std::size_t column, table const& to);

  std::map<table const*, std::vector<std::int32_t>> by_code_;
  std::map<std::pair<table const*, std::size_t>, rows_of> referring_;
};

// The label column of a row, or its key. Shape: as it stands, not masked.
std::string label_of(table_row const& at);
key_values key_of(table_row const& at);

}  // namespace xunze::detail

#endif
