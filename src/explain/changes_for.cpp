// SPDX-License-Identifier: Apache-2.0
// The ways that are tried for a failing subject, one after the other, until one helps.
#include "batch/state.hpp"
#include "explain/changes.hpp"
#include "explain/feedback.hpp"
#include "explain/removals.hpp"
#include "explain/row_terms.hpp"
#include "explain/solver.hpp"
#include "explain/trial.hpp"

#include <algorithm>
#include <array>

namespace xunze::explain_detail {
namespace {

constexpr std::array<manner, 3> manners{manner{.leave_keys = true}, manner{},
                                        manner{.last_stays = true}};

bool adds_rows(std::vector<change> const& changes) {
  return std::any_of(changes.begin(), changes.end(),
                     [](change const& c) { return c.kind == change::form::add_rows; });
}

bool same_changes(std::vector<change> const& a, std::vector<change> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_change);
}

text too_many(std::vector<change> const& changes) {
  auto const removal = std::find_if(changes.begin(), changes.end(), [](change const& c) {
    return c.kind == change::form::remove_rows;
  });
  std::string const most = std::to_string(most_dependents);
  return {"可" + removal->description.zh + "，但引用它的数据多于" + most + "处，怎样改由经办人决定",
          "one could " + removal->description.en + ", but more than " + most +
              " other rows refer to that; how to change it is for people"};
}

/// Whoever is to remove a row that the subject's own row is held against may remove that instead.
/// Nulls: empty where the subject is no such row, or where that would not help.
text other_way(engine& run, bound_rule const& rule, std::int32_t subject, trial const& asked,
               change const& offered) {
  auto const own = run.frame_of(rule.view).origin_of(static_cast<std::size_t>(subject));
  bool const beside = offered.kind == change::form::remove_rows && own && own->row >= 0 &&
                      own->from->schema->name == offered.table;
  if (!beside) return {};
  auto const row = static_cast<std::size_t>(own->row);
  if (std::binary_search(offered.rows.begin(), offered.rows.end(), row)) return {};
  change const removal = removal_of(run, *own->from->schema, {row});
  auto const whole = with_dependents(run, {removal});
  if (!whole || !asked.helps(*whole)) return {};
  bool const alone = whole->size() == 1;
  return {"；以上也可改为：去掉被核查的这一行" + numbers_of(run, removal).zh +
              (alone ? "" : "，连同引用它的数据"),
          "; or, instead of all this, remove the row under check" + numbers_of(run, removal).en +
              (alone ? "" : ", with what refers to it")};
}

/// Why changes are not to be offered; empty if they are.
/// Rows to be added that are like no row cannot be tried: their cells are for people.
text refusal_of(engine& run, bound_rule const& rule, std::int32_t subject, trial const& asked,
                std::vector<change> const& changes) {
  if (adds_rows(changes)) return obstacle_to(run, rule, subject, changes);
  if (asked.helps(changes)) return {};
  text known = obstacle_to(run, rule, subject, changes);
  if (!known.empty()) return known;
  return {"试改后仍不符合：可改的数据还影响别处，怎样改由经办人决定",
          "tried, it still fails: what could be changed counts elsewhere too; how to change it is "
          "for people"};
}

void say_like(engine& run, std::vector<change>& changes) {
  for (change& c : changes) {
    if (c.kind != change::form::add_rows) continue;
    table const& of = *run.data().find(c.table);
    std::string const row = c.like ? std::to_string(of.source.row_of(*c.like)) : "";
    c.description.zh += c.like ? "；曾仿第" + row + "行试补，即符合；其余各列须据实填写"
                               : "；曾只填这些列试补，即符合；其余各列须据实填写";
    c.description.en += c.like ? "; tried with a row made like row " + row
                               : std::string{"; tried with a row of these cells alone"};
    c.description.en += ": its other cells are to be filled in as they truly are";
  }
}

/// Changes that add rows, with the rows that those are like; tried.
/// Nulls: nullopt if no such row helps.
template <typename Solve>
plan_of_changes filled(engine& run, trial const& asked, Solve const& solve) {
  std::vector<std::vector<change>> before;
  for (std::size_t model = 0; model < most_models; ++model) {
    plan_of_changes found = solve(model);
    if (found) found = with_dependents(run, std::move(*found));
    if (!found) return std::nullopt;
    auto const count = [](change const& c) { return c.count > most_dependents; };
    if (std::any_of(found->begin(), found->end(), count)) return std::nullopt;
    bool const again = std::any_of(before.begin(), before.end(), [&](auto const& other) {
      return std::equal(found->begin(), found->end(), other.begin(), other.end(), same_change);
    });
    if (again) continue;
    if (asked.helps(*found)) {
      say_like(run, *found);
      return found;
    }
    before.push_back(std::move(*found));
  }
  return std::nullopt;
}

}  // namespace

std::vector<change> changes_for(outcome const& of, std::size_t rule, std::size_t subject,
                                bool& tried, text& why) {
  engine& run = *of.inner().run;
  bound_rule const& r = run.bound().rules[rule];
  auto const row = static_cast<std::int32_t>(subject);
  trial const asked(of, rule, subject);
  std::vector<std::vector<change>> refused;
  for (manner const& how : manners) {
    dead_end end;
    auto const solve = [&](std::optional<std::size_t> model) {
      manner like = how;
      like.model = model;
      return solver(run, r.view, row, end, like).make(r.condition, true);
    };
    auto found = solve({});
    text stands = end.why;
    if (found) {
      bool const again = std::any_of(refused.begin(), refused.end(), [&](auto const& before) {
        return same_changes(before, *found);
      });
      if (again) continue;
      auto whole = with_dependents(run, *found);
      tried = true;
      if (whole && adds_rows(*whole)) {
        if (auto rows = filled(run, asked, solve)) {
          why = {};
          return *rows;
        }
        tried = false;
      }
      stands = whole ? refusal_of(run, r, row, asked, *whole) : too_many(*found);
      if (stands.empty()) {
        text const other = other_way(run, r, row, asked, whole->front());
        text& last = whole->back().description;
        last = {last.zh + other.zh, last.en + other.en};
        why = {};
        return *whole;
      }
      refused.push_back(std::move(*found));
    }
    if (why.empty()) why = std::move(stands);
  }
  tried = false;
  return {};
}

}  // namespace xunze::explain_detail
