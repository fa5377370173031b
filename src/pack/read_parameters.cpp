// SPDX-License-Identifier: Apache-2.0
// Parameters, and values that are of the type of a parameter or a column.
#include "check/code_help.hpp"
#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

/// Whether the text is a code of the enumeration; if not, a finding.
bool check_code(pack_reading& in, std::string const& enum_name, std::string const& code,
                std::size_t at) {
  enumeration const* const codes = in.words.find_enum(enum_name);
  if (codes == nullptr) return true;  // reported where the enumeration is named
  std::vector<std::string> names;
  for (enumerator const& one : codes->values) {
    if (one.code == code) return true;
    names.push_back(one.code);
  }
  unknown_word(in.from, at, "pack.unknown_code",
               {"枚举“" + enum_name + "”的代码", "code of enumeration `" + enum_name + "`"}, code,
               names, check_detail::code_help(*codes, code));
  return false;
}

std::optional<value> read_codes(pack_reading& in, std::string const& enum_name,
                                node const& written) {
  auto codes = as_texts(in.from, written);
  if (written.kind != node_kind::array || codes.size() != written.items.size()) return std::nullopt;
  bool good = true;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    good = (enum_name.empty() || check_code(in, enum_name, codes[i], written.items[i].at)) && good;
    if (std::find(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(i), codes[i]) !=
        codes.begin() + static_cast<std::ptrdiff_t>(i)) {
      in.from.error("json.value", written.items[i].at,
                    {"“" + codes[i] + "”重复", "`" + codes[i] + "` listed twice"});
      good = false;
    }
  }
  if (!good) return std::nullopt;
  return value{code_set{std::move(codes)}};
}

std::optional<value> read_code(pack_reading& in, std::string const& enum_name,
                               node const& written) {
  auto code = as_text(in.from, written);
  if (!code || !check_code(in, enum_name, *code, written.at)) return std::nullopt;
  return value{code_value{enum_name, std::move(*code)}};
}

std::optional<value> read_word(pack_reading& in, parameter const& of, node const& written) {
  auto word = as_text(in.from, written);
  if (!word) return std::nullopt;
  if (std::find(of.one_of.begin(), of.one_of.end(), *word) == of.one_of.end()) {
    unknown_word(in.from, written.at, "parameter.choice",
                 {"“" + of.name + "”的取值", "choice of `" + of.name + "`"}, *word, of.one_of);
    return std::nullopt;
  }
  return value{std::move(*word)};
}

template <typename T>
std::optional<value> wrap(std::optional<T> read) {
  if (!read) return std::nullopt;
  return value{std::move(*read)};
}

/// Words to choose from: a list, or an object from each word to its label.
void read_choices(pack_reading& in, node const& words, parameter& out) {
  if (words.kind != node_kind::object) {
    out.one_of = as_texts(in.from, words);
    return;
  }
  for (member const& word : words.members) {
    out.one_of.push_back(word.key);
    out.labels.push_back(as_words(in.from, word.value));
  }
}

void read_type(pack_reading& in, object_reader& reader, parameter& out) {
  if (node const* type = reader.need("type")) {
    out.type = as_one_of(in.from, *type, parameter_types).value_or(parameter_type::integer);
  }
  bool const coded = out.type == parameter_type::enumeration || out.type == parameter_type::set;
  node const* const named = coded ? reader.need("enum") : reader.find("enum");
  if (named != nullptr) {
    out.enum_name = as_text(in.from, *named).value_or("");
    if (!coded) {
      in.from.error("parameter.type", named->at,
                    {"“enum”只用于 enum 和 set 参数", "`enum` belongs to the types enum and set"});
    } else if (in.words.find_enum(out.enum_name) == nullptr) {
      std::vector<std::string> names;
      for (enumeration const& one : in.words.enums) names.push_back(one.name);
      unknown_word(in.from, named->at, "pack.unknown_enum", {"枚举", "enumeration"}, out.enum_name,
                   names);
    }
  }
  bool const choice = out.type == parameter_type::choice;
  node const* const words = choice ? reader.need("one_of") : reader.find("one_of");
  if (words != nullptr) {
    read_choices(in, *words, out);
    if (!choice) {
      in.from.error("parameter.type", words->at,
                    {"“one_of”只用于 choice 参数", "`one_of` belongs to the type choice"});
    }
  }
}

