// SPDX-License-Identifier: Apache-2.0
// Small changes inside one expression.
#include "testing/expression_edits.hpp"

#include <functional>

namespace xunze::testing_detail {
namespace {

using rebuilding = std::function<expression(expression)>;

expression with_operand(expression const& e, std::size_t at, expression operand) {
  auto copy = std::make_shared<expression_node>(*e);
  copy->operands[at] = std::move(operand);
  return copy;
}

expression without_operand(expression const& e, std::size_t at) {
  if (e->operands.size() == 2) return e->operands[1 - at];
  auto copy = std::make_shared<expression_node>(*e);
  copy->operands.erase(copy->operands.begin() + static_cast<std::ptrdiff_t>(at));
  return copy;
}

expression with_kind(expression const& e, operation kind) {
  auto copy = std::make_shared<expression_node>(*e);
  copy->kind = kind;
  return copy;
}

expression with_literal(expression const& e, value literal) {
  auto copy = std::make_shared<expression_node>(*e);
  copy->literal = std::move(literal);
  return copy;
}

std::vector<operation> other_comparisons(operation kind) {
  switch (kind) {
    case operation::less: return {operation::less_equal, operation::greater};
    case operation::less_equal: return {operation::less, operation::greater_equal};
    case operation::greater: return {operation::greater_equal, operation::less};
    case operation::greater_equal: return {operation::greater, operation::less_equal};
    case operation::equal: return {operation::not_equal};
    case operation::not_equal: return {operation::equal};
    default: return {};
  }
}

bool is_text(expression const& e) {
  return e && e->kind == operation::literal && e->literal.get_if<std::string>() != nullptr;
}

class editor {
 public:
  explicit editor(vocabulary const& words) : words_{words} {}

  void walk(expression const& e, rebuilding const& whole) {
    if (!e) return;
    switch (e->kind) {
      case operation::literal: return literal(e, whole);
      case operation::call:
        if (call(e, whole)) return;
        break;
      case operation::logical_and:
      case operation::logical_or: connective(e, whole); break;
      case operation::logical_not: add("negation", e, e->operands[0], whole); break;
      case operation::choose:
        add("choice", e, e->operands[1], whole);
        add("choice", e, e->operands[2], whole);
        break;
      case operation::cases: exceptions(e, whole); break;
      case operation::in: members(e, whole); break;
      default: comparison(e, whole); break;
    }
    for (std::size_t i = 0; i < e->operands.size(); ++i) {
      expression const& part = e->operands[i];
      if (is_text(part)) continue;  // changed where it is compared
      if (part->kind == operation::literal) {
        // With its surroundings: a bare number says little.
        for (value const& next : neighbours(part->literal)) {
          add(kind_of(part), e, with_operand(e, i, with_literal(part, next)), whole);
        }
        continue;
      }
      if (e->kind == operation::in && i == 1 && e->operands[1]->kind == operation::list) continue;
      walk(part, [&, i](expression other) {
        return whole(with_operand(e, i, std::move(other)));
      });
    }
  }

  std::vector<expression_edit> found{};

 private:
  static char const* kind_of(expression const& of) {
    return of->literal.get_if<bool>() != nullptr ? "flag" : "number";
  }

  void add(char const* kind, expression const& from, expression const& to,
           rebuilding const& whole) {
    found.push_back({kind, to_string(from), to_string(to), whole(to), from->at});
  }

  void drop(char const* kind, expression const& part, expression left, rebuilding const& whole) {
    found.push_back({kind, to_string(part), {}, whole(std::move(left)), part->at});
  }

  void comparison(expression const& e, rebuilding const& whole) {
    for (operation other : other_comparisons(e->kind)) {
      add("compare", e, with_kind(e, other), whole);
    }
    if (other_comparisons(e->kind).empty()) return;
    for (std::size_t i = 0; i < e->operands.size(); ++i) {
      if (!is_text(e->operands[i])) continue;
      std::string const& code = *e->operands[i]->literal.get_if<std::string>();
      expression const other = with_literal(e->operands[i], other_code(code, words_));
      add("code", e, with_operand(e, i, other), whole);
    }
  }

