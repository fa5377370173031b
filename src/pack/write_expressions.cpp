// SPDX-License-Identifier: Apache-2.0
// Expressions and values as JSON.
#include "pack/pack_writer.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

/// Replaces cases inside expressions by the names of columns that hold them.
class case_namer {
 public:
  explicit case_namer(node_block& nodes) : nodes_{nodes} {
    for (auto const& one : nodes.aggregates) taken_.push_back(one.name);
    for (auto const& one : nodes.matches) taken_.push_back(one.name);
    for (auto const& one : nodes.linear) taken_.push_back(one.name);
    for (auto const& one : nodes.ranks) taken_.push_back(one.name);
    for (auto const& one : nodes.carries) taken_.push_back(one.name);
    for (auto const& one : nodes.let) taken_.push_back(one.name);
  }

  void inside(expression& e) {
    if (!e || !has_cases(e)) return;
    auto copy = std::make_shared<expression_node>(*e);
    for (expression& operand : copy->operands) {
      if (copy->kind == operation::cases) {
        inside(operand);
      } else {
        operand = named(operand);
      }
    }
    e = copy;
  }

 private:
  static bool has_cases(expression const& e) {
    return e && (e->kind == operation::cases ||
                 std::any_of(e->operands.begin(), e->operands.end(), has_cases));
  }

  expression named(expression e) {
    if (!has_cases(e)) return e;
    inside(e);
    if (e->kind != operation::cases) return e;
    for (auto const& [name, held] : made_) {
      if (same(held, e)) return make_path(name);
    }
    std::string const name = fresh();
    made_.push_back({name, e});
    nodes_.let.push_back({name, e});
    return make_path(name);
  }

  std::string fresh() {
    for (std::size_t i = 1;; ++i) {
      std::string name = "cases_" + std::to_string(i);
      if (std::find(taken_.begin(), taken_.end(), name) != taken_.end()) continue;
      taken_.push_back(name);
      return name;
    }
  }

  node_block& nodes_;
  std::vector<std::string> taken_;
  std::vector<named_expression> made_;
};

node write_cases(expression_node const& of) {
  node out = make_object();
  put_expression(out, "default", of.operands.front());
  node list = make_array();
  for (std::size_t i = 0; i < of.cases.size(); ++i) {
    node one = make_object();
    put(one, "label", make_text(of.cases[i].label));
    put_text(one, "clause", of.cases[i].clause);
    put_expression(one, "when", of.operands[1 + 2 * i]);
    put_expression(one, "value", of.operands[2 + 2 * i]);
    put_texts(one, "over", of.cases[i].over);
    list.items.push_back(std::move(one));
  }
  put(out, "cases", std::move(list));
  return out;
}

}  // namespace

node write_expression(expression const& e) {
  if (e->kind == operation::cases) return write_cases(*e);
  return make_text(to_string(e));
}

void put_expression(node& object, std::string key, expression const& e) {
  if (e) put(object, std::move(key), write_expression(e));
}

node write_expressions(std::vector<expression> const& list) {
  node out = make_array();
  for (expression const& e : list) out.items.push_back(write_expression(e));
  return out;
}

node write_value(value const& held) {
  if (held.is_null()) return {};
  if (auto const* flag = held.get_if<bool>()) return make_flag(*flag);
  if (auto const* set = held.get_if<code_set>()) return texts_node(set->codes());
  bool const number = held.get_if<std::int64_t>() != nullptr || held.get_if<decimal>() != nullptr;
  return number ? make_number(to_string(held)) : make_text(to_string(held));
}

rule with_cases_named(rule of) {
  case_namer namer{of.nodes};
  for (expression* e :
       {&of.applies, &of.condition, &of.measured, &of.threshold, &of.due, &of.anchor, &of.label}) {
    namer.inside(*e);
  }
  return of;
}

}  // namespace xunze::json
