// SPDX-License-Identifier: Apache-2.0
// As-of look-ups: the row of another table or relation that is valid on a day.
#include "batch/engine.hpp"
#include "batch/loose_keys.hpp"
#include "batch/numbered_rows.hpp"
#include "plan/translate.hpp"

#include <algorithm>
#include <array>

namespace xunze::batch_detail {
namespace {

/// Shape: one value a row; `otherwise` where the table has no such column.
vec column_as_vec(table const& rows, std::optional<std::size_t> number, std::int64_t otherwise) {
  vec made;
  bool const given = number && rows.columns[*number].given;
  made.lo.assign(rows.rows, number ? unknown_value : otherwise);
  for (std::size_t i = 0; i < rows.rows && given; ++i) {
    made.lo[i] = rows.columns[*number].raw(i);
  }
  if (std::find(made.lo.begin(), made.lo.end(), unknown_value) == made.lo.end()) return made;
  made.hi = made.lo;
  for (std::size_t i = 0; i < rows.rows; ++i) {
    if (made.lo[i] == unknown_value) made.set(i, unknown_cell);
  }
  return made;
}

/// Looked-up rows: whether `where` holds, and their days.
struct candidates {
  std::vector<truth> holds;
  vec from;
  vec to;

  /// Whether all are certain and their days known.
  [[nodiscard]] bool exact() const {
    return from.hi.empty() && to.hi.empty() && !contains(from, none_value) &&
           !contains(to, none_value) &&
           std::all_of(holds.begin(), holds.end(), [](truth t) { return t != truth::unknown; });
  }
  static bool contains(vec const& days, std::int64_t raw) {
    return std::find(days.lo.begin(), days.lo.end(), raw) != days.lo.end();
  }
};

using hit = std::pair<std::int32_t, truth>;  // row, whether it certainly is one

/// The row to take among those valid; several `only` hits and doubtful ones are unknown.
std::int32_t choose(std::vector<hit> const& hits, pick how, vec const& from) {
  std::size_t certain = 0;
  for (auto const& [row, holds] : hits) certain += holds == truth::yes ? 1U : 0U;
  bool const doubtful = certain != hits.size();
  if (hits.empty()) return no_row;
  if (how == pick::only) {
    if (doubtful) return unknown_row;
    return certain == 1 ? hits[0].first : ambiguous_row;
  }
  if (how == pick::any) {
    auto const first = *std::min_element(hits.begin(), hits.end());
    return first.second == truth::yes ? first.first : unknown_row;
  }
  // The latest: certain, and certainly later than all others.
  for (auto const& [row, holds] : hits) {
    if (holds != truth::yes) continue;
    cell const day = from.at(static_cast<std::size_t>(row));
    bool const last = std::all_of(hits.begin(), hits.end(), [&, mine = row](hit const& other) {
      return other.first == mine ||
             less_cells(from.at(static_cast<std::size_t>(other.first)), day) == truth::yes;
    });
    if (last) return row;
  }
  return doubtful ? unknown_row : ambiguous_row;
}

/// Looked-up rows by their key.
class rows_by_value {
 public:
  /// Shape: `on` are columns of the rows; those whose `where` is false are left out.
  rows_by_value(std::vector<vec> const& on, std::vector<truth> const& holds)
      : index_(ranges_of(on), holds.size()), partly_known_(on.size()),
        named_(holds.empty() || on.empty()) {
    std::vector<std::int32_t> slot_of(holds.size(), -1);
    std::vector<std::int64_t> tuple(on.size());
    for (std::size_t i = 0; i < holds.size(); ++i) {
      key_mask known = 0;
      for (std::size_t k = 0; k < on.size(); ++k) {
        tuple[k] = on[k].lo[i];
        if (tuple[k] != unknown_value) known |= key_mask{1} << k;
      }
      named_ = named_ || known != 0;
      if (holds[i] == truth::no) continue;
      if (known == partly_known_.full()) {
        slot_of[i] = index_.insert(tuple);
      } else if (known != 0) {
        partly_known_.add(tuple, known, static_cast<std::int32_t>(i));
      }
    }
    // Those of one key stand together, in the order of rows.
    begin_.assign(index_.size() + 1, 0);
    for (std::int32_t slot : slot_of) {
      if (slot >= 0) ++begin_[static_cast<std::size_t>(slot) + 1];
    }
    for (std::size_t s = 1; s < begin_.size(); ++s) begin_[s] += begin_[s - 1];
    rows_.resize(begin_.back());
    auto next = begin_;
    for (std::size_t i = 0; i < slot_of.size(); ++i) {
      if (slot_of[i] < 0) continue;
      rows_[next[static_cast<std::size_t>(slot_of[i])]++] = static_cast<std::int32_t>(i);
    }
  }

