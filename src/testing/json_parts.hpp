// SPDX-License-Identifier: Apache-2.0
// Parts of what this stage writes as JSON.
#ifndef XUNZE_SRC_TESTING_JSON_PARTS_HPP
#define XUNZE_SRC_TESTING_JSON_PARTS_HPP

#include "pack/writer.hpp"

#include <cstddef>
#include <string>

namespace xunze::json {

inline void put_count(node& object, std::string key, std::size_t count) {
  put(object, std::move(key), make_number(std::to_string(count)));
}

inline node place_node(place const& at) {
  node out = make_object();
  put(out, "file", make_text(at.file));
  put_count(out, "line", at.line);
  put_count(out, "column", at.column);
  return out;
}

inline node findings_node(diagnostics const& findings) {
  node out = make_array();
  for (diagnostic const& one : findings) {
    node item = make_object();
    put(item, "code", make_text(one.code));
    put(item, "at", place_node(one.at));
    put_words(item, "message", one.message);
    out.items.push_back(std::move(item));
  }
  return out;
}

}  // namespace xunze::json

#endif
