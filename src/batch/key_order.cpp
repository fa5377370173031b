// SPDX-License-Identifier: Apache-2.0
#include "batch/key_order.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace xunze::batch_detail {
namespace {

/// How many bytes all texts among the codes begin with alike.
std::size_t shared_beginning(std::vector<std::int64_t> const& codes, dictionary const& texts) {
  std::string_view first;
  std::size_t shared = std::string_view::npos;
  for (std::int64_t code : codes) {
    if (code < 0) continue;
    std::string_view const word = texts.text_of(static_cast<std::int32_t>(code));
    if (shared == std::string_view::npos) {
      first = word;
      shared = word.size();
    }
    if (word.substr(0, shared) == first.substr(0, shared)) continue;
    auto const end = word.begin() + static_cast<std::ptrdiff_t>(std::min(shared, word.size()));
    shared = static_cast<std::size_t>(
        std::mismatch(word.begin(), end, first.begin()).first - word.begin());
  }
  return shared;
}

/// Eight bytes of a text as a number in the order of texts.
std::uint64_t head_of(std::string_view word, std::size_t begin) {
  std::uint64_t head = 0;
  for (std::size_t i = begin; i < begin + 8; ++i) {
    head = head << 8U | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0U);
  }
  return head;
}

}  // namespace

key_order::key_order(engine& run, relation_id relation, std::vector<std::size_t> rows)
    : rows_(std::move(rows)) {
  for (access const& a : run.bound().relations[relation].key) read(run, relation, a);
  make_heads();
}

void key_order::read(engine& run, relation_id relation, access const& a) {
  auto node = std::make_shared<bound_node>();
  node->kind = bound_node::form::read;
  node->read = a;
  bound_policy const& bound = run.bound();
  relation_id at = relation;
  for (std::size_t hop : a.hops) at = bound.relations[at].members[hop].second;
  node->type = a.from == access::start::own ? bound.relations[at].own[a.own].type
                                            : type_of(*bound.words, *a.table, a.column);
  program const p = compile(node, run, relation);
  std::vector<std::int64_t> part(rows_.size());
  auto& result = run.space().take();
  std::array<std::int32_t, block_rows> block_of_rows;
  for (std::size_t b = 0; b < rows_.size(); b += block_rows) {
    std::size_t const n = std::min(block_rows, rows_.size() - b);
    for (std::size_t i = 0; i < n; ++i) block_of_rows[i] = static_cast<std::int32_t>(rows_[b + i]);
    p.run({{block_of_rows.data(), n}, {block_of_rows.data(), n}}, run.space(), result);
    std::copy_n(result.lo.begin(), n, part.begin() + static_cast<std::ptrdiff_t>(b));
  }
  run.space().give_back();
  parts_.push_back(std::move(part));
  texts_.push_back(p.shared_texts());
}

void key_order::make_heads() {
  heads_.assign(rows_.size(), 0);
  if (parts_.empty()) return;
  std::vector<std::int64_t> const& first = parts_[0];
  if (!texts_[0]) {
    for (std::size_t i = 0; i < first.size(); ++i) {
      heads_[i] = static_cast<std::uint64_t>(first[i]) ^ std::uint64_t{1} << 63U;
    }
    return;
  }
  // What is no text comes first, as heads of 0 do.
  std::size_t const shared = shared_beginning(first, *texts_[0]);
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i] < 0) continue;
    heads_[i] = head_of(texts_[0]->text_of(static_cast<std::int32_t>(first[i])), shared);
  }
}

bool key_order::less_in_full(std::size_t x, std::size_t y) const {
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    std::int64_t const a = parts_[k][x];
    std::int64_t const b = parts_[k][y];
    if (a == b) continue;
    if (!texts_[k] || a < 0 || b < 0) return a < b;
    int const c = texts_[k]->text_of(static_cast<std::int32_t>(a))
                      .compare(texts_[k]->text_of(static_cast<std::int32_t>(b)));
    if (c != 0) return c < 0;
  }
  return rows_[x] < rows_[y];
}

std::vector<std::size_t> key_order::sorted() const {
  struct entry {
    std::uint64_t head;
    std::size_t place;
  };
  std::vector<entry> entries(rows_.size());
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = {heads_[i], i};
  std::sort(entries.begin(), entries.end(), [&](entry const& x, entry const& y) {
    return x.head != y.head ? x.head < y.head : less_in_full(x.place, y.place);
  });
  std::vector<std::size_t> order(rows_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = rows_[entries[i].place];
  return order;
}

}  // namespace xunze::batch_detail
