// SPDX-License-Identifier: Apache-2.0
// Fills one column cell by cell.
#include "xunze/table/column_writer.hpp"

#include "table/cell_text.hpp"
#include "table/table_notes.hpp"
#include "xunze/core/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace xunze {
namespace {

using detail::effect;

constexpr std::size_t largest_rank = 62;

// The first few words that an enumeration allows, and how many there are.
text allowed(enumeration const& codes) {
  constexpr std::size_t listed = 4;
  text words;
  for (std::size_t i = 0; i < codes.values.size() && i < listed; ++i) {
    enumerator const& each = codes.values[i];
    words.zh += (i == 0 ? "" : "、") + (each.label.zh.empty() ? each.code : each.label.zh);
    words.en += (i == 0 ? "" : ", ") + (each.label.en.empty() ? each.code : each.label.en);
  }
  if (codes.values.size() <= listed) return words;
  std::string const all = std::to_string(codes.values.size());
  return {words.zh + "等" + all + "个", words.en + ", … (" + all + ")"};
}

text expectation(column_schema const& schema, enumeration const* codes) {
  switch (schema.type) {
    case column_type::text: return {"不是文字", "is not text"};
    case column_type::integer:
      return {"不是整数，只写数字，如30", "is not an integer: write digits only, as 30"};
    case column_type::decimal: {
      std::string const scale = std::to_string(schema.scale);
      return {"不是至多" + scale + "位小数的数，不用千分位和百分号",
              "is not a number with at most " + scale + " decimals, without separators or %"};
    }
    case column_type::boolean:
      return {"不是“是”或“否”（true或false）", "is not true or false (1 or 0)"};
    case column_type::date:
      return {"不是日期，应为存在的一天，写作2023-07-05",
              "is not a date: write a day that exists as 2023-07-05"};
    case column_type::timestamp:
      return {"不是时间，写作2023-07-05 09:30", "is not a point in time: write 2023-07-05 09:30"};
    case column_type::enumeration:
    case column_type::set: break;
  }
  if (codes == nullptr) return {"不在取值之中", "is not a value"};
  text const words = allowed(*codes);
  return {"不在“" + codes->title.in(language::zh) + "”的取值之中：" + words.zh,
          "is not a value of `" + codes->title.in(language::en) + "`: " + words.en};
}

/// Whether this is an integer, but one of more digits than 64 bits hold.
bool is_huge(column_schema const& schema, std::string_view written) {
  if (written.starts_with('-')) written.remove_prefix(1);
  bool const digits = written.find_first_not_of("0123456789") == std::string_view::npos;
  return schema.type == column_type::integer && digits && written.size() > 18;
}

std::int64_t null_of(column_schema const& schema) {
  switch (schema.null) {
    case null_meaning::unknown: break;
    case null_meaning::none: return none_value;
    case null_meaning::open_end:
      if (schema.type == column_type::date) return open_end_date.days;
      if (schema.type == column_type::timestamp) return start_of(open_end_date).seconds;
      break;
  }
  return unknown_value;
}

}  // namespace

// Words of an enumeration: those met so far as they were written, all in folded form, and what
// a help text may suggest.
struct column_writer::word_list {
  explicit word_list(enumeration const& codes) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < codes.values.size(); ++i) {
      enumerator const& each = codes.values[i];
      labels.push_back(each.label.zh);
      labels.push_back(each.code);
      for (std::string const& word : {each.code, each.label.zh, each.label.en}) fold(word, i);
      for (std::string const& word : each.synonyms) fold(word, i);
    }
    suggestions = std::make_shared<std::vector<std::string> const>(std::move(labels));
  }

  void fold(std::string const& word, std::size_t rank) {
    std::string const plain = detail::folded(word);
    if (plain.empty() || folded.find(plain) >= 0) return;
    folded.add(plain);
    folded_ranks.push_back(static_cast<std::int32_t>(rank));
  }

  [[nodiscard]] std::int32_t look_up(enumeration const& codes, std::string_view word) const {
    if (auto const exact = codes.find(word)) return *exact;
    std::int32_t const code = folded.find(detail::folded(word));
    return code >= 0 ? folded_ranks[static_cast<std::size_t>(code)] : -1;
  }

  dictionary seen{};
  std::vector<std::int32_t> ranks{};  // -1: no such word
  dictionary folded{};
  std::vector<std::int32_t> folded_ranks{};
  std::shared_ptr<std::vector<std::string> const> suggestions{};
};

column_writer::column_writer(detail::writer_target target)
    : target_{std::move(target)}, null_{null_of(*target_.schema)} {
  cells_.type = target_.schema->type;
  cells_.scale = target_.schema->scale;
  cells_.texts = target_.texts;
  cells_.codes = target_.codes;
  if (target_.codes != nullptr) words_ = std::make_shared<word_list>(*target_.codes);
}

