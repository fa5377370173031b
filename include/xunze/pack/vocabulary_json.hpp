// SPDX-License-Identifier: Apache-2.0
// Vocabularies as JSON, `xunze.vocabulary/1`, read and written.
#ifndef XUNZE_PACK_VOCABULARY_JSON_HPP
#define XUNZE_PACK_VOCABULARY_JSON_HPP

#include "xunze/core/diagnostic.hpp"
#include "xunze/pack/json_text.hpp"
#include "xunze/schema/vocabulary.hpp"

#include <string>
#include <string_view>

namespace xunze {

/// Reads a vocabulary and checks that it agrees with itself.
/// Errors: everything found wrong is added to `out`, with place and excerpt; what could be read
/// is returned. Use it only if `out` has no errors.
[[nodiscard]] vocabulary load_vocabulary(std::string_view bytes, std::string file_name,
                                         diagnostics& out, json_limits const& limits = {});

/// The same from a file; its path is the name in diagnostics.
/// Errors: failure `file.unreadable`.
[[nodiscard]] vocabulary load_vocabulary_file(std::string const& path, diagnostics& out,
                                              json_limits const& limits = {});

/// The vocabulary as JSON; loading it gives an equal one.
/// Shape: keys in a fixed order, defaults left out, the same bytes every time.
[[nodiscard]] std::string write_vocabulary(vocabulary const& words);

}  // namespace xunze

#endif
