// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/interval.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace xunze;

constexpr std::int64_t biggest = plus_infinity - 1;
constexpr std::int64_t least = minus_infinity + 1;

std::vector<interval> small_intervals() {
  std::vector<interval> all;
  for (std::int64_t lo = -3; lo <= 3; ++lo) {
    for (std::int64_t hi = lo; hi <= 3; ++hi) all.push_back({lo, hi});
  }
  return all;
}

TEST(Interval, ReservedIntegersAreNoNumbers) {
  for (std::int64_t const value : {unknown_value, none_value, minus_infinity, plus_infinity}) {
    EXPECT_FALSE(is_finite(value));
  }
  EXPECT_TRUE(is_finite(least));
  EXPECT_TRUE(is_finite(biggest));
  EXPECT_TRUE(is_finite(0));
}

// The tightest interval around all results, by trying every pair.
template <typename Operation>
interval by_pairs(interval a, interval b, Operation operation) {
  interval result{plus_infinity, minus_infinity};
  for (std::int64_t x = a.lo; x <= a.hi; ++x) {
    for (std::int64_t y = b.lo; y <= b.hi; ++y) {
      result = hull(result, interval::point(operation(x, y)));
    }
  }
  return result;
}

template <typename Relation>
truth truth_by_pairs(interval a, interval b, Relation relation) {
  bool some = false;
  bool every = true;
  for (std::int64_t x = a.lo; x <= a.hi; ++x) {
    for (std::int64_t y = b.lo; y <= b.hi; ++y) {
      some = some || relation(x, y);
      every = every && relation(x, y);
    }
  }
  return truth_from_bits(every, some);
}

TEST(Interval, ArithmeticAndComparisonsAgreeWithTryingEveryPair) {
  for (interval const a : small_intervals()) {
    for (interval const b : small_intervals()) {
      EXPECT_EQ(add(a, b), by_pairs(a, b, [](auto x, auto y) { return x + y; }));
      EXPECT_EQ(sub(a, b), by_pairs(a, b, [](auto x, auto y) { return x - y; }));
      EXPECT_EQ(mul(a, b), by_pairs(a, b, [](auto x, auto y) { return x * y; }));
      EXPECT_EQ(lesser(a, b), by_pairs(a, b, [](auto x, auto y) { return std::min(x, y); }));
      EXPECT_EQ(greater(a, b), by_pairs(a, b, [](auto x, auto y) { return std::max(x, y); }));
      EXPECT_EQ(less(a, b), truth_by_pairs(a, b, [](auto x, auto y) { return x < y; }));
      EXPECT_EQ(less_equal(a, b), truth_by_pairs(a, b, [](auto x, auto y) { return x <= y; }));
      EXPECT_EQ(equal(a, b), truth_by_pairs(a, b, [](auto x, auto y) { return x == y; }));
    }
  }
}

TEST(Interval, UnboundedEndsStayUnbounded) {
  interval const count{3, plus_infinity};
  EXPECT_EQ(add(count, interval::point(2)), (interval{5, plus_infinity}));
  EXPECT_EQ(sub(interval::point(2), count), (interval{minus_infinity, -1}));
  EXPECT_EQ(add(count, neg(count)), interval::whole());
  EXPECT_EQ(mul(count, interval::point(-2)), (interval{minus_infinity, -6}));
  EXPECT_EQ(mul(count, interval::point(0)), interval::point(0));
  EXPECT_EQ(mul(interval::whole(), interval{0, 1}), interval::whole());
  EXPECT_EQ(neg(interval::whole()), interval::whole());
}

TEST(Interval, OverflowGivesTheWholeLine) {
  EXPECT_EQ(add(interval::point(biggest), interval::point(1)), interval::whole());
  EXPECT_EQ(add(interval::point(biggest - 1), interval::point(1)), interval::point(biggest));
  EXPECT_EQ(sub(interval::point(least), interval::point(1)), interval::whole());
  EXPECT_EQ(mul(interval::point(biggest), interval::point(2)), interval::whole());
  EXPECT_EQ(mul(interval{0, biggest}, interval{0, 2}), interval::whole());
  EXPECT_EQ(add(interval{0, biggest}, interval{0, 5}), interval::whole());
}

TEST(Interval, BoundsDecideAtMostAndAtLeast) {
  EXPECT_EQ(less_equal({2, 3}, interval::point(1)), truth::no);
  EXPECT_EQ(less_equal({1, 2}, interval::point(1)), truth::unknown);
  EXPECT_EQ(less_equal({0, 1}, interval::point(1)), truth::yes);
  EXPECT_EQ(less_equal(interval::point(1), {1, plus_infinity}), truth::yes);
  EXPECT_EQ(less_equal(interval::point(1), {0, plus_infinity}), truth::unknown);
  EXPECT_EQ(equal(interval::whole(), interval::whole()), truth::unknown);
}

TEST(Interval, HullAndMembership) {
  EXPECT_EQ(hull({1, 2}, {5, 6}), (interval{1, 6}));
  EXPECT_TRUE((interval{1, 6}).contains(6));
  EXPECT_FALSE((interval{1, 6}).contains(7));
  EXPECT_TRUE(interval::point(4).is_point());
  EXPECT_FALSE((interval{plus_infinity, plus_infinity}).is_point());
}

}  // namespace
