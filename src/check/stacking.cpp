// SPDX-License-Identifier: Apache-2.0
// How a pack stands to the packs it extends: what it loosens, and what it overrides.
#include "xunze/check/stacking.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace xunze {
namespace {

enum class standing : std::uint8_t { same, tighter, looser, incomparable };

/// Numbers in one form, so that 1 and 1.0 are the same.
value comparable(value const& of) {
  auto const* number = of.get_if<std::int64_t>();
  return number == nullptr ? of : value{decimal{*number, 0}};
}

standing by_order(std::weak_ordering order, bool lower_is_tighter) {
  if (order == 0) return standing::same;
  return (order < 0) == lower_is_tighter ? standing::tighter : standing::looser;
}

standing by_members(value const& child, value const& parent, bool fewer_is_tighter) {
  auto const* own = child.get_if<code_set>();
  auto const* other = parent.get_if<code_set>();
  if (own == nullptr || other == nullptr) return standing::incomparable;
  auto const& wide = (fewer_is_tighter ? other : own)->codes();
  auto const& narrow = (fewer_is_tighter ? own : other)->codes();
  bool const within = std::includes(wide.begin(), wide.end(), narrow.begin(), narrow.end());
  return within ? standing::tighter : standing::looser;
}

standing stand(value const& child, value const& parent, tighter direction) {
  value const own = comparable(child);
  value const other = comparable(parent);
  if (own == other) return standing::same;
  if (direction == tighter::undeclared) return standing::incomparable;
  if (own.is_null()) return standing::looser;  // a limit that is off
  if (other.is_null()) return standing::tighter;
  if (direction == tighter::subset || direction == tighter::superset) {
    return by_members(own, other, direction == tighter::subset);
  }
  bool const number = own.kind() == value_kind::decimal || own.kind() == value_kind::date;
  if (own.kind() != other.kind() || !number) return standing::incomparable;
  return by_order(own <=> other, direction == tighter::lower || direction == tighter::earlier);
}

/// The days on which a value in force may be another than on the day before.
std::vector<date> days_of(policy const& child, parameter const& own, parameter const& other) {
  std::vector<date> days{child.info.valid_from.value_or(date{})};
  for (parameter const* p : {&own, &other}) {
    for (dated_value const& dated : p->values) {
      bool const after = dated.from && *dated.from > days.front();
      if (after && !(child.info.valid_to && *dated.from >= *child.info.valid_to)) {
        days.push_back(*dated.from);
      }
    }
  }
  std::sort(days.begin() + 1, days.end());
  return days;
}

text shown(value const& of, std::string const& clause) {
  std::string const cited = clause.empty() ? "" : " (" + clause + ")";
  if (of.is_null()) return {"不限" + cited, "none" + cited};
  return {to_string(of) + cited, to_string(of) + cited};
}

void compare(policy const& child, parameter const& own, policy const& parent,
             parameter const& other, diagnostics& out) {
  std::optional<date> unclear;
  tighter const direction = other.tighter == tighter::undeclared ? own.tighter : other.tighter;
  auto const said = [&](date day, char const* zh, char const* en) {
    value const* const mine = own.at_date(day);
    text const here = shown(mine == nullptr ? value{} : *mine, own.clause);
    text const there = shown(*other.at_date(day), other.clause);
    std::string const since = to_string(day);
    bool const dated = child.info.valid_from.has_value();
    return text{"参数“" + own.name + "”" + zh + "上级规则包“" + parent.info.id + "”：此处为" +
                    here.zh + "，上级为" + there.zh + (dated ? "，自" + since + "起" : ""),
                "parameter `" + own.name + "` " + en + " `" + parent.info.id + "`: " + here.en +
                    " here, " + there.en + " there" + (dated ? ", from " + since + " on" : "")};
  };
  for (date const day : days_of(child, own, other)) {
    value const* const theirs = other.at_date(day);
    if (theirs == nullptr) continue;
    value const* const mine = own.at_date(day);
    standing const found = mine == nullptr || own.type != other.type
                               ? standing::incomparable
                               : stand(*mine, *theirs, direction);
    if (found == standing::looser) {
      out.warning("stack.loosened", own.at, said(day, "宽于", "is looser than in"),
                  {"确认文件允许放宽，或改用上级的值",
                   "make sure the document allows it, or take the parent's value"});
      return;
    }
    if (found == standing::incomparable && !unclear) unclear = day;
  }
  if (unclear) {
    out.note("stack.incomparable", own.at, said(*unclear, "不同于", "differs from that in"),
             {"用 tighter 写明哪个方向更严", "say with `tighter` which way is stricter"});
  }
}

/// What a fail asks of people; more is stricter.
int weight_of(strength of) {
  switch (of) {
    case strength::mandatory: return 3;
    case strength::in_principle: return 2;
    case strength::encouraged:
    case strength::discouraged:
    case strength::warning: return 1;
    case strength::informative: return 0;
  }
  return 0;
}

std::optional<strength> strength_of(policy const& in, rule const& of) {
  if (of.strength.parameter.empty()) return of.strength.fixed;
  parameter const* const p = in.find_parameter(of.strength.parameter);
  if (p == nullptr || p->values.empty()) return std::nullopt;
  std::string const word = to_string(p->values.front().value);
  for (auto const& [choice, chosen] : of.strength.choices) {
    if (choice == word) return chosen;
  }
  return std::nullopt;
}

/// What two rules ask for; conditions that read alike may still differ in their relations.
void compare_demands(rule const& own, policy const& parent, rule const& other,
                     diagnostics& out) {
  bool const same_demand = own.subject == other.subject && same(own.applies, other.applies) &&
                           same(own.condition, other.condition);
  std::string const rules_zh =
      "规则“" + own.id + "”取代上级规则包“" + parent.info.id + "”的“" + other.id + "”";
  std::string const rules_en =
      "rule `" + own.id + "` replaces `" + other.id + "` of `" + parent.info.id + "`";
  if (own.replaces_as == replaces_as::looser) {
    out.warning("stack.loosened", own.at,
                {rules_zh + "，并写明更宽", rules_en + ", and says that it is looser"},
                {"确认文件允许放宽", "make sure the document allows it"});
  } else if (own.replaces_as == replaces_as::undeclared && !same_demand) {
    out.note("stack.incomparable", own.at,
             {rules_zh + "，要求不同", rules_en + " and asks for something else"},
             {"用 replaces_as 写明更严、相同或更宽",
              "say with `replaces_as` whether it is tighter, alike or looser"});
  }
}

void compare(policy const& child, rule const& own, policy const& parent, rule const& other,
             diagnostics& out) {
  compare_demands(own, parent, other, out);
  auto const mine = strength_of(child, own);
  auto const theirs = strength_of(parent, other);
  if (!mine || !theirs || weight_of(*mine) >= weight_of(*theirs)) return;
  std::string const here{code_of(*mine)};
  std::string const there{code_of(*theirs)};
  out.warning(
      "stack.loosened", own.at,
      {"规则“" + own.id + "”的力度弱于上级规则包“" + parent.info.id + "”的“" + other.id +
           "”：此处为" + here + " (" + own.clause + ")，上级为" + there + " (" + other.clause + ")",
       "rule `" + own.id + "` binds less than `" + other.id + "` of `" + parent.info.id + "`: " +
           here + " (" + own.clause + ") here, " + there + " (" + other.clause + ") there"});
}

/// The file a pack was read from; empty if it was made by a program.
place file_of(policy const& of) {
  place made;
  if (!of.clauses.empty()) made.file = of.clauses.front().at.file;
  if (made.file.empty() && !of.rules.empty()) made.file = of.rules.front().at.file;
  if (made.file.empty() && !of.parameters.empty()) made.file = of.parameters.front().at.file;
  return made;
}

bool has_expired(policy const& parent, policy const& child) {
  return child.info.valid_from && parent.info.valid_to &&
         *child.info.valid_from >= *parent.info.valid_to;
}

void check_validity(policy const& child, policy const& parent, diagnostics& out) {
  if (!child.info.valid_from) return;
  date const first = *child.info.valid_from;
  bool const before = parent.info.valid_from && first < *parent.info.valid_from;
  if (!before && !has_expired(parent, child)) return;
  std::string const day = to_string(before ? *parent.info.valid_from : *parent.info.valid_to);
  out.warning(
      "stack.expired", file_of(child),
      {"上级规则包“" + parent.info.id + "”在本规则包生效之日（" + to_string(first) +
           "）" + (before ? "尚未生效，自" : "已经失效，止于") + day,
       "parent pack `" + parent.info.id + "` is not valid on the first day of this one, " +
           to_string(first) + ": it " + (before ? "begins on " : "ends on ") + day});
}

}  // namespace

