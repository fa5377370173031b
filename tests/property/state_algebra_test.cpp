// SPDX-License-Identifier: Apache-2.0
// Laws of resident states, and their agreement with the states of a scan, whole and in parts.
#include "batch/folds.hpp"
#include "support/small_world.hpp"
#include "xunze/batch/state.hpp"
#include "xunze/batch/sum_state.hpp"
#include "xunze/batch/union_state.hpp"
#include "xunze/batch/value_states.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace xunze {
namespace {

using batch_detail::fold_context;
using plan_detail::cell;
using random_engine = std::mt19937;

struct row {
  state_value value;
  bool certain;
};

std::size_t below(random_engine& random, std::size_t n) {
  return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
}

/// How often each sort of input and of answer occurred; a law that saw none of them proves nothing.
struct tally {
  std::size_t nones = 0, unknowns = 0, ranges = 0, doubtful = 0, empty = 0, open = 0, points = 0;
};

/// Small numbers, so that values repeat; now and then a none, an unknown, a range, an infinity.
state_value number(random_engine& random) {
  auto const n = static_cast<std::int64_t>(below(random, 7)) - 3;
  switch (below(random, 12)) {
    case 0: return std::nullopt;
    case 1: return interval::whole();
    case 2: return interval{n, n + 2};
    case 3: return below(random, 4) == 0 ? interval{plus_infinity, plus_infinity}
                                         : interval::point(n);
    case 4: return interval{n, plus_infinity};
    default: return interval::point(n);
  }
}

state_value mask(random_engine& random) {
  auto const lo = static_cast<std::int64_t>(below(random, 8));
  switch (below(random, 8)) {
    case 0: return std::nullopt;
    case 1: return interval{0, 7};
    case 2: return interval{lo, lo | static_cast<std::int64_t>(below(random, 8))};
    default: return interval::point(lo);
  }
}

std::vector<row> random_rows(random_engine& random, bool masks) {
  std::vector<row> made(below(random, 12));
  for (row& r : made) {
    r.value = masks ? mask(random) : number(random);
    r.certain = below(random, 3) != 0;
  }
  return made;
}

/// Rows as a scan hands them over, all of one group.
struct scan_block {
  std::unique_ptr<plan_detail::block> values = std::make_unique<plan_detail::block>();
  std::unique_ptr<batch_detail::selection> picked = std::make_unique<batch_detail::selection>();
  std::vector<std::int32_t> groups;

