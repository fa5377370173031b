// SPDX-License-Identifier: Apache-2.0
// Typed reading of JSON objects: what is missing, unknown or of the wrong type is a finding.
#include "pack/reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace xunze::json {
namespace {

text const a_text{"文本", "a text"};
text const an_integer{"整数", "an integer"};
text const a_decimal{"数字", "a number"};
text const a_date{"YYYY-MM-DD 形式的日期", "a date as YYYY-MM-DD"};
text const a_time{"时间", "a point in time"};

bool is_name(std::string_view name) {
  auto const letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  auto const digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || digit(c); });
}

bool has_iso_shape(std::string_view written) {
  if (written.size() != 10) return false;
  for (std::size_t i = 0; i < 10; ++i) {
    bool const dash = i == 4 || i == 7;
    if (dash != (written[i] == '-') || (!dash && (written[i] < '0' || written[i] > '9'))) {
      return false;
    }
  }
  return true;
}

void bad_value(source& from, node const& value, text const& expected) {
  from.error(
      "json.value", value.at,
      {"“" + value.text + "”不是" + expected.zh, "`" + value.text + "` is not " + expected.en});
}

}  // namespace

text name_of(node_kind kind) {
  switch (kind) {
    case node_kind::null:
      return {"null", "null"};
    case node_kind::boolean:
      return {"布尔值", "a boolean"};
    case node_kind::number:
      return {"数字", "a number"};
    case node_kind::text:
      return {"文本", "a text"};
    case node_kind::array:
      return {"数组", "an array"};
    case node_kind::object:
      break;
  }
  return {"对象", "an object"};
}

void wrong_type(source& from, node const& value, text const& expected) {
  text const found = name_of(value.kind);
  from.error("json.type", value.at,
             {"此处应为" + expected.zh + "，实为" + found.zh,
              "expected " + expected.en + ", found " + found.en});
}

std::optional<std::string> as_text(source& from, node const& value) {
  if (value.kind == node_kind::text) return value.text;
  wrong_type(from, value, a_text);
  return std::nullopt;
}

bool check_name(source& from, std::string_view name, std::size_t offset) {
  if (is_name(name)) return true;
  std::string const written{name};
  from.error("json.name", offset, {"“" + written + "”不是名称", "`" + written + "` is not a name"},
             {"名称由字母、数字和下划线组成，不以数字开头",
              "names are letters, digits and underscores, not beginning with a digit"});
  return false;
}

std::optional<std::string> as_name(source& from, node const& value) {
  auto written = as_text(from, value);
  if (!written || !check_name(from, *written, value.at)) return std::nullopt;
  return written;
}

std::optional<bool> as_flag(source& from, node const& value) {
  if (value.kind == node_kind::boolean) return value.flag;
  wrong_type(from, value, {"布尔值", "a boolean"});
  return std::nullopt;
}

std::optional<std::int64_t> as_integer(source& from, node const& value) {
  if (value.kind != node_kind::number) {
    wrong_type(from, value, an_integer);
    return std::nullopt;
  }
  auto const number = parse_decimal(value.text);
  if (!number || number->scale != 0) {
    bad_value(from, value, an_integer);
    return std::nullopt;
  }
  return number->mantissa;
}

std::optional<decimal> as_decimal(source& from, node const& value) {
  if (value.kind != node_kind::number && value.kind != node_kind::text) {
    wrong_type(from, value, a_decimal);
    return std::nullopt;
  }
  auto const number = parse_decimal(value.text);
  if (!number) bad_value(from, value, a_decimal);
  return number;
}

std::optional<date> as_date(source& from, node const& value) {
  if (value.kind != node_kind::text) {
    wrong_type(from, value, a_date);
    return std::nullopt;
  }
  auto const day = has_iso_shape(value.text) ? parse_date(value.text) : std::nullopt;
  if (!day) bad_value(from, value, a_date);
  return day;
}

std::optional<timestamp> as_timestamp(source& from, node const& value) {
  if (value.kind != node_kind::text) {
    wrong_type(from, value, a_time);
    return std::nullopt;
  }
  auto const time = parse_timestamp(value.text);
  if (!time) bad_value(from, value, a_time);
  return time;
}

text as_words(source& from, node const& value) {
  object_reader reader{from, value};
  text words;
  words.zh = reader.need_text("zh");
  words.en = reader.need_text("en");
  reader.finish();
  return words;
}

bool is_array(source& from, node const& value) {
  if (value.kind == node_kind::array) return true;
  wrong_type(from, value, name_of(node_kind::array));
  return false;
}

bool is_object(source& from, node const& value) {
  if (value.kind == node_kind::object) return true;
  wrong_type(from, value, name_of(node_kind::object));
  return false;
}

std::vector<std::string> as_texts(source& from, node const& value) {
  std::vector<std::string> texts;
  if (!is_array(from, value)) return texts;
  for (node const& item : value.items) {
    if (auto written = as_text(from, item)) texts.push_back(std::move(*written));
  }
  return texts;
}

