// SPDX-License-Identifier: Apache-2.0
// Builds a dataset: from CSV texts, files and folders.
#include "table/builder_state.hpp"
#include "table/cell_text.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/core/utf8.hpp"
#include "xunze/table/csv.hpp"
#include "xunze/table/dataset_builder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <span>
#include <system_error>
#include <utility>

namespace xunze {
namespace {

using detail::effect;
using detail::loaded_table;
using detail::spot;

// The name as people can read it, whatever its bytes are.
std::string utf8_name(std::filesystem::path const& path) {
  std::u8string const name = path.filename().u8string();
  std::string made;
  for (char32_t const point : code_points(std::string{name.begin(), name.end()})) {
    append_utf8(made, point);
  }
  return made;
}

bool is_csv(std::filesystem::path const& path) {
  return detail::folded(path.extension().string()) == ".csv";
}

// Workbooks that people take for data; what Excel keeps beside an open one (~$) is none.
bool is_spreadsheet(std::filesystem::path const& path) {
  static constexpr std::string_view kinds[] = {".xlsx", ".xlsm", ".xls", ".et", ".ods"};
  std::string const name = path.filename().string();
  return !name.starts_with("~$") && !name.starts_with('.') &&
         std::find(std::begin(kinds), std::end(kinds),
                   detail::folded(path.extension().string())) != std::end(kinds);
}

std::string table_name(std::filesystem::path const& file) {
  std::u8string const stem = file.stem().u8string();
  return {stem.begin(), stem.end()};
}

bool holds_tables(std::filesystem::path const& folder, vocabulary const& words) {
  std::error_code error;
  for (std::filesystem::directory_iterator at{folder, error}, end; !error && at != end;
       at.increment(error)) {
    if (is_csv(at->path()) && detail::find_table_header(words, table_name(at->path()))) return true;
  }
  return false;
}

bool is_blank(std::span<std::string_view const> cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return detail::trimmed(cell).empty(); });
}

// Data that a person may think read, and how to have them read.
void warn_if_left_out(detail::table_loader& loader, std::filesystem::path const& path) {
  std::error_code error;
  bool const folder = std::filesystem::is_directory(path, error);
  if (folder && holds_tables(path, loader.words())) {
    loader.warn("data.not_read", {utf8_name(path)},
                {"子文件夹中的表未读取：请放到上一层，或把这个文件夹作为数据给出",
                 "tables in this folder are not read: move them up, or give it as the data"});
  } else if (!folder && is_spreadsheet(path)) {
    loader.warn("data.not_read", {utf8_name(path)},
                {"电子表格未读取：请把每张工作表另存为CSV，以表名作文件名",
                 "a spreadsheet is not read: save each sheet as CSV, named after its table"});
  }
}

// Rows of one CSV text into the columns of a table.
class csv_table {
 public:
  csv_table(detail::table_loader& loader, loaded_table& into, std::string_view text)
      : loader_{loader},
        into_{into},
        reader_{text, loader.limits().cell_bytes, loader.limits().columns} {}

  void read() {
    if (!reader_.next(cells_)) {
      into_.notes.add(effect::stop, diagnostic_level::error, "data.no_header", {},
                      {"文件是空的，没有列名", "the file is empty and has no header"});
      return;
    }
    std::vector<std::string> const headers(cells_.begin(), cells_.end());
    if (other_separator(headers)) return;
    auto const positions = loader_.match(into_, headers);
    if (into_.notes.stops()) return;
    std::vector<std::size_t> sources;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (!positions[i]) continue;
      writers_.push_back(loader_.writer(into_, *positions[i]));
      sources.push_back(i);
    }
    while (reader_.next(cells_)) read_row(headers.size(), sources);
    loader_.close(into_, rows_, writers_);
  }

 private:
  // One header with another separator in it; says so.
  bool other_separator(std::vector<std::string> const& headers) {
    if (headers.size() != 1) return false;
    std::string const& header = headers.front();
    if (detail::find_header(*into_.data.schema, header)) return false;
    struct separator {
      std::string_view written, zh, en;
    };
    static constexpr separator others[] = {
        {"\t", "制表符", "tabs"},
        {";", "分号", "semicolons"},
        {"；", "全角分号", "full-width semicolons"},
        {"，", "全角逗号", "full-width commas"},
        {"|", "竖线", "vertical bars"}};
    for (separator const& one : others) {
      if (header.find(one.written) == header.npos) continue;
      into_.notes.add(effect::stop, diagnostic_level::error, "data.separator",
                      {reader_.row(), spot::no_column, detail::shortened(header)},
                      {"只有一列，各列似乎以" + std::string{one.zh} + "分隔",
                       "only one column: " + std::string{one.en} + " seem to separate the cells"},
                      {"请另存为逗号分隔的 CSV", "save it as a CSV with commas"});
      return true;
    }
    return false;
  }

  void read_row(std::size_t width, std::vector<std::size_t> const& sources) {
    if (is_blank(cells_)) return;
    if (rows_ == loader_.limits().rows) {
      throw failure("data.limit",
                    detail::over_limit({"这张表", "the table"}, {"行", "rows"}, rows_));
    }
    table_source& source = into_.data.source;
    if (source.rows.empty() && reader_.row() != source.first_row + rows_) {
      for (std::size_t i = 0; i < rows_; ++i) {
        source.rows.push_back(static_cast<std::uint32_t>(source.first_row + i));
      }
      if (rows_ == 0) source.first_row = reader_.row();
    }
    if (!source.rows.empty()) source.rows.push_back(static_cast<std::uint32_t>(reader_.row()));
    std::size_t const readable = cells_.size() == width ? width : cells_of_ragged(width);
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (sources[i] < readable) {
        writers_[i].add_text(cells_[sources[i]]);
      } else {
        detail::table_loader::leave_unknown(writers_[i]);
      }
    }
    ++rows_;
  }

  // How many cells from the left are known of a row with too few or too many; says so.
  std::size_t cells_of_ragged(std::size_t width) {
    std::size_t const found = cells_.size();
    auto const extra = cells_.begin() + static_cast<std::ptrdiff_t>(std::min(width, found));
    bool const empty = is_blank({extra, cells_.end()});
    text what{"，全部单元格按待核实计", ", all its cells are unknown"};
    if (empty) what = {"，多出的是空的，不计", ", the additional ones are empty"};
    if (found < width) what = {"，缺少的按待核实计", ", the missing ones are unknown"};
    auto const level = found > width && empty ? diagnostic_level::warning
                                              : diagnostic_level::error;
    std::string const has = std::to_string(found);
    std::string const wanted = std::to_string(width);
    into_.notes.add(effect::set_aside, level, "data.ragged_row",
                    {reader_.row(), spot::no_column, {}, reader_.line()},
                    {"这一行有" + has + "个单元格，应有" + wanted + "个" + what.zh,
                     "the row has " + has + " cells instead of " + wanted + what.en});
    if (found > width && empty) return width;
    into_.ragged.push_back(rows_);
    return found < width ? found : 0;
  }

  detail::table_loader& loader_;
  loaded_table& into_;
  csv_reader reader_;
  std::vector<std::string_view> cells_{};
  std::vector<column_writer> writers_{};
  std::size_t rows_ = 0;
};

}  // namespace

