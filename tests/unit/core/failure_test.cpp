// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace {

using namespace xunze;

static_assert(std::is_nothrow_copy_constructible_v<failure>);

TEST(Failure, CarriesCodeMessageAndFindings) {
  diagnostics found;
  found.warning("pack.hint", {}, {"提醒", "hint"});
  found.error("pack.bad", {}, {"有误", "bad"});
  failure const thrown{"pack.invalid", {"规则包无效", "the pack is not valid"}, found};
  EXPECT_EQ(thrown.code(), "pack.invalid");
  EXPECT_EQ(thrown.message().zh, "规则包无效");
  EXPECT_EQ(thrown.diagnostics(), found.list());
  EXPECT_STREQ(thrown.what(), "pack.invalid: 规则包无效 | the pack is not valid");
}

TEST(Failure, CopiesShareTheirContent) {
  failure const thrown{"a.b", {"甲", "a"}};
  failure const copy = thrown;
  EXPECT_EQ(&copy.code(), &thrown.code());
}

TEST(ThrowIfErrors, ThrowsOnlyForErrors) {
  diagnostics found;
  EXPECT_NO_THROW(throw_if_errors(found, "a.b", {"甲", "a"}));
  found.warning("a.warning", {}, {"一", "one"});
  EXPECT_NO_THROW(throw_if_errors(found, "a.b", {"甲", "a"}));
  found.error("a.error", {}, {"二", "two"});
  try {
    throw_if_errors(found, "a.b", {"甲", "a"});
    FAIL() << "no failure";
  } catch (failure const& caught) {
    EXPECT_EQ(caught.code(), "a.b");
    EXPECT_EQ(caught.diagnostics().size(), 2U);
  }
}

}  // namespace
