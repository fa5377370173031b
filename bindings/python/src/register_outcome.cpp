// SPDX-License-Identifier: Apache-2.0
// Runs: evaluating a policy on a dataset, and explaining its verdicts.
#include "register.hpp"

#include "convert.hpp"
#include "handles.hpp"

#include "xunze/core/failure.hpp"
#include "xunze/report/explanation_text.hpp"
#include "xunze/report/masking.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace xunze::python {
namespace {

// Names and values that the policy does not know go on as they are: the run refuses them.
std::vector<std::pair<std::string, value>> to_set(policy const& rules, py::dict const& set) {
  std::vector<std::pair<std::string, value>> out;
  for (auto const& [key, held] : set) {
    auto const name = key.cast<std::string>();
    parameter const* const of = rules.find_parameter(name);
    out.emplace_back(name, of == nullptr ? value{} : to_parameter(*of, held));
  }
  return out;
}

std::size_t rule_index(policy const& rules, std::string const& id) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    if (rules.rules[i].id == id) return i;
    ids.push_back(rules.rules[i].id);
  }
  diagnostic unknown{"rule.unknown", diagnostic_level::error, {},
                     {"没有规则“" + id + "”", "no rule `" + id + "`"},
                     did_you_mean_help(id, ids), {}};
  throw failure{"rule.unknown", unknown.message, {unknown}};
}

// The callable to be told; empty once the run is over, which the run's options outlive.
struct listener {
  py::handle told;
};

// Tells the caller with the lock held; its exceptions and Ctrl-C end the run.
std::function<bool(std::string_view, std::size_t, std::size_t)> progress_of(
    std::shared_ptr<listener> to) {
  return [to = std::move(to)](std::string_view what, std::size_t done, std::size_t of) {
    if (!to->told) return true;
    py::gil_scoped_acquire const locked;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (to->told.is_none()) return true;
    py::object const answer = to->told(py::str(what.data(), what.size()), done, of);
    return answer.is_none() || answer.cast<bool>();
  };
}

outcome_handle evaluate_in_python(policy_handle const& rules, dataset_handle const& data,
                                  py::handle as_of, py::dict const& set,
                                  std::vector<std::string> const& only, unsigned threads,
                                  py::handle known_by, py::object const& progress) {
  run_options options;
  options.as_of = to_date(as_of);
  if (!known_by.is_none()) options.known_by = to_date(known_by);
  options.set = to_set(*rules.rules, set);
  options.rules = only;
  options.threads = threads;
  auto const told = std::make_shared<listener>(listener{progress});
  options.progress = progress_of(told);
  std::shared_ptr<outcome const> said;
  {
    py::gil_scoped_release const unlocked;
    said = std::make_shared<outcome const>(evaluate(rules.rules, data.data, std::move(options)));
  }
  told->told = {};
  return {std::move(said)};
}

// The kinds of a rule's key parts, from its subjects.
key_values sample_key(outcome const& said, std::size_t rule) {
  rule_outcome const& of = said.rules()[rule];
  key_values sample;
  for (std::size_t i = 0; i < of.verdicts.size(); ++i) {
    key_values const key = said.finding_of(rule, i).key;
    if (sample.empty()) sample = key;
    bool whole = true;
    for (std::size_t k = 0; k < key.size(); ++k) {
      if (sample[k].second.is_null()) sample[k].second = key[k].second;
      whole = whole && !sample[k].second.is_null();
    }
    if (whole) break;
  }
  return sample;
}

// A subject as texts by key name, or in order of the key; None if there is no such row.
py::object find_subject(outcome_handle const& of, std::string const& rule_id,
                        std::vector<std::pair<std::string, std::string>> const& written) {
  std::size_t const rule = rule_index(of.said->source(), rule_id);
  key_values key = sample_key(*of.said, rule);
  if (key.size() != written.size()) return py::none();
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::string const* words = nullptr;
    for (std::size_t k = 0; k < written.size(); ++k) {
      std::string const& name = written[k].first;
      if (name.empty() ? k == i : name == key[i].first) words = &written[k].second;
    }
    if (words == nullptr) return py::none();
    key[i].second = to_kind_of(key[i].second, *words);
  }
  auto const row = of.said->find_subject(rule, key);
  return row ? py::object{py::int_(*row)} : py::object{py::none()};
}

