// SPDX-License-Identifier: Apache-2.0
// The public face of a run: findings with their numbers, rows and words.
#include "xunze/batch/outcome.hpp"

#include "batch/reads.hpp"
#include "batch/state.hpp"
#include "batch/wording.hpp"

#include <algorithm>

namespace xunze {

using namespace batch_detail;

namespace {

value slack_of(bound_rule const& r, cell measured, cell threshold, value_type const& type) {
  if (r.slack_sign == 0 || measured.is_none() || threshold.is_none()) return {};
  interval const m{measured.lo, measured.hi};
  interval const t{threshold.lo, threshold.hi};
  interval s;
  if (r.slack_sign == 1) {
    s = sub(t, m);
  } else if (r.slack_sign == -1) {
    s = sub(m, t);
  } else {
    interval const d = sub(m, t);
    interval const n = neg(d);
    s = d.lo >= 0 ? n : (d.hi <= 0 ? d : interval{std::min(n.lo, d.lo), 0});
  }
  value_type shown;
  shown.kind = value_class::number;
  shown.scale = type.is(value_class::number) ? type.scale : std::uint8_t{0};
  return to_value(cell{s.lo, s.hi}, shown, nullptr);
}

/// Findings of chosen subjects of one rule.
class finder {
 public:
  finder(engine& run, std::size_t rule) : run_(run), rule_(rule), r_(run.bound().rules[rule]) {}

  std::vector<finding> find(std::vector<std::size_t> const& subjects) {
    auto const& p = run_.programs_of(rule_);
    rule_outcome const& result = run_.judge_rule(rule_);
    auto evidence = rows_behind(subjects);
    std::vector<finding> made;
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      std::size_t const row = subjects[s];
      auto const at = static_cast<std::int32_t>(row);
      finding f;
      f.rule = rule_;
      f.subject = row;
      f.verdict = result.verdicts[row];
      f.key = run_.key_of(r_.subject, row);
      cell const measured = p.measured ? p.measured.at(at, run_.space()) : none_cell;
      cell const threshold = p.threshold ? p.threshold.at(at, run_.space()) : none_cell;
      if (p.measured) f.measured = to_value(measured, p.measured.type(), p.measured.texts());
      if (p.threshold) f.threshold = to_value(threshold, p.threshold.type(), p.threshold.texts());
      if (p.measured && p.threshold) f.slack = slack_of(r_, measured, threshold, p.measured.type());
      f.label = label_of(run_, r_, p.label, row);
      f.message = words_of(run_, r_.message, p.message, row);
      f.remedy = words_of(run_, r_.remedy, p.remedy, row);
      f.evidence_total = evidence[s].size();
      evidence[s].resize(std::min(evidence[s].size(), run_.options().evidence_limit));
      f.evidence = std::move(evidence[s]);
      made.push_back(std::move(f));
    }
    return made;
  }

 private:
  std::vector<std::vector<evidence_row>> rows_behind(std::vector<std::size_t> const& subjects) {
    struct sighting {
      evidence_row row;
      bool certain;
    };
    rule_outcome const& result = run_.judge_rule(rule_);
    std::vector<std::vector<sighting>> seen(subjects.size());
    for (node_read const& node : nodes_read_by(run_.bound(), r_)) {
      frame const& owner = run_.frame_of(node.relation);
      std::vector<std::uint8_t> wanted(owner.rows, 0);
      std::vector<std::vector<std::size_t>> askers(owner.rows);
      for (std::size_t s = 0; s < subjects.size(); ++s) {
        std::int32_t const row = row_at(node, subjects[s]);
        if (row < 0) continue;
        wanted[static_cast<std::size_t>(row)] = 1;
        askers[static_cast<std::size_t>(row)].push_back(s);
      }
      member_rows const rows = node.aggregate != nullptr
                                   ? run_.members_of(node.relation, *node.aggregate, wanted)
                                   : run_.partners_of(node.relation, *node.match, wanted);
      for (member_rows::entry const& e : rows.rows) {
        auto const origin = rows.source->origin_of(static_cast<std::size_t>(e.row));
        if (!origin || origin->row < 0) continue;
        evidence_row const row{origin->from->schema->name, static_cast<std::size_t>(origin->row)};
        for (std::size_t s : askers[static_cast<std::size_t>(e.subject)]) {
          seen[s].push_back({row, e.certain});
        }
      }
    }
    std::vector<std::vector<evidence_row>> made(subjects.size());
    frame const& view = run_.frame_of(r_.view);
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      bool const open = result.verdicts[subjects[s]] == verdict::unknown;
      bool const doubts = std::any_of(seen[s].begin(), seen[s].end(),
                                      [](sighting const& x) { return !x.certain; });
      for (sighting const& x : seen[s]) {
        if (open && doubts ? !x.certain : x.certain) made[s].push_back(x.row);
      }
      if (auto const own = view.origin_of(subjects[s]); own && own->row >= 0) {
        made[s].push_back({own->from->schema->name, static_cast<std::size_t>(own->row)});
      }
      std::sort(made[s].begin(), made[s].end(), [](auto const& a, auto const& b) {
        return a.table != b.table ? a.table < b.table : a.row < b.row;
      });
      made[s].erase(std::unique(made[s].begin(), made[s].end()), made[s].end());
    }
    return made;
  }

