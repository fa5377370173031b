// SPDX-License-Identifier: Apache-2.0
// Labelled exceptions that may hold together with none over the other.
#include "case_overlap.hpp"
#include "sense.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xunze::check_detail {
namespace {

/// A condition, or its negation.
struct literal {
  bound_expression condition;
  bool negated = false;
};

bool is_operation(bound_expression const& e, operation op) {
  return e->kind == bound_node::form::operation && e->op == op;
}

bool is_comparison(bound_expression const& e) {
  return e->kind == bound_node::form::operation && e->op >= operation::equal &&
         e->op <= operation::greater_equal;
}

/// Which of less, equal and greater a comparison allows, as bits 1, 2 and 4.
unsigned allowed(operation op) {
  switch (op) {
    case operation::less: return 1U;
    case operation::less_equal: return 3U;
    case operation::equal: return 2U;
    case operation::not_equal: return 5U;
    case operation::greater_equal: return 6U;
    case operation::greater: return 4U;
    default: return 7U;
  }
}

unsigned mirrored(unsigned bits) { return (bits & 2U) | ((bits & 1U) << 2U) | ((bits & 4U) >> 2U); }

bool is_known(bound_expression const& e) {
  return e->kind == bound_node::form::constant && !e->unknown_constant && !e->constant.is_null();
}

/// Without digits that a comparison added.
bound_expression bare(bound_expression e) {
  while (e->kind == bound_node::form::rescale && e->type.scale > e->operands[0]->type.scale) {
    e = e->operands[0];
  }
  return e;
}

/// Numbers in one form, so that 1 and 1.0 are the same.
value comparable(value const& of) {
  auto const* number = of.get_if<std::int64_t>();
  return number == nullptr ? of : value{decimal{*number, 0}};
}

/// What a comparison asks of its operand against another one.
struct bound_of {
  bound_expression operand;
  bound_expression against;
  unsigned bits = 7U;
  bool negated = false;  // holds of none, where there is nothing to compare
};

std::optional<bound_of> bound_in(literal const& of) {
  if (!is_comparison(of.condition)) return std::nullopt;
  auto const& operands = of.condition->operands;
  bound_of made{bare(operands[0]), bare(operands[1]), allowed(of.condition->op), of.negated};
  if (is_known(made.operand)) {
    std::swap(made.operand, made.against);
    made.bits = mirrored(made.bits);
  }
  if (of.negated) made.bits ^= 7U;
  return made;
}

/// The constants of which the operand must be one: of `==`, and of `in` with a list of them.
struct choice_of {
  bound_expression operand;
  std::vector<value> members;
};

std::optional<choice_of> choice_in(literal const& of) {
  if (of.negated) return std::nullopt;
  auto const& operands = of.condition->operands;
  if (auto const bound = bound_in(of); bound && bound->bits == 2U && is_known(bound->against)) {
    return choice_of{bound->operand, {comparable(bound->against->constant)}};
  }
  if (!is_operation(of.condition, operation::in)) return std::nullopt;
  choice_of made{bare(operands[0]), {}};
  for (std::size_t i = 1; i < operands.size(); ++i) {
    bound_expression const member = bare(operands[i]);
    bool const many = member->constant.kind() == value_kind::set;
    if (!is_known(member) || many) return std::nullopt;
    made.members.push_back(comparable(member->constant));
  }
  return made;
}

/// Texts and codes have no order here but sameness.
bool in_order(value_type const& type) {
  return type.is(value_class::number) || type.is(value_class::date) ||
         type.is(value_class::timestamp);
}

bool bounds_miss(bound_of const& a, bound_of const& b) {
  if (a.negated && b.negated) return false;
  if (same_reading(a.operand, b.operand)) {
    if (same_reading(a.against, b.against)) return (a.bits & b.bits) == 0;
    if (!is_known(a.against) || !is_known(b.against)) return false;
    value const one = comparable(a.against->constant);
    value const other = comparable(b.against->constant);
    auto const order = one <=> other;
    bool const same_kind = one.kind() == other.kind();
    if (order == 0) return (a.bits & b.bits) == 0;
    if (!same_kind || !in_order(a.operand->type)) return false;
    bound_of const& low = order < 0 ? a : b;
    bound_of const& high = order < 0 ? b : a;
    return (low.bits & 4U) == 0 && (high.bits & 1U) == 0;
  }
  // `x < y` beside `y < x`.
  return same_reading(a.operand, b.against) && same_reading(a.against, b.operand) &&
         (a.bits & mirrored(b.bits)) == 0;
}

bool choices_miss(choice_of const& a, choice_of const& b) {
  if (!same_reading(a.operand, b.operand)) return false;
  return std::none_of(a.members.begin(), a.members.end(), [&](value const& one) {
    return std::any_of(b.members.begin(), b.members.end(), [&](value const& other) {
      return other.kind() != one.kind() || (other <=> one) == 0;
    });
  });
}

bool never_both(literal a, literal b);

/// The parts of which one, or all, must hold; empty if there are no such parts.
std::vector<literal> parts_of(literal const& of, bool one) {
  operation const op = one != of.negated ? operation::logical_or : operation::logical_and;
  std::vector<literal> parts;
  if (!is_operation(of.condition, op)) return parts;
  for (bound_expression const& e : of.condition->operands) parts.push_back({e, of.negated});
  return parts;
}

literal plain(literal of) {
  while (is_operation(of.condition, operation::logical_not)) {
    of = {of.condition->operands[0], !of.negated};
  }
  return of;
}

bool never_both(literal a, literal b) {
  a = plain(std::move(a));
  b = plain(std::move(b));
  if (a.negated != b.negated && same_reading(a.condition, b.condition)) return true;
  auto const misses = [&](literal const& part) { return never_both(part, b); };
  for (bool const one : {true, false}) {
    for (int turn = 0; turn < 2; ++turn, std::swap(a, b)) {
      auto const parts = parts_of(a, one);
      if (parts.empty()) continue;
      return one ? std::all_of(parts.begin(), parts.end(), misses)
                 : std::any_of(parts.begin(), parts.end(), misses);
    }
  }
  auto const bound_a = bound_in(a);
  auto const bound_b = bound_in(b);
  if (bound_a && bound_b && bounds_miss(*bound_a, *bound_b)) return true;
  auto const choice_a = choice_in(a);
  auto const choice_b = choice_in(b);
  return choice_a && choice_b && choices_miss(*choice_a, *choice_b);
}

/// beats[i][j]: case i is over case j, directly or through others.
std::vector<std::vector<bool>> order_of(std::vector<case_label> const& labels) {
  std::size_t const n = labels.size();
  std::vector<std::vector<bool>> beats(n, std::vector<bool>(n, false));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      auto const& over = labels[i].over;
      beats[i][j] = std::find(over.begin(), over.end(), labels[j].label) != over.end();
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (beats[i][k] && beats[k][j]) beats[i][j] = true;
      }
    }
  }
  return beats;
}

