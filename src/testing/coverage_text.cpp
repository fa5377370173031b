// SPDX-License-Identifier: Apache-2.0
// What tests have seen, for people and as JSON.
#include "testing/json_parts.hpp"
#include "testing/percent.hpp"
#include "xunze/testing/coverage.hpp"

namespace xunze {
namespace {

std::vector<text> missing(covered_condition const& of) {
  std::vector<text> out;
  if (!of.seen_true) out.push_back({"真", "true"});
  if (!of.seen_false) out.push_back({"假", "false"});
  if (of.may_be_unknown && !of.seen_unknown) out.push_back({"待核实", "unknown"});
  return out;
}

std::string score_text(coverage_score const& of) {
  return std::to_string(of.seen) + "/" + std::to_string(of.wanted) + " " +
         testing_detail::percent(of.seen, of.wanted);
}

std::string joined(std::vector<text> const& words, bool zh) {
  std::string out;
  for (text const& one : words) {
    if (!out.empty()) out += zh ? "、" : ", ";
    out += zh ? one.zh : one.en;
  }
  return out;
}

}  // namespace

std::string to_text(policy const&, coverage_outcome const& done, language which) {
  bool const zh = which == language::zh;
  std::string out;
  for (auto const& [rule, score] : done.by_rule) out += rule + "  " + score_text(score) + "\n";
  std::size_t open = 0;
  for (covered_condition const& one : done.conditions) {
    auto const lacks = missing(one);
    if (lacks.empty()) continue;
    ++open;
    std::string const where = to_string(one.at, which);
    if (!where.empty()) out += where + ": ";
    out += one.owner + " " + one.where + (zh ? "：" : ": ") + one.expression + "\n  " +
           (zh ? "未见过" : "never seen ") + joined(lacks, zh) + "\n";
  }
  out += render(done.problems, which);
  std::string const all = std::to_string(done.conditions.size());
  out += zh ? "条件" + all + "个，未看全" + std::to_string(open) + "个，覆盖 " +
                  score_text(done.total) + "\n"
            : all + " conditions, " + std::to_string(open) + " not fully seen, coverage " +
                  score_text(done.total) + "\n";
  return out;
}

std::string to_json(policy const& pack, coverage_outcome const& done) {
  using namespace json;
  auto const score = [](coverage_score const& of) {
    node out = make_object();
    put_count(out, "wanted", of.wanted);
    put_count(out, "seen", of.seen);
    put(out, "percent", make_text(testing_detail::percent(of.seen, of.wanted)));
    return out;
  };
  node out = make_object();
  put(out, "pack", make_text(pack.info.id));
  put(out, "total", score(done.total));
  node rules = make_object();
  for (auto const& [rule, one] : done.by_rule) put(rules, rule, score(one));
  put(out, "rules", std::move(rules));
  put_count(out, "conditions", done.conditions.size());
  node open = make_array();
  for (covered_condition const& one : done.conditions) {
    auto const lacks = missing(one);
    if (lacks.empty()) continue;
    node item = make_object();
    put(item, "owner", make_text(one.owner));
    put(item, "where", make_text(one.where));
    put(item, "expression", make_text(one.expression));
    put(item, "rules", texts_node(one.rules));
    put(item, "at", place_node(one.at));
    std::vector<std::string> names;
    for (text const& each : lacks) names.push_back(each.en);
    put(item, "never", texts_node(names));
    open.items.push_back(std::move(item));
  }
  put(out, "missing", std::move(open));
  put(out, "problems", findings_node(done.problems));
  return print(out);
}

}  // namespace xunze
