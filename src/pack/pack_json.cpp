// SPDX-License-Identifier: Apache-2.0
// Packs as JSON, `xunze.pack/1`, read: the sections in order.
#include "xunze/pack/pack_json.hpp"

#include "pack/pack_reader.hpp"
#include "pack/vocabulary_words.hpp"

namespace xunze::json {
namespace {

void read_info(pack_reading& in, node const& value) {
  object_reader reader{in.from, value};
  pack_info& out = in.out.info;
  out.id = reader.need_text("id");
  out.title = reader.need_words("title");
  out.version = reader.need_text("version");
  out.jurisdiction = reader.text_of("jurisdiction");
  out.level = reader.text_of("level");
  if (node const* vocabulary = reader.need("vocabulary")) {
    out.vocabulary = as_text(in.from, *vocabulary).value_or("");
    if (!out.vocabulary.empty() && out.vocabulary != in.words.id) {
      in.from.error(
          "pack.vocabulary", vocabulary->at,
          {"规则包所用词表为“" + out.vocabulary + "”，现有词表为“" + in.words.id + "”",
           "the pack uses vocabulary `" + out.vocabulary + "`, given is `" + in.words.id + "`"},
          did_you_mean_help(out.vocabulary, std::vector{in.words.id}));
    }
  }
  out.valid_from = reader.day("valid_from");
  out.valid_to = reader.day("valid_to");
  if (out.valid_from && out.valid_to && *out.valid_to <= *out.valid_from) {
    in.from.error("pack.validity", value.at,
                  {"终止日不晚于起始日", "the end is not after the beginning"});
  }
  out.extends = reader.texts("extends");
  reader.finish();
}

void read_documents(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    object_reader reader{in.from, entry.value};
    document out;
    out.id = entry.key;
    out.title = reader.need_words("title");
    out.short_title = reader.words("short");
    out.issue_date = reader.day("issue_date");
    reader.finish();
    in.out.documents.push_back(std::move(out));
  }
}

void read_relations(pack_reading& in, node const& section) {
  if (!is_object(in.from, section)) return;
  for (member const& entry : section.members) {
    in.where.emplace("relation:" + entry.key, entry.at);
    if (in.words.find_table(entry.key) != nullptr) {
      in.from.error("pack.name_used", entry.at,
                    {"“" + entry.key + "”已是表名", "`" + entry.key + "` is the name of a table"});
    }
    in.out.relations.push_back(read_relation(in, entry.key, entry.at, entry.value));
  }
}

void read_pack(pack_reading& in, node const& root) {
  object_reader reader{in.from, root};
  reader.find("format");
  auto const section = [&](std::string_view key, void (*read)(pack_reading&, node const&)) {
    if (node const* value = reader.find(key)) read(in, *value);
  };
  if (node const* info = reader.need("pack")) read_info(in, *info);
  section("documents", read_documents);
  section("parameters", read_parameters);
  section("relations", read_relations);
  section("measures", read_measures);
  section("rules", read_rules);
  section("decisions", read_decisions);
  section("clauses", read_clauses);
  section("tests", read_tests);
  section("equivalent_mutants", read_equivalents);
  reader.finish();
  check_pack(in);
}

/// Adds the tests of a file beside the pack; what was read before is passed through.
void add_tests(pack_reading& pack, test_file const& file, json_limits const& limits,
               diagnostics& out) {
  source from{file.bytes, file.path};
  pack_reading in{from, pack.words, std::move(pack.out), {}, {}, {}, pack.left_out,
                  std::move(pack.where), file.name};
  if (auto const root = parse(from, limits)) read_test_file(in, *root);
  check_expectations(in);
  pack.out = std::move(in.out);
  pack.where = std::move(in.where);
  from.deliver(out);
}

}  // namespace

bool pack_reading::claim(std::string const& key, std::string const& name, std::size_t at) {
  if (where.emplace(key, at).second) return true;
  if (from.is_repeated(at)) return false;  // said already
  from.error("pack.name_used", at,
             {"名称“" + name + "”已被使用", "name `" + name + "` is already used"});
  return false;
}

void pack_reading::cite(std::string const& clause, std::size_t at) {
  if (!clause.empty()) citations.push_back({clause, at});
}

}  // namespace xunze::json

namespace xunze {

policy load_pack(std::string_view bytes, std::string file_name, vocabulary const& words,
                 diagnostics& out, json_limits const& limits, std::span<test_file const> tests) {
  json::source from{bytes, std::move(file_name)};
  json::pack_reading in{from, words};
  bool readable = false;
  if (auto const root = json::open_document(from, limits, "xunze.pack/1")) {
    json::read_pack(in, *root);
    readable = true;
  }
  from.deliver(out);
  if (readable) {
    for (test_file const& file : tests) json::add_tests(in, file, limits, out);
  }
  return std::move(in.out);
}

policy load_pack_file(std::string const& path, vocabulary const& words, diagnostics& out,
                      json_limits const& limits) {
  return load_pack(json::read_bytes(path, limits.bytes), path, words, out, limits,
                   read_test_files(path, limits));
}

}  // namespace xunze
