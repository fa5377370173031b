// SPDX-License-Identifier: Apache-2.0
// Files of a known format.
#include "xunze/core/failure.hpp"
#include "xunze/pack/pack_json.hpp"

#include "pack/vocabulary_words.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace xunze::json {
namespace {

/// The number behind the slash of `xunze.pack/1`; 0 if there is none.
int version_of(std::string_view format, std::string_view family) {
  if (!format.starts_with(family)) return 0;
  std::string_view const digits = format.substr(family.size());
  if (digits.empty() || digits.size() > 6) return 0;
  int number = 0;
  for (char const c : digits) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<node> open_document(source& from, json_limits const& limits,
                                  std::string_view format) {
  auto root = parse(from, limits);
  if (!root || !is_object(from, *root)) return std::nullopt;
  object_reader reader{from, *root};
  node const* const value = reader.need("format");
  if (value == nullptr) return std::nullopt;
  auto const written = as_text(from, *value);
  if (!written) return std::nullopt;
  if (*written == format) return root;
  std::string const ours{format};
  std::string_view const family = format.substr(0, format.find('/') + 1);
  if (version_of(*written, family) > version_of(format, family)) {
    from.error("format.newer", value->at,
               {"格式“" + *written + "”比本程序所知的“" + ours + "”新",
                "format `" + *written + "` is newer than `" + ours + "`, the one known here"},
               {"请升级 xunze", "use a newer xunze"});
  } else {
    from.error("format.unknown", value->at,
               {"格式“" + *written + "”不是“" + ours + "”",
                "format `" + *written + "` is not `" + ours + "`"});
  }
  return std::nullopt;
}

std::string read_bytes(std::string const& path, std::size_t limit) {
  std::ifstream file{path, std::ios::binary};
  std::string bytes;
  std::size_t const most = limit + 1;
  std::string chunk(std::size_t{1} << 16U, '\0');
  while (file && bytes.size() < most) {
    std::size_t const want = std::min(chunk.size(), most - bytes.size());
    file.read(chunk.data(), static_cast<std::streamsize>(want));
    bytes.append(chunk, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (bytes.size() < most && !file.eof()) {
    throw failure{"file.unreadable",
                  {"无法读取文件“" + path + "”", "cannot read file `" + path + "`"}};
  }
  return bytes;
}

}  // namespace xunze::json

namespace xunze {

std::vector<test_file> read_test_files(std::string const& pack_path, json_limits const& limits) {
  namespace fs = std::filesystem;
  auto const path = [](std::string const& name) {
    return fs::path{std::u8string{name.begin(), name.end()}};
  };
  auto const utf8 = [](fs::path const& of) {
    auto const text = of.generic_u8string();
    return std::string{text.begin(), text.end()};
  };
  std::vector<test_file> found;
  fs::path const pack = path(pack_path);
  if (pack.filename() != "pack.json") return found;
  std::error_code none;
  for (auto const& entry : fs::directory_iterator{pack.parent_path() / "tests", none}) {
    if (entry.path().extension() != ".json" || !entry.is_regular_file(none)) continue;
    found.push_back({utf8(entry.path().filename()), utf8(entry.path()), {}});
  }
  std::sort(found.begin(), found.end(),
            [](test_file const& a, test_file const& b) { return a.name < b.name; });
  for (test_file& one : found) one.bytes = json::read_bytes(one.path, limits.bytes);
  return found;
}

}  // namespace xunze
