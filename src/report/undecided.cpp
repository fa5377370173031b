// SPDX-License-Identifier: Apache-2.0
#include "report/undecided.hpp"

#include "batch/state.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace xunze::detail {
namespace {

std::size_t total(report_rule const& of) {
  return std::accumulate(of.counts.begin(), of.counts.end(), std::size_t{0});
}

bool is_decided(report_rule const& of) {
  return total(of) > of.counts[static_cast<std::size_t>(verdict::unknown)];
}

bool has_no_subjects(report_rule const& of) { return of.checked && of.given && total(of) == 0; }

/// Tables whose rows become rows of a relation.
void add_sources(bound_policy const& bound, relation_id of, std::set<relation_id>& seen,
                 std::set<std::string>& into) {
  if (!seen.insert(of).second) return;
  bound_relation const& here = bound.relations[of];
  if (here.kind == bound_relation::body::table) into.insert(here.base->name);
  for (auto const& [alias, member] : here.members) {
    add_sources(bound, member, seen, into);
    if (here.kind == bound_relation::body::view) return;  // the others are looked up
  }
}

/// Tables without rows that a rule's subjects are made of.
std::set<std::string> empty_sources(outcome const& from, std::size_t rule) {
  bound_policy const& bound = from.inner().run->bound();
  std::set<relation_id> seen;
  std::set<std::string> found;
  add_sources(bound, bound.rules[rule].subject, seen, found);
  std::erase_if(found, [&](std::string const& name) {
    table const* const given = from.data().find(name);
    return given == nullptr || given->rows > 0;
  });
  return found;
}

text names_of(std::set<std::string> const& tables, vocabulary const& words) {
  text out;
  for (table_schema const& each : words.tables) {
    if (!tables.contains(each.name)) continue;
    out.zh += "“" + (each.title.zh.empty() ? each.name : each.title.zh) + "”";
    out.en += (out.en.empty() ? "`" : ", `") + each.name + '`';
  }
  return out;
}

diagnostic no_rows(std::set<std::string> const& tables, std::size_t rules, outcome const& from) {
  diagnostic made;
  made.code = "data.no_rows";
  if (tables.size() == 1) {
    table_source const& only = from.data().find(*tables.begin())->source;
    made.at.file = only.file;
    made.at.sheet = only.sheet;
  }
  text const names = names_of(tables, from.data().words());
  std::string const count = std::to_string(rules);
  made.message = {"表" + names.zh + "没有数据行，" + count + "条规则没有审核对象",
                  "no rows in " + names.en + "; rules without subjects: " + count};
  made.help = {"补充数据后重新审核", "supply the rows and check again"};
  return made;
}

}  // namespace

void put_undecided(report& into, outcome const& from) {
  auto const& rules = into.rules;
  bool const nothing = std::none_of(rules.begin(), rules.end(), is_decided);
  std::set<std::string> tables;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!has_no_subjects(rules[i])) continue;
    if (nothing || rules[i].strength == strength::mandatory) tables.merge(empty_sources(from, i));
  }
  if (!tables.empty()) {
    std::size_t idle = 0;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (!has_no_subjects(rules[i])) continue;
      auto const mine = empty_sources(from, i);
      idle += std::any_of(mine.begin(), mine.end(),
                          [&](std::string const& name) { return tables.contains(name); })
                  ? 1U
                  : 0U;
    }
    into.data.push_back(no_rows(tables, idle, from));
    into.data.back().level = nothing ? diagnostic_level::warning : diagnostic_level::note;
  }
  if (!nothing) return;
  bool const open = std::any_of(rules.begin(), rules.end(), [](report_rule const& each) {
    return each.checked && total(each) > 0;
  });
  text const names = names_of(tables, from.data().words());
  text const why = !tables.empty() ? text{"表" + names.zh + "没有数据行", "no rows in " + names.en}
                   : open          ? text{"审核的规则均待核实", "all rules checked are unknown"}
                                   : text{"没有审核对象", "there are no subjects"};
  into.undecided = {"没有得出任何结论：" + why.zh, "nothing was decided: " + why.en};
}

}  // namespace xunze::detail
