// SPDX-License-Identifier: Apache-2.0
// What the verdicts of a run take for granted.
#include "batch/engine.hpp"
#include "check/rule_reads.hpp"

#include <set>

namespace xunze::batch_detail {
namespace {

/// Tables of whose rows the verdicts are made: a row that is not there would change them. A run
/// of all rules makes measures too.
std::set<table_schema const*> tables_read(engine const& run) {
  bound_policy const& bound = run.bound();
  std::set<table_schema const*> with_rows;
  for (bound_relation const& r : bound.relations) {
    if (r.base != nullptr) with_rows.insert(r.base);
  }
  bool const all = run.options().rules.empty();
  std::set<table_schema const*> read = all ? with_rows : std::set<table_schema const*>{};
  for (std::size_t i = 0; i < bound.rules.size(); ++i) {
    bound_rule const& r = bound.rules[i];
    if (!run.outcomes()[i].checked) continue;
    if (is_waivable(r)) read.insert(run.data().words().find_table("waiver"));
    if (all) continue;
    for (table_schema const* t : check_detail::reads_of(bound, r).tables) {
      if (with_rows.contains(t)) read.insert(t);
    }
  }
  return read;
}

}  // namespace

std::vector<text> const& engine::assumptions() {
  if (assumptions_done_) return assumptions_;
  assumptions_done_ = true;
  if (known_by() != options_.as_of) {
    std::string const day = to_string(known_by());
    assumptions_.push_back({"事件计至" + day + "，此后的不计入",
                            "events are known up to " + day + ": later ones are left out"});
  }
  std::vector<text> partial;
  std::vector<text> whole;
  auto const read = tables_read(*this);
  for (table_schema const& t : data_->words().tables) {
    if (!read.contains(&t)) continue;
    bool const given = data_->find(t.name) != nullptr;
    if (!given && t.absent == absence::unknown) continue;
    std::string const zh = "“" + (t.title.zh.empty() ? t.name : t.title.zh) + "”";
    std::string const en = "`" + t.name + "`";
    if (!given) {
      assumptions_.push_back({zh + "未提供，按无记录处理", en + " is not given: taken as empty"});
    }
    if (auto const from = data_->complete_from(t.name)) {
      std::string const day = to_string(*from);
      partial.push_back({zh + "自" + day + "起完整，此前可能有未提供的记录",
                         en + " is complete from " + day + " on: earlier rows may not be given"});
    } else if (given) {
      whole.push_back({zh + "未声明完整性，按完整处理",
                       en + " does not say how complete it is: taken as complete"});
    }
  }
  assumptions_.insert(assumptions_.end(), partial.begin(), partial.end());
  assumptions_.insert(assumptions_.end(), whole.begin(), whole.end());
  return assumptions_;
}

}  // namespace xunze::batch_detail
