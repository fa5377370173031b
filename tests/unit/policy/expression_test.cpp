// SPDX-License-Identifier: Apache-2.0
// Tests of expressions: parsing, canonical text, diagnostics.
#include "xunze/policy/expression.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

namespace xunze {
namespace {

std::string canonical(std::string_view source) { return to_string(parse_expression(source)); }

diagnostics errors_of(std::string_view source, place origin = {}) {
  diagnostics out;
  EXPECT_EQ(parse_expression(source, origin, out), nullptr) << source;
  EXPECT_TRUE(out.has_errors()) << source;
  return out;
}

// Code and column of each diagnostic: `expression.syntax@3 expression.function@9`.
std::string summary(std::string_view source) {
  std::string out;
  for (diagnostic const& one : errors_of(source)) {
    if (!out.empty()) out += ' ';
    out += one.code.substr(11) + "@" + std::to_string(one.at.column);
    EXPECT_FALSE(one.message.zh.empty() || one.message.en.empty()) << source;
    EXPECT_EQ(one.excerpt, source);
  }
  return out;
}

TEST(ParseExpression, CanonicalTextIsKept) {
  for (std::string_view const source : {
           "n <= max_per_year",
           "p.level == 'national' && status in counted_statuses",
           "a || b && !c",
           "(a || b) && c",
           "x in ['a', 'b']",
           "school.region.ancestor('county') == county_id",
           "holds('SX23-2.2-e') && h.holds('X/part')",
           "h.p.x.ancestor('city').holds('X')",
           "a ? b : c ? d : e",
           "(a ? b : c) ? d : e",
           "a - (b - c) - d",
           "a * (b + -5) * -c",
           "-(5) + -(-5)",
           "due_after(d, 20, 'working', 'next') <= date('2023-07-25')",
           "0.10 * den <= num",
           "(a == b) == c",
           "matches(code, '[A-Z]{2}\\\\d')",
           "t == 'it\\'s\\n\\t\\\\'",
           "has(x) == true",
       }) {
    expression const parsed = parse_expression(source);
    EXPECT_EQ(to_string(parsed), source);
    EXPECT_TRUE(same(parsed, parse_expression(to_string(parsed)))) << source;
  }
}

TEST(ParseExpression, BlanksQuotesAndParenthesesAreNormalised) {
  EXPECT_EQ(canonical("  ((a))+b *\n\"x\" "), "a + b * 'x'");
  EXPECT_EQ(canonical("a&&(b&&c)"), "a && (b && c)");
  EXPECT_EQ(canonical("(a&&b)&&c"), "a && b && c");
  EXPECT_EQ(canonical("!(a==b)"), "!(a == b)");
  EXPECT_EQ(canonical("-(a+b)"), "-(a + b)");
  EXPECT_EQ(canonical("- 5"), "-5");
}

TEST(ParseExpression, PrecedenceIsThatOfTheGrammar) {
  auto const e = parse_expression("a || b && c + d * -e <= f ? g : h");
  ASSERT_EQ(e->kind, operation::choose);
  auto const& disjunction = e->operands[0];
  ASSERT_EQ(disjunction->kind, operation::logical_or);
  auto const& conjunction = disjunction->operands[1];
  ASSERT_EQ(conjunction->kind, operation::logical_and);
  auto const& comparison = conjunction->operands[1];
  ASSERT_EQ(comparison->kind, operation::less_equal);
  auto const& sum = comparison->operands[0];
  ASSERT_EQ(sum->kind, operation::add);
  ASSERT_EQ(sum->operands[1]->kind, operation::multiply);
  EXPECT_EQ(sum->operands[1]->operands[1]->kind, operation::negate);
}

TEST(ParseExpression, LiteralsAreExact) {
  EXPECT_EQ(parse_expression("0.10")->literal, value{(decimal{10, 2})});
  EXPECT_EQ(parse_expression("0.10")->literal.get_if<decimal>()->scale, 2);
  EXPECT_EQ(parse_expression("12")->literal, value{12});
  EXPECT_EQ(parse_expression("true")->literal, value{true});
  EXPECT_EQ(parse_expression("-9223372036854775808")->literal, value{INT64_MIN});
  EXPECT_EQ(parse_expression("'陕西'")->literal, value{"陕西"});
  EXPECT_EQ(summary("9223372036854775808"), "syntax@1");
}

TEST(ParseExpression, AncestorIsAStepAndHoldsIsACall) {
  auto const path = parse_expression("x.ancestor('county').name");
  ASSERT_EQ(path->kind, operation::path);
  EXPECT_EQ(path->path, (std::vector<path_step>{{"x", {}}, {"ancestor", {"county"}}, {"name", {}}}));
  auto const call = parse_expression("h.p.holds('X')");
  ASSERT_EQ(call->kind, operation::call);
  EXPECT_EQ(call->function, "holds");
  EXPECT_EQ(call->path, (std::vector<path_step>{{"h", {}}, {"p", {}}}));
  ASSERT_EQ(call->operands.size(), 1U);
  EXPECT_EQ(call->operands[0]->literal, value{"X"});
}

TEST(ParseExpression, PlacesCountFromTheOrigin) {
  place const origin{.file = "pack.json", .line = 12, .column = 20};
  diagnostics const found = errors_of("省 + x", origin);
  EXPECT_EQ(found[0].at, (place{.file = "pack.json", .line = 12, .column = 20}));
  EXPECT_EQ(found[0].excerpt, "");
  diagnostics const later = errors_of("'省' == frob(x)", origin);
  EXPECT_EQ(later[0].at.column, 27U);
  diagnostics out;
  auto const e = parse_expression("a &&\n  b", origin, out);
  EXPECT_EQ(e->at, origin);
  EXPECT_EQ(e->operands[1]->at, (place{.file = "pack.json", .line = 13, .column = 3}));
}

TEST(ParseExpression, EveryMistakeIsReported) {
  EXPECT_EQ(summary("frob(x) && sizze(s) > 1"), "function@1 function@12");
  EXPECT_EQ(summary("a + && b +"), "syntax@5 syntax@11");
  EXPECT_EQ(summary("a # b || c $ d"), "syntax@3 syntax@12");
  EXPECT_EQ(summary("a b && frob(x)"), "syntax@3 function@8");
  EXPECT_EQ(summary("f(a, b && year(a, b)"), "function@1 arity@11 syntax@21");
}

TEST(ParseExpression, MistakesAreNamedWhereTheyAre) {
  EXPECT_EQ(summary(""), "syntax@1");
  EXPECT_EQ(summary("a < b < c"), "syntax@7");
  EXPECT_EQ(summary("[1, 2] == x"), "syntax@1");
  EXPECT_EQ(summary("x in []"), "syntax@7");
  EXPECT_EQ(summary("x."), "syntax@3");
  EXPECT_EQ(summary("x = 1"), "syntax@3");
  EXPECT_EQ(summary("x / 2"), "syntax@3");
  EXPECT_EQ(summary("1e5"), "syntax@1");
  EXPECT_EQ(summary("1."), "syntax@1");
  EXPECT_EQ(summary("'open"), "syntax@1");
  EXPECT_EQ(summary("'a\\q'"), "syntax@3");
  EXPECT_EQ(summary("x == null"), "syntax@6");
  EXPECT_EQ(summary("(a"), "syntax@3");
  EXPECT_EQ(summary("a)"), "syntax@2");
  EXPECT_EQ(summary("a and b"), "syntax@3");
  EXPECT_EQ(summary("in"), "syntax@1");
  EXPECT_EQ(summary("a ? b"), "syntax@6");
}

TEST(ParseExpression, WordsInAnotherScriptAreOneMistake) {
  auto const said = [](char const* source) {
    diagnostics found;
    EXPECT_EQ(parse_expression(source, place{}, found), nullptr);
    std::string all;
    for (diagnostic const& one : found) all += one.message.en + "; ";
    return all;
  };
  EXPECT_EQ(said("年龄 >= 18"), "unexpected characters `年龄`; ");
  EXPECT_EQ(said("教师年龄大于18岁并且在职"), "unexpected characters `教师年龄大于18岁并且在职`; ");
  EXPECT_EQ(said("年龄 > 3 && 状态 == 'a'"),
            "unexpected characters `年龄`; unexpected characters `状态`; ");
  EXPECT_EQ(said("level == “国培”"), "unexpected characters `“国培”`; ");
  EXPECT_EQ(said("level == ‘国培’ && (a == b)"), "unexpected characters `‘国培’`; ");
  EXPECT_EQ(said("（a + b） ≥ f(1，2)"),
            "unexpected character `（`; unexpected character `）`; unexpected character `≥`; "
            "unknown function `f`; unexpected character `，`; ");
  EXPECT_EQ(said("a & b = c"), "unexpected character `&`; unexpected character `=`; ");
  EXPECT_EQ(said("年龄≥18"), "unexpected characters `年龄`; unexpected character `≥`; ");
  EXPECT_EQ(said("年 $"), "unexpected character `年`; unexpected character `$`; ");
}

TEST(ParseExpression, FunctionsAndTheirArgumentsAreChecked) {
  EXPECT_EQ(errors_of("add_day(d, 1)")[0].help.en, "did you mean `add_days`?");
  EXPECT_EQ(errors_of("x.ancester('county')")[0].help.en, "did you mean `ancestor`?");
  EXPECT_EQ(summary("x.size()"), "function@3");
  EXPECT_EQ(summary("ancestor('county')"), "function@1");
  EXPECT_EQ(summary("year()"), "arity@1");
  EXPECT_EQ(summary("date(2023, 1)"), "arity@1");
  EXPECT_EQ(summary("due_after(d, 1, 'calendar', 'none', 'next', 0)"), "arity@1");
  EXPECT_EQ(summary("holds(x)"), "syntax@7");
  EXPECT_EQ(summary("x.ancestor(level)"), "syntax@12");
  EXPECT_EQ(summary("h.holds('X').y"), "syntax@13");
}

TEST(ParseExpression, NestingStopsAtSixtyFour) {
  auto const nested = [](std::size_t depth) {
    return std::string(depth, '(') + "x" + std::string(depth, ')');
  };
  EXPECT_EQ(canonical(nested(64)), "x");
  EXPECT_EQ(errors_of(nested(65)).size(), 1U);
  EXPECT_EQ(errors_of(nested(65))[0].code, "expression.depth");
  EXPECT_EQ(errors_of(std::string(4000, '!') + "x")[0].code, "expression.depth");
  std::string chain = "g0 ? v0 : ";
  for (int i = 0; i < 200; ++i) chain += "g ? v : ";
  EXPECT_EQ(canonical(chain + "w"), chain + "w");
}

TEST(ParseExpression, SizeStopsAtEightKibibytes) {
  EXPECT_NE(parse_expression(std::string(8191, ' ') + "x"), nullptr);
  EXPECT_EQ(errors_of(std::string(8192, ' ') + "x")[0].code, "expression.size");
}

TEST(ParseExpression, ChainsStopAtFiveHundredAndTwelve) {
  std::string chain = "a";
  for (int i = 1; i < 512; ++i) chain += "+a";
  EXPECT_NE(parse_expression(chain), nullptr);
  EXPECT_EQ(errors_of(chain + "+a")[0].code, "expression.depth");
}

TEST(ParseExpression, BytesThatAreNoTextAreRefused) {
  diagnostics const found = errors_of("a == '\xff'");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "expression.syntax");
  EXPECT_EQ(found[0].excerpt, "");
}

TEST(ParseExpression, ThrowsWithTheSourceWhereNoDiagnosticsAreTaken) {
  try {
    static_cast<void>(parse_expression("a +"));
    FAIL();
  } catch (failure const& caught) {
    EXPECT_EQ(caught.code(), "expression.syntax");
    EXPECT_EQ(caught.diagnostics().size(), 1U);
  }
}

// Any sequence of tokens parses or is refused with a reason; what parses survives a round trip.
TEST(ParseExpression, GarbageNeverCrashes) {
  constexpr std::array<std::string_view, 36> words{
      "a",  "b.c", "1",  "0.5", "'t'", "true", "in", "==", "!=",       "<",    "<=",   ">",
      ">=", "&&",  "||", "!",   "-",   "+",    "*",  "?",  ":",        "(",    ")",    "[",
      "]",  ",",   ".",  "'",   "\\",  "#",    "\n", "省", "year(",    "holds(", "null", "\xff"};
  std::uint64_t state = 20230705;
  std::size_t good = 0;
  for (int round = 0; round < 40000; ++round) {
    std::string source;
    for (int length = round % 12; length >= 0; --length) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      source += words[(state >> 33U) % words.size()];
      if ((state >> 20U) % 2 == 0) source += ' ';
    }
    diagnostics out;
    auto const parsed = parse_expression(source, {}, out);
    ASSERT_EQ(parsed == nullptr, out.has_errors()) << source;
    if (!parsed) continue;
    ++good;
    ASSERT_TRUE(same(parsed, parse_expression(to_string(parsed)))) << source;
  }
  EXPECT_GT(good, 500U);
}

