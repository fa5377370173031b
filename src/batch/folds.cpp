// SPDX-License-Identifier: Apache-2.0
#include "batch/folds.hpp"

#include "batch/exact_sums.hpp"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace xunze::batch_detail {
namespace {

interval as_interval(cell c, fold_context const& context) {
  interval v{c.lo, c.hi};
  if (c.lo == minus_infinity && c.hi == plus_infinity) v = context.unknown_value;
  return v;
}

bool certain_row(selection const& rows, std::size_t i) { return rows.certain[i] != 0; }

/// Whether an unknown value makes a certain row only a possible one.
bool doubtful(cell v, fold_context const& context) {
  return context.none_possible && !v.is_point();
}

class count_fold final : public fold {
 public:
  explicit count_fold(fold_context const& c) : all_(c.groups, 0), doubtful_(c.groups, 0) {}
  void absorb(group_span groups, selection const& rows, block const&) override {
    std::size_t const n = rows.size;
    for (std::size_t i = 0; i < n; ++i) all_[static_cast<std::size_t>(groups[i])] += 1;
    for (std::size_t i = 0; !rows.sure && i < n; ++i) {
      doubtful_[static_cast<std::size_t>(groups[i])] += certain_row(rows, i) ? 0 : 1;
    }
  }
  void absorb_loose(std::int32_t group, cell) override {
    all_[static_cast<std::size_t>(group)] += 1;
    doubtful_[static_cast<std::size_t>(group)] += 1;
  }
  void absorb_repeated(std::int32_t group, cell) override { endless_.insert(group); }
  void merge(fold const& other) override {
    auto const& o = static_cast<count_fold const&>(other);
    for (std::size_t g = 0; g < all_.size(); ++g) {
      all_[g] += o.all_[g];
      doubtful_[g] += o.doubtful_[g];
    }
    endless_.insert(o.endless_.begin(), o.endless_.end());
  }
  cell judge(std::int32_t group) const override {
    auto const g = static_cast<std::size_t>(group);
    return {all_[g] - doubtful_[g], endless_.contains(group) ? plus_infinity : all_[g]};
  }

 private:
  std::vector<std::int32_t> all_, doubtful_;  // rows, and those of them that are not certain
  std::unordered_set<std::int32_t> endless_;  // looked up, never walked in its order
};

class any_fold final : public fold {
 public:
  explicit any_fold(fold_context const& c) : bits_(c.groups, 0) {}
  void absorb(group_span groups, selection const& rows, block const&) override {
    std::size_t const n = rows.size;
    for (std::size_t i = 0; i < n; ++i) {
      auto& bits = bits_[static_cast<std::size_t>(groups[i])];
      bits = static_cast<std::uint8_t>(bits | (certain_row(rows, i) ? 3U : 1U));
    }
  }
  void absorb_loose(std::int32_t group, cell) override {
    bits_[static_cast<std::size_t>(group)] |= 1;
  }
  void merge(fold const& other) override {
    auto const& o = static_cast<any_fold const&>(other);
    for (std::size_t g = 0; g < bits_.size(); ++g) bits_[g] |= o.bits_[g];
  }
  cell judge(std::int32_t group) const override {
    auto const b = bits_[static_cast<std::size_t>(group)];
    return {b >> 1, b & 1};
  }

 private:
  std::vector<std::uint8_t> bits_;
};

class sum_fold final : public fold {
 public:
  explicit sum_fold(fold_context const& c) : context_(c), sums_(c.groups) {}
  void absorb(group_span groups, selection const& rows, block const& values) override {
    std::size_t const n = rows.size;
    for (std::size_t i = 0; values.points && i < n; ++i) {
      std::int64_t const v = values.lo[i];
      if (!certain_row(rows, i) || !is_finite(v)) {
        take(groups[i], values.at(i), certain_row(rows, i));
      } else {
        sums_.add(static_cast<std::size_t>(groups[i]), {v, v});
      }
    }
    if (values.points) return;
    for (std::size_t i = 0; i < n; ++i) take(groups[i], values.at(i), certain_row(rows, i));
  }
  void absorb_loose(std::int32_t group, cell value) override { take(group, value, false); }
  void absorb_repeated(std::int32_t group, cell value) override {
    if (value.is_none()) return;
    sums_.add(static_cast<std::size_t>(group), repeated(as_interval(value, context_)));
  }
  void merge(fold const& other) override { sums_.merge(static_cast<sum_fold const&>(other).sums_); }
  cell judge(std::int32_t group) const override {
    interval const s = sums_.total(static_cast<std::size_t>(group));
    return {s.lo, s.hi};
  }

