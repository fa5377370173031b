// SPDX-License-Identifier: Apache-2.0
// The kinds of rules that training policy is made of.
#ifndef XUNZE_RULE_KIND_HPP
#define XUNZE_RULE_KIND_HPP

#include "xunze/core/text.hpp"

#include <span>
#include <string_view>

namespace xunze {

/// A kind of rule.
/// Source: docs/pack-format.md, Rules
struct kind_info {
  std::string_view code;
  text name;
};

/// All 24 kinds and `scope`, in the order of the documentation.
/// Lifetime: static.
[[nodiscard]] std::span<kind_info const> kinds();

/// The kind of that code. Nulls: nullptr if there is none. Lifetime: static.
[[nodiscard]] kind_info const* find_rule_kind(std::string_view code);

}  // namespace xunze

#endif
