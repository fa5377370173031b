// SPDX-License-Identifier: Apache-2.0
// The run: binding, links, calendars and the order of work.
#include "batch/engine.hpp"

#include "check/setting.hpp"
#include "plan/translate.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/table/events.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <thread>

namespace xunze::batch_detail {
namespace {

/// Whether an id of run_options::rules means a rule: its own id, or its clause's.
bool asks_for(std::string const& id, rule const& r) { return r.id == id || r.clause == id; }

std::shared_ptr<policy> with_settings(policy const& source, vocabulary const& words,
                                      run_options const& options) {
  auto changed = std::make_shared<policy>(source);
  diagnostics problems;
  if (!is_supported(options.as_of)) {
    problems.error("run.as_of", {}, {"没有给出审核基准日", "the run has no as-of date"},
                   {"写明 run_options::as_of", "say run_options::as_of"});
  }
  for (auto const& [name, v] : options.set) {
    bool found = false;
    for (parameter& p : changed->parameters) {
      if (p.name != name) continue;
      found = true;
      auto setting = check_detail::setting_of(p, v, words, problems);
      if (setting) p.values = {dated_value{std::nullopt, std::move(*setting)}};
    }
    if (found) continue;
    std::vector<std::string> known;
    for (parameter const& p : source.parameters) known.push_back(p.name);
    problems.error("parameter.unknown", {},
                   {"没有参数“" + name + "”", "no parameter `" + name + "`"},
                   did_you_mean_help(name, known));
  }
  for (std::string const& id : options.rules) {
    bool const there = std::any_of(source.rules.begin(), source.rules.end(),
                                   [&](rule const& r) { return asks_for(id, r); });
    if (there) continue;
    std::vector<std::string> known;
    for (rule const& r : source.rules) known.push_back(r.id);
    problems.error("rule.unknown", {}, {"没有规则“" + id + "”", "no rule `" + id + "`"},
                   did_you_mean_help(id, known));
  }
  throw_if_errors(problems, "run.options", {"运行选项有误", "bad run options"});
  return changed;
}

}  // namespace

row_range::row_range(std::size_t begin, std::size_t end) : size_(end - begin) {
  for (std::size_t i = 0; i < size_; ++i) at_[i] = static_cast<std::int32_t>(begin + i);
}

engine::engine(std::shared_ptr<policy const> source, std::shared_ptr<dataset const> data,
               run_options options)
    : data_(std::move(data)), options_(std::move(options)) {
  policy_ = with_settings(*source, data_->words(), options_);
  diagnostics problems;
  bound_ = bind(*policy_, data_->words(), problems);
  throw_if_errors(problems, "policy.invalid", {"规则包有误", "the policy has errors"});
  frames_.resize(bound_.relations.size());
  outcomes_.resize(bound_.rules.size());
  judged_.resize(bound_.rules.size(), 0);
  lost_.resize(bound_.rules.size());
  programs_.resize(bound_.rules.size());
}

std::size_t engine::thread_count() const {
  if (options_.threads > 0) return options_.threads;
  return std::max(1U, std::thread::hardware_concurrency());
}

void engine::for_morsels(
    std::size_t rows,
    std::function<void(std::size_t, std::size_t, std::size_t, scratch&)> const& work) {
  constexpr std::size_t morsel = std::size_t{1} << 16;
  std::size_t const morsels = (rows + morsel - 1) / morsel;
  std::size_t const threads = std::min(thread_count(), std::max<std::size_t>(morsels, 1));
  if (threads <= 1) {
    for (std::size_t m = 0; m < morsels; ++m) {
      work(m * morsel, std::min(rows, (m + 1) * morsel), 0, space_);
    }
    return;
  }
  std::atomic<std::size_t> next{0};
  std::exception_ptr problem;
  std::mutex problem_lock;
  auto const run = [&](std::size_t thread) {
    scratch space;
    try {
      for (std::size_t m = next++; m < morsels; m = next++) {
        work(m * morsel, std::min(rows, (m + 1) * morsel), thread, space);
      }
    } catch (...) {
      std::scoped_lock const hold(problem_lock);
      problem = std::current_exception();
    }
  };
  std::vector<std::thread> helpers;
  helpers.reserve(threads - 1);
  try {
    for (std::size_t t = 1; t < threads; ++t) helpers.emplace_back(run, t);
  } catch (std::exception const&) {  // NOLINT(bugprone-empty-catch)
    // The system gives no more threads: those that there are do the work.
  }
  run(0);
  for (std::thread& helper : helpers) helper.join();
  if (problem) std::rethrow_exception(problem);
}

frame const& engine::frame_of(relation_id relation) {
  if (!frames_[relation]) {
    auto made = std::make_unique<frame>();
    made->relation = &bound_.relations[relation];
    tell(made->relation->name);
    frame& into = *made;
    frames_[relation] = std::move(made);  // nodes of a relation read its frame while it grows
    build(relation, into);
  }
  return *frames_[relation];
}

bool engine::sets(std::string_view parameter) const {
  return std::any_of(options_.set.begin(), options_.set.end(),
                     [&](auto const& one) { return one.first == parameter; });
}

table const* engine::table_of(table_schema const& schema) {
  table const* given = data_->find(schema.name);
  if (given == nullptr || !schema.events) return given;
  if (tables_done_.insert(schema.name).second && data_->find(schema.events->table) != nullptr) {
    auto const column = schema.find(schema.events->sets);
    table copy = *given;
    copy.columns[*column] = status_from_events(*data_, *given, known_by(), &notes_);
    tables_.emplace(schema.name, std::move(copy));
  }
  auto const decided = tables_.find(schema.name);
  return decided == tables_.end() ? given : &decided->second;
}

std::vector<std::int32_t> const& engine::link(table_schema const& from, std::size_t column) {
  table const* rows = data_->find(from.name);
  if (rows != nullptr && rows->columns[column].given) return data_->link(*rows, column);
  auto& missing = missing_links_[{&from, column}];
  if (rows != nullptr) missing.assign(rows->rows, unknown_row);
  return missing;
}

std::vector<std::int32_t> const& engine::ancestors(table_schema const& of, std::int32_t level) {
  auto [at, fresh] = ancestors_.try_emplace({&of, level});
  if (!fresh) return at->second;
  table const* rows = data_->find(of.name);
  if (rows == nullptr) return at->second;
  auto const parent = of.find(of.tree->parent);
  column const& levels = rows->columns[*of.find(of.tree->level)];
  auto const& up = link(of, *parent);
  // Each row is passed once: all rows of a climb have its end.
  constexpr std::int32_t not_yet = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t passing = not_yet + 1;
  auto& found = at->second;
  found.assign(rows->rows, not_yet);
  std::vector<std::size_t> climb;
  for (std::size_t i = 0; i < rows->rows; ++i) {
    auto here = static_cast<std::int32_t>(i);
    climb.clear();
    while (here >= 0) {
      auto const row = static_cast<std::size_t>(here);
      if (found[row] != not_yet) {
        here = found[row] == passing ? unknown_row : found[row];  // a circle, or climbed before
        break;
      }
      found[row] = passing;
      climb.push_back(row);
      std::int64_t const rank = levels.given ? levels.raw(row) : unknown_value;
      if (rank == level) break;
      here = rank == unknown_value ? unknown_row : up[row];
    }
    for (std::size_t row : climb) found[row] = here;
  }
  return at->second;
}

std::vector<std::int32_t> const& engine::rows_by_key(table_schema const& of,
                                                     dictionary const* texts) {
  auto [at, fresh] = by_key_.try_emplace({&of, texts});
  if (!fresh) return at->second;
  table const* rows = data_->find(of.name);
  if (texts == nullptr) return at->second;
  at->second.assign(static_cast<std::size_t>(texts->size()), unknown_row);
  if (rows == nullptr || of.key.size() != 1) return at->second;
  column const& keys = rows->columns[*of.find(of.key[0])];
  bool const other = keys.texts && keys.texts.get() != texts;
  auto const codes = other ? codes_in(*keys.texts, *texts) : std::vector<std::int64_t>{};
  for (std::size_t i = 0; i < rows->rows; ++i) {
    std::int64_t code_number = keys.raw(i);
    if (code_number < 0) continue;
    if (!codes.empty()) code_number = codes[static_cast<std::size_t>(code_number)];
    if (code_number >= 0) at->second[static_cast<std::size_t>(code_number)] =
        static_cast<std::int32_t>(i);
  }
  return at->second;
}

std::vector<std::int64_t> const& engine::holds(std::string const& id) {
  auto [at, fresh] = holds_.try_emplace(id);
  if (!fresh) return at->second;
  std::size_t index = 0;
  while (bound_.rules[index].source->id != id) ++index;
  bound_rule const& r = bound_.rules[index];
  rule_outcome const& result = judge_rule(index);
  frame const& subjects = frame_of(r.subject);
  table const* base = data_->find(bound_.relations[r.subject].base->name);
  std::vector<std::int64_t> truths(base ? base->rows : 0,
                                   static_cast<std::int64_t>(result.given ? truth::yes
                                                                          : truth::unknown));
  for (std::size_t row = 0; row < subjects.rows; ++row) {
    auto const from = subjects.origin_of(row);
    if (!from || from->row < 0) continue;
    verdict const v = result.verdicts[row];
    truth t = truth::yes;
    if (v == verdict::fail) t = truth::no;
    if (v == verdict::unknown || v == verdict::pending) t = truth::unknown;
    auto& held = truths[static_cast<std::size_t>(from->row)];
    held = static_cast<std::int64_t>(and_(static_cast<truth>(held), t));
  }
  return holds_[id] = std::move(truths);
}

work_calendar const* engine::calendar() {
  if (calendar_done_) return calendar_.get();
  calendar_done_ = true;
  table const* rows = data_->find("calendar");
  if (rows == nullptr || rows->rows == 0) return nullptr;
  auto const day = rows->schema->find("date");
  auto const works = rows->schema->find("is_workday");
  if (!day || !works) return nullptr;
  std::map<date, bool> known;
  for (std::size_t i = 0; i < rows->rows; ++i) {
    std::int64_t const d = rows->columns[*day].raw(i);
    std::int64_t const w = rows->columns[*works].raw(i);
    if (!is_finite(d) || !is_finite(w)) continue;
    known[date{static_cast<std::int32_t>(d)}] = w != 0;
  }
  if (known.empty()) return nullptr;
  std::vector<std::pair<date, bool>> days(known.begin(), known.end());
  calendar_ = std::make_unique<work_calendar>(days.front().first, days.back().first, days);
  return calendar_.get();
}

void engine::collided(std::string const& labels, place const& at) {
  std::scoped_lock const hold(notes_lock_);
  if (!collisions_.insert(labels + to_string(at, language::en)).second) return;
  notes_.warning("cases.collide", at,
                 {"例外互相冲突：" + labels, "exceptions collide: " + labels},
                 {"用 over 写明哪一个优先", "say with `over` which one wins"});
}

void engine::tell(std::string_view what) {
  if (options_.progress && !options_.progress(what, steps_done_, steps_)) {
    throw failure("run.stopped", {"运行被中止", "the run was stopped"});
  }
}

rule_outcome const& engine::judge_rule(std::size_t rule) {
  if (judged_[rule] == 0) {
    judged_[rule] = 1;
    judge(rule, outcomes_[rule]);
    ++steps_done_;
  }
  return outcomes_[rule];
}

void engine::run_all() {
  auto const wanted = [&](std::size_t i) {
    auto const& only = options_.rules;
    return only.empty() ||
           std::any_of(only.begin(), only.end(), [&](std::string const& id) {
             return asks_for(id, *bound_.rules[i].source);
           });
  };
  steps_ = bound_.rules.size();
  for (std::size_t i = 0; i < bound_.rules.size(); ++i) {
    outcomes_[i].checked = wanted(i);
    outcomes_[i].severity = severity_of(bound_.rules[i].binding);
    if (!wanted(i)) continue;
    tell(bound_.rules[i].source->id);
    judge_rule(i);
  }
  if (options_.rules.empty()) {
    measure_all();
    decide_all();
  }
  note_waivers();
}

}  // namespace xunze::batch_detail