  explicit scan_block(std::vector<row> const& rows) : groups(rows.size(), 0) {
    picked->size = rows.size();
    values->points = std::all_of(rows.begin(), rows.end(), [](row const& r) {
      return r.value && r.value->lo == r.value->hi;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      values->put(i, rows[i].value ? cell{rows[i].value->lo, rows[i].value->hi}
                                   : plan_detail::none_cell);
      picked->rows[i] = static_cast<std::int32_t>(i);
      picked->certain[i] = rows[i].certain ? 1 : 0;
    }
  }
};

/// What the states of a scan say: each part absorbed by a state of its own, as threads do, and
/// merged into the first in the order of the parts.
interval scanned(std::vector<std::vector<row>> const& parts, fold_context const& context) {
  std::vector<scan_block> blocks;
  for (auto const& part : parts) blocks.emplace_back(part);
  std::unique_ptr<batch_detail::fold> total;
  for (scan_block const& b : blocks) {
    auto fold = batch_detail::make_fold(context);
    fold->absorb(b.groups, *b.picked, *b.values);
    if (total) {
      total->merge(*fold);
    } else {
      total = std::move(fold);
    }
  }
  for (std::size_t i = 0; total->wants_more() && i < blocks.size(); ++i) {
    auto fold = batch_detail::make_fold(context);
    fold->share_question(*total);
    fold->absorb_again(blocks[i].groups, *blocks[i].picked, *blocks[i].values);
    total->merge_again(*fold);
  }
  cell const judged = total->judge(0);
  return {judged.lo, judged.hi};
}

template <aggregate_state State>
void absorb(State& into, std::vector<row> const& rows) {
  for (row const& r : rows) into.absorb(r.value, r.certain);
}

template <aggregate_state State>
void check_laws(State const& fresh, fold_context const& context, tally& seen,
                random_engine& random) {
  bool const masks = context.op == aggregate_op::set_union;
  auto rows = random_rows(random, masks);
  State whole = fresh;
  absorb(whole, rows);
  interval const answer = whole.judge();
  ASSERT_EQ(answer, scanned({rows}, context));
  seen.empty += rows.empty() ? 1 : 0;
  seen.points += answer.lo == answer.hi ? 1 : 0;
  seen.open += answer.lo != answer.hi ? 1 : 0;
  for (row const& r : rows) {
    seen.nones += r.value ? 0 : 1;
    seen.unknowns += r.value == interval::whole() || (masks && r.value == interval{0, 7}) ? 1 : 0;
    seen.ranges += r.value && r.value->lo != r.value->hi ? 1 : 0;
    seen.doubtful += r.certain ? 0 : 1;
  }

  // Any split, each part in any order, merged in any order.
  std::shuffle(rows.begin(), rows.end(), random);
  std::vector<State> parts(1 + below(random, 4), fresh);
  std::vector<std::vector<row>> shares(parts.size());
  for (row const& r : rows) {
    std::size_t const part = below(random, parts.size());
    parts[part].absorb(r.value, r.certain);
    shares[part].push_back(r);
  }
  ASSERT_EQ(scanned(shares, context), answer);
  std::shuffle(shares.begin(), shares.end(), random);
  ASSERT_EQ(scanned(shares, context), answer);
  while (parts.size() > 1) {
    std::shuffle(parts.begin(), parts.end(), random);
    State const last = parts.back();
    parts.pop_back();
    parts[below(random, parts.size())].merge(last);
  }
  ASSERT_EQ(parts[0], whole);
  ASSERT_EQ(parts[0].judge(), answer);

  // Taking a part back leaves the rest; merging the fresh state changes nothing.
  std::size_t const kept = rows.empty() ? 0 : below(random, rows.size() + 1);
  State rest = fresh;
  absorb(rest, {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept)});
  for (std::size_t i = kept; i < rows.size(); ++i) whole.retract(rows[i].value, rows[i].certain);
  ASSERT_EQ(whole, rest);
  ASSERT_EQ(whole.judge(), rest.judge());
  rest.merge(fresh);
  ASSERT_EQ(whole, rest);
}

template <typename Make>
void check_all(aggregate_op op, Make const& make) {
  random_engine random{20231231};
  tally seen;
  for (unknown_domain const& domain :
       {unknown_domain{}, unknown_domain{{0, 30}, false}, unknown_domain{{-4, 4}, true}}) {
    fold_context context;
    context.op = op;
    context.groups = 1;
    context.type.codes = test::small_words()->find_enum("topic");
    context.unknown_value = domain.range;
    context.none_possible = domain.none_possible;
    for (int i = 0; i < 3000 && !::testing::Test::HasFatalFailure(); ++i) {
      check_laws(make(domain), context, seen, random);
    }
  }
  std::cout << "rows: none " << seen.nones << ", unknown " << seen.unknowns << ", ranges "
            << seen.ranges << ", doubtful " << seen.doubtful << "; answers: empty " << seen.empty
            << ", points " << seen.points << ", open " << seen.open << '\n';
  for (std::size_t n : {seen.nones, seen.unknowns, seen.ranges, seen.doubtful, seen.empty,
                        seen.points, seen.open}) {
    EXPECT_GT(n, 0U);
  }
}

TEST(StateAlgebra, Count) {
  check_all(aggregate_op::count, [](unknown_domain const&) { return count_state{}; });
}
TEST(StateAlgebra, Any) {
  check_all(aggregate_op::any, [](unknown_domain const&) { return any_state{}; });
}
TEST(StateAlgebra, Sum) {
  check_all(aggregate_op::sum, [](unknown_domain const& d) { return sum_state{d}; });
}
TEST(StateAlgebra, Least) {
  check_all(aggregate_op::min,
            [](unknown_domain const& d) { return extreme_state{extreme::least, d}; });
}
TEST(StateAlgebra, Greatest) {
  check_all(aggregate_op::max,
            [](unknown_domain const& d) { return extreme_state{extreme::greatest, d}; });
}
TEST(StateAlgebra, Distinct) {
  check_all(aggregate_op::distinct, [](unknown_domain const& d) { return distinct_state{d}; });
}
TEST(StateAlgebra, Union) {
  check_all(aggregate_op::set_union, [](unknown_domain const&) { return union_state{7}; });
}

}  // namespace
}  // namespace xunze
