// SPDX-License-Identifier: Apache-2.0
// Aggregates: rows of a source folded to one interval a subject.
#include "batch/engine.hpp"
#include "batch/folds.hpp"
#include "batch/group_keys.hpp"

#include <algorithm>
#include <mutex>

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

}  // namespace

vec engine::fill_aggregate(relation_id id, bound_aggregate const& a, frame& into) {
  vec made;
  made.type = into.own[a.column].type;
  frame const& source = frame_of(a.from);
  if (!source.given) {
    cell const c = ungiven(a, made.type);
    made.lo.assign(into.rows, c.lo);
    made.hi.assign(into.rows, c.hi);
    return made;
  }
  group_keys groups(*this, id, into, a);
  filter const where(*this, a.from, a.where);
  program const value = a.value ? compile(a.value, *this, a.from) : program{};
  if (value) made.texts = value.shared_texts();

  fold_context const context{a.source->op, made.type, a.unknown_value,
                             value && value.type().may_be_none, groups.size(),
                             value && value.type().is(value_class::code)};
  std::vector<std::unique_ptr<fold>> folds(thread_count());
  std::vector<std::vector<loose_row>> loose(thread_count());
  fold* total = nullptr;
  bool const second_pass = a.source->op == aggregate_op::distinct;
  auto const scan = [&](bool again) {
    for_morsels(source.rows, [&](std::size_t begin, std::size_t end, std::size_t thread,
                                 scratch& space) {
      if (!folds[thread]) {
        folds[thread] = make_fold(context);
        if (again) folds[thread]->share_question(*total);
      }
      fold& state = *folds[thread];
      auto keys = groups.open(space);
      auto& values = space.take();
      auto picked = std::make_unique<selection>();
      for (std::size_t b = begin; b < end; b += block_rows) {
        where.select(b, std::min(end, b + block_rows), space, *picked);
        keys.read(*picked, loose[thread], !again);
        if (picked->size == 0) continue;
        std::span<std::int32_t const> const rows{picked->rows.data(), picked->size};
        if (value) value.run({rows, rows}, space, values);
        if (again) {
          state.absorb_again(keys.groups(), *picked, values);
        } else {
          state.absorb(keys.groups(), *picked, values);
        }
      }
      space.give_back();
      keys.close();
    });
  };
  scan(false);
  for (auto& state : folds) {
    if (!state) continue;
    if (total == nullptr) {
      total = state.get();
    } else {
      total->merge(*state);
    }
  }
  std::unique_ptr<fold> empty;
  if (total == nullptr) {
    empty = make_fold(context);
    total = empty.get();
  }
  // Rows with a partly known key may belong to all that agree in the known part.
  for (auto const& list : loose) {
    for (loose_row const& row : list) {
      cell const v = value ? value.at(row.row, space_) : cell{1, 1};
      groups.for_each_match(row, [&](std::int32_t group) { total->absorb_loose(group, v); });
    }
  }
  if (second_pass && total->wants_more()) {
    for (auto& state : folds) {
      if (state && state.get() != total) state->share_question(*total);
    }
    scan(true);
    for (auto& state : folds) {
      if (state && state.get() != total) total->merge_again(*state);
    }
    for (auto const& list : loose) {
      for (loose_row const& row : list) {
        cell const v = value.at(row.row, space_);
        groups.for_each_match(row,
                              [&](std::int32_t group) { total->absorb_loose_again(group, v); });
      }
    }
  }
  made.lo.resize(into.rows);
  std::vector<std::int64_t> hi(into.rows);
  bool intervals = false;
  for (std::size_t i = 0; i < into.rows; ++i) {
    std::int32_t const group = groups.group_of_subject(i);
    cell const c = group >= 0 ? total->judge(group) : groups.open_subject(i, context, where, value);
    made.lo[i] = c.lo;
    hi[i] = c.hi;
    intervals = intervals || c.lo != c.hi;
  }
  if (intervals) made.hi = std::move(hi);
  return made;
}

}  // namespace xunze::batch_detail
