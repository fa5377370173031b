// SPDX-License-Identifier: Apache-2.0
// Content: which tags, hours and values the rows of a subject bring together.
#include "xunze/rule/content.hpp"

#include "rule/parts.hpp"

#include <algorithm>
#include <optional>

namespace xunze::kind {
namespace {

constexpr char const* name = "content";

/// One thing asked: when it holds, and what is compared where that does not tell it.
struct part {
  term holds;
  std::optional<term> measured{};
  std::optional<term> threshold{};
};

/// The members of a list; nullptr for a parameter or another set.
std::vector<expression> const* members_of(argument const& set) {
  return set.tree()->kind == operation::list ? &set.tree()->operands : nullptr;
}

term tags_found() { return col("found"); }

term number_found(std::vector<expression> const& members) {
  std::optional<term> sum;
  for (expression const& member : members) {
    term const one = when(term{member}.in(tags_found()), term{1}, term{0});
    sum = sum ? *sum + one : one;
  }
  return sum ? *sum : term{0};
}

part of_members(std::vector<expression> const& members, bool wanted) {
  std::optional<term> all;
  for (expression const& member : members) {
    term const there = term{member}.in(tags_found());
    term const one = wanted ? there : !there;
    all = all ? *all && one : one;
  }
  auto const count = static_cast<std::int64_t>(members.size());
  return {all ? *all : term{true}, number_found(members), term{wanted ? count : 0}};
}

part required_part(argument const& set) {
  if (auto const* members = members_of(set)) return of_members(*members, true);
  return {make_call("subset", {set.tree(), tags_found().tree()})};
}

part forbidden_part(argument const& set) {
  if (auto const* members = members_of(set)) return of_members(*members, false);
  return {!term{make_call("intersects", {set.tree(), tags_found().tree()})}};
}

part choice_part(content const& of) {
  auto const* members = members_of(of.any_of);
  if (members == nullptr || members->empty()) {
    detail::refuse_arguments(name, {"“any_of”应为列表", "`any_of` is a list"});
  }
  term const least = detail::or_one(of.at_least);
  return {number_found(*members) >= least, number_found(*members), least};
}

bool is_name(std::string const& tag) {
  auto const fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !tag.empty() && std::all_of(tag.begin(), tag.end(), fits);
}

part hours_part(content const& of, content_hours const& one, node_block& nodes) {
  if (!is_name(one.tag)) {
    detail::refuse_arguments(name, {"“hours”的键应为标签代码", "a key of `hours` is a tag's code"});
  }
  aggregate hours = detail::need(of.of, "hours_" + one.tag, name, "of");
  hours.op = aggregate_op::sum;
  hours.value = detail::need(of.length, name, "length");
  term const tags = detail::need(of.tags, name, "tags");
  hours.where = detail::both(hours.where, term{one.tag}.in(tags).tree());
  term const sum = col(hours.name);
  nodes.aggregates.push_back(std::move(hours));
  term const least = detail::need(one.at_least, name, "hours");
  return {sum >= least, sum, least};
}

part values_part(content const& of, node_block& nodes) {
  aggregate others = detail::need(of.of, "others", name, "of");
  others.op = aggregate_op::count;
  others.value = nullptr;
  term const value = detail::need(of.value, name, "value");
  others.where =
      detail::both(others.where, (!value.in(detail::need(of.in, name, "in"))).tree());
  nodes.aggregates.push_back(std::move(others));
  return {col("others") <= 0, col("others"), term{0}};
}

void conclude(lowered& made, std::vector<part> const& parts) {
  if (parts.size() == 1) {
    made.condition = parts[0].holds;
    if (parts[0].measured) made.measured = *parts[0].measured;
    if (parts[0].threshold) made.threshold = *parts[0].threshold;
    return;
  }
  std::optional<term> all;
  std::optional<term> met;
  for (part const& each : parts) {
    term const one = when(each.holds, term{1}, term{0});
    all = all ? *all && each.holds : each.holds;
    met = met ? *met + one : one;
  }
  made.condition = *all;
  made.nodes.let.push_back({"parts_met", *met});
  made.measured = col("parts_met");
  made.threshold = term{static_cast<std::int64_t>(parts.size())};
}

}  // namespace

lowered lower(content const& of) {
  lowered made = detail::about(of.subject, name);
  std::vector<part> parts;
  if (of.at_least.given() && !of.any_of.given()) {
    detail::refuse_arguments(name, {"“at_least”须与“any_of”同写", "`at_least` needs `any_of`"});
  }
  if (of.required.given() || of.forbidden.given() || of.any_of.given()) {
    aggregate found = detail::need(of.of, "found", name, "of");
    found.op = aggregate_op::set_union;
    found.value = detail::need(of.tags, name, "tags");
    made.nodes.aggregates.push_back(std::move(found));
  }
  if (of.required.given()) parts.push_back(required_part(of.required));
  if (of.forbidden.given()) parts.push_back(forbidden_part(of.forbidden));
  if (of.any_of.given()) parts.push_back(choice_part(of));
  for (content_hours const& one : of.hours) parts.push_back(hours_part(of, one, made.nodes));
  if (of.value.given() || of.in.given()) parts.push_back(values_part(of, made.nodes));
  if (parts.empty()) {
    detail::refuse_arguments(
        name, {"“required”“forbidden”“any_of”“hours”“in”至少写一个",
               "one of `required`, `forbidden`, `any_of`, `hours`, `in` is needed"});
  }
  conclude(made, parts);
  made.due = of.due;
  return made;
}

argument list(std::vector<std::string> codes) {
  std::vector<expression> items;
  for (std::string& code : codes) items.push_back(make_literal({std::move(code)}));
  return make_operation(operation::list, std::move(items));
}

}  // namespace xunze::kind
