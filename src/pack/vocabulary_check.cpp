// SPDX-License-Identifier: Apache-2.0
// Whether a vocabulary agrees with itself: references, keys, events, and names used twice.
#include "pack/vocabulary_words.hpp"

#include <algorithm>
#include <set>

namespace xunze::json {
namespace {

constexpr std::size_t max_set_codes = 62;

class checker {
 public:
  checker(source& from, vocabulary const& words, offsets const& where)
      : from_{from}, words_{words}, where_{where} {}

  void run() {
    header_words tables;
    for (table_schema const& table : words_.tables) {
      claim(tables, table, place_of(table.name), {"各表", "the tables"});
      check_table(table);
    }
    for (enumeration const& one : words_.enums) check_enumeration(one);
  }

 private:
  using header_words = std::map<std::string, std::string>;  // word, whose it is

  std::size_t place_of(std::string const& what) const {
    auto const found = where_.find(what);
    return found == where_.end() ? 0 : found->second;
  }

  /// Every word a file may use for a table or column has one owner.
  template <typename Named>
  void claim(header_words& taken, Named const& named, std::size_t offset, text const& scope) {
    std::set<std::string> mine{named.name, named.title.zh, named.title.en};
    mine.erase("");
    for (std::string const& word : named.synonyms) {
      if (!mine.insert(word).second) {
        from_.error("vocabulary.synonym", offset,
                    {"“" + named.name + "”的同义词“" + word + "”多余",
                     "synonym `" + word + "` of `" + named.name + "` says nothing new"});
      }
    }
    for (std::string const& word : mine) {
      auto const [first, fresh] = taken.try_emplace(word, named.name);
      if (fresh || first->second == named.name) continue;  // a key that stands twice is said
      from_.error("vocabulary.synonym", offset,
                  {"在" + scope.zh + "中，“" + word + "”既指“" + first->second + "”又指“" +
                       named.name + "”",
                   "in " + scope.en + " `" + word + "` means both `" + first->second + "` and `" +
                       named.name + "`"});
    }
  }

  void check_enumeration(enumeration const& one) {
    std::size_t const offset = place_of("enum:" + one.name);
    if (one.values.empty()) {
      from_.error(
          "vocabulary.enum", offset,
          {"枚举“" + one.name + "”没有取值", "enumeration `" + one.name + "` has no values"});
    }
    std::map<std::string, std::string> taken;
    for (enumerator const& value : one.values) {
      std::set<std::string> mine{value.code, value.label.zh, value.label.en};
      mine.insert(value.synonyms.begin(), value.synonyms.end());
      mine.erase("");
      for (std::string const& word : mine) {
        auto const [first, fresh] = taken.try_emplace(word, value.code);
        if (fresh || first->second == value.code) continue;
        from_.error("vocabulary.synonym", offset,
                    {"枚举“" + one.name + "”中，“" + word + "”既指“" + first->second + "”又指“" +
                         value.code + "”",
                     "in enumeration `" + one.name + "` `" + word + "` means both `" +
                         first->second + "` and `" + value.code + "`"});
      }
    }
  }

  /// Whether the table has the column; if not, a finding.
  column_schema const* need_column(table_schema const& table, std::string const& name,
                                   std::size_t offset) {
    if (auto const at = table.find(name)) return &table.columns[*at];
    std::vector<std::string> names;
    for (column_schema const& column : table.columns) names.push_back(column.name);
    unknown_word(from_, offset, "vocabulary.unknown_column",
                 {"“" + table.name + "”表的列", "column of table `" + table.name + "`"}, name,
                 names);
    return nullptr;
  }

  table_schema const* need_table(std::string const& name, std::size_t offset) {
    if (auto const* found = words_.find_table(name)) return found;
    std::vector<std::string> names;
    for (table_schema const& table : words_.tables) names.push_back(table.name);
    unknown_word(from_, offset, "vocabulary.unknown_table", {"表", "table"}, name, names);
    return nullptr;
  }

  void check_columns(table_schema const& table, std::vector<std::string> const& names,
                     std::size_t offset) {
    std::set<std::string> seen;
    for (std::string const& name : names) {
      need_column(table, name, offset);
      if (!seen.insert(name).second) {
        from_.error("vocabulary.key", offset,
                    {"列“" + name + "”重复", "column `" + name + "` listed twice"});
      }
    }
    if (names.empty()) {
      from_.error("vocabulary.key", offset, {"键至少要有一列", "a key has at least one column"});
    }
  }

