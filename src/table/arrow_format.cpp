// SPDX-License-Identifier: Apache-2.0
// Arrow's format strings.
#include "table/arrow_cells.hpp"
#include "table/cell_text.hpp"
#include "xunze/core/failure.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace xunze::detail {
namespace {

struct fixed_format {
  std::string_view format;
  arrow_kind kind;
  std::size_t width;
};

constexpr std::array fixed_formats{
    fixed_format{"n", arrow_kind::null, 0},
    fixed_format{"b", arrow_kind::boolean, 0},
    fixed_format{"c", arrow_kind::signed_integer, 1},
    fixed_format{"C", arrow_kind::unsigned_integer, 1},
    fixed_format{"s", arrow_kind::signed_integer, 2},
    fixed_format{"S", arrow_kind::unsigned_integer, 2},
    fixed_format{"i", arrow_kind::signed_integer, 4},
    fixed_format{"I", arrow_kind::unsigned_integer, 4},
    fixed_format{"l", arrow_kind::signed_integer, 8},
    fixed_format{"L", arrow_kind::unsigned_integer, 8},
    fixed_format{"e", arrow_kind::binary_fraction, 2},
    fixed_format{"f", arrow_kind::binary_fraction, 4},
    fixed_format{"g", arrow_kind::binary_fraction, 8},
    fixed_format{"u", arrow_kind::text, 0},
    fixed_format{"z", arrow_kind::text, 0},
    fixed_format{"U", arrow_kind::large_text, 0},
    fixed_format{"Z", arrow_kind::large_text, 0},
    fixed_format{"vu", arrow_kind::text_view, 16},
    fixed_format{"vz", arrow_kind::text_view, 16},
    fixed_format{"tdD", arrow_kind::date_days, 4},
    fixed_format{"tdm", arrow_kind::date_milliseconds, 8},
    fixed_format{"+l", arrow_kind::list, 0},
    fixed_format{"+L", arrow_kind::large_list, 0},
};

std::optional<int> next_number(std::string_view& rest) {
  int number = 0;
  auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{}) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (rest.starts_with(',')) rest.remove_prefix(1);
  return number;
}

// d:precision,scale[,bits]
std::optional<arrow_type> decimal_format(std::string_view rest) {
  auto const precision = next_number(rest);
  auto const scale = precision ? next_number(rest) : std::nullopt;
  auto const bits = !scale || rest.empty() ? std::optional{128} : next_number(rest);
  bool const known = bits == 32 || bits == 64 || bits == 128;
  if (!scale || !known || !rest.empty() || *scale < -38 || *scale > 38) return std::nullopt;
  return arrow_type{arrow_kind::decimal, static_cast<std::size_t>(*bits / 8), *scale, 1, false};
}

// ts[smun]:zone
std::optional<arrow_type> timestamp_format(std::string_view rest) {
  if (rest.size() < 2 || rest[1] != ':') return std::nullopt;
  std::int64_t per_second = 0;
  switch (rest[0]) {
    case 's': per_second = 1; break;
    case 'm': per_second = 1'000; break;
    case 'u': per_second = 1'000'000; break;
    case 'n': per_second = 1'000'000'000; break;
    default: return std::nullopt;
  }
  return arrow_type{arrow_kind::timestamp, 8, 0, per_second, rest.size() > 2};
}

}  // namespace

void refuse_arrow(char const* code, std::string_view where, text const& message) {
  std::string const name = shortened(where);
  if (name.empty()) throw failure(code, message);
  throw failure(code, {"“" + name + "”：" + message.zh, "`" + name + "`: " + message.en});
}

arrow_type parse_arrow_format(char const* format, std::string_view where) {
  std::string_view const written = format != nullptr ? format : "";
  for (fixed_format const& each : fixed_formats) {
    if (each.format == written) return {each.kind, each.width, 0, 1, false};
  }
  std::optional<arrow_type> found;
  if (written.starts_with("d:")) found = decimal_format(written.substr(2));
  if (written.starts_with("ts")) found = timestamp_format(written.substr(2));
  if (found) return *found;
  std::string const shown = shortened(written);
  refuse_arrow("arrow.format", where, {"不支持 Arrow 类型“" + shown + "”",
                                       "Arrow format `" + shown + "` is not supported"});
}

}  // namespace xunze::detail
