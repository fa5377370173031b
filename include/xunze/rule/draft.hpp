// SPDX-License-Identifier: Apache-2.0
// Rules drafted in C++: a function for each kind, then the words of any rule.
#ifndef XUNZE_RULE_DRAFT_HPP
#define XUNZE_RULE_DRAFT_HPP

#include "xunze/rule/classify.hpp"
#include "xunze/rule/conseq.hpp"
#include "xunze/rule/content.hpp"
#include "xunze/rule/cost.hpp"
#include "xunze/rule/count.hpp"
#include "xunze/rule/cover.hpp"
#include "xunze/rule/credit.hpp"
#include "xunze/rule/deadline.hpp"
#include "xunze/rule/debar.hpp"
#include "xunze/rule/dur.hpp"
#include "xunze/rule/elig.hpp"
#include "xunze/rule/freq.hpp"
#include "xunze/rule/from.hpp"
#include "xunze/rule/grade.hpp"
#include "xunze/rule/item.hpp"
#include "xunze/rule/metric.hpp"
#include "xunze/rule/norep.hpp"
#include "xunze/rule/prec.hpp"
#include "xunze/rule/prio.hpp"
#include "xunze/rule/quota.hpp"
#include "xunze/rule/ratio.hpp"
#include "xunze/rule/recon.hpp"
#include "xunze/rule/rotate.hpp"
#include "xunze/rule/sched.hpp"
#include "xunze/rule/scope.hpp"
#include "xunze/rule/valid.hpp"
#include "xunze/rule/words.hpp"

#include <string>

namespace xunze {

/// A rule of some kind, as a value; nothing is checked against tables here.
/// Example: `elig({.subject = "enrolment", .require = "teacher.in_post"}).cite("SX23-2.2-e")`
class draft : public rule_words<draft> {
 public:
  draft(std::string kind, lowered parts);

  /// Errors: failure `rule.arguments` without id or clause.
  [[nodiscard]] attached_rule build() const;

 private:
  std::string kind_;
  lowered parts_;
};

// Each takes the arguments of its kind, as a pack does.
// Errors: failure `rule.arguments` where they do not fit.

[[nodiscard]] draft elig(kind::elig const& of);
[[nodiscard]] draft freq(kind::freq const& of);
[[nodiscard]] draft norep(kind::norep const& of);
[[nodiscard]] draft debar(kind::debar const& of);
[[nodiscard]] draft quota(kind::quota const& of);
[[nodiscard]] draft ratio(kind::ratio const& of);
[[nodiscard]] draft count(kind::count const& of);
[[nodiscard]] draft deadline(kind::deadline const& of);
[[nodiscard]] draft dur(kind::dur const& of);
[[nodiscard]] draft prec(kind::prec const& of);
[[nodiscard]] draft item(kind::item const& of);
[[nodiscard]] draft cover(kind::cover const& of);
[[nodiscard]] draft sched(kind::sched const& of);
[[nodiscard]] draft grade(kind::grade const& of);
[[nodiscard]] draft credit(kind::credit const& of);
[[nodiscard]] draft metric(kind::metric const& of);
[[nodiscard]] draft recon(kind::recon const& of);
[[nodiscard]] draft rotate(kind::rotate const& of);
[[nodiscard]] draft content(kind::content const& of);
[[nodiscard]] draft conseq(kind::conseq const& of);
[[nodiscard]] draft prio(kind::prio const& of);
[[nodiscard]] draft cost(kind::cost const& of);
[[nodiscard]] draft valid(kind::valid const& of);
[[nodiscard]] draft scope(kind::scope const& of);
/// The kind `class`, a word C++ keeps for itself.
[[nodiscard]] draft classify(kind::classify const& of);

}  // namespace xunze

#endif