void column_writer::reserve(std::size_t rows) {
  if (cells_.is_wide()) {
    cells_.wide.reserve(rows);
  } else {
    cells_.narrow.reserve(rows);
  }
}

void column_writer::put(std::int64_t raw) {
  if (cells_.is_wide()) {
    cells_.wide.push_back(raw);
    return;
  }
  bool const day = cells_.type == column_type::date;
  auto cell = static_cast<std::int32_t>(raw);
  if (raw == unknown_value) cell = day ? unknown_day : unknown_code;
  if (raw == none_value) cell = day ? none_day : none_code;
  cells_.narrow.push_back(cell);
}

void column_writer::put_unknown() { put(unknown_value); }

void column_writer::put_checked(std::int64_t raw) {
  column_schema const& schema = *target_.schema;
  bool const low = schema.min && raw < *schema.min;
  if (!low && !(schema.max && raw > *schema.max)) {
    put(raw);
    return;
  }
  auto const shown = [&](std::int64_t number) {
    return to_string(to_value(number, schema.type, schema.scale, nullptr, nullptr));
  };
  std::string const bound = shown(low ? *schema.min : *schema.max);
  std::string const cell = schema.personal ? "" : shown(raw);
  target_.notes->add(
      effect::set_aside, diagnostic_level::error, "data.out_of_range", here(cell),
      {(cell.empty() ? "单元格" : "“" + cell + "”") + (low ? "小于" : "大于") + "允许的" + bound,
       (cell.empty() ? "the cell" : "`" + cell + "`") + " is " + (low ? "below " : "above ") +
           bound});
  put_unknown();
}

void column_writer::refuse(std::string_view shown) {
  text const why = is_huge(*target_.schema, shown)
                       ? text{"是过大的整数，应不超过18位", "is too large: at most 18 digits"}
                       : expectation(*target_.schema, target_.codes);
  bool const hidden = target_.schema->personal;
  std::string const cell = hidden ? "" : detail::shortened(shown);
  detail::hint near;
  if (words_ && !hidden) near = {cell, words_->suggestions};
  target_.notes->add(effect::set_aside, diagnostic_level::error, "data.bad_cell", here(cell),
                     {(cell.empty() ? "单元格" : "“" + cell + "”") + why.zh,
                      (cell.empty() ? "the cell " : "`" + cell + "` ") + why.en},
                     std::move(near));
  put_unknown();
}

void column_writer::add_refused(std::string_view shown, text const& why) {
  std::string const cell = target_.schema->personal ? "" : detail::shortened(shown);
  target_.notes->add(effect::set_aside, diagnostic_level::error, "data.bad_cell", here(cell),
                     {(cell.empty() ? "单元格" : "“" + cell + "”") + why.zh,
                      (cell.empty() ? "the cell " : "`" + cell + "` ") + why.en});
  put_unknown();
}

detail::spot column_writer::here(std::string const& written) const {
  detail::spot at{target_.source->row_of(size()), target_.position, target_.header};
  if (!written.empty()) at.was = written;
  return at;
}

void column_writer::put_parsed(std::optional<std::int64_t> raw, std::string_view shown) {
  if (raw) {
    put_checked(*raw);
  } else {
    refuse(shown);
  }
}

void column_writer::put_word(std::string_view word) {
  if (!is_utf8(word) || word.find('\0') != std::string_view::npos) {
    refuse(word);
  } else {
    cells_.narrow.push_back(target_.texts->add(word));
  }
}

std::optional<std::int32_t> column_writer::rank_of(std::string_view word) {
  constexpr std::int32_t most_kept = 4096;  // hostile data may hold any number of wrong words
  word_list& words = *words_;
  std::int32_t const known = words.seen.find(word);
  std::int32_t const rank = known >= 0 ? words.ranks[static_cast<std::size_t>(known)]
                                       : words.look_up(*target_.codes, word);
  if (known < 0 && words.seen.size() < most_kept) {
    words.seen.add(word);
    words.ranks.push_back(rank);
  }
  return rank >= 0 ? std::optional{rank} : std::nullopt;
}

void column_writer::put_members(std::span<std::string_view const> members,
                                std::string_view shown) {
  std::int64_t mask = 0;
  for (std::string_view const member : members) {
    auto const rank = rank_of(member);
    if (!rank || static_cast<std::size_t>(*rank) >= largest_rank) {
      refuse(shown.empty() ? member : shown);
      return;
    }
    mask |= std::int64_t{1} << *rank;
  }
  put(mask);
}

void column_writer::add_null() { put(null_); }

void column_writer::add_boolean(bool flag) {
  if (cells_.type == column_type::boolean) {
    put(flag ? 1 : 0);
  } else {
    refuse(flag ? "true" : "false");
  }
}

