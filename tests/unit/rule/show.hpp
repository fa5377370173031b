// SPDX-License-Identifier: Apache-2.0
// What a constructor lowered to, as text: one line for each part.
#ifndef XUNZE_TESTS_UNIT_RULE_SHOW_HPP
#define XUNZE_TESTS_UNIT_RULE_SHOW_HPP

#include "xunze/core/failure.hpp"
#include "xunze/rule/lowered.hpp"

#include <array>
#include <string>
#include <vector>

namespace xunze::testing {

inline std::string list(std::vector<expression> const& items) {
  std::string out;
  for (expression const& one : items) out += (out.empty() ? "" : ", ") + to_string(one);
  return out;
}

inline std::string part(char const* word, expression const& e) {
  return e ? std::string{" "} + word + " " + to_string(e) : "";
}

inline std::string show(aggregate const& of) {
  static constexpr std::array<char const*, 7> ops{"count", "distinct", "sum", "min",
                                                  "max",   "or",       "any"};
  std::string out = of.name + ": " + ops[static_cast<std::size_t>(of.op)];
  if (of.value) out += " " + to_string(of.value);
  out += " from " + of.from + part("where", of.where);
  if (of.key) out += " key " + list(*of.key);
  if (of.on) out += " on " + list(*of.on);
  return out + "\n";
}

inline std::string show(match const& of) {
  std::string out = of.name + ": partners in " + of.partner + " as " + of.as + " same";
  for (auto const& [target, partner] : of.same) {
    out += " (" + to_string(target) + ", " + to_string(partner) + ")";
  }
  out += part("where", of.where);
  for (match_exception const& one : of.except) out += " except " + one.label;
  if (of.find == find_kind::nearest) {
    out += " nearest (" + to_string(of.gap_target) + ", " + to_string(of.gap_partner) + ")";
  }
  return out + part("history", of.needs_history_from) + "\n";
}

inline std::string show(subject_spec const& of) {
  if (auto const* name = std::get_if<std::string>(&of)) return *name;
  auto const* body = std::get_if<distinct_body>(&std::get<relation_body>(of));
  if (body == nullptr) return "in place";
  std::string out = "distinct " + body->from + " by";
  for (named_expression const& one : body->keys) {
    out += " " + one.name + "=" + to_string(one.value);
  }
  return out + part("where", body->where);
}

inline std::string show(node_block const& of) {
  std::string out;
  for (aggregate const& one : of.aggregates) out += show(one);
  for (match const& one : of.matches) out += show(one);
  for (named_expression const& one : of.linear) {
    out += one.name + ": linear " + to_string(one.value) + "\n";
  }
  for (named_expression const& one : of.let) out += one.name + ": " + to_string(one.value) + "\n";
  return out;
}

/// Subject, nodes, then every expression that is there.
inline std::string show(lowered const& of) {
  std::string out = "subject: " + show(of.subject) + "\n" + show(of.subject_nodes) + show(of.nodes);
  auto const line = [&](char const* name, expression const& e) {
    if (e) out += std::string{name} + ": " + to_string(e) + "\n";
  };
  line("applies", of.applies);
  line("condition", of.condition);
  line("measured", of.measured);
  line("threshold", of.threshold);
  line("due", of.due);
  return out;
}

/// The English message of the failure that the call throws; `none` if it throws none.
template <typename Call>
std::string refusal(Call call) {
  try {
    static_cast<void>(call());
  } catch (failure const& caught) {
    return caught.code() + ": " + caught.message().en;
  }
  return "none";
}

}  // namespace xunze::testing

#endif
