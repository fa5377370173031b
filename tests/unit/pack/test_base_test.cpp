// SPDX-License-Identifier: Apache-2.0
// Files of tests beside a pack: their base, what a test changes in it, and writing them again.
#include "xunze/core/failure.hpp"
#include "xunze/pack/pack_json.hpp"

#include "unit/testing/tiny_pack.hpp"

#include <filesystem>
#include <fstream>

namespace xunze::test {
namespace {

std::string file_of(std::string const& test) {
  return R"({"format": "xunze.tests/1",
    "base": {"person": [{"id": "p", "age": 20}, {"id": "q", "age": 30}],
             "visit": [{"no": "1", "id": "p", "status": "done"}]},
    "tests": [{"name": "t", "as_of": "2023-12-31", )" +
         test + R"("expect": [{"rule": "D-1", "subject": {"id": "p"}, "verdict": "pass"}]}]})";
}

policy_test loaded(std::string const& test) {
  policy const pack = tiny_pack("[]", "", {{"a.json", "tests/a.json", file_of(test)}});
  return pack.tests.at(0);
}

std::string errors(std::string const& file) {
  diagnostics out;
  std::vector<test_file> const files{{"a.json", "tests/a.json", file}};
  static_cast<void>(load_pack(tiny_text("[]"), "pack.json", *tiny_words(), out, {}, files));
  std::string codes;
  for (diagnostic const& one : out) codes += one.code + " " + one.at.file + ";";
  return codes;
}

std::vector<test_row> const& rows(policy_test const& of, std::string const& table) {
  for (auto const& [name, list] : of.tables) {
    if (name == table) return list;
  }
  throw std::out_of_range{table};
}

TEST(TestBase, ATestBeginsWithTheTablesOfItsFile) {
  policy_test const one = loaded("");
  EXPECT_EQ(one.file, "a.json");
  EXPECT_EQ(one.at.file, "tests/a.json");
  EXPECT_EQ(rows(one, "person").size(), 2U);
  EXPECT_EQ(rows(one, "visit").size(), 1U);
}

TEST(TestBase, ARowOfTheSameKeyChangesTheCellsThatItWrites) {
  auto const visits = rows(loaded(R"("tables": {"visit": [{"no": "1", "id": null}]},)"), "visit");
  ASSERT_EQ(visits.size(), 1U);
  EXPECT_TRUE(visits[0].at("id").is_null());
  EXPECT_EQ(to_string(visits[0].at("status")), "done");
}

TEST(TestBase, OtherRowsAndASecondOneOfAKeyAreAdded) {
  auto const people = rows(loaded(R"("tables": {"person": [{"id": "r"}, {"id": "p", "age": 1},
                                                            {"id": "p", "age": 2}, {}]},)"),
                           "person");
  ASSERT_EQ(people.size(), 5U);
  EXPECT_EQ(people[0].at("age"), value{1});
  EXPECT_EQ(people[1].at("age"), value{30});
  EXPECT_EQ(people[3].at("age"), value{2});
}

TEST(TestBase, RowsAndTablesAreDropped) {
  EXPECT_EQ(rows(loaded(R"("drop": {"person": [{"age": 30}]},)"), "person").size(), 1U);
  EXPECT_EQ(loaded(R"("drop": {"visit": true},)").tables.size(), 1U);
  auto const replaced = loaded(R"("drop": {"person": true}, "tables": {"person": []},)");
  EXPECT_TRUE(rows(replaced, "person").empty());
}

TEST(TestBase, DroppingWhatIsNotThereIsAnError) {
  EXPECT_EQ(errors(file_of(R"("drop": {"person": [{"age": 31}]},)")), "test.drop tests/a.json;");
  EXPECT_EQ(errors(file_of(R"("drop": {"person": [{}]},)")), "test.drop tests/a.json;");
}

TEST(TestBase, AListIsAFileWithoutBase) {
  EXPECT_EQ(errors("[" + age_test("a", "18", R"("verdict": "pass")") + "]"), "");
  EXPECT_EQ(errors(R"([{"name": "a", "as_of": "2023-12-31", "expect":
                        [{"rule": "D-1", "subject": {}, "verdict": "pass"}]}])"),
            "json.missing_key tests/a.json;");
  EXPECT_EQ(errors(R"({"format": "xunze.tests/2", "tests": []})"),
            "format.unknown tests/a.json;");
}

TEST(TestBase, FilesAreWrittenApartAndReadAgain) {
  policy const pack = tiny_pack("[" + age_test("own", "18", R"("verdict": "pass")") + "]", "",
                                {{"a.json", "tests/a.json", file_of("")}});
  std::string const text = write_pack(pack);
  EXPECT_EQ(text.find("\"t\""), std::string::npos);
  auto const files = write_test_files(pack);
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "a.json");
  diagnostics out;
  policy const again = load_pack(text, "pack.json", *tiny_words(), out, {}, files);
  EXPECT_FALSE(out.has_errors()) << render(out, language::en);
  ASSERT_EQ(again.tests.size(), 2U);
  EXPECT_EQ(again.tests[1].tables, pack.tests[1].tables);
  EXPECT_EQ(write_pack(again), text);
  EXPECT_EQ(write_test_files(again)[0].bytes, files[0].bytes);
}

TEST(TestFiles, TheyStandBesideAPackJsonInOrderOfTheirNames) {
  namespace fs = std::filesystem;
  fs::path const folder = fs::path{testing::TempDir()} / "xunze_test_files";
  fs::remove_all(folder);
  fs::create_directories(folder / "tests");
  for (char const* name : {"b.json", "a.json", "notes.txt"}) {
    std::ofstream{folder / "tests" / name} << "[]";
  }
  auto const files = read_test_files((folder / "pack.json").string());
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "a.json");
  EXPECT_EQ(files[1].bytes, "[]");
  EXPECT_TRUE(read_test_files((folder / "other.json").string()).empty());
  fs::remove_all(folder);
}

}  // namespace
}  // namespace xunze::test
