// SPDX-License-Identifier: Apache-2.0
// All mutants of a policy: parameters, rules, bodies of relations.
#include "testing/mutant_maker.hpp"

namespace xunze::testing_detail {

mutant_maker::mutant_maker(policy const& pack, vocabulary const& words, slicer const& slices)
    : pack_{pack}, own_{pack}, words_{words}, slices_{slices} {
  diagnostics none;
  bound_ = bind(pack, words, none);
}

void mutant_maker::add(std::string kind, std::string where, std::string from, std::string to,
                       place at, std::function<void(policy&)> apply) {
  change made;
  made.about.kind = std::move(kind);
  made.about.owner = owner_;
  made.about.where = std::move(where);
  made.about.from = std::move(from);
  made.about.to = std::move(to);
  made.about.at = at.line == 0 ? owner_at_ : std::move(at);
  std::string id = owner_ + ":" + made.about.where + ":" + made.about.kind + ":" +
                   made.about.from;
  if (!made.about.to.empty()) id += " -> " + made.about.to;
  std::size_t const times = ++ids_[id];
  if (times > 1) id += "#" + std::to_string(times);
  made.about.id = std::move(id);
  made.reached = reached_;
  for (std::size_t rule : reached_) made.about.rules.push_back(pack_.rules[rule].id);
  made.apply = std::move(apply);
  if (!made.reached.empty()) found_.push_back(std::move(made));
}

void mutant_maker::expression_at(std::string const& where, expression_place const& at) {
  expression const& e = at(own_);
  if (!e) return;
  for (expression_edit& edit : edits_of(e, words_)) {
    add(edit.kind, where, edit.from, edit.to, edit.at,
        [at, changed = edit.changed](policy& p) { at(p) = changed; });
  }
}

void mutant_maker::condition_at(std::string const& where, expression_place const& at) {
  expression const& e = at(own_);
  if (!e) return;
  bool const parts = e->kind == operation::logical_and;
  bool const always = to_string(e) == "true";
  if (!parts && !always) {
    add("conjunct", where, to_string(e), "", e->at, [at](policy& p) { at(p) = nullptr; });
  }
  if (!always) expression_at(where, at);
}

void mutant_maker::parameter_values(std::size_t index) {
  parameter const& of = pack_.parameters[index];
  begin(of.name, of.at, slices_.reached_from(node_kind::parameter, of.name));
  for (std::size_t i = 0; i < of.values.size(); ++i) {
    value const& held = of.values[i].value;
    std::string where = "value";
    if (of.values[i].from) where += " from " + to_string(*of.values[i].from);
    auto const put = [&](std::string kind, std::string from, std::string to, value other) {
      add(std::move(kind), where, std::move(from), std::move(to), of.at,
          [index, i, other = std::move(other)](policy& p) {
            p.parameters[index].values[i].value = other;
          });
    };
    bool const day = held.get_if<date>() != nullptr;
    char const* const kind =
        held.get_if<bool>() != nullptr ? "flag" : (day ? "date" : "number");
    for (value& next : neighbours(held)) {
      std::string const to = to_string(next);
      put(kind, to_string(held), to, std::move(next));
    }
    if (auto const* word = held.get_if<std::string>()) {
      for (std::string const& other : of.one_of) {
        if (other != *word) put("choice", *word, other, value{other});
      }
    }
    if (auto const* code = held.get_if<code_value>()) {
      std::string const other = other_code(code->code, words_);
      put("code", code->code, other, value{code_value{code->enumeration, other}});
    }
    if (auto const* set = held.get_if<code_set>()) {
      for (std::string const& code : set->codes()) {
        std::vector<std::string> fewer = set->codes();
        std::erase(fewer, code);
        put("member", code, "", value{code_set{std::move(fewer)}});
      }
    }
    if (of.values[i].from) {
      for (int const by : {-1, 1}) {
        date const moved_day{of.values[i].from->days + by};
        add("date", where, to_string(*of.values[i].from), to_string(moved_day), of.at,
            [index, i, moved_day](policy& p) { p.parameters[index].values[i].from = moved_day; });
      }
    }
  }
}

void mutant_maker::day_at(std::string const& where, std::optional<date> const& day,
                          std::function<std::optional<date>&(policy&)> const& at) {
  if (!day) return;
  for (int const by : {-1, 1}) {
    date const next{day->days + by};
    add("date", where, to_string(*day), to_string(next), {},
        [at, next](policy& p) { at(p) = next; });
  }
}

void mutant_maker::due_at(std::size_t index) {
  expression const& due = pack_.rules[index].due;
  if (!due) return;
  auto const put = [&](std::string to, expression changed) {
    add("due", "due", to_string(due), std::move(to), due->at,
        [index, changed = std::move(changed)](policy& p) { p.rules[index].due = changed; });
  };
  put("", nullptr);
  for (int const by : {-1, 1}) {
    expression const next = moved(due, by);
    put(to_string(next), next);
  }
  expression_at("due", [index](policy& p) -> expression& { return p.rules[index].due; });
}

void mutant_maker::rule_parts(std::size_t index) {
  rule const& of = pack_.rules[index];
  begin(of.id, of.at, slices_.reached_from_rule(index));
  nodes_at(of.id, "rule " + of.id,
           [index](policy& p) -> node_block& { return p.rules[index].nodes; });
  condition_at("applies", [index](policy& p) -> expression& { return p.rules[index].applies; });
  expression_at("condition",
                [index](policy& p) -> expression& { return p.rules[index].condition; });
  due_at(index);
  if (of.anchor) {
    add("anchor", "anchor", to_string(of.anchor), "", of.anchor->at,
        [index](policy& p) { p.rules[index].anchor = nullptr; });
  }
  day_at("in_force.from", of.in_force_from, [index](policy& p) -> std::optional<date>& {
    return p.rules[index].in_force_from;
  });
  day_at("in_force.to", of.in_force_to, [index](policy& p) -> std::optional<date>& {
    return p.rules[index].in_force_to;
  });
  bool const always_mandatory =
      of.strength.parameter.empty() && of.strength.fixed == strength::mandatory;
  if (of.waivable && !always_mandatory) {
    add("exception", "waiver", "waiver", "", of.at,
        [index](policy& p) { p.rules[index].waivable = false; });
  }
}

std::vector<change> mutant_maker::make() {
  for (std::size_t i = 0; i < pack_.parameters.size(); ++i) parameter_values(i);
  for (std::size_t i = 0; i < pack_.relations.size(); ++i) relation_parts(i);
  for (std::size_t i = 0; i < pack_.rules.size(); ++i) rule_parts(i);
  rule_set all;
  for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
    if (!pack_.rules[i].in_force_from && !pack_.rules[i].in_force_to) all.insert(i);
  }
  begin("pack", {}, all);
  day_at("valid_from", pack_.info.valid_from,
         [](policy& p) -> std::optional<date>& { return p.info.valid_from; });
  day_at("valid_to", pack_.info.valid_to,
         [](policy& p) -> std::optional<date>& { return p.info.valid_to; });
  return std::move(found_);
}

std::vector<change> mutants_of(policy const& pack, vocabulary const& words,
                               slicer const& slices) {
  return mutant_maker{pack, words, slices}.make();
}

}  // namespace xunze::testing_detail
