// SPDX-License-Identifier: Apache-2.0
// Rows of relations.
#include "batch/engine.hpp"
#include "batch/filter.hpp"
#include "batch/numbered_rows.hpp"
#include "plan/translate.hpp"

#include "xunze/core/failure.hpp"

#include <algorithm>
#include <numeric>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t row_limit = 2'000'000'000;

template <class T>
std::shared_ptr<std::vector<T> const> gathered(std::shared_ptr<std::vector<T> const> const& from,
                                               std::vector<std::int32_t> const& map) {
  if (!from) return nullptr;
  auto made = std::make_shared<std::vector<T>>(map.size());
  for (std::size_t i = 0; i < map.size(); ++i) {
    (*made)[i] = (*from)[static_cast<std::size_t>(map[i])];
  }
  return made;
}

/// Presence of rows that may be missing unless certain; null where all are.
std::shared_ptr<std::vector<truth> const> presence_of(std::vector<std::uint8_t> const& certain) {
  if (std::find(certain.begin(), certain.end(), std::uint8_t{0}) == certain.end()) return nullptr;
  auto made = std::make_shared<std::vector<truth>>();
  made->reserve(certain.size());
  for (std::uint8_t const c : certain) made->push_back(c != 0 ? truth::yes : truth::unknown);
  return made;
}

/// The rows that were selected, one by one.
std::vector<std::int32_t> listed(selected_rows kept) {
  if (!kept.all) return std::move(kept.rows);
  std::vector<std::int32_t> made(kept.size);
  std::iota(made.begin(), made.end(), 0);
  return made;
}

/// What expands left open of some rows; empty where they left none open.
std::vector<std::uint64_t> open_at(frame const& parent, std::vector<std::int32_t> const& rows) {
  std::vector<std::uint64_t> made;
  if (parent.open_expands.empty()) return made;
  for (std::int32_t row : rows) {
    made.push_back(parent.open_expands[static_cast<std::size_t>(row)]);
  }
  return made;
}

/// The combinations of some rows, the last member's row changing first.
class combinations {
 public:
  explicit combinations(std::vector<frame const*> const& members)
      : members_(members), at_(members.size(), 0) {}

  /// Fills the maps of a frame with the next ones.
  void next(std::size_t count, std::vector<std::vector<std::int32_t>>& maps) {
    for (auto& map : maps) map.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t m = 0; m < at_.size(); ++m) {
        maps[m][i] = static_cast<std::int32_t>(at_[m]);
      }
      for (std::size_t m = at_.size(); m-- > 0;) {
        if (++at_[m] < members_[m]->rows) break;
        at_[m] = 0;
      }
    }
  }

 private:
  std::vector<frame const*> const& members_;
  std::vector<std::size_t> at_;
};

}  // namespace

void engine::build(relation_id id, frame& into) {
  bound_relation const& r = bound_.relations[id];
  into.own.resize(r.own.size());
  for (std::size_t i = 0; i < r.own.size(); ++i) into.own[i].type = r.own[i].type;
  switch (r.kind) {
    case bound_relation::body::table: build_table(r, into); break;
    case bound_relation::body::view: build_view(id, r, into); break;
    case bound_relation::body::expand: build_expand(id, r, into); break;
    case bound_relation::body::join: build_join(r, into); break;
    case bound_relation::body::distinct: build_distinct(r, into); break;
    case bound_relation::body::cross: build_cross(id, r, into); break;
    case bound_relation::body::values: build_values(r, into); break;
  }
  for (bound_lookup const& l : r.lookups) fill_lookup(id, l, into);
  fill_nodes(id, into);
}

void engine::build_table(bound_relation const& r, frame& into) {
  into.base = table_of(*r.base);
  into.given = into.base != nullptr || r.base->absent == absence::empty;
  into.rows = into.base ? into.base->rows : 0;
}

void engine::inherit_rows(frame const& parent, std::vector<std::int32_t> map, frame& into) {
  into.rows = map.size();
  into.base = parent.base;
  into.members = {&parent};
  into.presence = gathered(parent.presence, map);
  into.open_expands = open_at(parent, map);
  if (parent.base != nullptr) {
    into.origin = parent.origin ? gathered(parent.origin, map)
                                : std::make_shared<std::vector<std::int32_t> const>(map);
  }
  into.maps.clear();
  into.maps.push_back(std::move(map));
}

namespace {

/// Puts rows behind others, and whether they are certain unless all are.
void append(selected_rows& to, std::int32_t const* rows, std::uint8_t const* certain,
            std::size_t n) {
  bool const sure = certain == nullptr || std::find(certain, certain + n, 0) == certain + n;
  if (!sure || !to.certain.empty()) {
    to.certain.resize(to.size, 1);
    if (certain != nullptr) to.certain.insert(to.certain.end(), certain, certain + n);
    to.certain.resize(to.size + n, 1);
  }
  to.rows.insert(to.rows.end(), rows, rows + n);
  to.size += n;
}

}  // namespace