py::list key_names(outcome_handle const& of, std::string const& rule_id) {
  py::list out;
  for (auto const& [name, held] : sample_key(*of.said, rule_index(of.said->source(), rule_id))) {
    out.append(name);
  }
  return out;
}

// A part of a key as people give it back.
std::string as_written(value const& held) {
  if (auto const* const code = held.get_if<code_value>()) return code->code;
  return held.is_null() ? std::string{} : to_string(held);
}

// Whether a part of a key may not be told as a hint: reports mask it, or it is a personal cell
// that does not look like an id: letters and digits, one digit at least.
bool is_hidden(vocabulary const& words, key_values::value_type const& part) {
  bool const personal = std::any_of(
      words.tables.begin(), words.tables.end(), [&part](table_schema const& each) {
        auto const at = each.find(part.first);
        return at && each.columns[*at].personal;
      });
  std::string const shown = as_written(part.second);
  auto const digit = [](char c) { return c >= '0' && c <= '9'; };
  bool const plain = std::all_of(shown.begin(), shown.end(), [&digit](char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
  bool const id = plain && std::any_of(shown.begin(), shown.end(), digit);
  return (personal && !id) || mask_identities(shown) != shown;
}

// The subject most like what was written, else the first few, as `a|b`, and how many there are.
std::pair<std::vector<std::string>, std::size_t> subjects_like(outcome_handle const& of,
                                                               std::string const& rule_id,
                                                               std::string const& written,
                                                               bool show_personal) {
  constexpr std::size_t listed = 5;
  std::size_t const rule = rule_index(of.said->source(), rule_id);
  std::vector<std::string> found;
  std::vector<std::size_t> const order = of.said->order(rule);
  for (std::size_t const subject : order) {
    std::string joined;
    bool hidden = false;
    for (auto const& part : of.said->key(rule, subject)) {
      hidden = hidden || (!show_personal && is_hidden(of.said->data().words(), part));
      joined += '|' + as_written(part.second);
    }
    joined.erase(0, 1);
    if (!hidden && !joined.empty()) found.push_back(std::move(joined));
  }
  if (auto near = did_you_mean(written, found)) return {{std::move(*near)}, order.size()};
  if (found.size() > listed) found.resize(listed);
  return {std::move(found), order.size()};
}

// The explanation as text and as JSON: it is made once for both.
std::pair<std::string, std::string> explain_in_python(outcome_handle const& of,
                                                      std::string const& rule_id,
                                                      std::size_t subject, std::string const& lang,
                                                      bool show_personal) {
  std::size_t const rule = rule_index(of.said->source(), rule_id);
  if (subject >= of.said->rules()[rule].verdicts.size()) throw py::index_error("no such subject");
  explanation const why = xunze::explain(*of.said, rule, subject);
  report_options options;
  options.show_personal = show_personal;
  return {to_text(*of.said, why, language_of(lang), options), to_json(*of.said, why, options)};
}

report_handle report_of(outcome_handle const& of, bool show_personal,
                        std::vector<std::tuple<std::string, std::string, std::string>> const& packs,
                        std::vector<std::string> const& group_by, std::string const& secret) {
  report_options options;
  options.show_personal = show_personal;
  for (auto const& [id, version, sha256] : packs) options.packs.push_back({id, version, sha256});
  options.group_by = group_by;
  options.identity_key = secret;
  py::gil_scoped_release const unlocked;
  return {std::make_shared<report const>(make_report(*of.said, options))};
}

}  // namespace

void register_outcome(py::module_& module) {
  py::class_<outcome_handle>(module, "Outcome")
      .def("find_subject", &find_subject, py::arg("rule"), py::arg("subject"))
      .def("key_names", &key_names, py::arg("rule"))
      .def("subjects_like", &subjects_like, py::arg("rule"), py::arg("written"),
           py::arg("show_personal"))
      .def("explain", &explain_in_python, py::arg("rule"), py::arg("subject"),
           py::arg("lang"), py::arg("show_personal"))
      .def("report", &report_of, py::arg("show_personal"), py::arg("packs"), py::arg("group_by"),
           py::arg("identity_key"));
  module.def("evaluate", &evaluate_in_python, py::arg("policy"), py::arg("dataset"),
             py::arg("as_of"), py::arg("set"), py::arg("rules"), py::arg("threads"),
             py::arg("known_by"), py::arg("progress"));
}

}  // namespace xunze::python
