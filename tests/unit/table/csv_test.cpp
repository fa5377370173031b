// SPDX-License-Identifier: Apache-2.0
#include "xunze/table/csv.hpp"

#include "xunze/core/failure.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xunze {
namespace {

using record = std::vector<std::string>;

std::vector<record> read(std::string_view text) {
  std::vector<record> all;
  std::vector<std::string_view> cells;
  csv_reader reader{text};
  while (reader.next(cells)) all.emplace_back(cells.begin(), cells.end());
  return all;
}

// Code and line of the failure; code is empty if there is none.
std::pair<std::string, std::size_t> refusal(std::string_view text, std::size_t cell = 100,
                                            std::size_t columns = 10) {
  try {
    std::vector<std::string_view> cells;
    csv_reader reader{text, cell, columns};
    while (reader.next(cells)) continue;
  } catch (failure const& wrong) {
    return {wrong.code(), wrong.diagnostics().at(0).at.line};
  }
  return {};
}

TEST(CsvReader, SplitsAtCommasAndBothKindsOfLineEnd) {
  EXPECT_EQ(read("a,b\r\nc,d\ne,f"),
            (std::vector<record>{{"a", "b"}, {"c", "d"}, {"e", "f"}}));
  EXPECT_EQ(read("a,\n,b\n"), (std::vector<record>{{"a", ""}, {"", "b"}}));
  EXPECT_TRUE(read("").empty());
  EXPECT_EQ(read("\n\n"), (std::vector<record>{{""}, {""}}));
}

TEST(CsvReader, QuotesHoldCommasQuotesAndLineBreaks) {
  EXPECT_EQ(read("\"a,b\",\"c\"\"d\",\"e\nf\"\n\"\",\"\"\"\"\n"),
            (std::vector<record>{{"a,b", "c\"d", "e\nf"}, {"", "\""}}));
  EXPECT_EQ(read("\"x\"\"y\"\"z\",\"p\"\"q\""), (std::vector<record>{{"x\"y\"z", "p\"q"}}));
  EXPECT_EQ(read("\"last\""), (std::vector<record>{{"last"}}));
}

TEST(CsvReader, CountsRowsAndLinesApart) {
  csv_reader reader{"a\n\"b\nb\"\nc\n"};
  std::vector<std::string_view> cells;
  ASSERT_TRUE(reader.next(cells) && reader.next(cells) && reader.next(cells));
  EXPECT_EQ(cells.at(0), "c");
  EXPECT_EQ(reader.row(), 3U);
  EXPECT_EQ(reader.line(), 4U);
}

TEST(CsvReader, RefusesWhatRfc4180DoesNotKnow) {
  using expected = std::pair<std::string, std::size_t>;
  EXPECT_EQ(refusal("a\nb\n\"c\nd\n"), (expected{"data.csv", 3}));
  EXPECT_EQ(refusal("a\n\"b\"c\n"), (expected{"data.csv", 2}));
  EXPECT_EQ(refusal("a\nb\nc\"d\"\n"), (expected{"data.csv", 3}));
  EXPECT_EQ(refusal("a\rb\n"), (expected{"data.csv", 1}));
}

TEST(CsvReader, RefusesLongCellsAndManyColumns) {
  EXPECT_EQ(refusal("a\n" + std::string(100, 'x')).first, "");
  EXPECT_EQ(refusal("a\n" + std::string(101, 'x')).first, "data.limit");
  EXPECT_EQ(refusal("a\n\"" + std::string(101, 'x') + "\"").first, "data.limit");
  EXPECT_EQ(refusal("1,2,3,4,5,6,7,8,9,10").first, "");
  EXPECT_EQ(refusal("1,2,3,4,5,6,7,8,9,10,11").first, "data.limit");
}

TEST(CsvReader, SaysTheLimitAndWhatWasFound) {
  auto const said = [](std::string const& text) {
    csv_reader reader{text, 100, 10};
    std::vector<std::string_view> cells;
    try {
      while (reader.next(cells)) {}
    } catch (failure const& wrong) {
      return wrong.message().zh;
    }
    return std::string{};
  };
  EXPECT_EQ(said("a\n" + std::string(101, 'x')), "单元格有101字节，上限为100字节");
  EXPECT_EQ(said("1,2,3,4,5,6,7,8,9,10,11"), "这一行超过10列的上限");
}

TEST(Decode, TakesUtf8WithAndWithoutMark) {
  decoded_text plain;
  decode("校名", plain);
  EXPECT_EQ(plain.bytes, "校名");
  EXPECT_EQ(plain.encoding, text_encoding::utf8);
  decoded_text marked;
  decode("\xEF\xBB\xBF校名", marked);
  EXPECT_EQ(marked.bytes, "校名");
}

TEST(Decode, FallsBackToGb18030) {
  decoded_text two_bytes;
  decode("\xD0\xD5\xC3\xFB", two_bytes);
  EXPECT_EQ(two_bytes.bytes, "姓名");
  EXPECT_EQ(two_bytes.encoding, text_encoding::gb18030);
  decoded_text four_bytes;  // U+20087, outside the basic plane
  decode("\x95\x32\x90\x31", four_bytes);
  EXPECT_EQ(four_bytes.bytes, "\xF0\xA0\x82\x87");
}

TEST(Decode, NeverGuesses) {
  auto const refused = [](std::string_view bytes) {
    try {
      decoded_text into;
      decode(bytes, into);
    } catch (failure const& wrong) {
      return wrong.code() + ":" + std::to_string(wrong.diagnostics().at(0).at.line);
    }
    return std::string{};
  };
  EXPECT_EQ(refused("a\nb\xFF\n"), "data.encoding:2");
  EXPECT_EQ(refused("\xD1\xA7\n\xD0"), "data.encoding:2");
  EXPECT_EQ(refused("学校x\n甲\n\xFF\n"), "data.encoding:3");
  EXPECT_EQ(refused(std::string_view{"a\n\n\0", 4}), "data.nul:3");
}

}  // namespace
}  // namespace xunze
