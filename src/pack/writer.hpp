// SPDX-License-Identifier: Apache-2.0
// Small makers of JSON values, shared by both writers.
#ifndef XUNZE_SRC_PACK_WRITER_HPP
#define XUNZE_SRC_PACK_WRITER_HPP

#include "xunze/core/text.hpp"

#include "pack/document.hpp"

#include <string>
#include <vector>

namespace xunze::json {

inline node texts_node(std::vector<std::string> const& texts) {
  node out = make_array();
  for (std::string const& one : texts) out.items.push_back(make_text(one));
  return out;
}

// Members that are left out when they say nothing.
inline void put_text(node& object, std::string key, std::string const& words) {
  if (!words.empty()) put(object, std::move(key), make_text(words));
}

inline void put_texts(node& object, std::string key, std::vector<std::string> const& texts) {
  if (!texts.empty()) put(object, std::move(key), texts_node(texts));
}

inline void put_words(node& object, std::string key, text const& words) {
  if (words.empty()) return;
  node out = make_object();
  put(out, "zh", make_text(words.zh));
  put(out, "en", make_text(words.en));
  put(object, std::move(key), std::move(out));
}

}  // namespace xunze::json

#endif
