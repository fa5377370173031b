// SPDX-License-Identifier: Apache-2.0
// Whether a value may be that of a parameter.
#include "check/setting.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::check_detail {
namespace {

text needed_by(parameter_type type) {
  switch (type) {
    case parameter_type::integer: return {"应为整数", "an int is needed"};
    case parameter_type::decimal: return {"应为数", "a number is needed"};
    case parameter_type::boolean: return {"应为 true 或 false", "true or false is needed"};
    case parameter_type::date: return {"应为日期，如 2023-12-31", "a date is needed: 2023-12-31"};
    case parameter_type::choice: return {"应为一个词", "a word is needed"};
    case parameter_type::enumeration: return {"应为一个代码", "a code is needed"};
    case parameter_type::set: return {"应为若干代码", "a set of codes is needed"};
    case parameter_type::texts: break;
  }
  return {"应为若干文字", "a set of texts is needed"};
}

void refuse(parameter const& of, std::string const& written, text help, diagnostics& out) {
  out.error("parameter.value", {},
            {"参数“" + of.name + "”不能取值“" + written + "”",
             "parameter `" + of.name + "` cannot be `" + written + "`"},
            std::move(help));
}

/// Says which word or code is called so. Nulls: empty where none is.
text label_help(parameter const& of, std::string const& label, vocabulary const& words) {
  std::string meant;
  for (std::size_t i = 0; i < std::min(of.labels.size(), of.one_of.size()); ++i) {
    if (of.labels[i].zh == label || of.labels[i].en == label) meant = of.one_of[i];
  }
  enumeration const* const codes = words.find_enum(of.enum_name);
  auto const at = codes != nullptr ? codes->find(label) : std::nullopt;
  if (at) meant = codes->values[static_cast<std::size_t>(*at)].code;
  if (meant.empty()) return {};
  return {"“" + label + "”写作 " + meant, "`" + label + "` is written " + meant};
}

bool check_word(parameter const& of, std::string const& word, std::vector<std::string> const& known,
                vocabulary const& words, diagnostics& out) {
  if (std::find(known.begin(), known.end(), word) != known.end()) return true;
  text help = label_help(of, word, words);
  if (help.empty()) help = did_you_mean_help(word, known);
  if (help.empty() && !known.empty() && known.size() <= 12) {
    text list;
    for (std::string const& one : known) {
      list.zh += (list.zh.empty() ? "" : "、") + one;
      list.en += (list.en.empty() ? "" : ", ") + one;
    }
    help = {"可用：" + list.zh, "one of: " + list.en};
  }
  refuse(of, word, std::move(help), out);
  return false;
}

/// Codes of the parameter's enumeration. Nulls: nullopt if the vocabulary has none of its name.
std::optional<std::vector<std::string>> codes_of(parameter const& of, vocabulary const& words) {
  enumeration const* const codes = words.find_enum(of.enum_name);
  if (codes == nullptr) return std::nullopt;
  std::vector<std::string> known;
  for (enumerator const& one : codes->values) known.push_back(one.code);
  return known;
}

std::optional<value> as_number(parameter const& of, value const& given) {
  auto const* const whole = given.get_if<std::int64_t>();
  auto const* const exact = given.get_if<decimal>();
  if (of.type == parameter_type::integer) {
    if (whole != nullptr) return given;
    auto const rounded = exact ? rescale(*exact, 0, rounding::exact) : std::nullopt;
    return rounded ? std::optional<value>{*rounded} : std::nullopt;
  }
  if (exact != nullptr) return given;
  return whole ? std::optional<value>{decimal{*whole, 0}} : std::nullopt;
}

}  // namespace

std::optional<value> setting_of(parameter const& of, value const& given, vocabulary const& words,
                                diagnostics& out) {
  if (given.is_null()) return given;
  auto const* const word = given.get_if<std::string>();
  auto const* const code = given.get_if<code_value>();
  auto const* const set = given.get_if<code_set>();
  auto const no = [&] {
    refuse(of, to_string(given), needed_by(of.type), out);
    return std::nullopt;
  };
  switch (of.type) {
    case parameter_type::integer:
    case parameter_type::decimal: {
      auto number = as_number(of, given);
      if (!number) return no();
      return number;
    }
    case parameter_type::boolean:
      if (given.kind() != value_kind::boolean) return no();
      return given;
    case parameter_type::date:
      if (given.kind() != value_kind::date) return no();
      return given;
    case parameter_type::choice:
      if (word == nullptr) return no();
      if (!check_word(of, *word, of.one_of, words, out)) return std::nullopt;
      return given;
    case parameter_type::enumeration: {
      if (word == nullptr && (code == nullptr || code->enumeration != of.enum_name)) return no();
      std::string const& named = word != nullptr ? *word : code->code;
      auto const known = codes_of(of, words);
      if (known && !check_word(of, named, *known, words, out)) return std::nullopt;
      return code_value{of.enum_name, named};
    }
    case parameter_type::set:
    case parameter_type::texts: break;
  }
  if (set == nullptr) return no();
  auto const known = of.type == parameter_type::set ? codes_of(of, words) : std::nullopt;
  bool good = true;
  for (std::string const& one : set->codes()) {
    if (known) good = check_word(of, one, *known, words, out) && good;
  }
  return good ? std::optional<value>{given} : std::nullopt;
}

}  // namespace xunze::check_detail