 private:
  void take(std::int32_t group, cell value, bool certain) {
    if (value.is_none()) return;
    interval v = as_interval(value, context_);
    if (!certain || doubtful(value, context_)) {
      v = {std::min<std::int64_t>(0, v.lo), std::max<std::int64_t>(0, v.hi)};
    }
    sums_.add(static_cast<std::size_t>(group), v);
  }
  fold_context context_;
  exact_sums sums_;
};

/// min and max: the one is the other with signs changed.
class extreme_fold final : public fold {
 public:
  explicit extreme_fold(fold_context const& c)
      : context_(c), least_(c.op == aggregate_op::min),
        ends_(c.groups, interval{plus_infinity, plus_infinity}) {}
  void absorb(group_span groups, selection const& rows, block const& values) override {
    std::size_t const n = rows.size;
    if (values.points) {
      for (std::size_t i = 0; i < n; ++i) {
        std::int64_t const v =
            least_ ? values.lo[i] : neg({values.lo[i], values.lo[i]}).lo;
        interval& end = ends_[static_cast<std::size_t>(groups[i])];
        end.lo = std::min(end.lo, v);
        end.hi = std::min(end.hi, certain_row(rows, i) ? v : plus_infinity);
      }
      return;
    }
    for (std::size_t i = 0; i < n; ++i) take(groups[i], values.at(i), certain_row(rows, i));
  }
  void absorb_loose(std::int32_t group, cell value) override { take(group, value, false); }
  void merge(fold const& other) override {
    auto const& o = static_cast<extreme_fold const&>(other);
    for (std::size_t g = 0; g < ends_.size(); ++g) ends_[g] = lesser(ends_[g], o.ends_[g]);
  }
  cell judge(std::int32_t group) const override {
    interval const end = ends_[static_cast<std::size_t>(group)];
    interval const v = least_ ? end : neg(end);
    return {v.lo, v.hi};
  }

 private:
  void take(std::int32_t group, cell value, bool certain) {
    if (value.is_none()) return;
    interval v = as_interval(value, context_);
    if (!least_) v = neg(v);
    auto& end = ends_[static_cast<std::size_t>(group)];
    end.lo = std::min(end.lo, v.lo);
    if (certain && !doubtful(value, context_)) end.hi = std::min(end.hi, v.hi);
  }
  fold_context context_;
  bool least_;
  std::vector<interval> ends_;
};

class union_fold final : public fold {
 public:
  explicit union_fold(fold_context const& c)
      : context_(c), lo_(c.groups, 0), hi_(c.groups, 0), all_(all_codes_of(c.type)) {}
  void absorb(group_span groups, selection const& rows, block const& values) override {
    std::size_t const n = rows.size;
    for (std::size_t i = 0; i < n; ++i) take(groups[i], values.at(i), certain_row(rows, i));
  }
  void absorb_loose(std::int32_t group, cell value) override { take(group, value, false); }
  void merge(fold const& other) override {
    auto const& o = static_cast<union_fold const&>(other);
    for (std::size_t g = 0; g < lo_.size(); ++g) lo_[g] |= o.lo_[g], hi_[g] |= o.hi_[g];
  }
  cell judge(std::int32_t group) const override {
    auto const g = static_cast<std::size_t>(group);
    return {lo_[g], hi_[g]};
  }

 private:
  void take(std::int32_t group, cell value, bool certain) {
    if (value.is_none()) return;
    if (context_.codes) {
      std::int64_t const bit = value.is_point() ? std::int64_t{1} << value.lo : 0;
      value = value.is_point() ? cell{bit, bit} : cell{0, all_};
    }
    auto const g = static_cast<std::size_t>(group);
    if (certain) lo_[g] |= value.lo;
    hi_[g] |= value.hi;
  }
  fold_context context_;
  std::vector<std::int64_t> lo_, hi_;
  std::int64_t all_;
};

/// Distinct values: one value a group suffices for most; the others are counted in a second pass.
class distinct_fold final : public fold {
 public:
  explicit distinct_fold(fold_context const& c) : context_(c), states_(c.groups) {}

