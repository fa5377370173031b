// SPDX-License-Identifier: Apache-2.0
#include "batch/group_keys.hpp"

#include "batch/numbered_rows.hpp"
#include "check/sense.hpp"
#include "plan/translate.hpp"
#include "xunze/core/failure.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

bool has_unknown(column const& cells) {
  auto const& narrow = cells.narrow;
  auto const& wide = cells.wide;
  if (cells.is_wide()) return std::find(wide.begin(), wide.end(), unknown_value) != wide.end();
  std::int32_t const mark = cells.type == column_type::date ? unknown_day : unknown_code;
  return std::find(narrow.begin(), narrow.end(), mark) != narrow.end();
}

/// Whether an expression reads own column `k` of the relation that is `hops` first members away.
bool is_own(bound_expression const& e, std::size_t hops, std::size_t k) {
  access const& read = e->read;
  return e->kind == bound_node::form::read && !read.partner && read.table == nullptr &&
         read.from == access::start::own && read.own == k &&
         read.hops == std::vector<std::size_t>(hops, 0);
}

/// The distinct that the subject is (or is an unfiltered view of) if an aggregate has its keys.
frame const* same_distinct(frame const& subjects, bound_aggregate const& a) {
  frame const* at = &subjects;
  std::size_t hops = 0;
  while (at->relation->kind == bound_relation::body::view && at->maps[0].empty() &&
         !at->members.empty()) {
    at = at->members[0];
    ++hops;
  }
  bound_relation const& made = *at->relation;
  if (made.kind != bound_relation::body::distinct || made.members[0].second != a.from ||
      !std::equal(a.key.begin(), a.key.end(), made.keys.begin(), made.keys.end(),
                  check_detail::same_reading)) {
    return nullptr;
  }
  for (std::size_t k = 0; k < a.on.size(); ++k) {
    if (!is_own(a.on[k], hops, k)) return nullptr;
  }
  auto const& where = made.where;
  bound_expression const made_where = where.empty() ? nullptr : where[0];
  // Rows that made no subject must not be among those the aggregate counts.
  return !made_where || check_detail::same_reading(made_where, a.where) ? at : nullptr;
}

}  // namespace

group_keys::group_keys(engine& run, relation_id subject, frame const& subjects,
                       bound_aggregate const& a)
    : run_(run), made_for_(a), source_(run.frame_of(a.from)), width_(a.key.size()) {
  if (width_ > 8) throw failure("run.limit", {"聚合的键超过8列", "more than 8 key columns"});
  for (auto const& e : a.key) key_.push_back(compile(e, run, a.from));
  if (frame const* grouped = same_distinct(subjects, a)) {
    known_groups_ = &grouped->group_of;
    size_ = grouped->rows;
    for (std::size_t k = 0; k < width_; ++k) on_.push_back(grouped->own[k]);
    subject_group_.resize(subjects.rows);
    for (std::size_t i = 0; i < subjects.rows; ++i) {
      subject_group_[i] = static_cast<std::int32_t>(i);
    }
    return;
  }
  if (!link_to(a, subjects)) group_by_values(a, subject, subjects);
}

bool group_keys::link_to(bound_aggregate const& a, frame const& subjects) {
  auto const own_column = [](bound_expression const& e) -> access const* {
    bool const read = e->kind == bound_node::form::read && e->read.hops.empty() &&
                      e->read.from == access::start::base && e->read.steps.empty() &&
                      e->read.to == access::end::column && e->read.table != nullptr;
    return read ? &e->read : nullptr;
  };
  if (width_ != 1 || subjects.base == nullptr || source_.base == nullptr) return false;
  access const* const key = own_column(a.key[0]);
  access const* const on = own_column(a.on[0]);
  if (key == nullptr || on == nullptr) return false;
  table_schema const& to = *subjects.base->schema;
  auto const& refers = key->table->columns[key->column].refers_to;
  bool const fits = on->table == &to && to.key.size() == 1 && to.find(to.key[0]) == on->column &&
                    refers && refers->table == to.name && !to.tree;
  if (!fits || source_.base->schema != key->table) return false;
  auto const& links = run_.link(*key->table, key->column);
  if (links.size() != source_.base->rows) return false;
  column const& keys = subjects.base->columns[on->column];
  if (!keys.given || has_unknown(keys)) return false;  // no link leads there, any row may be its
  links_ = links.data();
  link_cells_ = &source_.base->columns[key->column];
  size_ = subjects.base->rows;
  subject_group_.resize(subjects.rows);
  for (std::size_t i = 0; i < subjects.rows; ++i) {
    subject_group_[i] = subjects.origin ? (*subjects.origin)[i] : static_cast<std::int32_t>(i);
  }
  return true;
}

