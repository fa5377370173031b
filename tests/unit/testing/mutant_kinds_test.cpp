// SPDX-License-Identifier: Apache-2.0
// Which mutants a policy has, kind by kind: without tests none of them is noticed.
#include "xunze/testing/mutation.hpp"

#include "unit/testing/tiny_pack.hpp"

#include <algorithm>
#include <set>

namespace xunze::test {
namespace {

constexpr char const* rich = R"json({
 "format": "xunze.pack/1",
 "pack": {"id": "rich", "title": {"zh": "富", "en": "rich"}, "version": "1", "vocabulary": "tiny",
          "valid_from": "2023-01-01", "valid_to": "2024-01-01"},
 "documents": {"D": {"title": {"zh": "文", "en": "doc"}}},
 "parameters": {
  "opened": {"type": "date", "value": "2023-03-01", "clause": "D-1"},
  "strict": {"type": "bool", "value": true, "clause": "D-1"},
  "basis": {"type": "choice", "one_of": ["first", "last"], "value": "first", "clause": "D-1"},
  "share": {"type": "decimal", "value": "0.50", "clause": "D-1"},
  "wanted": {"type": "set", "enum": "status", "value": ["done", "open"], "clause": "D-1"},
  "unused": {"type": "int", "value": 3, "clause": "D-1"}},
 "relations": {
  "seen": {"derive": {"from": "visit",
                      "where": "status in ['done', 'open'] && !(on < date('2023-02-01'))",
                      "columns": {"weight": "basis == 'first' ? 1 : 2"}}},
  "years": {"distinct": {"from": "seen", "keys": {"id": "id", "y": "year(on)"}},
    "aggregate": {"kinds": {"from": "seen", "where": "weight > 0", "key": ["id", "year(on)"],
                            "distinct": "status"},
                  "first": {"from": "seen", "key": ["id", "year(on)"], "min": "on"}}}},
 "rules": {
  "D-1": {"kind": "elig", "clause": "D-1", "title": {"zh": "甲", "en": "a"},
    "strength": "in_principle", "waiver": true, "subject": "years", "anchor": "first",
    "applies": "kinds > 0 || strict", "due": "add_days(first, 30)",
    "condition": {"default": "kinds >= 2 * share", "cases": [
      {"label": "early", "clause": "D-1", "when": "first < opened", "value": "kinds != 3"}]},
    "message": {"zh": "一", "en": "a"}},
  "D-2": {"kind": "norep", "clause": "D-2", "title": {"zh": "乙", "en": "b"},
    "strength": "mandatory", "subject": "visit",
    "in_force": {"from": "2023-02-01"},
    "applies": "valid_at(date('2023-01-01'), date('2023-12-01'), on)",
    "match": {"again": {"partner": "visit", "as": "h", "same": ["id", "status"],
                        "where": "h.on < on && status in wanted", "find": "count",
                        "except": [{"label": "open", "clause": "D-1",
                                    "when": "h.status == 'open'"}]}},
    "condition": "again == 0", "message": {"zh": "二", "en": "b"}}},
 "clauses": {"D-1": {"locator": {"zh": "一", "en": "1"}, "document": "D", "status": "encoded"},
             "D-2": {"locator": {"zh": "二", "en": "2"}, "document": "D", "status": "encoded"}}})json";

mutation_outcome const& all() {
  static mutation_outcome const made = [] {
    diagnostics out;
    policy const pack = load_pack(rich, "pack.json", *tiny_words(), out);
    EXPECT_FALSE(out.has_errors()) << render(out, language::en);
    return run_mutants(pack, tiny_words());
  }();
  return made;
}

bool has(std::string const& id) {
  auto const& list = all().survivors;
  return std::any_of(list.begin(), list.end(), [&](mutant const& one) { return one.id == id; });
}

TEST(MutantKinds, EveryKindOfThePageIsMade) {
  std::set<std::string> kinds;
  for (mutant const& one : all().survivors) kinds.insert(one.kind);
  std::set<std::string> const wanted{
      "compare", "number", "date", "flag", "choice", "code", "member", "logic", "negation",
      "conjunct", "disjunct", "exception", "key", "aggregate", "due", "anchor", "inclusive"};
  EXPECT_EQ(kinds, wanted);
}

