// SPDX-License-Identifier: Apache-2.0
// From a three-valued condition to a verdict, and from verdicts to a decision.
#include "xunze/core/verdict.hpp"

#include <array>
#include <cstddef>

namespace xunze {
namespace {

struct entry {
  std::string_view code;
  text name;
};

std::array<entry, 6> const& verdict_names() {
  static std::array<entry, 6> const names{{
      {"pass", {"符合", "pass"}},
      {"fail", {"不符合", "fail"}},
      {"waived", {"经批准例外", "waived"}},
      {"pending", {"未到期", "pending"}},
      {"unknown", {"待核实", "unknown"}},
      {"not_applicable", {"不适用", "not applicable"}},
  }};
  return names;
}

std::array<entry, 6> const& strength_names() {
  static std::array<entry, 6> const names{{
      {"mandatory", {"强制", "mandatory"}},
      {"in_principle", {"原则上", "in principle"}},
      {"encouraged", {"提倡", "encouraged"}},
      {"discouraged", {"不提倡", "discouraged"}},
      {"warning", {"提醒", "warning"}},
      {"informative", {"说明", "informative"}},
  }};
  return names;
}

std::array<entry, 3> const& severity_names() {
  static std::array<entry, 3> const names{{
      {"error", {"须更正", "error"}},
      {"deviation", {"须说明理由", "deviation"}},
      {"advice", {"提示", "advice"}},
  }};
  return names;
}

std::array<entry, 4> const& sense_names() {
  static std::array<entry, 4> const names{{
      {"row", {"逐行判断", "row"}},
      {"shrinking", {"增加记录只会更不利", "shrinking"}},
      {"growing", {"增加记录只会更有利", "growing"}},
      {"mixed", {"增加记录有利有弊", "mixed"}},
  }};
  return names;
}

std::array<entry, 3> const& waiver_names() {
  static std::array<entry, 3> const names{{
      {"none", {"无审批", "none"}},
      {"granted", {"已审批", "granted"}},
      {"unclear", {"审批范围不明", "unclear"}},
  }};
  return names;
}

template <typename Enum, std::size_t Size>
std::optional<Enum> find_code(std::array<entry, Size> const& names,
                              std::string_view code) noexcept {
  for (std::size_t i = 0; i < Size; ++i) {
    if (names[i].code == code) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// Position in the order of combine; higher wins.
constexpr int weight(verdict value) noexcept {
  switch (value) {
    case verdict::fail: return 5;
    case verdict::unknown: return 4;
    case verdict::pending: return 3;
    case verdict::waived: return 2;
    case verdict::pass: return 1;
    case verdict::not_applicable: break;
  }
  return 0;
}

constexpr verdict judge_broken(truth final_now, waiver_state waiver) noexcept {
  if (final_now == truth::no) return verdict::pending;
  if (final_now == truth::unknown) return verdict::unknown;
  if (waiver == waiver_state::granted) return verdict::waived;
  return waiver == waiver_state::unclear ? verdict::unknown : verdict::fail;
}

}  // namespace

verdict judge(judgement const& facts) noexcept {
  if (facts.applies == truth::no) return verdict::not_applicable;
  if (facts.applies == truth::unknown) return verdict::unknown;
  bool const shrinking = facts.sense == sense::shrinking;
  truth const final_now = shrinking ? truth::yes : facts.after_due;
  switch (facts.condition) {
    case truth::yes:
      if (facts.sense != sense::mixed || final_now == truth::yes) return verdict::pass;
      return final_now == truth::no ? verdict::pending : verdict::unknown;
    case truth::no: return judge_broken(final_now, facts.waiver);
    case truth::unknown: break;
  }
  return final_now == truth::no ? verdict::pending : verdict::unknown;
}

verdict combine(std::span<verdict const> verdicts) noexcept {
  verdict result = verdict::not_applicable;
  for (verdict const one : verdicts) {
    if (weight(one) > weight(result)) result = one;
  }
  return result;
}

text const& name_of(verdict value) noexcept {
  return verdict_names()[static_cast<std::size_t>(value)].name;
}
text const& name_of(strength value) noexcept {
  return strength_names()[static_cast<std::size_t>(value)].name;
}
text const& name_of(severity value) noexcept {
  return severity_names()[static_cast<std::size_t>(value)].name;
}
text const& name_of(sense value) noexcept {
  return sense_names()[static_cast<std::size_t>(value)].name;
}
text const& name_of(waiver_state value) noexcept {
  return waiver_names()[static_cast<std::size_t>(value)].name;
}

std::string_view code_of(verdict value) noexcept {
  return verdict_names()[static_cast<std::size_t>(value)].code;
}
std::string_view code_of(strength value) noexcept {
  return strength_names()[static_cast<std::size_t>(value)].code;
}
std::string_view code_of(severity value) noexcept {
  return severity_names()[static_cast<std::size_t>(value)].code;
}
std::string_view code_of(sense value) noexcept {
  return sense_names()[static_cast<std::size_t>(value)].code;
}
std::string_view code_of(waiver_state value) noexcept {
  return waiver_names()[static_cast<std::size_t>(value)].code;
}

std::optional<verdict> parse_verdict(std::string_view code) noexcept {
  return find_code<verdict>(verdict_names(), code);
}
std::optional<strength> parse_strength(std::string_view code) noexcept {
  return find_code<strength>(strength_names(), code);
}
std::optional<severity> parse_severity(std::string_view code) noexcept {
  return find_code<severity>(severity_names(), code);
}
std::optional<sense> parse_sense(std::string_view code) noexcept {
  return find_code<sense>(sense_names(), code);
}
std::optional<waiver_state> parse_waiver_state(std::string_view code) noexcept {
  return find_code<waiver_state>(waiver_names(), code);
}

}  // namespace xunze