TEST(MakeLiteral, DatesSetsAndCodesAreWrittenAsTheProfileHasThem) {
  EXPECT_EQ(to_string(make_literal(make_date(2023, 7, 5))), "date('2023-07-05')");
  EXPECT_EQ(to_string(make_literal(code_set{{"b", "a"}})), "['a', 'b']");
  EXPECT_EQ(to_string(make_literal(code_value{"grade", "good"})), "'good'");
  EXPECT_THROW(make_literal(value{}), failure);
}

TEST(MakePath, TakesPathsOnly) {
  EXPECT_EQ(to_string(make_path("class.sub.project.level")), "class.sub.project.level");
  EXPECT_EQ(to_string(make_path("region.ancestor('county')")), "region.ancestor('county')");
  EXPECT_THROW(make_path("a + b"), failure);
  EXPECT_THROW(make_path("12"), failure);
}

TEST(MakeOperation, RefusesMissingOperands) {
  EXPECT_THROW(make_operation(operation::add, {make_literal(1)}), failure);
  EXPECT_THROW(make_operation(operation::negate, {nullptr}), failure);
  EXPECT_EQ(to_string(make_operation(operation::negate, {make_literal(1)})), "-(1)");
}

TEST(MakeCall, RefusesUnknownFunctionsAndWrongCounts) {
  EXPECT_EQ(to_string(make_call("year", {make_path("d")})), "year(d)");
  EXPECT_THROW(make_call("yaer", {make_path("d")}), failure);
  EXPECT_THROW(make_call("year", {}), failure);
}

TEST(Same, LooksAtTheTreeNotAtPlaces) {
  EXPECT_TRUE(same(parse_expression("a+b"), parse_expression("  a +\nb")));
  EXPECT_FALSE(same(parse_expression("a + b"), parse_expression("b + a")));
  EXPECT_FALSE(same(parse_expression("0.1"), parse_expression("0.10")));
  EXPECT_FALSE(same(parse_expression("a"), nullptr));
  EXPECT_TRUE(same(nullptr, nullptr));
}

TEST(ToString, CasesAreNestedChoicesStrongestFirst) {
  auto node = std::make_shared<expression_node>();
  node->kind = operation::cases;
  node->operands = {make_path("d"), make_path("g1"), make_path("v1"), make_path("g2"),
                    make_path("v2")};
  node->cases = {{"weak", "C", {}}, {"strong", "C", {"weak"}}};
  EXPECT_EQ(to_string(node), "g2 ? v2 : g1 ? v1 : d");
}

}  // namespace
}  // namespace xunze
