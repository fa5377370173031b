// SPDX-License-Identifier: Apache-2.0
// The rows behind a verdict, found by a further pass over the sources.
#include "batch/engine.hpp"
#include "batch/group_keys.hpp"
#include "batch/key_order.hpp"
#include "batch/partner_pairs.hpp"

#include <algorithm>
#include <cstdint>
#include <map>

namespace xunze::batch_detail {

key_values engine::key_of(relation_id relation, std::size_t row) {
  key_values key;
  bound_relation const& r = bound_.relations[relation];
  frame const* top = &frame_of(relation);
  for (std::size_t k = 0; k < r.key.size(); ++k) {
    access const& a = r.key[k];
    frame const* at = top;
    auto here = static_cast<std::int32_t>(row);
    for (std::size_t hop : a.hops) {
      here = at->member_row(hop, static_cast<std::size_t>(here));
      at = at->members[hop];
    }
    value v;
    if (a.from == access::start::own) {
      vec const& own = own_column(*at, a.own);
      v = to_value(own.at(static_cast<std::size_t>(here)), own.type, own.texts.get());
    } else if (at->base != nullptr) {
      auto const base = at->origin ? (*at->origin)[static_cast<std::size_t>(here)] : here;
      if (base >= 0) v = at->base->columns[a.column].at(static_cast<std::size_t>(base));
    }
    key.emplace_back(r.key_names[k], std::move(v));
  }
  return key;
}

std::vector<std::size_t> engine::order_by_key(relation_id relation,
                                              std::vector<std::size_t> rows) {
  return key_order(*this, relation, std::move(rows)).sorted();
}

namespace {

/// Whether the places of two rows that a match measures are known.
class partner_shape {
 public:
  enum class state : std::uint8_t { known, unknown, nowhere };

  partner_shape(engine& run, relation_id target, bound_match const& m, frame const& targets,
                frame const& partners) {
    auto const column = [&](bound_expression const& e, relation_id of, std::size_t rows) {
      return e ? run.column_of(compile(e, run, of), rows) : vec{};
    };
    nearest_ = m.source->find == find_kind::nearest;
    if (nearest_) mine_ = column(m.gap_target, target, targets.rows);
    if (nearest_) theirs_.push_back(column(m.gap_partner, m.partner, partners.rows));
    if (m.source->find == find_kind::max_concurrent) {
      theirs_.push_back(column(m.interval_from, m.partner, partners.rows));
      theirs_.push_back(column(m.interval_to, m.partner, partners.rows));
    }
  }

  [[nodiscard]] state of(std::int32_t t, std::int32_t h) const {
    bool known = true;
    auto const see = [&](cell c) {
      known = known && c.is_point();
      return c.is_none();
    };
    bool none = nearest_ && see(mine_.at(static_cast<std::size_t>(t)));
    for (vec const& v : theirs_) none = see(v.at(static_cast<std::size_t>(h))) || none;
    if (nearest_ && none) return state::nowhere;
    return known ? state::known : state::unknown;
  }

 private:
  bool nearest_ = false;
  vec mine_{};
  std::vector<vec> theirs_{};
};

/// Whether a subject is wanted and may have rows: one that counted nothing has none, which often
/// saves the pass.
bool may_have_rows(frame const& subjects, bound_aggregate const& a,
                   std::vector<std::uint8_t> const& wanted, std::size_t subject) {
  aggregate_op const op = a.source->op;
  bool const counts = op == aggregate_op::count || op == aggregate_op::any ||
                      op == aggregate_op::distinct;
  return wanted[subject] != 0 && (!counts || subjects.own[a.column].at(subject).hi != 0);
}

/// The pass that finds the member rows of one aggregate for the subjects asked about.
class member_pass {
 public:
  member_pass(engine& run, relation_id relation, bound_aggregate const& a,
              std::vector<std::uint8_t> const& wanted, member_rows& into)
      : run_(run), a_(a), wanted_(wanted), subjects_(run.frame_of(relation)),
        groups_(run.groups_of(relation, a)), where_(run, a.from, a.where),
        value_(a.value ? compile(a.value, run, a.from) : program{}),
        may_be_none_(value_ && value_.type().may_be_none), made_(into) {}

  void find_all() {
    chain_subjects();
    find_open();
    open_rows open;
    find_placed(open);
    find_loose(open);
  }

 private:
  /// Chains the wanted subjects of each group: most groups have one.
  void chain_subjects() {
    first_.assign(groups_.size(), -1);
    next_.assign(subjects_.rows, -1);
    for (std::size_t i = subjects_.rows; i-- > 0;) {
      std::int32_t const g = groups_.group_of_subject(i);
      if (!may_have_rows(subjects_, a_, wanted_, i) || g < 0) continue;
      next_[i] = first_[static_cast<std::size_t>(g)];
      first_[static_cast<std::size_t>(g)] = static_cast<std::int32_t>(i);
    }
  }