void dataset_builder::add_csv_text(std::string_view table, std::string_view bytes,
                                   std::string file_name) {
  table_source source;
  source.file = std::move(file_name);
  loaded_table* const loaded = state_->open(table, std::move(source));
  if (loaded == nullptr) return;
  detail::half_read guard{*state_, loaded};
  try {
    decoded_text decoded;
    decode(bytes, decoded);
    if (decoded.encoding == text_encoding::gb18030) {
      loaded->notes.add(effect::tell, diagnostic_level::note, "data.gb18030", {},
                        {"文件按 GB18030 编码读取", "the file is read as GB18030"});
    }
    csv_table{*state_, *loaded, decoded.bytes}.read();
  } catch (failure const& wrong) {
    spot where;
    text help;
    if (!wrong.diagnostics().empty()) {
      where.row = wrong.diagnostics().front().at.row;
      where.line = wrong.diagnostics().front().at.line;
      help = wrong.diagnostics().front().help;
    }
    loaded->notes.add(effect::stop, diagnostic_level::error, wrong.code(), std::move(where),
                      wrong.message(), std::move(help));
  }
  guard.done();
}

void dataset_builder::add_csv(std::string const& path) {
  std::filesystem::path const file{path};
  std::string const name = utf8_name(file);
  std::error_code error;
  auto const size = std::filesystem::file_size(file, error);
  if (!error && size > state_->limits().file_bytes) {
    state_->stop("data.limit", {name},
                 detail::over_limit({"文件", "the file"}, {"字节", "bytes"},
                                    state_->limits().file_bytes, size));
    return;
  }
  std::string bytes;
  std::ifstream in;
  if (!error) in.open(file, std::ios::binary);  // a pipe or device has no size, and may block
  if (!error && in) {
    bytes.resize(size);
    in.read(bytes.data(), static_cast<std::streamsize>(size));
  }
  if (error || !in) {
    state_->stop("data.unreadable", {name}, {"文件不能读取", "the file cannot be read"});
    return;
  }
  add_csv_text(table_name(file), bytes, name);
}

void dataset_builder::add_folder(std::string const& path) {
  std::filesystem::path const folder{path};
  std::error_code error;
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> others;
  for (std::filesystem::directory_iterator at{folder, error}, end; !error && at != end;
       at.increment(error)) {
    (is_csv(at->path()) ? files : others).push_back(at->path());
  }
  if (error) {
    state_->stop("data.unreadable", {utf8_name(folder)},
                 {"文件夹不能读取", "the folder cannot be read"});
    return;
  }
  std::sort(files.begin(), files.end());
  std::sort(others.begin(), others.end());
  for (std::filesystem::path const& each : others) warn_if_left_out(*state_, each);
  std::size_t known = 0;
  for (std::filesystem::path const& file : files) {
    std::string const name = table_name(file);
    if (detail::find_table_header(state_->words(), name) == nullptr) {
      state_->warn("data.unknown_table", {utf8_name(file)},
                   {"没有名为“" + name + "”的表，文件未读取",
                    "there is no table `" + name + "`, the file is not read"},
                   did_you_mean_help(name, detail::table_names(state_->words())));
      continue;
    }
    ++known;
    add_csv(file.string());
  }
  if (known == 0) {
    state_->stop("data.no_tables", {utf8_name(folder)},
                 {"文件夹中没有任何一张表", "the folder holds no table"});
  }
}

}  // namespace xunze
