// SPDX-License-Identifier: Apache-2.0
// Aggregates: rows of a source folded to one interval a subject.
#include "batch/engine.hpp"
#include "batch/folds.hpp"
#include "batch/group_keys.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// What every aggregate over a source that is not given says.
cell ungiven(bound_aggregate const& a, value_type const& type) {
  switch (a.source->op) {
    case aggregate_op::count:
    case aggregate_op::distinct: return {0, plus_infinity};
    case aggregate_op::any: return {0, 1};
    case aggregate_op::set_union: return {0, all_codes_of(type)};
    case aggregate_op::sum:
      return a.unknown_value.lo >= 0 ? cell{0, plus_infinity} : unknown_cell;
    default: return unknown_cell;
  }
}

/// One aggregate being computed: a state a thread, then their sum.
class aggregate_scan {
 public:
  aggregate_scan(engine& run, bound_aggregate const& a, value_type const& type, group_keys& groups)
      : run_(run), groups_(groups), source_(run.frame_of(a.from)),
        repeated_(run.repeated_in(a.from, a.key)), where_(run, a.from, a.where),
        value_(a.value ? compile(a.value, run, a.from) : program{}),
        context_{a.source->op, type, a.unknown_value, value_ && value_.type().may_be_none,
                 groups.size(), value_ && value_.type().is(value_class::code)},
        threads_(run.thread_count()) {}

  void run() {
    scan(false);
    for (per_thread& mine : threads_) {
      if (!mine.state) continue;
      if (!total_) {
        total_ = std::move(mine.state);
      } else {
        total_->merge(*mine.state);
      }
    }
    if (!total_) total_ = make_fold(context_);
    each_loose([&](std::int32_t row, std::int32_t group, cell v) {
      total_->absorb_loose(group, v);
      if (is_repeated(row)) total_->absorb_repeated(group, v);
    });
    if (!total_->wants_more()) return;
    for (per_thread& mine : threads_) mine.state = nullptr;
    scan(true);
    for (per_thread& mine : threads_) {
      if (mine.state) total_->merge_again(*mine.state);
    }
    each_loose([&](std::int32_t, std::int32_t group, cell v) {
      total_->absorb_loose_again(group, v);
    });
  }

  /// Whether rows may count, and of none it is known whose it is.
  [[nodiscard]] bool nobodys() const {
    std::size_t read = 0;
    std::size_t named = 0;
    for (per_thread const& mine : threads_) read += mine.read, named += mine.named;
    return read > 0 && named == 0;
  }

