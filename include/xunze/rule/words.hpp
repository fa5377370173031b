// SPDX-License-Identifier: Apache-2.0
// What can be said of any rule: clause, strength, validity, texts, and more nodes.
#ifndef XUNZE_RULE_WORDS_HPP
#define XUNZE_RULE_WORDS_HPP

#include "xunze/rule/lowered.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xunze {

namespace detail {
/// The envelope with kind, id, clause and texts completed.
[[nodiscard]] rule complete(rule envelope, std::string_view kind);
/// The place of a rule in a decision.
[[nodiscard]] decision_part part_of(attached_rule const& made);
}  // namespace detail

/// The modifiers of drafts; each gives a changed copy.
/// Shape: `Draft` derives from this and has `attached_rule build() const`.
template <typename Draft>
class rule_words {
 public:
  /// The id, where it is not the clause's.
  [[nodiscard]] Draft named(std::string id) const {
    return with([&](rule& made) { made.id = std::move(id); });
  }
  /// The clause that demands it, which is also its id.
  [[nodiscard]] Draft cite(std::string clause) const {
    return with([&](rule& made) { made.clause = std::move(clause); });
  }
  [[nodiscard]] Draft title(std::string zh, std::string en) const {
    return with([&](rule& made) { made.title = {std::move(zh), std::move(en)}; });
  }
  /// What a finding says; `{expression}` is replaced by its value.
  [[nodiscard]] Draft message(std::string zh, std::string en) const {
    return with([&](rule& made) { made.message = {std::move(zh), std::move(en)}; });
  }
  [[nodiscard]] Draft remedy(std::string zh, std::string en) const {
    return with([&](rule& made) { made.remedy = {std::move(zh), std::move(en)}; });
  }
  [[nodiscard]] Draft unit(std::string zh, std::string en) const {
    return with([&](rule& made) { made.unit = {std::move(zh), std::move(en)}; });
  }

  [[nodiscard]] Draft mandatory() const { return bind(strength::mandatory); }
  [[nodiscard]] Draft in_principle() const { return bind(strength::in_principle); }
  [[nodiscard]] Draft encouraged() const { return bind(strength::encouraged); }
  [[nodiscard]] Draft discouraged() const { return bind(strength::discouraged); }
  [[nodiscard]] Draft warning() const { return bind(strength::warning); }
  [[nodiscard]] Draft informative() const { return bind(strength::informative); }
  /// The strength that a parameter's word chooses.
  [[nodiscard]] Draft strength_by(std::string parameter,
                                  std::vector<std::pair<std::string, strength>> cases) const {
    return with([&](rule& made) {
      made.strength = {strength::mandatory, std::move(parameter), std::move(cases)};
    });
  }

  /// Only these rows; several must all hold.
  [[nodiscard]] Draft applies(argument const& condition) const {
    return with([&](rule& made) {
      made.applies = made.applies ? (term{made.applies} && term{condition.tree()}).tree()
                                  : condition.tree();
    });
  }
  /// Anchor in [from, to).
  [[nodiscard]] Draft in_force(date from, date to = open_end_date) const {
    return with([&](rule& made) {
      made.in_force_from = from;
      made.in_force_to = to;
    });
  }
  [[nodiscard]] Draft waivable() const {
    return with([](rule& made) { made.waivable = true; });
  }
  [[nodiscard]] Draft overrides(std::string id) const {
    return with([&](rule& made) { made.overrides.push_back(std::move(id)); });
  }
  /// How it stands to the rules of parents that it replaces.
  [[nodiscard]] Draft replaces_as(xunze::replaces_as how) const {
    return with([&](rule& made) { made.replaces_as = how; });
  }
  [[nodiscard]] Draft due(argument const& last_day) const {
    return with([&](rule& made) { made.due = last_day; });
  }
  [[nodiscard]] Draft anchor(argument const& day) const {
    return with([&](rule& made) { made.anchor = day; });
  }
  [[nodiscard]] Draft measured(argument const& value) const {
    return with([&](rule& made) { made.measured = value; });
  }
  [[nodiscard]] Draft threshold(argument const& value) const {
    return with([&](rule& made) { made.threshold = value; });
  }
  [[nodiscard]] Draft label(argument const& value) const {
    return with([&](rule& made) { made.label = value; });
  }

  /// A node whose name conditions and texts may read: aggregates, matches, linear forms, …
  [[nodiscard]] Draft aggregate(std::string name, xunze::aggregate node) const {
    node.name = std::move(name);
    return with([&](rule& made) { made.nodes.aggregates.push_back(std::move(node)); });
  }
  [[nodiscard]] Draft match(xunze::match node) const {
    return with([&](rule& made) { made.nodes.matches.push_back(std::move(node)); });
  }
  [[nodiscard]] Draft linear(std::string name, argument const& form) const {
    return with([&](rule& made) { made.nodes.linear.push_back({std::move(name), form}); });
  }
  [[nodiscard]] Draft carry(xunze::carry node) const {
    return with([&](rule& made) { made.nodes.carries.push_back(std::move(node)); });
  }
  [[nodiscard]] Draft let(std::string name, argument const& value) const {
    return with([&](rule& made) { made.nodes.let.push_back({std::move(name), value}); });
  }

  /// The id: as named, else the clause's.
  [[nodiscard]] std::string const& id() const noexcept {
    return envelope_.id.empty() ? envelope_.clause : envelope_.id;
  }

  /// The rule's place in a decision: its keys are read off its subject.
  [[nodiscard]] decision_part part() const {
    return detail::part_of(static_cast<Draft const&>(*this).build());
  }

 protected:
  /// The envelope with id and texts completed.
  /// Errors: failure `rule.arguments` where neither id nor clause is given.
  [[nodiscard]] rule completed(std::string_view kind) const {
    return detail::complete(envelope_, kind);
  }

 private:
  template <typename Change>
  [[nodiscard]] Draft with(Change change) const {
    Draft next = static_cast<Draft const&>(*this);
    change(static_cast<rule_words&>(next).envelope_);
    return next;
  }
  [[nodiscard]] Draft bind(strength how) const {
    return with([&](rule& made) { made.strength = {how, {}, {}}; });
  }

  rule envelope_;
};

}  // namespace xunze

#endif