  void absorb(group_span groups, selection const& rows, block const& values) override {
    std::size_t const n = rows.size;
    if (values.points) {
      for (std::size_t i = 0; i < n; ++i) {
        see(states_[static_cast<std::size_t>(groups[i])], values.lo[i], certain_row(rows, i));
      }
      return;
    }
    for (std::size_t i = 0; i < n; ++i) take(groups[i], values.at(i), certain_row(rows, i));
  }
  void absorb_loose(std::int32_t group, cell value) override { take(group, value, false); }
  void absorb_repeated(std::int32_t group, cell value) override {
    if (!value.is_point() && !value.is_none()) endless_.insert(group);
  }
  void merge(fold const& other) override {
    auto const& o = static_cast<distinct_fold const&>(other);
    endless_.insert(o.endless_.begin(), o.endless_.end());
    for (std::size_t g = 0; g < states_.size(); ++g) {
      state& mine = states_[g];
      state const& theirs = o.states_[g];
      mine.unknown += theirs.unknown;
      mine.certain_unknown = mine.certain_unknown || theirs.certain_unknown;
      mine.many = mine.many || theirs.many;
      if (theirs.has) see(mine, theirs.first, theirs.certain);
    }
  }
  bool wants_more() const override {
    return std::any_of(states_.begin(), states_.end(), [](state const& s) { return s.many; });
  }
  void share_question(fold const& leader) override {
    states_ = static_cast<distinct_fold const&>(leader).states_;
  }
  void absorb_again(group_span groups, selection const& rows, block const& values) override {
    std::size_t const n = rows.size;
    for (std::size_t i = 0; i < n; ++i) {
      if (!states_[static_cast<std::size_t>(groups[i])].many) continue;
      note(groups[i], values.at(i), certain_row(rows, i));
    }
  }
  void absorb_loose_again(std::int32_t group, cell value) override {
    if (states_[static_cast<std::size_t>(group)].many) note(group, value, false);
  }
  void merge_again(fold const& other) override {
    auto const& o = static_cast<distinct_fold const&>(other);
    seen_.insert(seen_.end(), o.seen_.begin(), o.seen_.end());
    counted_ = false;
  }
  cell judge(std::int32_t group) const override {
    auto const g = static_cast<std::size_t>(group);
    state const& s = states_[g];
    std::int64_t certain = s.has && s.certain ? 1 : 0;
    std::int64_t all = s.has ? 1 : 0;
    if (s.many) {
      count();
      certain = counts_[g].lo;
      all = counts_[g].hi;
    }
    std::int64_t const floor = s.certain_unknown ? 1 : 0;
    return {std::max(certain, floor),
            endless_.contains(group) ? plus_infinity : all + s.unknown};
  }

 private:
  struct state {
    std::int64_t first = 0;
    std::int32_t unknown = 0;       // rows with an unknown value
    bool has = false;
    bool certain = false;           // of the first value
    bool many = false;              // another value was seen
    bool certain_unknown = false;   // a certain row has an unknown value
  };
  struct sighting {
    std::int32_t group;
    bool certain;
    std::int64_t value;
  };

  static void see(state& s, std::int64_t value, bool certain) {
    if (!s.has) {
      s.has = true;
      s.first = value;
      s.certain = certain;
    } else if (s.first == value) {
      s.certain = s.certain || certain;
    } else {
      s.many = true;
    }
  }
  void take(std::int32_t group, cell value, bool certain) {
    if (value.is_none()) return;
    state& s = states_[static_cast<std::size_t>(group)];
    if (value.is_point()) {
      see(s, value.lo, certain);
      return;
    }
    s.unknown += 1;
    s.certain_unknown = s.certain_unknown || (certain && !context_.none_possible);
  }
  void note(std::int32_t group, cell value, bool certain) {
    if (value.is_point()) seen_.push_back({group, certain, value.lo});
    counted_ = false;
  }
  void count() const {
    if (counted_) return;
    std::sort(seen_.begin(), seen_.end(), [](sighting const& a, sighting const& b) {
      if (a.group != b.group) return a.group < b.group;
      if (a.value != b.value) return a.value < b.value;
      return a.certain > b.certain;
    });
    counts_.assign(states_.size(), cell{0, 0});
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      bool const repeated =
          i > 0 && seen_[i - 1].group == seen_[i].group && seen_[i - 1].value == seen_[i].value;
      if (repeated) continue;
      cell& c = counts_[static_cast<std::size_t>(seen_[i].group)];
      c.lo += seen_[i].certain ? 1 : 0;
      c.hi += 1;
    }
    counted_ = true;
  }

  fold_context context_;
  std::vector<state> states_;
  std::unordered_set<std::int32_t> endless_;  // looked up, never walked in its order
  mutable std::vector<sighting> seen_;
  mutable std::vector<cell> counts_;
  mutable bool counted_ = false;
};

}  // namespace

std::unique_ptr<fold> make_fold(fold_context const& context) {
  switch (context.op) {
    case aggregate_op::count: return std::make_unique<count_fold>(context);
    case aggregate_op::distinct: return std::make_unique<distinct_fold>(context);
    case aggregate_op::sum: return std::make_unique<sum_fold>(context);
    case aggregate_op::min:
    case aggregate_op::max: return std::make_unique<extreme_fold>(context);
    case aggregate_op::set_union: return std::make_unique<union_fold>(context);
    case aggregate_op::any: return std::make_unique<any_fold>(context);
  }
  return nullptr;
}

}  // namespace xunze::batch_detail
