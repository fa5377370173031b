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

/// Leaves the rows of groups that a first wanted subject has, and says how many and which it is.
std::size_t keep_wanted(std::vector<std::int32_t> const& first, group_span groups,
                        selection& rows, std::int32_t* heads) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size; ++i) {
    std::int32_t const head = first[static_cast<std::size_t>(groups[i])];
    heads[kept] = head;
    rows.rows[kept] = rows.rows[i];
    rows.certain[kept] = rows.certain[i];
    kept += head >= 0 ? 1U : 0U;
  }
  return rows.size = kept;
}

}  // namespace

member_rows engine::members_of(relation_id relation, bound_aggregate const& a,
                               std::vector<std::uint8_t> const& wanted) {
  member_rows made;
  frame const& source = frame_of(a.from);
  made.source = &source;
  frame const& subjects = frame_of(relation);
  if (is_nobodys(a)) return made;
  // A subject that counted nothing has no rows: often that saves the pass.
  bool const counts = a.source->op == aggregate_op::count || a.source->op == aggregate_op::any ||
                      a.source->op == aggregate_op::distinct;
  auto const has_rows = [&](std::size_t i) {
    return wanted[i] != 0 && (!counts || subjects.own[a.column].at(i).hi != 0);
  };
  bool any = false;
  for (std::size_t i = 0; i < subjects.rows && !any; ++i) any = has_rows(i);
  if (!any) return made;
  group_keys& groups = groups_of(relation, a);
  // Wanted subjects of each group, chained: most groups have one.
  std::vector<std::int32_t> first(groups.size(), -1);
  std::vector<std::int32_t> next(subjects.rows, -1);
  for (std::size_t i = subjects.rows; i-- > 0;) {
    std::int32_t const g = groups.group_of_subject(i);
    if (!has_rows(i) || g < 0) continue;
    next[i] = first[static_cast<std::size_t>(g)];
    first[static_cast<std::size_t>(g)] = static_cast<std::int32_t>(i);
  }
  filter const where(*this, a.from, a.where);
  program const value = a.value ? compile(a.value, *this, a.from) : program{};
  bool const may_be_none = value && value.type().may_be_none;
  auto const note = [&](std::int32_t head, std::int32_t row, bool certain, cell v) {
    if (v.is_none()) return;
    bool const known = v.is_point();
    certain = certain && (known || !may_be_none);
    for (std::int32_t at = head; at >= 0; at = next[static_cast<std::size_t>(at)]) {
      made.rows.push_back({at, row, certain, known});
    }
  };
  auto const may_note = [&](std::int32_t subject, std::int32_t row) {
    cell const v = value ? value.at(row, space_) : cell{1, 1};
    if (!v.is_none()) made.rows.push_back({subject, row, false, v.is_point()});
  };
  // A subject of whose key nothing is known has no rows: its own is the one to mend.
  std::map<std::vector<std::int64_t>, std::vector<std::int32_t>> found;
  for (std::size_t i = 0; i < subjects.rows; ++i) {
    if (!wanted[i] || groups.group_of_subject(i) >= 0) continue;
    auto const parts = groups.known_parts(i);
    bool const nothing = std::all_of(parts.begin(), parts.end(),
                                     [](std::int64_t part) { return part == unknown_value; });
    if (nothing) continue;
    auto const [at, fresh] = found.try_emplace(parts);
    if (fresh) at->second = groups.rows_for_open(i, where);
    for (std::int32_t row : at->second) may_note(static_cast<std::int32_t>(i), row);
  }
  auto keys = groups.open(space_);
  auto& values = space_.take();
  auto picked = std::make_unique<selection>();
  std::array<std::int32_t, block_rows> heads;
  open_rows open;
  for (std::size_t b = 0; b < source.rows; b += block_rows) {
    where.select(b, std::min(source.rows, b + block_rows), space_, *picked);
    keys.read(*picked, open, false);
    std::size_t const n = keep_wanted(first, keys.groups(), *picked, heads.data());
    std::span<std::int32_t const> const rows{picked->rows.data(), n};
    if (value && n > 0) value.run({rows, rows}, space_, values);
    for (std::size_t i = 0; i < n; ++i) {
      note(heads[i], rows[i], picked->certain[i] != 0, value ? values.at(i) : cell{1, 1});
    }
  }
  space_.give_back();
  keys.close();
  for (loose_row const& row : open.loose) {
    cell const v = value ? value.at(row.row, space_) : cell{1, 1};
    groups.for_each_match(row, [&](std::int32_t g) {
      note(first[static_cast<std::size_t>(g)], row.row, false, v);
    });
  }
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
