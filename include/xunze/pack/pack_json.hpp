// SPDX-License-Identifier: Apache-2.0
// Packs as JSON, `xunze.pack/1`, read and written.
#ifndef XUNZE_PACK_PACK_JSON_HPP
#define XUNZE_PACK_PACK_JSON_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/pack/json_text.hpp"
#include "xunze/policy/policy.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <string>
#include <string_view>

namespace xunze {

/// Reads a pack; rules written with their kind's constructor are lowered.
/// Shape: expressions are parsed but not typed. A rule of a kind that cannot run yet is left out
/// with the warning `kind.later`, and so are the mentions of it in decisions and tests.
/// Errors: everything found wrong is added to `out`, with place and excerpt; what could be read
/// is returned. Use it only if `out` has no errors.
[[nodiscard]] policy load_pack(std::string_view bytes, std::string file_name,
                               vocabulary const& words, diagnostics& out,
                               json_limits const& limits = {});

/// The same from a file; its path is the name in diagnostics.
/// Errors: failure `file.unreadable`.
[[nodiscard]] policy load_pack_file(std::string const& path, vocabulary const& words,
                                    diagnostics& out, json_limits const& limits = {});

/// The policy as a pack in lowered form; loading it gives an equal policy.
/// Shape: keys in a fixed order, defaults left out, expressions in canonical text, the same bytes
/// every time.
[[nodiscard]] std::string write_pack(policy const& rules);

}  // namespace xunze

#endif
