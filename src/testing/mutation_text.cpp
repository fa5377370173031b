// SPDX-License-Identifier: Apache-2.0
// What became of mutants, for people and as JSON.
#include "testing/json_parts.hpp"
#include "testing/percent.hpp"
#include "xunze/testing/mutation.hpp"

#include <algorithm>

namespace xunze {
namespace {

struct kind_name {
  std::string_view kind;
  text name;
};

text name_of_kind(std::string const& kind) {
  static kind_name const names[] = {
      {"compare", {"比较", "comparison"}},   {"logic", {"与或", "and/or"}},
      {"conjunct", {"去掉条件", "condition dropped"}},
      {"disjunct", {"去掉选项", "alternative dropped"}},
      {"negation", {"去掉否定", "negation dropped"}},
      {"choice", {"取一支", "one branch"}},  {"code", {"代码", "code"}},
      {"member", {"去掉成员", "member dropped"}},
      {"exception", {"去掉例外", "exception dropped"}},
      {"key", {"去掉键", "key dropped"}},    {"number", {"数值", "number"}},
      {"date", {"日期", "date"}},            {"flag", {"真假", "truth"}},
      {"inclusive", {"是否含端点", "ends"}}, {"aggregate", {"汇总方式", "aggregate"}},
      {"due", {"期限", "due day"}},          {"anchor", {"去掉基准日", "anchor dropped"}},
      {"order", {"次序", "order"}},
  };
  for (kind_name const& one : names) {
    if (one.kind == kind) return one.name;
  }
  return {kind, kind};
}

std::string score_text(mutation_score const& of) {
  return std::to_string(of.noticed) + "/" + std::to_string(of.mutants) + " " +
         testing_detail::percent(of.noticed, of.mutants);
}

json::node mutant_node(mutant const& of) {
  using namespace json;
  node out = make_object();
  put(out, "id", make_text(of.id));
  put(out, "kind", make_text(of.kind));
  put(out, "owner", make_text(of.owner));
  put(out, "where", make_text(of.where));
  put(out, "from", make_text(of.from));
  put(out, "to", make_text(of.to));
  put(out, "rules", texts_node(of.rules));
  put(out, "at", place_node(of.at));
  put_words(out, "words", in_words(of));
  return out;
}

equivalent_mutant const* listed(policy const& pack, std::string const& id) {
  for (equivalent_mutant const& one : pack.equivalent_mutants) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace

text in_words(mutant const& of) {
  text const kind = name_of_kind(of.kind);
  text out{of.owner + " " + of.where + "，" + kind.zh + "：" + of.from,
           of.owner + " " + of.where + ", " + kind.en + ": " + of.from};
  if (of.to.empty()) return out;
  out.zh += " → " + of.to;
  out.en += " → " + of.to;
  return out;
}

std::string to_text(policy const& pack, mutation_outcome const& done, language which) {
  bool const zh = which == language::zh;
  std::string out;
  for (auto const& [rule, score] : done.by_rule) out += rule + "  " + score_text(score) + "\n";
  if (!done.survivors.empty()) out += zh ? "未被发现的改动：\n" : "not noticed:\n";
  for (mutant const& one : done.survivors) {
    std::string const where = to_string(one.at, which);
    if (!where.empty()) out += where + ": ";
    text const words = in_words(one);
    out += (zh ? words.zh : words.en) + "\n  " + one.id + "\n";
  }
  if (!done.equivalent.empty()) out += zh ? "等价改动：\n" : "equivalent:\n";
  for (mutant const& one : done.equivalent) {
    equivalent_mutant const* const entry = listed(pack, one.id);
    out += one.id + "\n";
    if (entry != nullptr) out += "  " + (zh ? entry->reason.zh : entry->reason.en) + "\n";
  }
  out += render(done.problems, which);
  mutation_score const total{done.mutants, done.noticed};
  std::string const equal = std::to_string(done.equivalent.size());
  out += zh ? "改动" + std::to_string(done.mutants) + "处，发现 " + score_text(total) +
                  "，未发现" + std::to_string(done.survivors.size()) + "处，等价" + equal + "处\n"
            : std::to_string(done.mutants) + " mutants, noticed " + score_text(total) + ", " +
                  std::to_string(done.survivors.size()) + " survived, " + equal +
                  " equivalent\n";
  return out;
}

std::string to_json(policy const& pack, mutation_outcome const& done) {
  using namespace json;
  node out = make_object();
  put(out, "pack", make_text(pack.info.id));
  put_count(out, "all", done.all);
  put_count(out, "mutants", done.mutants);
  put_count(out, "noticed", done.noticed);
  node rules = make_object();
  for (auto const& [rule, score] : done.by_rule) {
    node one = make_object();
    put_count(one, "mutants", score.mutants);
    put_count(one, "noticed", score.noticed);
    put(rules, rule, std::move(one));
  }
  put(out, "rules", std::move(rules));
  node survivors = make_array();
  for (mutant const& one : done.survivors) survivors.items.push_back(mutant_node(one));
  put(out, "survivors", std::move(survivors));
  node equivalent = make_array();
  for (mutant const& one : done.equivalent) {
    node item = mutant_node(one);
    if (auto const* entry = listed(pack, one.id)) put_words(item, "reason", entry->reason);
    equivalent.items.push_back(std::move(item));
  }
  put(out, "equivalent", std::move(equivalent));
  put(out, "problems", findings_node(done.problems));
  return print(out);
}

}  // namespace xunze
