// SPDX-License-Identifier: Apache-2.0
#include "batch/partner_pairs.hpp"

#include "batch/loose_keys.hpp"

#include <algorithm>
#include <map>

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
    vec const column = run.column_of(compile(key[k], run, relation), rows);
    if (first) texts.push_back(column.texts);
    bool const translate = !first && column.texts && texts[k] && column.texts != texts[k];
    for (std::size_t i = 0; i < rows; ++i) {
      cell c = column.at(i);
      if (translate && c.is_point() && c.lo >= 0) {
        auto const word = column.texts->text_of(static_cast<std::int32_t>(c.lo));
        std::int32_t const found = texts[k]->find(word);
        c.lo = c.hi = found >= 0 ? found : -20;
      }
      made.raw[i * key.size() + k] = c.lo;
      if (c.is_point() || c.is_none()) made.known[i] |= key_mask{1} << k;
    }
  }
  return made;
}

/// Runs the condition on collected pairs.
class pair_block {
 public:
  pair_block(program where, frame const& targets, frame const& partners,
             std::function<void(std::int32_t, std::int32_t, truth)> const& found, scratch& space)
      : where_(std::move(where)), targets_(targets), partners_(partners), found_(found),
        space_(space) {}

  void add(std::int32_t target, std::int32_t partner, bool certain) {
    auto const mine = targets_.origin_of(static_cast<std::size_t>(target));
    auto const theirs = partners_.origin_of(static_cast<std::size_t>(partner));
    if (mine && theirs && *mine == *theirs) return;
    target_[n_] = target;
    partner_[n_] = partner;
    certain_[n_] = certain;
    if (++n_ == block_rows) flush();
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
};

}  // namespace

std::vector<std::int32_t> partner_rows_of(frame const& targets, frame const& partners) {
  std::map<std::pair<table const*, std::int32_t>, std::int32_t> by_origin;
  for (std::size_t i = 0; i < partners.rows; ++i) {
    if (auto const o = partners.origin_of(i)) {
      by_origin[{o->from, o->row}] = static_cast<std::int32_t>(i);
    }
  }
  std::vector<std::int32_t> rows(targets.rows, -1);
  for (std::size_t i = 0; i < targets.rows; ++i) {
    auto const o = targets.origin_of(i);
    if (!o) continue;
    if (auto const at = by_origin.find({o->from, o->row}); at != by_origin.end()) {
      rows[i] = at->second;
    }
  }
  return rows;
}

void for_each_pair(engine& run, relation_id target, bound_match const& m, frame const& targets,
                   std::function<void(std::int32_t, std::int32_t, truth)> const& found,
                   std::vector<std::uint8_t> const* wanted) {
  frame const& partners = run.frame_of(m.partner);
  std::vector<std::shared_ptr<dictionary const>> texts;
  side_keys const theirs = keys_of(run, m.partner, m.partner_key, partners.rows, texts);
  side_keys const mine = keys_of(run, target, m.target_key, targets.rows, texts);
  std::size_t const width = theirs.width;
  loose_keys partner_index(width);
  for (std::size_t h = 0; h < partners.rows; ++h) {
    if (theirs.known[h] == 0 && width > 0) continue;
    partner_index.add(theirs.tuple(h), theirs.known[h], static_cast<std::int32_t>(h));
  }
  key_mask const full = partner_index.full();
  pair_block pairs(m.where ? compile(m.where, run, target, m.partner) : program{}, targets,
                   partners, found, run.space());
  std::vector<std::int32_t> candidates;
  for (std::size_t t = 0; t < targets.rows; ++t) {
    if (wanted != nullptr && (*wanted)[t] == 0) continue;
    if (mine.known[t] == 0 && width > 0) continue;
    candidates.clear();
    partner_index.for_each_match(mine.tuple(t), mine.known[t],
                                 [&](std::int32_t h) { candidates.push_back(h); });
    std::sort(candidates.begin(), candidates.end());
    for (std::int32_t h : candidates) {
      bool const certain = mine.known[t] == full && theirs.known[static_cast<std::size_t>(h)] == full;
      pairs.add(static_cast<std::int32_t>(t), h, certain);
    }
  }
  pairs.flush();
}

}  // namespace xunze::batch_detail
