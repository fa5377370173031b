// SPDX-License-Identifier: Apache-2.0
// Packs as JSON, `xunze.pack/1`, written in lowered form.
#include "xunze/pack/pack_json.hpp"

#include "pack/pack_words.hpp"
#include "pack/pack_writer.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

void put_day(node& object, std::string key, std::optional<date> day) {
  if (day) put(object, std::move(key), make_text(to_string(*day)));
}

void put_flag(node& object, std::string key, bool flag) {
  if (flag) put(object, std::move(key), make_flag(true));
}

node write_info(pack_info const& of) {
  node out = make_object();
  put(out, "id", make_text(of.id));
  put_words(out, "title", of.title);
  put(out, "version", make_text(of.version));
  put_text(out, "jurisdiction", of.jurisdiction);
  put_text(out, "level", of.level);
  put(out, "vocabulary", make_text(of.vocabulary));
  put_day(out, "valid_from", of.valid_from);
  put_day(out, "valid_to", of.valid_to);
  put_texts(out, "extends", of.extends);
  return out;
}

node write_document(document const& of) {
  node out = make_object();
  put_words(out, "title", of.title);
  put_words(out, "short", of.short_title);
  put_day(out, "issue_date", of.issue_date);
  return out;
}

node write_parameter(parameter const& of) {
  node out = make_object();
  put(out, "type", make_text(std::string{spelling(of.type, parameter_types)}));
  put_text(out, "enum", of.enum_name);
  if (of.labels.empty()) {
    put_texts(out, "one_of", of.one_of);
  } else {
    node words = make_object();
    for (std::size_t i = 0; i < of.one_of.size(); ++i) put_words(words, of.one_of[i], of.labels[i]);
    put(out, "one_of", std::move(words));
  }
  if (of.values.size() == 1 && !of.values.front().from) {
    put(out, "value", write_value(of.values.front().value));
  } else {
    node values = make_array();
    for (dated_value const& one : of.values) {
      node item = make_object();
      put_day(item, "from", one.from);
      put(item, "value", write_value(one.value));
      values.items.push_back(std::move(item));
    }
    put(out, "values", std::move(values));
  }
  if (!of.alternatives.empty()) {
    node others = make_array();
    for (value const& one : of.alternatives) others.items.push_back(write_value(one));
    put(out, "alternatives", std::move(others));
  }
  if (of.tighter != tighter::undeclared) {
    put(out, "tighter", make_text(std::string{spelling(of.tighter, tighter_words)}));
  }
  put_text(out, "clause", of.clause);
  put_words(out, "title", of.title);
  return out;
}

node write_strength(strength_choice const& of) {
  if (of.parameter.empty()) return make_text(std::string{spelling(of.fixed, strengths)});
  node cases = make_object();
  for (auto const& [word, one] : of.choices) {
    put(cases, word, make_text(std::string{spelling(one, strengths)}));
  }
  node out = make_object();
  put(out, "choose", make_text(of.parameter));
  put(out, "cases", std::move(cases));
  return out;
}

node write_rule(policy const& all, rule const& original) {
  rule const of = with_cases_named(original);
  node out = make_object();
  put(out, "kind", make_text(of.kind));
  put(out, "clause", make_text(of.clause));
  put_words(out, "title", of.title);
  put(out, "strength", write_strength(of.strength));
  relation const* const own = of.subject == of.id ? all.find_relation(of.id) : nullptr;
  put(out, "subject", own != nullptr ? write_relation(*own) : make_text(of.subject));
  put_nodes(out, of.nodes);
  put_expression(out, "applies", of.applies);
  put_expression(out, "condition", of.condition);
  put_expression(out, "anchor", of.anchor);
  put_expression(out, "measured", of.measured);
  put_expression(out, "threshold", of.threshold);
  put_words(out, "unit", of.unit);
  put_expression(out, "due", of.due);
  put_flag(out, "waiver", of.waivable);
  put_expression(out, "label", of.label);
  if (of.in_force_from || of.in_force_to) {
    node force = make_object();
    put_day(force, "from", of.in_force_from);
    put_day(force, "to", of.in_force_to);
    put(out, "in_force", std::move(force));
  }
  put_words(out, "message", of.message);
  put_words(out, "remedy", of.remedy);
  put_texts(out, "overrides", of.overrides);
  if (of.replaces_as != replaces_as::undeclared) {
    put(out, "replaces_as", make_text(std::string{spelling(of.replaces_as, replacements)}));
  }
  return out;
}

