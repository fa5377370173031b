// SPDX-License-Identifier: Apache-2.0
// Tables while they are loaded.
#include "table/table_loader.hpp"

#include "table/cell_text.hpp"
#include "xunze/core/failure.hpp"

#include <algorithm>

namespace xunze::detail {
namespace {

std::vector<std::string> header_words(table_schema const& schema) {
  std::vector<std::string> words;
  for (column_schema const& each : schema.columns) {
    words.push_back(each.name);
    words.push_back(each.title.zh);
    words.push_back(each.title.en);
    words.insert(words.end(), each.synonyms.begin(), each.synonyms.end());
  }
  std::erase(words, "");
  return words;
}

template <typename Named>
bool answers_to(Named const& named, std::string const& plain) {
  auto const same = [&plain](std::string const& word) { return folded(word) == plain; };
  return same(named.name) || same(named.title.zh) || same(named.title.en) ||
         std::any_of(named.synonyms.begin(), named.synonyms.end(), same);
}

}  // namespace

std::optional<std::size_t> find_header(table_schema const& schema, std::string_view header) {
  std::string_view const word = trimmed(header);
  if (word.empty()) return std::nullopt;
  if (auto const exact = schema.find_header(word)) return exact;
  std::string const plain = folded(word);
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    if (answers_to(schema.columns[i], plain)) return i;
  }
  return std::nullopt;
}

table_schema const* find_table_header(vocabulary const& words, std::string_view header) {
  std::string_view const word = trimmed(header);
  if (word.empty()) return nullptr;
  if (auto const* exact = words.find_table_header(word)) return exact;
  std::string const plain = folded(word);
  for (table_schema const& each : words.tables) {
    if (answers_to(each, plain)) return &each;
  }
  return nullptr;
}

std::vector<std::string> table_names(vocabulary const& words) {
  std::vector<std::string> names;
  for (table_schema const& each : words.tables) {
    names.push_back(each.name);
    names.push_back(each.title.zh);
    names.insert(names.end(), each.synonyms.begin(), each.synonyms.end());
  }
  std::erase(names, "");
  return names;
}

table_loader::table_loader(std::shared_ptr<vocabulary const> words, cell_policy policy,
                           load_limits limits)
    : words_{std::move(words)}, policy_{policy}, limits_{limits} {
  if (words_ == nullptr) throw failure("data.vocabulary", {"没有词表", "there is no vocabulary"});
  for (table_schema const& table : words_->tables) {
    for (column_schema const& each : table.columns) {
      bool const coded =
          each.type == column_type::enumeration || each.type == column_type::set;
      if (!coded || codes(each) != nullptr) continue;
      std::string const name = table.name + "." + each.name;
      throw failure("data.vocabulary", {"“" + name + "”列没有取值表",
                                        "column `" + name + "` has no enumeration"});
    }
  }
}

void table_loader::stop(std::string code, place at, text message, text help) {
  stopped_ = true;
  general_.error(std::move(code), std::move(at), std::move(message), std::move(help));
}

void table_loader::warn(std::string code, place at, text message, text help) {
  general_.warning(std::move(code), std::move(at), std::move(message), std::move(help));
}

loaded_table* table_loader::open(std::string_view name, table_source source) {
  table_schema const* const schema = find_table_header(*words_, name);
  place const at{source.file, 0, 0, source.sheet, 0, {}};
  std::string const shown = shortened(name);
  if (schema == nullptr) {
    stop("data.unknown_table", at,
         {"没有名为“" + shown + "”的表", "there is no table `" + shown + "`"},
         did_you_mean_help(name, table_names(*words_)));
    return nullptr;
  }
  if (auto const before = tables_.find(schema->name); before != tables_.end()) {
    std::string const& file = before->second.data.source.file;
    text help;
    if (!file.empty()) help = {"另一份是“" + file + "”", "also from `" + file + "`"};
    stop("data.table_twice", at,
         {"表“" + schema->name + "”给出了两次", "table `" + schema->name + "` is given twice"}, help);
    return nullptr;
  }
  loaded_table& made = tables_[schema->name];
  made.notes = table_notes{source.file, source.sheet, limits_.diagnostics_per_table};
  made.data.schema = schema;
  made.data.source = std::move(source);
  for (column_schema const& each : schema->columns) made.headers.push_back(each.name);
  return &made;
}

