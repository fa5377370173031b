// SPDX-License-Identifier: Apache-2.0
// Tests of the table of functions.
#include "xunze/policy/functions.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

TEST(Functions, AreFoundByNameAlone) {
  for (function_signature const& one : functions()) EXPECT_EQ(find_function(one.name), &one);
  EXPECT_EQ(find_function("frob"), nullptr);
  EXPECT_EQ(find_function("zzz"), nullptr);
  EXPECT_EQ(find_function(""), nullptr);
}

TEST(Functions, OptionalArgumentsAreCounted) {
  EXPECT_EQ(find_function("due_after")->min_arguments, 2U);
  EXPECT_EQ(find_function("due_after")->max_arguments, 5U);
  EXPECT_EQ(find_function("ceil")->max_arguments, 2U);
  EXPECT_EQ(find_function("holds")->form, call_form::both);
  EXPECT_EQ(find_function("ancestor")->form, call_form::step);
}

}  // namespace
}  // namespace xunze
