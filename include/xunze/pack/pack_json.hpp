// SPDX-License-Identifier: Apache-2.0
// Packs as JSON, `xunze.pack/1`, read and written.
#ifndef XUNZE_PACK_PACK_JSON_HPP
#define XUNZE_PACK_PACK_JSON_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/pack/json_text.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze {

/// A file of tests that stands in the folder `tests` beside a `pack.json`.
struct test_file {
  std::string name;   // `dates.json`
  std::string path;   // for diagnostics
  std::string bytes;
};

/// The files of tests of a pack, by name; none if the pack's file is not called `pack.json`.
/// Errors: failure `file.unreadable`.
[[nodiscard]] std::vector<test_file> read_test_files(std::string const& pack_path,
                                                     json_limits const& limits = {});

/// Reads a pack; rules written with their kind's constructor are lowered.
/// Shape: expressions are parsed but not typed.
/// Errors: everything found wrong is added to `out`, with place and excerpt; what could be read
/// is returned. Use it only if `out` has no errors. Tests of the files follow those of the pack.
[[nodiscard]] policy load_pack(std::string_view bytes, std::string file_name,
                               vocabulary const& words, diagnostics& out,
                               json_limits const& limits = {},
                               std::span<test_file const> tests = {});

/// The same from a file with the files of tests beside it; its path is the name in diagnostics.
/// Errors: failure `file.unreadable`.
[[nodiscard]] policy load_pack_file(std::string const& path, vocabulary const& words,
                                    diagnostics& out, json_limits const& limits = {});

/// The policy as a pack in lowered form; loading it gives an equal policy.
/// Shape: keys in a fixed order, defaults left out, expressions in canonical text, the same bytes
/// every time. Tests that stand in files of their own are left to write_test_files.
[[nodiscard]] std::string write_pack(policy const& rules);

/// The files of tests of a policy, by name; their paths are empty, their base is merged.
[[nodiscard]] std::vector<test_file> write_test_files(policy const& rules);

}  // namespace xunze

#endif
