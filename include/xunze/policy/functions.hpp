// SPDX-License-Identifier: Apache-2.0
// The functions of the expression profile: their names and numbers of arguments.
#ifndef XUNZE_POLICY_FUNCTIONS_HPP
#define XUNZE_POLICY_FUNCTIONS_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace xunze {

/// How a function may be called: `f(x)`, as a step of a path `x.f('…')`, or in both ways.
enum class call_form : std::uint8_t { plain, step, both };

/// One function of the profile; the arguments of a step do not count the path.
/// Source: docs/expressions.md, Functions
struct function_signature {
  std::string_view name;
  std::size_t min_arguments = 0;
  std::size_t max_arguments = 0;
  call_form form = call_form::plain;
};

/// All functions, sorted by name.
/// Lifetime: static.
[[nodiscard]] std::span<function_signature const> functions() noexcept;

/// The function of that name. Nulls: nullptr if there is none. Lifetime: static.
[[nodiscard]] function_signature const* find_function(std::string_view name) noexcept;

}  // namespace xunze

#endif
