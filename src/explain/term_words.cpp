// SPDX-License-Identifier: Apache-2.0
#include "explain/term_words.hpp"

#include "batch/wording.hpp"
#include "explain/comparisons.hpp"
#include "explain/row_terms.hpp"

#include <algorithm>
#include <utility>

namespace xunze::explain_detail {
namespace {

constexpr int most_definitions = 8;

bool reads_any(bound_expression const& e) {
  return e->kind == bound_node::form::read ||
         std::any_of(e->operands.begin(), e->operands.end(), reads_any);
}

bool is_operation(bound_expression const& e, operation op) {
  return e->kind == bound_node::form::operation && e->op == op;
}

bool is_call(bound_expression const& e, function_id function) {
  return e->kind == bound_node::form::call && e->function == function;
}

/// The same value in the form it was read.
bound_expression bare(bound_expression e) {
  while (e->kind == bound_node::form::rescale || e->kind == bound_node::form::translate ||
         e->kind == bound_node::form::row_key) {
    e = e->operands[0];
  }
  return e;
}

text title_of(bound_node const& e) {
  column_schema const& schema = e.read.table->columns[e.read.column];
  text const title = schema.title.empty() ? text{schema.name, schema.name} : schema.title;
  std::string const of =
      e.read.steps.empty() ? "" : "所属“" + e.read.table->title.in(language::zh) + "”的";
  std::string path = e.source ? to_string(e.source) : schema.name;
  if (e.read.partner) path.erase(0, path.find('.') + 1);  // the name the partner goes by
  return {of + "“" + title.in(language::zh) + "”", "`" + path + "`"};
}

}  // namespace

text compared(text const& name, operation op, value_class kind, text const& held) {
  bool const day = kind == value_class::date || kind == value_class::timestamp;
  bool const code = kind == value_class::code;
  auto const words = [&]() -> text {
    switch (op) {
      case operation::equal: return {"为", " is "};
      case operation::not_equal: return {"不为", " is not "};
      case operation::less: return day ? text{"早于", " is before "} : text{"小于", " is below "};
      case operation::less_equal:
        if (code) return {"不高于", " is at most "};
        return day ? text{"不晚于", " is no later than "} : text{"不超过", " is at most "};
      case operation::greater:
        return day ? text{"晚于", " is after "} : text{"大于", " is above "};
      default:
        if (code) return {"不低于", " is at least "};
        return day ? text{"不早于", " is no earlier than "} : text{"不少于", " is at least "};
    }
  }();
  return {name.zh + words.zh + held.in(language::zh), name.en + words.en + held.in(language::en)};
}

text label_of_value(value const& held, vocabulary const& words) {
  if (auto const* flag = held.get_if<bool>()) {
    return *flag ? text{"“是”", "yes"} : text{"“否”", "no"};
  }
  std::string const plain = plain_text(held);
  auto const* const code = held.get_if<code_value>();
  enumeration const* const of = code ? words.find_enum(code->enumeration) : nullptr;
  auto const at = of != nullptr ? of->find(code->code) : std::nullopt;
  if (!at) return {plain, plain};
  text const& label = of->values[static_cast<std::size_t>(*at)].label;
  return label.empty() ? text{plain, plain} : label;
}

term_words::term_words(engine& run, relation_id of)
    : run_(run), of_(of), known_([&run, of](bound_expression const& e) -> std::optional<value> {
        if (reads_any(e)) return std::nullopt;
        program const p = compile(e, run, of);
        return to_value(p.at(0, run.space()), p.type(), p.texts());
      }),
      written_([](bound_expression const& e) {
        return e->source ? to_string(e->source) : std::string{};
      }) {}

std::optional<bool> term_words::known_truth(bound_expression const& e) const {
  auto const held = known_(e);
  bool const* const said = held ? held->get_if<bool>() : nullptr;
  return said != nullptr ? std::optional{*said} : std::nullopt;
}

text term_words::as_written(bound_expression const& e) const {
  std::string const words = written_(e);
  return {"“" + words + "”", "`" + words + "`"};
}

/// What a computed column is made from, and where that is to be read; null where that is no column.
std::pair<bound_expression, relation_id> term_words::made_of(bound_expression const& e) const {
  relation_id at = of_;
  for (std::size_t const hop : e->read.hops) at = run_.bound().relations[at].members[hop].second;
  bound_relation const& owner = run_.bound().relations[at];
  bool const computed = e->kind == bound_node::form::read && e->read.table == nullptr &&
                        e->read.from == access::start::own && e->read.partner == partner_ &&
                        e->read.to == access::end::column && e->read.own < owner.own.size();
  if (!computed) return {nullptr, at};
  auto const under = below(run_, at);
  if (owner.kind != bound_relation::body::join || !under) return {owner.own[e->read.own].value, at};
  auto const& columns = owner.part_columns[under->part];
  bool const there = e->read.own < columns.size();
  return {there ? columns[e->read.own] : nullptr, under->relation};
}

std::optional<text> term_words::plain_name(bound_expression const& written, int depth) const {
  bound_expression const e = bare(written);
  if (depth > most_definitions) return std::nullopt;
  if (e->kind == bound_node::form::read && e->read.table != nullptr) {
    bool const cell = e->read.to == access::end::column && e->read.partner == partner_;
    return cell ? std::optional{title_of(*e)} : std::nullopt;
  }
  if (e->kind == bound_node::form::read) {
    auto const [made, at] = made_of(e);
    return made ? term_words(run_, at).plain_name(made, depth + 1) : std::nullopt;
  }
  if (is_call(e, function_id::coalesce) || is_call(e, function_id::date_of)) {
    return plain_name(e->operands[0], depth + 1);
  }
  if (is_call(e, function_id::max) || is_call(e, function_id::min)) {
    bool const second = e->operands.size() == 2 && known_(e->operands[0]).has_value();
    bool const first = e->operands.size() == 2 && known_(e->operands[1]).has_value();
    return first || second ? plain_name(e->operands[second ? 1 : 0], depth + 1) : std::nullopt;
  }
  if (is_operation(e, operation::choose)) {
    auto const said = known_truth(e->operands[0]);
    return said ? plain_name(e->operands[*said ? 1 : 2], depth + 1) : std::nullopt;
  }
  return std::nullopt;
}

text term_words::name(bound_expression const& e, int depth) const {
  return plain_name(e, depth).value_or(as_written(e));
}

std::optional<text> term_words::comparison(bound_expression const& e, bool holds,
                                           int depth) const {
  operation op = holds ? e->op : opposite(e->op);
  bound_expression left = e->operands[0];
  bound_expression right = e->operands[1];
  if (known_(left)) {
    std::swap(left, right);
    op = mirrored(op);
  }
  auto const side = plain_name(left, depth);
  auto const held = known_(right);
  if (!held) {
    auto const other = plain_name(right, depth);
    if (!side && !other) return std::nullopt;
    text const beside = other ? *other : as_written(right);
    return compared(side ? *side : as_written(left), op, left->type.kind, beside);
  }
  if (!side) return std::nullopt;
  auto const* const words = held->get_if<std::string>();
  if (words != nullptr && words->empty() && op == operation::not_equal) {
    return text{side->zh + "已填写", side->en + " is filled in"};
  }
  value_kind const kind = held->kind();
  if (kind == value_kind::null || kind == value_kind::set || kind == value_kind::range) {
    return std::nullopt;
  }
  text const label = label_of_value(*held, run_.data().words());
  return compared(*side, op, left->type.kind, label);
}

std::optional<text> term_words::membership(bound_expression const& e, bool holds,
                                           int depth) const {
  vocabulary const& words = run_.data().words();
  auto const set = known_(e->operands[1]);
  auto const member = known_(e->operands[0]);
  if (member && e->operands.size() == 2) {
    auto const of = plain_name(e->operands[1], depth);
    if (!of) return std::nullopt;
    text const label = label_of_value(*member, words);
    return text{of->zh + (holds ? "含“" : "不含“") + label.in(language::zh) + "”",
                of->en + (holds ? " has `" : " has no `") + label.in(language::en) + "`"};
  }
  auto const side = plain_name(e->operands[0], depth);
  if (!side) return std::nullopt;
  std::vector<value> items;
  bound_expression const& listed = e->operands[1];
  auto const* const constant = listed->constant.get_if<code_set>();
  auto const* const several =
      constant != nullptr ? constant : set ? set->get_if<code_set>() : nullptr;
  if (several != nullptr) {
    for (std::string const& code : several->codes()) {
      bool const coded = listed->type.codes != nullptr;
      items.push_back(coded ? value{code_value{listed->type.codes->name, code}} : value{code});
    }
  }
  for (std::size_t i = 1; several == nullptr && i < e->operands.size(); ++i) {
    auto item = known_(e->operands[i]);
    if (!item || item->is_null()) return std::nullopt;
    items.push_back(std::move(*item));
  }
  if (items.empty()) return std::nullopt;
  text all;
  for (value const& item : items) {
    text const label = label_of_value(item, words);
    all.zh += (all.zh.empty() ? "" : "、") + label.in(language::zh);
    all.en += (all.en.empty() ? "" : " or ") + label.in(language::en);
  }
  char const* const close = items.size() > 1 ? "之一" : "";
  return text{side->zh + (holds ? "为" : "不为") + all.zh + close,
              side->en + (holds ? " is " : " is not ") + all.en};
}

term_words::phrase term_words::joined(bound_expression const& e, bool holds, int depth) const {
  bool const every = is_operation(e, operation::logical_and) == holds;
  phrase all;
  for (bound_expression const& each : e->operands) {
    auto const said = known_truth(each);
    if (said && (*said == holds) == every) continue;  // it changes nothing
    phrase one = condition(each, holds, depth);
    if (all.words.zh.empty()) {
      all = std::move(one);
      continue;
    }
    for (phrase* part : {&all, &one}) {
      if (!part->every || part->every == every) continue;
      part->words = {"（" + part->words.zh + "）", "(" + part->words.en + ")"};
    }
    all.words.zh += (every ? "且" : "或") + one.words.zh;
    all.words.en += (every ? " and " : " or ") + one.words.en;
    all.every = every;
  }
  return all;
}

term_words::phrase term_words::condition(bound_expression const& e, bool holds,
                                         int depth) const {
  std::optional<text> made;
  bool const operated = e->kind == bound_node::form::operation && depth <= most_definitions;
  if (operated && e->op == operation::logical_not) {
    return condition(e->operands[0], !holds, depth);
  }
  if (operated && (e->op == operation::logical_and || e->op == operation::logical_or)) {
    phrase all = joined(e, holds, depth);
    if (!all.words.zh.empty()) return all;
  } else if (operated && e->op == operation::choose) {
    auto const said = known_truth(e->operands[0]);
    if (said) return condition(e->operands[*said ? 1 : 2], holds, depth);
  } else if (operated && e->op >= operation::equal && e->op <= operation::greater_equal) {
    made = comparison(e, holds, depth);
  } else if (operated && e->op == operation::in) {
    made = membership(e, holds, depth);
  } else if (is_call(e, function_id::has)) {
    if (auto const side = plain_name(e->operands[0], depth)) {
      made = text{side->zh + (holds ? "已填写" : "未填写"),
                  side->en + (holds ? " is filled in" : " is not filled in")};
    }
  } else if (e->kind == bound_node::form::read && e->read.to == access::end::holds) {
    made = text{(holds ? "符合规则" : "不符合规则") + e->read.rule,
                (holds ? "rule `" : "not rule `") + e->read.rule + "` passes"};
  } else if (e->kind == bound_node::form::read && e->read.table == nullptr) {
    auto const [from, at] = made_of(e);
    if (from && depth < most_definitions) {
      return term_words(run_, at).condition(from, holds, depth + 1);
    }
  } else if (auto const side = plain_name(e, depth)) {
    made = text{side->zh + "为“" + (holds ? "是" : "否") + "”",
                side->en + (holds ? " holds" : " does not hold")};
  }
  if (made) return {*made, {}};
  text const words = as_written(e);
  return {holds ? text{words.zh + "成立", words.en + " holds"}
                : text{words.zh + "不成立", words.en + " does not hold"},
          {}};
}

}  // namespace xunze::explain_detail
