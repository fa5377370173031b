// SPDX-License-Identifier: Apache-2.0
// How a pack stands to the packs it extends: what it loosens, and what it overrides.
#ifndef XUNZE_CHECK_STACKING_HPP
#define XUNZE_CHECK_STACKING_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/policy/policy.hpp"

#include <span>

namespace xunze {

/// Reports where a pack is looser than a pack it extends; being tighter is nothing to report.
/// Shape: parameters of one name are compared by the parent's `tighter`, on the first day of the
/// child and on every later day on which a value changes; none is looser than any value. Rules of
/// one id, and a rule with those it overrides, are compared by strength.
/// Errors: none; warnings `stack.loosened` and, if the parent is not valid on the child's first
/// day, `stack.expired`; note `stack.incomparable` for values that differ without a direction.
void report_loosened(policy const& child, policy const& parent, diagnostics& out);

/// Reports rules whose `overrides` names a rule of neither the pack nor one of its parents.
/// Errors: `stack.override`.
void report_overrides(policy const& child, std::span<policy const* const> parents,
                      diagnostics& out);

}  // namespace xunze

#endif