  /// Whether some row says by which key it is found.
  [[nodiscard]] bool named() const { return named_; }
  [[nodiscard]] bool has_loose() const { return !partly_known_.empty(); }
  [[nodiscard]] std::span<std::int32_t const> of(std::span<std::int64_t const> key) const {
    return at_slot(slot_of(key));
  }
  /// Where the rows of a key stand. Nulls: -1 if it has none.
  [[nodiscard]] std::int32_t slot_of(std::span<std::int64_t const> key) const {
    return index_.find(key);
  }
  /// Says that the rows of a slot are asked for soon: first where they are, then they.
  void expect(std::int32_t slot) const {
    if (slot >= 0) __builtin_prefetch(&begin_[static_cast<std::size_t>(slot)]);
  }
  void expect_rows(std::int32_t slot) const {
    if (slot >= 0) __builtin_prefetch(rows_.data() + begin_[static_cast<std::size_t>(slot)]);
  }
  [[nodiscard]] std::span<std::int32_t const> at_slot(std::int32_t slot) const {
    if (slot < 0) return {};
    auto const at = static_cast<std::size_t>(slot);
    return {rows_.data() + begin_[at], begin_[at + 1] - begin_[at]};
  }
  /// Rows of which a part of the key is not known, and that may have this one.
  template <class Found>
  void each_loose(std::span<std::int64_t const> key, Found const& found) {
    partly_known_.for_each_match(key, partly_known_.full(), found);
  }

 private:
  static std::vector<component_range> ranges_of(std::vector<vec> const& on) {
    std::vector<component_range> ranges(on.size());
    for (std::size_t k = 0; k < on.size(); ++k) {
      for (std::int64_t const raw : on[k].lo) {
        if (raw > none_value) ranges[k].see(raw);
      }
    }
    return ranges;
  }

  tuple_index index_;
  std::vector<std::size_t> begin_{};
  std::vector<std::int32_t> rows_{};
  loose_keys partly_known_;
  bool named_;
};

/// `only` where everything is known: the one row valid on the day.
std::int32_t only_on(std::span<std::int32_t const> rows, candidates const& of, std::int64_t day) {
  std::int32_t found = no_row;
  std::size_t hits = 0;
  for (std::int32_t const row : rows) {
    auto const at = static_cast<std::size_t>(row);
    bool const valid = of.from.lo[at] <= day && day < of.to.lo[at];
    found = valid ? row : found;
    hits += valid ? 1U : 0U;
  }
  return hits > 1 ? ambiguous_row : found;
}

/// What is looked up in: its keys, and which rows may be found.
struct source_rows {
  std::vector<vec> on{};
  std::vector<std::shared_ptr<dictionary const>> texts{};
  candidates all{};
  bool open = false;  // a key that is not found may belong to a row without one
};

source_rows rows_of_table(engine& run, bound_lookup const& l, table const& rows) {
  source_rows made;
  for (std::size_t const number : l.table_columns) {
    column const& cells = rows.columns[number];
    vec& part = made.on.emplace_back();
    part.lo.assign(rows.rows, unknown_value);
    for (std::size_t i = 0; i < rows.rows && cells.given; ++i) part.lo[i] = cells.raw(i);
    made.texts.push_back(cells.texts);
  }
  made.all = {run.truths_of(l.where ? compile(l.where, run, l.over) : program{}, rows.rows),
              column_as_vec(rows, rows.schema->find(l.source->from), unknown_value),
              column_as_vec(rows, rows.schema->find(l.source->to), open_end_date.days)};
  return made;
}

source_rows rows_of_relation(engine& run, bound_lookup const& l, frame const& rows) {
  source_rows made;
  for (bound_expression const& key : l.keys) {
    vec part = run.column_of(compile(key, run, l.over), rows.rows);
    made.texts.push_back(part.texts);
    for (std::size_t i = 0; i < rows.rows; ++i) {
      cell const c = part.at(i);
      if (!c.is_point() && !c.is_none()) part.lo[i] = unknown_value;
    }
    part.hi.clear();
    made.on.push_back(std::move(part));
  }
  auto const days = [&](bound_expression const& e, std::int64_t otherwise) {
    if (e) return run.column_of(compile(e, run, l.over), rows.rows);
    vec all;
    all.lo.assign(rows.rows, otherwise);
    return all;
  };
  made.all = {run.truths_of(l.where ? compile(l.where, run, l.over) : program{}, rows.rows),
              days(l.from, 0), days(l.to, open_end_date.days)};
  for (std::size_t i = 0; i < rows.rows; ++i) {
    made.all.holds[i] = and_(made.all.holds[i], rows.present(i));
  }
  made.open = !unkeyed_rows(rows).empty();
  return made;
}

/// Where the found rows are written: an own column of rows, or a member with its map.
class found_rows {
 public:
  found_rows(bound_lookup const& l, frame& into)
      : of_table_(l.table != nullptr), out_(into.own[l.column]) {
    out_.lo.assign(into.rows, no_row);
    if (!of_table_) map_ = &into.maps.emplace_back(into.rows, no_row);
  }

