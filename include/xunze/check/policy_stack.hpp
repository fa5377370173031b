// SPDX-License-Identifier: Apache-2.0
// A pack with what it takes over from the packs it extends.
#ifndef XUNZE_CHECK_POLICY_STACK_HPP
#define XUNZE_CHECK_POLICY_STACK_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/policy/policy.hpp"

#include <span>
#include <string>
#include <vector>

namespace xunze {

/// A rule of a parent and what has become of it.
struct inherited_rule {
    std::string rule;
    std::string pack;
    std::string replaced_by;  // empty: it stands
};

/// What a run of a pack evaluates: its own rules, and those of parents that it does not replace.
struct policy_stack {
    policy effective;
    std::vector<inherited_rule> inherited;
};

/// Puts a pack on top of those it extends.
/// Shape: parents nearest first. A rule is taken over unless a nearer pack has one of its id or
/// overrides it; it is in force while its own pack is, and never if that was over before the child
/// began.
/// A parameter of one name is one parameter, with the nearest pack's values. A relation of a name
/// that is taken gets the parent's id behind it. Tests stay those of the pack itself.
/// Source: docs/pack-format.md, Stacking
[[nodiscard]] policy_stack stack(policy const& child, std::span<policy const* const> parents);

/// Reports rules of different packs that nobody can keep at once: the same subjects, the same thing
/// measured, and bounds that do not meet on the day the pack begins.
/// Errors: none; warning `stack.contradiction`.
void report_contradictions(policy const& child, policy_stack const& stacked, diagnostics& out);

/// How a rule stands on a day.
enum class rule_state : std::uint8_t { in_force, not_yet, expired, replaced };

/// A rule of a stack and how it stands.
struct rule_standing {
    std::string rule;
    std::string pack;
    std::optional<date> from;
    std::optional<date> to;
    rule_state state = rule_state::in_force;
    std::string replaced_by;
};

/// Every rule of a stack, own ones first, and how it stands on a day.
[[nodiscard]] std::vector<rule_standing> standing_on(policy const& child,
                                                     policy_stack const& stacked, date day);

}  // namespace xunze

#endif
