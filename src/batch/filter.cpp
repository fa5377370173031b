// SPDX-License-Identifier: Apache-2.0
#include "batch/filter.hpp"

#include "batch/pseudo_rows.hpp"
#include "plan/one_key.hpp"

#include <algorithm>
#include <numeric>

namespace xunze::batch_detail {
bool filter::add_conjunct(engine& run, relation_id over, bound_expression const& e) {
  auto made = truths_by_key(run, over, *over_, e);
  if (!made) return false;
  table_of_truths table;
  table.index = made->index;
  table.offset = made->offset;
  table.truths = std::move(made->truths);
  tables_.push_back(std::move(table));
  return true;
}

filter::filter(engine& run, relation_id over, bound_expression const& condition)
    : over_(&run.frame_of(over)) {
  if (!condition) return;
  std::vector<bound_expression> conjuncts;
  conjuncts_of(condition, conjuncts);
  bound_expression rest;
  for (auto const& e : conjuncts) {
    if (add_conjunct(run, over, e)) continue;
    if (!rest) {
      rest = e;
      continue;
    }
    auto both = std::make_shared<bound_node>();
    both->kind = bound_node::form::operation;
    both->op = operation::logical_and;
    both->operands = {rest, e};
    rest = both;
  }
  if (!rest) return;
  rest_ = compile(rest, run, over);
}

void filter::look_up(std::size_t begin, std::size_t n, std::uint8_t* truths) const {
  std::int32_t const* origin = over_->origin ? over_->origin->data() + begin : nullptr;
  auto const each = [&](table_of_truths const& table, auto const& put) {
    std::uint8_t const* lut = table.truths.data() + table.offset;
    if (origin == nullptr) {
      std::int32_t const* index = table.index + begin;
      for (std::size_t i = 0; i < n; ++i) put(truths[i], lut[index[i]]);
    } else {
      for (std::size_t i = 0; i < n; ++i) put(truths[i], lut[table.index[origin[i]]]);
    }
  };
  if (tables_.empty()) std::fill_n(truths, n, static_cast<std::uint8_t>(truth::yes));
  for (std::size_t t = 0; t < tables_.size(); ++t) {
    if (t == 0) {
      each(tables_[t], [](std::uint8_t& to, std::uint8_t in) { to = in; });
    } else {
      each(tables_[t], [](std::uint8_t& to, std::uint8_t in) { to &= in; });
    }
  }
}

void filter::truths(std::size_t begin, std::size_t end, scratch& space,
                    std::uint8_t* into) const {
  look_up(begin, end - begin, into);
  if (!rest_) return;
  auto& left = space.take();
  row_range const range(begin, end);
  rest_.run({range.rows(), range.rows()}, space, left);
  for (std::size_t i = 0; i < end - begin; ++i) {
    into[i] &= static_cast<std::uint8_t>(truth_of_cell(left.at(i)));
  }
  space.give_back();
}

void filter::select_by_one(std::size_t begin, std::size_t n, selection& into) const {
  std::uint8_t const* const lut = tables_[0].truths.data() + tables_[0].offset;
  std::int32_t const* const index = tables_[0].index + begin;
  auto const first = static_cast<std::int32_t>(begin);
  unsigned seen = 0;
  std::size_t k = 0;
  for (std::size_t i = 0; i < n; ++i) {
    unsigned const t = lut[index[i]];
    seen |= t + 1;
    into.rows[k] = first + static_cast<std::int32_t>(i);
    k += t & 1U;
  }
  into.size = k;
  into.sure = (seen & (static_cast<unsigned>(truth::unknown) + 1)) == 0;
  std::fill_n(into.certain.begin(), k, std::uint8_t{1});
  for (std::size_t i = 0; !into.sure && i < k; ++i) {
    into.certain[i] = static_cast<std::uint8_t>(lut[index[into.rows[i] - first]] >> 1U);
  }
}

void filter::select_by_truths(std::size_t begin, std::size_t n, selection& into) const {
  std::array<std::uint8_t, block_rows> truths;
  look_up(begin, n, truths.data());
  if (over_->presence) {
    for (std::size_t i = 0; i < n; ++i) {
      truths[i] &= static_cast<std::uint8_t>((*over_->presence)[begin + i]);
    }
  }
  unsigned doubts = 0;
  for (std::size_t i = 0; i < n; ++i) doubts |= truths[i] ^ (truths[i] >> 1U);
  into.sure = (doubts & 1U) == 0;
  auto const first = static_cast<std::int32_t>(begin);
  std::size_t k = 0;
  if (into.sure) {
    for (std::size_t i = 0; i < n; ++i) {
      into.rows[k] = first + static_cast<std::int32_t>(i);
      k += truths[i] & 1U;
    }
    std::fill_n(into.certain.begin(), k, std::uint8_t{1});
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      into.rows[k] = first + static_cast<std::int32_t>(i);
      into.certain[k] = static_cast<std::uint8_t>(truths[i] >> 1U);
      k += truths[i] & 1U;
    }
  }
  into.size = k;
}

void filter::select(std::size_t begin, std::size_t end, scratch& space, selection& into) const {
  std::size_t const n = end - begin;
  if (tables_.empty() && !over_->presence) {
    std::iota(into.rows.begin(), into.rows.begin() + static_cast<std::ptrdiff_t>(n),
              static_cast<std::int32_t>(begin));
    std::fill_n(into.certain.begin(), n, std::uint8_t{1});
    into.size = n;
    into.sure = true;
  } else if (tables_.size() == 1 && !over_->presence && !over_->origin) {
    select_by_one(begin, n, into);
  } else {
    select_by_truths(begin, n, into);
  }
  if (rest_ && into.size > 0) drop_rest(space, into);
}

void filter::drop_rest(scratch& space, selection& into) const {
  std::size_t const k = into.size;
  auto& left = space.take();
  std::span<std::int32_t const> const rows{into.rows.data(), k};
  rest_.run({rows, rows}, space, left);
  into.sure = into.sure && left.points;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < k; ++i) {
    truth const t = truth_of_cell(left.at(i));
    into.rows[kept] = into.rows[i];
    into.certain[kept] = into.certain[i] & (t == truth::yes ? 1U : 0U);
    kept += t != truth::no ? 1U : 0U;
  }
  into.size = kept;
  space.give_back();
}

}  // namespace xunze::batch_detail
