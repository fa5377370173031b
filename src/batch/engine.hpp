// SPDX-License-Identifier: Apache-2.0
// Computes frames, nodes and verdicts of one run; each when first asked for.
#ifndef XUNZE_SRC_BATCH_ENGINE_HPP
#define XUNZE_SRC_BATCH_ENGINE_HPP

#include "batch/tuple_index.hpp"
#include "plan/program.hpp"
#include "xunze/batch/outcome.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace xunze::batch_detail {

using namespace plan_detail;

/// Rows of one source that belong to subjects: what evidence is made of.
struct member_rows {
  frame const* source = nullptr;
  struct entry {
    std::int32_t subject;  // row of the subject's frame
    std::int32_t row;      // row of the source's frame
    bool certain;          // membership
    bool known;            // the value it brings
  };
  std::vector<entry> rows{};
};

class filter;
class group_keys;
struct match_sides;
struct carry_chains;

/// Rows of a frame that pass a filter, ascending, and which of them certainly do.
/// Shape: `rows` lists none if every row passes; `certain` is empty while all of them do.
struct selected_rows {
  bool all = false;
  std::size_t size = 0;
  std::vector<std::int32_t> rows{};
  std::vector<std::uint8_t> certain{};

  [[nodiscard]] std::size_t row(std::size_t i) const noexcept {
    return all ? i : static_cast<std::size_t>(rows[i]);
  }
  [[nodiscard]] bool is_certain(std::size_t i) const noexcept {
    return certain.empty() || certain[i] != 0;
  }
};

/// Rows that may stand for several: an expand did not know how many values they have.
/// Shape: `open` has a bit for each expand that left a row open, `told` the bits of those whose
/// values the key in question holds, so that each of its groups meets a row once at most.
struct repeated_rows {
  std::vector<std::uint64_t> const& open;
  std::uint64_t told = 0;

  [[nodiscard]] bool empty() const noexcept { return open.empty(); }
  [[nodiscard]] bool contains(std::size_t row) const noexcept {
    return !open.empty() && (open[row] & ~told) != 0;
  }
};

/// What several rows may add up to where one, that may be missing, adds v.
constexpr interval repeated(interval v) noexcept {
  return {v.lo < 0 ? minus_infinity : 0, v.hi > 0 ? plus_infinity : 0};
}

/// A row of a frame that belongs to no known subject.
using lost_row = std::pair<frame const*, std::int32_t>;

/// One run: a bound policy on a dataset.
class engine final : public environment {
 public:
  engine(std::shared_ptr<policy const> source, std::shared_ptr<dataset const> data,
         run_options options);

  // environment
  frame const& frame_of(relation_id relation) override;
  vec const& own_column(frame const& of, std::size_t column) override;
  std::shared_ptr<code const> code_of_column(frame const& of, std::size_t column) override;
  dataset const& data() const override { return *data_; }
  table const* table_of(table_schema const& schema) override;
  std::vector<std::int32_t> const& link(table_schema const& from, std::size_t column) override;
  std::vector<std::int32_t> const& ancestors(table_schema const& of, std::int32_t level) override;
  std::vector<std::int32_t> const& rows_by_key(table_schema const& of,
                                               dictionary const* texts) override;
  std::vector<std::int64_t> const& holds(std::string const& rule) override;
  work_calendar const* calendar() override;
  void collided(std::string const& labels, place const& at) override;

  /// Verdicts of one rule. Cost: computes all it needs on first use.
  rule_outcome const& judge_rule(std::size_t rule);
  /// Runs every rule asked for, decisions and measures, telling progress.
  void run_all();

  bound_policy const& bound() const { return bound_; }
  policy const& source() const { return *policy_; }
  run_options const& options() const { return options_; }
  /// The day up to which events are known.
  date known_by() const { return options_.known_by.value_or(options_.as_of); }
  /// Whether the options give this parameter its value.
  bool sets(std::string_view parameter) const;
  diagnostics& notes() { return notes_; }
  /// What the verdicts take for granted, for people. The rules have been judged.
  std::vector<text> const& assumptions();
  std::vector<rule_outcome> const& outcomes() const { return outcomes_; }
  std::vector<measure_row> const& measures() const { return measures_; }
  std::vector<decision_row> const& decisions() const { return decisions_; }
  scratch& space() { return space_; }

