// SPDX-License-Identifier: Apache-2.0
#include "batch/partner_pairs.hpp"

#include "batch/loose_keys.hpp"
#include "check/sense.hpp"
#include "plan/translate.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace xunze::batch_detail {
namespace {

/// Keys of one side: raw tuples and which parts are known.
struct side_keys {
  std::size_t width = 0;
  std::vector<std::int64_t> raw;
  std::vector<key_mask> known;

  [[nodiscard]] std::span<std::int64_t const> tuple(std::size_t row) const {
    return {raw.data() + row * width, width};
  }
};

side_keys keys_of(engine& run, relation_id relation, std::vector<bound_expression> const& key,
                  std::size_t rows, std::vector<std::shared_ptr<dictionary const>>& texts) {
  side_keys made;
  made.width = key.size();
  made.raw.resize(rows * key.size());
  made.known.assign(rows, 0);
  bool const first = texts.empty();
  for (std::size_t k = 0; k < key.size(); ++k) {
    vec column = run.column_of(compile(key[k], run, relation), rows);
    if (first) texts.push_back(column.texts);
    if (texts[k]) translate(column, texts[k]);
    for (std::size_t i = 0; i < rows; ++i) {
      cell const c = column.at(i);
      made.raw[i * key.size() + k] = c.lo;
      if (c.is_point() || c.is_none()) made.known[i] |= key_mask{1} << k;
    }
  }
  return made;
}

/// Which sides an expression reads: 1 the target, 2 the partner, 3 both.
int sides_of(bound_expression const& e) {
  int sides = 0;
  if (e->kind == bound_node::form::read) sides = e->read.partner ? 2 : 1;
  for (auto const& operand : e->operands) sides |= sides_of(operand);
  return sides;
}

bound_expression as_own(bound_expression const& e) {
  auto made = std::make_shared<bound_node>(*e);
  made->read.partner = false;
  for (auto& operand : made->operands) operand = as_own(operand);
  return made;
}

/// Whether both sides show the same rows, one for one, and ask them for the same keys.
bool have_same_keys(frame const& targets, frame const& partners, bound_match const& m) {
  bool const same_rows = targets.base != nullptr && targets.base == partners.base &&
                         targets.origin == partners.origin && targets.rows == partners.rows;
  auto const of_base = [](auto const& self, bound_expression const& e) -> bool {
    if (e->kind == bound_node::form::read && (!e->read.hops.empty() ||
                                              e->read.from != access::start::base)) {
      return false;
    }
    return std::all_of(e->operands.begin(), e->operands.end(),
                       [&](bound_expression const& operand) { return self(self, operand); });
  };
  return same_rows && std::equal(m.target_key.begin(), m.target_key.end(), m.partner_key.begin(),
                                 m.partner_key.end(), [&](auto const& mine, auto const& theirs) {
                                   return of_base(of_base, mine) &&
                                          check_detail::same_reading(mine, as_own(theirs));
                                 });
}

/// Computes once a row what a condition over pairs reads of one side alone.
void prepare(engine& run, relation_id target, bound_match const& m, bound_expression const& e,
             std::size_t target_rows, std::size_t partner_rows, prepared_columns& into) {
  int const sides = sides_of(e);
  if (sides == 0) return;
  if (sides == 3) {
    for (auto const& operand : e->operands) {
      prepare(run, target, m, operand, target_rows, partner_rows, into);
    }
    return;
  }
  bool const partner = sides == 2;
  program const p = compile(partner ? as_own(e) : e, run, partner ? m.partner : target);
  auto values = std::make_shared<vec>(run.column_of(p, partner ? partner_rows : target_rows));
  into.by_node[e.get()] = {partner, std::move(values)};
}

/// Partners by key: those fully known in one list a key, the others found by their known parts.
class partner_groups {
 public:
  partner_groups(side_keys const& keys, std::size_t rows)
      : full_(static_cast<key_mask>((std::uint64_t{1} << keys.width) - 1)), loose_(keys.width),
        fixed_(keys.width), keys_(keys) {
    std::vector<component_range> ranges(keys.width);
    for (std::size_t h = 0; h < rows; ++h) {
      if (keys.known[h] != full_) continue;
      for (std::size_t k = 0; k < keys.width; ++k) {
        if (keys.tuple(h)[k] != none_value) ranges[k].see(keys.tuple(h)[k]);
      }
    }
    index_ = std::make_unique<tuple_index>(std::move(ranges), rows);
    group_.assign(rows, -1);
    for (std::size_t h = 0; h < rows; ++h) {
      if (keys.known[h] == full_) {
        group_[h] = index_->insert(keys.tuple(h));
      } else if (keys.known[h] != 0) {
        loose_.add(keys.tuple(h), keys.known[h], static_cast<std::int32_t>(h));
      }
    }
    begin_.assign(index_->size() + 1, 0);
    for (std::int32_t g : group_) {
      if (g >= 0) ++begin_[static_cast<std::size_t>(g) + 1];
    }
    for (std::size_t g = 1; g < begin_.size(); ++g) begin_[g] += begin_[g - 1];
    rows_.resize(begin_.back());
    auto next = begin_;
    for (std::size_t h = 0; h < rows; ++h) {
      if (group_[h] < 0) continue;
      rows_[next[static_cast<std::size_t>(group_[h])]++] = static_cast<std::int32_t>(h);
    }
  }

