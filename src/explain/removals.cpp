// SPDX-License-Identifier: Apache-2.0
#include "explain/removals.hpp"

#include "batch/wording.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace xunze::explain_detail {
namespace {

using namespace batch_detail;

/// Rows that go, and references to them that are left out.
class closure {
 public:
  closure(engine& run, std::vector<change> const& changes) : run_(run) {
    for (change const& c : changes) {
      if (c.kind != change::form::remove_rows) continue;
      gone_[c.table].insert(c.rows.begin(), c.rows.end());
      fresh_.insert(c.table);
    }
  }

  /// Goes on until nothing refers to what goes. Nulls: false if that is too much.
  bool close() {
    while (!fresh_.empty()) {
      std::set<std::string> const to = std::exchange(fresh_, {});
      for (table_schema const& from : run_.data().words().tables) {
        table const* const rows = run_.data().find(from.name);
        if (rows == nullptr) continue;
        for (std::size_t k = 0; k < from.columns.size(); ++k) {
          auto const& refers = from.columns[k].refers_to;
          if (refers && to.contains(refers->table) && rows->columns[k].given) follow(from, k);
        }
        if (from.name == "waiver") take_waivers(*rows, to);
      }
      if (added_ > most_dependents) return false;
    }
    return true;
  }

  std::vector<change> finished(std::vector<change> changes) const {
    for (change& c : changes) {
      if (c.kind != change::form::remove_rows) continue;
      auto const& rows = gone_.at(c.table);
      if (rows.size() == c.rows.size()) continue;
      c = removal_of(run_, schema_of(c.table), {rows.begin(), rows.end()});
      c.description.zh += "，含引用它的行";
      c.description.en += ", those that refer to it among them";
    }
    for (auto const& [table, rows] : gone_) {
      bool const there = std::any_of(changes.begin(), changes.end(), [&](change const& c) {
        return c.kind == change::form::remove_rows && c.table == table;
      });
      if (there) continue;
      change made = removal_of(run_, schema_of(table), {rows.begin(), rows.end()});
      made.description = {"连同引用它的数据，" + made.description.zh,
                          "with it, as they refer to it, " + made.description.en};
      changes.push_back(std::move(made));
    }
    for (auto const& [at, rows] : cleared_) {
      for (std::size_t const row : rows) {
        if (is_gone(at.first, row)) continue;
        change made = clearing_of(run_, schema_of(at.first), at.second, row);
        made.description = {"连同引用它的数据，" + made.description.zh,
                            "with it, as it refers to it, " + made.description.en};
        changes.push_back(std::move(made));
      }
    }
    return changes;
  }

 private:
  bool is_gone(std::string const& table, std::size_t row) const {
    auto const at = gone_.find(table);
    return at != gone_.end() && at->second.contains(row);
  }

  table_schema const& schema_of(std::string const& table) const {
    return *run_.data().words().find_table(table);
  }

  void take(std::string const& table, std::size_t row) {
    if (!gone_[table].insert(row).second) return;
    fresh_.insert(table);
    ++added_;
  }

  void follow(table_schema const& from, std::size_t column) {
    column_schema const& schema = from.columns[column];
    bool const clears = may_be_left_out(from, column);
    auto const& links = run_.link(from, column);
    for (std::size_t row = 0; row < links.size(); ++row) {
      std::int32_t const to = links[row];
      if (to < 0 || !is_gone(schema.refers_to->table, static_cast<std::size_t>(to))) continue;
      if (!clears) {
        take(from.name, row);
      } else if (cleared_[{from.name, column}].insert(row).second) {
        ++added_;
      }
    }
  }

  /// What subjects that are rows of a table are called.
  std::set<std::string> kinds_of(std::string const& table) const {
    std::set<std::string> made{table};
    for (bound_relation const& each : run_.bound().relations) {
      if (each.base != nullptr && each.base->name == table) made.insert(each.name);
    }
    return made;
  }

  /// Waivers name their subject by its kind and key.
  void take_waivers(table const& waivers, std::set<std::string> const& tables) {
    auto const kind = waivers.schema->find("subject_kind");
    auto const subject = waivers.schema->find("subject_id");
    if (!kind || !subject) return;
    for (std::string const& name : tables) {
      if (name == waivers.schema->name) continue;
      std::set<std::string> const kinds = kinds_of(name);
      std::set<std::string> keys;
      for (std::size_t const row : gone_[name]) keys.insert(key_of(*run_.data().find(name), row));
      for (std::size_t row = 0; row < waivers.rows; ++row) {
        bool const of_kind = kinds.contains(plain_text(waivers.columns[*kind].at(row)));
        if (of_kind && keys.contains(plain_text(waivers.columns[*subject].at(row)))) {
          take(waivers.schema->name, row);
        }
      }
    }
  }

  static std::string key_of(table const& from, std::size_t row) {
    std::string made;
    for (std::string const& name : from.schema->key) {
      column const& part = from.columns[*from.schema->find(name)];
      made += (made.empty() ? "" : "|") + plain_text(part.at(row));
    }
    return made;
  }

  engine& run_;
  std::map<std::string, std::set<std::size_t>> gone_;
  std::map<std::pair<std::string, std::size_t>, std::set<std::size_t>> cleared_;
  std::set<std::string> fresh_;
  std::size_t added_ = 0;
};

}  // namespace

text numbers_of(engine& run, change const& of) {
  constexpr std::size_t most = 10;
  table const& from = *run.data().find(of.table);
  std::string zh;
  std::string en;
  for (std::size_t i = 0; i < std::min(of.rows.size(), most); ++i) {
    std::string const number = std::to_string(from.source.row_of(of.rows[i]));
    zh += (i == 0 ? "" : "、") + number;
    en += (i == 0 ? "" : ", ") + number;
  }
  bool const more = of.rows.size() > most;
  return {"（第" + zh + (more ? "行等）" : "行）"), ": " + en + (more ? ", …" : "")};
}

change removal_of(engine& run, table_schema const& from, std::vector<std::size_t> rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  change made;
  made.kind = change::form::remove_rows;
  made.table = from.name;
  made.rows = std::move(rows);
  made.count = made.rows.size();
  std::string const n = std::to_string(made.count);
  text const which = numbers_of(run, made);
  made.description = {"从“" + from.title.in(language::zh) + "”中去掉" + n + "行" + which.zh,
                      "remove " + n + (made.count == 1 ? " row" : " rows") + " of `" +
                          from.name + "`" + which.en};
  return made;
}

bool may_be_left_out(table_schema const& from, std::size_t column) {
  column_schema const& schema = from.columns[column];
  bool const part_of_key =
      std::find(from.key.begin(), from.key.end(), schema.name) != from.key.end();
  bool const of_tree = from.tree && from.tree->parent == schema.name;
  return schema.null == null_meaning::none && !part_of_key && !of_tree;
}

change clearing_of(engine& run, table_schema const& from, std::size_t column, std::size_t row) {
  column_schema const& schema = from.columns[column];
  change made;
  made.table = from.name;
  made.rows = {row};
  made.column = schema.name;
  made.count = 1;
  std::string const number = std::to_string(run.data().find(from.name)->source.row_of(row));
  made.description = {"把“" + from.title.in(language::zh) + "”第" + number + "行的“" +
                          schema.title.in(language::zh) + "”清空",
                      "clear `" + schema.name + "` of `" + from.name + "` row " + number};
  return made;
}

std::optional<std::vector<change>> with_dependents(engine& run, std::vector<change> changes) {
  closure all(run, changes);
  if (!all.close()) return std::nullopt;
  return all.finished(std::move(changes));
}

}  // namespace xunze::explain_detail
