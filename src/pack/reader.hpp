// SPDX-License-Identifier: Apache-2.0
// Typed reading of JSON objects: what is missing, unknown or of the wrong type is a finding.
#ifndef XUNZE_SRC_PACK_READER_HPP
#define XUNZE_SRC_PACK_READER_HPP

#include "xunze/core/date.hpp"
#include "xunze/core/decimal.hpp"
#include "xunze/core/text.hpp"

#include "pack/document.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xunze::json {

/// A kind of value in words: 文本, a text.
[[nodiscard]] text name_of(node_kind kind);

/// Reports that a value is of the wrong type.
void wrong_type(source& from, node const& value, text const& expected);

// Values of one type; nullopt or empty with a finding if the value is none.
std::optional<std::string> as_text(source& from, node const& value);
std::optional<std::string> as_name(source& from, node const& value);
std::optional<bool> as_flag(source& from, node const& value);
std::optional<std::int64_t> as_integer(source& from, node const& value);
std::optional<decimal> as_decimal(source& from, node const& value);  // a number or a text
std::optional<date> as_date(source& from, node const& value);
std::optional<timestamp> as_timestamp(source& from, node const& value);
text as_words(source& from, node const& value);
std::vector<std::string> as_texts(source& from, node const& value);
bool is_array(source& from, node const& value);
bool is_object(source& from, node const& value);

/// Whether the text is [A-Za-z_][A-Za-z0-9_]*; if not, a finding at `offset`.
bool check_name(source& from, std::string_view name, std::size_t offset);

/// Reports a word that is none of the candidates; without help it suggests one, or lists them.
void unknown_word(source& from, std::size_t offset, std::string code, text const& what,
                  std::string const& word, std::span<std::string const> candidates,
                  text help = {});

template <typename T>
struct word_of {
  std::string_view word;
  T value;
};

template <typename T, std::size_t N>
std::optional<T> as_one_of(source& from, node const& value, word_of<T> const (&words)[N]) {
  auto const written = as_text(from, value);
  if (!written) return std::nullopt;
  std::vector<std::string> candidates;
  for (auto const& one : words) {
    if (one.word == *written) return one.value;
    candidates.emplace_back(one.word);
  }
  unknown_word(from, value.at, "json.word", {"取值", "value"}, *written, candidates);
  return std::nullopt;
}

template <typename T, std::size_t N>
std::string_view spelling(T value, word_of<T> const (&words)[N]) {
  for (auto const& one : words) {
    if (one.value == value) return one.word;
  }
  return words[0].word;
}

/// Reads one object key by key; finish() reports the keys nobody asked for.
class object_reader {
 public:
  /// A value that is no object is a finding, and reads as an empty one with nothing required.
  object_reader(source& from, node const& value);
  object_reader(object_reader const&) = delete;
  object_reader& operator=(object_reader const&) = delete;
  ~object_reader() { report_missing({}); }

  [[nodiscard]] source& from() const noexcept { return from_; }
  [[nodiscard]] std::size_t at() const noexcept { return value_.at; }
  [[nodiscard]] bool is_object() const noexcept { return object_; }

  /// The value of a key. Nulls: nullptr if the key is not there.
  node const* find(std::string_view key);
  /// The same; a missing key is a finding, unless the object has it misspelt.
  node const* need(std::string_view key);
  /// Reports that the object has none of some keys, unless it has one of them misspelt.
  void lacks(std::vector<std::string> keys, std::string code, xunze::text message,
             xunze::text help);
  /// Reports that it has not exactly one of some keys.
  void not_one_of(std::vector<std::string> keys, std::size_t found, xunze::text message);
  /// The first object in it under a key nobody has asked for yet. Nulls: nullptr if there is none.
  [[nodiscard]] member const* unread_object() const;

  std::string text_of(std::string_view key);  // empty if absent
  std::string need_text(std::string_view key);
  std::string name_at(std::string_view key);
  std::string need_name(std::string_view key);
  xunze::text words(std::string_view key);
  xunze::text need_words(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  bool flag(std::string_view key, bool otherwise);
  std::optional<date> day(std::string_view key);

  void finish();

 private:
  [[nodiscard]] bool is_asked(std::string_view key) const;
  /// Keys that were asked for and are not there.
  [[nodiscard]] std::vector<std::string> free_keys() const;
  /// Those of which none is misspelt.
  void report_missing(std::vector<std::string> const& misspelt);

  struct missing {
    std::vector<std::string> keys;  // one of which is needed
    std::string code;
    xunze::text message, help;
  };

  source& from_;
  node const& value_;
  bool object_;
  std::vector<std::string> asked_;
  std::vector<missing> missing_;
};

}  // namespace xunze::json

#endif
