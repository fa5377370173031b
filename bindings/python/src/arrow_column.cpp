// SPDX-License-Identifier: Apache-2.0
// One Arrow array as the cells of a column.
#include "arrow_column.hpp"

#include "convert.hpp"

#include "xunze/core/failure.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::python {
namespace {

[[noreturn]] void broken(char const* why) {
  throw failure{"arrow.broken",
                {std::string{"Arrow数据前后不一致："} + why,
                 std::string{"inconsistent Arrow data: "} + why}};
}

[[noreturn]] void no_such_type(ArrowSchema const& schema) {
  std::string const name = schema.name == nullptr ? "" : schema.name;
  throw failure{"arrow.type",
                {"列“" + name + "”的Arrow类型“" + schema.format + "”无法读取",
                 "column `" + name + "` has the Arrow type `" + schema.format +
                     "`, which no column can hold"}};
}

bool bit(void const* bits, std::int64_t at) {
  auto const* const bytes = static_cast<unsigned char const*>(bits);
  return ((bytes[at / 8] >> (at % 8)) & 1U) != 0;
}

template <typename T>
T read(void const* buffer, std::int64_t at) {
  T out{};
  std::memcpy(&out, static_cast<char const*>(buffer) + static_cast<std::size_t>(at) * sizeof(T),
              sizeof(T));
  return out;
}

bool is_null(ArrowArray const& array, std::int64_t at) {
  return array.null_count != 0 && array.n_buffers > 0 && array.buffers[0] != nullptr &&
         !bit(array.buffers[0], at);
}

void need_buffers(ArrowArray const& array, std::int64_t count) {
  if (array.n_buffers < count) broken("a buffer is missing");
}

// Writes the cell at a position, which already counts the array's offset, and is not null.
using cell_writer = std::function<void(column_writer&, std::int64_t)>;

cell_writer writer_of(ArrowSchema const& schema, ArrowArray const& array);

template <typename T>
cell_writer integers(ArrowArray const& array) {
  need_buffers(array, 2);
  return [&array](column_writer& into, std::int64_t at) {
    T const number = read<T>(array.buffers[1], at);
    if (into.schema().type == column_type::text) {
      into.add_text(std::to_string(number));
    } else if (std::in_range<std::int64_t>(number)) {
      into.add_integer(static_cast<std::int64_t>(number));
    } else {
      into.add_refused(std::to_string(number), {"超出范围", "is out of range"});
    }
  };
}

template <typename T>
cell_writer floats(ArrowArray const& array) {
  need_buffers(array, 2);
  return [&array](column_writer& into, std::int64_t at) {
    add_binary(into, static_cast<double>(read<T>(array.buffers[1], at)));
  };
}

template <typename Offset>
std::string_view text_at(ArrowArray const& array, std::int64_t at) {
  auto const begin = read<Offset>(array.buffers[1], at);
  auto const end = read<Offset>(array.buffers[1], at + 1);
  if (begin < 0 || end < begin) broken("offsets of texts decrease");
  if (begin == end) return {};
  return {static_cast<char const*>(array.buffers[2]) + begin,
          static_cast<std::size_t>(end - begin)};
}

// Texts of at most 12 bytes stand in the view itself, longer ones in one of the data buffers.
std::string_view view_at(ArrowArray const& array, std::int64_t at) {
  constexpr std::int32_t in_place = 12;
  char const* const view = static_cast<char const*>(array.buffers[1]) + at * 16;
  auto const size = read<std::int32_t>(view, 0);
  if (size < 0) broken("a text has a negative length");
  if (size <= in_place) return {view + 4, static_cast<std::size_t>(size)};
  auto const buffer = read<std::int32_t>(view, 2);
  auto const offset = read<std::int32_t>(view, 3);
  if (buffer < 0 || buffer + 3 >= array.n_buffers || offset < 0) broken("a text lies nowhere");
  return {static_cast<char const*>(array.buffers[2 + buffer]) + offset,
          static_cast<std::size_t>(size)};
}

using text_reader = std::function<std::string_view(std::int64_t)>;

text_reader texts_of(std::string_view format, ArrowArray const& array) {
  if (format == "u") {
    need_buffers(array, 3);
    return [&array](std::int64_t at) { return text_at<std::int32_t>(array, at); };
  }
  if (format == "U") {
    need_buffers(array, 3);
    return [&array](std::int64_t at) { return text_at<std::int64_t>(array, at); };
  }
  if (format == "vu") {
    need_buffers(array, 2);
    return [&array](std::int64_t at) { return view_at(array, at); };
  }
  return {};
}

cell_writer decimals(ArrowSchema const& schema, ArrowArray const& array) {
  std::string_view const format{schema.format};
  std::size_t const comma = format.find(',');
  int scale = 0;
  std::string_view const rest = format.substr(comma + 1);
  auto const parsed = std::from_chars(rest.data(), rest.data() + rest.size(), scale);
  bool const is_128 = parsed.ptr == rest.data() + rest.size() || rest.ends_with(",128");
  if (comma == std::string_view::npos || !is_128 || scale < 0 || scale > max_decimal_scale) {
    no_such_type(schema);
  }
  need_buffers(array, 2);
  return [&array, scale](column_writer& into, std::int64_t at) {
    auto const low = read<std::uint64_t>(array.buffers[1], 2 * at);
    auto const high = read<std::int64_t>(array.buffers[1], 2 * at + 1);
    auto const number = static_cast<std::int64_t>(low);
    if (high == (number < 0 ? -1 : 0)) {
      into.add_decimal({number, static_cast<std::uint8_t>(scale)});
    } else {
      into.add_refused("…", {"超出范围", "is out of range"});
    }
  };
}

void add_days(column_writer& into, std::int64_t days) {
  if (std::in_range<std::int32_t>(days)) {
    into.add_date({static_cast<std::int32_t>(days)});
  } else {
    into.add_refused(std::to_string(days), {"超出范围", "is out of range"});
  }
}

cell_writer times(ArrowSchema const& schema, ArrowArray const& array) {
  std::string_view const format{schema.format};
  need_buffers(array, 2);
  if (format == "tdD") {
    return [&array](column_writer& into, std::int64_t at) {
      add_days(into, read<std::int32_t>(array.buffers[1], at));
    };
  }
  if (format == "tdm") {
    return [&array](column_writer& into, std::int64_t at) {
      add_days(into, *checked_div(read<std::int64_t>(array.buffers[1], at), 86'400'000,
                                  rounding::floor));
    };
  }
  if (!format.starts_with("ts") || format.size() < 4) no_such_type(schema);
  std::int64_t parts = 1;
  switch (format[2]) {
    case 's': break;
    case 'm': parts = 1'000; break;
    case 'u': parts = 1'000'000; break;
    case 'n': parts = 1'000'000'000; break;
    default: no_such_type(schema);
  }
  // Without a zone the clock on the wall is meant, which is that of the policy.
  std::int64_t const shift = format.size() == 4 ? local_offset_seconds : 0;
  return [&array, parts, shift](column_writer& into, std::int64_t at) {
    auto const whole = checked_div(read<std::int64_t>(array.buffers[1], at), parts,
                                   rounding::floor);
    into.add_timestamp({*whole - shift});
  };
}

template <typename Offset>
cell_writer lists(ArrowSchema const& schema, ArrowArray const& array) {
  if (schema.n_children != 1 || array.n_children != 1) broken("a list without members");
  need_buffers(array, 2);
  ArrowArray const& members = *array.children[0];
  text_reader const text = texts_of(schema.children[0]->format, members);
  if (!text) no_such_type(schema);
  return [&array, &members, text](column_writer& into, std::int64_t at) {
    auto const begin = read<Offset>(array.buffers[1], at);
    auto const end = read<Offset>(array.buffers[1], at + 1);
    if (begin < 0 || end < begin || end > members.length) broken("offsets of a list decrease");
    std::vector<std::string_view> words;
    for (auto i = begin; i < end; ++i) {
      if (!is_null(members, members.offset + i)) words.push_back(text(members.offset + i));
    }
    into.add_set(words);
  };
}

std::int64_t index_at(char format, ArrowArray const& array, std::int64_t at) {
  switch (format) {
    case 'c': return read<std::int8_t>(array.buffers[1], at);
    case 'C': return read<std::uint8_t>(array.buffers[1], at);
    case 's': return read<std::int16_t>(array.buffers[1], at);
    case 'S': return read<std::uint16_t>(array.buffers[1], at);
    case 'i': return read<std::int32_t>(array.buffers[1], at);
    case 'I': return read<std::uint32_t>(array.buffers[1], at);
    case 'l': return read<std::int64_t>(array.buffers[1], at);
    case 'L': return static_cast<std::int64_t>(read<std::uint64_t>(array.buffers[1], at));
    default: broken("indices of a dictionary are no integers");
  }
}

cell_writer dictionaries(ArrowSchema const& schema, ArrowArray const& array) {
  if (array.dictionary == nullptr) broken("a dictionary is missing");
  need_buffers(array, 2);
  ArrowArray const& values = *array.dictionary;
  return [&array, &values, write = writer_of(*schema.dictionary, values),
          format = schema.format[0]](column_writer& into, std::int64_t at) {
    std::int64_t const index = index_at(format, array, at);
    if (index < 0 || index >= values.length) broken("an index lies outside its dictionary");
    if (is_null(values, values.offset + index)) {
      into.add_null();
    } else {
      write(into, values.offset + index);
    }
  };
}

cell_writer plain_writer(ArrowSchema const& schema, ArrowArray const& array) {
  switch (schema.format[0]) {
    case 'n': return [](column_writer& into, std::int64_t) { into.add_null(); };
    case 'b':
      need_buffers(array, 2);
      return [&array](column_writer& into, std::int64_t at) {
        into.add_boolean(bit(array.buffers[1], at));
      };
    case 'c': return integers<std::int8_t>(array);
    case 'C': return integers<std::uint8_t>(array);
    case 's': return integers<std::int16_t>(array);
    case 'S': return integers<std::uint16_t>(array);
    case 'i': return integers<std::int32_t>(array);
    case 'I': return integers<std::uint32_t>(array);
    case 'l': return integers<std::int64_t>(array);
    case 'L': return integers<std::uint64_t>(array);
    case 'f': return floats<float>(array);
    case 'g': return floats<double>(array);
    default: no_such_type(schema);
  }
}

cell_writer writer_of(ArrowSchema const& schema, ArrowArray const& array) {
  std::string_view const format{schema.format};
  if (schema.dictionary != nullptr) return dictionaries(schema, array);
  if (format == "u" || format == "U" || format == "vu") {
    return [text = texts_of(format, array)](column_writer& into, std::int64_t at) {
      into.add_text(text(at));
    };
  }
  if (format.starts_with("d:")) return decimals(schema, array);
  if (format.starts_with("t")) return times(schema, array);
  if (format == "+l") return lists<std::int32_t>(schema, array);
  if (format == "+L") return lists<std::int64_t>(schema, array);
  if (format.size() != 1) no_such_type(schema);
  return plain_writer(schema, array);
}

}  // namespace

void add_arrow_cells(column_writer& into, ArrowSchema const& schema, ArrowArray const& array,
                     std::int64_t offset, std::int64_t length, ArrowArray const& batch) {
  if (offset < 0 || array.length < offset + length) broken("a column is shorter than its batch");
  if (length == 0) return;
  bool const nothing = std::string_view{schema.format} == "n";
  cell_writer const write = writer_of(schema, array);
  for (std::int64_t i = 0; i < length; ++i) {
    std::int64_t const at = array.offset + offset + i;
    if (nothing || is_null(array, at) || is_null(batch, offset + i)) {
      into.add_null();
    } else {
      write(into, at);
    }
  }
}

}  // namespace xunze::python
