// SPDX-License-Identifier: Apache-2.0
// Expressions inside JSON texts, with the places they have in the file.
#include "xunze/core/utf8.hpp"

#include "pack/pack_reader.hpp"

#include <algorithm>
#include <utility>

namespace xunze::json {
namespace {

/// Where each code point of an expression stands in the file.
class origin_map {
 public:
  explicit origin_map(source const& from) : from_{from} {}

  void add(node const& line) {
    if (!offsets_.empty() && !std::exchange(prefixed_, false)) {
      offsets_.push_back(end_);  // the blank that joins two lines
      joined_ += ' ';
    }
    joined_ += line.text;
    end_ = add_offsets(from_, line, offsets_);
    if (offsets_.empty()) offsets_.push_back(end_);
  }

  /// Text that is not in the file and stands before the rest.
  void add_prefix(std::string const& ascii, std::size_t at) {
    joined_ = ascii;
    offsets_.assign(ascii.size(), at);
    prefixed_ = true;
  }

  [[nodiscard]] std::string const& joined() const noexcept { return joined_; }

  /// From a place counted in the joined text to one in the file.
  [[nodiscard]] place operator()(place const& inside) const {
    std::size_t line = 1;
    std::size_t index = 0;
    std::size_t at = 0;
    while (line < inside.line && at < joined_.size()) {
      if (next_code_point(joined_, at) == U'\n') ++line;
      ++index;
    }
    index += inside.column > 0 ? inside.column - 1 : 0;
    return from_.at(index < offsets_.size() ? offsets_[index] : end_);
  }

 private:
  source const& from_;
  std::string joined_;
  std::vector<std::size_t> offsets_;
  std::size_t end_ = 0;
  bool prefixed_ = false;
};

expression moved(expression const& e, origin_map const& origins) {
  if (!e) return e;
  auto copy = std::make_shared<expression_node>(*e);
  copy->at = origins(e->at);
  for (expression& operand : copy->operands) operand = moved(operand, origins);
  return copy;
}

expression parse_mapped(pack_reading& in, origin_map const& origins) {
  place origin;
  origin.file = in.from.file();
  origin.line = 1;
  origin.column = 1;
  diagnostics found;
  expression const parsed = parse_expression(origins.joined(), origin, found);
  for (diagnostic one : found) {
    one.at = origins(one.at);
    one.excerpt.clear();
    in.from.add(std::move(one));
  }
  return moved(parsed, origins);
}

expression read_text(pack_reading& in, node const& value) {
  if (value.escaped) {
    origin_map origins{in.from};
    origins.add(value);
    return parse_mapped(in, origins);
  }
  diagnostics found;
  expression parsed = parse_expression(value.text, in.from.at(value.at + 1), found);
  for (diagnostic const& one : found) in.from.add(one);
  return parsed;
}

expression read_lines(pack_reading& in, node const& value) {
  origin_map origins{in.from};
  for (node const& line : value.items) {
    if (!as_text(in.from, line)) return nullptr;
    origins.add(line);
  }
  return parse_mapped(in, origins);
}

/// Labels are different, and `over` names other ones of them.
void check_labels(pack_reading& in, node const& list, std::vector<case_label> const& labels) {
  std::vector<std::string> names;
  for (case_label const& one : labels) names.push_back(one.label);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (std::count(names.begin(), names.end(), names[i]) > 1) {
      in.from.error("pack.name_used", list.items[i].at,
                    {"情形名“" + names[i] + "”重复", "case label `" + names[i] + "` used twice"});
    }
    for (std::string const& beaten : labels[i].over) {
      if (std::find(names.begin(), names.end(), beaten) == names.end()) {
        unknown_word(in.from, list.items[i].at, "pack.unknown_label", {"情形名", "case label"},
                     beaten, names);
      }
    }
  }
}

expression read_cases(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  auto made = std::make_shared<expression_node>();
  made->kind = operation::cases;
  made->at = in.from.at(value.at);
  made->operands.push_back(need_expression(in, reader, "default"));
  node const* const list = reader.need("cases");
  if (list != nullptr && is_array(in.from, *list)) {
    for (node const& item : list->items) {
      object_reader one{in.from, item};
      case_label label;
      label.label = one.need_text("label");
      label.clause = one.text_of("clause");
      in.cite(label.clause, item.at);
      made->operands.push_back(need_expression(in, one, "when"));
      made->operands.push_back(need_expression(in, one, "value"));
      label.over = one.texts("over");
      made->cases.push_back(std::move(label));
      one.finish();
    }
    check_labels(in, *list, made->cases);
  }
  reader.finish();
  bool const whole = std::all_of(made->operands.begin(), made->operands.end(),
                                 [](expression const& e) { return e != nullptr; });
  return whole ? expression{made} : nullptr;
}

}  // namespace

