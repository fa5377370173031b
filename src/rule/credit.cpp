// SPDX-License-Identifier: Apache-2.0
// Credit ledger: entries added up by bucket, capped, shared or counted once.
#include "xunze/rule/credit.hpp"

#include "rule/parts.hpp"

#include <optional>

namespace xunze::kind {
namespace {

constexpr std::size_t most_exclusive = 6;  // 63 sets of buckets

/// The entries that also meet a condition, added up under a name.
aggregate entries_where(credit const& of, std::string name, std::optional<term> const& condition) {
  aggregate made = of.entries;
  made.name = std::move(name);
  if (condition) made.where = detail::both(made.where, condition->tree());
  return made;
}

term smaller(term const& a, term const& b) { return make_call("min", {a, b}); }
term greater(term const& a, term const& b) { return make_call("max", {a, b}); }

void join(std::optional<term>& all, term const& more) { all = all ? *all && more : more; }

void check(credit const& of) {
  if (of.entries.from.empty() || of.entries.op != aggregate_op::sum) {
    detail::refuse_arguments("credit", {"“entries”须写 sum", "`entries` needs a `sum`"});
  }
  bool bounded = of.at_least.given() || of.at_most.given();
  bool const once = of.counting == credit_counting::exclusive;
  for (credit_bucket const& one : of.buckets) {
    static_cast<void>(detail::need(one.name, "credit", "name"));
    static_cast<void>(detail::need(one.where, "credit", "where"));
    bounded = bounded || one.at_least.given();
    if (once && (!one.at_least.given() || one.at_most.given())) {
      detail::refuse_arguments("credit", {"各类不重复计时，每类只写“at_least”",
                                          "buckets counted once have `at_least` alone"});
    }
  }
  if (!bounded) {
    detail::refuse_arguments("credit", {"“at_least”“at_most”至少写一个",
                                        "`at_least` or `at_most` is needed"});
  }
  if (once && (of.buckets.empty() || of.buckets.size() > most_exclusive)) {
    detail::refuse_arguments("credit", {"各类不重复计时，须有1至6类",
                                        "one to six buckets can be counted once"});
  }
}

/// Sums of buckets and what of them counts; gives the total.
term add_shared(credit const& of, lowered& into) {
  std::optional<term> fits_none;  // of the capped buckets so far
  std::optional<term> total;
  for (credit_bucket const& one : of.buckets) {
    term const fits{one.where.tree()};
    if (!one.at_most.given()) {
      into.nodes.aggregates.push_back(entries_where(of, one.name, fits));
      continue;
    }
    into.nodes.aggregates.push_back(
        entries_where(of, one.name, fits_none ? fits && *fits_none : fits));
    join(fits_none, !fits);
    term const counts = smaller(col(one.name), term{one.at_most.tree()});
    total = total ? *total + counts : counts;
  }
  into.nodes.aggregates.push_back(entries_where(of, "rest", fits_none));
  return total ? col("rest") + *total : col("rest");
}

/// What is missing at best where an hour counts in one bucket: the greatest over all sets of
/// buckets of what they need together less the entries that fit one of them.
term add_exclusive(credit const& of, lowered& into) {
  std::optional<term> lacks;
  for (std::size_t set = 1; set < (std::size_t{1} << of.buckets.size()); ++set) {
    std::string name = "fit";
    std::optional<term> fits;
    std::optional<term> needs;
    for (std::size_t i = 0; i < of.buckets.size(); ++i) {
      if (((set >> i) & 1U) == 0) continue;
      credit_bucket const& one = of.buckets[i];
      term const where{one.where.tree()};
      term const need{one.at_least.tree()};
      name += "_" + one.name;
      fits = fits ? *fits || where : where;
      needs = needs ? *needs + need : need;
    }
    into.nodes.aggregates.push_back(entries_where(of, name, fits));
    term const gap = *needs - col(name);
    lacks = lacks ? greater(*lacks, gap) : greater(term{0}, gap);
  }
  into.nodes.let.push_back({"short", *lacks});
  return col("short");
}

}  // namespace

lowered lower(credit const& of) {
  lowered made = detail::about(of.subject, "credit");
  check(of);
  bool const once = of.counting == credit_counting::exclusive;
  bool const bounded = of.at_least.given() || of.at_most.given();
  std::optional<term> condition;
  std::optional<term> total;
  if (once) {
    join(condition, add_exclusive(of, made) <= term{0});
    if (bounded) {
      made.nodes.aggregates.push_back(entries_where(of, "rest", std::nullopt));
      total = col("rest");
    }
  } else {
    total = add_shared(of, made);
  }
  if (total && of.carried.given()) total = *total + term{of.carried.tree()};
  if (total) made.nodes.let.push_back({"total", *total});
  if (bounded) {
    lowered bound;
    detail::bounds(bound, col("total"), of.at_least, of.at_most, "credit");
    made.measured = col("total");
    made.threshold = bound.threshold ? bound.threshold
                                     : (of.at_least.given() ? of.at_least : of.at_most).tree();
    join(condition, term{bound.condition});
  }
  for (credit_bucket const& one : of.buckets) {
    if (once || !one.at_least.given()) continue;
    term const need{one.at_least.tree()};
    if (!made.measured) {
      made.measured = col(one.name);
      made.threshold = need;
    }
    join(condition, col(one.name) >= need);
  }
  made.condition = *condition;
  made.due = of.due;
  return made;
}

}  // namespace xunze::kind
