// SPDX-License-Identifier: Apache-2.0
// From a three-valued condition to a verdict, and from verdicts to a decision.
#ifndef XUNZE_CORE_VERDICT_HPP
#define XUNZE_CORE_VERDICT_HPP

#include "xunze/core/text.hpp"
#include "xunze/core/truth.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace xunze {

/// The answer of one rule about one subject.
enum class verdict : std::uint8_t { pass, fail, waived, pending, unknown, not_applicable };

/// How strongly the wording of a clause binds.
enum class strength : std::uint8_t {
  mandatory,
  in_principle,
  encouraged,
  discouraged,
  warning,
  informative
};

/// What a fail asks of people: correct it, give reasons, or take note.
enum class severity : std::uint8_t { error, deviation, advice };

/// What more rows can do to a condition: nothing (row), only harm, only help, or either.
enum class sense : std::uint8_t { row, shrinking, growing, mixed };

/// Whether a recorded waiver covers the subject; unclear when its extent is not known.
enum class waiver_state : std::uint8_t { none, granted, unclear };

/// The severity of a fail of a rule of this strength.
[[nodiscard]] constexpr severity severity_of(strength value) noexcept {
  if (value == strength::mandatory) return severity::error;
  return value == strength::in_principle ? severity::deviation : severity::advice;
}

/// Everything a verdict depends on.
struct judgement {
  truth applies = truth::yes;
  truth condition = truth::unknown;
  xunze::sense sense = xunze::sense::row;
  /// yes: as-of day is past due, or no due is declared; no: not yet; unknown: due is unknown.
  truth after_due = truth::yes;
  waiver_state waiver = waiver_state::none;
};

/// The one place where a condition becomes a verdict.
/// Source: docs/semantics.md, the table of verdicts.
[[nodiscard]] verdict judge(judgement const& facts) noexcept;

/// The verdict of a decision: fail > unknown > pending > waived > pass.
/// Nulls: not_applicable is ignored; nothing else left gives not_applicable.
[[nodiscard]] verdict combine(std::span<verdict const> verdicts) noexcept;

/// Names for people.
/// Lifetime: static.
[[nodiscard]] text const& name_of(verdict value) noexcept;
[[nodiscard]] text const& name_of(strength value) noexcept;
[[nodiscard]] text const& name_of(severity value) noexcept;
[[nodiscard]] text const& name_of(sense value) noexcept;
[[nodiscard]] text const& name_of(waiver_state value) noexcept;

/// Stable codes, the enumerators' spelling, as packs and reports write them.
[[nodiscard]] std::string_view code_of(verdict value) noexcept;
[[nodiscard]] std::string_view code_of(strength value) noexcept;
[[nodiscard]] std::string_view code_of(severity value) noexcept;
[[nodiscard]] std::string_view code_of(sense value) noexcept;
[[nodiscard]] std::string_view code_of(waiver_state value) noexcept;

/// Codes read back; nullopt for any other text.
[[nodiscard]] std::optional<verdict> parse_verdict(std::string_view code) noexcept;
[[nodiscard]] std::optional<strength> parse_strength(std::string_view code) noexcept;
[[nodiscard]] std::optional<severity> parse_severity(std::string_view code) noexcept;
[[nodiscard]] std::optional<sense> parse_sense(std::string_view code) noexcept;
[[nodiscard]] std::optional<waiver_state> parse_waiver_state(std::string_view code) noexcept;

}  // namespace xunze

#endif