selected_rows engine::select_all(filter const& where, std::size_t rows) {
  if (where.keeps_all()) return {true, rows};
  constexpr std::size_t morsel = std::size_t{1} << 16;
  // One thread meets the rows in their order, several put their parts together.
  bool const in_order = thread_count() == 1;
  std::vector<selected_rows> parts(in_order ? 1 : (rows + morsel - 1) / morsel);
  for_morsels(rows, [&](std::size_t begin, std::size_t end, std::size_t, scratch& space) {
    selected_rows& part = parts[in_order ? 0 : begin / morsel];
    auto picked = std::make_unique<selection>();
    for (std::size_t b = begin; b < end; b += block_rows) {
      where.select(b, std::min(end, b + block_rows), space, *picked);
      if (in_order && part.rows.capacity() < part.size + picked->size) {
        // About as many as there will be if the rest is like what has been seen.
        std::size_t const share = (part.size + picked->size) * (rows / (b + block_rows) + 1);
        part.rows.reserve(std::min(rows, share + share / 16 + block_rows));
      }
      append(part, picked->rows.data(), picked->sure ? nullptr : picked->certain.data(),
             picked->size);
    }
  });
  if (parts.size() == 1) return std::move(parts[0]);
  selected_rows made;
  std::size_t total = 0;
  for (selected_rows const& part : parts) total += part.size;
  made.rows.reserve(total);
  for (selected_rows const& part : parts) {
    append(made, part.rows.data(), part.certain.empty() ? nullptr : part.certain.data(),
           part.size);
  }
  return made;
}

void engine::keep_rows(frame const& parent, selected_rows kept, frame& into) {
  auto presence = presence_of(kept.certain);
  inherit_rows(parent, listed(std::move(kept)), into);
  into.presence = std::move(presence);
}

void engine::build_view(relation_id, bound_relation const& r, frame& into) {
  relation_id const from = r.members[0].second;
  frame const& parent = frame_of(from);
  into.given = parent.given;
  if (r.where.empty() || !r.where[0]) {
    into.rows = parent.rows;
    into.base = parent.base;
    into.members = {&parent};
    into.presence = parent.presence;
    into.origin = parent.origin;
    into.open_expands = parent.open_expands;
    into.maps.resize(1);
    return;
  }
  keep_rows(parent, select_all(filter(*this, from, r.where[0]), parent.rows), into);
}

namespace {

/// Parts of a column one below the other. Texts keep their codes where all parts share them.
void join_parts(std::vector<vec> parts, vec& into) {
  if (into.type.is(value_class::text)) {
    auto const differs = [&](vec const& part) {
      return !part.texts || part.texts != parts[0].texts;
    };
    bool const shared = !parts.empty() && std::none_of(parts.begin(), parts.end(), differs);
    auto const united = std::make_shared<dictionary>();
    for (vec& part : parts) {
      if (!shared) translate_adding(part, united);
    }
    into.texts = shared ? parts[0].texts : united;
  }
  std::size_t rows = 0;
  for (vec const& part : parts) rows += part.lo.size();
  into.lo.reserve(rows);
  for (vec const& part : parts) {
    if (!part.hi.empty() || !into.hi.empty()) {
      into.hi.reserve(rows);
      into.hi.insert(into.hi.end(), into.lo.begin() + static_cast<std::ptrdiff_t>(into.hi.size()),
                     into.lo.end());
      auto const& upper = part.hi.empty() ? part.lo : part.hi;
      into.hi.insert(into.hi.end(), upper.begin(), upper.end());
    }
    into.lo.insert(into.lo.end(), part.lo.begin(), part.lo.end());
  }
}

}  // namespace

void engine::build_join(bound_relation const& r, frame& into) {
  into.maps.resize(1);
  // Own columns beyond those of the parts are nodes, filled later.
  std::size_t const width = r.part_columns.empty() ? 0 : r.part_columns[0].size();
  std::vector<std::uint8_t> certain;
  std::vector<std::vector<vec>> parts(width);  // by column
  for (std::size_t m = 0; m < r.members.size(); ++m) {
    relation_id const from = r.members[m].second;
    frame const& parent = frame_of(from);
    into.given = into.given && parent.given;
    into.members.push_back(&parent);
    auto kept = select_all(filter(*this, from, r.where[m]), parent.rows);
    std::size_t const before = certain.size();
    certain.insert(certain.end(), kept.certain.begin(), kept.certain.end());
    certain.resize(before + kept.size, 1);
    auto const rows = listed(std::move(kept));
    into.part.resize(into.part.size() + rows.size(), static_cast<std::uint8_t>(m));
    for (std::size_t c = 0; c < width; ++c) {
      parts[c].push_back(column_at(compile(r.part_columns[m][c], *this, from), rows));
    }
    into.maps[0].insert(into.maps[0].end(), rows.begin(), rows.end());
    auto const open = open_at(parent, rows);
    if (!open.empty() || !into.open_expands.empty()) {
      into.open_expands.resize(into.maps[0].size() - rows.size());
      into.open_expands.insert(into.open_expands.end(), open.begin(), open.end());
      into.open_expands.resize(into.maps[0].size());
    }
  }
  for (std::size_t c = 0; c < width; ++c) join_parts(std::move(parts[c]), into.own[c]);
  into.rows = into.part.size();
  into.presence = presence_of(certain);
}

