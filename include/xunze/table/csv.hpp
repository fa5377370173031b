// SPDX-License-Identifier: Apache-2.0
// Reads CSV by RFC 4180, and decides the encoding of a text file without guessing.
#ifndef XUNZE_TABLE_CSV_HPP
#define XUNZE_TABLE_CSV_HPP

#include "xunze/core/text.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// Encodings of text files; both are checked strictly, byte by byte.
enum class text_encoding : unsigned char { utf8, gb18030 };

/// A text file's content as UTF-8 without byte order mark.
/// Lifetime: `bytes` points into what was read or into `storage`.
struct decoded_text {
  text_encoding encoding = text_encoding::utf8;
  std::string storage{};
  std::string_view bytes{};
};

/// Decodes UTF-8, with or without byte order mark, else GB18030.
/// Shape: `into` is filled; it must outlive the use of its bytes and may not be moved.
/// Errors: failure `data.nul` for NUL bytes, `data.encoding` if the text is neither, each with
/// one diagnostic that names the line.
void decode(std::string_view file_bytes, decoded_text& into);

/// Reads the records of a CSV text one by one.
/// Shape: separator comma, quote `"` doubled inside quotes, lines end with LF or CRLF.
class csv_reader {
 public:
  /// Lifetime: the text must outlive the reader.
  explicit csv_reader(std::string_view utf8, std::size_t cell_bytes = std::size_t{1} << 20,
                      std::size_t columns = 4096);

  /// Reads the next record; false at the end of the text.
  /// Lifetime: cells are valid until the next call.
  /// Errors: failure `data.csv` (unclosed quote, text behind a closing quote, quote in an
  /// unquoted cell, bare CR) or `data.limit`, with one diagnostic that names the line.
  [[nodiscard]] bool next(std::vector<std::string_view>& cells);

  /// Number of the last record as a spreadsheet counts rows, from 1.
  [[nodiscard]] std::size_t row() const noexcept { return row_; }
  /// First line of the last record, from 1; quoted cells may hold line breaks.
  [[nodiscard]] std::size_t line() const noexcept { return record_line_; }

 private:
  std::string_view quoted_cell();
  std::string_view plain_cell();
  bool end_of_cell();
  [[noreturn]] void refuse(char const* code, std::size_t line, text const& message) const;

  std::string_view text_;
  std::size_t cell_bytes_;
  std::size_t columns_;
  std::size_t at_ = 0;
  std::size_t row_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
  std::deque<std::string> unescaped_{};
  std::size_t unescaped_used_ = 0;
};

}  // namespace xunze

#endif
