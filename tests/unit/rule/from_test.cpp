// SPDX-License-Identifier: Apache-2.0
// Tests of rows folded and bounded.
#include "xunze/rule/from.hpp"

#include "unit/rule/show.hpp"

#include <gtest/gtest.h>

namespace xunze {
namespace {

using testing::refusal;
using testing::show;

std::string nodes_of(bound_draft const& draft) {
  auto const made = draft.cite("X-1").build();
  return made.rule->kind + " " + show(subject_spec{made.subject->body}) + "\n" +
         show(made.rule->nodes) + to_string(made.rule->condition);
}

TEST(From, IsAnAggregateUntilItIsBounded) {
  aggregate const rows = from("e").where("a > 1").where(col("b")).sum("h").key("k", "l").on("m");
  EXPECT_EQ(show(rows), ": sum h from e where a > 1 && b key k, l on m\n");
  EXPECT_EQ(show(static_cast<aggregate>(from("e"))), ": count from e\n");
  EXPECT_EQ(show(static_cast<aggregate>(from("e").any())), ": any from e\n");
  EXPECT_EQ(show(static_cast<aggregate>(from("e").set_union("tags"))), ": or tags from e\n");
}

TEST(From, AnUpperBoundOfACountIsAFrequencyCap) {
  std::string const expected =
      "freq distinct e by t=t year=p.year where w\n"
      "n: distinct p.id from e where w key t, p.year\n"
      "n <= 2";
  EXPECT_EQ(nodes_of(from("e").at_most(2).distinct("p.id").per("t", "p.year").where("w")),
            expected);
  EXPECT_EQ(nodes_of(from("e").where("w").per("t", "p.year").distinct("p.id").at_most(2)),
            expected);
}

TEST(From, AnyOtherBoundIsACountThreshold) {
  EXPECT_EQ(nodes_of(from("e").per("t").at_least("low").at_most(9)),
            "count distinct e by t=t\n"
            "n: count from e key t\n"
            "n >= low && n <= 9");
  EXPECT_EQ(nodes_of(from("e").per("t").sum("hours").at_most(72)),
            "count distinct e by t=t\n"
            "n: sum hours from e key t\n"
            "n <= 72");
}

TEST(From, ABoundIsPerSomething) {
  EXPECT_EQ(refusal([] { return from("e").at_most(1).cite("X-1").build(); }),
            "rule.arguments: `from`: per what? write `per`");
}

}  // namespace
}  // namespace xunze