void engine::build_distinct(bound_relation const& r, frame& into) {
  relation_id const from = r.members[0].second;
  frame const& parent = frame_of(from);
  into.given = parent.given;
  into.members = {&parent};
  into.maps.resize(1);
  auto const kept = select_all(filter(*this, from, r.where.empty() ? nullptr : r.where[0]),
                               parent.rows);
  std::vector<vec> keys;
  std::vector<component_range> ranges;
  std::vector<std::int64_t const*> columns;
  for (auto const& e : r.keys) {
    keys.push_back(column_of(compile(e, *this, from), parent.rows));
    ranges.push_back(range_of(keys.back()));
    columns.push_back(keys.back().lo.data());
  }
  tuple_index index(std::move(ranges), parent.rows);
  std::vector<std::uint8_t> sure;
  into.group_of.assign(parent.rows, -1);
  std::vector<std::int64_t> tuple(keys.size());
  bool const plain = kept.all && all_settled(keys);
  if (plain) index.insert_all(columns, parent.rows, into.group_of.data());
  for (std::size_t s = 0; !plain && s < kept.size; ++s) {
    std::size_t const i = kept.row(s);
    bool known = true;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      cell const c = keys[k].at(i);
      known = known && (c.is_point() || c.is_none());
      tuple[k] = c.lo;
    }
    if (!known) {
      into.unkeyed.push_back(static_cast<std::int32_t>(i));
      continue;
    }
    std::int32_t const group = index.insert(tuple);
    into.group_of[i] = group;
    if (static_cast<std::size_t>(group) == sure.size()) sure.push_back(0);
    if (kept.is_certain(s)) sure[static_cast<std::size_t>(group)] = 1;
  }
  into.rows = index.size();
  for (std::size_t k = 0; k < keys.size(); ++k) {
    into.own[k].texts = keys[k].texts;
    into.own[k].lo.resize(into.rows);
    for (std::size_t g = 0; g < into.rows; ++g) into.own[k].lo[g] = index.tuple(g)[k];
  }
  into.presence = presence_of(sure);
}

void engine::build_cross(relation_id id, bound_relation const& r, frame& into) {
  std::size_t all = 1;
  for (auto const& [alias, member] : r.members) {
    frame const& f = frame_of(member);
    into.members.push_back(&f);
    into.given = into.given && f.given;
    all = f.rows == 0 ? 0 : (all > row_limit / f.rows ? row_limit + 1 : all * f.rows);
  }
  if (all > row_limit) {
    throw failure("run.limit", {"“" + r.name + "”的组合超过20亿个",
                                "`" + r.name + "` has more than 2000000000 combinations"});
  }
  // Block by block, so that only what is kept takes room.
  constexpr std::size_t block = std::size_t{1} << 20;
  program where;
  std::vector<std::vector<std::int32_t>> kept(r.members.size());
  auto presence = std::make_shared<std::vector<truth>>();
  combinations rest(into.members);
  into.maps.resize(r.members.size());
  for (std::size_t done = 0; done < all; done += block) {
    std::size_t const count = std::min(block, all - done);
    rest.next(count, into.maps);
    into.rows = count;
    // Reads through the maps, which stay where they are.
    if (done == 0 && !r.where.empty()) where = compile(r.where[0], *this, id);
    auto const holds = truths_of(where, count);
    for (std::size_t i = 0; i < count; ++i) {
      truth here = holds[i];
      for (std::size_t m = 0; here != truth::no && m < kept.size(); ++m) {
        here = and_(here, into.members[m]->present(static_cast<std::size_t>(into.maps[m][i])));
      }
      if (here == truth::no) continue;
      for (std::size_t m = 0; m < kept.size(); ++m) kept[m].push_back(into.maps[m][i]);
      presence->push_back(here);
    }
  }
  into.maps = std::move(kept);
  into.rows = presence->size();
  for (std::size_t m = 0; m < into.members.size(); ++m) {
    auto const& open = into.members[m]->open_expands;
    if (open.empty()) continue;
    into.open_expands.resize(into.rows);
    for (std::size_t i = 0; i < into.rows; ++i) {
      into.open_expands[i] |= open[static_cast<std::size_t>(into.maps[m][i])];
    }
  }
  if (std::any_of(presence->begin(), presence->end(), [](truth t) { return t != truth::yes; })) {
    into.presence = presence;
  }
}

void engine::build_values(bound_relation const& r, frame& into) {
  auto texts = std::make_shared<dictionary>();
  vec& own = into.own[0];
  for (value const& v : r.members_of_values) {
    auto const* word = v.get_if<std::string>();
    if (word == nullptr) continue;
    std::int64_t raw = texts->add(*word);
    if (own.type.codes != nullptr) {
      auto const& known = own.type.codes->values;
      auto const found = std::find_if(known.begin(), known.end(),
                                      [&](enumerator const& e) { return e.code == *word; });
      raw = found - known.begin();
    }
    own.lo.push_back(raw);
  }
  if (own.type.is(value_class::text)) own.texts = texts;
  into.rows = own.lo.size();
}

}  // namespace xunze::batch_detail