  /// Rows that may count and of whose key nothing is known, ascending.
  [[nodiscard]] std::vector<std::int32_t> strays() const {
    std::vector<std::int32_t> found;
    for (per_thread const& mine : threads_) {
      found.insert(found.end(), mine.open.stray.begin(), mine.open.stray.end());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  [[nodiscard]] cell of_subject(std::size_t row) {
    std::int32_t const group = groups_.group_of_subject(row);
    return group >= 0 ? total_->judge(group) : open_subject(row);
  }
  [[nodiscard]] std::shared_ptr<dictionary const> texts() const {
    return value_ ? value_.shared_texts() : nullptr;
  }

 private:
  struct per_thread {
    std::unique_ptr<fold> state{};
    open_rows open{};
    std::size_t read = 0;
    std::size_t named = 0;
  };

  /// Once over the source; `again` for what the first time left open.
  void scan(bool again) {
    run_.for_morsels(source_.rows, [&](std::size_t begin, std::size_t end, std::size_t thread,
                                       scratch& space) {
      per_thread& mine = threads_[thread];
      if (!mine.state) {
        mine.state = make_fold(context_);
        if (again) mine.state->share_question(*total_);
      }
      auto keys = groups_.open(space);
      auto& values = space.take();
      auto picked = std::make_unique<selection>();
      for (std::size_t b = begin; b < end; b += block_rows) {
        where_.select(b, std::min(end, b + block_rows), space, *picked);
        keys.read(*picked, mine.open, again);
        if (picked->size == 0) continue;
        std::span<std::int32_t const> const rows{picked->rows.data(), picked->size};
        if (value_) value_.run({rows, rows}, space, values);
        if (again) {
          mine.state->absorb_again(keys.groups(), *picked, values);
        } else {
          mine.state->absorb(keys.groups(), *picked, values);
        }
        for (std::size_t i = 0; !again && !repeated_.empty() && i < picked->size; ++i) {
          if (!is_repeated(picked->rows[i])) continue;
          mine.state->absorb_repeated(keys.groups()[i], value_ ? values.at(i) : cell{1, 1});
        }
      }
      mine.read += keys.rows_read();
      mine.named += keys.rows_named();
      space.give_back();
      keys.close();
    });
  }

  [[nodiscard]] bool is_repeated(std::int32_t row) const {
    return repeated_.contains(static_cast<std::size_t>(row));
  }

  /// Rows with a partly known key may belong to all that agree in the known part.
  template <class Absorb>
  void each_loose(Absorb const& absorb) {
    for (per_thread const& mine : threads_) {
      for (loose_row const& row : mine.open.loose) {
        cell const v = value_ ? value_.at(row.row, run_.space()) : cell{1, 1};
        groups_.for_each_match(row, [&](std::int32_t group) { absorb(row.row, group, v); });
      }
    }
  }

  /// The aggregate of a subject whose key is not fully known.
  /// Cost: a pass over the source for each different known part of a key.
  cell open_subject(std::size_t row) {
    auto [at, fresh] = open_found_.try_emplace(groups_.known_parts(row));
    if (!fresh) return at->second;
    fold_context one = context_;
    one.groups = 1;
    auto const state = make_fold(one);
    std::vector<cell> taken;
    for (std::int32_t const member : groups_.rows_for_open(row, where_)) {
      taken.push_back(value_ ? value_.at(member, run_.space()) : cell{1, 1});
      state->absorb_loose(0, taken.back());
      if (is_repeated(member)) state->absorb_repeated(0, taken.back());
    }
    if (state->wants_more()) {
      for (cell const v : taken) state->absorb_loose_again(0, v);
    }
    return at->second = state->judge(0);
  }

  engine& run_;
  group_keys& groups_;
  frame const& source_;
  repeated_rows repeated_;
  filter where_;
  program value_;
  fold_context context_;
  std::vector<per_thread> threads_;
  std::unique_ptr<fold> total_{};
  std::map<std::vector<std::int64_t>, cell> open_found_{};  // by the known parts of a key
};

}  // namespace

group_keys& engine::groups_of(relation_id relation, bound_aggregate const& a) {
  auto& kept = kept_groups_[relation];
  for (auto const& groups : kept) {
    if (groups->serves(a)) return *groups;
  }
  kept.push_back(std::make_shared<group_keys>(*this, relation, frame_of(relation), a));
  return *kept.back();
}

vec engine::fill_aggregate(relation_id id, bound_aggregate const& a, frame& into) {
  vec made;
  made.type = into.own[a.column].type;
  frame const& source = frame_of(a.from);
  bool countable = source.given && !nameless(source);
  if (countable) {
    aggregate_scan scan(*this, a, made.type, groups_of(id, a));
    scan.run();
    countable = !scan.nobodys();
    if (countable) strays_[&a] = scan.strays();
    // A number of different texts is no text.
    if (!made.type.is(value_class::number)) made.texts = scan.texts();
    made.lo.resize(into.rows);
    std::vector<std::int64_t> hi(countable ? into.rows : 0);
    bool intervals = false;
    for (std::size_t i = 0; i < hi.size(); ++i) {
      cell const c = scan.of_subject(i);
      made.lo[i] = c.lo;
      hi[i] = c.hi;
      intervals = intervals || c.lo != c.hi;
    }
    if (intervals) made.hi = std::move(hi);
  }
  if (countable) return made;
  nobodys_.insert(&a);
  cell const c = ungiven(a, made.type);
  made.lo.assign(into.rows, c.lo);
  made.hi.assign(into.rows, c.hi);
  return made;
}

}  // namespace xunze::batch_detail
