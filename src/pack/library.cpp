// SPDX-License-Identifier: Apache-2.0
// A folder of vocabularies and packs, and one pack of it ready to use.
#include "xunze/pack/library.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/pack/pack_json.hpp"
#include "xunze/pack/vocabulary_json.hpp"

#include "pack/vocabulary_words.hpp"

#include <algorithm>
#include <filesystem>

namespace xunze {
namespace {

namespace fs = std::filesystem;

std::string utf8(fs::path const& path) {
  auto const text = path.generic_u8string();
  return {text.begin(), text.end()};
}

fs::path path_of(std::string const& name) {
  return fs::path{std::u8string{name.begin(), name.end()}};
}

[[noreturn]] void unknown(std::string code, text const& what, std::string const& word,
                          std::vector<std::string> const& names) {
  text const help = did_you_mean_help(word, names);
  throw failure{std::move(code),
                {"没有名为“" + word + "”的" + what.zh + (help.empty() ? "" : "，" + help.zh),
                 "no " + what.en + " `" + word + "`" + (help.empty() ? "" : ", " + help.en)}};
}

/// The vocabulary that a pack names; empty if the text cannot tell.
std::string vocabulary_of(std::string_view bytes) {
  json::source from{bytes, ""};
  auto const root = json::parse(from, {});
  if (!root) return {};
  for (json::member const& section : root->members) {
    if (section.key != "pack") continue;
    for (json::member const& one : section.value.members) {
      if (one.key == "vocabulary") return one.value.text;
    }
  }
  return {};
}

std::shared_ptr<vocabulary const> load_words(std::string const& folder, std::string const& name,
                                             diagnostics& out) {
  if (name.empty()) return std::make_shared<vocabulary const>();
  std::vector<std::string> names;
  std::error_code none;
  for (auto const& entry : fs::directory_iterator{path_of(folder) / "vocabulary", none}) {
    if (entry.path().extension() == ".json") names.push_back(utf8(entry.path().stem()));
  }
  std::sort(names.begin(), names.end());
  if (!std::binary_search(names.begin(), names.end(), name)) {
    unknown("library.unknown_vocabulary", {"词表", "vocabulary"}, name, names);
  }
  std::string const path = utf8(path_of(folder) / "vocabulary" / path_of(name + ".json"));
  return std::make_shared<vocabulary const>(load_vocabulary_file(path, out));
}

}  // namespace

std::vector<pack_entry> find_packs(std::string const& folder) {
  std::vector<pack_entry> found;
  std::error_code problem;
  fs::directory_iterator entries{path_of(folder) / "packs", problem};
  if (problem) {
    throw failure{
        "library.missing",
        {"文件夹“" + folder + "”中没有规则包", "folder `" + folder + "` has no folder `packs`"}};
  }
  for (auto const& entry : entries) {
    fs::path const file = entry.path() / "pack.json";
    if (fs::is_regular_file(file, problem))
      found.push_back({utf8(entry.path().filename()), utf8(file)});
  }
  std::sort(found.begin(), found.end(),
            [](pack_entry const& a, pack_entry const& b) { return a.id < b.id; });
  return found;
}

loaded_pack load_with_library(std::string const& path, std::string const& folder,
                              diagnostics& out) {
  std::string const bytes = json::read_bytes(path, json_limits{}.bytes);
  loaded_pack made;
  made.path = path;
  made.sha256 = sha256_hex(bytes);
  made.vocabulary = load_words(folder, vocabulary_of(bytes), out);
  made.own = load_pack(bytes, path, *made.vocabulary, out, {}, read_test_files(path));
  std::vector<pack_text> files{{bytes, path}};
  auto const find = [&](std::string const& id) -> std::optional<pack_text> {
    for (pack_entry const& one : find_packs(folder)) {
      if (one.id != id) continue;
      files.push_back({json::read_bytes(one.path, json_limits{}.bytes), one.path});
      return files.back();
    }
    return std::nullopt;
  };
  auto stacked = stack_on_parents(made.own, {bytes, path}, *made.vocabulary, find, out);
  report_unbindable(stacked.effective, *made.vocabulary, files, out);
  made.policy = std::move(stacked.effective);
  made.inherited = std::move(stacked.inherited);
  return made;
}

loaded_pack load_from_library(std::string const& folder, std::string_view id, diagnostics& out) {
  std::vector<std::string> ids;
  for (pack_entry const& one : find_packs(folder)) {
    if (one.id == id) return load_with_library(one.path, folder, out);
    ids.push_back(one.id);
  }
  unknown("library.unknown_pack", {"规则包", "pack"}, std::string{id}, ids);
}

}  // namespace xunze
