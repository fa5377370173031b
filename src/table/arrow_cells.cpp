// SPDX-License-Identifier: Apache-2.0
// One Arrow array as cells.
#include "table/arrow_cells.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

namespace xunze::detail {
namespace {

constexpr int max_depth = 3;
constexpr std::int64_t max_rows = std::int64_t{1} << 40;
constexpr std::size_t view_inline = 12;

template <typename T>
T load(std::uint8_t const* from, std::int64_t index) noexcept {
  T cell{};
  std::memcpy(&cell, from + static_cast<std::size_t>(index) * sizeof(T), sizeof(T));
  return cell;
}

bool bit(std::uint8_t const* from, std::int64_t index) noexcept {
  return (from[index / 8] >> (index % 8) & 1) != 0;
}

bool has_offsets(arrow_kind kind) noexcept {
  return kind == arrow_kind::text || kind == arrow_kind::large_text ||
         kind == arrow_kind::list || kind == arrow_kind::large_list;
}

bool is_large(arrow_kind kind) noexcept {
  return kind == arrow_kind::large_text || kind == arrow_kind::large_list;
}

bool is_text(arrow_kind kind) noexcept {
  return kind == arrow_kind::text || kind == arrow_kind::large_text ||
         kind == arrow_kind::text_view;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

struct fraction_format {
  int exponent_bits;
  int mantissa_bits;
};

// The number at a scale whose nearest binary fraction is mantissa · 2^power, at which the
// mantissa has all its bits. Nulls: nullopt if there is none, or more than one.
std::optional<std::int64_t> at_scale(std::int64_t mantissa, int power, bool narrowest,
                                     int scale) {
  if (mantissa == 0) return 0;
  if (power > 0 || power < -120) return std::nullopt;  // digits lost before, or next to nothing
  int128 const unit = int128{1} << -power;
  int128 const ten = power_of_ten(scale);
  int128 const product = int128{mantissa} * ten;
  int128 const whole = (product + unit / 2) / unit;
  if (whole > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  int128 const apart = whole * unit - product;
  bool const exact = apart == 0;
  // Below a power of two the binary fractions lie twice as close.
  int128 const room = narrowest && apart < 0 ? ten / 4 : ten / 2;
  bool const nearest = ten < unit && (apart < 0 ? -apart : apart) < room;
  return exact || nearest ? std::optional{static_cast<std::int64_t>(whole)} : std::nullopt;
}

text const not_exact{"是二进制小数，不是这一列能写出的数",
                     "is a binary fraction and no number that the column can write"};

}  // namespace

arrow_cells::arrow_cells(ArrowSchema const& schema, ArrowArray const& array, std::int64_t first,
                         std::int64_t count, std::string_view where, int depth)
    : array_{&array}, type_{parse_arrow_format(schema.format, where)}, where_{where},
      first_{first + array.offset}, count_{count} {
  auto const invalid = [&](char const* zh, char const* en) {
    refuse_arrow("arrow.invalid", where_, {zh, en});
  };
  if (depth > max_depth) invalid("嵌套过深", "nested too deeply");
  if (array.length < 0 || array.offset < 0 || first < 0 || count < 0 ||
      array.length > max_rows || array.offset > max_rows || first + count > array.length) {
    invalid("长度或偏移不合理", "length or offset out of bounds");
  }
  check_buffers();
  is_dictionary_ = schema.dictionary != nullptr;
  bool const is_list = type_.kind == arrow_kind::list || type_.kind == arrow_kind::large_list;
  if (is_list != (schema.n_children == 1) || array.n_children != schema.n_children) {
    invalid("子列的个数不对", "wrong number of children");
  }
  if (is_dictionary_) {
    bool const index = type_.kind == arrow_kind::signed_integer ||
                       type_.kind == arrow_kind::unsigned_integer;
    if (!index || array.dictionary == nullptr) {
      invalid("字典缺失或索引不是整数", "dictionary missing or index no integer");
    }
    ArrowArray const& values = *array.dictionary;
    inner_ = std::make_unique<arrow_cells>(*schema.dictionary, values, 0, values.length, where,
                                           depth + 1);
    copies_.assign(static_cast<std::size_t>(values.length), -1);
  } else if (is_list) {
    if (schema.children == nullptr || array.children == nullptr || array.children[0] == nullptr ||
        schema.children[0] == nullptr) {
      invalid("缺少子列", "a child is missing");
    }
    ArrowArray const& members = *array.children[0];
    inner_ = std::make_unique<arrow_cells>(*schema.children[0], members, 0, members.length, where,
                                           depth + 1);
    bool const texts = inner_->is_dictionary_ ? is_text(inner_->inner_->type_.kind)
                                              : is_text(inner_->type_.kind);
    if (!texts && inner_->type_.kind != arrow_kind::null) {
      refuse_arrow("arrow.format", where_,
                   {"列表的成员不是文字", "the members of the list are no texts"});
    }
  }
  if (has_offsets(type_.kind)) check_offsets(is_list ? inner_->count_ : max_rows);
  if (type_.kind == arrow_kind::text_view) check_views();
}

void arrow_cells::check_buffers() {
  ArrowArray const& array = *array_;
  auto const invalid = [&](char const* zh, char const* en) {
    refuse_arrow("arrow.invalid", where_, {zh, en});
  };
  if (type_.kind == arrow_kind::null) return;
  bool const text = type_.kind == arrow_kind::text || type_.kind == arrow_kind::large_text;
  bool const view = type_.kind == arrow_kind::text_view;
  bool const counted = view ? array.n_buffers >= 3 : array.n_buffers == (text ? 3 : 2);
  if (!counted || array.buffers == nullptr) {
    invalid("缓冲区的个数不对", "wrong number of buffers");
  }
  validity_ = static_cast<std::uint8_t const*>(array.buffers[0]);
  data_ = static_cast<std::uint8_t const*>(array.buffers[1]);
  if (array.null_count > 0 && validity_ == nullptr) {
    invalid("有空值而没有空值位图", "nulls without a validity bitmap");
  }
  if (data_ == nullptr && count_ > 0) invalid("缺少缓冲区", "a buffer is missing");
}

void arrow_cells::check_offsets(std::int64_t limit) const {
  if (data_ == nullptr) return;
  std::int64_t before = offset_at(0);
  bool good = before >= 0;
  for (std::int64_t row = 1; good && row <= count_; ++row) {
    std::int64_t const next = offset_at(row);
    good = next >= before;
    before = next;
  }
  bool const text = type_.kind == arrow_kind::text || type_.kind == arrow_kind::large_text;
  bool const missing = text && before > 0 && array_->buffers[2] == nullptr;
  if (!good || before > limit || missing) {
    refuse_arrow("arrow.invalid", where_, {"偏移不合理", "offsets out of bounds or order"});
  }
}

void arrow_cells::check_views() const {
  std::int64_t const buffers = array_->n_buffers - 3;
  auto const* sizes = static_cast<std::uint8_t const*>(array_->buffers[array_->n_buffers - 1]);
  for (std::int64_t row = 0; row < count_; ++row) {
    if (is_null(row)) continue;
    std::uint8_t const* const view = data_ + static_cast<std::size_t>(first_ + row) * 16;
    auto const length = load<std::int32_t>(view, 0);
    if (length >= 0 && static_cast<std::size_t>(length) <= view_inline) continue;
    auto const buffer = load<std::int32_t>(view, 2);
    auto const offset = load<std::int32_t>(view, 3);
    bool const inside = length >= 0 && buffer >= 0 && buffer < buffers && offset >= 0 &&
                        sizes != nullptr && array_->buffers[buffer + 2] != nullptr &&
                        std::int64_t{offset} + length <= load<std::int64_t>(sizes, buffer);
    if (!inside) {
      refuse_arrow("arrow.invalid", where_, {"文字的位置越界", "a text lies out of bounds"});
    }
  }
}

bool arrow_cells::is_null(std::int64_t row) const {
  if (type_.kind == arrow_kind::null) return true;
  return validity_ != nullptr && !bit(validity_, first_ + row);
}

std::int64_t arrow_cells::offset_at(std::int64_t row) const {
  return is_large(type_.kind) ? load<std::int64_t>(data_, first_ + row)
                              : load<std::int32_t>(data_, first_ + row);
}

std::string_view arrow_cells::text_at(std::int64_t row) const {
  if (is_dictionary_) return inner_->text_at(index_at(row));
  if (type_.kind == arrow_kind::text_view) {
    std::uint8_t const* const view = data_ + static_cast<std::size_t>(first_ + row) * 16;
    auto const length = static_cast<std::size_t>(load<std::int32_t>(view, 0));
    if (length <= view_inline) return {reinterpret_cast<char const*>(view + 4), length};
    auto const* bytes =
        static_cast<char const*>(array_->buffers[load<std::int32_t>(view, 2) + 2]);
    return {bytes + load<std::int32_t>(view, 3), length};
  }
  auto const* bytes = static_cast<char const*>(array_->buffers[2]);
  auto const begin = static_cast<std::size_t>(offset_at(row));
  return {bytes == nullptr ? "" : bytes + begin,
          static_cast<std::size_t>(offset_at(row + 1)) - begin};
}

std::int64_t arrow_cells::integer_at(std::int64_t row) const {
  std::int64_t const at = first_ + row;
  bool const negative = type_.kind != arrow_kind::unsigned_integer;
  switch (type_.width) {
    case 1: return negative ? load<std::int8_t>(data_, at) : load<std::uint8_t>(data_, at);
    case 2: return negative ? load<std::int16_t>(data_, at) : load<std::uint16_t>(data_, at);
    case 4:
      return negative ? load<std::int32_t>(data_, at)
                      : std::int64_t{load<std::uint32_t>(data_, at)};
    default: return load<std::int64_t>(data_, at);
  }
}

// A 64-bit unsigned index too large comes out negative and is refused with the others.
std::int64_t arrow_cells::index_at(std::int64_t row) const {
  std::int64_t const index = integer_at(row);
  if (index < 0 || index >= inner_->count_) {
    refuse_arrow("arrow.invalid", where_, {"字典索引越界", "a dictionary index is out of bounds"});
  }
  return index;
}

void arrow_cells::add_all(column_writer& into) {
  for (std::int64_t row = 0; row < count_; ++row) {
    if (is_null(row)) {
      into.add_null();
      continue;
    }
    if (!is_dictionary_) {
      add(row, into);
      continue;
    }
    std::int64_t const index = index_at(row);
    std::int64_t& copy = copies_[static_cast<std::size_t>(index)];
    if (copy >= 0) {
      into.add_copy(static_cast<std::size_t>(copy));
      continue;
    }
    std::size_t const here = into.size();
    if (inner_->is_null(index)) {
      into.add_null();
    } else {
      inner_->add(index, into);
    }
    if (into.raw(here) != unknown_value) copy = static_cast<std::int64_t>(here);
  }
}

void arrow_cells::add(std::int64_t row, column_writer& into) {
  switch (type_.kind) {
    case arrow_kind::null: into.add_null(); return;
    case arrow_kind::boolean: into.add_boolean(bit(data_, first_ + row)); return;
    case arrow_kind::signed_integer: into.add_integer(integer_at(row)); return;
    case arrow_kind::unsigned_integer: add_unsigned(row, into); return;
    case arrow_kind::binary_fraction: add_fraction(row, into); return;
    case arrow_kind::decimal: add_decimal(row, into); return;
    case arrow_kind::date_days: into.add_date({load<std::int32_t>(data_, first_ + row)}); return;
    case arrow_kind::date_milliseconds: {
      std::int64_t const time = load<std::int64_t>(data_, first_ + row);
      std::int64_t const day = time / (day_seconds * 1000);
      bool const whole = time % (day_seconds * 1000) == 0 && day >= first_date.days &&
                         day <= open_end_date.days;
      if (whole) {
        into.add_date({static_cast<std::int32_t>(day)});
      } else {
        into.add_refused({}, {"不是整天", "is no whole day"});
      }
      return;
    }
    case arrow_kind::timestamp: {
      std::int64_t const ticks = load<std::int64_t>(data_, first_ + row);
      std::int64_t const seconds = floor_div(ticks, type_.per_second);
      auto const local = type_.zoned ? std::optional{seconds}
                                     : checked_sub(seconds, local_offset_seconds);
      into.add_timestamp({local.value_or(unknown_value)});
      return;
    }
    case arrow_kind::text:
    case arrow_kind::large_text:
    case arrow_kind::text_view: into.add_text(text_at(row)); return;
    case arrow_kind::list:
    case arrow_kind::large_list: add_list(row, into); return;
  }
}

void arrow_cells::add_unsigned(std::int64_t row, column_writer& into) const {
  std::int64_t const number = integer_at(row);
  if (type_.width == 8 && number < 0) {
    std::string const digits = std::to_string(static_cast<std::uint64_t>(number));
    if (into.schema().type == column_type::text) {
      into.add_text(digits);
    } else {
      into.add_refused(digits, {"超出范围", "is out of range"});
    }
  } else {
    into.add_integer(number);
  }
}

// IEEE 754 read from its bits, so that nothing is ever rounded.
void arrow_cells::add_fraction(std::int64_t row, column_writer& into) const {
  bool const half = type_.width == 2;
  bool const single = type_.width == 4;
  fraction_format const form = half ? fraction_format{5, 10}
                                    : (single ? fraction_format{8, 23} : fraction_format{11, 52});
  std::int64_t const at = first_ + row;
  std::uint64_t const bits = half ? load<std::uint16_t>(data_, at)
                                  : (single ? load<std::uint32_t>(data_, at)
                                            : load<std::uint64_t>(data_, at));
  auto mantissa = static_cast<std::int64_t>(bits & ((std::uint64_t{1} << form.mantissa_bits) - 1));
  int const top = (1 << form.exponent_bits) - 1;
  int const exponent = static_cast<int>(bits >> form.mantissa_bits) & top;
  bool const negative = (bits >> (form.mantissa_bits + form.exponent_bits) & 1) != 0;
  if (exponent == top) {
    if (mantissa != 0) {
      into.add_null();
    } else {
      into.add_refused({}, {"是无穷大", "is infinite"});
    }
    return;
  }
  bool const narrowest = mantissa == 0 && exponent > 1;
  if (exponent != 0) mantissa |= std::int64_t{1} << form.mantissa_bits;
  int const power = std::max(exponent, 1) - (top >> 1) - form.mantissa_bits;
  column_type const wanted = into.schema().type;
  bool const numeric = wanted == column_type::integer || wanted == column_type::decimal;
  int const scale = wanted == column_type::decimal ? into.schema().scale : 0;
  auto const size = at_scale(mantissa, power, narrowest, scale);
  std::int64_t const number = size ? (negative ? -*size : *size) : 0;
  if (size && numeric) {
    into.add_decimal({number, static_cast<std::uint8_t>(scale)});
  } else if (size) {
    into.add_integer(number);  // whole: codes that went through a column with gaps
  } else {
    into.add_refused({}, not_exact);
  }
}

void arrow_cells::add_decimal(std::int64_t row, column_writer& into) const {
  std::int64_t const at = first_ + row;
  int128 number = 0;
  if (type_.width == 16) {
    std::memcpy(&number, data_ + static_cast<std::size_t>(at) * 16, 16);
  } else if (type_.width == 8) {
    number = load<std::int64_t>(data_, at);
  } else {
    number = load<std::int32_t>(data_, at);
  }
  int scale = type_.scale;
  while (number != 0 && scale > 0 && number % 10 == 0) {
    number /= 10;
    --scale;
  }
  constexpr int128 largest = std::numeric_limits<std::int64_t>::max();
  bool fits = number >= -largest && number <= largest;
  for (; fits && number != 0 && scale < 0; ++scale) {
    number *= 10;
    fits = number >= -largest && number <= largest;
  }
  if (number == 0) scale = 0;
  if (!fits || scale > max_decimal_scale) {
    into.add_refused({}, {"位数过多", "has too many digits"});
  } else {
    into.add_decimal({static_cast<std::int64_t>(number), static_cast<std::uint8_t>(scale)});
  }
}

void arrow_cells::add_list(std::int64_t row, column_writer& into) {
  members_.clear();
  for (std::int64_t at = offset_at(row); at < offset_at(row + 1); ++at) {
    bool const missing = inner_->is_null(at) ||
                         (inner_->is_dictionary_ && inner_->inner_->is_null(inner_->index_at(at)));
    if (missing) {
      into.add_refused({}, {"列表中有空值", "the list holds a null"});
      return;
    }
    members_.push_back(inner_->text_at(at));
  }
  into.add_set(members_);
}

}  // namespace xunze::detail