  [[nodiscard]] key_mask full() const { return full_; }
  [[nodiscard]] bool has_loose() const { return !loose_.empty(); }
  [[nodiscard]] std::span<std::int32_t const> of(std::span<std::int64_t const> key) const {
    return of_group(index_->find(key));
  }
  /// Those with the key of a partner row, itself among them.
  [[nodiscard]] std::span<std::int32_t const> beside(std::size_t row) const {
    return of_group(group_[row]);
  }
  /// All rows that agree with a key in what both know, ascending.
  void candidates(std::span<std::int64_t const> key, key_mask known,
                  std::vector<std::int32_t>& into) {
    into.clear();
    auto const add = [&](std::int32_t h) { into.push_back(h); };
    if (known == full_) {
      for (std::int32_t h : of(key)) add(h);
    } else {
      if (fixed_.empty()) {
        for (std::int32_t h : rows_) fixed_.add(keys_.tuple(static_cast<std::size_t>(h)), full_, h);
      }
      fixed_.for_each_match(key, known, add);
    }
    loose_.for_each_match(key, known, add);
    std::sort(into.begin(), into.end());
  }

 private:
  [[nodiscard]] std::span<std::int32_t const> of_group(std::int32_t g) const {
    if (g < 0) return {};
    auto const at = static_cast<std::size_t>(g);
    return {rows_.data() + begin_[at], begin_[at + 1] - begin_[at]};
  }
  key_mask full_;
  loose_keys loose_;
  loose_keys fixed_;
  side_keys const& keys_;
  std::unique_ptr<tuple_index> index_;
  std::vector<std::int32_t> group_;  // per row, -1 if not fully known
  std::vector<std::size_t> begin_;
  std::vector<std::int32_t> rows_;
};

}  // namespace

/// Keys of both sides, partners by key, and the condition over pairs.
struct match_sides {
  bool alike;  // row by row the targets have the partners' keys
  side_keys theirs;
  side_keys own;  // unless alike
  std::unique_ptr<partner_groups> groups;
  prepared_columns prepared;
  program where;

  [[nodiscard]] side_keys const& mine() const { return alike ? theirs : own; }

  match_sides(engine& run, relation_id target, bound_match const& m, frame const& targets,
              frame const& partners)
      : alike(have_same_keys(targets, partners, m)) {
    std::size_t const target_rows = targets.rows;
    std::size_t const partner_rows = partners.rows;
    std::vector<std::shared_ptr<dictionary const>> texts;
    theirs = keys_of(run, m.partner, m.partner_key, partner_rows, texts);
    if (!alike) own = keys_of(run, target, m.target_key, target_rows, texts);
    groups = std::make_unique<partner_groups>(theirs, partner_rows);
    if (!m.where) return;
    prepare(run, target, m, m.where, target_rows, partner_rows, prepared);
    where = compile(m.where, run, target, m.partner, prepared);
  }
};

