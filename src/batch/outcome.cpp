// SPDX-License-Identifier: Apache-2.0
// The public face of a run: findings with their numbers, rows and words.
#include "xunze/batch/outcome.hpp"

#include "batch/absence.hpp"
#include "batch/group_keys.hpp"
#include "batch/reads.hpp"
#include "batch/state.hpp"
#include "batch/wording.hpp"

#include <algorithm>
#include <stdexcept>

namespace xunze {

using namespace batch_detail;

namespace {

/// Whether all certain rows of an aggregate are certain rows of another: it filters, that one not.
bool shows_rows_of(node_read const& all, node_read const& some) {
  if (all.aggregate == nullptr || some.aggregate == nullptr) return false;
  bool const counts_all = !all.aggregate->where && !all.aggregate->value;
  return counts_all && some.aggregate->where && all.relation == some.relation &&
         all.hops == some.hops && same_members(*all.aggregate, *some.aggregate);
}

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

/// A text beside a code, as a choice of texts makes one, is the code that it names.
value as_code(value held, value_type const& beside) {
  auto const* const word = held.get_if<std::string>();
  if (word == nullptr || !beside.is(value_class::code) || beside.codes == nullptr) return held;
  if (!beside.codes->find(*word)) return held;
  return code_value{beside.codes->name, *word};
}

/// Findings of chosen subjects of one rule.
class finder {
 public:
  finder(engine& run, std::size_t rule)
      : run_(run), rule_(rule), r_(run.bound().rules[rule]), open_(run, rule) {}

  std::vector<finding> find(std::vector<std::size_t> const& subjects) {
    auto const& p = run_.programs_of(rule_);
    rule_outcome const& result = run_.judge_rule(rule_);
    finding_columns const evidence = rows_behind(subjects);
    std::vector<finding> made;
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      std::size_t const row = subjects[s];
      auto const at = static_cast<std::int32_t>(row);
      finding f;
      f.rule = rule_;
      f.subject = row;
      f.verdict = result.verdicts[row];
      f.key = run_.key_of(r_.subject, row);
      if (f.verdict != verdict::not_applicable) put_numbers(f, p, at);
      f.label = label_of(run_, r_, p.label, row);
      f.message = words_of(run_, r_, r_.message, p.message, row);
      f.remedy = words_of(run_, r_, r_.remedy, p.remedy, row);
      if (f.verdict == verdict::unknown) open_.tell(row, f);
      f.evidence_total = evidence.first_row[s + 1] - evidence.first_row[s];
      std::size_t const shown_rows = std::min(f.evidence_total, run_.options().evidence_limit);
      for (std::size_t e = 0; e < shown_rows; ++e) {
        std::size_t const i = evidence.first_row[s] + e;
        f.evidence.push_back({evidence.table_names[evidence.tables[i]],
                              static_cast<std::size_t>(evidence.rows[i])});
      }
      made.push_back(std::move(f));
    }
    return made;
  }

