// SPDX-License-Identifier: Apache-2.0
// A text that a pattern matches.
#ifndef XUNZE_SRC_EXPLAIN_EXAMPLE_HPP
#define XUNZE_SRC_EXPLAIN_EXAMPLE_HPP

#include <optional>
#include <string>
#include <string_view>

namespace xunze::explain_detail {

/// A short text that matches the pattern; as much of `like` is kept as fits place by place.
/// Nulls: nullopt where it would be empty or longer than 200 characters.
[[nodiscard]] std::optional<std::string> example_of(std::string_view pattern,
                                                    std::string_view like = {});

}  // namespace xunze::explain_detail

#endif
