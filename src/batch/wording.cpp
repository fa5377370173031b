// SPDX-License-Identifier: Apache-2.0
#include "batch/wording.hpp"

namespace xunze::batch_detail {
namespace {

std::string one_end(std::int64_t v, value_type const& type, dictionary const* texts) {
  if (v == plus_infinity) return "∞";
  if (v == minus_infinity) return "-∞";
  return to_string(to_value(cell{v, v}, type, texts));
}

bool reads_the_same(bound_expression const& a, bound_expression const& b) {
  bool const reads = a && b && a->kind == bound_node::form::read &&
                     b->kind == bound_node::form::read && a->read.table == nullptr &&
                     b->read.table == nullptr;
  return reads && a->read.from == b->read.from && a->read.own == b->read.own &&
         a->read.hops == b->read.hops;
}

std::string label_at(enumeration const& codes, std::size_t rank, language which) {
  enumerator const& of = codes.values[rank];
  return of.label.empty() ? of.code : of.label.in(which);
}

std::string label_in(enumeration const* codes, std::string word, language which) {
  auto const at = codes != nullptr ? codes->find(word) : std::nullopt;
  return at ? label_at(*codes, static_cast<std::size_t>(*at), which) : word;
}

}  // namespace

std::string plain_text(value const& v) {
  if (auto const* code = v.get_if<code_value>()) return code->code;
  return v.is_null() ? std::string{} : to_string(v);
}

std::string joined(key_values const& key) {
  std::string made;
  for (auto const& [name, v] : key) made += (made.empty() ? "" : "|") + plain_text(v);
  return made;
}

std::string shown(engine& run, cell c, value_type const& type, dictionary const* texts,
                  language which) {
  bool const zh = which == language::zh;
  if (c.is_none()) return zh ? "无" : "none";
  if (type.is(value_class::boolean)) {
    truth const t = truth_of_cell(c);
    if (t == truth::unknown) return zh ? "待核实" : "unknown";
    if (zh) return t == truth::yes ? "是" : "否";
    return t == truth::yes ? "yes" : "no";
  }
  if (type.is(value_class::set)) {
    std::string made;
    for (std::size_t i = 0; type.codes && i < type.codes->values.size(); ++i) {
      if (((c.hi >> i) & 1) == 0) continue;
      made += (made.empty() ? "" : zh ? "、" : ", ") + label_at(*type.codes, i, which);
      if (((c.lo >> i) & 1) == 0) made += zh ? "（待核实）" : " (unknown)";
    }
    return made.empty() ? (zh ? "无" : "none") : made;
  }
  if (c.lo == c.hi && !is_finite(c.lo)) return zh ? "无" : "none";  // of no rows
  if (!c.is_point()) {
    bool const open = !is_finite(c.lo) && !is_finite(c.hi);
    bool const ordered = type.is(value_class::number) || type.is(value_class::date) ||
                         type.is(value_class::timestamp);
    bool const says_nothing = c.lo == 0 && c.hi == plus_infinity;  // any number of rows
    if (open || says_nothing || !ordered) return zh ? "待核实" : "unknown";
    if (!is_finite(c.hi)) {
      return (zh ? "至少" : "at least ") + one_end(c.lo, type, texts);
    }
    if (!is_finite(c.lo)) return (zh ? "至多" : "at most ") + one_end(c.hi, type, texts);
    return one_end(c.lo, type, texts) + (zh ? "至" : " to ") + one_end(c.hi, type, texts);
  }
  if (type.is(value_class::code) && type.codes != nullptr && c.lo >= 0 &&
      c.lo < static_cast<std::int64_t>(type.codes->values.size())) {
    return label_at(*type.codes, static_cast<std::size_t>(c.lo), which);
  }
  if (type.is(value_class::row) && type.table != nullptr) {
    table const* rows = run.table_of(*type.table);
    auto const label = type.table->find(type.table->label);
    auto const row = static_cast<std::size_t>(c.lo);
    if (rows != nullptr && row < rows->rows) {
      if (label && rows->columns[*label].given) return plain_text(rows->columns[*label].at(row));
      std::string made;
      for (std::string const& key : type.table->key) {
        made += (made.empty() ? "" : "|") +
                plain_text(rows->columns[*type.table->find(key)].at(row));
      }
      return made;
    }
  }
  return to_string(to_value(c, type, texts));
}

key_values key_of_row(engine& run, frame const& f, std::size_t row) {
  for (std::size_t i = 0; i < run.bound().relations.size(); ++i) {
    if (&run.bound().relations[i] == f.relation) return run.key_of(i, row);
  }
  return {};
}

std::string label_of(engine& run, bound_rule const& r, program const& label, std::size_t row) {
  if (label) {
    cell const c = label.at(static_cast<std::int32_t>(row), run.space());
    return shown(run, c, label.type(), label.texts(), language::zh);
  }
  frame const& f = run.frame_of(r.subject);
  std::string key = joined(run.key_of(r.subject, row));
  auto const origin = f.base != nullptr ? f.origin_of(row) : std::nullopt;
  if (!origin || origin->row < 0) return key;
  table_schema const& schema = *origin->from->schema;
  auto const at = schema.find(schema.label);
  if (!at || schema.label == schema.key.front() || !origin->from->columns[*at].given) return key;
  std::string const name =
      plain_text(origin->from->columns[*at].at(static_cast<std::size_t>(origin->row)));
  return name.empty() ? key : name + " (" + key + ")";
}

text words_of(engine& run, bound_rule const& r, std::array<bound_text, 2> const& words,
              std::array<std::vector<program>, 2> const& values, std::size_t row) {
  std::array<std::string, 2> made;
  for (std::size_t l = 0; l < 2; ++l) {
    language const which = l == 0 ? language::zh : language::en;
    for (std::size_t i = 0; i < words[l].pieces.size(); ++i) {
      made[l] += words[l].pieces[i];
      if (i >= values[l].size()) continue;
      program const& p = values[l][i];
      cell const c = p.at(static_cast<std::int32_t>(row), run.space());
      std::string said = shown(run, c, p.type(), p.texts(), which);
      bool const coded = r.measured && r.measured->type.is(value_class::code) &&
                         p.type().is(value_class::text) &&
                         reads_the_same(words[l].values[i], r.threshold);
      made[l] += coded ? label_in(r.measured->type.codes, std::move(said), which) : said;
    }
  }
  return {made[0], made[1]};
}

}  // namespace xunze::batch_detail