  /// Rows of subjects whose key is known in part. One of whose key nothing is known has none: its
  /// own row is the one to mend.
  void find_open() {
    std::map<std::vector<std::int64_t>, std::vector<std::int32_t>> found;
    for (std::size_t i = 0; i < subjects_.rows; ++i) {
      if (wanted_[i] == 0 || groups_.group_of_subject(i) >= 0) continue;
      auto const parts = groups_.known_parts(i);
      bool const nothing = std::all_of(parts.begin(), parts.end(),
                                       [](std::int64_t part) { return part == unknown_value; });
      if (nothing) continue;
      auto const [at, fresh] = found.try_emplace(parts);
      if (fresh) at->second = groups_.rows_for_open(i, where_);
      for (std::int32_t row : at->second) {
        cell const v = value_at(row);
        if (!v.is_none()) {
          made_.rows.push_back({static_cast<std::int32_t>(i), row, false, v.is_point()});
        }
      }
    }
  }

  /// Rows whose key is known, in blocks; the others go to `open`.
  void find_placed(open_rows& open) {
    scratch& space = run_.space();
    auto keys = groups_.open(space);
    auto& values = space.take();
    auto picked = std::make_unique<selection>();
    std::array<std::int32_t, block_rows> heads;
    std::size_t const count = made_.source->rows;
    for (std::size_t b = 0; b < count; b += block_rows) {
      where_.select(b, std::min(count, b + block_rows), space, *picked);
      keys.read(*picked, open, false);
      std::size_t const n = keep_wanted(keys.groups(), *picked, heads.data());
      std::span<std::int32_t const> const rows{picked->rows.data(), n};
      if (value_ && n > 0) value_.run({rows, rows}, space, values);
      for (std::size_t i = 0; i < n; ++i) {
        note(heads[i], rows[i], picked->certain[i] != 0, value_ ? values.at(i) : cell{1, 1});
      }
    }
    space.give_back();
    keys.close();
  }

  /// Rows whose key is known in part may be of every group that agrees.
  void find_loose(open_rows const& open) {
    for (loose_row const& row : open.loose) {
      cell const v = value_at(row.row);
      groups_.for_each_match(row, [&](std::int32_t g) {
        note(first_[static_cast<std::size_t>(g)], row.row, false, v);
      });
    }
  }

  /// Leaves the rows of groups that a first wanted subject has, and says how many and which it is.
  std::size_t keep_wanted(group_span groups, selection& rows, std::int32_t* heads) const {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size; ++i) {
      std::int32_t const head = first_[static_cast<std::size_t>(groups[i])];
      heads[kept] = head;
      rows.rows[kept] = rows.rows[i];
      rows.certain[kept] = rows.certain[i];
      kept += head >= 0 ? 1U : 0U;
    }
    return rows.size = kept;
  }

  [[nodiscard]] cell value_at(std::int32_t row) {
    return value_ ? value_.at(row, run_.space()) : cell{1, 1};
  }

  /// Notes a row for the subjects of a chain, unless it has no value to give.
  void note(std::int32_t head, std::int32_t row, bool certain, cell v) {
    if (v.is_none()) return;
    bool const known = v.is_point();
    certain = certain && (known || !may_be_none_);
    for (std::int32_t at = head; at >= 0; at = next_[static_cast<std::size_t>(at)]) {
      made_.rows.push_back({at, row, certain, known});
    }
  }

  engine& run_;
  bound_aggregate const& a_;
  std::vector<std::uint8_t> const& wanted_;
  frame const& subjects_;
  group_keys& groups_;
  filter where_;
  program value_;
  bool may_be_none_;
  member_rows& made_;
  std::vector<std::int32_t> first_{};  // wanted subject of each group, -1: none
  std::vector<std::int32_t> next_{};   // and the next of the same group
};

}  // namespace

member_rows engine::members_of(relation_id relation, bound_aggregate const& a,
                               std::vector<std::uint8_t> const& wanted) {
  member_rows made;
  made.source = &frame_of(a.from);
  if (is_nobodys(a)) return made;
  frame const& subjects = frame_of(relation);
  bool any = false;
  for (std::size_t i = 0; i < subjects.rows && !any; ++i) {
    any = may_have_rows(subjects, a, wanted, i);
  }
  if (any) member_pass(*this, relation, a, wanted, made).find_all();
  return made;
}

member_rows engine::partners_of(relation_id relation, bound_match const& m,
                                std::vector<std::uint8_t> const& wanted) {
  member_rows made;
  made.source = &frame_of(m.partner);
  if (!made.source->given) return made;
  partner_shape const shape(*this, relation, m, frame_of(relation), *made.source);
  for_each_pair(
      *this, relation, m, frame_of(relation),
      [&](std::int32_t t, std::int32_t h, truth in) {
        auto const state = shape.of(t, h);
        if (state != partner_shape::state::nowhere) {
          made.rows.push_back({t, h, in == truth::yes, state == partner_shape::state::known});
        }
      },
      &wanted);
  return made;
}

}  // namespace xunze::batch_detail
