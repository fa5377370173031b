// SPDX-License-Identifier: Apache-2.0
#include "report/basis.hpp"

#include "batch/state.hpp"
#include "check/rule_reads.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace xunze::detail {
namespace {

// The run's policy holds what the run changed; the one it was made from does not.
value own_value(outcome const& from, std::string const& name) {
  parameter const* const own = from.inner().source->find_parameter(name);
  return own == nullptr ? value{} : used_value(from, *own);
}

// Names of those that the checked rules read; nullopt if all rules were checked.
std::optional<std::set<std::string>> names_told(outcome const& from) {
  auto const& rules = from.rules();
  bool const all = std::all_of(rules.begin(), rules.end(),
                               [](rule_outcome const& each) { return each.checked; });
  if (all) return std::nullopt;
  bound_policy const& bound = from.inner().run->bound();
  std::set<std::string> names;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].checked) continue;
    names.merge(check_detail::parameters_of(bound, bound.rules[i]));
  }
  return names;
}

}  // namespace

text locator_of(policy const& source, std::string const& clause_id) {
  clause const* const cited = source.find_clause(clause_id);
  if (cited == nullptr) return {clause_id, clause_id};
  document const* const from = source.find_document(cited->document);
  text const name = from == nullptr         ? text{cited->document, cited->document}
                    : from->short_title.empty() ? from->title
                                                : from->short_title;
  text const& place = cited->locator;
  return {name.in(language::zh) + ' ' + place.in(language::zh),
          name.in(language::en) + ' ' + place.in(language::en)};
}

value used_value(outcome const& from, parameter const& of) {
  value const* const dated = of.at_date(from.options().as_of);
  return dated == nullptr ? value{} : *dated;
}

text parameter_words(value const& held, parameter const& of, vocabulary const& words) {
  if (held.is_null()) return {"不设", "none"};
  if (text const* const label = of.label_of(held)) return *label;
  auto const* const set = held.get_if<code_set>();
  if (set == nullptr) return {shown(held, words, language::zh), shown(held, words, language::en)};
  text out;
  for (std::string const& code : set->codes()) {
    value const one = of.enum_name.empty() ? value{code} : value{code_value{of.enum_name, code}};
    out.zh += (out.zh.empty() ? "" : "、") + shown(one, words, language::zh);
    out.en += (out.en.empty() ? "" : ", ") + shown(one, words, language::en);
  }
  return out;
}

void put_days(report& into, outcome const& from) {
  auto const known_by = from.options().known_by;
  if (known_by && *known_by != from.options().as_of) into.known_by = known_by;
  for (table_schema const& each : from.data().words().tables) {
    auto const day = from.data().complete_from(each.name);
    if (day) into.complete_from.emplace_back(each.name, *day);
  }
}

std::vector<report_parameter> parameters_told(outcome const& from) {
  std::vector<report_parameter> all;
  auto const wanted = names_told(from);
  vocabulary const& words = from.data().words();
  for (parameter const& each : from.source().parameters) {
    bool const changed = from.inner().run->sets(each.name);
    if (wanted && !changed && !wanted->contains(each.name)) continue;
    report_parameter& told = all.emplace_back();
    told.name = each.name;
    told.title = each.title;
    told.locator = locator_of(from.source(), each.clause);
    told.used = used_value(from, each);
    told.used_words = parameter_words(told.used, each, words);
    told.changed = changed;
    told.own = own_value(from, each.name);
    told.own_words = parameter_words(told.own, each, words);
    told.alternatives = each.alternatives;
    for (value const& one : each.alternatives) {
      told.alternative_words.push_back(parameter_words(one, each, words));
    }
  }
  return all;
}

}  // namespace xunze::detail