  void connective(expression const& e, rebuilding const& whole) {
    bool const both = e->kind == operation::logical_and;
    add("logic", e, with_kind(e, both ? operation::logical_or : operation::logical_and), whole);
    for (std::size_t i = 0; i < e->operands.size(); ++i) {
      if (e->operands[i]->kind == e->kind) continue;  // its own parts are dropped one by one
      drop(both ? "conjunct" : "disjunct", e->operands[i], without_operand(e, i), whole);
    }
  }

  void exceptions(expression const& e, rebuilding const& whole) {
    for (std::size_t i = 0; i < e->cases.size(); ++i) {
      auto copy = std::make_shared<expression_node>(*e);
      auto const first = copy->operands.begin() + static_cast<std::ptrdiff_t>(1 + 2 * i);
      copy->operands.erase(first, first + 2);
      std::string const label = copy->cases[i].label;
      copy->cases.erase(copy->cases.begin() + static_cast<std::ptrdiff_t>(i));
      for (case_label& other : copy->cases) std::erase(other.over, label);
      expression left = copy;
      if (copy->cases.empty()) left = copy->operands.front();
      found.push_back({"exception", label, {}, whole(left), e->at});
    }
  }

  void members(expression const& e, rebuilding const& whole) {
    expression const& list = e->operands[1];
    if (list->kind != operation::list || list->operands.size() < 2) return;
    for (std::size_t i = 0; i < list->operands.size(); ++i) {
      auto fewer = std::make_shared<expression_node>(*list);
      fewer->operands.erase(fewer->operands.begin() + static_cast<std::ptrdiff_t>(i));
      found.push_back({"member", to_string(e->operands[0]) + " in … " +
                                     to_string(list->operands[i]),
                       {}, whole(with_operand(e, 1, fewer)), e->at});
    }
  }

  /// True if the arguments are not looked at.
  bool call(expression const& e, rebuilding const& whole) {
    if (e->function == "date") {
      auto const day = e->operands.size() == 1 && is_text(e->operands[0])
                           ? parse_date(*e->operands[0]->literal.get_if<std::string>())
                           : std::nullopt;
      for (int const by : {-1, 1}) {
        if (day) {
          value const next{to_string(date{day->days + by})};
          add("date", e, with_operand(e, 0, with_literal(e->operands[0], next)), whole);
        } else {
          add("date", e, moved(e, by), whole);
        }
      }
      return true;
    }
    if (e->function != "valid_at" || e->operands.size() != 3) return e->function == "matches";
    auto const pair = [&](operation from, operation to) {
      return make_operation(operation::logical_and,
                            {make_operation(from, {e->operands[0], e->operands[2]}),
                             make_operation(to, {e->operands[2], e->operands[1]})});
    };
    add("inclusive", e, pair(operation::less, operation::less), whole);
    add("inclusive", e, pair(operation::less_equal, operation::less_equal), whole);
    return false;
  }

  void literal(expression const& e, rebuilding const& whole) {
    for (value const& next : neighbours(e->literal)) {
      add(kind_of(e), e, with_literal(e, next), whole);
    }
  }

  vocabulary const& words_;
};

}  // namespace

std::vector<expression_edit> edits_of(expression const& whole, vocabulary const& words) {
  editor all{words};
  all.walk(whole, [](expression e) { return e; });
  return std::move(all.found);
}

expression moved(expression const& day, int by) {
  expression const step = by < 0 ? make_operation(operation::negate, {make_literal(-by)})
                                 : make_literal(by);
  return make_call("add_days", {day, step});
}

std::vector<value> neighbours(value const& of) {
  if (auto const* flag = of.get_if<bool>()) return {value{!*flag}};
  if (auto const* number = of.get_if<std::int64_t>()) {
    if (*number == 0) return {value{*number + 1}};
    return {value{*number - 1}, value{*number + 1}};
  }
  if (auto const* number = of.get_if<decimal>()) {
    return {value{decimal{number->mantissa - 1, number->scale}},
            value{decimal{number->mantissa + 1, number->scale}}};
  }
  if (auto const* day = of.get_if<date>()) {
    return {value{date{day->days - 1}}, value{date{day->days + 1}}};
  }
  return {};
}

std::string other_code(std::string const& code, vocabulary const& words) {
  for (enumeration const& one : words.enums) {
    for (std::size_t i = 0; i < one.values.size(); ++i) {
      if (one.values[i].code != code || one.values.size() < 2) continue;
      return one.values[(i + 1) % one.values.size()].code;
    }
  }
  return code + "x";
}

}  // namespace xunze::testing_detail
