// SPDX-License-Identifier: Apache-2.0
// Rules: the envelope, and either nodes with a condition or the constructor of a kind.
#include "xunze/core/failure.hpp"
#include "xunze/rule/kind.hpp"

#include "pack/pack_reader.hpp"
#include "pack/pack_words.hpp"

#include <algorithm>

namespace xunze::json {
namespace {

/// The constructor a rule is written with.
struct construction {
  std::string kind;
  node const* arguments = nullptr;
};

std::vector<std::string> kind_codes() {
  std::vector<std::string> codes;
  for (kind_info const& one : kinds()) codes.emplace_back(one.code);
  return codes;
}

construction find_construction(pack_reading& in, object_reader& reader) {
  construction found;
  for (kind_info const& one : kinds()) {
    node const* const value = reader.find(one.code);
    if (value == nullptr) continue;
    if (found.arguments != nullptr) {
      in.from.error("kind.twice", value->at, {"一条规则只能属于一种类型", "a rule is of one kind"});
    }
    found = {std::string{one.code}, value};
  }
  return found;
}

/// A key that stands for a constructor and names none, in a rule that has nothing else to ask.
member const* misspelt_construction(object_reader& reader, construction const& built) {
  if (built.arguments != nullptr) return nullptr;
  for (char const* key : {"kind", "subject", "condition"}) {
    if (reader.find(key) != nullptr) return nullptr;
  }
  return reader.unread_object();
}

std::string read_kind(pack_reading& in, object_reader& reader, construction const& built) {
  bool const raw = built.arguments == nullptr;
  node const* const value = raw ? reader.need("kind") : reader.find("kind");
  if (value == nullptr) return built.kind;
  std::string kind = as_text(in.from, *value).value_or("");
  if (!kind.empty() && find_rule_kind(kind) == nullptr) {
    unknown_word(in.from, value->at, "kind.unknown", {"规则类型", "kind of rule"}, kind,
                 kind_codes());
  } else if (!raw && kind != built.kind) {
    in.from.error("kind.twice", value->at, {"一条规则只能属于一种类型", "a rule is of one kind"});
  }
  return kind;
}

strength_choice read_strength(pack_reading& in, node const& value) {
  strength_choice out;
  if (value.kind != node_kind::object) {
    out.fixed = as_one_of(in.from, value, strengths).value_or(strength::mandatory);
    return out;
  }
  object_reader reader{in.from, value};
  out.parameter = reader.need_name("choose");
  node const* const cases = reader.need("cases");
  if (cases != nullptr && is_object(in.from, *cases)) {
    for (member const& one : cases->members) {
      out.choices.emplace_back(
          one.key, as_one_of(in.from, one.value, strengths).value_or(strength::mandatory));
    }
  }
  reader.finish();
  return out;
}

words_place place_of_words(source const& from, node const& words) {
  words_place made;
  made.begin = from.at(words.at + 1);  // behind the quotation mark
  if (!words.escaped) return made;
  std::vector<std::size_t> offsets;
  offsets.push_back(add_offsets(from, words, offsets));
  // Texts stand in one line.
  for (std::size_t offset : offsets) made.columns.push_back(from.at(offset).column);
  return made;
}

text_place words_at(source const& from, node const* words) {
  text_place made;
  for (member const& one : words == nullptr ? std::vector<member>{} : words->members) {
    if (one.value.kind != node_kind::text) continue;
    if (one.key == "zh") made.zh = place_of_words(from, one.value);
    if (one.key == "en") made.en = place_of_words(from, one.value);
  }
  return made;
}

void read_in_force(pack_reading& in, object_reader& reader, rule& out) {
  node const* const value = reader.find("in_force");
  if (value == nullptr) return;
  object_reader inner{in.from, *value};
  out.in_force_from = inner.day("from");
  out.in_force_to = inner.day("to");
  inner.finish();
  if (out.in_force_from && out.in_force_to && *out.in_force_to <= *out.in_force_from) {
    in.from.error("pack.validity", value->at,
                  {"终止日不晚于起始日", "the end is not after the beginning"});
  }
}

/// What a rule has in either form.
rule read_envelope(pack_reading& in, member const& entry, object_reader& reader) {
  rule out;
  out.id = entry.key;
  out.at = in.from.at(entry.at);
  out.clause = reader.need_text("clause");
  in.cite(out.clause, entry.at);
  out.title = reader.need_words("title");
  out.nodes = read_nodes(in, reader);
  out.applies = expression_at(in, reader, "applies");
  out.measured = expression_at(in, reader, "measured");
  out.threshold = expression_at(in, reader, "threshold");
  out.unit = reader.words("unit");
  out.due = expression_at(in, reader, "due");
  out.anchor = expression_at(in, reader, "anchor");
  read_in_force(in, reader, out);
  out.waivable = reader.flag("waiver", false);
  out.label = expression_at(in, reader, "label");
  out.remedy = reader.words("remedy");
  out.message_at = words_at(in.from, reader.find("message"));
  out.remedy_at = words_at(in.from, reader.find("remedy"));
  out.overrides = reader.texts("overrides");
  if (node const* how = reader.find("replaces_as")) {
    out.replaces_as = as_one_of(in.from, *how, replacements).value_or(replaces_as::undeclared);
  }
  return out;
}

void read_raw(pack_reading& in, member const& entry, object_reader& reader, rule out) {
  out.condition = need_expression(in, reader, "condition");
  node const* const subject = reader.need("subject");
  if (subject != nullptr && subject->kind == node_kind::object) {
    out.subject = out.id;
    in.out.relations.push_back(read_relation(in, out.id, entry.at, *subject));
  } else if (subject != nullptr) {
    out.subject = as_name(in.from, *subject).value_or("");
  }
  in.out.rules.push_back(std::move(out));
}

void attach_to(pack_reading& in, member const& entry, lowered parts, rule envelope) {
  attached_rule made;
  try {
    made = attach(std::move(parts), std::move(envelope));
  } catch (failure const& problem) {
    in.from.error(problem.code(), entry.at, problem.message());
    return;
  }
  if (made.subject) {
    made.subject->at = in.from.at(entry.at);
    in.out.relations.push_back(std::move(*made.subject));
  }
  if (made.beside) {
    made.beside->at = in.from.at(entry.at);
    in.out.relations.push_back(std::move(*made.beside));
  }
  if (made.rule) in.out.rules.push_back(std::move(*made.rule));
  if (made.measure) {
    made.measure->at = in.from.at(entry.at);
    in.out.measures.push_back(std::move(*made.measure));
  }
}

/// A rate without a published one is a measure, and has nobody to tell.
bool is_measure_only(construction const& built) {
  if (built.kind != "metric") return false;
  auto const& members = built.arguments->members;
  return std::none_of(members.begin(), members.end(),
                      [](member const& one) { return one.key == "published"; });
}

void read_rule(pack_reading& in, member const& entry) {
  object_reader reader{in.from, entry.value};
  construction const built = find_construction(in, reader);
  std::size_t const before = in.from.count();
  rule envelope = read_envelope(in, entry, reader);
  bool const measure_only = is_measure_only(built);
  envelope.message = measure_only ? reader.words("message") : reader.need_words("message");
  bool const strength_follows = measure_only || built.kind == "scope";
  node const* const strong = strength_follows ? reader.find("strength") : reader.need("strength");
  if (strong != nullptr) envelope.strength = read_strength(in, *strong);
  bool const belongs =
      envelope.id == envelope.clause || envelope.id.starts_with(envelope.clause + "/");
  if (!belongs && !envelope.clause.empty()) {
    in.misnamed.push_back({envelope.clause, entry.at, envelope.id});
  }
  if (auto const* const misspelt = misspelt_construction(reader, built)) {
    reader.find(misspelt->key);
    unknown_word(in.from, misspelt->at, "kind.unknown", {"规则类型", "kind of rule"},
                 misspelt->key, kind_codes());
  } else if (envelope.kind = read_kind(in, reader, built); built.arguments == nullptr) {
    read_raw(in, entry, reader, std::move(envelope));
  } else if (auto parts = read_constructor(in, built.kind, *built.arguments)) {
    attach_to(in, entry, std::move(*parts), std::move(envelope));
  }
  reader.finish();
  // A rule with findings stays out of the policy, but its name is known.
  if (in.from.count() > before) in.left_out.push_back(entry.key);
}

}  // namespace

void read_rules(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) read_rule(in, entry);
}

}  // namespace xunze::json
