// SPDX-License-Identifier: Apache-2.0
// A policy put together in C++ from drafts, parameters and relations.
#ifndef XUNZE_RULE_POLICY_BUILDER_HPP
#define XUNZE_RULE_POLICY_BUILDER_HPP

#include "xunze/rule/draft.hpp"

#include <string>
#include <utility>

namespace xunze {

/// Something that builds a rule with what must be defined beside it.
template <typename Draft>
concept rule_draft = requires(Draft const& draft) {
  { draft.build() } -> std::same_as<attached_rule>;
};

/// Collects the parts of a policy; a policy built here and one read from a pack are the same data.
/// Example: `policy_builder{"mine", "1.0.0"}.parameter("cap", 1).rule(one_a_year).build()`
class policy_builder {
 public:
  explicit policy_builder(std::string id, std::string version = "1.0.0");

  policy_builder& title(std::string zh, std::string en);
  policy_builder& vocabulary(std::string id);
  /// In force in [from, to).
  policy_builder& in_force(date from, date to = open_end_date);

  /// A parameter without dates; its type is that of the value, a set's that of `enumeration`.
  /// Errors: failure `rule.arguments` for null, whose type must be said.
  policy_builder& parameter(std::string name, value held, std::string enumeration = {});
  policy_builder& parameter(xunze::parameter held);

  policy_builder& relation(std::string name, relation_body body, node_block nodes = {});
  policy_builder& document(xunze::document held);
  policy_builder& clause(xunze::clause held);
  policy_builder& measure(xunze::measure held);

  template <rule_draft... Drafts>
  policy_builder& rule(Drafts const&... drafts) {
    (add(drafts.build()), ...);
    return *this;
  }

  /// Errors: failure `rule.arguments` if neither the drafts nor `subject` say whom it is about.
  policy_builder& decision(xunze::decision held, std::string subject = {});

  /// The policy. A clause that is cited but not described is added as encoded, its id as locator.
  [[nodiscard]] policy build() const;

 private:
  void add(attached_rule made);

  policy policy_;
};

}  // namespace xunze

#endif
