// SPDX-License-Identifier: Apache-2.0
// Findings as one long table of texts, and tables as CSV.
#ifndef XUNZE_REPORT_FINDINGS_TABLE_HPP
#define XUNZE_REPORT_FINDINGS_TABLE_HPP

#include "xunze/report/report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// A table of texts.
/// Shape: every row has a cell for each column.
struct text_table {
  std::vector<std::string> columns;  // stable names, for programs
  std::vector<text> titles;          // for people
  std::vector<std::vector<std::string>> rows;
};

/// Whether verdicts and severities are written in words or as stable codes.
enum class cell_words : std::uint8_t { people, codes };

/// All findings, one a row, columns always the same and in the same order.
[[nodiscard]] text_table findings_table(report const& said, language which,
                                        cell_words words = cell_words::people);

/// The table as CSV for spreadsheets: UTF-8 with byte order mark, lines end with CRLF.
/// Shape: a cell a spreadsheet would take for a formula gets an apostrophe before it.
[[nodiscard]] std::string to_csv(text_table const& rows, language which);

/// A cell that no spreadsheet takes for a formula; plain numbers stay as they are.
[[nodiscard]] std::string neutralised(std::string_view cell);

}  // namespace xunze

#endif