void read_dated(pack_reading& in, node const& list, parameter& out) {
  for (node const& item : list.items) {
    object_reader reader{in.from, item};
    dated_value dated;
    dated.from = reader.day("from");
    bool good = true;
    if (node const* value = reader.need("value")) {
      auto read = read_value(in, out, *value);
      good = read.has_value();
      if (read) dated.value = std::move(*read);
    }
    reader.finish();
    bool const overlaps =
        std::any_of(out.values.begin(), out.values.end(),
                    [&](dated_value const& other) { return other.from == dated.from; });
    if (overlaps) {
      std::string const day = dated.from ? to_string(*dated.from) : "";
      in.from.error("parameter.overlap", item.at,
                    {"两个值自同一日" + (day.empty() ? "" : "（" + day + "）") + "起有效",
                     "two values begin on the same day" + (day.empty() ? "" : " " + day)});
    } else if (good) {
      out.values.push_back(std::move(dated));
    }
  }
  std::stable_sort(out.values.begin(), out.values.end(),
                   [](dated_value const& a, dated_value const& b) { return a.from < b.from; });
}

void read_values(pack_reading& in, object_reader& reader, parameter& out) {
  node const* const single = reader.find("value");
  node const* const dated = reader.find("values");
  if (reader.is_object() && (single == nullptr) == (dated == nullptr)) {
    in.from.error("pack.one_of", reader.at(),
                  {"参数须有“value”或“values”之一", "a parameter has either `value` or `values`"});
  }
  if (single != nullptr) {
    if (auto read = read_value(in, out, *single)) out.values.push_back({{}, std::move(*read)});
  }
  if (dated != nullptr && is_array(in.from, *dated)) {
    if (dated->items.empty()) {
      in.from.error("json.value", dated->at, {"至少要有一个值", "at least one value is needed"});
    }
    read_dated(in, *dated, out);
  }
  node const* const others = reader.find("alternatives");
  if (others != nullptr && is_array(in.from, *others)) {
    for (node const& item : others->items) {
      if (auto read = read_value(in, out, item)) out.alternatives.push_back(std::move(*read));
    }
  }
}

}  // namespace

std::optional<value> read_value(pack_reading& in, parameter const& of, node const& written) {
  if (written.kind == node_kind::null) return value{};
  switch (of.type) {
    case parameter_type::integer:
      return wrap(as_integer(in.from, written));
    case parameter_type::decimal:
      return wrap(as_decimal(in.from, written));
    case parameter_type::boolean:
      return wrap(as_flag(in.from, written));
    case parameter_type::date:
      return wrap(as_date(in.from, written));
    case parameter_type::choice:
      return read_word(in, of, written);
    case parameter_type::enumeration:
      return read_code(in, of.enum_name, written);
    case parameter_type::set:
      return read_codes(in, of.enum_name, written);
    case parameter_type::texts:
      break;
  }
  return read_codes(in, "", written);
}

std::optional<value> read_cell(pack_reading& in, column_schema const& of, node const& written) {
  if (written.kind == node_kind::null) return value{};
  switch (of.type) {
    case column_type::text:
      return wrap(as_text(in.from, written));
    case column_type::integer:
      return wrap(as_integer(in.from, written));
    case column_type::decimal:
      return wrap(as_decimal(in.from, written));
    case column_type::boolean:
      return wrap(as_flag(in.from, written));
    case column_type::date:
      return wrap(as_date(in.from, written));
    case column_type::timestamp:
      return wrap(as_timestamp(in.from, written));
    case column_type::enumeration:
      return read_code(in, of.enum_name, written);
    case column_type::set:
      break;
  }
  return read_codes(in, of.enum_name, written);
}

std::optional<value> read_plain(pack_reading& in, node const& written) {
  switch (written.kind) {
    case node_kind::null:
      return value{};
    case node_kind::boolean:
      return value{written.flag};
    case node_kind::text:
      return value{written.text};
    case node_kind::array:
      return read_codes(in, "", written);
    case node_kind::number: {
      auto const number = as_decimal(in.from, written);
      if (!number) return std::nullopt;
      if (number->scale == 0) return value{number->mantissa};
      return value{*number};
    }
    case node_kind::object:
      break;
  }
  wrong_type(in.from, written, {"一个值", "a value"});
  return std::nullopt;
}

void read_parameters(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    check_name(in.from, entry.key, entry.at);
    object_reader reader{in.from, entry.value};
    parameter out;
    out.name = entry.key;
    out.at = in.from.at(entry.at);
    out.title = reader.words("title");
    read_type(in, reader, out);
    read_values(in, reader, out);
    if (node const* which = reader.find("tighter")) {
      out.tighter = as_one_of(in.from, *which, tighter_words).value_or(tighter::undeclared);
    }
    out.clause = reader.text_of("clause");
    in.cite(out.clause, entry.at);
    reader.finish();
    in.claim("name:" + entry.key, entry.key, entry.at);
    in.out.parameters.push_back(std::move(out));
  }
}

}  // namespace xunze::json