void unknown_word(source& from, std::size_t offset, std::string code, text const& what,
                  std::string const& word, std::span<std::string const> candidates,
                  text help) {
  if (help.empty()) help = did_you_mean_help(word, candidates);
  if (help.empty() && !candidates.empty() && candidates.size() <= 12) {
    std::string list;
    std::set<std::string_view> listed;
    for (std::string const& one : candidates) {
      if (listed.insert(one).second) list += (list.empty() ? "" : ", ") + one;
    }
    help = {"可用：" + list, "one of: " + list};
  }
  from.error(std::move(code), offset,
             {"未知的" + what.zh + "“" + word + "”", "unknown " + what.en + " `" + word + "`"},
             help);
}

object_reader::object_reader(source& from, node const& value)
    : from_{from}, value_{value}, object_{json::is_object(from, value)} {}

node const* object_reader::find(std::string_view key) {
  asked_.emplace_back(key);
  node const* found = nullptr;
  for (member const& one : value_.members) {
    if (one.key == key) found = &one.value;
  }
  return found;
}

node const* object_reader::need(std::string_view key) {
  node const* const found = find(key);
  if (found == nullptr && object_) {
    std::string const name{key};
    lacks({name}, "json.missing_key", {"缺少键“" + name + "”", "missing key `" + name + "`"}, {});
  }
  return found;
}

std::string object_reader::text_of(std::string_view key) {
  node const* const found = find(key);
  return found == nullptr ? "" : as_text(from_, *found).value_or("");
}

std::string object_reader::need_text(std::string_view key) {
  node const* const found = need(key);
  return found == nullptr ? "" : as_text(from_, *found).value_or("");
}

std::string object_reader::name_at(std::string_view key) {
  node const* const found = find(key);
  return found == nullptr ? "" : as_name(from_, *found).value_or("");
}

std::string object_reader::need_name(std::string_view key) {
  node const* const found = need(key);
  return found == nullptr ? "" : as_name(from_, *found).value_or("");
}

text object_reader::words(std::string_view key) {
  node const* const found = find(key);
  return found == nullptr ? text{} : as_words(from_, *found);
}

text object_reader::need_words(std::string_view key) {
  node const* const found = need(key);
  return found == nullptr ? text{} : as_words(from_, *found);
}

std::vector<std::string> object_reader::texts(std::string_view key) {
  node const* const found = find(key);
  return found == nullptr ? std::vector<std::string>{} : as_texts(from_, *found);
}

bool object_reader::flag(std::string_view key, bool otherwise) {
  node const* const found = find(key);
  return found == nullptr ? otherwise : as_flag(from_, *found).value_or(otherwise);
}

std::optional<date> object_reader::day(std::string_view key) {
  node const* const found = find(key);
  return found == nullptr ? std::nullopt : as_date(from_, *found);
}

bool object_reader::is_asked(std::string_view key) const {
  return std::find(asked_.begin(), asked_.end(), key) != asked_.end();
}

member const* object_reader::unread_object() const {
  for (member const& one : value_.members) {
    if (one.value.kind == node_kind::object && !is_asked(one.key)) return &one;
  }
  return nullptr;
}

std::vector<std::string> object_reader::free_keys() const {
  std::vector<std::string> free;
  for (std::string const& one : asked_) {
    bool const used = std::any_of(value_.members.begin(), value_.members.end(),
                                  [&](member const& m) { return m.key == one; });
    if (!used) free.push_back(one);
  }
  return free;
}

void object_reader::lacks(std::vector<std::string> keys, std::string code, xunze::text message,
                          xunze::text help) {
  missing_.push_back({std::move(keys), std::move(code), std::move(message), std::move(help)});
}

void object_reader::not_one_of(std::vector<std::string> keys, std::size_t found,
                               xunze::text message) {
  if (!object_) return;
  xunze::text help{"可用：", "one of: "};
  for (std::string const& key : keys) {
    help.zh += (key == keys.front() ? "" : "、") + key;
    help.en += (key == keys.front() ? "" : ", ") + key;
  }
  if (found > 0) {
    from_.error("pack.one_of", value_.at, std::move(message), std::move(help));
  } else {
    lacks(std::move(keys), "pack.one_of", std::move(message), std::move(help));
  }
}

void object_reader::report_missing(std::vector<std::string> const& misspelt) {
  for (missing& one : missing_) {
    bool const meant = std::any_of(misspelt.begin(), misspelt.end(), [&](auto const& key) {
      return std::find(one.keys.begin(), one.keys.end(), key) != one.keys.end();
    });
    if (meant) continue;
    from_.error(std::move(one.code), value_.at, std::move(one.message), std::move(one.help));
  }
  missing_.clear();
}

void object_reader::finish() {
  auto const free = free_keys();
  std::vector<std::string> misspelt;
  for (member const& one : value_.members) {
    auto const meant = is_asked(one.key) ? std::nullopt : did_you_mean(one.key, free);
    if (meant) misspelt.push_back(*meant);
  }
  report_missing(misspelt);
  for (member const& one : value_.members) {
    if (is_asked(one.key)) continue;
    from_.error("json.unknown_key", one.at,
                {"未知的键“" + one.key + "”", "unknown key `" + one.key + "`"},
                did_you_mean_help(one.key, free));
  }
}

}  // namespace xunze::json
