// SPDX-License-Identifier: Apache-2.0
// The lines that findings stand in, and the findings of a pack that only its names show.
#include "xunze/check/bound.hpp"
#include "xunze/pack/library.hpp"

#include "pack/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace xunze {

diagnostics with_excerpts(diagnostics const& findings, std::span<pack_text const> files) {
  std::vector<std::optional<json::source>> read(files.size());
  diagnostics out;
  for (diagnostic one : findings) {
    for (std::size_t i = 0; i < files.size() && one.excerpt.empty() && one.at.column > 0; ++i) {
      if (files[i].file != one.at.file) continue;
      if (!read[i]) read[i].emplace(files[i].bytes, files[i].file);
      one.excerpt = read[i]->line_text(one.at.line);
    }
    out.add(std::move(one));
  }
  return out;
}

void report_unbindable(policy const& rules, vocabulary const& words,
                       std::span<pack_text const> files, diagnostics& out) {
  if (out.has_errors()) return;
  diagnostics found;
  static_cast<void>(bind(rules, words, found));
  if (found.has_errors()) out.append(with_excerpts(found, files));
}

}  // namespace xunze
