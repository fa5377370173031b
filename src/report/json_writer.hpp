// SPDX-License-Identifier: Apache-2.0
// Writes JSON as a stream: a line for each entry of the upper levels, commas in the right places.
#ifndef XUNZE_SRC_REPORT_JSON_WRITER_HPP
#define XUNZE_SRC_REPORT_JSON_WRITER_HPP

#include "xunze/batch/outcome.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace xunze::detail {

class json_writer {
 public:
  // Entries deeper than `lines` stand on the line of what holds them.
  explicit json_writer(std::size_t lines = 2) : lines_{lines} {}

  json_writer& key(std::string_view name);
  json_writer& begin_object();
  json_writer& end_object() { return end('}'); }
  json_writer& begin_array();
  json_writer& end_array() { return end(']'); }

  json_writer& put(std::string_view words);
  json_writer& put(std::string const& words) { return put(std::string_view{words}); }
  json_writer& put(char const* words) { return put(std::string_view{words}); }
  json_writer& put(bool flag);
  json_writer& put(std::size_t number);
  json_writer& put(text const& both);
  // Integers as numbers, truths as such, decimals, days and texts as texts, sets as lists,
  // ranges as {lo, hi}.
  json_writer& put(value const& held);
  json_writer& put(key_values const& held);
  json_writer& put_null();

  template <typename T>
  json_writer& put(std::string_view name, T const& held) {
    key(name);
    return put(held);
  }

  std::string take();

 private:
  void before_entry();
  void new_line();
  json_writer& end(char bracket);

  std::string out_;
  std::size_t lines_;
  std::size_t depth_ = 0;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace xunze::detail

#endif
