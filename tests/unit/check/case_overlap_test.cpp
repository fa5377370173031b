// SPDX-License-Identifier: Apache-2.0
#include "check/case_overlap.hpp"

#include "support/small_world.hpp"
#include "xunze/rule/draft.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace xunze {
namespace {

/// What is said of a value with these guards; the last case is over those that `over` names.
diagnostics bound_with(std::vector<char const*> guards, std::vector<std::string> over = {}) {
  auto value = std::make_shared<expression_node>();
  value->kind = operation::cases;
  value->operands.push_back(parse_expression("1"));
  for (std::size_t i = 0; i < guards.size(); ++i) {
    value->operands.push_back(parse_expression(guards[i]));
    value->operands.push_back(parse_expression(std::to_string(i + 2)));
    bool const last = i + 1 == guards.size();
    std::string const number = std::to_string(i);
    value->cases.push_back({"case" + number, "T-" + number, last ? over : decltype(over){}});
  }
  policy const rules =
      test::policy_of(elig({.subject = "enrolment", .require = "days <= limit"})
                          .cite("T-1")
                          .let("limit", argument{expression{std::move(value)}}));
  diagnostics found;
  (void)bind(rules, *test::small_words(), found);
  return found;
}

bool may_collide(char const* a, char const* b) {
  auto const found = bound_with({a, b});
  if (found.empty()) return false;
  EXPECT_EQ(found[0].code, "cases.may_collide") << render(found, language::en);
  return true;
}

TEST(CaseOverlap, WhatCannotHoldTogetherIsNotNoted) {
  struct line {
    char const* a;
    char const* b;
  };
  line const lines[] = {
      {"status == 'selected'", "status == 'completed'"},
      {"status == 'selected'", "status != 'selected'"},
      {"status == 'selected'", "status in ['completed', 'dropped']"},
      {"status in ['selected', 'completed']", "status in ['dropped']"},
      {"again", "!again"},
      {"has(done_on)", "!has(done_on) && days > 1"},
      {"!(again && days > 1)", "days > 1 && again"},
      {"days < 3", "days >= 3"},
      {"days < 3", "days > 5"},
      {"3 > days", "3 <= days"},
      {"days <= 3", "!(days <= 3)"},
      {"days == 3", "days == 4"},
      {"days == 3", "days > 3"},
      {"days < class.hours", "days >= class.hours"},
      {"days < class.hours", "class.hours < days"},
      {"class.start_date < date('2023-01-01')", "class.start_date >= date('2023-06-01')"},
      {"score < 1", "score >= 1.5"},
      {"days < 3 || days > 9", "days >= 4 && days <= 8"},
  };
  for (line const& l : lines) {
    EXPECT_FALSE(may_collide(l.a, l.b)) << l.a << " / " << l.b;
    EXPECT_FALSE(may_collide(l.b, l.a)) << l.b << " / " << l.a;
  }
}

TEST(CaseOverlap, WhatMayHoldTogetherIsNoted) {
  struct line {
    char const* a;
    char const* b;
  };
  line const lines[] = {
      {"again", "has(done_on)"},
      {"status == 'selected'", "again"},
      {"status in ['selected', 'completed']", "status == 'completed'"},
      {"status != 'selected'", "status != 'completed'"},
      {"days <= 3", "days >= 3"},
      {"days < 5", "days > 3"},
      {"days == 3", "days >= 3"},
      {"days < 3", "class.hours >= 3"},
      {"score <= 1.5", "score >= 1"},
      {"days < 3 || again", "days > 9"},
      {"!(days < 3 && again)", "days < 2"},
  };
  for (line const& l : lines) {
    EXPECT_TRUE(may_collide(l.a, l.b)) << l.a << " / " << l.b;
    EXPECT_TRUE(may_collide(l.b, l.a)) << l.b << " / " << l.a;
  }
}

TEST(CaseOverlap, TheNoteNamesLabelsAndClauses) {
  auto const found = bound_with({"again", "has(done_on)"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].level, diagnostic_level::note);
  EXPECT_EQ(found[0].message.en,
            "exceptions `case0` (T-0) and `case1` (T-1) may both hold, and neither is over the "
            "other");
  EXPECT_NE(found[0].message.zh.find("“case0” (T-0)"), std::string::npos);
}

TEST(CaseOverlap, AnOrderSettlesIt) {
  EXPECT_TRUE(bound_with({"again", "has(done_on)"}, {"case0"}).empty());
  // Of three, the last is over one only: the others remain.
  EXPECT_EQ(bound_with({"again", "has(done_on)", "days > 1"}, {"case0"}).size(), 2U);
  EXPECT_TRUE(
      bound_with({"again", "!again", "days > 1"}, {"case0", "case1"}).empty());
}

TEST(CaseOverlap, MoreCasesThanCanBeOrderedAreRefused) {
  auto const found = bound_with(std::vector<char const*>(65, "again"));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].code, "cases.many");
  EXPECT_TRUE(found.has_errors());
}

}  // namespace
}  // namespace xunze
