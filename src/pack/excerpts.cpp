// SPDX-License-Identifier: Apache-2.0
// The lines that findings stand in, and the findings of a pack that only its names show.
#include "xunze/check/bound.hpp"
#include "xunze/graph/policy_graph.hpp"
#include "xunze/pack/library.hpp"

#include "pack/document.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace xunze {

diagnostics with_excerpts(diagnostics const& findings, std::span<pack_text const> files) {
  std::vector<json::source> sources;
  for (pack_text const& one : files) sources.emplace_back(one.bytes, one.file);
  diagnostics out;
  for (diagnostic one : findings) {
    for (json::source const& each : sources) each.add_excerpt(one);
    out.add(std::move(one));
  }
  return out;
}

void report_unbindable(policy const& rules, vocabulary const& words,
                       std::span<pack_text const> files, diagnostics& out) {
  if (out.has_errors()) return;
  diagnostics found;
  static_cast<void>(bind(rules, words, found));
  bool const turns = std::any_of(found.begin(), found.end(),
                                 [](diagnostic const& one) { return one.code == "graph.cycle"; });
  // Clauses and overrides go round in circles too, and binding does not follow them.
  if (!turns) report_cycles(make_policy_graph(rules, words), rules, found);
  if (found.has_errors()) out.append(with_excerpts(found, files));
}

}  // namespace xunze
