// SPDX-License-Identifier: Apache-2.0
// What only the whole pack can tell: citations, and rules that decisions and tests name.
#include "pack/pack_reader.hpp"

#include <algorithm>
#include <set>

namespace xunze::json {
namespace {

void check_citations(pack_reading& in) {
  std::vector<std::string> ids;
  for (clause const& one : in.out.clauses) ids.push_back(one.id);
  std::set<std::pair<std::string, std::size_t>> seen;
  for (citation const& one : in.citations) {
    if (in.out.find_clause(one.clause) != nullptr || !seen.insert({one.clause, one.at}).second) {
      continue;
    }
    unknown_word(in.from, one.at, "pack.unknown_clause", {"条款", "clause"}, one.clause, ids);
  }
}

/// Where the clause is not known, that is the mistake.
void check_rule_ids(pack_reading& in) {
  for (citation const& one : in.misnamed) {
    if (in.out.find_clause(one.clause) == nullptr) continue;
    in.from.error(
        "rule.id", one.at,
        {"规则编号“" + one.by + "”不以其条款编号“" + one.clause + "”开头",
         "rule id `" + one.by + "` does not begin with its clause `" + one.clause + "`"},
        {"同一条款的第二条规则写作“条款/部分”", "a second rule of a clause is `clause/part`"});
  }
}

void check_rules(pack_reading& in) {
  std::vector<std::string> ids = in.left_out;
  for (rule const& one : in.out.rules) ids.push_back(one.id);
  for (measure const& one : in.out.measures) ids.push_back(one.id);
  for (auto const& [what, at] : in.where) {
    std::size_t const colon = what.find(':');
    std::string const kind = what.substr(0, colon);
    std::string const id = what.substr(colon + 1);
    if (kind != "decision" || id.empty()) continue;
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    unknown_word(in.from, at, "pack.unknown_rule", {"规则", "rule"}, id, ids);
  }
}

void forget_left_out(pack_reading& in) {
  auto const gone = [&](auto const& one) {
    return in.out.find_rule(one.rule) == nullptr &&
           std::find(in.left_out.begin(), in.left_out.end(), one.rule) != in.left_out.end();
  };
  for (rule& one : in.out.rules) {
    std::erase_if(one.overrides, [&](std::string const& id) {
      return in.out.find_rule(id) == nullptr &&
             std::find(in.left_out.begin(), in.left_out.end(), id) != in.left_out.end();
    });
  }
  for (decision& one : in.out.decisions) std::erase_if(one.members, gone);
  for (policy_test& one : in.out.tests) std::erase_if(one.expect, gone);
}

/// A relation has a name, or the id of the rule or measure it was made for.
void check_relation_names(pack_reading& in) {
  for (auto const& [what, at] : in.where) {
    if (!what.starts_with("relation:")) continue;
    std::string const name = what.substr(9);
    bool const made_for = std::any_of(in.out.measures.begin(), in.out.measures.end(),
                                      [&](measure const& one) { return one.id == name; });
    if (!made_for) check_name(in.from, name, at);
  }
}

}  // namespace

void check_expectations(pack_reading& in) {
  std::vector<std::string> ids = in.left_out;
  for (rule const& one : in.out.rules) ids.push_back(one.id);
  std::set<std::string> said;
  for (citation const& one : in.expected) {
    if (one.clause.empty() || std::find(ids.begin(), ids.end(), one.clause) != ids.end()) continue;
    if (!said.insert(one.clause).second) continue;
    unknown_word(in.from, one.at, "pack.unknown_rule", {"规则", "rule"}, one.clause, ids);
  }
}

void check_pack(pack_reading& in) {
  check_expectations(in);
  check_relation_names(in);
  // With a parent pack, clauses and rules may be the parent's.
  if (in.out.info.extends.empty()) {
    check_citations(in);
    check_rule_ids(in);
    check_rules(in);
  }
  forget_left_out(in);
}

}  // namespace xunze::json
