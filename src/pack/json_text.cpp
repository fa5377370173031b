// SPDX-License-Identifier: Apache-2.0
// JSON as text: the limits a file is read under, and how texts are written.
#include "xunze/pack/json_text.hpp"

#include "xunze/core/utf8.hpp"

#include "pack/document.hpp"

namespace xunze {

std::string json_quote(std::string_view words) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (char const c : words) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20U || byte == 0x7FU) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

namespace json {
namespace {

constexpr std::size_t max_width = 100;

std::size_t width_of(std::string_view words) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < words.size();) {
    width += static_cast<std::size_t>(display_width(next_code_point(words, at)));
  }
  return width;
}

/// Appends the value in one line; false once it is wider than `room`.
bool print_flat(node const& value, std::string& out, std::size_t room) {
  std::size_t const begin = out.size();
  auto const fits = [&] { return width_of(std::string_view{out}.substr(begin)) <= room; };
  switch (value.kind) {
    case node_kind::null:
      out += "null";
      break;
    case node_kind::boolean:
      out += value.flag ? "true" : "false";
      break;
    case node_kind::number:
      out += value.text;
      break;
    case node_kind::text:
      out += json_quote(value.text);
      break;
    case node_kind::array:
      out += "[";
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ", ";
        if (!print_flat(value.items[i], out, room) || !fits()) return false;
      }
      out += "]";
      break;
    case node_kind::object:
      out += "{";
      for (std::size_t i = 0; i < value.members.size(); ++i) {
        out += i > 0 ? ", " : "";
        out += json_quote(value.members[i].key) + ": ";
        if (!print_flat(value.members[i].value, out, room) || !fits()) return false;
      }
      out += "}";
      break;
  }
  return fits();
}

void print_into(node const& value, std::string& out, std::size_t indent, std::size_t column) {
  bool const simple = value.kind != node_kind::array && value.kind != node_kind::object;
  std::string flat;
  std::size_t const room =
      simple ? std::string::npos : (column < max_width ? max_width - column : 0);
  if (print_flat(value, flat, room)) {
    out += flat;
    return;
  }
  std::string const inner(indent + 2, ' ');
  bool const array = value.kind == node_kind::array;
  std::size_t const count = array ? value.items.size() : value.members.size();
  out += array ? "[" : "{";
  for (std::size_t i = 0; i < count; ++i) {
    out += i > 0 ? ",\n" : "\n";
    out += inner;
    std::string const key = array ? "" : json_quote(value.members[i].key) + ": ";
    out += key;
    print_into(array ? value.items[i] : value.members[i].value, out, indent + 2,
               indent + 3 + width_of(key));
  }
  out += "\n" + std::string(indent, ' ') + (array ? "]" : "}");
}

}  // namespace

std::string print(node const& tree) {
  std::string out;
  print_into(tree, out, 0, 0);
  return out + "\n";
}

node make_text(std::string words) {
  node made;
  made.kind = node_kind::text;
  made.text = std::move(words);
  return made;
}

node make_number(std::string written) {
  node made;
  made.kind = node_kind::number;
  made.text = std::move(written);
  return made;
}

node make_flag(bool flag) {
  node made;
  made.kind = node_kind::boolean;
  made.flag = flag;
  return made;
}

node make_array(std::vector<node> items) {
  node made;
  made.kind = node_kind::array;
  made.items = std::move(items);
  return made;
}

node make_object() {
  node made;
  made.kind = node_kind::object;
  return made;
}

void put(node& object, std::string key, node value) {
  object.members.push_back({std::move(key), 0, std::move(value)});
}

}  // namespace json
}  // namespace xunze
