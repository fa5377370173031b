// SPDX-License-Identifier: Apache-2.0
// Vocabularies as JSON, `xunze.vocabulary/1`, read.
#include "xunze/pack/vocabulary_json.hpp"

#include "pack/vocabulary_words.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

constexpr std::int64_t default_scale = 2;
constexpr std::int64_t max_scale = 9;

enumerator read_enumerator(source& from, node const& value) {
  object_reader reader{from, value};
  enumerator one;
  one.code = reader.need_text("code");
  one.label = {reader.need_text("zh"), reader.need_text("en")};
  one.synonyms = reader.texts("synonyms");
  reader.finish();
  return one;
}

enumeration read_enumeration(source& from, member const& entry) {
  object_reader reader{from, entry.value};
  enumeration one;
  one.name = entry.key;
  one.title = reader.need_words("title");
  one.ordered = reader.flag("ordered", false);
  if (node const* values = reader.need("values"); values != nullptr && is_array(from, *values)) {
    for (node const& value : values->items) one.values.push_back(read_enumerator(from, value));
    for (std::size_t i = 0; i < one.values.size(); ++i) {
      bool const twice =
          std::any_of(one.values.begin(), one.values.begin() + static_cast<std::ptrdiff_t>(i),
                      [&](enumerator const& other) { return other.code == one.values[i].code; });
      if (twice) {
        from.error("vocabulary.duplicate", values->items[i].at,
                   {"枚举“" + one.name + "”中代码“" + one.values[i].code + "”重复",
                    "code `" + one.values[i].code + "` twice in enumeration `" + one.name + "`"});
      }
    }
  }
  reader.finish();
  return one;
}

std::optional<std::int64_t> read_bound(object_reader& reader, std::string_view key,
                                       column_schema const& column) {
  node const* const value = reader.find(key);
  if (value == nullptr) return std::nullopt;
  source& from = reader.from();
  switch (column.type) {
    case column_type::integer:
    case column_type::decimal: {
      auto const number = as_decimal(from, *value);
      if (!number) return std::nullopt;
      auto const mantissa = rescale(*number, column.scale, rounding::exact);
      if (!mantissa) {
        std::string const scale = std::to_string(column.scale);
        from.error("vocabulary.bound", value->at,
                   {"“" + value->text + "”无法用" + scale + "位小数表示",
                    "`" + value->text + "` does not fit " + scale + " digits after the point"});
      }
      return mantissa;
    }
    case column_type::date:
      if (auto const day = as_date(from, *value)) return day->days;
      return std::nullopt;
    case column_type::timestamp:
      if (auto const time = as_timestamp(from, *value)) return time->seconds;
      return std::nullopt;
    default:
      break;
  }
  from.error("vocabulary.bound", value->at,
             {"此类型的列没有上下限", "a column of this type has no bounds"});
  return std::nullopt;
}

void read_type(object_reader& reader, column_schema& column) {
  source& from = reader.from();
  if (node const* type = reader.need("type")) {
    column.type = as_one_of(from, *type, column_types).value_or(column_type::text);
  }
  bool const coded = column.type == column_type::enumeration || column.type == column_type::set;
  if (coded) {
    column.enum_name = reader.need_text("enum");
  } else if (node const* value = reader.find("enum")) {
    from.error("vocabulary.type", value->at,
               {"“enum”只用于 enum 和 set 列", "`enum` belongs to columns of type enum and set"});
  }
  node const* const scale = reader.find("scale");
  if (column.type == column_type::decimal) column.scale = default_scale;
  if (scale != nullptr) {
    auto const digits = as_integer(from, *scale);
    if (column.type != column_type::decimal) {
      from.error("vocabulary.type", scale->at,
                 {"“scale”只用于 decimal 列", "`scale` belongs to columns of type decimal"});
    } else if (digits && (*digits < 0 || *digits > max_scale)) {
      from.error("vocabulary.type", scale->at, {"小数位数应为0至9", "scale must be 0 to 9"});
    } else if (digits) {
      column.scale = static_cast<std::uint8_t>(*digits);
    }
  }
}