void group_keys::group_by_values(bound_aggregate const& a, relation_id subject,
                                 frame const& subjects) {
  for (std::size_t k = 0; k < width_; ++k) {
    program const on = compile(a.on[k], run_, subject);
    on_.push_back(run_.column_of(on, subjects.rows));
    if (auto const texts = key_[k].shared_texts()) translate(on_[k], texts);
  }
  numbered_rows made = number_rows(on_, subjects.rows);
  subject_group_ = std::move(made.number);
  index_ = std::make_unique<tuple_index>(std::move(made.keys));
  size_ = index_->size();
}

loose_keys& group_keys::subjects_by_key() {
  if (fixed_) return *fixed_;
  fixed_ = std::make_unique<loose_keys>(width_);
  std::array<std::int64_t, 8> tuple{};
  for (std::size_t g = 0; g < size_; ++g) {
    for (std::size_t k = 0; k < width_; ++k) {
      tuple[k] = known_groups_ != nullptr ? on_[k].lo[g] : index_->tuple(g)[k];
    }
    fixed_->add({tuple.data(), width_}, fixed_->full(), static_cast<std::int32_t>(g));
  }
  return *fixed_;
}

group_keys::reader::reader(group_keys const& of, scratch& space) : of_(&of), space_(&space) {
  bool const read_keys =
      of.links_ == nullptr && (of.known_groups_ == nullptr || of.width_ > 1);
  if (read_keys) {
    for (std::size_t k = 0; k < of.width_; ++k) keys_.push_back(&space.take());
  }
}

void group_keys::reader::close() {
  for (std::size_t k = 0; k < keys_.size(); ++k) space_->give_back();
  keys_.clear();
}


bool group_keys::reader::find_linked(selection const& rows, open_rows& open, bool again) {
  std::int32_t const* const origin = of_->source_.origin ? of_->source_.origin->data() : nullptr;
  std::int32_t const* const links = of_->links_;
  std::size_t const n = rows.size;
  if (origin == nullptr && rows.in_one_run() && no_marks(links + rows.rows[0], n)) {
    groups_ = links + rows.rows[0];
    rows_named_ += n;
    return true;
  }
  if (origin != nullptr) {
    for (std::size_t i = 0; i < n; ++i) found_[i] = links[origin[rows.rows[i]]];
  } else {
    for (std::size_t i = 0; i < n; ++i) found_[i] = links[rows.rows[i]];
  }
  if (no_marks(found_.data(), n)) {
    rows_named_ += n;
    return true;
  }
  for (std::size_t i = 0; i < n; ++i) {
    rows_named_ += found_[i] >= 0 ? 1U : 0U;
    if (found_[i] >= 0) continue;
    // A key that its table does not hold is known and nobody's.
    auto const row = static_cast<std::size_t>(rows.rows[i]);
    auto const base = origin != nullptr ? static_cast<std::size_t>(origin[row]) : row;
    column const& cells = *of_->link_cells_;
    bool const named = cells.given && cells.raw(base) != unknown_value;
    rows_named_ += named ? 1U : 0U;
    if (!named && !again) open.stray.push_back(rows.rows[i]);
    found_[i] = -1;
  }
  return false;
}

bool group_keys::reader::find(selection const& rows, open_rows& open, bool again) {
  if (of_->links_ != nullptr) return find_linked(rows, open, again);
  if (of_->known_groups_ == nullptr) return find_by_keys(rows, open, again);
  std::size_t const n = rows.size;
  std::int32_t const* const known = of_->known_groups_->data();
  for (std::size_t i = 0; i < n; ++i) found_[i] = known[rows.rows[i]];
  if (no_marks(found_.data(), n)) {
    rows_named_ += n;
    return true;
  }
  if (of_->width_ != 1) return find_by_keys(rows, open, again);
  for (std::size_t i = 0; i < n; ++i) {
    rows_named_ += found_[i] >= 0 ? 1U : 0U;
    if (found_[i] < 0 && !again) open.stray.push_back(rows.rows[i]);
  }
  return false;
}