node write_measure(measure const& of) {
  node out = make_object();
  put_words(out, "title", of.title);
  put_text(out, "clause", of.clause);
  put(out, "on", make_text(of.on));
  if (!of.group.empty()) put(out, "group", write_expressions(of.group));
  put_expression(out, "numerator", of.numerator);
  put_expression(out, "denominator", of.denominator);
  if (of.rank_descending) {
    put(out, "rank", make_text(std::string{spelling(*of.rank_descending, directions)}));
  }
  return out;
}

node write_decision(decision const& of) {
  node out = make_object();
  put(out, "subject", make_text(of.subject));
  node rules = make_array();
  for (decision_member const& one : of.members) {
    if (one.via.empty()) {
      rules.items.push_back(make_text(one.rule));
      continue;
    }
    node item = make_object();
    put(item, "rule", make_text(one.rule));
    put(item, "via", write_expressions(one.via));
    rules.items.push_back(std::move(item));
  }
  put(out, "rules", std::move(rules));
  put_words(out, "title", of.title);
  return out;
}

node write_clause(clause const& of) {
  node out = make_object();
  put_words(out, "locator", of.locator);
  put(out, "document", make_text(of.document));
  put_text(out, "strength", of.strength);
  put(out, "status", make_text(std::string{spelling(of.status, clause_statuses)}));
  put_words(out, "paraphrase", of.paraphrase);
  put_texts(out, "depends_on", of.depends_on);
  put_words(out, "note", of.note);
  return out;
}

node write_equivalent(equivalent_mutant const& of) {
  node out = make_object();
  put(out, "id", make_text(of.id));
  put_words(out, "reason", of.reason);
  return out;
}

/// An object with one member for each item; left out if there are none.
template <typename Item, typename Name, typename Write>
void put_section(node& object, std::string key, std::vector<Item> const& items, Name name,
                 Write write) {
  node out = make_object();
  for (Item const& one : items) put(out, one.*name, write(one));
  if (!out.members.empty()) put(object, std::move(key), std::move(out));
}

/// Relations that do not stand in place inside a rule.
std::vector<relation> named_relations(policy const& all) {
  std::vector<relation> out;
  for (relation const& one : all.relations) {
    rule const* const owner = all.find_rule(one.name);
    if (owner == nullptr || owner->subject != owner->id) out.push_back(one);
  }
  return out;
}

}  // namespace
}  // namespace xunze::json

namespace xunze {

std::string write_pack(policy const& rules) {
  using namespace json;
  node out = make_object();
  put(out, "format", make_text("xunze.pack/1"));
  put(out, "pack", write_info(rules.info));
  put_section(out, "documents", rules.documents, &document::id, write_document);
  put_section(out, "parameters", rules.parameters, &parameter::name, write_parameter);
  put_section(out, "relations", named_relations(rules), &relation::name, write_relation);
  put_section(out, "rules", rules.rules, &rule::id,
              [&](rule const& one) { return write_rule(rules, one); });
  put_section(out, "measures", rules.measures, &measure::id, write_measure);
  put_section(out, "decisions", rules.decisions, &decision::id, write_decision);
  put_section(out, "clauses", rules.clauses, &clause::id, write_clause);
  node tests = write_tests(rules, "");
  if (!tests.items.empty()) put(out, "tests", std::move(tests));
  node equal = make_array();
  for (equivalent_mutant const& one : rules.equivalent_mutants) {
    equal.items.push_back(write_equivalent(one));
  }
  if (!equal.items.empty()) put(out, "equivalent_mutants", std::move(equal));
  return print(out);
}

}  // namespace xunze
