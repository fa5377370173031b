// SPDX-License-Identifier: Apache-2.0
#include "batch/absence.hpp"

#include "check/rule_reads.hpp"

#include <algorithm>
#include <utility>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t rows_tried = 3;

/// Whether a parameter that the rule reads has no value on early days.
bool may_lack_parameter(engine const& run, bound_rule const& r) {
  auto const names = check_detail::reads_of(run.bound(), r).parameters;
  return std::any_of(names.begin(), names.end(), [&](std::string const& name) {
    parameter const* const of = run.source().find_parameter(name);
    return of != nullptr && std::all_of(of->values.begin(), of->values.end(),
                                        [](dated_value const& each) { return each.from; });
  });
}

}  // namespace

/// Subjects of a rule whose verdict another rule reads, by the row of their table.
struct unknown_teller::other_rule {
  unknown_teller teller;
  std::size_t index;
  std::map<std::int32_t, std::vector<std::size_t>> open{};  // unknown and pending ones
};

void unknown_teller::follow_holds(relation_id relation, std::int32_t row,
                                  bound_expression const& e) {
  rule const* const other = run_.source().find_rule(e->read.rule);
  text const title = other == nullptr ? text{e->read.rule, e->read.rule} : other->title;
  text const words{"规则“" + title.in(language::zh) + "”的结论待核实",
                   "rule `" + e->read.rule + "` is unknown"};
  if (!sorting_) return also(words);
  auto& made = rows_made_[{e.get(), e->read.steps.size()}];
  if (!made) {
    auto node = std::make_shared<bound_node>(*e);
    node->read.to = access::end::row;
    node->type = {};
    node->type.kind = value_class::row;
    node->type.table = node->read.table;
    made = std::move(node);
  }
  cell const found = at(relation, row, made);
  if (!found.is_point()) return also(words);
  auto const by = absent_behind(e->read.rule, static_cast<std::int32_t>(found.lo));
  if (by.empty()) return also(words);
  for (absent_data const& what : by) lacks(what);
}

std::set<absent_data> unknown_teller::absent_behind(std::string const& rule,
                                                    std::int32_t base_row) {
  auto& kept = rules_[rule];
  if (!kept) {
    std::size_t index = 0;
    while (run_.bound().rules[index].source->id != rule) ++index;
    kept = std::make_shared<other_rule>(other_rule{unknown_teller(run_, index), index});
    rule_outcome const& said = run_.judge_rule(index);
    frame const& subjects = run_.frame_of(run_.bound().rules[index].subject);
    for (std::size_t i = 0; i < said.verdicts.size(); ++i) {
      bool const open =
          said.verdicts[i] == verdict::unknown || said.verdicts[i] == verdict::pending;
      auto const origin = open ? subjects.origin_of(i) : std::nullopt;
      if (origin) kept->open[origin->row].push_back(i);
    }
  }
  rule_outcome const& said = run_.judge_rule(kept->index);
  if (!said.given) return kept->teller.absent_for_all();
  std::set<absent_data> by;
  for (std::size_t const subject : kept->open[base_row]) {
    auto one = said.verdicts[subject] == verdict::unknown ? kept->teller.absent_for(subject)
                                                          : std::set<absent_data>{};
    if (one.empty()) return {};
    by.merge(one);
  }
  return by;
}

/// Says what is missing wholly if, whichever row it is, that alone leaves the expressions open.
bool unknown_teller::follow_absent(void const* node, relation_id of, expressions const& read) {
  auto const [at, added] = absent_rows_.try_emplace(node);
  if (added) {
    gaps before = std::exchange(gaps_, {});
    std::size_t const rows = std::min(run_.frame_of(of).rows, rows_tried);
    for (std::size_t row = 0; row < rows; ++row) {
      for (auto const& e : read) follow(of, static_cast<std::int32_t>(row), e);
    }
    if (gaps_.others == 0) at->second = std::move(gaps_.absent);
    gaps_ = std::move(before);
  }
  for (absent_data const& what : at->second) lacks(what);
  return !at->second.empty();
}

/// The keys of rows that a distinct could not place: any of them may be one of its rows.
void unknown_teller::follow_unkeyed(relation_id of) {
  bound_relation const& here = run_.bound().relations[of];
  frame const& rows = run_.frame_of(of);
  if (here.kind == bound_relation::body::distinct) {
    std::size_t const count =
        sorting_ ? rows.unkeyed.size() : std::min(rows.unkeyed.size(), rows_tried);
    for (std::size_t i = 0; i < count; ++i) {
      for (auto const& e : here.keys) follow(here.members[0].second, rows.unkeyed[i], e);
    }
  }
  for (auto const& [alias, member] : here.members) {
    follow_unkeyed(member);
    if (here.kind == bound_relation::body::view) return;  // the others are looked up
  }
}

std::set<absent_data> unknown_teller::absent_for(std::size_t subject) {
  gaps_ = {};
  sorting_ = true;
  follow_rule(static_cast<std::int32_t>(subject));
  sorting_ = false;
  return gaps_.others == 0 ? std::move(gaps_.absent) : std::set<absent_data>{};
}

std::set<absent_data> unknown_teller::absent_for(lost_row const& row) {
  gaps_ = {};
  sorting_ = true;
  follow_keys(row);
  sorting_ = false;
  return gaps_.others == 0 ? std::move(gaps_.absent) : std::set<absent_data>{};
}

/// The keys by which a row would be told for a subject.
void unknown_teller::follow_keys(lost_row const& row) {
  bound_policy const& bound = run_.bound();
  for (bound_relation const& each : bound.relations) {
    if (each.kind == bound_relation::body::distinct) {
      relation_id const from = each.members[0].second;
      if (&bound.relations[from] != row.first->relation) continue;
      for (auto const& e : each.keys) follow(from, row.second, e);
    }
    for (bound_aggregate const& a : each.aggregates) {
      if (&bound.relations[a.from] != row.first->relation) continue;
      for (auto const& e : a.key) follow(a.from, row.second, e);
    }
  }
}

std::set<absent_data> unknown_teller::absent_for_all() {
  gaps_ = {};
  sorting_ = true;
  not_given(r_.view);
  sorting_ = false;
  return std::move(gaps_.absent);
}

left_open open_by_absence(engine& run, std::size_t rule) {
  left_open made;
  rule_outcome const& said = run.judge_rule(rule);
  bool const open = said.counts[static_cast<std::size_t>(verdict::unknown)] > 0;
  bool const lacking =
      !said.missing.empty() || may_lack_parameter(run, run.bound().rules[rule]);
  if (!said.given || !open || !lacking) return made;
  unknown_teller teller(run, rule);
  auto const sort = [&](std::set<absent_data> by) {
    made.count += by.empty() ? 0U : 1U;
    std::uint8_t const alone = by.empty() ? 0 : 1;
    made.by.merge(by);
    return alone;
  };
  made.subjects.assign(said.verdicts.size(), 0);
  for (std::size_t i = 0; i < said.verdicts.size(); ++i) {
    if (said.verdicts[i] == verdict::unknown) made.subjects[i] = sort(teller.absent_for(i));
  }
  for (lost_row const& row : run.lost_rows(rule)) made.lost.push_back(sort(teller.absent_for(row)));
  return made;
}

}  // namespace xunze::batch_detail
