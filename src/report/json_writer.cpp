// SPDX-License-Identifier: Apache-2.0
// Writes JSON as a stream.
#include "report/json_writer.hpp"

#include "xunze/pack/json_text.hpp"

#include <utility>

namespace xunze::detail {

void json_writer::new_line() {
  if (depth_ > lines_) {
    if (!first_) out_ += ' ';
    return;
  }
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

void json_writer::before_entry() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  new_line();
  first_ = false;
}

json_writer& json_writer::key(std::string_view name) {
  before_entry();
  out_ += json_quote(name);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

json_writer& json_writer::begin_object() {
  before_entry();
  out_ += '{';
  ++depth_;
  first_ = true;
  return *this;
}

json_writer& json_writer::begin_array() {
  before_entry();
  out_ += '[';
  ++depth_;
  first_ = true;
  return *this;
}

json_writer& json_writer::end(char bracket) {
  bool const empty = first_;
  bool const on_lines = depth_ <= lines_;
  --depth_;
  if (!empty && on_lines) {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  out_ += bracket;
  first_ = false;
  return *this;
}

json_writer& json_writer::put(std::string_view words) {
  before_entry();
  out_ += json_quote(words);
  return *this;
}

json_writer& json_writer::put(bool flag) {
  before_entry();
  out_ += flag ? "true" : "false";
  return *this;
}

json_writer& json_writer::put(std::size_t number) {
  before_entry();
  out_ += std::to_string(number);
  return *this;
}

json_writer& json_writer::put(text const& both) {
  begin_object();
  put("zh", both.in(language::zh));
  put("en", both.in(language::en));
  return end_object();
}

json_writer& json_writer::put_null() {
  before_entry();
  out_ += "null";
  return *this;
}

json_writer& json_writer::put(value const& held) {
  if (held.is_null()) return put_null();
  if (auto const* const flag = held.get_if<bool>()) return put(*flag);
  if (auto const* const number = held.get_if<std::int64_t>()) {
    before_entry();
    out_ += std::to_string(*number);
    return *this;
  }
  if (auto const* const code = held.get_if<code_value>()) return put(code->code);
  if (auto const* const set = held.get_if<code_set>()) {
    begin_array();
    for (std::string const& code : set->codes()) put(code);
    return end_array();
  }
  if (auto const* const range = held.get_if<number_range>()) {
    begin_object();
    put("lo", to_string(range->lo));
    put("hi", to_string(range->hi));
    return end_object();
  }
  return put(to_string(held));
}

json_writer& json_writer::put(key_values const& held) {
  begin_object();
  for (auto const& [name, part] : held) put(name, part);
  return end_object();
}

std::string json_writer::take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace xunze::detail