header_positions table_loader::match(loaded_table& into, std::span<std::string const> headers) {
  table_schema const& schema = *into.data.schema;
  table_source const& source = into.data.source;
  std::size_t row = source.rows.empty() ? source.first_row : source.rows.front();
  row = source.file.empty() || row == 0 ? 0 : row - 1;
  header_positions positions;
  std::vector<bool> taken(schema.columns.size(), false);
  std::vector<std::string> const known = header_words(schema);
  for (std::string const& header : headers) {
    auto const position = find_header(schema, header);
    positions.push_back(position);
    std::string const shown = shortened(trimmed(header));
    std::size_t const number = positions.size();
    if (!position) {
      std::string const where = std::to_string(number);
      into.notes.add(effect::tell, diagnostic_level::warning, "data.unknown_column",
                     {row, spot::no_column, shown},
                     shown.empty() ? text{"第" + where + "列没有列名，未读取",
                                          "column " + where + " has no header and is not read"}
                                   : text{"不认识“" + shown + "”列，未读取",
                                          "unknown column `" + shown + "` is not read"},
                     did_you_mean_help(shown, known));
    } else if (taken[*position]) {
      std::string const& name = schema.columns[*position].name;
      into.notes.add(effect::stop, diagnostic_level::error, "data.column_twice",
                     {row, *position, shown},
                     {"两列都是“" + name + "”", "two columns are `" + name + "`"});
    } else {
      taken[*position] = true;
      into.headers[*position] = shown;
    }
  }
  for (std::string const& key : schema.key) {
    auto const position = schema.find(key);
    if (position && !taken[*position]) {
      text const& title = schema.columns[*position].title;
      into.notes.add(effect::stop, diagnostic_level::error, "data.missing_key",
                     {row, *position, key},
                     {"缺少主键列“" + key + "”" + (title.zh.empty() ? "" : "（" + title.zh + "）"),
                      "key column `" + key + "` is missing"});
    }
  }
  return positions;
}

enumeration const* table_loader::codes(column_schema const& of) const {
  bool const coded = of.type == column_type::enumeration || of.type == column_type::set;
  return coded ? words_->find_enum(of.enum_name) : nullptr;
}

// Follows foreign keys to the key they refer to in the end; a circle ends where it closes.
std::shared_ptr<dictionary> table_loader::domain(table_schema const& of, std::size_t position) {
  table_schema const* table = &of;
  column_schema const* column = &of.columns[position];
  for (std::size_t steps = 0; steps <= words_->tables.size() && column->refers_to; ++steps) {
    table_schema const* const next = words_->find_table(column->refers_to->table);
    if (next == nullptr || next->key.size() != 1) break;
    auto const key = next->find(next->key.front());
    if (!key || next->columns[*key].type != column_type::text) break;
    table = next;
    column = &next->columns[*key];
  }
  auto& made = domains_[{table->name, column->name}];
  if (!made) made = std::make_shared<dictionary>();
  return made;
}

column_writer table_loader::writer(loaded_table& into, std::size_t position) {
  column_schema const& schema = into.data.schema->columns[position];
  writer_target target{&schema, codes(schema), {}, &into.notes, &into.data.source,
                       position, into.headers[position], limits_.cell_bytes};
  if (schema.type == column_type::text) target.texts = domain(*into.data.schema, position);
  return column_writer{std::move(target)};
}

void table_loader::close(loaded_table& into, std::size_t rows, std::span<column_writer> writers) {
  std::vector<std::optional<column>> columns(into.data.schema->columns.size());
  for (column_writer& each : writers) {
    columns[each.target_.position] = std::move(each.cells_);
  }
  close(into, rows, std::move(columns));
}

void table_loader::close(loaded_table& into, std::size_t rows,
                         std::vector<std::optional<column>> columns) {
  table_schema const& schema = *into.data.schema;
  into.data.rows = rows;
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    if (columns[i]) {
      into.data.columns.push_back(std::move(*columns[i]));
      continue;
    }
    column& missing = into.data.columns.emplace_back();
    missing.type = schema.columns[i].type;
    missing.scale = schema.columns[i].scale;
    missing.given = false;
    missing.codes = codes(schema.columns[i]);
    if (missing.type == column_type::text) missing.texts = domain(schema, i);
    if (missing.is_wide()) {
      missing.wide.assign(rows, unknown_value);
    } else {
      missing.narrow.assign(rows, missing.type == column_type::date ? unknown_day : unknown_code);
    }
  }
}

diagnostics table_loader::findings() {
  diagnostics all = general_;
  bool stops = stopped_;
  for (auto& [name, loaded] : tables_) {
    all.append(loaded.notes.in_order());
    stops = stops || loaded.notes.stops() ||
            (policy_ == cell_policy::refuse && loaded.notes.sets_aside());
  }
  if (stops) {
    throw failure("data.refused", {"数据有误，不能使用", "the data cannot be used"}, all);
  }
  return all;
}

}  // namespace xunze::detail