expression read_expression(pack_reading& in, node const& value) {
  switch (value.kind) {
    case node_kind::text:
      return read_text(in, value);
    case node_kind::array:
      return read_lines(in, value);
    case node_kind::object:
      return read_cases(in, value);
    case node_kind::null:
      break;
    case node_kind::boolean:
    case node_kind::number: {
      std::string const written =
          value.kind == node_kind::number ? value.text : (value.flag ? "true" : "false");
      diagnostics found;
      expression parsed = parse_expression(written, in.from.at(value.at), found);
      for (diagnostic const& one : found) in.from.add(one);
      return parsed;
    }
  }
  wrong_type(in.from, value, {"表达式", "an expression"});
  return nullptr;
}

expression read_list(pack_reading& in, node const& value) {
  if (value.kind == node_kind::array) {
    std::vector<expression> items;
    for (node const& item : value.items) {
      if (auto const code = as_text(in.from, item)) items.push_back(make_literal({*code}));
    }
    return make_operation(operation::list, std::move(items));
  }
  bool const list = value.kind == node_kind::text && value.text.starts_with('[');
  if (!list) return read_expression(in, value);
  origin_map origins{in.from};
  origins.add_prefix("x in ", value.at + 1);
  origins.add(value);
  expression const whole = parse_mapped(in, origins);
  return whole && whole->kind == operation::in ? whole->operands[1] : nullptr;
}

expression expression_at(pack_reading& in, object_reader& reader, std::string_view key) {
  node const* const value = reader.find(key);
  return value == nullptr ? nullptr : read_expression(in, *value);
}

expression need_expression(pack_reading& in, object_reader& reader, std::string_view key) {
  node const* const value = reader.need(key);
  return value == nullptr ? nullptr : read_expression(in, *value);
}

std::vector<expression> read_expressions(pack_reading& in, node const& value) {
  std::vector<expression> list;
  if (!is_array(in.from, value)) return list;
  for (node const& item : value.items) list.push_back(read_expression(in, item));
  return list;
}

std::vector<named_expression> read_named(pack_reading& in, node const& value) {
  std::vector<named_expression> list;
  if (!is_object(in.from, value)) return list;
  for (member const& one : value.members) {
    check_name(in.from, one.key, one.at);
    list.push_back({one.key, read_expression(in, one.value)});
  }
  return list;
}

std::vector<named_expression> read_keys(pack_reading& in, node const& value) {
  if (value.kind == node_kind::object) return read_named(in, value);
  std::vector<named_expression> keys;
  if (!is_array(in.from, value)) return keys;
  for (node const& item : value.items) {
    expression const e = read_expression(in, item);
    if (!e) continue;
    if (e->kind != operation::path || !e->path.back().arguments.empty()) {
      in.from.error(
          "pack.key_name", item.at, {"此键没有名称", "this key has no name"},
          {"请写成 {\"名称\": \"表达式\"}", "write the keys as {\"name\": \"expression\"}"});
      continue;
    }
    std::string const& name = e->path.back().name;
    bool const twice = std::any_of(keys.begin(), keys.end(),
                                   [&](named_expression const& k) { return k.name == name; });
    if (twice) {
      in.from.error(
          "pack.name_used", item.at,
          {"两个键都叫“" + name + "”", "two keys are called `" + name + "`"},
          {"请写成 {\"名称\": \"表达式\"}", "write the keys as {\"name\": \"expression\"}"});
    }
    keys.push_back({name, e});
  }
  return keys;
}

expression without_alias(expression const& e, std::string const& alias) {
  if (!e || alias.empty()) return e;
  auto copy = std::make_shared<expression_node>(*e);
  if (!copy->path.empty() && copy->path.front().name == alias &&
      (copy->path.size() > 1 || copy->kind == operation::call)) {
    copy->path.erase(copy->path.begin());
  }
  for (expression& operand : copy->operands) operand = without_alias(operand, alias);
  return copy;
}

}  // namespace xunze::json
