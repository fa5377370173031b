// SPDX-License-Identifier: Apache-2.0
#include "xunze/pack/library.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/pack/pack_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace xunze;

std::string const policies = XUNZE_SOURCE_DIR "/policies";

std::string failure_code(auto call) {
  try {
    call();
  } catch (failure const& problem) {
    return problem.code();
  }
  return "no failure";
}

TEST(FindPacks, SortsById) {
  auto const packs = find_packs(policies);
  ASSERT_FALSE(packs.empty());
  EXPECT_TRUE(std::is_sorted(packs.begin(), packs.end(),
                             [](auto const& a, auto const& b) { return a.id < b.id; }));
}

TEST(FindPacks, AFolderWithoutPacksIsAFailure) {
  EXPECT_EQ(failure_code([] { (void)find_packs(XUNZE_SOURCE_DIR "/src"); }), "library.missing");
}

TEST(LoadFromLibrary, EveryShippedPackLoadsAndIsWrittenBackTheSame) {
  for (pack_entry const& entry : find_packs(policies)) {
    diagnostics found;
    loaded_pack const pack = load_from_library(policies, entry.id, found);
    EXPECT_EQ(render(found, language::en), "");
    EXPECT_EQ(pack.policy.info.id, entry.id);
    EXPECT_EQ(pack.policy.info.vocabulary, pack.vocabulary->id);
    EXPECT_EQ(pack.sha256.size(), 64U);
    EXPECT_FALSE(pack.policy.rules.empty());
    std::string const written = write_pack(pack.policy);
    policy const again = load_pack(written, "w.json", *pack.vocabulary, found);
    EXPECT_EQ(render(found, language::en), "");
    EXPECT_EQ(write_pack(again), written);
  }
}

TEST(LoadFromLibrary, AnUnknownPackIsAFailureWithASuggestion) {
  diagnostics found;
  std::string id = find_packs(policies).front().id;
  id.pop_back();
  try {
    (void)load_from_library(policies, id, found);
    FAIL();
  } catch (failure const& problem) {
    EXPECT_EQ(problem.code(), "library.unknown_pack");
    EXPECT_NE(problem.message().en.find("did you mean"), std::string::npos);
  }
}

TEST(LoadWithLibrary, AFileThatIsNotThereIsAFailure) {
  diagnostics found;
  EXPECT_EQ(
      failure_code([&] { (void)load_with_library(policies + "/none.json", policies, found); }),
      "file.unreadable");
}

}  // namespace