  /// Rows of given tables behind each subject, as columns without the numbers.
  finding_columns rows_behind(std::vector<std::size_t> const& subjects) {
    struct sighting {
      std::int32_t asker;
      std::uint8_t table;
      bool certain;
      bool known;
      std::int32_t row;
    };
    rule_outcome const& result = run_.judge_rule(rule_);
    frame const& view = run_.frame_of(r_.view);
    finding_columns made;
    for (table_schema const& t : run_.data().words().tables) made.table_names.push_back(t.name);
    std::sort(made.table_names.begin(), made.table_names.end());
    auto const number_of = [&](table const* t) {
      auto const at = std::lower_bound(made.table_names.begin(), made.table_names.end(),
                                       t->schema->name);
      return static_cast<std::uint8_t>(at - made.table_names.begin());
    };
    std::vector<sighting> seen;
    std::vector<std::uint8_t> doubts(subjects.size(), 0);
    auto const nodes = nodes_read_by(run_.bound(), r_);
    for (node_read const& node : nodes) {
      frame const& owner = run_.frame_of(node.relation);
      bool const shown_elsewhere = std::any_of(nodes.begin(), nodes.end(), [&](auto const& other) {
        return &other != &node && shows_rows_of(other, node);
      });
      std::vector<std::uint8_t> wanted(owner.rows, 0);
      // Subjects that read each row of the owner, chained.
      std::vector<std::int32_t> first(owner.rows, -1);
      std::vector<std::pair<std::int32_t, std::int32_t>> askers;  // a subject, the next one
      row_path path(run_, r_.view, node);
      for (std::size_t s = subjects.size(); s-- > 0;) {
        if (shown_elsewhere && result.verdicts[subjects[s]] != verdict::unknown) continue;
        for (std::int32_t row : path.from(static_cast<std::int32_t>(subjects[s]))) {
          wanted[static_cast<std::size_t>(row)] = 1;
          std::int32_t& head = first[static_cast<std::size_t>(row)];
          askers.emplace_back(static_cast<std::int32_t>(s), head);
          head = static_cast<std::int32_t>(askers.size()) - 1;
        }
      }
      member_rows const rows = node.aggregate != nullptr
                                   ? run_.members_of(node.relation, *node.aggregate, wanted)
                                   : run_.partners_of(node.relation, *node.match, wanted);
      bool const based = rows.source->base != nullptr;
      std::uint8_t const table = based ? number_of(rows.source->base) : std::uint8_t{0};
      seen.reserve(seen.size() + rows.rows.size());
      for (member_rows::entry const& e : rows.rows) {
        auto const at = static_cast<std::size_t>(e.row);
        row_origin origin{rows.source->base, e.row};
        if (!based) {
          auto const found = rows.source->origin_of(at);
          if (!found) continue;
          origin = *found;
        } else if (rows.source->origin) {
          origin.row = (*rows.source->origin)[at];
        }
        if (origin.row < 0) continue;
        std::uint8_t const from = based ? table : number_of(origin.from);
        for (std::int32_t at_asker = first[static_cast<std::size_t>(e.subject)]; at_asker >= 0;
             at_asker = askers[static_cast<std::size_t>(at_asker)].second) {
          std::int32_t const s = askers[static_cast<std::size_t>(at_asker)].first;
          seen.push_back({s, from, e.certain, e.known, origin.row});
          if (!e.certain || !e.known) doubts[static_cast<std::size_t>(s)] = 1;
        }
      }
    }
    // For what is open the doubtful rows are shown, for what is decided the certain ones.
    enum class shown : std::uint8_t { none, doubtful, certain };
    std::vector<shown> what(subjects.size(), shown::none);
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      verdict const said = result.verdicts[subjects[s]];
      if (said == verdict::pass || said == verdict::not_applicable) continue;
      bool const open = said == verdict::unknown && doubts[s] != 0;
      what[s] = open ? shown::doubtful : shown::certain;
    }
    auto const shows = [&](sighting const& x) {
      shown const mine = what[static_cast<std::size_t>(x.asker)];
      if (mine == shown::none) return false;
      return mine == shown::doubtful ? !(x.certain && x.known) : x.certain;
    };
    // Into one bucket a subject, the subject's own row with it; each then by table and row.
    std::vector<std::size_t> begin(subjects.size() + 1, 1);
    begin[0] = 0;
    for (sighting const& x : seen) begin[static_cast<std::size_t>(x.asker) + 1] += shows(x) ? 1 : 0;
    for (std::size_t s = 1; s < begin.size(); ++s) begin[s] += begin[s - 1];
    std::vector<std::uint64_t> places(begin.back());
    auto next_place = begin;
    auto const put = [&](std::size_t s, std::uint8_t table, std::int32_t row) {
      places[next_place[s]++] = (std::uint64_t{table} << 32) | static_cast<std::uint32_t>(row);
    };
    for (sighting const& x : seen) {
      if (shows(x)) put(static_cast<std::size_t>(x.asker), x.table, x.row);
    }
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      auto const own = view.origin_of(subjects[s]);
      if (own && own->row >= 0) put(s, number_of(own->from), own->row);
    }
    made.first_row.assign(1, 0);
    made.rows.reserve(places.size());
    made.tables.reserve(places.size());
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      auto const from = places.begin() + static_cast<std::ptrdiff_t>(begin[s]);
      auto const to = places.begin() + static_cast<std::ptrdiff_t>(next_place[s]);
      if (!std::is_sorted(from, to)) std::sort(from, to);
      auto const stop = std::unique(from, to);
      for (auto at = from; at != stop; ++at) {
        made.tables.push_back(static_cast<std::uint8_t>(*at >> 32));
        made.rows.push_back(static_cast<std::int32_t>(*at & 0xffffffffU));
      }
      made.first_row.push_back(made.rows.size());
    }
    return made;
  }

 private:
  void put_numbers(finding& f, engine::rule_programs const& p, std::int32_t at) {
    cell const measured = p.measured ? p.measured.at(at, run_.space()) : none_cell;
    cell const threshold = p.threshold ? p.threshold.at(at, run_.space()) : none_cell;
    if (p.measured) f.measured = to_value(measured, p.measured.type(), p.measured.texts());
    if (p.threshold) f.threshold = to_value(threshold, p.threshold.type(), p.threshold.texts());
    if (p.measured) f.threshold = as_code(std::move(f.threshold), p.measured.type());
    if (p.measured && p.threshold) f.slack = slack_of(r_, measured, threshold, p.measured.type());
  }

  engine& run_;
  std::size_t rule_;
  bound_rule const& r_;
  unknown_teller open_;
};

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
  engine& run = *state_->run;
  if (rule >= run.bound().rules.size() || subject >= run.judge_rule(rule).verdicts.size()) {
    throw std::out_of_range("xunze::outcome::finding_of: no such rule or subject");
  }
  return finder(run, rule).find({subject}).front();
}

