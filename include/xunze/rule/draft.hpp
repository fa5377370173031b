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
#include <utility>

namespace xunze {

/// A rule of some kind, as a value; nothing is checked against tables here.
/// Example: `elig({.subject = "enrolment", .require = "teacher.in_post"}).cite("SX23-2.2-e")`
class draft : public rule_words<draft> {
 public:
  draft(std::string kind, lowered parts) : kind_{std::move(kind)}, parts_{std::move(parts)} {}

  /// Errors: failure `rule.arguments` without id or clause.
  [[nodiscard]] attached_rule build() const { return attach(parts_, completed(kind_)); }

 private:
  std::string kind_;
  lowered parts_;
};

// Each takes the arguments of its kind, as a pack does.
// Errors: failure `rule.arguments` where they do not fit.

[[nodiscard]] inline draft elig(kind::elig const& of) { return {"elig", lower(of)}; }
[[nodiscard]] inline draft freq(kind::freq const& of) { return {"freq", lower(of)}; }
[[nodiscard]] inline draft norep(kind::norep const& of) { return {"norep", lower(of)}; }
[[nodiscard]] inline draft debar(kind::debar const& of) { return {"debar", lower(of)}; }
[[nodiscard]] inline draft quota(kind::quota const& of) { return {"quota", lower(of)}; }
[[nodiscard]] inline draft ratio(kind::ratio const& of) { return {"ratio", lower(of)}; }
[[nodiscard]] inline draft count(kind::count const& of) { return {"count", lower(of)}; }
[[nodiscard]] inline draft deadline(kind::deadline const& of) { return {"deadline", lower(of)}; }
[[nodiscard]] inline draft dur(kind::dur const& of) { return {"dur", lower(of)}; }
[[nodiscard]] inline draft prec(kind::prec const& of) { return {"prec", lower(of)}; }
[[nodiscard]] inline draft item(kind::item const& of) { return {"item", lower(of)}; }
[[nodiscard]] inline draft cover(kind::cover const& of) { return {"cover", lower(of)}; }
[[nodiscard]] inline draft sched(kind::sched const& of) { return {"sched", lower(of)}; }
[[nodiscard]] inline draft grade(kind::grade const& of) { return {"grade", lower(of)}; }
[[nodiscard]] inline draft credit(kind::credit const& of) { return {"credit", lower(of)}; }
[[nodiscard]] inline draft metric(kind::metric const& of) { return {"metric", lower(of)}; }
[[nodiscard]] inline draft recon(kind::recon const& of) { return {"recon", lower(of)}; }
[[nodiscard]] inline draft rotate(kind::rotate const& of) { return {"rotate", lower(of)}; }
[[nodiscard]] inline draft content(kind::content const& of) { return {"content", lower(of)}; }
[[nodiscard]] inline draft conseq(kind::conseq const& of) { return {"conseq", lower(of)}; }
[[nodiscard]] inline draft prio(kind::prio const& of) { return {"prio", lower(of)}; }
[[nodiscard]] inline draft cost(kind::cost const& of) { return {"cost", lower(of)}; }
[[nodiscard]] inline draft valid(kind::valid const& of) { return {"valid", lower(of)}; }
[[nodiscard]] inline draft scope(kind::scope const& of) { return {"scope", lower(of)}; }
/// The kind `class`, a word C++ keeps for itself.
[[nodiscard]] inline draft classify(kind::classify const& of) { return {"class", lower(of)}; }

}  // namespace xunze

#endif