void report_loosened(policy const& child, policy const& parent, diagnostics& out) {
  check_validity(child, parent, out);
  if (has_expired(parent, child)) return;  // never applied, so nothing is loosened
  for (parameter const& own : child.parameters) {
    if (parameter const* const other = parent.find_parameter(own.name)) {
      compare(child, own, parent, *other, out);
    }
  }
  for (rule const& own : child.rules) {
    if (rule const* const other = parent.find_rule(own.id)) {
      compare(child, own, parent, *other, out);
    }
    for (std::string const& id : own.overrides) {
      rule const* const other = id == own.id ? nullptr : parent.find_rule(id);
      if (other != nullptr) compare(child, own, parent, *other, out);
    }
  }
}

void report_overrides(policy const& child, std::span<policy const* const> parents,
                      diagnostics& out) {
  std::vector<std::string> known;
  for (rule const& own : child.rules) known.push_back(own.id);
  for (policy const* const parent : parents) {
    for (rule const& other : parent->rules) known.push_back(other.id);
  }
  for (rule const& own : child.rules) {
    for (std::string const& id : own.overrides) {
      if (std::find(known.begin(), known.end(), id) != known.end()) continue;
      out.error("stack.override", own.at,
                {"规则“" + own.id + "”优先于“" + id + "”，但没有这条规则",
                 "rule `" + own.id + "` overrides `" + id + "`, and there is no such rule"},
                did_you_mean_help(id, known));
    }
  }
}

}  // namespace xunze