TEST(MutantKinds, ParametersMoveByOneUnitOfTheirScale) {
  EXPECT_TRUE(has("share:value:number:0.50 -> 0.49"));
  EXPECT_TRUE(has("share:value:number:0.50 -> 0.51"));
  EXPECT_TRUE(has("opened:value:date:2023-03-01 -> 2023-02-28"));
  EXPECT_TRUE(has("strict:value:flag:true -> false"));
  EXPECT_TRUE(has("basis:value:choice:first -> last"));
  EXPECT_TRUE(has("wanted:value:member:open"));
}

TEST(MutantKinds, WhatNoRuleReadsHasNone) {
  for (mutant const& one : all().survivors) EXPECT_NE(one.owner, "unused");
}

TEST(MutantKinds, FiltersLosePartsMembersAndNegations) {
  EXPECT_TRUE(has("seen:where:conjunct:status in ['done', 'open']"));
  EXPECT_TRUE(has("seen:where:member:status in … 'open'"));
  EXPECT_TRUE(has("seen:where:negation:!(on < date('2023-02-01')) -> on < date('2023-02-01')"));
  EXPECT_TRUE(has("seen:where:date:date('2023-02-01') -> date('2023-01-31')"));
  EXPECT_TRUE(has("years:aggregate kinds.where:conjunct:weight > 0"));
  EXPECT_TRUE(has("seen:column weight:choice:basis == 'first' ? 1 : 2 -> 2"));
}

TEST(MutantKinds, KeysAndOperationsOfAggregates) {
  EXPECT_TRUE(has("years:aggregate kinds.key:key:year(on)"));
  EXPECT_TRUE(has("years:aggregate kinds:aggregate:distinct -> count"));
  EXPECT_TRUE(has("years:aggregate first:aggregate:min -> max"));
  EXPECT_FALSE(has("years:keys:key:y"));  // its aggregates join on both: no mutant
  EXPECT_TRUE(has("D-2:match again.same:key:status"));
}

TEST(MutantKinds, ExceptionsAndDaysOfRules) {
  EXPECT_TRUE(has("D-1:condition:exception:early"));
  EXPECT_TRUE(has("D-1:waiver:exception:waiver"));
  EXPECT_TRUE(has("D-2:match again.except:exception:open"));
  EXPECT_TRUE(has("D-2:match again.except open:code:h.status == 'open' -> h.status == 'done'"));
  EXPECT_TRUE(has("D-1:due:due:add_days(first, 30)"));
  EXPECT_TRUE(has("D-1:anchor:anchor:first"));
  EXPECT_TRUE(has("D-2:in_force.from:date:2023-02-01 -> 2023-01-31"));
  EXPECT_TRUE(has("D-2:applies:inclusive:valid_at(date('2023-01-01'), date('2023-12-01'), on) -> "
                  "date('2023-01-01') < on && on < date('2023-12-01')"));
  EXPECT_TRUE(has("pack:valid_to:date:2024-01-01 -> 2024-01-02"));
}

TEST(MutantKinds, WhatReachesARuleIsSaid) {
  for (mutant const& one : all().survivors) {
    bool const pack = one.owner == "pack";
    EXPECT_EQ(one.at.line == 0, pack) << one.id;
    // A rule with days of its own does not depend on the pack's.
    std::set<std::string> const first{"years", "opened", "share", "pack", "D-1"};
    std::set<std::string> const second{"wanted", "D-2"};
    if (first.contains(one.owner)) {
      EXPECT_EQ(one.rules, std::vector<std::string>{"D-1"}) << one.id;
    }
    if (second.contains(one.owner)) {
      EXPECT_EQ(one.rules, std::vector<std::string>{"D-2"}) << one.id;
    }
  }
}

TEST(MutantKinds, IdsAreDifferent) {
  std::set<std::string> ids;
  for (mutant const& one : all().survivors) EXPECT_TRUE(ids.insert(one.id).second) << one.id;
}

}  // namespace
}  // namespace xunze::test