std::string named(case_label const& of, char const* open, char const* close) {
  return open + of.label + close + (of.clause.empty() ? "" : " (" + of.clause + ")");
}

}  // namespace

bool never_both(bound_expression const& a, bound_expression const& b) {
  return never_both(literal{a, false}, literal{b, false});
}

void report_overlaps(bound_node const& cases, place const& at, diagnostics& out) {
  auto const& labels = cases.labels;
  constexpr std::size_t most = 64;
  if (labels.size() > most) {
    out.error("cases.many", at, {"情形超过64个", "more than 64 cases"},
              {"请拆成有名字的列", "name parts of it as columns"});
    return;
  }
  auto const beats = order_of(labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (std::size_t j = i + 1; j < labels.size(); ++j) {
      if (beats[i][j] || beats[j][i]) continue;
      if (never_both(cases.operands[1 + 2 * i], cases.operands[1 + 2 * j])) continue;
      diagnostic note{
          "cases.may_collide", diagnostic_level::note, at,
          {"例外" + named(labels[i], "“", "”") + "与" + named(labels[j], "“", "”") +
               "可能同时成立，且未写明何者优先",
           "exceptions " + named(labels[i], "`", "`") + " and " + named(labels[j], "`", "`") +
               " may both hold, and neither is over the other"},
          {"用 over 写明哪一个优先", "say with `over` which one wins"}, {}};
      // Parts of a linear form are bound twice.
      if (std::find(out.begin(), out.end(), note) == out.end()) out.add(std::move(note));
    }
  }
}

}  // namespace xunze::check_detail
