// SPDX-License-Identifier: Apache-2.0
// A policy put together in C++ from drafts, parameters and relations.
#include "xunze/rule/policy_builder.hpp"

#include "rule/parts.hpp"

namespace xunze {
namespace {

parameter_type type_of(std::string const& name, value const& held, bool has_enumeration) {
  switch (held.kind()) {
    case value_kind::boolean: return parameter_type::boolean;
    case value_kind::integer: return parameter_type::integer;
    case value_kind::decimal: return parameter_type::decimal;
    case value_kind::date: return parameter_type::date;
    case value_kind::code: return parameter_type::enumeration;
    case value_kind::set: return has_enumeration ? parameter_type::set : parameter_type::texts;
    case value_kind::text:
      return has_enumeration ? parameter_type::enumeration : parameter_type::choice;
    default: break;
  }
  detail::refuse_arguments("parameter", {"参数“" + name + "”的类型须写明",
                                         "the type of parameter `" + name + "` must be said"});
}

}  // namespace

policy_builder::policy_builder(std::string id, std::string version) {
  policy_.info.id = std::move(id);
  policy_.info.version = std::move(version);
  policy_.info.title = {policy_.info.id, policy_.info.id};
}

policy_builder& policy_builder::title(std::string zh, std::string en) {
  policy_.info.title = {std::move(zh), std::move(en)};
  return *this;
}

policy_builder& policy_builder::vocabulary(std::string id) {
  policy_.info.vocabulary = std::move(id);
  return *this;
}

policy_builder& policy_builder::in_force(date from, date to) {
  policy_.info.valid_from = from;
  policy_.info.valid_to = to;
  return *this;
}

policy_builder& policy_builder::parameter(std::string name, value held, std::string enumeration) {
  xunze::parameter made;
  made.type = type_of(name, held, !enumeration.empty());
  if (auto const* code = held.get_if<code_value>()) enumeration = code->enumeration;
  if (made.type == parameter_type::choice) made.one_of = {to_string(held)};
  made.title = {name, name};
  made.name = std::move(name);
  made.enum_name = std::move(enumeration);
  made.values.push_back({std::nullopt, std::move(held)});
  return parameter(std::move(made));
}

policy_builder& policy_builder::parameter(xunze::parameter held) {
  policy_.parameters.push_back(std::move(held));
  return *this;
}

policy_builder& policy_builder::relation(std::string name, relation_body body, node_block nodes) {
  text title{name, name};
  policy_.relations.push_back(
      {std::move(name), std::move(title), std::move(body), std::move(nodes), {}});
  return *this;
}

policy_builder& policy_builder::document(xunze::document held) {
  policy_.documents.push_back(std::move(held));
  return *this;
}

policy_builder& policy_builder::clause(xunze::clause held) {
  policy_.clauses.push_back(std::move(held));
  return *this;
}

policy_builder& policy_builder::measure(xunze::measure held) {
  policy_.measures.push_back(std::move(held));
  return *this;
}

policy_builder& policy_builder::decision(xunze::decision held, std::string subject) {
  if (!subject.empty()) held.subject = std::move(subject);
  if (held.subject.empty()) {
    detail::refuse_arguments(
        "decision", {"“" + held.id + "”各规则的对象不同，须写明“subject”",
                     "the rules of `" + held.id + "` have different subjects: name its subject"});
  }
  if (held.title.empty()) held.title = {held.id, held.id};
  policy_.decisions.push_back(std::move(held));
  return *this;
}

void policy_builder::add(attached_rule made) {
  if (made.beside) policy_.relations.push_back(*std::move(made.beside));
  if (made.subject) policy_.relations.push_back(*std::move(made.subject));
  if (made.measure) policy_.measures.push_back(*std::move(made.measure));
  if (made.rule) policy_.rules.push_back(*std::move(made.rule));
}

policy policy_builder::build() const {
  policy built = policy_;
  auto const cite = [&](std::string const& id) {
    if (id.empty() || built.find_clause(id) != nullptr) return;
    xunze::clause cited;
    cited.id = id;
    cited.document = id.substr(0, id.find('-'));
    cited.locator = {id, id};
    cited.status = clause_status::encoded;
    built.clauses.push_back(std::move(cited));
  };
  for (xunze::rule const& one : policy_.rules) cite(one.clause);
  for (xunze::measure const& one : policy_.measures) cite(one.clause);
  return built;
}

}  // namespace xunze
