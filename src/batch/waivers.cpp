// SPDX-License-Identifier: Apache-2.0
// Waivers: which of them a subject has, and which of them name nothing that there is.
#include "batch/engine.hpp"

#include <algorithm>
#include <set>

namespace xunze::batch_detail {
namespace {

constexpr std::size_t waivers_told = 200;

std::string key_text(value const& v) {
  if (auto const* code = v.get_if<code_value>()) return code->code;
  return v.is_null() ? std::string{} : to_string(v);
}

std::optional<std::string> text_at(table const& rows, char const* name, std::size_t i) {
  auto const c = rows.schema->find(name);
  if (!c || !rows.columns[*c].given) return std::nullopt;
  value const v = rows.columns[*c].at(i);
  if (v.is_null()) return std::nullopt;
  return key_text(v);
}

cell day_at(table const& rows, char const* name, std::size_t i, cell otherwise) {
  auto const c = rows.schema->find(name);
  if (!c) return otherwise;
  if (!rows.columns[*c].given) return unknown_cell;
  std::int64_t const raw = rows.columns[*c].raw(i);
  return raw == unknown_value ? unknown_cell : cell{raw, raw};
}

bool lists(std::vector<std::string> const& words, std::string const& one) {
  return std::find(words.begin(), words.end(), one) != words.end();
}

std::string joined(std::vector<std::string> const& words, std::string const& between) {
  std::string made;
  for (std::string const& word : words) made += (made.empty() ? "" : between) + word;
  return made;
}

/// A cell of a waiver that names nothing.
struct stray_name {
  std::string code;
  char const* column;
  std::string written;
  text message;
  text help;
};

stray_name no_rule(std::string const& id, std::vector<std::string> const& known) {
  return {"waiver.unknown_rule", "rule_id", id,
          {"规则包中没有规则“" + id + "”，这一行审批不起作用",
           "the pack has no rule `" + id + "`: this waiver does nothing"},
          did_you_mean_help(id, known)};
}

stray_name no_kind(std::string const& rule, std::string const& kind,
                   std::vector<std::string> known) {
  if (known.size() > 1) std::erase(known, rule);  // of a body in place; nobody writes it
  return {"waiver.unknown_kind", "subject_kind", kind,
          {"规则“" + rule + "”的对象不是“" + kind + "”，这一行审批不起作用",
           "the subjects of rule `" + rule + "` are no `" + kind + "`: this waiver does nothing"},
          {"写“" + joined(known, "”或“") + "”", "write " + joined(known, " or ")}};
}

stray_name not_waivable(std::string const& rule, bool mandatory) {
  return {"waiver.not_waivable", "rule_id", rule,
          {"规则“" + rule + "”" + (mandatory ? "是强制要求" : "没有特殊情况条款") +
               "，不能批准例外，这一行审批不起作用",
           "rule `" + rule + "` " +
               (mandatory ? "is mandatory" : "is not declared `\"waiver\": true`") +
               ": this waiver does nothing"},
          {}};
}

stray_name no_subject(std::string const& rule, std::string const& id, std::string const& key) {
  return {"waiver.unknown_subject", "subject_id", id,
          {"规则“" + rule + "”没有对象“" + id + "”，这一行审批不起作用",
           "rule `" + rule + "` has no subject `" + id + "`: this waiver does nothing"},
          {"对象标识为 " + key, "its key is " + key}};
}

}  // namespace

bool is_waivable(bound_rule const& r) {
  return r.source->waivable && r.binding != strength::mandatory;
}

std::vector<std::string> engine::waiver_kinds(bound_rule const& r) const {
  bound_relation const& subject = bound_.relations[r.subject];
  std::vector<std::string> kinds;
  auto const add = [&](std::string const& name) {
    if (!lists(kinds, name)) kinds.push_back(name);
  };
  add(r.source->subject);
  if (subject.base != nullptr) add(subject.base->name);
  bool const in_place = r.source->subject == r.source->id;
  if (in_place && !subject.members.empty()) {
    bound_relation const& from = bound_.relations[subject.members[0].second];
    add(from.name);
    if (from.base != nullptr) add(from.base->name);
  }
  return kinds;
}

std::string engine::waiver_subject(bound_rule const& r, std::size_t row) {
  std::string id;
  bool first = true;
  for (auto const& [name, v] : key_of(r.subject, row)) {
    id += (first ? "" : "|") + key_text(v);
    first = false;
  }
  return id;
}

waiver_state engine::waiver_for(bound_rule const& r, std::size_t row, cell anchor) {
  table const* rows = data_->find("waiver");
  if (rows == nullptr) {
    auto const* schema = data_->words().find_table("waiver");
    bool const nothing = schema == nullptr || schema->absent == absence::empty;
    return nothing ? waiver_state::none : waiver_state::unclear;
  }
  if (!waivers_done_) {
    waivers_done_ = true;
    for (std::size_t i = 0; i < rows->rows; ++i) {
      std::pair<std::string, std::string> named{text_at(*rows, "rule_id", i).value_or(""),
                                                text_at(*rows, "subject_id", i).value_or("")};
      waivers_[std::move(named)].push_back(static_cast<std::int32_t>(i));
    }
  }
  std::string const id = waiver_subject(r, row);
  // A part of a waiver that is not known may name this rule and subject.
  std::vector<std::int32_t> recorded;
  for (std::string const& rule_id : {r.source->id, std::string{}}) {
    for (std::string const& subject_id : {id, std::string{}}) {
      auto const found = waivers_.find({rule_id, subject_id});
      if (found == waivers_.end()) continue;
      recorded.insert(recorded.end(), found->second.begin(), found->second.end());
    }
  }
  if (recorded.empty()) return waiver_state::none;
  auto const kinds = waiver_kinds(r);
  waiver_state best = waiver_state::none;
  for (std::int32_t w : recorded) {
    auto const i = static_cast<std::size_t>(w);
    auto const kind = text_at(*rows, "subject_kind", i);
    if (kind && !lists(kinds, *kind)) continue;
    bool const whole = kind && text_at(*rows, "subject_id", i) && text_at(*rows, "rule_id", i);
    cell const from = day_at(*rows, "from", i, unknown_cell);
    cell const to = day_at(*rows, "to", i, {open_end_date.days, open_end_date.days});
    truth const valid = and_(not_(less_cells(anchor, from)), less_cells(anchor, to));
    if (valid == truth::no) continue;
    if (valid == truth::unknown || !whole || !text_at(*rows, "approved_by", i)) {
      if (best == waiver_state::none) best = waiver_state::unclear;
    } else {
      best = waiver_state::granted;
    }
  }
  return best;
}

void engine::note_waivers() {
  table const* rows = data_->find("waiver");
  if (rows == nullptr) return;
  std::vector<std::string> ids;
  for (bound_rule const& r : bound_.rules) ids.push_back(r.source->id);
  std::map<std::size_t, std::set<std::string>> subjects;  // of rules that waivers name
  auto const is_subject = [&](std::size_t rule, std::string const& id) {
    auto [at, fresh] = subjects.try_emplace(rule);
    for (std::size_t row = 0; fresh && row < outcomes_[rule].verdicts.size(); ++row) {
      at->second.insert(waiver_subject(bound_.rules[rule], row));
    }
    return at->second.contains(id);
  };
  auto const stray_in = [&](std::size_t i) -> std::optional<stray_name> {
    auto const rule_id = text_at(*rows, "rule_id", i);
    if (!rule_id) return std::nullopt;
    auto const found = std::find(ids.begin(), ids.end(), *rule_id);
    if (found == ids.end()) return no_rule(*rule_id, ids);
    auto const rule = static_cast<std::size_t>(found - ids.begin());
    if (!outcomes_[rule].checked) return std::nullopt;
    if (bound_rule const& named = bound_.rules[rule]; !is_waivable(named)) {
      return not_waivable(*rule_id, named.binding == strength::mandatory);
    }
    auto kinds = waiver_kinds(bound_.rules[rule]);
    auto const kind = text_at(*rows, "subject_kind", i);
    if (kind && !lists(kinds, *kind)) return no_kind(*rule_id, *kind, std::move(kinds));
    auto const subject = text_at(*rows, "subject_id", i);
    if (!subject || !outcomes_[rule].given || is_subject(rule, *subject)) return std::nullopt;
    return no_subject(*rule_id, *subject,
                      joined(bound_.relations[bound_.rules[rule].subject].key_names, "|"));
  };
  std::size_t told = 0;
  for (std::size_t i = 0; i < rows->rows; ++i) {
    auto stray = stray_in(i);
    if (!stray || ++told > waivers_told) continue;
    place at{rows->source.file, 0, 0, rows->source.sheet, rows->source.row_of(i), stray->column};
    notes_.add({std::move(stray->code), diagnostic_level::warning, std::move(at),
                std::move(stray->message), std::move(stray->help), {}, stray->written,
                stray->written});
  }
  if (told <= waivers_told) return;
  std::string const more = std::to_string(told - waivers_told);
  notes_.note("data.more", {rows->source.file, 0, 0, rows->source.sheet, 0, {}},
              {"另有" + more + "条数据问题未列出", more + " more findings are not listed"});
}

}  // namespace xunze::batch_detail
