// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/truth.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace {

using namespace xunze;

constexpr std::array all{truth::no, truth::unknown, truth::yes};

static_assert(and_(truth::yes, truth::unknown) == truth::unknown);

TEST(Truth, AndOrNotImpliesFollowKleene) {
  constexpr auto n = truth::no;
  constexpr auto u = truth::unknown;
  constexpr auto y = truth::yes;
  constexpr truth and_table[3][3] = {{n, n, n}, {n, u, u}, {n, u, y}};
  constexpr truth or_table[3][3] = {{n, u, y}, {u, u, y}, {y, y, y}};
  constexpr truth implies_table[3][3] = {{y, y, y}, {u, u, y}, {n, u, y}};
  constexpr truth not_table[3] = {y, u, n};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(not_(all[i]), not_table[i]);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_EQ(and_(all[i], all[j]), and_table[i][j]) << i << j;
      EXPECT_EQ(or_(all[i], all[j]), or_table[i][j]) << i << j;
      EXPECT_EQ(implies(all[i], all[j]), implies_table[i][j]) << i << j;
    }
  }
}

// Every way to complete the unknowns; the answer is known only if all ways agree.
truth by_completion(std::size_t k, std::vector<truth> values) {
  for (truth& value : values) {
    if (value != truth::unknown) continue;
    value = truth::no;
    truth const low = by_completion(k, values);
    value = truth::yes;
    truth const high = by_completion(k, values);
    return low == high ? low : truth::unknown;
  }
  std::size_t count = 0;
  for (truth const value : values) count += value == truth::yes ? 1U : 0U;
  return truth_of(count >= k);
}

TEST(Truth, AtLeastAgreesWithCompletingTheUnknowns) {
  for (truth const a : all) {
    for (truth const b : all) {
      for (truth const c : all) {
        for (truth const d : all) {
          std::vector<truth> const values{a, b, c, d};
          for (std::size_t k = 0; k <= 5; ++k) {
            EXPECT_EQ(at_least(k, values), by_completion(k, values));
          }
          EXPECT_EQ(all_of(values), at_least(4, values));
          EXPECT_EQ(any_of(values), at_least(1, values));
        }
      }
    }
  }
}

TEST(Truth, NothingToCombineIsNeutral) {
  EXPECT_EQ(all_of({}), truth::yes);
  EXPECT_EQ(any_of({}), truth::no);
  EXPECT_EQ(at_least(0, {}), truth::yes);
  EXPECT_EQ(at_least(1, {}), truth::no);
}

TEST(Truth, BitsAndCodesNameTheThreeValues) {
  EXPECT_EQ(truth_from_bits(false, false), truth::no);
  EXPECT_EQ(truth_from_bits(false, true), truth::unknown);
  EXPECT_EQ(truth_from_bits(true, true), truth::yes);
  for (truth const value : all) {
    EXPECT_EQ(truth_from_bits(is_certain(value), is_possible(value)), value);
  }
  EXPECT_EQ(truth_of(true), truth::yes);
  EXPECT_EQ(truth_of(std::optional<bool>{}), truth::unknown);
  EXPECT_EQ(truth_of(std::optional{false}), truth::no);
  EXPECT_EQ(code_of(truth::no), "no");
  EXPECT_EQ(code_of(truth::unknown), "unknown");
  EXPECT_EQ(code_of(truth::yes), "yes");
}

}  // namespace
