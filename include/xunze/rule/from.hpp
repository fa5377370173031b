// SPDX-License-Identifier: Apache-2.0
// Rows of a relation, folded: the beginning of most drafts.
#ifndef XUNZE_RULE_FROM_HPP
#define XUNZE_RULE_FROM_HPP

#include "xunze/rule/count.hpp"
#include "xunze/rule/freq.hpp"
#include "xunze/rule/words.hpp"

#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace xunze {

/// What can be said of rows to be folded; each gives a changed copy.
template <typename Rows>
class source_words {
 public:
  explicit source_words(std::string from) { node_.from = std::move(from); }
  source_words(xunze::aggregate node, std::vector<xunze::key> per)
      : node_{std::move(node)}, per_{std::move(per)} {}

  /// Only these rows; several conditions must all hold.
  [[nodiscard]] Rows where(argument const& condition) const {
    return with([&](auto& rows) {
      expression& held = rows.node_.where;
      held = held ? (term{held} && term{condition.tree()}).tree() : condition.tree();
    });
  }
  /// The rows' keys, to be equal to the subject's.
  template <std::convertible_to<argument>... Keys>
  [[nodiscard]] Rows key(Keys const&... keys) const {
    return with([&](auto& rows) {
      rows.node_.key = std::vector<expression>{argument{keys}.tree()...};
    });
  }
  /// The subject's side of the keys, where it is not its key columns.
  template <std::convertible_to<argument>... Keys>
  [[nodiscard]] Rows on(Keys const&... keys) const {
    return with([&](auto& rows) {
      rows.node_.on = std::vector<expression>{argument{keys}.tree()...};
    });
  }
  /// One subject for each different combination of these.
  template <std::convertible_to<xunze::key>... Keys>
  [[nodiscard]] Rows per(Keys const&... keys) const {
    static_assert(sizeof...(Keys) > 0, "xunze: per(...) names at least one key");
    return with([&](auto& rows) { rows.per_ = {xunze::key{keys}...}; });
  }

  [[nodiscard]] Rows count() const { return fold(aggregate_op::count, {}); }
  [[nodiscard]] Rows any() const { return fold(aggregate_op::any, {}); }
  [[nodiscard]] Rows distinct(argument const& value) const {
    return fold(aggregate_op::distinct, value);
  }
  [[nodiscard]] Rows sum(argument const& value) const { return fold(aggregate_op::sum, value); }
  [[nodiscard]] Rows min(argument const& value) const { return fold(aggregate_op::min, value); }
  [[nodiscard]] Rows max(argument const& value) const { return fold(aggregate_op::max, value); }
  /// The day of each row, for `first` and `last` of a deadline.
  [[nodiscard]] Rows at(argument const& value) const { return fold(aggregate_op::min, value); }
  /// The union of sets, `or` in packs.
  [[nodiscard]] Rows set_union(argument const& value) const {
    return fold(aggregate_op::set_union, value);
  }

  operator aggregate const&() const noexcept { return node_; }

 protected:
  xunze::aggregate node_;
  std::vector<xunze::key> per_;

 private:
  template <typename Change>
  [[nodiscard]] Rows with(Change change) const {
    Rows next = static_cast<Rows const&>(*this);
    change(static_cast<source_words&>(next));
    return next;
  }
  [[nodiscard]] Rows fold(aggregate_op op, argument const& value) const {
    return with([&](auto& rows) {
      rows.node_.op = op;
      rows.node_.value = value;
    });
  }
};

/// A rule that bounds a number for each key: kind `freq`, with a lower bound kind `count`.
class bound_draft : public source_words<bound_draft>, public rule_words<bound_draft> {
 public:
  using source_words::source_words;

  [[nodiscard]] bound_draft at_most(argument const& limit) const;
  [[nodiscard]] bound_draft at_least(argument const& limit) const;

  /// Errors: failure `rule.arguments` without `per`, id or clause.
  [[nodiscard]] attached_rule build() const;

 private:
  argument at_least_;
  argument at_most_;
};

/// Rows not yet bounded: an aggregate, or the beginning of a rule.
class source_draft : public source_words<source_draft> {
 public:
  using source_words::source_words;

  [[nodiscard]] bound_draft at_most(argument const& limit) const { return rule().at_most(limit); }
  [[nodiscard]] bound_draft at_least(argument const& limit) const {
    return rule().at_least(limit);
  }

 private:
  [[nodiscard]] bound_draft rule() const { return {node_, per_}; }
};

/// The rows of a table or relation.
/// Example: `from("enrolment").at_most(1).distinct("class.sub.project_id").per("teacher_id")`
[[nodiscard]] inline source_draft from(std::string relation) {
  return source_draft{std::move(relation)};
}

}  // namespace xunze

#endif
