// SPDX-License-Identifier: Apache-2.0
// The rows behind a verdict, found by a further pass over the sources.
#include "batch/engine.hpp"
#include "batch/group_keys.hpp"
#include "batch/partner_pairs.hpp"

#include <algorithm>

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
      vec const& own = at->own[a.own];
      v = to_value(own.at(static_cast<std::size_t>(here)), own.type, own.texts.get());
    } else if (at->base != nullptr) {
      auto const base = at->origin ? (*at->origin)[static_cast<std::size_t>(here)] : here;
      if (base >= 0) v = at->base->columns[a.column].at(static_cast<std::size_t>(base));
    }
    key.emplace_back(r.key_names[k], std::move(v));
  }
  return key;
}

std::vector<std::size_t> engine::order_by_key(relation_id relation) {
  frame const& f = frame_of(relation);
  bound_relation const& r = bound_.relations[relation];
  std::vector<std::size_t> order(f.rows);
  for (std::size_t i = 0; i < f.rows; ++i) order[i] = i;
  // Sort by one integer a key part: texts by their rank among all texts of the dictionary.
  std::vector<std::vector<std::int64_t>> parts;
  for (access const& a : r.key) {
    auto node = std::make_shared<bound_node>();
    node->kind = bound_node::form::read;
    node->read = a;
    relation_id at = relation;
    for (std::size_t hop : a.hops) at = bound_.relations[at].members[hop].second;
    node->type = a.from == access::start::own ? bound_.relations[at].own[a.own].type
                                              : type_of(*bound_.words, *a.table, a.column);
    vec column = column_of(compile(node, *this, relation), f.rows);
    if (column.texts) {
      std::vector<std::int32_t> by_text(static_cast<std::size_t>(column.texts->size()));
      for (std::size_t i = 0; i < by_text.size(); ++i) by_text[i] = static_cast<std::int32_t>(i);
      std::sort(by_text.begin(), by_text.end(), [&](std::int32_t x, std::int32_t y) {
        return column.texts->text_of(x) < column.texts->text_of(y);
      });
      std::vector<std::int64_t> rank(by_text.size());
      for (std::size_t i = 0; i < by_text.size(); ++i) {
        rank[static_cast<std::size_t>(by_text[i])] = static_cast<std::int64_t>(i);
      }
      for (std::size_t i = 0; i < f.rows; ++i) {
        if (column.at(i).is_point() && column.lo[i] >= 0) {
          column.lo[i] = rank[static_cast<std::size_t>(column.lo[i])];
        }
      }
    }
    parts.push_back(std::move(column.lo));
  }
  std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    for (auto const& part : parts) {
      if (part[x] != part[y]) return part[x] < part[y];
    }
    return x < y;
  });
  return order;
}

member_rows engine::members_of(relation_id relation, bound_aggregate const& a,
                               std::vector<std::uint8_t> const& wanted) {
  member_rows made;
  frame const& source = frame_of(a.from);
  made.source = &source;
  if (!source.given) return made;
  frame const& subjects = frame_of(relation);
  group_keys groups(*this, relation, subjects, a);
  // Subjects of each group that are wanted.
  std::vector<std::vector<std::int32_t>> subjects_of(groups.size());
  for (std::size_t i = 0; i < subjects.rows; ++i) {
    std::int32_t const g = groups.group_of_subject(i);
    if (wanted[i] && g >= 0) subjects_of[static_cast<std::size_t>(g)].push_back(static_cast<std::int32_t>(i));
  }
  program const where = a.where ? compile(a.where, *this, a.from) : program{};
  program const value = a.value ? compile(a.value, *this, a.from) : program{};
  auto const note = [&](std::int32_t group, std::int32_t row, bool certain) {
    auto const& list = subjects_of[static_cast<std::size_t>(group)];
    if (list.empty()) return;
    bool known = true;
    if (value) {
      cell const v = value.at(row, space_);
      if (v.is_none()) return;
      known = v.is_point();
    }
    for (std::int32_t subject : list) made.rows.push_back({subject, row, certain && known});
  };
  auto keys = groups.open(space_);
  auto& truths = space_.take();
  auto& picked = space_.take();
  std::vector<loose_row> loose;
  for (std::size_t b = 0; b < source.rows; b += block_rows) {
    row_range const range(b, std::min(source.rows, b + block_rows));
    std::size_t const n =
        select_rows(source, where, range.rows(), space_, truths, keys, picked, loose, false);
    for (std::size_t i = 0; i < n; ++i) {
      note(keys.groups()[i], static_cast<std::int32_t>(picked.lo[i]), picked.hi[i] != 0);
    }
  }
  space_.give_back();
  space_.give_back();
  keys.close();
  for (loose_row const& row : loose) {
    groups.for_each_match(row, [&](std::int32_t g) { note(g, row.row, false); });
  }
  return made;
}

member_rows engine::partners_of(relation_id relation, bound_match const& m,
                                std::vector<std::uint8_t> const& wanted) {
  member_rows made;
  made.source = &frame_of(m.partner);
  if (!made.source->given) return made;
  for_each_pair(
      *this, relation, m, frame_of(relation),
      [&](std::int32_t t, std::int32_t h, truth in) {
        made.rows.push_back({t, h, in == truth::yes});
      },
      &wanted);
  return made;
}

}  // namespace xunze::batch_detail
