// SPDX-License-Identifier: Apache-2.0
// Columns of values: programs run over rows, and own columns that are stored or computed.
#include "batch/engine.hpp"

#include <algorithm>

namespace xunze::batch_detail {
namespace {

/// Runs a program block by block on the rows listed, or on rows 0, 1, … if none are.
/// Shape: `found(first, n, values)` gets positions in the list, in any order of blocks.
template <class Found>
void run_blocks(engine& run, program const& p, std::size_t count,
                std::span<std::int32_t const> listed, Found const& found) {
  run.for_morsels(count, [&](std::size_t begin, std::size_t end, std::size_t, scratch& space) {
    auto& values = space.take();
    for (std::size_t b = begin; b < end; b += block_rows) {
      std::size_t const n = std::min(block_rows, end - b);
      if (listed.empty()) {
        row_range const range(b, b + n);
        p.run({range.rows(), range.rows()}, space, values);
      } else {
        p.run({listed.subspan(b, n), listed.subspan(b, n)}, space, values);
      }
      found(b, n, values);
    }
    space.give_back();
  });
}

vec run_column(engine& run, program const& p, std::size_t count,
               std::span<std::int32_t const> listed) {
  vec made;
  made.type = p.type();
  made.texts = p.shared_texts();
  made.lo.resize(count);
  // Most columns have points alone: upper ends are written only where they differ.
  std::vector<std::uint8_t> wide((count + block_rows - 1) / block_rows, 0);
  auto const hi = std::make_unique_for_overwrite<std::int64_t[]>(count);
  run_blocks(run, p, count, listed, [&](std::size_t b, std::size_t n, block const& values) {
    auto const lo = values.lo.begin();
    std::copy_n(lo, n, made.lo.begin() + static_cast<std::ptrdiff_t>(b));
    if (values.points || std::equal(lo, lo + n, values.hi.begin())) return;
    wide[b / block_rows] = 1;
    std::copy_n(values.hi.begin(), n, hi.get() + b);
  });
  if (std::find(wide.begin(), wide.end(), std::uint8_t{1}) == wide.end()) return made;
  made.hi = made.lo;
  for (std::size_t b = 0; b < count; b += block_rows) {
    if (wide[b / block_rows] == 0) continue;
    std::copy_n(hi.get() + b, std::min(block_rows, count - b),
                made.hi.begin() + static_cast<std::ptrdiff_t>(b));
  }
  return made;
}

std::vector<truth> run_truths(engine& run, program const& p, std::size_t count,
                              std::span<std::int32_t const> listed) {
  std::vector<truth> made(count, truth::yes);
  if (!p) return made;
  run_blocks(run, p, count, listed, [&](std::size_t b, std::size_t n, block const& values) {
    truth* const here = made.data() + b;
    if (values.points) {
      for (std::size_t i = 0; i < n; ++i) here[i] = truth_of(values.lo[i] >= 1);
    } else {
      for (std::size_t i = 0; i < n; ++i) here[i] = truth_of_cell(values.at(i));
    }
  });
  return made;
}

}  // namespace

vec engine::column_of(program const& p, std::size_t rows) { return run_column(*this, p, rows, {}); }

vec engine::column_at(program const& p, std::vector<std::int32_t> const& rows) {
  return run_column(*this, p, rows.size(), rows);
}

vec engine::column_at(program const& p, selected_rows const& rows) {
  return run_column(*this, p, rows.size, rows.rows);
}

std::vector<truth> engine::truths_at(program const& p, selected_rows const& rows) {
  return run_truths(*this, p, rows.size, rows.rows);
}

std::vector<truth> engine::truths_of(program const& p, std::size_t rows) {
  return run_truths(*this, p, rows, {});
}

vec const& engine::own_column(frame const& of, std::size_t column) {
  if (of.computed.empty() || !of.computed[column]) return of.own[column];
  auto& values = computed_[{&of, column}].values;
  if (!values) {
    values = column_of(program(of.computed[column]), of.rows);
    values->type = of.own[column].type;
  }
  return *values;
}

std::shared_ptr<code const> engine::code_of_column(frame const& of, std::size_t column) {
  if (of.computed.empty() || !of.computed[column]) return nullptr;
  // Two readers cost less than storing; with more of them it pays to compute once.
  constexpr std::size_t most = 2;
  computed_column& known = computed_[{&of, column}];
  return known.values || ++known.readers > most ? nullptr : of.computed[column];
}

}  // namespace xunze::batch_detail