  /// Programs of one rule, compiled on first use.
  struct rule_programs {
    program applies, condition, measured, threshold, due, anchor, label;
    std::array<std::vector<program>, 2> message, remedy;
  };
  rule_programs const& programs_of(std::size_t rule);

  // evidence (evidence.cpp)
  /// Member rows of one aggregate for the subjects marked wanted.
  member_rows members_of(relation_id relation, bound_aggregate const& a,
                         std::vector<std::uint8_t> const& wanted);
  member_rows partners_of(relation_id relation, bound_match const& m,
                          std::vector<std::uint8_t> const& wanted);
  /// What a match keeps between its computing and its evidence; null at first.
  std::shared_ptr<match_sides>& kept_match(bound_match const& m) { return kept_matches_[&m]; }
  /// The order in which something is carried over; its relation has been computed.
  carry_chains const& chains_of(bound_carry const& c) const { return *kept_carries_.at(&c); }
  /// Groups of an aggregate, shared by all of its relation with the same keys.
  group_keys& groups_of(relation_id relation, bound_aggregate const& a);
  /// Whether nothing is known of whose the rows of an aggregate are.
  bool is_nobodys(bound_aggregate const& a) const { return nobodys_.contains(&a); }
  /// Rows that no subject of a rule could be told for, each once and with a verdict of its own:
  /// those that a distinct behind its subjects could not place, and those of its aggregates of
  /// whose key nothing is known. The rule has been judged.
  std::vector<lost_row> const& lost_rows(std::size_t rule) const { return lost_[rule]; }
  /// Key of a subject for people and boundaries.
  key_values key_of(relation_id relation, std::size_t row);
  /// The given rows of a relation sorted by key value.
  std::vector<std::size_t> order_by_key(relation_id relation, std::vector<std::size_t> rows);

 private:
  // frames (frames.cpp)
  void build(relation_id relation, frame& into);
  void build_table(bound_relation const& r, frame& into);
  void build_view(relation_id id, bound_relation const& r, frame& into);
  void build_expand(relation_id id, bound_relation const& r, frame& into);
  void build_join(bound_relation const& r, frame& into);
  void build_distinct(bound_relation const& r, frame& into);
  void build_cross(relation_id id, bound_relation const& r, frame& into);
  void build_values(bound_relation const& r, frame& into);
  void fill_lookup(relation_id id, bound_lookup const& l, frame& into);
  selected_rows select_all(filter const& where, std::size_t rows);
  void mark_open(relation_id expand, std::vector<std::size_t> const& rows, frame& into);
  void keep_rows(frame const& parent, selected_rows kept, frame& into);
  void inherit_rows(frame const& parent, std::vector<std::int32_t> map, frame& into);

  // nodes (aggregates.cpp, matches.cpp, ranks.cpp, carries.cpp)
  void fill_nodes(relation_id id, frame& into);
  void fill_column(program const& p, std::size_t column, frame& into);
  vec fill_aggregate(relation_id id, bound_aggregate const& a, frame& into);
  vec fill_match(relation_id id, bound_match const& m, frame& into);
  std::optional<date> complete_from(relation_id relation);
  vec fill_linear(relation_id id, bound_linear const& l, frame& into);
  vec fill_rank(relation_id id, bound_rank const& r, frame& into);
  vec fill_carry(relation_id id, bound_carry const& c, frame& into);

 public:
  // shared by the parts of the engine
  /// Evaluates a program over all rows of a frame.
  vec column_of(program const& p, std::size_t rows);
  std::vector<truth> truths_of(program const& p, std::size_t rows);
  vec column_at(program const& p, std::vector<std::int32_t> const& rows);
  vec column_at(program const& p, selected_rows const& rows);
  std::vector<truth> truths_at(program const& p, selected_rows const& rows);
  /// Calls `work(begin, end, space)` for morsels of rows on all threads.
  using morsel_work = std::function<void(std::size_t, std::size_t, std::size_t, scratch&)>;
  void for_morsels(std::size_t rows, morsel_work const& work);
  std::size_t thread_count() const;
  /// The rows of a relation that a key over it may meet more often than they are there.
  repeated_rows repeated_in(relation_id relation, std::vector<bound_expression> const& key);

