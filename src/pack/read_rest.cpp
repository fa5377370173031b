// SPDX-License-Identifier: Apache-2.0
// Measures, decisions and clauses of a pack.
#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

namespace xunze::json {
namespace {

decision_member read_member(pack_reading& in, node const& value) {
  decision_member out;
  if (value.kind != node_kind::object) {
    out.rule = as_text(in.from, value).value_or("");
    return out;
  }
  object_reader reader{in.from, value};
  out.rule = reader.need_text("rule");
  if (node const* via = reader.find("via")) out.via = read_expressions(in, *via);
  reader.finish();
  return out;
}

clause read_clause(pack_reading& in, member const& entry) {
  object_reader reader{in.from, entry.value};
  clause out;
  out.id = entry.key;
  out.at = in.from.at(entry.at);
  out.locator = reader.need_words("locator");
  if (node const* document = reader.need("document")) {
    out.document = as_text(in.from, *document).value_or("");
    if (in.out.find_document(out.document) == nullptr && !out.document.empty()) {
      std::vector<std::string> ids;
      for (xunze::document const& one : in.out.documents) ids.push_back(one.id);
      unknown_word(in.from, document->at, "pack.unknown_document", {"文件", "document"},
                   out.document, ids);
    }
  }
  out.strength = reader.text_of("strength");
  if (node const* status = reader.need("status")) {
    out.status = as_one_of(in.from, *status, clause_statuses).value_or(clause_status::not_encoded);
  }
  out.paraphrase = reader.words("paraphrase");
  out.note = reader.words("note");
  out.depends_on = reader.texts("depends_on");
  if (node const* const others = reader.find("depends_on")) {
    for (node const& item : others->items) {
      if (item.kind == node_kind::text) in.cite(item.text, item.at);
    }
  }
  reader.finish();
  return out;
}

}  // namespace

void read_measures(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    object_reader reader{in.from, entry.value};
    measure out;
    out.id = entry.key;
    out.at = in.from.at(entry.at);
    out.title = reader.need_words("title");
    out.clause = reader.text_of("clause");
    in.cite(out.clause, entry.at);
    out.on = reader.need_text("on");
    if (node const* group = reader.find("group")) out.group = read_expressions(in, *group);
    out.numerator = need_expression(in, reader, "numerator");
    out.denominator = need_expression(in, reader, "denominator");
    if (node const* rank = reader.find("rank")) {
      out.rank_descending = as_one_of(in.from, *rank, directions);
    }
    reader.finish();
    in.claim("measure:" + entry.key, entry.key, entry.at);
    in.out.measures.push_back(std::move(out));
  }
}

void read_decisions(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    object_reader reader{in.from, entry.value};
    decision out;
    out.id = entry.key;
    out.at = in.from.at(entry.at);
    out.title = reader.words("title");
    out.subject = reader.need_text("subject");
    node const* const rules = reader.need("rules");
    if (rules != nullptr && is_array(in.from, *rules)) {
      for (node const& item : rules->items) {
        out.members.push_back(read_member(in, item));
        in.where.emplace("decision:" + out.members.back().rule, item.at);
      }
    }
    reader.finish();
    in.out.decisions.push_back(std::move(out));
  }
}

void read_clauses(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) in.out.clauses.push_back(read_clause(in, entry));
}

}  // namespace xunze::json
