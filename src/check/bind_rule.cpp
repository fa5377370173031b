// SPDX-License-Identifier: Apache-2.0
// Rules, measures and decisions.
#include "binder.hpp"
#include "sense.hpp"

#include <algorithm>
#include <utility>

namespace xunze::check_detail {
namespace {

bool is_comparison(bound_expression const& e) {
  return e && e->kind == bound_node::form::operation && e->op >= operation::equal &&
         e->op <= operation::greater_equal;
}

int slack_sign_of(operation op) {
  switch (op) {
    case operation::less:
    case operation::less_equal: return 1;
    case operation::greater:
    case operation::greater_equal: return -1;
    case operation::not_equal: return 0;
    default: return 2;
  }
}

bool measurable(value_type const& type) {
  return type.is(value_class::number) || type.is(value_class::date) ||
         type.is(value_class::timestamp);
}

}  // namespace

std::size_t binder::need_rule(std::string_view id, place const& at) {
  for (std::size_t i = 0; i < source_.rules.size(); ++i) {
    if (source_.rules[i].id != id) continue;
    if (rule_state_[i] == 2) return i;
    if (rule_state_[i] == 1) {
      std::pair const label{node_kind::rule, source_.rules[i].id};
      auto const first = std::find(in_progress_.begin(), in_progress_.end(), label);
      met_turn("graph.cycle", {first, in_progress_.end()}, source_.rules[i].at);
      return bound_policy::npos;
    }
    if (too_deep(id, source_.rules[i].at)) return bound_policy::npos;
    in_progress_.emplace_back(node_kind::rule, id);
    rule_state_[i] = 1;
    place const outer = std::exchange(within_, source_.rules[i].at);
    bind_rule(i);
    within_ = outer;
    rule_state_[i] = 2;
    in_progress_.pop_back();
    bound_.rule_order.push_back(i);
    return i;
  }
  std::vector<std::string> known;
  for (rule const& r : source_.rules) known.push_back(r.id);
  error("rule.unknown", at,
        {"没有规则“" + std::string(id) + "”", "no rule `" + std::string(id) + "`"},
        did_you_mean_help(id, known));
  return bound_policy::npos;
}

strength binder::bind_strength(rule const& source) {
  if (source.strength.parameter.empty()) return source.strength.fixed;
  parameter const* p = source_.find_parameter(source.strength.parameter);
  if (p != nullptr && is_dated(*p)) {
    error("parameter.anchor", source.at,
          {"参数“" + p->name + "”按日期取值，而规则的力度不随日期变化",
           "parameter `" + p->name + "` has dated values, and a rule binds the same on all days"},
          {"每种力度写一条规则，用 in_force 分开",
           "write a rule for each strength, and tell them apart by `in_force`"});
    return source.strength.fixed;
  }
  std::string word;
  if (p != nullptr && !p->values.empty()) word = to_string(p->values.front().value);
  for (auto const& [choice, chosen] : source.strength.choices) {
    if (choice == word) return chosen;
  }
  error("parameter.choice", source.at,
        {"参数“" + source.strength.parameter + "”没有对应的力度",
         "parameter `" + source.strength.parameter + "` chooses no strength"});
  return source.strength.fixed;
}

void binder::bind_rule(std::size_t index) {
  rule const& source = source_.rules[index];
  bound_rule& made = bound_.rules[index];
  made.source = &source;
  made.subject = need_relation(source.subject, source.at);
  if (made.subject == bound_policy::npos) return;
  made.view = new_relation("rule " + source.id, bound_relation::body::view, source.at);
  bound_.relations[made.view].members = {{"", made.subject}};
  inherit_key(made.view, made.subject);
  made.binding = bind_strength(source);

  scope names;
  names.target = made.view;
  if (source.anchor) {
    made.anchor = bind_typed(source.anchor, names, value_class::date);
  } else if (source_.info.valid_from) {
    value_type day;
    day.kind = value_class::date;
    made.anchor = constant(*source_.info.valid_from, day, nullptr);
  }
  names.anchor = made.anchor;
  bind_nodes(made.view, source.nodes, names);
  if (source.applies) made.applies = bind_typed(source.applies, names, value_class::boolean);
  if (!source.condition) {
    error("rule.condition", source.at, {"规则没有条件", "the rule has no condition"});
    return;
  }
  made.condition = bind_typed(source.condition, names, value_class::boolean);
  if (source.due) made.due = bind_typed(source.due, names, value_class::date);
  if (source.label) made.label = bind(source.label, names);
  bind_comparison(made, source, names);
  made.message = {bind_text(source.message.zh, names, source.message_at.zh),
                  bind_text(source.message.en, names, source.message_at.en)};
  made.remedy = {bind_text(source.remedy.zh, names, source.remedy_at.zh),
                 bind_text(source.remedy.en, names, source.remedy_at.en)};
  if (!made.condition) return;
  made.sense = sense_of(bound_, made.view, made.condition);
  bool const can_fall_short = made.sense == sense::growing || made.sense == sense::mixed;
  if (can_fall_short && !source.due) {
    out_.note("rule.due", source.at,
              {"规则“" + source.id + "”有下限，却没有写明何日算最终未达到（due）",
               "rule `" + source.id +
                   "` has a minimum and no `due`, so a shortfall fails at once"});
  }
}

void binder::bind_comparison(bound_rule& into, rule const& source, scope const& names) {
  if (is_comparison(into.condition)) {
    into.slack_sign = slack_sign_of(into.condition->op);
    into.measured = into.condition->operands[0];
    into.threshold = into.condition->operands[1];
  }
  if (source.measured) into.measured = bind(source.measured, names);
  if (source.threshold) {
    into.threshold = bind(source.threshold, names, into.measured ? &into.measured->type : nullptr);
  }
  bool const both = into.measured && into.threshold && measurable(into.measured->type) &&
                    measurable(into.threshold->type) &&
                    into.measured->type.kind == into.threshold->type.kind;
  if (!both) {
    into.slack_sign = 0;
  } else {
    auto const scale = std::max(into.measured->type.scale, into.threshold->type.scale);
    into.measured = rescale(into.measured, scale);
    into.threshold = rescale(into.threshold, scale);
  }
}

void binder::bind_measures() {
  for (measure const& source : source_.measures) {
    bound_measure made;
    made.source = &source;
    made.on = need_relation(source.on, source.at);
    if (made.on == bound_policy::npos) continue;
    scope names;
    names.target = made.on;
    for (expression const& e : source.group) made.group.push_back(row_key(bind(e, names)));
    made.numerator = bind_typed(source.numerator, names, value_class::number);
    made.denominator = bind_typed(source.denominator, names, value_class::number);
    bound_.measures.push_back(std::move(made));
  }
}

void binder::bind_decisions() {
  for (decision const& source : source_.decisions) {
    bound_decision made;
    made.source = &source;
    made.subject = need_relation(source.subject, source.at);
    if (made.subject == bound_policy::npos) continue;
    scope names;
    names.target = made.subject;
    for (decision_member const& member : source.members) {
      std::size_t const index = need_rule(member.rule, source.at);
      if (index == bound_policy::npos) continue;
      bound_decision::member bound{index, {}};
      relation_id const judged = bound_.rules[index].subject;
      if (judged == bound_policy::npos || key_failed(judged)) continue;
      if (member.via.empty() && judged != made.subject &&
          (bound_.relations[judged].base == nullptr ||
           bound_.relations[judged].base != bound_.relations[made.subject].base)) {
        error("decision.via", source.at,
              {"决定“" + source.id + "”与规则“" + member.rule + "”的对象不同，要写 via",
               "decision `" + source.id + "` and rule `" + member.rule +
                   "` have different subjects: write `via`"});
        continue;
      }
      auto const keys = key_of(judged);
      if (!member.via.empty() && member.via.size() != keys.size()) {
        error("decision.via", source.at,
              {"via 的项数与规则对象的键数不同", "`via` has not as many items as the rule's key"});
        continue;
      }
      for (std::size_t k = 0; k < member.via.size(); ++k) {
        auto via = bind(member.via[k], names, &keys[k]->type);
        auto key = keys[k];
        if (!via || !unify(key, via, source.at)) continue;
        bound.via.push_back(via);
      }
      made.members.push_back(std::move(bound));
    }
    bound_.decisions.push_back(std::move(made));
  }
}

binder::binder(policy const& source, vocabulary const& words, diagnostics& out)
    : source_(source), words_(words), out_(out) {
  bound_.source = &source;
  bound_.words = &words;
  bound_.rules.resize(source.rules.size());
  rule_state_.resize(source.rules.size(), 0);
}

void binder::refuse_doubles() {
  std::set<std::string_view> rules;
  for (rule const& r : source_.rules) {
    if (rules.insert(r.id).second) continue;
    error("rule.twice", r.at,
          {"有两条规则的编号同为“" + r.id + "”", "two rules have the id `" + r.id + "`"},
          {"给其中一条另起编号（C++ 用 named）", "name one of them otherwise (in C++: `named`)"});
  }
  std::set<std::string_view> parameters;
  for (parameter const& p : source_.parameters) {
    if (parameters.insert(p.name).second) continue;
    error("parameter.twice", p.at,
          {"有两个参数同名“" + p.name + "”", "two parameters have the name `" + p.name + "`"},
          {"留下一个", "keep one"});
  }
}

bound_policy binder::run() {
  refuse_doubles();
  std::string const& wanted = source_.info.vocabulary;
  if (!wanted.empty() && wanted != words_.id) {
    error("pack.vocabulary", {},
          {"规则包所用词表为“" + wanted + "”，现有词表为“" + words_.id + "”",
           "the pack uses vocabulary `" + wanted + "`, given is `" + words_.id + "`"});
  }
  for (relation const& r : source_.relations) need_relation(r.name, r.at);
  for (rule const& r : source_.rules) need_rule(r.id, r.at);
  bind_measures();
  bind_decisions();
  return std::move(bound_);
}

}  // namespace xunze::check_detail

namespace xunze {

relation_id bound_policy::find(std::string_view relation) const {
  for (std::size_t i = 0; i < relations.size(); ++i) {
    if (relations[i].name == relation) return i;
  }
  return npos;
}

}  // namespace xunze