column_schema read_column(source& from, member const& entry) {
  object_reader reader{from, entry.value};
  column_schema column;
  column.name = entry.key;
  check_name(from, entry.key, entry.at);
  read_type(reader, column);
  column.title = reader.need_words("title");
  column.unit = reader.words("unit");
  column.synonyms = reader.texts("synonyms");
  if (node const* null = reader.find("null")) {
    column.null = as_one_of(from, *null, null_meanings).value_or(null_meaning::unknown);
    if (column.null == null_meaning::open_end && column.type != column_type::date) {
      from.error("vocabulary.null", null->at,
                 {"“open_end”只用于 date 列", "`open_end` belongs to columns of type date"});
    }
  }
  column.min = read_bound(reader, "min", column);
  column.max = read_bound(reader, "max", column);
  if (column.min && column.max && *column.min > *column.max) {
    from.error("vocabulary.bound", entry.at, {"下限大于上限", "the minimum is above the maximum"});
  }
  if (node const* target = reader.find("references")) {
    object_reader inner{from, *target};
    reference refers;
    refers.table = inner.need_text("table");
    refers.step = inner.name_at("as");
    if (refers.step.empty()) refers.step = default_step(column.name);
    inner.finish();
    column.refers_to = refers;
  }
  column.personal = reader.flag("personal", false);
  reader.finish();
  return column;
}

std::optional<tree_schema> read_tree(object_reader& reader) {
  node const* const value = reader.find("tree");
  if (value == nullptr) return std::nullopt;
  object_reader inner{reader.from(), *value};
  tree_schema tree{inner.need_text("parent"), inner.need_text("level")};
  inner.finish();
  return tree;
}

std::optional<event_schema> read_events(object_reader& reader) {
  node const* const value = reader.find("events");
  if (value == nullptr) return std::nullopt;
  object_reader inner{reader.from(), *value};
  event_schema events;
  events.table = inner.need_text("table");
  events.on = inner.need_text("on");
  events.status = inner.need_text("status");
  events.at = inner.need_text("at");
  events.sets = inner.need_text("sets");
  inner.finish();
  return events;
}

table_schema read_table(source& from, member const& entry, offsets& where) {
  object_reader reader{from, entry.value};
  table_schema table;
  table.name = entry.key;
  check_name(from, entry.key, entry.at);
  table.title = reader.need_words("title");
  table.synonyms = reader.texts("synonyms");
  if (node const* key = reader.need("key")) {
    table.key = as_texts(from, *key);
    where[table.name + "/key"] = key->at;
  }
  if (node const* unique = reader.find("unique"); unique != nullptr && is_array(from, *unique)) {
    for (node const& one : unique->items) table.unique.push_back(as_texts(from, one));
    where[table.name + "/unique"] = unique->at;
  }
  table.label = reader.text_of("label");
  if (node const* absent = reader.find("absent")) {
    table.absent = as_one_of(from, *absent, absences).value_or(absence::unknown);
  }
  table.tree = read_tree(reader);
  table.events = read_events(reader);
  if (node const* columns = reader.need("columns");
      columns != nullptr && is_object(from, *columns)) {
    for (member const& one : columns->members) {
      where[table.name + "." + one.key] = one.at;
      table.columns.push_back(read_column(from, one));
    }
  }
  reader.finish();
  return table;
}

vocabulary read_vocabulary(source& from, node const& root, offsets& where) {
  object_reader reader{from, root};
  vocabulary words;
  reader.find("format");
  words.id = reader.need_text("id");
  words.version = reader.need_text("version");
  words.title = reader.need_words("title");
  if (node const* enums = reader.find("enums"); enums != nullptr && is_object(from, *enums)) {
    for (member const& one : enums->members) {
      check_name(from, one.key, one.at);
      where["enum:" + one.key] = one.at;
      words.enums.push_back(read_enumeration(from, one));
    }
  }
  if (node const* tables = reader.need("tables"); tables != nullptr && is_object(from, *tables)) {
    for (member const& one : tables->members) {
      where[one.key] = one.at;
      words.tables.push_back(read_table(from, one, where));
    }
  }
  reader.finish();
  return words;
}

}  // namespace

std::string default_step(std::string const& column) {
  bool const id = column.size() > 3 && column.ends_with("_id");
  return id ? column.substr(0, column.size() - 3) : column;
}

}  // namespace xunze::json

namespace xunze {

vocabulary load_vocabulary(std::string_view bytes, std::string file_name, diagnostics& out,
                           json_limits const& limits) {
  json::source from{bytes, std::move(file_name)};
  vocabulary words;
  if (auto const root = json::open_document(from, limits, "xunze.vocabulary/1")) {
    json::offsets where;
    words = json::read_vocabulary(from, *root, where);
    json::check_vocabulary(from, words, where);
  }
  from.deliver(out);
  return words;
}

vocabulary load_vocabulary_file(std::string const& path, diagnostics& out,
                                json_limits const& limits) {
  return load_vocabulary(json::read_bytes(path, limits.bytes), path, out, limits);
}

}  // namespace xunze
