// SPDX-License-Identifier: Apache-2.0
#include "xunze/report/masking.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Masked, KeepsTheFirstAndTheLastCharacter) {
  EXPECT_EQ(masked("王小明"), "王*明");
  EXPECT_EQ(masked("欧阳小明"), "欧**明");
  EXPECT_EQ(masked("110101190001011237"), "1****************7");
}

TEST(Masked, ShortTextsKeepLess) {
  EXPECT_EQ(masked("李四"), "李*");
  EXPECT_EQ(masked("李"), "*");
  EXPECT_EQ(masked(""), "");
}

TEST(IdentityShape, IsFifteenOrEighteenDigits) {
  EXPECT_TRUE(is_identity_shaped("110101190001011237"));
  EXPECT_TRUE(is_identity_shaped("11010119000101123X"));
  EXPECT_TRUE(is_identity_shaped("110101190001011"));
  EXPECT_FALSE(is_identity_shaped("11010119000101X"));
  EXPECT_FALSE(is_identity_shaped("1101011900010112"));
  EXPECT_FALSE(is_identity_shaped("t1"));
  EXPECT_FALSE(is_identity_shaped(""));
}

TEST(MaskIdentities, FindsThemInsideATextAndLeavesTheRest) {
  EXPECT_EQ(mask_identities("教师110101190001011237参加2项"), "教师1****************7参加2项");
  EXPECT_EQ(mask_identities("x110101190001011237"), "x110101190001011237");
  EXPECT_EQ(mask_identities("2023-12-31，编号t1"), "2023-12-31，编号t1");
}

}  // namespace
}  // namespace xunze
