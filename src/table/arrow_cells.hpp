// SPDX-License-Identifier: Apache-2.0
// One Arrow array as cells: formats, bounds, and the way into a column.
#ifndef XUNZE_SRC_TABLE_ARROW_CELLS_HPP
#define XUNZE_SRC_TABLE_ARROW_CELLS_HPP

#include "xunze/table/arrow.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::detail {

[[noreturn]] void refuse_arrow(char const* code, std::string_view where, text const& message);

enum class arrow_kind : std::uint8_t {
  null, boolean, signed_integer, unsigned_integer, binary_fraction, decimal, date_days,
  date_milliseconds, timestamp, text, large_text, text_view, list, large_list
};

// What a format string says.
struct arrow_type {
  arrow_kind kind = arrow_kind::null;
  std::size_t width = 0;         // bytes of a fixed-width cell
  int scale = 0;                 // of decimals
  std::int64_t per_second = 1;   // of timestamps
  bool zoned = false;            // of timestamps
};

// Errors: failure `arrow.format`.
[[nodiscard]] arrow_type parse_arrow_format(char const* format, std::string_view where);

// Rows first … first + count of an array whose layout has been checked.
// Errors: failure `arrow.format`, `arrow.invalid`. Lifetime: that of the array.
class arrow_cells {
 public:
  arrow_cells(ArrowSchema const& schema, ArrowArray const& array, std::int64_t first,
              std::int64_t count, std::string_view where, int depth = 0);

  void add_all(column_writer& into);

 private:
  [[nodiscard]] bool is_null(std::int64_t row) const;
  [[nodiscard]] std::string_view text_at(std::int64_t row) const;
  [[nodiscard]] std::int64_t integer_at(std::int64_t row) const;
  [[nodiscard]] std::int64_t offset_at(std::int64_t row) const;
  [[nodiscard]] std::int64_t index_at(std::int64_t row) const;
  void add(std::int64_t row, column_writer& into);
  void add_unsigned(std::int64_t row, column_writer& into) const;
  void add_fraction(std::int64_t row, column_writer& into) const;
  void add_decimal(std::int64_t row, column_writer& into) const;
  void add_list(std::int64_t row, column_writer& into);
  void check_buffers();
  void check_offsets(std::int64_t limit) const;
  void check_views() const;

  ArrowArray const* array_;
  arrow_type type_;
  std::string where_;
  std::int64_t first_;  // offset of the array added
  std::int64_t count_;
  std::uint8_t const* validity_ = nullptr;
  std::uint8_t const* data_ = nullptr;  // the buffer after the validity bitmap
  std::unique_ptr<arrow_cells> inner_{};  // values of a dictionary, members of a list
  bool is_dictionary_ = false;
  std::vector<std::int64_t> copies_{};  // row of the column that holds a dictionary's value
  std::vector<std::string_view> members_{};
};

}  // namespace xunze::detail

#endif