void column_writer::add_integer(std::int64_t number) {
  if (cells_.type == column_type::integer && is_finite(number)) {
    put_checked(number);
  } else if (cells_.type == column_type::decimal) {
    add_decimal({number, 0});
  } else if (cells_.type == column_type::boolean && (number == 0 || number == 1)) {
    put(number);
  } else if (cells_.type == column_type::text) {
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    put_word({digits, static_cast<std::size_t>(end - digits)});
  } else {
    refuse(std::to_string(number));
  }
}

void column_writer::add_decimal(decimal number) {
  bool const fits =
      cells_.type == column_type::decimal || cells_.type == column_type::integer;
  int const scale = cells_.type == column_type::decimal ? cells_.scale : 0;
  auto const raw = fits ? rescale(number, scale, rounding::exact) : std::nullopt;
  if (raw && is_finite(*raw)) {
    put_checked(*raw);
  } else {
    refuse(to_string(number));
  }
}

void column_writer::add_date(date day) {
  if (cells_.type == column_type::date && is_supported(day)) {
    put_checked(day.days);
  } else if (cells_.type == column_type::timestamp && is_supported(day)) {
    put_checked(start_of(day).seconds);
  } else {
    refuse(is_supported(day) ? to_string(day) : std::to_string(day.days));
  }
}

void column_writer::add_timestamp(timestamp time) {
  bool const supported = start_of(first_date) <= time && time <= end_of(open_end_date);
  if (cells_.type == column_type::timestamp && supported) {
    put_checked(time.seconds);
  } else if (cells_.type == column_type::date && supported &&
             start_of(date_of(time)) == time) {
    put_checked(date_of(time).days);
  } else {
    refuse(supported ? to_string(time) : std::to_string(time.seconds));
  }
}

void column_writer::add_text(std::string_view written) {
  std::string_view const cell = detail::trimmed(written);
  if (cell.empty()) {
    add_null();
    return;
  }
  if (cell.size() > target_.cell_bytes) {
    target_.notes->add(effect::stop, diagnostic_level::error, "data.limit", here({}),
                       detail::over_limit({"单元格", "the cell"}, {"字节", "bytes"},
                                          target_.cell_bytes, cell.size()));
    put_unknown();
    return;
  }
  column_schema const& schema = *target_.schema;
  switch (schema.type) {
    case column_type::text: put_word(cell); return;
    case column_type::integer: put_parsed(detail::read_integer(cell, schema.unit), cell); return;
    case column_type::decimal:
      put_parsed(detail::read_decimal(cell, schema.scale, schema.unit), cell);
      return;
    case column_type::boolean: put_parsed(detail::read_boolean(cell), cell); return;
    case column_type::date: {
      auto const day = detail::read_date(cell);
      put_parsed(day ? std::optional<std::int64_t>{day->days} : std::nullopt, cell);
      return;
    }
    case column_type::timestamp: {
      auto const time = parse_timestamp(cell);
      put_parsed(time ? std::optional{time->seconds} : std::nullopt, cell);
      return;
    }
    case column_type::enumeration: put_parsed(rank_of(cell), cell); return;
    case column_type::set:
      detail::split_set(cell, parts_);
      put_members(parts_, cell);
      return;
  }
}

void column_writer::add_set(std::span<std::string_view const> members) {
  if (cells_.type == column_type::set) {
    put_members(members, {});
  } else {
    refuse(members.empty() ? "{}" : members.front());
  }
}

void column_writer::add_value(value const& cell) {
  if (cell.is_null()) {
    add_null();
  } else if (auto const* words = cell.get_if<std::string>()) {
    add_text(*words);
  } else if (auto const* flag = cell.get_if<bool>()) {
    add_boolean(*flag);
  } else if (auto const* number = cell.get_if<std::int64_t>()) {
    add_integer(*number);
  } else if (auto const* exact = cell.get_if<decimal>()) {
    add_decimal(*exact);
  } else if (auto const* day = cell.get_if<date>()) {
    add_date(*day);
  } else if (auto const* time = cell.get_if<timestamp>()) {
    add_timestamp(*time);
  } else if (auto const* code = cell.get_if<code_value>();
             code != nullptr && cells_.type == column_type::enumeration &&
             (code->enumeration.empty() || code->enumeration == target_.codes->name)) {
    put_parsed(rank_of(code->code), code->code);
  } else if (auto const* set = cell.get_if<code_set>()) {
    std::vector<std::string_view> const members(set->codes().begin(), set->codes().end());
    add_set(members);
  } else {
    refuse(to_string(cell));
  }
}

void column_writer::add_copy(std::size_t row) { put(cells_.raw(row)); }

}  // namespace xunze
