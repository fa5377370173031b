// SPDX-License-Identifier: Apache-2.0
// Rules drafted in C++: a function for each kind, then the words of any rule.
#include "xunze/rule/draft.hpp"

#include <utility>

namespace xunze {

draft::draft(std::string kind, lowered parts)
    : kind_{std::move(kind)}, parts_{std::move(parts)} {}

attached_rule draft::build() const { return attach(parts_, completed(kind_)); }

draft elig(kind::elig const& of) { return {"elig", lower(of)}; }
draft freq(kind::freq const& of) { return {"freq", lower(of)}; }
draft norep(kind::norep const& of) { return {"norep", lower(of)}; }
draft debar(kind::debar const& of) { return {"debar", lower(of)}; }
draft quota(kind::quota const& of) { return {"quota", lower(of)}; }
draft ratio(kind::ratio const& of) { return {"ratio", lower(of)}; }
draft count(kind::count const& of) { return {"count", lower(of)}; }
draft deadline(kind::deadline const& of) { return {"deadline", lower(of)}; }
draft dur(kind::dur const& of) { return {"dur", lower(of)}; }
draft prec(kind::prec const& of) { return {"prec", lower(of)}; }
draft item(kind::item const& of) { return {"item", lower(of)}; }
draft cover(kind::cover const& of) { return {"cover", lower(of)}; }
draft sched(kind::sched const& of) { return {"sched", lower(of)}; }
draft grade(kind::grade const& of) { return {"grade", lower(of)}; }
draft credit(kind::credit const& of) { return {"credit", lower(of)}; }
draft metric(kind::metric const& of) { return {"metric", lower(of)}; }
draft recon(kind::recon const& of) { return {"recon", lower(of)}; }
draft rotate(kind::rotate const& of) { return {"rotate", lower(of)}; }
draft content(kind::content const& of) { return {"content", lower(of)}; }
draft conseq(kind::conseq const& of) { return {"conseq", lower(of)}; }
draft prio(kind::prio const& of) { return {"prio", lower(of)}; }
draft cost(kind::cost const& of) { return {"cost", lower(of)}; }
draft valid(kind::valid const& of) { return {"valid", lower(of)}; }
draft scope(kind::scope const& of) { return {"scope", lower(of)}; }
draft classify(kind::classify const& of) { return {"class", lower(of)}; }

}  // namespace xunze
