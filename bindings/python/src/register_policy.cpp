// SPDX-License-Identifier: Apache-2.0
// Vocabularies and policies: loading, checking, and their graph.
#include "register.hpp"

#include "convert.hpp"
#include "handles.hpp"
#include "plan_text.hpp"

#include "xunze/check/bound.hpp"
#include "xunze/core/failure.hpp"
#include "xunze/graph/export.hpp"
#include "xunze/graph/policy_graph.hpp"
#include "xunze/graph/project.hpp"
#include "xunze/pack/library.hpp"
#include "xunze/pack/pack_json.hpp"
#include "xunze/pack/vocabulary_json.hpp"
#include "xunze/testing/run_tests.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace xunze::python {
namespace {

vocabulary_handle load_words(std::string const& bytes, std::string const& name) {
  diagnostics out;
  auto words = std::make_shared<vocabulary const>(load_vocabulary(bytes, name, out));
  throw_if_errors(out, "vocabulary.invalid", {"词汇表有错误", "the vocabulary has errors"});
  return {std::move(words)};
}

// A parent pack by its id, as Python finds it: its bytes and its file, or None. Found files are
// kept in `files`.
pack_finder finder_of(py::object const& find, std::vector<pack_text>& files) {
  return [&find, &files](std::string const& id) -> std::optional<pack_text> {
    if (find.is_none()) return std::nullopt;
    py::object const found = find(id);
    if (found.is_none()) return std::nullopt;
    auto const both = found.cast<py::tuple>();
    files.push_back({both[0].cast<std::string>(), both[1].cast<std::string>()});
    return files.back();
  };
}

// Files of tests as Python hands them over: name, path, bytes.
using test_texts = std::vector<std::tuple<std::string, std::string, py::bytes>>;

std::vector<test_file> test_files_of(test_texts const& tests) {
  std::vector<test_file> out;
  for (auto const& [name, path, bytes] : tests) out.push_back({name, path, std::string{bytes}});
  return out;
}

// A pack with what it stands on, and the files that findings may be in.
struct pack_as_read {
  std::shared_ptr<policy const> own;
  bool readable = false;  // nothing is wrong with its own text
  std::vector<pack_text> files;
  policy_stack stacked;
};

pack_as_read read_pack(std::string const& bytes, std::string const& name, vocabulary const& words,
                       py::object const& find, test_texts const& tests, diagnostics& out) {
  pack_as_read made;
  made.own = std::make_shared<policy const>(
      load_pack(bytes, name, words, out, {}, test_files_of(tests)));
  made.readable = !out.has_errors();
  made.files.push_back({bytes, name});
  made.stacked =
      stack_on_parents(*made.own, {bytes, name}, words, finder_of(find, made.files), out);
  return made;
}

policy_handle load_rules(std::string const& bytes, std::string const& name,
                         vocabulary_handle const& words, py::object const& find,
                         test_texts const& tests) {
  diagnostics out;
  pack_as_read made = read_pack(bytes, name, *words.words, find, tests, out);
  report_unbindable(made.stacked.effective, *words.words, made.files, out);
  throw_if_errors(out, "pack.invalid", {"规则包有错误", "the pack has errors"});
  auto rules = std::make_shared<policy const>(std::move(made.stacked.effective));
  return {words.words,       std::move(rules), std::move(made.own),
          std::move(made.stacked.inherited), sha256_hex(bytes), std::move(out)};
}

// By file as first named, then line and column; what has no place comes first.
std::vector<diagnostic> in_order_of_places(diagnostics const& found) {
  std::map<std::string, std::size_t> files{{"", 0}};
  for (diagnostic const& one : found) files.try_emplace(one.at.file, files.size());
  auto const rank = [&](diagnostic const& one) {
    return std::tuple{files.at(one.at.file), one.at.line, one.at.column};
  };
  std::vector<diagnostic> sorted = found.list();
  std::stable_sort(sorted.begin(), sorted.end(), [&](diagnostic const& a, diagnostic const& b) {
    return rank(a) < rank(b);
  });
  return sorted;
}

// All that is wrong with a pack, in one run: its text, its names and types, its cycles.
py::list lint(std::string const& bytes, std::string const& name, vocabulary_handle const& words,
              py::object const& find, test_texts const& tests) {
  diagnostics out;
  pack_as_read made = read_pack(bytes, name, *words.words, find, tests, out);
  for (auto const& [test, path, text] : tests) made.files.push_back({std::string{text}, path});
  if (made.readable) {
    policy const& rules = made.stacked.effective;
    bound_policy const bound = bind(rules, *words.words, out);
    if (!out.has_errors()) {
      report_unread(bound, made.own->parameters, out);
      check_tests(bound, out);
    }
    bool const turns = std::any_of(out.begin(), out.end(), [](diagnostic const& one) {
      return one.code == "graph.cycle";
    });
    if (!turns) report_cycles(make_policy_graph(rules, *words.words), rules, out);
  }
  return from_diagnostics(in_order_of_places(with_excerpts(out, made.files)));
}

[[noreturn]] void refuse_kind(std::string const& word, std::vector<std::string> const& known) {
  std::string list;
  for (std::string const& one : known) list += (list.empty() ? "" : ", ") + one;
  throw failure{"graph.kind", {"没有节点类型“" + word + "”；可用：" + list,
                               "no kind of node `" + word + "`; one of: " + list}};
}

std::string graph_of(policy_handle const& of, std::string const& format,
                     std::vector<std::string> const& kinds, std::string const& lang) {
  dependency_graph const graph = make_policy_graph(*of.rules, *of.words);
  graph_export how;
  how.labels = language_of(lang);
  if (!kinds.empty()) {
    how.kinds = {};
    for (std::string const& each : kinds) {
      std::vector<std::string> known;
      bool found = false;
      for (std::size_t i = 0; i < node_kind_count; ++i) {
        auto const kind = static_cast<node_kind>(i);
        known.emplace_back(code_of(kind));
        if (known.back() != each) continue;
        how.kinds = how.kinds | kind;
        found = true;
      }
      if (!found) refuse_kind(each, known);
    }
  }
  if (format == "dot") return to_dot(graph, how);
  if (format == "mermaid") return to_mermaid(graph, how);
  if (format == "json") return to_json(graph, how);
  throw py::value_error("the format is `dot`, `mermaid` or `json`");
}

std::string plan_in_python(policy_handle const& of, py::object const& data,
                           std::string const& lang) {
  dataset const* const given =
      data.is_none() ? nullptr : data.cast<dataset_handle const&>().data.get();
  return plan_text(of, given, language_of(lang));
}

py::list rule_ids(policy_handle const& of) {
  py::list out;
  for (rule const& each : of.rules->rules) out.append(each.id);
  return out;
}

// By clause_status.
constexpr std::array statuses{"encoded", "partial", "attested", "informative", "not_encoded"};

py::dict clause_counts(policy_handle const& of) {
  std::array<std::size_t, statuses.size()> counts{};
  for (clause const& each : of.own->clauses) ++counts[static_cast<std::size_t>(each.status)];
  py::dict out;
  for (std::size_t i = 0; i < statuses.size(); ++i) out[statuses[i]] = counts[i];
  return out;
}

py::object optional_date(std::optional<date> const& day) {
  return day ? from_date(*day) : py::none();
}

/// Shape: a dict a clause of the pack itself, in its order.
py::list clause_list(policy_handle const& of) {
  py::list out;
  for (clause const& each : of.own->clauses) {
    py::dict one;
    one["id"] = each.id;
    one["document"] = each.document;
    one["locator"] = from_text(each.locator);
    one["strength"] = each.strength;
    one["status"] = statuses[static_cast<std::size_t>(each.status)];
    one["paraphrase"] = from_text(each.paraphrase);
    one["note"] = from_text(each.note);
    one["depends_on"] = py::cast(each.depends_on);
    py::list rules;
    for (rule const& r : of.own->rules) {
      if (r.clause == each.id) rules.append(r.id);
    }
    one["rules"] = rules;
    out.append(one);
  }
  return out;
}

/// Shape: a dict a rule of the pack and of those it extends.
py::list rules_on(policy_handle const& of, py::handle day) {
  constexpr std::array states{"in_force", "not_yet", "expired", "replaced"};
  py::list out;
  for (rule_standing const& each :
       standing_on(*of.own, {*of.rules, of.inherited}, to_date(day))) {
    py::dict one;
    one["rule"] = each.rule;
    one["pack"] = each.pack;
    one["from"] = optional_date(each.from);
    one["to"] = optional_date(each.to);
    one["state"] = states[static_cast<std::size_t>(each.state)];
    one["replaced_by"] = each.replaced_by.empty() ? py::object{py::none()}
                                                  : py::object{py::str(each.replaced_by)};
    out.append(one);
  }
  return out;
}

}  // namespace