bool group_keys::reader::find_by_keys(selection const& rows, open_rows& open, bool again) {
  std::size_t const n = rows.size;
  std::size_t const width = of_->width_;
  bool points = true;
  std::span<std::int32_t const> const all{rows.rows.data(), n};
  for (std::size_t k = 0; k < width; ++k) {
    of_->key_[k].run({all, all}, *space_, *keys_[k]);
    points = points && keys_[k]->points;
  }
  if (points) rows_named_ += n;
  if (points && of_->known_groups_ == nullptr && width == 1) {
    of_->index_->find_all({keys_[0]->lo.data(), n}, found_.data());
    return no_marks(found_.data(), n);
  }
  key_mask const full = static_cast<key_mask>((std::uint64_t{1} << width) - 1);
  std::array<std::int64_t, 8> tuple{};
  for (std::size_t i = 0; i < n; ++i) {
    key_mask known = points ? full : 0;
    for (std::size_t k = 0; k < width; ++k) {
      cell const c = keys_[k]->at(i);
      tuple[k] = c.lo;
      if (!points && (c.is_point() || c.is_none())) known |= key_mask{1} << k;
    }
    rows_named_ += !points && (known != 0 || width == 0) ? 1U : 0U;
    if (known == full) {
      if (of_->known_groups_ == nullptr) found_[i] = of_->index_->find({tuple.data(), width});
      continue;
    }
    found_[i] = -1;
    if (again) continue;
    if (known == 0) {
      open.stray.push_back(rows.rows[i]);
    } else {
      open.loose.push_back({rows.rows[i], known, rows.certain[i] != 0, tuple});
    }
  }
  return no_marks(found_.data(), n);
}

void group_keys::reader::read(selection& rows, open_rows& open, bool again) {
  rows_read_ += rows.size;
  groups_ = found_.data();
  bool const all = find(rows, open, again);
  count_ = rows.size;
  if (all) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size; ++i) {
    std::int32_t const group = found_[i];
    found_[kept] = group;
    rows.rows[kept] = rows.rows[i];
    rows.certain[kept] = rows.certain[i];
    kept += group >= 0 ? 1U : 0U;
  }
  rows.size = kept;
  count_ = kept;
}

std::vector<std::int32_t> group_keys::rows_for_open(std::size_t subject, filter const& where) {
  scratch& space = run_.space();
  std::vector<std::int32_t> found;
  auto picked = std::make_unique<selection>();
  for (std::size_t b = 0; b < source_.rows; b += block_rows) {
    where.select(b, std::min(source_.rows, b + block_rows), space, *picked);
    for (std::size_t i = 0; i < picked->size; ++i) {
      std::int32_t const row = picked->rows[i];
      bool agrees = true;
      bool any = width_ == 0;
      for (std::size_t k = 0; k < width_; ++k) {
        cell const mine = on_[k].at(subject);
        cell const c = key_[k].at(row, space);
        bool const known = c.is_point() || c.is_none();
        any = any || known;
        bool const both = known && (mine.is_point() || mine.is_none());
        agrees = agrees && (!both || c.lo == mine.lo);
      }
      if (agrees && any) found.push_back(row);
    }
  }
  return found;
}

std::vector<std::int64_t> group_keys::known_parts(std::size_t subject) const {
  std::vector<std::int64_t> known;
  for (vec const& part : on_) {
    cell const c = part.at(subject);
    known.push_back(c.is_point() || c.is_none() ? c.lo : unknown_value);
  }
  return known;
}

bool same_members(bound_aggregate const& a, bound_aggregate const& b) {
  auto const same = [](std::vector<bound_expression> const& x,
                       std::vector<bound_expression> const& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), check_detail::same_reading);
  };
  return a.from == b.from && same(a.key, b.key) && same(a.on, b.on);
}

bool group_keys::serves(bound_aggregate const& a) const {
  return same_members(made_for_, a) &&
         (known_groups_ == nullptr || check_detail::same_reading(made_for_.where, a.where));
}

}  // namespace xunze::batch_detail