std::vector<finding> outcome::findings(std::size_t rule, std::span<verdict const> wanted) const {
  return findings_of(*state_->run, rule, wanted, {});
}

std::vector<finding> batch_detail::findings_of(engine& run, std::size_t rule,
                                               std::span<verdict const> wanted,
                                               left_open const& left_out) {
  rule_outcome const& result = run.outcomes()[rule];
  if (!result.checked || !result.given) return {};
  std::vector<std::size_t> subjects;
  for (std::size_t row = 0; row < result.verdicts.size(); ++row) {
    if (!left_out.subjects.empty() && left_out.subjects[row] != 0) continue;
    verdict const v = result.verdicts[row];
    if (std::find(wanted.begin(), wanted.end(), v) != wanted.end()) subjects.push_back(row);
  }
  subjects = run.order_by_key(run.bound().rules[rule].subject, std::move(subjects));
  auto made = finder(run, rule).find(subjects);
  bool const unknown_wanted =
      std::find(wanted.begin(), wanted.end(), verdict::unknown) != wanted.end();
  if (!unknown_wanted || result.unkeyed == 0) return made;
  auto const& lost = run.lost_rows(rule);
  unknown_teller of_lost(run, rule);
  for (std::size_t i = 0; i < lost.size(); ++i) {
    if (!left_out.lost.empty() && left_out.lost[i] != 0) continue;
    auto const& [from, row] = lost[i];
    finding f;
    f.rule = rule;
    f.verdict = verdict::unknown;
    f.unkeyed = true;
    f.subject = static_cast<std::size_t>(row);
    f.key = key_of_row(run, *from, static_cast<std::size_t>(row));
    f.label = joined(f.key);
    of_lost.tell(lost[i], f);
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

finding_columns outcome::columns(std::size_t rule, std::span<verdict const> wanted) const {
  rule_outcome const& result = rules()[rule];
  std::array<std::uint8_t, 256> asked{};  // by verdict
  for (verdict const v : wanted) asked[static_cast<std::size_t>(v)] = 1;
  std::size_t count = 0;
  for (verdict const v : result.verdicts) count += asked[static_cast<std::size_t>(v)];
  std::vector<std::size_t> subjects(count + 1);  // one more place, to write without asking
  std::size_t found = 0;
  for (std::size_t row = 0; found < count; ++row) {
    subjects[found] = row;
    found += asked[static_cast<std::size_t>(result.verdicts[row])];
  }
  subjects.resize(count);
  engine& run = *state_->run;
  finding_columns made = finder(run, rule).rows_behind(subjects);
  for (std::size_t row : subjects) made.subjects.push_back(static_cast<std::int32_t>(row));
  program const& measured = run.programs_of(rule).measured;
  if (!measured) {
    made.measured_lo.assign(subjects.size(), none_value);
    made.measured_hi = made.measured_lo;
    return made;
  }
  vec numbers = run.column_at(measured, made.subjects);
  made.measured_lo = std::move(numbers.lo);
  made.measured_hi = numbers.hi.empty() ? made.measured_lo : std::move(numbers.hi);
  return made;
}

key_values outcome::key(std::size_t rule, std::size_t subject) const {
  return state_->run->key_of(state_->run->bound().rules[rule].subject, subject);
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
