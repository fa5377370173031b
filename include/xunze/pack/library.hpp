// SPDX-License-Identifier: Apache-2.0
// A folder of vocabularies and packs, and one pack of it ready to use.
#ifndef XUNZE_PACK_LIBRARY_HPP
#define XUNZE_PACK_LIBRARY_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <memory>
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
  xunze::policy policy;
  std::shared_ptr<xunze::vocabulary const> vocabulary;
  std::string sha256;  // of the bytes of the pack's file
  std::string path;
};

/// The packs of a folder: `packs/<id>/pack.json`, sorted by id.
/// Errors: failure `library.missing` if the folder has no `packs`.
[[nodiscard]] std::vector<pack_entry> find_packs(std::string const& folder);

/// Loads a pack of the folder with its vocabulary, `vocabulary/<name>.json`.
/// Errors: failure `library.unknown_pack` or `library.unknown_vocabulary` if there is none of that
/// name, `file.unreadable`; what is wrong inside the files is added to `out`.
[[nodiscard]] loaded_pack load_from_library(std::string const& folder, std::string_view id,
                                            diagnostics& out);

/// Loads a pack file anywhere; its vocabulary is looked up in the folder.
/// Errors: as load_from_library.
[[nodiscard]] loaded_pack load_with_library(std::string const& path, std::string const& folder,
                                            diagnostics& out);

}  // namespace xunze

#endif