  std::int32_t row_at(node_read const& node, std::size_t subject) {
    frame const* at = &run_.frame_of(r_.view);
    auto row = static_cast<std::int32_t>(subject);
    for (std::size_t hop : node.hops) {
      row = at->member_row(hop, static_cast<std::size_t>(row));
      at = at->members[hop];
    }
    return row;
  }

  engine& run_;
  std::size_t rule_;
  bound_rule const& r_;
};

/// Rows without a known key behind a relation: the frame they are rows of, and which.
void collect_unkeyed(frame const& f, std::vector<std::pair<frame const*, std::int32_t>>& into) {
  if (f.relation->kind == bound_relation::body::distinct) {
    for (std::int32_t row : f.unkeyed) into.emplace_back(f.members[0], row);
    return;
  }
  bool const passes = f.relation->kind == bound_relation::body::view ||
                      f.relation->kind == bound_relation::body::expand ||
                      f.relation->kind == bound_relation::body::join;
  if (!passes) return;
  for (frame const* member : f.members) collect_unkeyed(*member, into);
}

}  // namespace

outcome::outcome(std::shared_ptr<state> inner) : state_(std::move(inner)) {}
policy const& outcome::source() const { return state_->run->source(); }
dataset const& outcome::data() const { return *state_->data; }
run_options const& outcome::options() const { return state_->run->options(); }
std::vector<rule_outcome> const& outcome::rules() const { return state_->run->outcomes(); }
std::vector<measure_row> const& outcome::measures() const { return state_->run->measures(); }
std::vector<decision_row> const& outcome::decisions() const { return state_->run->decisions(); }
diagnostics const& outcome::notes() const { return state_->run->notes(); }
std::vector<text> const& outcome::assumptions() const { return state_->run->assumptions(); }

finding outcome::finding_of(std::size_t rule, std::size_t subject) const {
  return finder(*state_->run, rule).find({subject}).front();
}

std::vector<finding> outcome::findings(std::size_t rule, std::span<verdict const> wanted) const {
  rule_outcome const& result = rules()[rule];
  if (!result.checked || !result.given) return {};
  std::vector<std::size_t> subjects;
  for (std::size_t row = 0; row < result.verdicts.size(); ++row) {
    verdict const v = result.verdicts[row];
    if (std::find(wanted.begin(), wanted.end(), v) != wanted.end()) subjects.push_back(row);
  }
  engine& run = *state_->run;
  subjects = run.order_by_key(run.bound().rules[rule].subject, std::move(subjects));
  auto made = finder(run, rule).find(subjects);
  bool const unknown_wanted =
      std::find(wanted.begin(), wanted.end(), verdict::unknown) != wanted.end();
  if (!unknown_wanted || result.unkeyed == 0) return made;
  bound_rule const& r = run.bound().rules[rule];
  std::vector<std::pair<frame const*, std::int32_t>> rows;
  collect_unkeyed(run.frame_of(r.view), rows);
  for (auto const& [from, row] : rows) {
    finding f;
    f.rule = rule;
    f.verdict = verdict::unknown;
    f.unkeyed = true;
    f.subject = static_cast<std::size_t>(row);
    f.key = key_of_row(run, *from, static_cast<std::size_t>(row));
    f.label = joined(f.key);
    f.message = {"这一行的归属不明（分组的键有空值），无法计入任何对象",
                 "this row belongs to no subject: part of its key is not known"};
    f.remedy = {"补全这一行的键", "complete the key of this row"};
    if (auto const origin = from->origin_of(static_cast<std::size_t>(row))) {
      f.evidence.push_back({origin->from->schema->name, static_cast<std::size_t>(origin->row)});
      f.evidence_total = 1;
    }
    made.push_back(std::move(f));
  }
  return made;
}

std::vector<finding> outcome::findings(std::size_t rule) const {
  std::array<verdict, 4> const all{verdict::fail, verdict::waived, verdict::pending,
                                   verdict::unknown};
  return findings(rule, all);
}

std::vector<std::size_t> outcome::order(std::size_t rule) const {
  std::vector<std::size_t> all(rules()[rule].verdicts.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return state_->run->order_by_key(state_->run->bound().rules[rule].subject, std::move(all));
}

std::optional<std::size_t> outcome::find_subject(std::size_t rule, key_values const& key) const {
  rule_outcome const& result = rules()[rule];
  bound_rule const& r = state_->run->bound().rules[rule];
  for (std::size_t row = 0; row < result.verdicts.size(); ++row) {
    key_values const here = state_->run->key_of(r.subject, row);
    bool same = here.size() == key.size();
    for (std::size_t k = 0; same && k < key.size(); ++k) {
      auto const mine = std::find_if(here.begin(), here.end(),
                                     [&](auto const& part) { return part.first == key[k].first; });
      same = mine != here.end() && plain_text(mine->second) == plain_text(key[k].second);
    }
    if (same) return row;
  }
  return std::nullopt;
}

outcome evaluate(std::shared_ptr<policy const> rules, std::shared_ptr<dataset const> data,
                 run_options options) {
  auto made = std::make_shared<outcome::state>();
  made->source = rules;
  made->data = data;
  made->run = std::make_unique<engine>(std::move(rules), std::move(data), std::move(options));
  made->run->run_all();
  return outcome(std::move(made));
}

}  // namespace xunze