namespace {

/// The row that a derived one shows.
std::pair<frame const*, std::int32_t> seen_through(frame const& of, std::int32_t row) {
  frame const* at = &of;
  while (at->relation->kind == bound_relation::body::view) {
    row = at->member_row(0, static_cast<std::size_t>(row));
    at = at->members[0];
  }
  return {at, row};
}

/// The relation that views without a filter show row by row.
frame const& all_of_view(frame const& of) {
  frame const* at = &of;
  while (at->relation->kind == bound_relation::body::view && at->maps[0].empty() &&
         at->rows == at->members[0]->rows) {
    at = at->members[0];
  }
  return *at;
}

/// Runs the condition on collected pairs.
class pair_block {
 public:
  pair_block(program where, frame const& targets, frame const& partners,
             std::function<void(std::int32_t, std::int32_t, truth)> const& found, scratch& space)
      : where_(std::move(where)), targets_(targets), partners_(partners), found_(found),
        space_(space) {
    bool const both_based = targets.base != nullptr && targets.base == partners.base;
    if (both_based) {
      target_origin_ = targets.origin ? targets.origin->data() : nullptr;
      partner_origin_ = partners.origin ? partners.origin->data() : nullptr;
    }
    based_ = both_based;
    unconditional_ = !where_ && !partners.presence;
    never_same_ = targets.base != nullptr && partners.base != nullptr && !both_based;
  }

  void add(std::int32_t target, std::int32_t partner, bool certain) {
    if (same_origin(target, partner)) return;
    if (unconditional_) {
      found_(target, partner, certain ? truth::yes : truth::unknown);
      return;
    }
    target_[n_] = target;
    partner_[n_] = partner;
    certain_[n_] = certain;
    if (++n_ == block_rows) flush();
  }

  [[nodiscard]] bool same_origin(std::int32_t target, std::int32_t partner) const {
    if (never_same_) return false;
    auto const t = static_cast<std::size_t>(target);
    auto const h = static_cast<std::size_t>(partner);
    if (based_) {
      return (target_origin_ != nullptr ? target_origin_[t] : target) ==
             (partner_origin_ != nullptr ? partner_origin_[h] : partner);
    }
    auto const mine = targets_.origin_of(t);
    auto const theirs = partners_.origin_of(h);
    if (mine || theirs) return mine && theirs && *mine == *theirs;
    return seen_through(targets_, target) == seen_through(partners_, partner);
  }

  void flush() {
    if (n_ == 0) return;
    auto& truths = space_.take();
    if (where_) {
      where_.run({{target_.data(), n_}, {partner_.data(), n_}}, space_, truths);
    } else {
      truths.points = true;
      std::fill_n(truths.lo.begin(), n_, 1);
    }
    for (std::size_t i = 0; i < n_; ++i) {
      truth in = truth_of_cell(truths.at(i));
      in = and_(in, partners_.present(static_cast<std::size_t>(partner_[i])));
      if (!certain_[i]) in = and_(in, truth::unknown);
      if (in != truth::no) found_(target_[i], partner_[i], in);
    }
    space_.give_back();
    n_ = 0;
  }

 private:
  program where_;
  frame const& targets_;
  frame const& partners_;
  std::function<void(std::int32_t, std::int32_t, truth)> const& found_;
  scratch& space_;
  std::array<std::int32_t, block_rows> target_;
  std::array<std::int32_t, block_rows> partner_;
  std::array<bool, block_rows> certain_;
  std::size_t n_ = 0;
  bool unconditional_ = false;  // a pair is a match as it comes
  bool based_ = false;
  bool never_same_ = false;
  std::int32_t const* target_origin_ = nullptr;
  std::int32_t const* partner_origin_ = nullptr;
};

}  // namespace

