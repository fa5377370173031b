// SPDX-License-Identifier: Apache-2.0
// As-of look-ups: the row of another table that is valid on a day.
#include "batch/engine.hpp"
#include "batch/loose_keys.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// One row of the looked-up table with its validity.
struct candidate {
  std::int32_t row;
  truth holds;  // of `where`
  cell from, to;
};

vec column_as_vec(table const* rows, std::string const& name) {
  vec made;
  auto const at = rows->schema->find(name);
  bool const given = at && rows->columns[*at].given;
  for (std::size_t i = 0; i < rows->rows; ++i) {
    std::int64_t const raw = given ? rows->columns[*at].raw(i) : unknown_value;
    cell c{raw, raw};
    if (raw == unknown_value) c = unknown_cell;
    made.lo.push_back(c.lo);
    made.hi.push_back(c.hi);
  }
  return made;
}

/// The row to take among those valid; several `only` hits and doubtful ones are unknown.
std::int32_t choose(std::vector<std::pair<candidate const*, truth>> const& hits, pick how) {
  std::size_t certain = 0;
  for (auto const& [hit, holds] : hits) certain += holds == truth::yes ? 1U : 0U;
  bool const doubtful = certain != hits.size();
  if (hits.empty()) return no_row;
  if (how == pick::only) {
    if (doubtful) return unknown_row;
    return certain == 1 ? hits[0].first->row : ambiguous_row;
  }
  if (how == pick::any) {
    auto const first = std::min_element(hits.begin(), hits.end(), [](auto const& a, auto const& b) {
      return a.first->row < b.first->row;
    });
    return first->second == truth::yes ? first->first->row : unknown_row;
  }
  // The latest: certain, and certainly later than all others.
  for (auto const& [hit, holds] : hits) {
    if (holds != truth::yes) continue;
    bool const last = std::all_of(hits.begin(), hits.end(), [&](auto const& other) {
      return other.first == hit || less_cells(other.first->from, hit->from) == truth::yes;
    });
    if (last) return hit->row;
  }
  return doubtful ? unknown_row : ambiguous_row;
}

}  // namespace

void engine::fill_lookup(relation_id id, bound_lookup const& l, frame& into) {
  vec& out = into.own[l.column];
  out.lo.assign(into.rows, no_row);
  auto const set_row = [&](std::size_t i, std::int32_t row) {
    cell c{row, row};
    if (row == no_row) c = none_cell;
    if (row < no_row) c = unknown_cell;
    out.set(i, c);
  };
  table const* rows = table_of(*l.table);
  if (rows == nullptr) {
    bool const empty = l.table->absent == absence::empty;
    for (std::size_t i = 0; i < into.rows; ++i) set_row(i, empty ? no_row : unknown_row);
    return;
  }

  // Rows of the table by their key; those with an unknown part are candidates for everybody.
  std::vector<vec> keys;
  std::vector<component_range> ranges;
  std::vector<vec> wanted;
  for (std::size_t k = 0; k < l.on.size(); ++k) {
    column const& cells = rows->columns[l.table_columns[k]];
    vec key;
    key.texts = cells.texts;
    component_range range;
    for (std::size_t i = 0; i < rows->rows; ++i) {
      std::int64_t const raw = cells.given ? cells.raw(i) : unknown_value;
      key.lo.push_back(raw);
      if (raw > none_value) range.see(raw);
    }
    ranges.push_back(range);
    program const p = compile(l.on[k], *this, id);
    wanted.push_back(column_of(p, into.rows));
    if (key.texts && wanted.back().texts && wanted.back().texts != key.texts) {
      for (std::size_t i = 0; i < into.rows; ++i) {
        cell const c = wanted.back().at(i);
        if (!c.is_point() || c.lo < 0) continue;
        auto const word = wanted.back().texts->text_of(static_cast<std::int32_t>(c.lo));
        std::int32_t const found = key.texts->find(word);
        wanted.back().set(i, found < 0 ? cell{-20, -20} : cell{found, found});
      }
    }
    keys.push_back(std::move(key));
  }
  vec const from = column_as_vec(rows, l.source->from);
  vec const to = column_as_vec(rows, l.source->to);
  bool const has_to = rows->schema->find(l.source->to).has_value();
  auto const keep = truths_of(l.where ? compile(l.where, *this, l.over) : program{}, rows->rows);
  auto const made_of = [&](std::size_t i) {
    return candidate{static_cast<std::int32_t>(i), keep[i], from.at(i),
                     has_to ? to.at(i) : cell{open_end_date.days, open_end_date.days}};
  };
  tuple_index index(ranges, rows->rows);
  std::vector<std::int32_t> slot_of(rows->rows, -1);
  loose_keys partly_known(keys.size());
  std::vector<candidate> loose;
  std::vector<std::int64_t> tuple(keys.size());
  bool named = rows->rows == 0 || keys.empty();
  for (std::size_t i = 0; i < rows->rows; ++i) {
    key_mask known = 0;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      tuple[k] = keys[k].lo[i];
      if (tuple[k] != unknown_value) known |= key_mask{1} << k;
    }
    named = named || known != 0;
    if (keep[i] == truth::no) continue;
    if (known == partly_known.full()) {
      slot_of[i] = index.insert(tuple);
    } else if (known != 0) {
      partly_known.add(tuple, known, static_cast<std::int32_t>(loose.size()));
      loose.push_back(made_of(i));
    }
  }
  // Candidates of one key stand together, in the order of rows.
  std::vector<std::size_t> begin(index.size() + 1, 0);
  for (std::int32_t slot : slot_of) {
    if (slot >= 0) ++begin[static_cast<std::size_t>(slot) + 1];
  }
  for (std::size_t s = 1; s < begin.size(); ++s) begin[s] += begin[s - 1];
  std::vector<candidate> by_key(begin.back());
  auto next = begin;
  for (std::size_t i = 0; i < rows->rows; ++i) {
    if (slot_of[i] >= 0) by_key[next[static_cast<std::size_t>(slot_of[i])]++] = made_of(i);
  }

  vec at;
  if (l.at) at = column_of(compile(l.at, *this, id), into.rows);
  std::vector<std::pair<candidate const*, truth>> hits;
  for (std::size_t i = 0; i < into.rows; ++i) {
    bool known = true;
    bool none = false;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      cell const c = wanted[k].at(i);
      none = none || c.is_none();
      known = known && (c.is_point() || c.is_none());
      tuple[k] = c.lo;
    }
    if (none || !known || !named) {
      set_row(i, none ? no_row : unknown_row);
      continue;
    }
    hits.clear();
    auto const consider = [&](candidate const& c, truth agrees) {
      truth valid = and_(agrees, c.holds);
      if (l.at) {
        cell const day = at.at(i);
        valid = and_(valid, not_(less_cells(day, c.from)));
        valid = and_(valid, less_cells(day, c.to));
      }
      if (valid != truth::no) hits.emplace_back(&c, valid);
    };
    if (std::int32_t const slot = index.find(tuple); slot >= 0) {
      auto const s = static_cast<std::size_t>(slot);
      for (std::size_t c = begin[s]; c < begin[s + 1]; ++c) consider(by_key[c], truth::yes);
    }
    partly_known.for_each_match(tuple, partly_known.full(), [&](std::int32_t c) {
      consider(loose[static_cast<std::size_t>(c)], truth::unknown);
    });
    set_row(i, choose(hits, l.source->pick));
  }
}

}  // namespace xunze::batch_detail