 private:
  // rules (judge.cpp)
  void judge(std::size_t rule, rule_outcome& into);
  std::vector<lost_row> find_lost(bound_rule const& r);
  truth in_force(bound_rule const& r, cell anchor);
  std::vector<std::string> missing_for(bound_rule const& r);
  // waivers (waivers.cpp)
  waiver_state waiver_for(bound_rule const& r, std::size_t row, cell anchor);
  std::vector<std::string> waiver_kinds(bound_rule const& r) const;
  std::string waiver_subject(bound_rule const& r, std::size_t row);
  /// Tells of waivers that name no rule of the policy, or no subject of theirs.
  void note_waivers();

  void measure(std::size_t index);
  void measure_all();
  struct decision_part;
  decision_part part_of(bound_decision const& source, std::size_t member);
  verdict verdict_in(decision_part const& p, frame const& subjects, std::size_t row);
  void decide_all();
  void tell(std::string_view what);

  std::shared_ptr<policy> policy_;  // with the parameters of this run
  std::shared_ptr<dataset const> data_;
  run_options options_;
  diagnostics notes_;
  bound_policy bound_;
  std::vector<std::unique_ptr<frame>> frames_;
  struct computed_column {
    std::size_t readers = 0;
    std::optional<vec> values{};
  };
  std::map<std::pair<frame const*, std::size_t>, computed_column> computed_;
  std::map<std::string, table> tables_;  // with a status decided by events
  std::set<std::string> tables_done_;
  std::map<std::pair<table_schema const*, std::size_t>, std::vector<std::int32_t>> missing_links_;
  std::map<std::pair<table_schema const*, std::int32_t>, std::vector<std::int32_t>> ancestors_;
  std::map<std::pair<table_schema const*, dictionary const*>, std::vector<std::int32_t>> by_key_;
  std::map<std::string, std::vector<std::int64_t>> holds_;
  std::unique_ptr<work_calendar> calendar_;
  bool calendar_done_ = false;
  std::map<bound_match const*, std::shared_ptr<match_sides>> kept_matches_;
  std::map<bound_carry const*, std::shared_ptr<carry_chains const>> kept_carries_;
  std::map<relation_id, std::vector<std::shared_ptr<group_keys>>> kept_groups_;
  std::vector<relation_id> open_expands_;  // by bit
  std::set<bound_aggregate const*> nobodys_;
  std::map<bound_aggregate const*, std::vector<std::int32_t>> strays_;
  std::vector<std::vector<lost_row>> lost_;  // by rule
  std::vector<rule_outcome> outcomes_;
  std::vector<std::uint8_t> judged_;
  std::vector<std::unique_ptr<rule_programs>> programs_;
  std::map<std::pair<std::string, std::string>, std::vector<std::int32_t>> waivers_;
  bool waivers_done_ = false;
  std::vector<measure_row> measures_;
  std::vector<decision_row> decisions_;
  std::vector<text> assumptions_;
  bool assumptions_done_ = false;
  std::mutex notes_lock_;
  std::set<std::string> collisions_;
  scratch space_;
  std::size_t steps_done_ = 0;
  std::size_t steps_ = 0;
};

/// Whether a fail of a rule may have a waiver.
bool is_waivable(bound_rule const& r);

/// Rows that a distinct behind a relation could not place, each once.
std::vector<lost_row> unkeyed_rows(frame const& f);

/// Whether a relation has no rows because none could be placed.
bool nameless(frame const& f);

/// Rows begin … end - 1 as indices.
class row_range {
 public:
  row_range(std::size_t begin, std::size_t end);
  [[nodiscard]] std::span<std::int32_t const> rows() const { return {at_.data(), size_}; }

 private:
  std::array<std::int32_t, block_rows> at_;
  std::size_t size_;
};

}  // namespace xunze::batch_detail

#endif