std::vector<std::int32_t> partner_rows_of(frame const& targets, frame const& partners) {
  std::vector<std::int32_t> rows(targets.rows, -1);
  if (&all_of_view(targets) == &all_of_view(partners)) {
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
  }
  constexpr std::int32_t several = -2;
  std::map<std::pair<frame const*, std::int32_t>, std::int32_t> by_row;
  std::map<std::pair<table const*, std::int32_t>, std::int32_t> by_origin;
  for (std::size_t i = 0; i < partners.rows; ++i) {
    auto const here = static_cast<std::int32_t>(i);
    by_row[seen_through(partners, here)] = here;
    if (auto const o = partners.origin_of(i)) {
      auto const [at, fresh] = by_origin.try_emplace({o->from, o->row}, here);
      if (!fresh) at->second = several;
    }
  }
  for (std::size_t i = 0; i < targets.rows; ++i) {
    if (auto const at = by_row.find(seen_through(targets, static_cast<std::int32_t>(i)));
        at != by_row.end()) {
      rows[i] = at->second;
      continue;
    }
    auto const o = targets.origin_of(i);
    if (!o) continue;
    if (auto const at = by_origin.find({o->from, o->row}); at != by_origin.end()) {
      rows[i] = at->second == several ? -1 : at->second;
    }
  }
  return rows;
}

namespace {

/// What matching computes once a row is kept: evidence asks for it again.
match_sides& sides_for(engine& run, relation_id target, bound_match const& m,
                       frame const& targets) {
  auto& kept = run.kept_match(m);
  frame const& partners = run.frame_of(m.partner);
  if (!kept) kept = std::make_shared<match_sides>(run, target, m, targets, partners);
  return *kept;
}

}  // namespace

std::vector<std::uint8_t> targets_without_key(engine& run, relation_id target,
                                              bound_match const& m, frame const& targets) {
  match_sides const& kept = sides_for(run, target, m, targets);
  auto const& theirs = kept.theirs.known;
  bool const keyed = kept.theirs.width > 0;
  bool const nobody =
      keyed && !theirs.empty() &&
      std::all_of(theirs.begin(), theirs.end(), [](key_mask known) { return known == 0; });
  std::vector<std::uint8_t> without(targets.rows, nobody ? 1 : 0);
  for (std::size_t t = 0; keyed && !theirs.empty() && t < targets.rows; ++t) {
    if (kept.mine().known[t] == 0) without[t] = 1;
  }
  return without;
}

void for_each_pair(engine& run, relation_id target, bound_match const& m, frame const& targets,
                   std::function<void(std::int32_t, std::int32_t, truth)> const& found,
                   std::vector<std::uint8_t> const* wanted) {
  frame const& partners = run.frame_of(m.partner);
  match_sides& kept = sides_for(run, target, m, targets);
  side_keys const& mine = kept.mine();
  side_keys const& theirs = kept.theirs;
  partner_groups& groups = *kept.groups;
  pair_block pairs(kept.where, targets, partners, found, run.space());
  std::vector<std::int32_t> candidates;
  for (std::size_t t = 0; t < targets.rows; ++t) {
    if (wanted != nullptr && (*wanted)[t] == 0) continue;
    if (mine.known[t] == 0 && mine.width > 0) continue;
    auto const target_row = static_cast<std::int32_t>(t);
    if (mine.known[t] == groups.full() && !groups.has_loose()) {
      auto const same = kept.alike ? groups.beside(t) : groups.of(mine.tuple(t));
      for (std::int32_t h : same) pairs.add(target_row, h, true);
      continue;
    }
    groups.candidates(mine.tuple(t), mine.known[t], candidates);
    for (std::int32_t h : candidates) {
      bool const certain = mine.known[t] == groups.full() &&
                           theirs.known[static_cast<std::size_t>(h)] == groups.full();
      pairs.add(target_row, h, certain);
    }
  }
  pairs.flush();
}

}  // namespace xunze::batch_detail