  void set(std::size_t i, std::int32_t row) {
    std::int64_t const found = of_table_ ? row : 1;
    cell c{found, found};
    if (row == no_row) c = none_cell;
    if (row < no_row) c = unknown_cell;
    if (!of_table_) (*map_)[i] = row;
    out_.set(i, c);
  }

 private:
  bool of_table_;
  vec& out_;
  std::vector<std::int32_t>* map_ = nullptr;
};

/// The one row of each key that is valid on the day, where keys and days are known or none.
/// Rows lie anywhere: some keys at a time, so that one need not wait for another.
void find_known_rows(rows_by_value const& by_key, candidates const& all,
                     std::vector<vec> const& wanted, vec const& at, std::size_t rows,
                     found_rows& out) {
  constexpr std::size_t at_once = 64;
  std::array<std::int32_t, at_once> slots;
  std::vector<std::int64_t> tuple(wanted.size());
  for (std::size_t b = 0; b < rows; b += at_once) {
    std::size_t const n = std::min(at_once, rows - b);
    for (std::size_t i = 0; i < n; ++i) {
      bool none = false;
      for (std::size_t k = 0; k < wanted.size(); ++k) {
        tuple[k] = wanted[k].lo[b + i];
        none = none || tuple[k] == none_value;
      }
      slots[i] = none ? -1 : by_key.slot_of(tuple);
    }
    for (std::size_t i = 0; i < n; ++i) by_key.expect(slots[i]);
    for (std::size_t i = 0; i < n; ++i) by_key.expect_rows(slots[i]);
    for (std::size_t i = 0; i < n; ++i) {
      out.set(b + i, only_on(by_key.at_slot(slots[i]), all, at.lo[b + i]));
    }
  }
}

/// The row of each key, on each day.
void find_rows(bound_lookup const& l, source_rows const& source, std::vector<vec> const& wanted,
               vec const& at, std::size_t rows, found_rows& out) {
  candidates const& all = source.all;
  rows_by_value by_key(source.on, all.holds);
  bool const simple = l.at && l.source->pick == pick::only && by_key.named() &&
                      !by_key.has_loose() && !source.open && all.exact();
  bool const all_known = simple && at.hi.empty() && !candidates::contains(at, none_value) &&
                         all_settled(wanted);
  if (all_known) return find_known_rows(by_key, all, wanted, at, rows, out);
  std::vector<std::int64_t> tuple(wanted.size());
  std::vector<hit> hits;
  for (std::size_t i = 0; i < rows; ++i) {
    bool known = true;
    bool none = false;
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      cell const c = wanted[k].at(i);
      none = none || c.is_none();
      known = known && (c.is_point() || c.is_none());
      tuple[k] = c.lo;
    }
    if (none || !known || !by_key.named()) {
      out.set(i, none ? no_row : unknown_row);
      continue;
    }
    if (simple && at.at(i).is_point()) {
      out.set(i, only_on(by_key.of(tuple), all, at.lo[i]));
      continue;
    }
    hits.clear();
    auto const consider = [&](std::int32_t row, truth agrees) {
      auto const here = static_cast<std::size_t>(row);
      truth valid = and_(agrees, all.holds[here]);
      if (l.at) {
        cell const day = at.at(i);
        valid = and_(valid, not_(less_cells(day, all.from.at(here))));
        valid = and_(valid, less_cells(day, all.to.at(here)));
      }
      if (valid != truth::no) hits.emplace_back(row, valid);
    };
    for (std::int32_t const row : by_key.of(tuple)) consider(row, truth::yes);
    by_key.each_loose(tuple, [&](std::int32_t row) { consider(row, truth::unknown); });
    std::int32_t const found = choose(hits, l.source->pick, all.from);
    out.set(i, source.open && found == no_row ? unknown_row : found);
  }
}

}  // namespace

void engine::fill_lookup(relation_id id, bound_lookup const& l, frame& into) {
  source_rows source;
  std::int32_t all_are = 0;
  if (l.table != nullptr) {
    table const* rows = table_of(*l.table);
    if (rows == nullptr) all_are = l.table->absent == absence::empty ? no_row : unknown_row;
    if (rows != nullptr) source = rows_of_table(*this, l, *rows);
  } else {
    frame const& rows = frame_of(l.over);
    into.members.push_back(&rows);
    if (!rows.given) all_are = unknown_row;
    if (rows.given) source = rows_of_relation(*this, l, rows);
  }
  std::vector<vec> wanted;
  for (std::size_t k = 0; all_are == 0 && k < l.on.size(); ++k) {
    wanted.push_back(column_of(compile(l.on[k], *this, id), into.rows));
    if (source.texts[k]) translate(wanted.back(), source.texts[k]);
  }
  vec at;
  if (l.at) at = column_of(compile(l.at, *this, id), into.rows);
  found_rows out(l, into);
  if (all_are == 0) return find_rows(l, source, wanted, at, into.rows, out);
  for (std::size_t i = 0; i < into.rows; ++i) out.set(i, all_are);
}

}  // namespace xunze::batch_detail
