// SPDX-License-Identifier: Apache-2.0
// A rule of a policy in lowered form: nodes, one condition, and what people are told.
#ifndef XUNZE_POLICY_RULE_HPP
#define XUNZE_POLICY_RULE_HPP

#include "xunze/core/date.hpp"
#include "xunze/core/verdict.hpp"
#include "xunze/policy/relation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze {

/// A strength, or one chosen by the word of a parameter.
struct strength_choice {
    strength fixed = strength::mandatory;
    std::string parameter;  // empty: fixed
    std::vector<std::pair<std::string, strength>> choices;
};

/// How a rule stands to the parent's rules that it replaces: by its id, or by `overrides`.
enum class replaces_as : std::uint8_t { undeclared, tighter, alike, looser };

/// Where the words of one language stand in their file.
struct words_place {
    place begin;
    std::vector<std::size_t> columns;  // of each code point; empty: one after the other
};

/// Where the words of each language stand.
struct text_place {
    words_place zh;
    words_place en;
};

/// A rule in the form executions know; constructors of kinds lower to it.
/// Source: docs/pack-format.md, Rules
struct rule {
    std::string id;
    std::string clause;
    std::string kind;
    text title;
    strength_choice strength;
    std::string subject;  // name of a table or relation; one given in place is named after the rule
    node_block nodes;
    expression applies;
    expression condition;
    expression measured;   // absent: the condition's left side if it is one comparison
    expression threshold;  // absent: its right side
    text unit;
    expression due;
    expression anchor;
    std::optional<date> in_force_from;
    std::optional<date> in_force_to;
    bool waivable = false;
    expression label;
    text message;
    text remedy;
    std::vector<std::string> overrides;
    xunze::replaces_as replaces_as = xunze::replaces_as::undeclared;
    place at;
    text_place message_at;  // empty: as `at`
    text_place remedy_at;
};

}  // namespace xunze

#endif
