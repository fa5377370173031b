// SPDX-License-Identifier: Apache-2.0
#include "xunze/core/pattern.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

namespace {

using xunze::failure;
using xunze::pattern;

bool matches(std::string_view source, std::string_view written) {
  return pattern::compile(source).matches(written);
}

std::string failure_code(std::string const& source) {
  try {
    static_cast<void>(pattern::compile(source));
  } catch (failure const& caught) {
    EXPECT_EQ(caught.diagnostics().size(), 1U);
    return caught.code();
  }
  return "none";
}

std::size_t failure_column(std::string const& source) {
  try {
    static_cast<void>(pattern::compile(source));
  } catch (failure const& caught) {
    return caught.diagnostics().front().at.column;
  }
  return 0;
}

TEST(Pattern, AlwaysMatchesTheWholeText) {
  EXPECT_TRUE(matches("abc", "abc"));
  EXPECT_FALSE(matches("abc", "abcd"));
  EXPECT_FALSE(matches("abc", "xabc"));
  EXPECT_FALSE(matches("abc", "ab"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_FALSE(matches("", "a"));
}

TEST(Pattern, ReadsCodePointsNotBytes) {
  EXPECT_TRUE(matches(".", "训"));
  EXPECT_FALSE(matches("..", "训"));
  EXPECT_TRUE(matches("[一-龥]{2,4}", "欧阳某某"));
  EXPECT_FALSE(matches("[一-龥]{2,4}", "欧阳某某某"));
  EXPECT_TRUE(matches("国培（\\d{4}）第?\\d+号", "国培（2023）12号"));
  EXPECT_FALSE(matches(".", "\xE8\xAE"));
  EXPECT_FALSE(matches(".*", "a\xFF"));
}

TEST(Pattern, ClassesKnowRangesNegationAndEscapes) {
  EXPECT_TRUE(matches("[A-Z0-9_]+", "AB_9"));
  EXPECT_FALSE(matches("[A-Z0-9_]+", "Ab"));
  EXPECT_TRUE(matches("[^0-9]", "x"));
  EXPECT_FALSE(matches("[^0-9]", "5"));
  EXPECT_TRUE(matches("[-a]+", "a-"));
  EXPECT_TRUE(matches("[a-]+", "a-"));
  EXPECT_TRUE(matches("[\\]\\-\\\\]+", "]-\\"));
  EXPECT_TRUE(matches("[\\dX]+", "12X"));
  EXPECT_TRUE(matches("\\w+\\s\\w+", "ab_1 c"));
  EXPECT_TRUE(matches("a\\.b\\|c\\(\\)", "a.b|c()"));
  EXPECT_FALSE(matches("a\\.b", "axb"));
}

TEST(Pattern, BoundsCountExactly) {
  pattern const three = pattern::compile("a{3}");
  pattern const some = pattern::compile("a{2,4}");
  pattern const more = pattern::compile("a{2,}");
  for (std::size_t count = 0; count <= 6; ++count) {
    std::string const text(count, 'a');
    EXPECT_EQ(three.matches(text), count == 3) << count;
    EXPECT_EQ(some.matches(text), count >= 2 && count <= 4) << count;
    EXPECT_EQ(more.matches(text), count >= 2) << count;
  }
  EXPECT_TRUE(matches("a{0}", ""));
  EXPECT_FALSE(matches("a{0}", "a"));
  EXPECT_TRUE(matches("a{1000}", std::string(1000, 'a')));
  EXPECT_FALSE(matches("a{1000}", std::string(999, 'a')));
}

TEST(Pattern, IdentityNumbersOfEighteenPlaces) {
  pattern const id = pattern::compile("\\d{17}[\\dX]");
  EXPECT_TRUE(id.matches("00000019900101000X"));
  EXPECT_FALSE(id.matches("00000019900101000x"));
  EXPECT_FALSE(id.matches("0000001990010100X"));
  EXPECT_EQ(id.source(), "\\d{17}[\\dX]");
}

TEST(Pattern, AlternativesAndGroupsNest) {
  pattern const grade = pattern::compile("(?:优|良)好|合格|(a(b|c)?){2}");
  for (char const* text : {"优好", "良好", "合格", "aa", "abac", "aab"}) {
    EXPECT_TRUE(grade.matches(text)) << text;
  }
  for (char const* text : {"好", "优", "合", "a", "abc", "aaa", ""}) {
    EXPECT_FALSE(grade.matches(text)) << text;
  }
  EXPECT_TRUE(matches("a|", ""));
  EXPECT_TRUE(matches("(a|b|)c", "c"));
}

TEST(Pattern, NestedRepeatsThatMayBeEmptyTerminate) {
  EXPECT_TRUE(matches("(a*)*", "aaa"));
  EXPECT_TRUE(matches("(a*)*", ""));
  EXPECT_TRUE(matches("((a?)+)*b", "aab"));
  EXPECT_FALSE(matches("(a*)+", "b"));
  EXPECT_TRUE(matches("(((a{0}){1000}){1000}){1000}b", "b"));
}

// A backtracking matcher needs 2^40 steps here.
TEST(Pattern, StaysLinearWhereBacktrackingExplodes) {
  std::string const text = std::string(20000, 'a') + "c";
  EXPECT_FALSE(matches("(a|a)*b", text));
  EXPECT_FALSE(matches("(a*)*b", text));
  EXPECT_TRUE(matches("(a?){40}a{40}", std::string(40, 'a')));
}

TEST(Pattern, AgreesWithTheStandardLibraryOnRandomPatterns) {
  std::mt19937 random{20230705};
  auto const pick = [&random](std::size_t below) { return random() % below; };
  auto const atom = [&pick]() -> std::string {
    constexpr char const* atoms[] = {"a", "b", "[ab]", "[^a]", ".", "(ab|b)", "(a|b?)", "c"};
    return atoms[pick(8)];
  };
  constexpr char const* repeats[] = {"", "", "?", "*", "+", "{2}", "{1,2}", "{0,3}"};
  int agreed_matches = 0;
  for (int round = 0; round < 400; ++round) {
    std::string source;
    for (std::size_t i = 0; i <= pick(4); ++i) source += atom() + repeats[pick(8)];
    pattern const ours = pattern::compile(source);
    std::regex const theirs{source};
    for (int sample = 0; sample < 40; ++sample) {
      std::string text;
      for (std::size_t i = pick(7); i > 0; --i) text += static_cast<char>('a' + pick(3));
      bool const expected = std::regex_match(text, theirs);
      ASSERT_EQ(ours.matches(text), expected) << source << " on " << text;
      agreed_matches += expected ? 1 : 0;
    }
  }
  EXPECT_GT(agreed_matches, 1000);
}

TEST(Pattern, RefusesWhatItDoesNotKnow) {
  for (char const* source :
       {"(",      ")",  "a)",  "(a", "[",  "[]", "[a",  "a{",  "a{}",   "a{,3}",    "a{3,2}",
        "a{1",    "*",  "+a",  "?",  "{2}", "a**", "a{2}{3}", "a+?", "^a", "a$",     "\\",
        "\\1",    "\\b", "[b-a]", "[\\d-z]", "]", "}", "(?=a)", "(?", "[[a]", "\xFF"}) {
    EXPECT_EQ(failure_code(source), "pattern.syntax") << source;
  }
}

TEST(Pattern, PointsAtTheOffendingCharacter) {
  EXPECT_EQ(failure_column("训则*)"), 4U);
  EXPECT_EQ(failure_column("ab^"), 3U);
  EXPECT_EQ(failure_column("a(b"), 2U);
  EXPECT_EQ(failure_column("a[b"), 2U);
  EXPECT_EQ(failure_column("a\\q"), 2U);
  EXPECT_EQ(failure_column("a{x}"), 2U);
  EXPECT_EQ(failure_column("[z-a]"), 2U);
}

TEST(Pattern, LimitsTheProgramNotTheText) {
  EXPECT_EQ(failure_code("a{1001}"), "pattern.size");
  EXPECT_EQ(failure_code("(a{1000}){1000}"), "pattern.size");
  EXPECT_EQ(failure_code("(((a{1000}){1000}){1000}){1000}"), "pattern.size");
  EXPECT_EQ(failure_code(std::string(20000, 'a')), "pattern.size");
  EXPECT_EQ(failure_code("(a{9}){1000}"), "none");
  EXPECT_EQ(failure_code(std::string(200, '(') + std::string(200, ')')), "pattern.syntax");
  EXPECT_EQ(failure_code(std::string(100, '(') + std::string(100, ')')), "none");
  EXPECT_TRUE(matches("a*", std::string(1000000, 'a')));
}

}  // namespace
