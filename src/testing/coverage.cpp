// SPDX-License-Identifier: Apache-2.0
// Asks every condition on the rows of each test's run.
#include "xunze/testing/coverage.hpp"

#include "batch/state.hpp"
#include "testing/conditions.hpp"
#include "testing/test_bench.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace xunze {

std::size_t covered_condition::seen() const {
  std::size_t const both = (seen_true ? 1U : 0U) + (seen_false ? 1U : 0U);
  return both + (may_be_unknown && seen_unknown ? 1U : 0U);
}

namespace {

using namespace testing_detail;
using batch_detail::cell;
using batch_detail::compile;
using batch_detail::engine;
using batch_detail::frame;
using batch_detail::program;

/// Outcomes of one atom: true, false, unknown.
using outcomes = std::array<bool, 3>;

void note(outcomes& into, truth t) {
  into[t == truth::yes ? 0 : (t == truth::no ? 1 : 2)] = true;
}

/// Whether two keys may be the same, for few rows.
bool may_agree(std::vector<std::pair<program, program>> const& keys, std::int32_t target,
               std::int32_t partner, engine& run) {
  return std::all_of(keys.begin(), keys.end(), [&](auto const& both) {
    cell const a = both.first.at(target, run.space());
    cell const b = both.second.at(partner, run.space());
    if (a.is_none() || b.is_none()) return a.is_none() && b.is_none();
    if (!a.is_point() || !b.is_point()) return true;
    return to_string(batch_detail::to_value(a, both.first.type(), both.first.texts())) ==
           to_string(batch_detail::to_value(b, both.second.type(), both.second.texts()));
  });
}

void ask_pairs(engine& run, condition_site const& site, outcomes& into) {
  frame const& targets = run.frame_of(site.over);
  frame const& partners = run.frame_of(site.match->partner);
  std::vector<std::pair<program, program>> keys;
  for (std::size_t k = 0; k < site.match->target_key.size(); ++k) {
    keys.emplace_back(compile(site.match->target_key[k], run, site.over),
                      compile(site.match->partner_key[k], run, site.match->partner));
  }
  program const asked = compile(site.atom, run, site.over, site.match->partner);
  for (std::size_t t = 0; t < targets.rows; ++t) {
    for (std::size_t p = 0; p < partners.rows; ++p) {
      auto const target = static_cast<std::int32_t>(t);
      auto const partner = static_cast<std::int32_t>(p);
      if (!may_agree(keys, target, partner, run)) continue;
      note(into, batch_detail::truth_of_cell(asked.at(target, run.space(), partner)));
    }
  }
}

void ask_cross(engine& run, condition_site const& site, outcomes& into) {
  frame const& kept = run.frame_of(site.over);
  std::size_t all = 1;
  for (frame const* member : kept.members) all *= member->rows;
  if (kept.rows < all) into[1] = true;
  for (truth t : run.truths_of(compile(site.atom, run, site.over), kept.rows)) note(into, t);
}

void ask(engine& run, condition_site const& site, outcomes& into) {
  frame const& rows = run.frame_of(site.over);
  if (!rows.given) return;
  if (site.kind == condition_site::asked::pairs) {
    if (run.frame_of(site.match->partner).given) ask_pairs(run, site, into);
    return;
  }
  if (site.kind == condition_site::asked::cross) return ask_cross(run, site, into);
  std::vector<truth> const said = run.truths_of(compile(site.atom, run, site.over), rows.rows);
  std::vector<truth> applies;
  if (site.kind == condition_site::asked::rule) {
    program const& p = run.programs_of(site.rule).applies;
    if (p) applies = run.truths_of(p, rows.rows);
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (applies.empty() || applies[i] != truth::no) note(into, said[i]);
  }
}

class coverage_run {
 public:
  coverage_run(policy const& pack, std::shared_ptr<vocabulary const> const& words,
               test_options const& options)
      : pack_{pack}, options_{options}, bench_{pack, words, options.rules, done_.problems} {
    list(*words);
  }

  coverage_outcome run() {
    for_each(bench_.tests().size(), options_, "coverage", [&](std::size_t i) {
      std::map<std::string, outcomes> const seen = watch(bench_.tests()[i]);
      std::scoped_lock const hold{lock_};
      for (auto const& [key, what] : seen) {
        auto const at = index_.find(key);
        if (at == index_.end()) continue;
        covered_condition& into = done_.conditions[at->second];
        into.seen_true = into.seen_true || what[0];
        into.seen_false = into.seen_false || what[1];
        into.seen_unknown = into.seen_unknown || what[2];
      }
    });
    for (covered_condition const& one : done_.conditions) {
      done_.total.wanted += one.wanted();
      done_.total.seen += one.seen();
      for (std::string const& rule : one.rules) {
        done_.by_rule[rule].wanted += one.wanted();
        done_.by_rule[rule].seen += one.seen();
      }
    }
    return std::move(done_);
  }

 private:
  /// The conditions of every rule that is asked about.
  void list(vocabulary const& words) {
    for (std::size_t rule = 0; rule < pack_.rules.size(); ++rule) {
      std::string const& id = pack_.rules[rule].id;
      auto const& only = options_.rules;
      if (!only.empty() && std::find(only.begin(), only.end(), id) == only.end()) continue;
      policy const slice = bench_.slices().cut(pack_, {rule});
      diagnostics none;
      bound_policy const bound = bind(slice, words, none);
      if (none.has_errors()) continue;
      doubts open{bound};
      for (condition_site const& site : conditions_of(bound)) {
        bool const of_rule = site.rule != bound_policy::npos;
        if (of_rule && bound.rules[site.rule].source->id != id) continue;
        relation_id const partner =
            site.match != nullptr ? site.match->partner : bound_policy::npos;
        auto const [at, fresh] = index_.try_emplace(site.key(), done_.conditions.size());
        if (fresh) {
          covered_condition one;
          one.owner = site.owner;
          one.where = site.where;
          one.expression = site.text();
          if (site.atom->source) one.at = site.atom->source->at;
          if (one.at.line == 0) one.at = place_of(site.owner);
          one.may_be_unknown = open.may_be_unknown(site.atom, site.over, partner);
          done_.conditions.push_back(std::move(one));
        }
        auto& rules = done_.conditions[at->second].rules;
        if (rules.empty() || rules.back() != id) rules.push_back(id);
      }
    }
  }

  /// Where a rule or relation begins, for what a constructor wrote.
  place place_of(std::string const& owner) const {
    if (rule const* const of = pack_.find_rule(owner)) return of->at;
    relation const* const of = pack_.find_relation(owner);
    return of != nullptr ? of->at : place{};
  }

  std::map<std::string, outcomes> watch(test_bench::ready const& test) const {
    std::map<std::string, outcomes> seen;
    outcome const said = bench_.run(test, pack_, test.asked);
    engine& run = *said.inner().run;
    for (condition_site const& site : conditions_of(run.bound())) {
      if (site.rule != bound_policy::npos) {
        auto const& asked = said.options().rules;
        std::string const& id = run.bound().rules[site.rule].source->id;
        if (std::find(asked.begin(), asked.end(), id) == asked.end()) continue;
      }
      ask(run, site, seen[site.key()]);
    }
    return seen;
  }

  policy const& pack_;
  test_options const& options_;
  coverage_outcome done_;
  test_bench bench_;
  std::map<std::string, std::size_t> index_;
  std::mutex lock_;
};

}  // namespace

coverage_outcome run_coverage(policy const& pack, std::shared_ptr<vocabulary const> const& words,
                              test_options const& options) {
  return coverage_run{pack, words, options}.run();
}

}  // namespace xunze
