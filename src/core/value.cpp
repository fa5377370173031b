// SPDX-License-Identifier: Apache-2.0
// One typed value as it crosses the library's boundary: a parameter, a key, a measured value.
#include "xunze/core/value.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace xunze {

static_assert(std::variant_size_v<value::storage> ==
                  static_cast<std::size_t>(value_kind::range) + 1,
              "value_kind lists the alternatives of value::storage in order");

code_set::code_set(std::vector<std::string> codes) : codes_{std::move(codes)} {
  std::sort(codes_.begin(), codes_.end());
  codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
}

bool code_set::contains(std::string_view code) const noexcept {
  auto const at = std::lower_bound(codes_.begin(), codes_.end(), code);
  return at != codes_.end() && *at == code;
}

std::string_view code_of(value_kind kind) noexcept {
  static constexpr std::array<std::string_view, 10> codes{
      "null", "boolean", "integer", "decimal", "date", "timestamp", "text", "code", "set", "range"};
  return codes[static_cast<std::size_t>(kind)];
}

bool operator==(value const& a, value const& b) { return a.held_ == b.held_; }

std::weak_ordering operator<=>(value const& a, value const& b) { return a.held_ <=> b.held_; }

std::string to_string(value const& held) {
  auto const write = [](auto const& content) -> std::string {
    using type = std::decay_t<decltype(content)>;
    if constexpr (std::is_same_v<type, std::monostate>) {
      return "null";
    } else if constexpr (std::is_same_v<type, bool>) {
      return content ? "true" : "false";
    } else if constexpr (std::is_same_v<type, std::int64_t>) {
      return std::to_string(content);
    } else if constexpr (std::is_same_v<type, std::string>) {
      return content;
    } else if constexpr (std::is_same_v<type, code_value>) {
      return content.code;
    } else if constexpr (std::is_same_v<type, code_set>) {
      std::string out = "{";
      for (std::string const& code : content.codes()) {
        if (out.size() > 1) out += ", ";
        out += code;
      }
      return out + "}";
    } else if constexpr (std::is_same_v<type, number_range>) {
      return "[" + to_string(content.lo) + ", " + to_string(content.hi) + "]";
    } else {
      return to_string(content);
    }
  };
  return std::visit(write, held.held());
}

}  // namespace xunze
