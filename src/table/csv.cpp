// SPDX-License-Identifier: Apache-2.0
// CSV by RFC 4180.
#include "xunze/table/csv.hpp"

#include "table/cell_text.hpp"
#include "xunze/core/failure.hpp"

#include <algorithm>
#include <cstring>

namespace xunze {

csv_reader::csv_reader(std::string_view utf8, std::size_t cell_bytes, std::size_t columns)
    : text_{utf8}, cell_bytes_{cell_bytes}, columns_{columns} {}

void csv_reader::refuse(char const* code, std::size_t line, text const& message) const {
  throw failure(code, message,
                {diagnostic{code, diagnostic_level::error, place{{}, line, 0, {}, row_, {}},
                            message, {}, {}}});
}

bool csv_reader::next(std::vector<std::string_view>& cells) {
  cells.clear();
  unescaped_used_ = 0;
  if (at_ >= text_.size()) return false;
  ++row_;
  record_line_ = line_;
  for (;;) {
    bool const quoted = at_ < text_.size() && text_[at_] == '"';
    std::string_view const cell = quoted ? quoted_cell() : plain_cell();
    if (cell.size() > cell_bytes_) {
      refuse("data.limit", record_line_,
             detail::over_limit({"单元格", "the cell"}, {"字节", "bytes"}, cell_bytes_,
                                cell.size()));
    }
    if (cells.size() == columns_) {
      refuse("data.limit", record_line_,
             detail::over_limit({"这一行", "the row"}, {"列", "columns"}, columns_));
    }
    cells.push_back(cell);
    if (!end_of_cell()) return true;
  }
}

// Moves behind the separator; false if the record ends here.
bool csv_reader::end_of_cell() {
  if (at_ >= text_.size()) return false;
  if (text_[at_] == ',') {
    ++at_;
    return true;
  }
  if (text_[at_] == '\r') {
    if (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n') {
      refuse("data.csv", line_, {"回车符之后没有换行符", "carriage return without line feed"});
    }
    ++at_;
  }
  ++at_;
  ++line_;
  return false;
}

std::string_view csv_reader::plain_cell() {
  std::size_t const begin = at_;
  while (at_ < text_.size()) {
    char const byte = text_[at_];
    if (byte == ',' || byte == '\n' || byte == '\r') break;
    if (byte == '"') {
      refuse("data.csv", line_, {"未加引号的单元格中有引号", "quote inside an unquoted cell"});
    }
    ++at_;
  }
  return text_.substr(begin, at_ - begin);
}

std::string_view csv_reader::quoted_cell() {
  std::size_t const opened = line_;
  std::size_t begin = ++at_;
  std::string* joined = nullptr;
  for (;;) {
    std::size_t const quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      refuse("data.csv", opened, {"引号没有结束", "the quote is never closed"});
    }
    line_ += static_cast<std::size_t>(
        std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                   text_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
    at_ = quote + 1;
    bool const doubled = at_ < text_.size() && text_[at_] == '"';
    if (doubled && joined == nullptr) {
      if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
      joined = &unescaped_[unescaped_used_++];
      joined->clear();
    }
    if (!doubled) {
      std::string_view const last = text_.substr(begin, quote - begin);
      char const after = at_ < text_.size() ? text_[at_] : '\n';
      if (after != ',' && after != '\n' && after != '\r') {
        refuse("data.csv", line_, {"引号结束之后还有文字", "text behind a closing quote"});
      }
      return joined == nullptr ? last : std::string_view{joined->append(last)};
    }
    joined->append(text_.substr(begin, at_ - begin));
    begin = ++at_;
  }
}

}  // namespace xunze
