// SPDX-License-Identifier: Apache-2.0
// A folder of vocabularies and packs, and one pack of it ready to use.
#ifndef XUNZE_PACK_LIBRARY_HPP
#define XUNZE_PACK_LIBRARY_HPP

#include "xunze/check/policy_stack.hpp"
#include "xunze/core/diagnostic.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// A pack that a folder holds; nothing of it has been read.
struct pack_entry {
  std::string id;
  std::string path;
};

/// A pack with the vocabulary it is written in.
struct loaded_pack {
  xunze::policy policy;  // what a run evaluates, with what it takes over from its parents
  xunze::policy own;     // the pack as it is written
  std::vector<inherited_rule> inherited;
  std::shared_ptr<xunze::vocabulary const> vocabulary;
  std::string sha256;  // of the bytes of the pack's file
  std::string path;
};

/// The packs of a folder: `packs/<id>/pack.json`, sorted by id.
/// Errors: failure `library.missing` if the folder has no `packs`.
[[nodiscard]] std::vector<pack_entry> find_packs(std::string const& folder);

/// The text of a pack and the name of its file.
struct pack_text {
  std::string bytes;
  std::string file;
};

/// The findings, each that names a place in one of the files with the line that stands there.
[[nodiscard]] diagnostics with_excerpts(diagnostics const& findings,
                                        std::span<pack_text const> files);

/// Reports why a run would refuse a policy (names, types, cycles), with the lines of its files.
/// Shape: nothing if `out` has errors already; notes and warnings are left to the run.
void report_unbindable(policy const& rules, vocabulary const& words,
                       std::span<pack_text const> files, diagnostics& out);

/// Finds a pack by its id. Nulls: nullopt if there is none.
using pack_finder = std::function<std::optional<pack_text>(std::string const& id)>;

/// Follows `extends`, reports how a pack stands to those it extends, and puts it on top of them.
/// Shape: see report_loosened, report_overrides, report_contradictions and stack.
/// Errors: `stack.parent` if a parent is not found or has errors of its own, which come with it,
/// `stack.cycle` if packs extend one another in a ring.
[[nodiscard]] policy_stack stack_on_parents(policy const& child, pack_text const& text,
                                            vocabulary const& words, pack_finder const& find,
                                            diagnostics& out);

/// Loads a pack of the folder with its vocabulary, `vocabulary/<name>.json`, and checks it against
/// the packs of the folder that it extends, and whether a run would take it.
/// Errors: failure `library.unknown_pack` or `library.unknown_vocabulary` if there is none of that
/// name, `file.unreadable`; what is wrong inside the files is added to `out`.
[[nodiscard]] loaded_pack load_from_library(std::string const& folder, std::string_view id,
                                            diagnostics& out);

/// Loads a pack file anywhere; its vocabulary and its parents are looked up in the folder.
/// Errors: as load_from_library.
[[nodiscard]] loaded_pack load_with_library(std::string const& path, std::string const& folder,
                                            diagnostics& out);

}  // namespace xunze

#endif
