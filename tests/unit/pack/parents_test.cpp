// SPDX-License-Identifier: Apache-2.0
#include "xunze/pack/library.hpp"

#include "support/small_world.hpp"
#include "xunze/pack/pack_json.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace xunze {
namespace {

std::string pack_json(std::string const& id, std::string const& extends, int cap,
                      std::string const& more = "") {
  return R"({"format": "xunze.pack/1",
 "pack": {"id": ")" + id + R"(", "title": {"zh": "包", "en": "pack"}, "version": "1.0.0",
  "vocabulary": "small", "valid_from": "2023-01-01", "extends": [)" + extends + R"(]},
 "documents": {"D": {"title": {"zh": "文", "en": "text"}}},
 "parameters": {"cap": {"type": "int", "value": )" + std::to_string(cap) +
         R"(, "tighter": "lower", "clause": "D-1", "title": {"zh": "限", "en": "cap"}}},
 "clauses": {"D-1": {"locator": {"zh": "一", "en": "1"}, "document": "D", "strength": "mandatory",
  "status": "encoded", "paraphrase": {"zh": "限", "en": "cap"}}})" + more + "}";
}

diagnostics check(std::string const& id, std::map<std::string, std::string> const& packs) {
  diagnostics out;
  pack_text const text{packs.at(id), id + ".json"};
  policy const child = load_pack(text.bytes, text.file, *test::small_words(), out);
  EXPECT_TRUE(out.empty()) << render(out, language::en);
  auto const find = [&](std::string const& wanted) -> std::optional<pack_text> {
    auto const found = packs.find(wanted);
    if (found == packs.end()) return std::nullopt;
    return pack_text{found->second, wanted + ".json"};
  };
  (void)stack_on_parents(child, text, *test::small_words(), find, out);
  return out;
}

std::string codes_of(diagnostics const& found) {
  std::string made;
  for (diagnostic const& d : found) made += (made.empty() ? "" : " ") + d.code;
  return made;
}

TEST(StackOnParents, FollowsExtendsToItsEnd) {
  std::map<std::string, std::string> const packs{{"county", pack_json("county", "\"city\"", 3)},
                                                 {"city", pack_json("city", "\"province\"", 3)},
                                                 {"province", pack_json("province", "", 2)}};
  auto const found = check("county", packs);
  ASSERT_EQ(codes_of(found), "stack.loosened");
  EXPECT_NE(found[0].message.en.find("`province`"), std::string::npos);
  EXPECT_EQ(found[0].at.file, "county.json");
  EXPECT_GT(found[0].at.line, 0U);
}

TEST(StackOnParents, AParentReachedTwiceIsComparedOnce) {
  std::map<std::string, std::string> const packs{
      {"d", pack_json("d", R"("b", "c")", 9)},
      {"b", pack_json("b", "\"a\"", 9)},
      {"c", pack_json("c", "\"a\"", 9)},
      {"a", pack_json("a", "", 1)}};
  EXPECT_EQ(codes_of(check("d", packs)), "stack.loosened");
}

TEST(StackOnParents, AParentThatIsNotThereIsAnErrorWithItsPlace) {
  auto const found = check("county", {{"county", pack_json("county", "\"nowhere\"", 1)}});
  ASSERT_EQ(codes_of(found), "stack.parent");
  EXPECT_TRUE(found.has_errors());
  EXPECT_EQ(found[0].at.line, 3U);
  EXPECT_NE(found[0].excerpt.find("nowhere"), std::string::npos);
}

TEST(StackOnParents, AParentWithErrorsBringsThem) {
  auto const found = check("county", {{"county", pack_json("county", "\"city\"", 1)},
                                      {"city", pack_json("city", "", 1, R"(, "rulez": {})")}});
  EXPECT_EQ(codes_of(found), "stack.parent json.unknown_key");
}

TEST(StackOnParents, ARingIsNamedWhole) {
  auto const found = check("a", {{"a", pack_json("a", "\"b\"", 1)},
                                 {"b", pack_json("b", "\"c\"", 1)},
                                 {"c", pack_json("c", "\"a\"", 1)}});
  ASSERT_EQ(codes_of(found), "stack.cycle");
  EXPECT_EQ(found[0].message.en, "packs extend one another: a → b → c → a");
  EXPECT_EQ(codes_of(check("a", {{"a", pack_json("a", "\"a\"", 1)}})), "stack.cycle");
}

}  // namespace
}  // namespace xunze
