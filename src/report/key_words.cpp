// SPDX-License-Identifier: Apache-2.0
#include "report/key_words.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace xunze::detail {

std::string key_name(std::string const& name, value const& held, std::string const& relation,
                     vocabulary const& words, language which) {
  if (which == language::en) return name;
  auto const title_in = [&](table_schema const& of) -> std::string {
    auto const at = of.find(name);
    return at ? of.columns[*at].title.in(which) : std::string{};
  };
  if (table_schema const* const own = words.find_table(relation)) {
    if (std::string title = title_in(*own); !title.empty()) return title;
  }
  std::map<std::string, std::size_t> titles;
  for (table_schema const& each : words.tables) {
    std::string title = title_in(each);
    if (title.empty()) continue;
    if (each.key.size() == 1 && each.key.front() == name) return title;
    ++titles[std::move(title)];
  }
  auto const* const code = held.get_if<code_value>();
  enumeration const* const of = code != nullptr ? words.find_enum(code->enumeration) : nullptr;
  if (of != nullptr && !of->title.empty()) return of->title.in(which);
  auto const most = std::max_element(
      titles.begin(), titles.end(),
      [](auto const& a, auto const& b) { return a.second < b.second; });
  return most == titles.end() ? name : most->first;
}

bool is_joined_key(std::string const& label, key_values const& key) {
  std::string joined;
  for (auto const& [name, held] : key) {
    joined += (joined.empty() ? "" : "|") + (held.is_null() ? "" : to_string(held));
  }
  return key.size() > 1 && label == joined;
}

}  // namespace xunze::detail
