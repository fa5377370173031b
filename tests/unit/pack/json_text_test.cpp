// SPDX-License-Identifier: Apache-2.0
#include "xunze/pack/json_text.hpp"

#include "pack/document.hpp"

#include <gtest/gtest.h>

namespace {

using xunze::diagnostics;
using xunze::json_limits;
using xunze::json_quote;
using xunze::sha256_hex;
using xunze::json::node;
using xunze::json::node_kind;

struct reading {
  std::optional<node> tree;
  diagnostics found;
};

reading read(std::string_view bytes, json_limits const& limits = {}) {
  xunze::json::source from{bytes, "x.json"};
  reading result;
  result.tree = xunze::json::parse(from, limits);
  from.deliver(result.found);
  return result;
}

/// Code and place of the only finding: `json.syntax 2:5`.
std::string only_finding(std::string_view bytes, json_limits const& limits = {}) {
  auto const result = read(bytes, limits);
  if (result.found.size() != 1) return std::to_string(result.found.size()) + " findings";
  auto const& one = result.found[0];
  return one.code + " " + std::to_string(one.at.line) + ":" + std::to_string(one.at.column);
}

TEST(JsonQuote, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(json_quote("国培 a/b"), "\"国培 a/b\"");
  EXPECT_EQ(json_quote("a\"b\\c\nd\te\x01"), "\"a\\\"b\\\\c\\nd\\te\\u0001\"");
}

TEST(Sha256, AgreesWithTheStandardVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(JsonDocument, KeepsTheTextOfNumbers) {
  auto const result = read("[0.10, -7, 12345678901234567890.12345678901234567890]");
  ASSERT_TRUE(result.tree);
  ASSERT_EQ(result.tree->items.size(), 3U);
  EXPECT_EQ(result.tree->items[0].text, "0.10");
  EXPECT_EQ(result.tree->items[1].text, "-7");
  EXPECT_EQ(result.tree->items[2].text, "12345678901234567890.12345678901234567890");
}

TEST(JsonDocument, KnowsWhereEachValueBegins) {
  std::string_view const bytes = "{\n  \"键\": [ true,null , \"x\\n\" ]}";
  xunze::json::source from{bytes, "x.json"};
  auto const tree = xunze::json::parse(from, {});
  ASSERT_TRUE(tree);
  auto const& array = tree->members.at(0).value;
  auto const spot = [&](std::size_t offset) {
    auto const at = from.at(offset);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
  };
  EXPECT_EQ(spot(tree->at), "1:1");
  EXPECT_EQ(spot(tree->members[0].at), "2:3");
  EXPECT_EQ(spot(array.at), "2:8");
  EXPECT_EQ(spot(array.items.at(0).at), "2:10");
  EXPECT_EQ(spot(array.items.at(1).at), "2:15");
  EXPECT_EQ(spot(array.items.at(2).at), "2:22");
  EXPECT_TRUE(array.items[2].escaped);
  EXPECT_EQ(array.items[2].text, "x\n");
}

TEST(JsonDocument, PlacesAreRightFarIntoALongLine) {
  std::string bytes = "[\"";
  for (int i = 0; i < 5000; ++i) bytes += "训";
  bytes += "\", 1e3]";
  EXPECT_EQ(only_finding(bytes), "json.exponent 1:5006");
}

TEST(JsonDocument, RefusesWhatIsNotPlainJson) {
  EXPECT_EQ(only_finding("{\"a\": 1,\n \"a\": 2}"), "json.duplicate_key 2:2");
  EXPECT_EQ(only_finding("[1, 2e5]"), "json.exponent 1:5");
  EXPECT_EQ(only_finding("\xEF\xBB\xBF{}"), "json.bom 1:1");
  EXPECT_EQ(only_finding("{\n\"a\": \"\xC0\x80\"}"), "json.encoding 2:7");
  EXPECT_EQ(only_finding("{} x"), "json.trailing 1:4");
  EXPECT_EQ(only_finding(std::string_view("{}\0{}", 5)), "json.trailing 1:3");
  EXPECT_EQ(only_finding("{} {}"), "json.trailing 1:4");
  EXPECT_EQ(only_finding("[1, NaN]"), "json.syntax 1:5");
  EXPECT_EQ(only_finding("[1e999]"), "json.number 1:2");
}

TEST(JsonDocument, SaysWhereTheSyntaxBreaks) {
  EXPECT_EQ(only_finding("{\"a\": 1,}"), "json.syntax 1:9");
  EXPECT_EQ(only_finding("[1,\n 2"), "json.syntax 2:3");
  EXPECT_EQ(only_finding("{\"a\" 1}"), "json.syntax 1:6");
  EXPECT_EQ(only_finding("[\"abc"), "json.syntax 1:2");
  EXPECT_EQ(only_finding("[\"a\nb\"]"), "json.syntax 1:4");
  EXPECT_EQ(only_finding("[\"a\\x\"]"), "json.syntax 1:5");
  EXPECT_EQ(only_finding("[1, // no\n2]"), "json.syntax 1:5");
  EXPECT_EQ(only_finding(""), "json.syntax 1:1");
  EXPECT_EQ(only_finding("[01]"), "json.syntax 1:3");
}

TEST(JsonDocument, ATrailingCommaIsNamed) {
  auto const result = read("{\"a\": 1,\n}");
  ASSERT_EQ(result.found.size(), 1U);
  EXPECT_EQ(result.found[0].help.en, "remove the comma before it");
  EXPECT_EQ(result.found[0].excerpt, "}");
}

TEST(JsonDocument, LimitsHold) {
  std::string const deep = std::string(1000, '[') + std::string(1000, ']');
  EXPECT_EQ(only_finding(deep), "json.depth 1:65");
  std::string const fits = std::string(64, '[') + std::string(64, ']');
  EXPECT_TRUE(read(fits).tree);
  EXPECT_EQ(only_finding("[1,2,3]", {.nodes = 3}), "json.nodes 1:6");
  EXPECT_TRUE(read("[1,2]", {.nodes = 3}).tree);
  EXPECT_EQ(only_finding("[1,2,3]", {.bytes = 6}), "json.size 1:1");
}

TEST(JsonDocument, ManyFindingsAreCounted) {
  std::string bytes = "[";
  for (int i = 0; i < 600; ++i) bytes += "1e1,";
  bytes += "0]";
  auto const result = read(bytes);
  ASSERT_EQ(result.found.size(), 501U);
  EXPECT_EQ(result.found[500].code, "json.many");
  EXPECT_EQ(result.found[500].message.en, "100 more findings left out");
}

TEST(JsonDocument, EveryTruncationIsAFindingAndNoCrash) {
  std::string const whole =
      "{\"a\": [1, -2.5, \"训\\u4e2d\\ud83d\\ude00\", true, null], \"b\": {\"c\": false}}";
  ASSERT_TRUE(read(whole).tree);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    auto const result = read(std::string_view{whole}.substr(0, size));
    EXPECT_FALSE(result.tree) << size;
    EXPECT_EQ(result.found.size(), 1U) << size;
  }
}

TEST(JsonPrint, ShortValuesStandInOneLine) {
  auto const tree = read("{\"a\":[1,{\"b\":\"c\"}],\"d\":{}}").tree;
  ASSERT_TRUE(tree);
  EXPECT_EQ(xunze::json::print(*tree), "{\"a\": [1, {\"b\": \"c\"}], \"d\": {}}\n");
}

TEST(JsonPrint, LongValuesBreakAndReadBackTheSame) {
  std::string bytes = "{\"list\":[";
  for (int i = 0; i < 60; ++i) bytes += (i > 0 ? "," : "") + std::to_string(i);
  bytes += "],\"x\":null}";
  auto const tree = read(bytes).tree;
  ASSERT_TRUE(tree);
  std::string const printed = xunze::json::print(*tree);
  EXPECT_TRUE(printed.starts_with("{\n  \"list\": [\n    0,\n    1,\n")) << printed;
  auto const again = read(printed).tree;
  ASSERT_TRUE(again);
  EXPECT_EQ(xunze::json::print(*again), printed);
}

}  // namespace
