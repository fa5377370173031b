// SPDX-License-Identifier: Apache-2.0
#include "xunze/policy/policy.hpp"

#include <algorithm>
#include <functional>

namespace xunze {
namespace {

template <class Item, class Project>
Item const* find_by(std::vector<Item> const& items, std::string_view name, Project project) {
    auto const found = std::find_if(items.begin(), items.end(), [&](Item const& item) {
        return std::invoke(project, item) == name;
    });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

decision::decision(std::string name, std::vector<decision_part> parts) : id{std::move(name)} {
    bool const agree = std::all_of(parts.begin(), parts.end(), [&](decision_part const& part) {
        return part.subject == parts.front().subject;
    });
    if (agree && !parts.empty()) subject = parts.front().subject;
    for (decision_part& part : parts) members.push_back(std::move(part.member));
}

value const* parameter::at_date(date day) const {
    value const* current = nullptr;
    for (dated_value const& dated : values) {
        if (!dated.from || *dated.from <= day) current = &dated.value;
    }
    return current;
}

text const* parameter::label_of(value const& word) const {
  auto const* const written = word.get_if<std::string>();
  if (written == nullptr || labels.empty()) return nullptr;
  auto const found = std::find(one_of.begin(), one_of.end(), *written);
  return found == one_of.end() ? nullptr
                               : &labels[static_cast<std::size_t>(found - one_of.begin())];
}

parameter const* policy::find_parameter(std::string_view name) const {
    return find_by(parameters, name, &parameter::name);
}

relation const* policy::find_relation(std::string_view name) const {
    return find_by(relations, name, &relation::name);
}

rule const* policy::find_rule(std::string_view id) const {
    return find_by(rules, id, &rule::id);
}

clause const* policy::find_clause(std::string_view id) const {
    return find_by(clauses, id, &clause::id);
}

document const* policy::find_document(std::string_view id) const {
    return find_by(documents, id, &document::id);
}

}  // namespace xunze
