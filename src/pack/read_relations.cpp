// SPDX-License-Identifier: Apache-2.0
// Relations: the six bodies, path aliases and look-ups.
#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

#include <array>

namespace xunze::json {
namespace {

lookup read_lookup(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  lookup out;
  out.table = reader.need_name("lookup");
  if (node const* on = reader.need("on")) out.on = read_named(in, *on);
  out.at = expression_at(in, reader, "at");
  if (auto from = reader.name_at("from"); !from.empty()) out.from = std::move(from);
  if (auto to = reader.name_at("to"); !to.empty()) out.to = std::move(to);
  if (node const* which = reader.find("pick")) {
    out.pick = as_one_of(in.from, *which, picks).value_or(pick::only);
  }
  out.where = expression_at(in, reader, "where");
  reader.finish();
  return out;
}

path_alias read_alias(pack_reading& in, member const& entry) {
  path_alias out;
  out.name = entry.key;
  out.at = in.from.at(entry.at);
  check_name(in.from, entry.key, entry.at);
  if (entry.value.kind == node_kind::object) {
    out.target = read_lookup(in, entry.value);
    return out;
  }
  if (!as_text(in.from, entry.value)) return out;
  expression const path = read_expression(in, entry.value);
  if (path && path->kind != operation::path) {
    in.from.error("pack.path", entry.value.at, {"此处应为路径", "expected a path"},
                  {"例如“class.sub.project”", "such as `class.sub.project`"});
  } else if (path) {
    out.target = path->path;
  }
  return out;
}

relation_body read_derive(pack_reading& in, object_reader& reader) {
  derive_body out;
  out.from = reader.need_name("from");
  node const* const paths = reader.find("paths");
  if (paths != nullptr && is_object(in.from, *paths)) {
    for (member const& entry : paths->members) out.paths.push_back(read_alias(in, entry));
  }
  out.where = expression_at(in, reader, "where");
  if (node const* columns = reader.find("columns")) out.columns = read_named(in, *columns);
  out.anchor = expression_at(in, reader, "anchor");
  return out;
}

void read_choices(pack_reading& in, object_reader& reader, expand_over& out);

expand_over read_over(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  expand_over out;
  std::size_t forms = 0;
  if (node const* years = reader.find("years")) {
    ++forms;
    out.values = read_expressions(in, *years);
    if (out.values.size() != 2) {
      in.from.error("json.value", years->at,
                    {"此处应为首末两年", "expected the first and the last"});
    }
  }
  if (node const* each = reader.find("each")) {
    ++forms;
    out.kind = expand_over::form::each;
    out.values = read_expressions(in, *each);
  }
  if (node const* set = reader.find("set")) {
    ++forms;
    out.kind = expand_over::form::set;
    out.values = {read_expression(in, *set)};
  }
  if (node const* windows = reader.find("windows")) {
    ++forms;
    out.kind = expand_over::form::windows;
    object_reader inner{in.from, *windows};
    out.values = {need_expression(in, inner, "at"), need_expression(in, inner, "origin")};
    out.length_days = need_expression(in, inner, "length_days");
    out.step_days = need_expression(in, inner, "step_days");
    inner.finish();
  }
  if (reader.find("choose") != nullptr) {
    ++forms;
    read_choices(in, reader, out);
  }
  if (forms != 1) {
    reader.not_one_of({"years", "each", "set", "windows", "choose"}, forms,
                      {"“over”须且只须有一种写法", "`over` has exactly one form"});
  }
  reader.finish();
  return out;
}

void read_choices(pack_reading& in, object_reader& reader, expand_over& out) {
  out.kind = expand_over::form::choose;
  out.parameter = reader.need_name("choose");
  node const* const cases = reader.need("cases");
  if (cases == nullptr || !is_object(in.from, *cases)) return;
  for (member const& entry : cases->members) {
    out.choices.emplace_back(entry.key, std::make_shared<expand_over>(read_over(in, entry.value)));
  }
}

relation_body read_expand(pack_reading& in, object_reader& reader) {
  expand_body out;
  out.from = reader.need_name("from");
  out.as = reader.need_name("as");
  if (node const* over = reader.need("over")) out.over = read_over(in, *over);
  return out;
}

relation_body read_union(pack_reading& in, object_reader& reader) {
  union_body out;
  node const* const parts = reader.need("parts");
  if (parts != nullptr && is_array(in.from, *parts)) {
    for (node const& item : parts->items) {
      object_reader inner{in.from, item};
      union_part part;
      part.from = inner.need_name("from");
      part.where = expression_at(in, inner, "where");
      if (node const* columns = inner.find("columns")) part.columns = read_named(in, *columns);
      inner.finish();
      out.parts.push_back(std::move(part));
    }
  }
  if (node const* key = reader.need("key")) out.key = as_texts(in.from, *key);
  return out;
}

relation_body read_distinct(pack_reading& in, object_reader& reader) {
  distinct_body out;
  out.from = reader.need_name("from");
  if (node const* keys = reader.need("keys")) out.keys = read_keys(in, *keys);
  out.where = expression_at(in, reader, "where");
  return out;
}

relation_body read_cross(pack_reading& in, object_reader& reader) {
  cross_body out;
  node const* const of = reader.need("of");
  if (of != nullptr && is_object(in.from, *of)) {
    for (member const& entry : of->members) {
      check_name(in.from, entry.key, entry.at);
      out.of.emplace_back(entry.key, as_name(in.from, entry.value).value_or(""));
    }
  }
  out.where = expression_at(in, reader, "where");
  return out;
}

relation_body read_members(pack_reading&, object_reader& reader) {
  values_body out;
  out.parameter = reader.need_name("of");
  out.as = reader.need_name("as");
  return out;
}

struct body_form {
  std::string_view key;
  relation_body (*read)(pack_reading&, object_reader&);
};

constexpr std::array<body_form, 6> bodies{{{"derive", read_derive},
                                           {"expand", read_expand},
                                           {"union", read_union},
                                           {"distinct", read_distinct},
                                           {"cross", read_cross},
                                           {"values", read_members}}};

}  // namespace

std::optional<relation_body> read_body(pack_reading& in, object_reader& reader) {
  std::optional<relation_body> body;
  std::size_t found = 0;
  for (body_form const& one : bodies) {
    node const* const value = reader.find(one.key);
    if (value == nullptr) continue;
    ++found;
    object_reader inner{in.from, *value};
    body = one.read(in, inner);
    inner.finish();
  }
  if (found != 1) {
    std::vector<std::string> words;
    for (body_form const& one : bodies) words.emplace_back(one.key);
    reader.not_one_of(std::move(words), found,
                      {"关系须且只须有一种来源", "a relation has exactly one body"});
  }
  return body;
}

relation read_relation(pack_reading& in, std::string name, std::size_t at, node const& value) {
  object_reader reader{in.from, value};
  relation out;
  out.name = std::move(name);
  out.at = in.from.at(at);
  out.title = reader.words("title");
  if (auto body = read_body(in, reader)) out.body = std::move(*body);
  out.nodes = read_nodes(in, reader);
  reader.finish();
  return out;
}

subject_spec read_subject(pack_reading& in, object_reader& reader, std::string_view key) {
  node const* const value = reader.need(key);
  if (value == nullptr) return std::string{};
  if (value->kind != node_kind::object) return as_name(in.from, *value).value_or("");
  object_reader inner{in.from, *value};
  auto body = read_body(in, inner);
  inner.finish();
  if (!body) return std::string{};
  return std::move(*body);
}

}  // namespace xunze::json
