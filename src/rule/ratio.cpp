// SPDX-License-Identifier: Apache-2.0
// Ratio: one number against a share of another, exactly.
#include "xunze/rule/ratio.hpp"

#include "rule/parts.hpp"

#include <numeric>
#include <optional>

namespace xunze::kind {
namespace {

bool whole(aggregate const& of) {
  return of.op == aggregate_op::count || of.op == aggregate_op::distinct;
}

std::optional<decimal> literal_of(term const& share) {
  if (share.tree()->kind != operation::literal) return std::nullopt;
  if (auto const* number = share.tree()->literal.get_if<std::int64_t>()) {
    return decimal{*number, 0};
  }
  if (auto const* number = share.tree()->literal.get_if<decimal>()) return normalized(*number);
  return std::nullopt;
}

term times(std::int64_t factor, term const& of) { return factor == 1 ? of : term{factor} * of; }

// num - r * den; a literal r = a/b is cleared of its denominator: b * num - a * den.
term balance_of(term const& share) {
  auto const literal = literal_of(share);
  if (!literal) return col("num") - share * col("den");
  std::int64_t const down = power_of_ten(literal->scale);
  std::int64_t const common = std::gcd(literal->mantissa, down);
  return times(down / common, col("num")) - times(literal->mantissa / common, col("den"));
}

term rounded(char const* how, term const& threshold) {
  return make_call(how, {threshold.tree(), term{0}.tree()});
}

}  // namespace

lowered lower(ratio const& of) {
  lowered made = detail::about(of.subject, "ratio");
  int const bounds = (of.at_least.given() ? 1 : 0) + (of.at_most.given() ? 1 : 0) +
                     (of.above.given() ? 1 : 0);
  if (bounds != 1) {
    detail::refuse_arguments("ratio", {"“at_least”“at_most”“above”须且只能写一个",
                                       "exactly one of `at_least`, `at_most`, `above` is needed"});
  }
  made.nodes.aggregates.push_back(detail::need(of.numerator, "num", "ratio", "numerator"));
  made.nodes.aggregates.push_back(detail::need(of.denominator, "den", "ratio", "denominator"));
  term const share{of.at_least.given()  ? of.at_least.tree()
                   : of.at_most.given() ? of.at_most.tree()
                                        : of.above.tree()};
  made.nodes.linear.push_back({"balance", balance_of(share)});
  made.applies = col("den") > 0;
  made.measured = col("num");
  term const exact = share * col("den");
  bool const round = whole(of.numerator);
  if (of.at_least.given()) {
    made.condition = col("balance") >= 0;
    made.threshold = round ? rounded("ceil", exact) : exact;
  } else {
    made.condition = of.at_most.given() ? col("balance") <= 0 : col("balance") > 0;
    made.threshold = round ? rounded("floor", exact) : exact;
  }
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
