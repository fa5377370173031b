// SPDX-License-Identifier: Apache-2.0
// The packs that a pack extends: found, loaded and compared with it.
#include "xunze/check/stacking.hpp"
#include "xunze/pack/library.hpp"
#include "xunze/pack/pack_json.hpp"

#include "pack/document.hpp"

#include <algorithm>
#include <deque>

namespace xunze {
namespace {

/// Where `extends` names the parents of a pack.
std::vector<std::pair<std::string, std::size_t>> extends_of(pack_text const& of) {
  json::source from{of.bytes, of.file};
  auto const root = json::parse(from, {});
  std::vector<std::pair<std::string, std::size_t>> found;
  if (!root) return found;
  for (json::member const& section : root->members) {
    if (section.key != "pack") continue;
    for (json::member const& one : section.value.members) {
      if (one.key != "extends") continue;
      for (json::node const& item : one.value.items) found.emplace_back(item.text, item.at);
    }
  }
  return found;
}

class ancestors {
 public:
  ancestors(vocabulary const& words, pack_finder const& find, diagnostics& out)
      : words_{words}, find_{find}, out_{out} {}

  void follow(pack_text const& of, std::string const& id) {
    path_.push_back(id);
    json::source findings{of.bytes, of.file};
    diagnostics theirs;
    for (auto const& [parent, at] : extends_of(of)) step(findings, theirs, parent, at);
    findings.deliver(out_);
    out_.append(theirs);
    path_.pop_back();
  }

  [[nodiscard]] std::deque<policy> const& found() const { return found_; }

 private:
  void step(json::source& findings, diagnostics& theirs, std::string const& id, std::size_t at) {
    auto const turn = std::find(path_.begin(), path_.end(), id);
    if (turn != path_.end()) {
      std::string ring;
      for (auto one = turn; one != path_.end(); ++one) ring += *one + " → ";
      findings.error("stack.cycle", at,
                     {"规则包互为上级：" + ring + id, "packs extend one another: " + ring + id});
      return;
    }
    bool const seen = std::any_of(found_.begin(), found_.end(),
                                  [&](policy const& one) { return one.info.id == id; });
    if (seen) return;
    auto const text_of_parent = find_(id);
    if (!text_of_parent) {
      findings.error("stack.parent", at,
                     {"没有上级规则包“" + id + "”", "there is no parent pack `" + id + "`"});
      return;
    }
    diagnostics own;
    policy loaded = load_pack(text_of_parent->bytes, text_of_parent->file, words_, own);
    if (own.has_errors()) {
      findings.error("stack.parent", at,
                     {"上级规则包“" + id + "”有错误", "the parent pack `" + id + "` has errors"});
      for (diagnostic const& one : own) {
        if (one.level == diagnostic_level::error) theirs.add(one);
      }
      return;
    }
    found_.push_back(std::move(loaded));
    follow(*text_of_parent, id);
  }

  vocabulary const& words_;
  pack_finder const& find_;
  diagnostics& out_;
  std::vector<std::string> path_;
  std::deque<policy> found_;
};

}  // namespace

policy_stack stack_on_parents(policy const& child, pack_text const& text, vocabulary const& words,
                              pack_finder const& find, diagnostics& out) {
  diagnostics found;
  ancestors all{words, find, found};
  all.follow(text, child.info.id);
  std::vector<policy const*> parents;
  for (policy const& one : all.found()) parents.push_back(&one);
  for (policy const* const one : parents) report_loosened(child, *one, found);
  policy_stack made = stack(child, parents);
  // A rule that could not be read may be the one that is overridden.
  if (!found.has_errors() && !out.has_errors()) {
    report_overrides(child, parents, found);
    report_contradictions(child, made, found);
  }
  out.append(found);
  return made;
}

}  // namespace xunze
