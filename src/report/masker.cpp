// SPDX-License-Identifier: Apache-2.0
// Masks what columns declared personal hold, wherever a report would print it.
#include "report/masker.hpp"

#include "xunze/report/masking.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <variant>

namespace xunze::detail {
namespace {

// Every named expression that makes a column of a relation or rule.
void for_each_column(policy const& source,
                     std::function<void(std::string const&, expression const&)> const& told) {
  auto const block = [&](node_block const& nodes) {
    for (named_expression const& each : nodes.let) told(each.name, each.value);
    for (aggregate const& each : nodes.aggregates) {
      if (each.op == aggregate_op::min || each.op == aggregate_op::max) {
        told(each.name, each.value);
      }
    }
  };
  for (relation const& each : source.relations) {
    block(each.nodes);
    if (auto const* const derive = std::get_if<derive_body>(&each.body)) {
      for (named_expression const& one : derive->columns) told(one.name, one.value);
    } else if (auto const* const distinct = std::get_if<distinct_body>(&each.body)) {
      for (named_expression const& one : distinct->keys) told(one.name, one.value);
    } else if (auto const* const expand = std::get_if<expand_body>(&each.body)) {
      for (expression const& one : expand->over.values) told(expand->as, one);
    } else if (auto const* const parts = std::get_if<union_body>(&each.body)) {
      for (union_part const& part : parts->parts) {
        for (named_expression const& one : part.columns) told(one.name, one.value);
      }
    }
  }
  for (rule const& each : source.rules) block(each.nodes);
}

}  // namespace

masker::masker(outcome const& from, bool show_personal)
    : data_{&from.data()}, show_{show_personal} {
  for (table_schema const& each : data_->words().tables) {
    for (column_schema const& one : each.columns) {
      if (one.personal) names_.insert(one.name);
    }
  }
  for (bool grown = true; grown;) {
    grown = false;
    for_each_column(from.source(), [&](std::string const& name, expression const& made) {
      if (is_personal(made) && names_.insert(name).second) grown = true;
    });
  }
}

bool masker::is_personal(expression const& read) const {
  if (read == nullptr) return false;
  if (read->kind == operation::path && !read->path.empty() &&
      names_.contains(read->path.back().name)) {
    return true;
  }
  return std::any_of(read->operands.begin(), read->operands.end(),
                     [this](expression const& each) { return is_personal(each); });
}

bool masker::is_personal_column(table_schema const& of, std::string const& name) const {
  auto const position = of.find(name);
  return position && of.columns[*position].personal;
}

value masker::key_part(value const& held) const {
  auto const* const words = held.get_if<std::string>();
  if (show_ || words == nullptr) return held;
  return value{mask_identities(*words)};
}

key_values masker::key(key_values const& held) const {
  key_values out;
  for (auto const& [name, part] : held) out.emplace_back(name, key_part(part));
  return out;
}

std::string masker::label(std::string const& words, bool personal) const {
  if (show_) return words;
  if (!personal) return mask_identities(words);
  if (words == name_of(verdict::unknown).in(language::zh)) return words;  // no name is known
  // An id that serves as a label is a key: it is masked by its shape.
  bool const is_id = std::all_of(words.begin(), words.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '|';
  });
  return is_id ? mask_identities(words) : masked(words);
}

std::string masker::words(std::string text, replacements const& with) const {
  if (show_) return text;
  for (auto const& [from, to] : with) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  }
  return mask_identities(text);
}

text masker::words(text const& both, replacements const& with) const {
  return {words(both.zh, with), words(both.en, with)};
}

value masker::cell(value const& held, replacements const& with) const {
  auto const* const text = held.get_if<std::string>();
  return show_ || text == nullptr ? held : value{words(*text, with)};
}

void masker::hide(replacements& in, std::string const& words) const {
  std::string const to = label(words, true);
  if (words.size() > 1 && to != words) in.emplace_back(words, to);
}

void masker::order(replacements& in) {
  std::sort(in.begin(), in.end(), [](auto const& a, auto const& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a < b;
  });
  in.erase(std::unique(in.begin(), in.end()), in.end());
}

void masker::hide_row(replacements& in, table_row const& at, bool follow) const {
  for (std::size_t c = 0; c < at.of->columns.size(); ++c) {
    column_schema const& schema = at.of->schema->columns[c];
    if (schema.personal) {
      value const held = at.of->columns[c].at(at.row);
      if (!held.is_null()) {
        auto const* const day = held.get_if<date>();
        std::string const words = to_string(held);
        if (day != nullptr) {
          in.emplace_back(words, masked(words));
        } else {
          hide(in, words);
        }
      }
    }
    if (!follow || !schema.refers_to) continue;
    table const* const to = data_->find(schema.refers_to->table);
    if (to == nullptr) continue;
    std::int32_t const row = data_->link(*at.of, c)[at.row];
    if (row >= 0) hide_row(in, {to, static_cast<std::size_t>(row)}, false);
  }
}

replacements masker::hidden(std::vector<evidence_row> const& evidence,
                            std::vector<table_row> const& rows) const {
  replacements out;
  if (show_) return out;
  for (evidence_row const& each : evidence) {
    table const* const of = data_->find(each.table);
    if (of != nullptr && each.row < of->rows) hide_row(out, {of, each.row}, true);
  }
  for (table_row const& each : rows) hide_row(out, each, false);
  order(out);
  return out;
}

}  // namespace xunze::detail