void register_policy(py::module_& module) {
  py::class_<vocabulary_handle>(module, "Vocabulary")
      .def_property_readonly("id", [](vocabulary_handle const& h) { return h.words->id; })
      .def_property_readonly("version", [](vocabulary_handle const& h) { return h.words->version; })
      .def_property_readonly("tables", [](vocabulary_handle const& h) {
        py::list out;
        for (table_schema const& each : h.words->tables) out.append(each.name);
        return out;
      })
      .def("table_named", [](vocabulary_handle const& h, std::string const& name) -> py::object {
        table_schema const* const of = h.words->find_table_header(name);
        return of == nullptr ? py::object{py::none()} : py::object{py::str(of->name)};
      }, py::arg("name"));

  py::class_<policy_handle>(module, "Policy")
      .def_property_readonly("id", [](policy_handle const& h) { return h.rules->info.id; })
      .def_property_readonly("version", [](policy_handle const& h) {
        return h.rules->info.version;
      })
      .def_property_readonly("title", [](policy_handle const& h) {
        return from_text(h.rules->info.title);
      })
      .def_property_readonly("vocabulary", [](policy_handle const& h) {
        return vocabulary_handle{h.words};
      })
      .def_property_readonly("sha256", [](policy_handle const& h) { return h.sha256; })
      .def_property_readonly("valid_from", [](policy_handle const& h) {
        return optional_date(h.rules->info.valid_from);
      })
      .def_property_readonly("valid_to", [](policy_handle const& h) {
        return optional_date(h.rules->info.valid_to);
      })
      .def_property_readonly("rules", &rule_ids)
      .def_property_readonly("clauses", &clause_counts)
      .def_property_readonly("clause_list", &clause_list)
      .def("rules_on", &rules_on, py::arg("day"))
      .def_property_readonly("notes", [](policy_handle const& h) {
        return from_diagnostics(h.notes.list());
      })
      .def("to_json", [](policy_handle const& h) { return write_pack(*h.own); })
      .def("graph", &graph_of, py::arg("format"), py::arg("kinds"), py::arg("lang"))
      .def("plan", &plan_in_python, py::arg("dataset"), py::arg("lang"));

  module.def("load_vocabulary", &load_words, py::arg("data"), py::arg("name"));
  module.def("load_pack", &load_rules, py::arg("data"), py::arg("name"), py::arg("vocabulary"),
             py::arg("find"), py::arg("tests") = test_texts{});
  module.def("lint", &lint, py::arg("data"), py::arg("name"), py::arg("vocabulary"),
             py::arg("find"), py::arg("tests") = test_texts{});
}

}  // namespace xunze::python