  void check_table(table_schema const& table) {
    std::size_t const offset = place_of(table.name);
    if (where_.contains(table.name + "/key")) {
      check_columns(table, table.key, place_of(table.name + "/key"));
    }
    for (auto const& unique : table.unique) {
      check_columns(table, unique, place_of(table.name + "/unique"));
    }
    if (!table.label.empty()) need_column(table, table.label, offset);
    if (table.tree) check_tree(table, offset);
    if (table.events) check_events(table, offset);
    header_words headers;
    for (column_schema const& column : table.columns) {
      std::size_t const at = place_of(table.name + "." + column.name);
      claim(headers, column, at, {"“" + table.name + "”表", "table `" + table.name + "`"});
      check_column(table, column, at);
    }
  }

  void check_column(table_schema const& table, column_schema const& column, std::size_t at) {
    if (!column.enum_name.empty()) {
      enumeration const* const codes = words_.find_enum(column.enum_name);
      if (codes == nullptr) {
        std::vector<std::string> names;
        for (enumeration const& one : words_.enums) names.push_back(one.name);
        unknown_word(from_, at, "vocabulary.unknown_enum", {"枚举", "enumeration"},
                     column.enum_name, names);
      } else if (column.type == column_type::set && codes->values.size() > max_set_codes) {
        from_.error(
            "vocabulary.set_size", at,
            {"集合列“" + column.name + "”的枚举超过62个取值",
             "the enumeration of set column `" + column.name + "` has more than 62 values"});
      }
    }
    if (!column.refers_to) return;
    table_schema const* const target = need_table(column.refers_to->table, at);
    if (target != nullptr && target->key.size() > 1) {
      from_.error(
          "vocabulary.reference", at,
          {"“" + target->name + "”表的键不是一列，不能被引用",
           "table `" + target->name + "` cannot be referred to, its key is not one column"});
    } else if (target != nullptr && target->key.size() == 1) {
      auto const key = target->find(target->key.front());
      if (key && (target->columns[*key].type != column.type ||
                  target->columns[*key].enum_name != column.enum_name)) {
        from_.error("vocabulary.reference", at,
                    {"列“" + column.name + "”与所引用的键类型不同",
                     "column `" + column.name + "` and the key it refers to differ in type"});
      }
    }
    std::string const& step = column.refers_to->step;
    bool twice = table.find(step) && step != column.name;
    for (column_schema const& other : table.columns) {
      if (&other == &column) break;
      twice = twice || (other.refers_to && other.refers_to->step == step);
    }
    if (twice) {
      from_.error("vocabulary.duplicate", at,
                  {"路径名“" + step + "”在“" + table.name + "”表中已被使用",
                   "path step `" + step + "` is already a name in table `" + table.name + "`"},
                  {"请用“as”另取名称", "give it another name with `as`"});
    }
  }

  void check_tree(table_schema const& table, std::size_t offset) {
    need_column(table, table.tree->level, offset);
    column_schema const* const parent = need_column(table, table.tree->parent, offset);
    if (parent != nullptr && (!parent->refers_to || parent->refers_to->table != table.name)) {
      from_.error("vocabulary.tree", offset,
                  {"上级列“" + parent->name + "”未引用本表",
                   "parent column `" + parent->name + "` does not refer to its own table"});
    }
  }

  void check_events(table_schema const& table, std::size_t offset) {
    event_schema const& events = *table.events;
    need_column(table, events.sets, offset);
    table_schema const* const of = need_table(events.table, offset);
    if (of == nullptr) return;
    need_column(*of, events.on, offset);
    column_schema const* const status = need_column(*of, events.status, offset);
    column_schema const* const at = need_column(*of, events.at, offset);
    if (at != nullptr && at->type != column_type::date && at->type != column_type::timestamp) {
      from_.error("vocabulary.events", offset,
                  {"列“" + at->name + "”不是日期或时间",
                   "column `" + at->name + "` is neither a date nor a timestamp"});
    }
    auto const sets = table.find(events.sets);
    if (status != nullptr && sets && table.columns[*sets].enum_name != status->enum_name) {
      from_.error(
          "vocabulary.events", offset,
          {"事件状态与列“" + events.sets + "”的枚举不同",
           "the event's status and column `" + events.sets + "` have different enumerations"});
    }
  }

  source& from_;
  vocabulary const& words_;
  offsets const& where_;
};

}  // namespace

void check_vocabulary(source& from, vocabulary const& words, offsets const& where) {
  checker{from, words, where}.run();
}

}  // namespace xunze::json
