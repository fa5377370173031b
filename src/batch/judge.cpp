// SPDX-License-Identifier: Apache-2.0
// From conditions to verdicts, rule by rule; decisions over them.
#include "batch/engine.hpp"
#include "batch/filter.hpp"
#include "batch/reads.hpp"
#include "check/rule_reads.hpp"

#include <algorithm>
#include <set>

namespace xunze::batch_detail {
namespace {

std::string key_text(value const& v) {
  if (auto const* code = v.get_if<code_value>()) return code->code;
  return v.is_null() ? std::string{} : to_string(v);
}

bool may_have_rows(frame const& f) { return f.rows > 0 || !unkeyed_rows(f).empty(); }

/// Whether a row of a member of a cross would meet rows of all others.
bool is_combined(frame const& cross, frame const* member) {
  return std::all_of(cross.members.begin(), cross.members.end(), [&](frame const* other) {
    return other == member || may_have_rows(*other);
  });
}

/// A distinct reached by several ways tells its rows once.
void collect_unkeyed(frame const& f, std::set<frame const*>& seen, std::vector<lost_row>& into) {
  bool const distinct = f.relation->kind == bound_relation::body::distinct;
  bool const passes = distinct || f.relation->kind == bound_relation::body::view ||
                      f.relation->kind == bound_relation::body::expand ||
                      f.relation->kind == bound_relation::body::join ||
                      f.relation->kind == bound_relation::body::cross;
  if (!passes || !seen.insert(&f).second) return;
  bool const crossed = f.relation->kind == bound_relation::body::cross;
  for (frame const* member : f.members) {
    if (crossed && !is_combined(f, member)) continue;
    collect_unkeyed(*member, seen, into);
    if (f.relation->kind == bound_relation::body::view) break;  // the others are looked up
  }
  if (!distinct) return;
  for (std::int32_t row : f.unkeyed) into.emplace_back(f.members[0], row);
}

std::vector<std::size_t> all_rows(frame const& f) {
  std::vector<std::size_t> rows(f.rows);
  for (std::size_t i = 0; i < f.rows; ++i) rows[i] = i;
  return rows;
}

}  // namespace

std::vector<lost_row> unkeyed_rows(frame const& f) {
  std::set<frame const*> seen;
  std::vector<lost_row> rows;
  collect_unkeyed(f, seen, rows);
  std::set<lost_row> told;  // two distincts may have lost the same row
  std::erase_if(rows, [&told](lost_row const& row) { return !told.insert(row).second; });
  return rows;
}

bool nameless(frame const& f) { return f.rows == 0 && !unkeyed_rows(f).empty(); }

engine::rule_programs const& engine::programs_of(std::size_t rule) {
  if (programs_[rule]) return *programs_[rule];
  auto made = std::make_unique<rule_programs>();
  bound_rule const& r = bound_.rules[rule];
  auto const one = [&](bound_expression const& e) { return compile(e, *this, r.view); };
  made->applies = one(r.applies);
  made->condition = one(r.condition);
  made->measured = one(r.measured);
  made->threshold = one(r.threshold);
  made->due = one(r.due);
  made->anchor = one(r.anchor);
  made->label = one(r.label);
  for (std::size_t i = 0; i < 2; ++i) {
    for (auto const& e : r.message[i].values) made->message[i].push_back(one(e));
    for (auto const& e : r.remedy[i].values) made->remedy[i].push_back(one(e));
  }
  programs_[rule] = std::move(made);
  return *programs_[rule];
}

truth engine::in_force(bound_rule const& r, cell anchor) {
  rule const& source = *r.source;
  bool const own = source.in_force_from || source.in_force_to;
  auto const from = own ? source.in_force_from : policy_->info.valid_from;
  auto const to = own ? source.in_force_to : policy_->info.valid_to;
  truth result = truth::yes;
  if (from) result = and_(result, not_(less_cells(anchor, {from->days, from->days})));
  if (to) result = and_(result, less_cells(anchor, {to->days, to->days}));
  return result;
}

std::vector<std::string> engine::missing_for(bound_rule const& r) {
  std::set<std::string> missing;
  auto const reads = check_detail::reads_of(bound_, r);
  for (table_schema const* t : reads.tables) {
    if (data_->find(t->name) == nullptr && t->absent == absence::unknown) missing.insert(t->name);
  }
  for (auto const& [of, column] : reads.columns) {
    table const* const rows = data_->find(of->name);
    bool const lacks = rows != nullptr && !rows->columns[column].given;
    if (lacks && !table_of(*of)->columns[column].given) {  // events may decide it
      missing.insert(of->name + "." + of->columns[column].name);
    }
  }
  return {missing.begin(), missing.end()};
}

std::vector<lost_row> engine::find_lost(bound_rule const& r) {
  frame const& subjects = frame_of(r.view);
  std::vector<lost_row> found = unkeyed_rows(subjects);
  // A row given once is told once, whichever way it was lost.
  std::set<std::pair<void const*, std::int32_t>> told;
  auto const tell_of = [&](lost_row const& row) {
    auto const origin = row.first->origin_of(static_cast<std::size_t>(row.second));
    return origin ? told.emplace(origin->from, origin->row) : told.emplace(row.first, row.second);
  };
  for (lost_row const& row : found) tell_of(row);
  for (node_read const& node : nodes_read_by(bound_, r)) {
    if (node.aggregate == nullptr) continue;
    static_cast<void>(frame_of(node.relation));
    auto const strays = strays_.find(node.aggregate);
    if (strays == strays_.end() || strays->second.empty()) continue;
    row_path path(*this, r.view, node);
    bool read = false;
    for (std::size_t s = 0; s < subjects.rows && !read; ++s) {
      read = !path.from(static_cast<std::int32_t>(s)).empty();
    }
    if (!read) continue;
    for (std::int32_t row : strays->second) {
      lost_row const lost{&frame_of(node.aggregate->from), row};
      if (tell_of(lost).second) found.push_back(lost);
    }
  }
  return found;
}

namespace {

/// Verdicts without days and waivers: a matter of two truths.
void judge_by_truths(sense sense_of_fail, selected_rows const& asked,
                     std::vector<truth> const& condition, rule_outcome& into) {
  std::array<verdict, 8> by_truths{};  // four if possibly asked, four if certainly; by truth code
  for (std::size_t certain = 0; certain < 2; ++certain) {
    for (truth const holds : {truth::no, truth::unknown, truth::yes}) {
      judgement facts;
      facts.applies = certain != 0 ? truth::yes : truth::unknown;
      facts.condition = holds;
      facts.sense = sense_of_fail;
      by_truths[4 * certain + static_cast<std::size_t>(holds)] = xunze::judge(facts);
    }
  }
  // Counted in turns, for one counter would have to wait for itself.
  std::array<std::array<std::size_t, 8>, 4> seen{};
  for (std::size_t s = 0; s < asked.size; ++s) {
    std::size_t const both =
        (asked.is_certain(s) ? 4U : 0U) + static_cast<std::size_t>(condition[s]);
    into.verdicts[asked.row(s)] = by_truths[both];
    seen[s % 4][both] += 1;
  }
  for (auto const& counted : seen) {
    for (std::size_t k = 0; k < counted.size(); ++k) {
      into.counts[static_cast<std::size_t>(by_truths[k])] += counted[k];
    }
  }
}

}  // namespace

void engine::judge(std::size_t rule, rule_outcome& into) {
  bound_rule const& r = bound_.rules[rule];
  into.severity = severity_of(r.binding);
  frame const& subjects = frame_of(r.view);
  into.given = subjects.given;
  into.missing = missing_for(r);
  if (!subjects.given) {
    into.counts[static_cast<std::size_t>(verdict::unknown)] = 1;
    return;
  }
  rule_programs const& p = programs_of(rule);
  std::size_t const rows = subjects.rows;
  // The condition is asked only where the rule may apply.
  auto const asked = select_all(filter(*this, r.view, r.applies), rows);
  cell const today{options_.as_of.days, options_.as_of.days};
  vec const anchor = p.anchor ? column_at(p.anchor, asked) : vec{};
  vec const due = p.due ? column_at(p.due, asked) : vec{};
  into.verdicts.assign(rows, verdict::not_applicable);
  into.counts[static_cast<std::size_t>(verdict::not_applicable)] = rows - asked.size;
  std::vector<truth> const condition = truths_at(p.condition, asked);
  bool const waivable = is_waivable(r);
  bool const timeless = !p.anchor && !p.due && !waivable;
  if (timeless) judge_by_truths(r.sense, asked, condition, into);
  for (std::size_t s = 0; !timeless && s < asked.size; ++s) {
    std::size_t const i = asked.row(s);
    cell const at = p.anchor ? anchor.at(s) : unknown_cell;
    judgement facts;
    facts.applies = and_(asked.is_certain(s) ? truth::yes : truth::unknown,
                         p.anchor ? in_force(r, at) : truth::yes);
    facts.condition = condition[s];
    facts.sense = r.sense;
    if (p.due) facts.after_due = less_cells(due.at(s), today);
    if (p.due && due.at(s).is_none()) facts.after_due = truth::yes;
    verdict v = xunze::judge(facts);
    if (v == verdict::fail && waivable) {
      facts.waiver = waiver_for(r, i, at);
      v = xunze::judge(facts);
    }
    into.verdicts[i] = v;
    into.counts[static_cast<std::size_t>(v)] += 1;
  }
  lost_[rule] = find_lost(r);
  into.unkeyed = lost_[rule].size();
  into.counts[static_cast<std::size_t>(verdict::unknown)] += into.unkeyed;
}

/// Verdicts of one rule of a decision, by what its subjects are found by.
struct engine::decision_part {
  std::size_t rule;
  verdict absent;                                     // of who is none of its subjects
  std::vector<program> via{};                         // gives the key to look for; or none,
  std::map<std::vector<std::string>, verdict> by_key{};
  std::vector<verdict> by_origin{};                   // and the row of the table is the same
};

engine::decision_part engine::part_of(bound_decision const& source, std::size_t member) {
  std::size_t const rule = source.members[member].rule;
  rule_outcome const& result = judge_rule(rule);
  bound_rule const& r = bound_.rules[rule];
  decision_part made{rule, result.given ? verdict::not_applicable : verdict::unknown};
  for (auto const& e : source.members[member].via) {
    made.via.push_back(compile(e, *this, source.subject));
  }
  frame const& judged = frame_of(r.subject);
  for (std::size_t i = 0; i < result.verdicts.size(); ++i) {
    if (!made.via.empty()) {
      std::vector<std::string> key;
      for (auto const& [name, v] : key_of(r.subject, i)) key.push_back(key_text(v));
      made.by_key[std::move(key)] = result.verdicts[i];
    } else if (auto const origin = judged.origin_of(i)) {
      if (made.by_origin.size() < origin->from->rows) {
        made.by_origin.resize(origin->from->rows, verdict::not_applicable);
      }
      verdict& held = made.by_origin[static_cast<std::size_t>(origin->row)];
      std::array<verdict, 2> const both{held, result.verdicts[i]};
      held = combine(both);
    }
  }
  return made;
}

verdict engine::verdict_in(decision_part const& p, frame const& subjects, std::size_t row) {
  if (p.via.empty()) {
    auto const origin = subjects.origin_of(row);
    auto const at = static_cast<std::size_t>(origin ? origin->row : no_row);
    return at < p.by_origin.size() ? p.by_origin[at] : p.absent;
  }
  std::vector<std::string> key;
  for (program const& via : p.via) {
    cell const c = via.at(static_cast<std::int32_t>(row), space_);
    if (!c.is_point() && !c.is_none()) return verdict::unknown;
    key.push_back(key_text(to_value(c, via.type(), via.texts())));
  }
  auto const at = p.by_key.find(key);
  return at != p.by_key.end() ? at->second : p.absent;
}

void engine::decide_all() {
  for (std::size_t d = 0; d < bound_.decisions.size(); ++d) {
    bound_decision const& source = bound_.decisions[d];
    frame const& f = frame_of(source.subject);
    if (!f.given) {
      decisions_.push_back({d, {}, verdict::unknown, {}});
      continue;
    }
    std::vector<decision_part> parts;
    for (std::size_t m = 0; m < source.members.size(); ++m) parts.push_back(part_of(source, m));
    std::vector<verdict> verdicts(parts.size());
    decisions_.reserve(decisions_.size() + f.rows);
    for (std::size_t i : order_by_key(source.subject, all_rows(f))) {
      decision_row& row = decisions_.emplace_back();
      row.decision = d;
      row.key = key_of(source.subject, i);
      row.parts.reserve(parts.size());
      for (std::size_t p = 0; p < parts.size(); ++p) {
        verdicts[p] = verdict_in(parts[p], f, i);
        row.parts.emplace_back(parts[p].rule, verdicts[p]);
      }
      row.verdict = combine(verdicts);
    }
  }
}

}  // namespace xunze::batch_detail
