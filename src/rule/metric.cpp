// SPDX-License-Identifier: Apache-2.0
// Rate: a measure, and a published rate that equals it.
#include "xunze/rule/metric.hpp"

#include "rule/parts.hpp"

namespace xunze::kind {

lowered lower(metric const& of) {
  lowered made = detail::about(of.subject, "metric");
  made.subject_nodes.aggregates.push_back(
      detail::need(of.numerator, "num", "metric", "numerator"));
  made.subject_nodes.aggregates.push_back(
      detail::need(of.denominator, "den", "metric", "denominator"));
  term const num = col("num");
  term const den = col("den");
  made.measure.emplace();
  made.measure->group.assign(of.group.begin(), of.group.end());
  made.measure->numerator = num;
  made.measure->denominator = den;
  made.measure->rank_descending = of.rank_descending;
  if (!of.published.given()) return made;
  if (of.decimals < 0 || of.decimals > 9) {
    detail::refuse_arguments("metric", {"“decimals”应为0至9", "`decimals` is 0 to 9"});
  }
  // p = round(num / den) to d digits, half up, is -den <= 2 * 10^d * (num - p * den) < den.
  term const published{of.published.tree()};
  term const error = term{2 * power_of_ten(of.decimals)} * (num - published * den);
  made.applies = den > 0;
  made.condition = -den <= error && error < den;
  made.measured = published;
  return made;
}

}  // namespace xunze::kind
